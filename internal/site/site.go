// Package site is the HTML pages.
//
// A handler reads the request, asks the index or the store, and fills a struct that its template shows: templates decide
// nothing. What hangs on the board's version and the address alone is rendered once and kept. There is one file for each
// group of pages, and page.go for what all of them share.
package site

import (
	"cmp"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"ledigajobb/internal/desk"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/mail"
	"ledigajobb/internal/prefill"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store"
	"ledigajobb/internal/tally"
	"ledigajobb/internal/validate"
	"ledigajobb/web"
)

// Config is what the pages stand on.
type Config struct {
	Index   *search.Index
	Store   *store.Store
	Desk    *desk.Desk
	Links   link.Links
	Letters *mail.Writer // shows letters before they are sent, and after
	Answers *kept.Answers
	Prefill prefill.Reader // reads ads where they already stand
	Tally   *tally.Tally   // adds up readers' interest; nil: it is not counted
	Now     func() time.Time
	Name    string        // of the service, where the settings do not say it; empty: Lediga jobb
	Keep    time.Duration // for how long the page of an ended ad can be read
	Log     *slog.Logger  // told of what fails while the rest goes on; nil: nobody is
	Demo    bool          // shows pages for those who look at the service, such as the one of all parts
}

// Site is the pages. Make one with New.
type Site struct {
	Config
	templates templates
	scripts   scripts
	paths     map[string]bool // of all routes
	cookie    cookie          // of a session
	asked     cookie          // of who has asked to sign in
	drafts    cookie          // of the drafts that a browser has begun
	rules     *validate.Validator
	frames    frames
	drawings  drawings
	landed    landings
	advised   advised
	accepted  language.Matcher
	widget    *widget
}

// New reads the templates and styles. It fails when one of them is broken.
func New(config Config) (*Site, error) {
	config.Log = cmp.Or(config.Log, slog.New(slog.DiscardHandler))
	t, err := parseTemplates()
	if err != nil {
		return nil, err
	}
	styles, err := web.Styles()
	if err != nil {
		return nil, err
	}
	deskStyles, err := web.DeskStyles()
	if err != nil {
		return nil, err
	}
	scripts, err := readScripts()
	if err != nil {
		return nil, err
	}
	w, err := newWidget(config.Links)
	if err != nil {
		return nil, err
	}
	s := &Site{
		Config: config, templates: t, scripts: scripts, frames: frames{styles: styles, deskStyles: deskStyles}, widget: w,
		accepted: language.NewMatcher([]language.Tag{language.Swedish, language.English}), // as words.Languages has them
	}
	s.cookie, s.asked = newCookie("ledigajobb", config.Links), newCookie("ledigajobb-kod", config.Links)
	s.drafts, s.rules = newCookie("ledigajobb-utkast", config.Links), validate.New()
	s.paths = map[string]bool{}
	for _, r := range s.routes() {
		s.paths[r.path] = true
	}
	return s, nil
}

// home leads to the list.
func (s *Site) home(c echo.Context) error {
	v := s.visit(c.Request())
	return c.Redirect(http.StatusSeeOther, v.link(s.Links.Path("lediga-jobb"), nil))
}
