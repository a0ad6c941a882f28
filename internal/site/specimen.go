package site

import (
	"html/template"
	"net/http"
	"net/url"
	"path"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/web"
)

// A specimen is the page of an invented journal with the sidebar in it, in both its forms, as /widget-demo shows it.
type specimen struct {
	Styles    string // the address that the page's style sheets lie under
	List      string
	Script    string
	Newest    string
	Fragment  string // address of the fragment
	Integrity string
	Inside    template.HTML // the fragment itself, as the journal's server would put it in
}

// specimen answers GET /widget-demo.
func (s *Site) specimen(c echo.Context) error {
	values := url.Values{"limit": {"4"}, "role": {"inkopare", "strategisk-inkopare"}, "heading": {"Jobb för inköpare"}, "logos": {"none"}}
	fragment := withQuery(s.Links.Path("widget.html"), values)
	version := s.Index.At(s.Now())
	shown, q, err := s.askedSidebar(c.Request().Context(), values, version)
	if err != nil {
		return err
	}
	s.fill(shown, version, q, s.Now())
	inside, err := s.widget.render("list.html", shown)
	if err != nil {
		return err
	}
	body, err := s.widget.render("specimen.html", specimen{
		Styles: s.Links.Path("widget-demo"), List: s.Links.List(board.Query{Limit: board.DefaultLimit}),
		Script: s.widget.script.path(s.Links), Newest: s.Links.Absolute(s.Links.Path("widget.js")), Integrity: s.widget.script.integrity,
		Fragment: s.Links.Absolute(fragment), Inside: template.HTML(inside),
	})
	if err != nil {
		return err
	}
	h := c.Response().Header()
	service := s.Links.Absolute("")
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self' "+service+"; connect-src 'self' "+service+
		"; img-src data: 'self' "+service+"; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Robots-Tag", "noindex")
	return c.HTMLBlob(http.StatusOK, body)
}

// specimenStyle answers GET /widget-demo/{name}: the style sheets of the invented journal, one of them hostile.
func (s *Site) specimenStyle(c echo.Context) error {
	name := path.Base(c.Param("name"))
	content, err := web.Widget.ReadFile("widget/" + name)
	if err != nil || path.Ext(name) != ".css" {
		return board.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", content)
}
