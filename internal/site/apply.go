package site

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
)

// An apply is how to apply for a job.
type apply struct {
	URL         string // of the step that leads on, empty: the words say how
	Label       string
	Note        string // where it leads
	Email       string
	Mail        string // the address as a link, with a subject
	Reference   string
	Information string
}

// errClosed says that an ad takes no applications any more.
var errClosed = fmt.Errorf("closed for applications: %w", board.ErrGone)

// applyPage is how to apply by letter, as a page of its own.
type applyPage struct {
	Headline string
	Lang     string
	Apply    *apply
	Back     anchor
}

// apply is nil where an ad says nothing about how to apply.
func (s *Site) apply(v *visit, j *board.Job) *apply {
	how := &j.Ad.Apply
	a := &apply{Label: v.text("job.apply"), Information: how.Information}
	if how.Reference != "" {
		a.Reference = v.text("job.apply_reference", "reference", how.Reference)
	}
	_, external := link.Web(how.URL)
	switch {
	case external:
		if j.Employer.Name != "" {
			a.Label = v.text("job.apply_external", "employer", j.Employer.Name)
		}
		a.Note = v.text("job.apply_external_note")
	case how.Email != "":
		a.Label = v.text("job.apply_email")
	case how.Information == "":
		return nil
	}
	if external || how.Email != "" {
		a.URL = v.link(s.Links.Path("lediga-jobb", string(j.ID), "ansok"), nil)
	}
	if how.Email != "" {
		a.Email, a.Mail = how.Email, mailto(how.Email, j)
	}
	return a
}

// mailto is a letter to an address about an ad (RFC 6068).
func mailto(address string, j *board.Job) string {
	subject := j.Ad.Headline
	if j.Ad.Apply.Reference != "" {
		subject += " (" + j.Ad.Apply.Reference + ")"
	}
	return "mailto:" + url.PathEscape(address) + "?subject=" + url.PathEscape(subject)
}

// applyStep answers GET /lediga-jobb/{id}/ansok: it counts the click and forwards to the ad's own address and nowhere
// else, or says how to apply otherwise.
func (s *Site) applyStep(c echo.Context) error {
	id, err := jobID(c.Param("name"))
	if err != nil {
		return err
	}
	now := s.Now()
	version, v := s.Index.At(now), s.visit(c.Request())
	j, live := version.Job(id)
	if !live {
		if j, err = s.readable(c.Request().Context(), id, now); err != nil {
			return err
		}
		if !j.VisibleAt(now) {
			return fmt.Errorf("job %s: %w", id, errClosed)
		}
	}
	address, external := link.Web(j.Ad.Apply.URL)
	how := s.apply(v, j)
	if !external && how == nil {
		return fmt.Errorf("job %s says no way to apply: %w", id, board.ErrNotFound)
	}
	if j.Status(now) == board.StatusLive {
		s.count(c.Request(), board.InterestApply, j, s.viaOfStep(v, c.Request()))
	}
	h := c.Response().Header()
	h.Set("X-Robots-Tag", "noindex, nofollow")
	if external {
		h.Set("Cache-Control", "no-store")
		return c.Redirect(http.StatusSeeOther, address)
	}
	return s.fresh(c, v, version, s.applyPage(v, j, how))
}

func (s *Site) applyPage(v *visit, j *board.Job, how *apply) *page {
	back := v.link(s.Links.Local(s.Links.Job(j)), nil)
	return &page{
		template: "reader/apply", Title: how.Label + ": " + j.Ad.Headline, NoIndex: true,
		Main: applyPage{
			Headline: j.Ad.Headline, Lang: other(v.lang, j.Ad.Language), Apply: how, Back: anchor{Name: v.text("job.apply_back"), URL: back},
		},
		path: s.Links.Path("lediga-jobb", string(j.ID), "ansok"), section: "lediga-jobb",
		Crumbs: []anchor{{Name: v.text("nav.jobs"), URL: v.link(s.Links.Path("lediga-jobb"), nil)}, {Name: j.Ad.Headline, URL: back},
			{Name: how.Label, Current: "page"}},
	}
}
