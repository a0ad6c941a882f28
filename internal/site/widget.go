package site

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
	"ledigajobb/web"
)

// A sidebar is the fragment of /widget.html: the element <lediga-jobb> with the list inside it, for the page's readers
// whose browser does not run the script.
type sidebar struct {
	Service string // address of the service
	Limit   int
	Filter  string // parameters of the search
	Heading string // empty: Title
	Title   string
	Lang    board.Language
	Logos   string // "none", or empty
	Faults  []string
	Jobs    []sidebarJob
	None    string // what stands for no jobs
	All     string // address of the whole list
	AllText string
}

type sidebarJob struct {
	Headline string
	URL      string
	Employer string // empty where the headline names it
	Logo     string
	Top      string // what a featured ad is marked with
	Deadline string // RFC 3339; empty: none
	When     string
	Until    string // the instant at which the ad leaves, RFC 3339
}

// Limits of what can be asked of the fragment.
const (
	sidebarLimit    = 10
	maxSidebarLimit = 50
	maxHeading      = 100 // characters
)

// widgetRoutes is what other sites put on their pages.
func (s *Site) widgetRoutes() []route {
	routes := []route{
		{"GET", "/widget.js", anyone, openToAll(s.newestScript)},
		{"GET", "/widget/:digest/lediga-jobb.js", anyone, openToAll(s.ownScript)},
		{"GET", "/widget.json", anyone, openToAll(s.scriptManifest)},
		{"GET", "/widget.html", anyone, openToAll(s.fragment)},
	}
	if s.Demo {
		routes = append(routes, route{"GET", "/widget-demo", anyone, s.specimen}, route{"GET", "/widget-demo/:name", anyone, s.specimenStyle})
	}
	return routes
}

// fragment answers GET /widget.html.
func (s *Site) fragment(c echo.Context) error {
	version := s.Index.At(s.Now())
	shown, q, err := s.askedSidebar(c.Request().Context(), c.Request().URL.Query(), version)
	if err != nil {
		return err
	}
	key := fmt.Sprintf("/widget.html %+v", *shown) // still without its jobs
	generation := kept.Generation{Position: version.Position(), Until: version.Until()}
	answer, err := s.Answers.Answer(generation, key, func() (int, string, []byte, error) {
		s.fill(shown, version, q, s.Now())
		body, err := s.widget.render("list.html", shown)
		return http.StatusOK, mimeHTML, body, err
	})
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("X-Robots-Tag", "noindex") // a part of other pages
	h.Set("Content-Language", string(shown.Lang))
	kept.Serve(c.Response(), c.Request(), answer, version.Until(), s.Now())
	return nil
}

// askedSidebar reads what the fragment is asked for. Its language is the one that the parameter names: it is mostly
// fetched by a server, which speaks for nobody.
func (s *Site) askedSidebar(ctx context.Context, values url.Values, version *search.Version) (*sidebar, board.Query, error) {
	v := &visit{lang: board.Swedish, values: values}
	if lang, ok := words.Language(values.Get("lang")); ok {
		v.lang = lang
	}
	limit := s.sidebarLimit(v)
	for _, name := range []string{"sort", "offset", "limit"} {
		delete(values, name)
	}
	q, err := s.query(ctx, v, version)
	if err != nil {
		return nil, q, err
	}
	q.Limit = board.DefaultLimit
	parameters := q.Values()
	shown := &sidebar{
		Service: s.Links.Absolute(s.Links.Path()), Limit: limit, Filter: parameters.Encode(), Lang: v.lang,
		Heading: richtext.Excerpt(richtext.Line(values.Get("heading")), maxHeading), Title: v.text("nav.jobs"),
		None: v.text("search.empty"), AllText: v.text("list.all"), All: s.Links.List(q),
	}
	if values.Get("logos") == "none" {
		shown.Logos = "none"
	}
	if v.lang != board.Swedish {
		shown.All = withQuery(s.Links.Absolute(s.Links.Path("lediga-jobb")), with(parameters, "lang", string(v.lang)))
	}
	for _, n := range v.notices {
		shown.Faults = append(shown.Faults, n.Text)
	}
	q.Limit = limit
	return shown, q, nil
}

func (s *Site) sidebarLimit(v *visit) int {
	given := v.values.Get("limit")
	if given == "" {
		return sidebarLimit
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < 1 || n > maxSidebarLimit {
		fault := board.Fault{Field: v.text("filter.limit"), Code: "range", Value: given, Allowed: "1–" + strconv.Itoa(maxSidebarLimit)}
		v.notices = append(v.notices, notice{Text: words.Fault(v.lang, fault)})
		return sidebarLimit
	}
	return n
}

// fill puts in the ads: the same as the API's for a sidebar.
func (s *Site) fill(shown *sidebar, version *search.Version, q board.Query, now time.Time) {
	for _, hit := range version.Sidebar(q) {
		shown.Jobs = append(shown.Jobs, s.sidebarJob(shown.Lang, hit.Job, now))
	}
}

func (s *Site) sidebarJob(lang board.Language, j *board.Job, now time.Time) sidebarJob {
	shown := sidebarJob{
		Headline: j.Ad.Headline, URL: withQuery(s.Links.Job(j), from(board.ViaWidget)), Until: instant(j.Run.Until),
		When: words.Text(lang, "deadline.card.none"),
	}
	if d := j.Ad.Deadline; !d.IsZero() {
		// The page that holds the fragment may be kept for days: "3 dagar kvar" would not stay true.
		shown.When = words.Text(lang, "deadline.card.far", "date", words.ShortDate(lang, d.Date, board.DateOf(now)))
		shown.Deadline = instant(d.LastSecond())
	}
	if !named(j.Ad.Headline, j.Employer.Name) {
		shown.Employer = j.Employer.Name
	}
	if j.Employer.Logo != "" {
		shown.Logo = s.Links.Logo(j.Employer.Logo)
	}
	if j.FeaturedAt(now) {
		shown.Top = words.Text(lang, "mark.featured")
	}
	return shown
}

// instant writes a time as Sweden's clocks show it.
func instant(t time.Time) string { return t.In(board.Stockholm()).Format(time.RFC3339) }

// A widget is what the sidebar is made of.
type widget struct {
	script    *script
	templates *template.Template
}

func newWidget(links link.Links) (*widget, error) {
	script, err := newScript(links)
	if err != nil {
		return nil, fmt.Errorf("the sidebar's script: %w", err)
	}
	t, err := template.New("widget").Option("missingkey=error").ParseFS(web.Widget, "widget/*.html")
	if err != nil {
		return nil, fmt.Errorf("the sidebar's templates: %w", err)
	}
	return &widget{script, t}, nil
}

// render executes one of the sidebar's templates.
func (w *widget) render(name string, content any) ([]byte, error) {
	var b bytes.Buffer
	err := w.templates.ExecuteTemplate(&b, name, content)
	return b.Bytes(), err
}
