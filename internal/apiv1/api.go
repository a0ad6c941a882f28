// Package apiv1 is the JSON API, version 1, as api/openapi.yaml says it.
//
// A handler reads the request (read.go), asks the index or the store, and writes the answer as the document describes it
// (job.go and the other files named after what they show). Every failure is returned; Problem writes it. Answers that
// hang on the board's version and their address alone are rendered once and kept.
package apiv1

import (
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store"
)

// Config is what the API stands on.
type Config struct {
	Index   *search.Index
	Store   *store.Store
	Links   link.Links
	Answers *kept.Answers
	Now     func() time.Time
	Keep    time.Duration   // for how long an ended ad can be read
	Done    <-chan struct{} // closed when the streams shall end

	// Ticker makes what streams take their heartbeats from, and its stop; nil: the machine's clock.
	Ticker func(time.Duration) (tick <-chan time.Time, stop func())
}

// API is version 1 of the JSON API. Make one with New.
type API struct {
	Config
	bell    bell
	reading chan struct{} // full when as many streams as may are reading
	manual  func() (manual, error)
	writers sync.Pool // of *writer, with room for long lists
}

// New makes the API.
func New(config Config) *API {
	if config.Ticker == nil {
		config.Ticker = ticker
	}
	return &API{
		Config:  config,
		bell:    bell{watch: config.Store.Watch},
		reading: make(chan struct{}, maxReading),
		manual:  sync.OnceValues(func() (manual, error) { return newManual(config.Links) }),
		writers: sync.Pool{New: func() any { return &writer{} }},
	}
}

// route is a call of the API.
type route struct {
	path    string
	handler echo.HandlerFunc
}

// routes is every call that there is; each answers GET and HEAD.
func (a *API) routes() []route {
	return []route{
		{"/jobs", a.searchJobs},
		{"/jobs/:id", a.getJob},
		{"/suggest", a.suggest},
		{"/widget", a.getWidget},
		{"/changes", a.listChanges},
		{"/changes/stream", a.streamChanges},
		{"/employers", a.listEmployers},
		{"/employers/:slug", a.getEmployer},
		{"/openapi.yaml", a.getDocument},
		{"/docs", a.getDocs},
		{"/docs.css", a.getDocsStyle},
	}
}

// Register mounts the API on the group at /api/v1.
func (a *API) Register(g *echo.Group) {
	for _, r := range a.routes() {
		g.Match([]string{http.MethodGet, http.MethodHead}, r.path, r.handler, openToAll)
		g.OPTIONS(r.path, preflight, openToAll)
	}
}

// openToAll lets any web page read what the handler answers.
func openToAll(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		allowOrigins(c.Response().Header())
		return next(c)
	}
}

func allowOrigins(h http.Header) {
	h["Access-Control-Allow-Origin"] = []string{"*"}
	h["Access-Control-Expose-Headers"] = []string{"ETag, Link, Retry-After"}
}

// preflight answers a browser that asks what a web page may send (Fetch standard, CORS-preflight).
func preflight(c echo.Context) error {
	h := c.Response().Header()
	h.Set("Allow", "GET, HEAD, OPTIONS")
	h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "If-None-Match, Last-Event-ID, Cache-Control")
	h.Set("Access-Control-Max-Age", "86400")
	return c.NoContent(http.StatusNoContent)
}

// answer writes what build makes, kept for as long as the version of the index holds. The key is the call with its
// canonical parameters.
func (a *API) answer(c echo.Context, v *search.Version, key string, lang board.Language, build func() (any, error)) error {
	answer, err := a.render(v, key, lang, build)
	if err != nil {
		return err
	}
	kept.Serve(c.Response(), c.Request(), answer, v.Until(), a.Now())
	return nil
}

func (a *API) render(v *search.Version, key string, lang board.Language, build func() (any, error)) (*kept.Answer, error) {
	return a.Answers.Answer(generation(v), key+"#"+string(lang), func() (int, string, []byte, error) {
		content, err := build()
		if err != nil {
			return 0, "", nil, err
		}
		body, err := encode(content)
		return http.StatusOK, echo.MIMEApplicationJSON, body, err
	})
}

func generation(v *search.Version) kept.Generation {
	return kept.Generation{Position: v.Position(), Until: v.Until()}
}

// readOnce answers a call that is asked for with the same few addresses most of the time: an address that has been read
// before in this version is not read again.
func (a *API) readOnce(c echo.Context, read func(v *search.Version, now time.Time) (*kept.Answer, error)) error {
	now := a.Now()
	v := a.Index.At(now)
	address := c.Path() + "?" + c.Request().URL.RawQuery
	answer, ok := a.Answers.Known(generation(v), address)
	if !ok {
		var err error
		if answer, err = read(v, now); err != nil {
			return err
		}
		a.Answers.Remember(generation(v), address, answer)
	}
	kept.Serve(c.Response(), c.Request(), answer, v.Until(), now)
	return nil
}
