package site

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

// reportRoutes is how readers report ads, and how the desk handles it.
func (s *Site) reportRoutes() []route {
	return []route{
		{"GET", "/lediga-jobb/:name/anmal", anyone, s.reportForm},
		{"POST", "/lediga-jobb/:name/anmal", anyone, s.report},
		{"GET", "/lediga-jobb/:name/anmald", anyone, s.reported},
		{"GET", "/redaktionen/anmalningar", board.PermRead, s.reports},
		{"GET", "/redaktionen/anmalningar/:id", board.PermRead, s.reportPage},
		{"POST", "/redaktionen/anmalningar/:id/lat-vara", board.PermReview, s.dismissReport},
		{"POST", "/redaktionen/anmalningar/:id/fraga", board.PermReview, s.askAboutReport},
		{"POST", "/redaktionen/anmalningar/:id/avpublicera", board.PermReview, s.takeDownReported},
	}
}

// readerReport is the form in which a reader reports an ad.
type readerReport struct {
	Headline string
	Action   string
	Summary  *summary
	Fields   []field
	Trap     string // the name of a field that people do not see, and programs fill in
	Fault    string
}

// trap is the name of that field.
const trap = "website"

// reportForm answers GET /lediga-jobb/{name}/anmal.
func (s *Site) reportForm(c echo.Context) error {
	return s.reportFormAs(c, s.visit(c.Request()), http.StatusOK, nil, nil, "")
}

func (s *Site) reportFormAs(c echo.Context, v *visit, status int, typed url.Values, wrong *board.Invalid, fault string) error {
	id, err := jobID(c.Param("name"))
	if err != nil {
		return err
	}
	j, err := s.readable(c.Request().Context(), id, s.Now())
	if err != nil {
		return err
	}
	f := newFilled(v, typed, wrong)
	reasons := []option{{Name: v.text("report.choose")}}
	for _, r := range board.ReportReasons() {
		reasons = append(reasons, option{Value: string(r), Name: v.text("report.reason." + string(r))})
	}
	main := readerReport{
		Headline: j.Ad.Headline, Action: v.link(s.Links.Path("lediga-jobb", c.Param("name"), "anmal"), nil), Trap: trap, Fault: fault,
		Fields: []field{
			f.field(field{Name: "reason", Label: v.text("report.why"), Kind: "select", Options: reasons}),
			f.field(field{Name: "text", Label: v.text("report.text"), Help: v.text("report.text.help"), Kind: "textarea", Optional: true}),
			f.field(field{Name: "email", Label: v.text("report.email"), Help: v.text("report.email.help"), Kind: "email", Autocomplete: "email", Optional: true}),
		},
	}
	main.Summary = f.summary(v, main.Fields...)
	return s.desk(c, v, &page{
		template: "account/report", Title: v.text("job.report"), Main: main, status: status, path: s.Links.Path("lediga-jobb", c.Param("name"), "anmal"),
		Crumbs: []anchor{{Name: v.text("nav.jobs"), URL: v.link(s.Links.Path("lediga-jobb"), nil)}, {Name: j.Ad.Headline, URL: v.link(s.Links.Local(s.Links.Job(j)), nil)}, {Name: v.text("job.report"), Current: "page"}},
	})
}

// report answers POST /lediga-jobb/{name}/anmal. What fell into the trap is thanked for and forgotten.
func (s *Site) report(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	id, err := jobID(c.Param("name"))
	if err != nil {
		return err
	}
	thanks := s.Links.Path("lediga-jobb", c.Param("name"), "anmald")
	if form.Get(trap) != "" {
		return s.seeOther(c, v, thanks, "")
	}
	err = s.Desk.Report(c.Request().Context(), board.Report{
		Job: id, Reason: board.ReportReason(form.Get("reason")), Text: form.Get("text"), Email: form.Get("email"), Language: v.lang,
	}, c.RealIP())
	var invalid *board.Invalid
	var often *board.TooMany
	switch {
	case errors.As(err, &invalid):
		return s.reportFormAs(c, v, http.StatusUnprocessableEntity, form, invalid, "")
	case errors.As(err, &often):
		return s.reportFormAs(c, v, http.StatusTooManyRequests, form, nil, tooOften(c, v, often))
	case err != nil:
		return err
	}
	return s.seeOther(c, v, thanks, "")
}

// reported answers GET /lediga-jobb/{name}/anmald.
func (s *Site) reported(c echo.Context) error {
	v := s.visit(c.Request())
	id, err := jobID(c.Param("name"))
	if err != nil {
		return err
	}
	main := signInPage{Title: v.text("report.thanks"), Lead: v.text("report.thanks.text"),
		Other: &anchor{Name: v.text("report.back"), URL: v.link(s.Links.Path("lediga-jobb", string(id)), nil)}}
	return s.desk(c, v, &page{template: "account/sign_in", Title: main.Title, Main: main, path: c.Request().URL.Path})
}
