// Package site is the HTML pages.
//
// A handler reads the request, asks the index or the store, and fills a struct that its template shows: templates decide
// nothing. What hangs on the board's version and the address alone is rendered once and kept. There is one file for each
// group of pages, and page.go for what all of them share.
package site

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"ledigajobb/internal/desk"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store"
	"ledigajobb/web"
)

// Config is what the pages stand on.
type Config struct {
	Index   *search.Index
	Store   *store.Store
	Desk    *desk.Desk
	Links   link.Links
	Answers *kept.Answers
	Now     func() time.Time
	Keep    time.Duration // for how long the page of an ended ad can be read
	Demo    bool          // shows pages for those who look at the service, such as the one of all parts
}

// Site is the pages. Make one with New.
type Site struct {
	Config
	templates templates
	frames    frames
	accepted  language.Matcher
	widget    *widget
}

// New reads the templates and styles. It fails when one of them is broken.
func New(config Config) (*Site, error) {
	t, err := parseTemplates()
	if err != nil {
		return nil, err
	}
	styles, err := web.Styles()
	if err != nil {
		return nil, err
	}
	w, err := newWidget(config.Links)
	if err != nil {
		return nil, err
	}
	return &Site{
		Config: config, templates: t, frames: frames{styles: styles}, widget: w,
		accepted: language.NewMatcher([]language.Tag{language.Swedish, language.English}), // as words.Languages has them
	}, nil
}

// Register mounts the pages on the group at the base path.
func (s *Site) Register(g *echo.Group) {
	for _, r := range s.routes() {
		g.Match([]string{http.MethodGet, http.MethodHead}, r.path, r.handler)
	}
}

// route is an address and what answers it.
type route struct {
	path    string
	handler echo.HandlerFunc
}

// routes is every page that there is; each answers GET and HEAD.
func (s *Site) routes() []route {
	routes := []route{
		{"", s.home},
		{"/", s.home},
		{"/stil/:name", s.styles},
		{"/ikon.svg", s.icon},
		{"/favicon.ico", s.icon}, // what a browser asks for where a page names none
		{"/lediga-jobb", s.list},
		{"/lediga-jobb/:name", s.job},
		{"/lediga-jobb/:name/ansok", s.applyStep},
		{"/arbetsgivare", s.employers},
		{"/arbetsgivare/:slug", s.employer},
		{"/logotyp/:key", s.logo},
	}
	for _, p := range prose {
		routes = append(routes, route{"/" + p.name, s.small(p.name, p.title)})
	}
	if s.Demo {
		routes = append(routes, route{"/delar", s.parts})
	}
	return append(routes, s.widgetRoutes()...)
}

// home leads to the list.
func (s *Site) home(c echo.Context) error {
	v := s.visit(c.Request())
	return c.Redirect(http.StatusSeeOther, v.link(s.Links.Path("lediga-jobb"), nil))
}
