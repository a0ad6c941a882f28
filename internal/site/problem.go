package site

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/picture"
	"ledigajobb/internal/words"
)

// A kind is a kind of failure as pages tell it: its texts are error.NAME.title and error.NAME.text.
type kind struct {
	name   string
	status int
	wait   int // seconds until another try makes sense, 0: none does
}

// kinds is what each kind of failure becomes, the special before the general. What is none of them is a fault of ours,
// of which a stranger is told nothing.
var kinds = [...]struct {
	err  error
	kind kind
}{
	{errClosed, kind{"closed", http.StatusGone, 0}},
	{board.ErrNotFound, kind{"not_found", http.StatusNotFound, 0}},
	{board.ErrGone, kind{"gone", http.StatusGone, 0}},
	{board.ErrForbidden, kind{"forbidden", http.StatusForbidden, 0}},
	{board.ErrConflict, kind{"conflict", http.StatusConflict, 0}},
	{board.ErrTooMany, kind{"too_many", http.StatusTooManyRequests, 30}},
	{board.ErrBusy, kind{"unavailable", http.StatusServiceUnavailable, 5}},
	{board.ErrReadOnly, kind{"unavailable", http.StatusServiceUnavailable, 60}},
	{context.Canceled, kind{"unavailable", http.StatusServiceUnavailable, 5}}, // by another who waited for the same
	{context.DeadlineExceeded, kind{"unavailable", http.StatusServiceUnavailable, 5}},
}

func kindOf(err error) kind {
	for _, k := range kinds {
		if errors.Is(err, k.err) {
			return k.kind
		}
	}
	var known *echo.HTTPError
	if errors.As(err, &known) {
		return kindOfStatus(known.Code)
	}
	return kind{"internal", http.StatusInternalServerError, 0}
}

// kindOfStatus is the kind of one of echo's own errors.
func kindOfStatus(status int) kind {
	for _, k := range kinds {
		if k.kind.status == status && k.kind.name != "closed" {
			return k.kind
		}
	}
	switch {
	case status == http.StatusMethodNotAllowed:
		return kind{"method", status, 0}
	case status == http.StatusRequestEntityTooLarge:
		return kind{"too_large", status, 0}
	case status >= 400 && status < 500:
		return kind{"bad_request", status, 0}
	}
	return kind{"internal", http.StatusInternalServerError, 0}
}

// problemPage says what went wrong, what to do, and where the jobs are.
type problemPage struct {
	Title  string
	Text   string
	Search searchBox
	All    anchor
}

// Problem writes a failure as a page in the reader's language. It is what the server's error handler calls for every
// address that is not the API's. When not even a page can be made, it is a line of text.
func (s *Site) Problem(c echo.Context, err error) error {
	if c.Response().Committed {
		return nil
	}
	v, k := s.visit(c.Request()), kindOf(err)
	if often := (*board.TooMany)(nil); errors.As(err, &often) {
		k.wait = int(often.Wait/time.Second) + 1
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Robots-Tag", "noindex")
	variesByLanguage(h)
	if k.wait > 0 && h.Get("Retry-After") == "" {
		h.Set("Retry-After", strconv.Itoa(k.wait))
	}
	body, failed := s.problemBody(c, v, k)
	if failed != nil {
		return c.String(k.status, v.text("error."+k.name+".title")+"\n")
	}
	allowScripts(h)
	return c.HTMLBlob(k.status, body)
}

func (s *Site) problemBody(c echo.Context, v *visit, k kind) ([]byte, error) {
	f := s.lastFrame()
	if k.name != "internal" {
		var err error
		if f, err = s.frame(c.Request().Context(), s.Index.At(s.Now()).Position()); err != nil {
			return nil, err
		}
	}
	text := v.text("error."+k.name+".text", "seconds", k.wait, "phone", f.Phone, "mb", picture.MaxBytes>>20)
	if k.name == "internal" && f.Phone == "" {
		text = v.text("error.internal.mail", "email", f.Email)
	}
	if k.wait > int(time.Minute/time.Second) {
		text = v.text("form.too_often", "time", words.Age(v.lang, time.Duration(k.wait)*time.Second+time.Minute))
	}
	title := v.text("error." + k.name + ".title")
	p := &page{
		template: "reader/problem", scripts: []string{"parts/search"}, Title: title, NoIndex: true,
		Main: problemPage{title, text, s.searchBox(v, board.Query{Limit: board.DefaultLimit}),
			anchor{Name: v.text("error.all"), URL: v.link(s.Links.Path("lediga-jobb"), nil)}},
	}
	s.enframe(p, v, f)
	s.addScripts(p, "reader/saved")
	return s.templates.render(p)
}
