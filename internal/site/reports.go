package site

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/words"
)

// reportsPage is what readers have reported.
type reportsPage struct {
	Tabs  []tab
	Rows  []reportRow
	Pager *pager
}

type reportRow struct {
	Ad      anchor
	Reason  string
	At      string
	Outcome string
}

// reportsOnPage is how many reports a page lists.
const reportsOnPage = 50

// reports answers GET /redaktionen/anmalningar.
func (s *Site) reports(c echo.Context) error {
	v, ctx := s.visit(c.Request()), c.Request().Context()
	handled, at := v.values.Get("hanterade") != "", offset(v.values.Get("offset"))
	reports, err := s.Store.Reports(ctx, !handled, at, reportsOnPage+1)
	if err != nil {
		return err
	}
	more := len(reports) > reportsOnPage
	reports = reports[:min(len(reports), reportsOnPage)]
	headlines, err := s.headlines(c, reports)
	if err != nil {
		return err
	}
	path := s.Links.Path("redaktionen", "anmalningar")
	values := url.Values{}
	if handled {
		values.Set("hanterade", "1")
	}
	main := reportsPage{Tabs: []tab{
		{anchor: anchor{Name: v.text("reports.open"), URL: v.link(path, nil), Current: currentIf(!handled)}},
		{anchor: anchor{Name: v.text("reports.handled"), URL: v.link(path, url.Values{"hanterade": {"1"}}), Current: currentIf(handled)}},
	}}
	total := at + len(reports)
	if more {
		total++
	}
	main.Pager = paged(v, at, reportsOnPage, total, func(offset int) string { return v.link(path, with(values, "offset", strconv.Itoa(offset))) })
	for _, r := range reports {
		main.Rows = append(main.Rows, s.reportRow(v, r, headlines[r.Job]))
	}
	return s.desk(c, v, &page{template: "editor/reports", Title: v.text("reports.title"), Main: main, path: path, values: values})
}

func currentIf(is bool) string {
	if is {
		return "page"
	}
	return ""
}

// headlines is what the reported ads are called.
func (s *Site) headlines(c echo.Context, reports []board.Report) (map[board.ID]string, error) {
	var ids []board.ID
	for _, r := range reports {
		ids = append(ids, r.Job)
	}
	jobs, err := s.Store.Jobs(c.Request().Context(), ids)
	names := map[board.ID]string{}
	for id, j := range jobs {
		names[id] = j.Ad.Headline
	}
	return names, err
}

// A reportedRow is a report that waits, on the pages of its ad.
type reportedRow struct {
	anchor
	Text string
}

// openReports is what has been reported of an ad and waits for an editor: a reader's report, or an employer's objection.
func (s *Site) openReports(ctx context.Context, v *visit, id board.ID) (rows []reportedRow, err error) {
	reports, err := s.Store.ReportsOfJob(ctx, id)
	for _, r := range reports {
		if r.Outcome == "" {
			name := v.text("report.reason."+string(r.Reason)) + ", " + words.Moment(v.lang, r.At)
			rows = append(rows, reportedRow{anchor{Name: name, URL: v.link(s.reportPath(r.ID), nil)}, r.Text})
		}
	}
	return rows, err
}

func (s *Site) reportRow(v *visit, r board.Report, headline string) reportRow {
	row := reportRow{
		Ad:     anchor{Name: headline, URL: v.link(s.reportPath(r.ID), nil)},
		Reason: v.text("report.reason." + string(r.Reason)), At: words.Moment(v.lang, r.At), Outcome: v.text("reports.waits"),
	}
	if r.Outcome != "" {
		row.Outcome = v.text("reports.outcome." + string(r.Outcome))
	}
	return row
}

func (s *Site) reportPath(id int64) string {
	return s.Links.Path("redaktionen", "anmalningar", strconv.FormatInt(id, 10))
}

// onePage is a report, the ad that it is about, and what can be done.
type onePage struct {
	Headline string
	Facts    []fact
	Text     string
	Others   []reportRow // what others have said of the ad
	Forms    []*smallForm
}

// reportPage answers GET /redaktionen/anmalningar/{id}.
func (s *Site) reportPage(c echo.Context) error {
	return s.reportAs(c, s.visit(c.Request()), attempt{})
}

func (s *Site) reportAs(c echo.Context, v *visit, try attempt) error {
	ctx := c.Request().Context()
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return board.ErrNotFound
	}
	r, err := s.Store.Report(ctx, id)
	if err != nil {
		return err
	}
	j, err := s.Store.Job(ctx, r.Job)
	if err != nil {
		return err
	}
	others, err := s.Store.ReportsOfJob(ctx, r.Job)
	if err != nil {
		return err
	}
	main := onePage{Headline: j.Ad.Headline, Facts: s.reportFacts(v, r, j), Text: r.Text}
	for _, other := range others {
		if other.ID != r.ID {
			main.Others = append(main.Others, s.reportRow(v, other, v.text("report.reason."+string(other.Reason))))
		}
	}
	if r.Outcome == "" && v.editor.Role.May(board.PermReview) {
		main.Forms = s.reportForms(v, r, j, try)
	}
	p := &page{
		template: "editor/report", Title: v.text("reports.one"), Main: main, path: s.reportPath(id), status: try.status,
		Crumbs: []anchor{{Name: v.text("reports.title"), URL: v.link(s.Links.Path("redaktionen", "anmalningar"), nil)}, {Name: j.Ad.Headline, Current: "page"}},
	}
	if try.notice != "" {
		p.Notices = []notice{{Text: try.notice}}
	}
	return s.desk(c, v, p)
}

func (s *Site) reportFacts(v *visit, r board.Report, j *board.Job) []fact {
	l := factList{visit: v}
	l.link("reports.ad", anchor{Name: j.Ad.Headline, URL: v.link(s.Links.Local(s.Links.Job(j)), nil)})
	l.add("job.employer", j.Employer.Name)
	l.add("reports.reason", v.text("report.reason."+string(r.Reason)))
	l.add("reports.at", words.Moment(v.lang, r.At))
	l.add("reports.email", r.Email)
	if r.Outcome != "" {
		l.add("reports.outcome", v.text("reports.outcome."+string(r.Outcome)))
		l.add("reports.by", r.By+" · "+words.Moment(v.lang, r.Handled))
	}
	return l.facts
}

// takedownFields is what the desk is asked when it takes an ad down.
func takedownFields(v *visit) []field {
	reasons := []option{{Name: v.text("report.choose")}}
	for _, t := range board.TakedownReasons() {
		reasons = append(reasons, option{Value: string(t), Name: v.text("takedown." + string(t))})
	}
	return []field{
		{Name: "takedown", Label: v.text("reports.take_down.reason"), Kind: "select", Options: reasons},
		{Name: "facts", Label: v.text("reports.take_down.facts"), Kind: "textarea"},
		{Name: "rule", Label: v.text("reports.take_down.rule"), Optional: true},
		{Name: "other", Label: v.text("reports.take_down.other"), Help: v.text("reports.take_down.other.help"), Optional: true},
		{Name: "logo", Label: v.text("reports.take_down.logo"), Help: v.text("reports.take_down.logo.help"), Kind: "select", Optional: true,
			Options: []option{{Value: "", Name: v.text("ad.pick.no")}, {Value: ticked, Name: v.text("ad.pick.yes")}}},
	}
}

// readTakedown reads what takedownFields has asked.
func readTakedown(form url.Values) (down desk.Takedown, err error) {
	down = desk.Takedown{Reason: board.TakedownReason(form.Get("takedown")), Facts: form.Get("facts"), Rule: form.Get("rule"), Logo: form.Get("logo") == ticked}
	if text := strings.TrimSpace(form.Get("other")); text != "" {
		if down.Other, err = jobID(text[strings.LastIndexByte(text, '/')+1:]); err != nil {
			return down, &board.Invalid{Faults: []board.Fault{{Field: "other", Code: "nobody"}}}
		}
	}
	return down, nil
}

func (s *Site) reportForms(v *visit, r board.Report, j *board.Job, try attempt) []*smallForm {
	at := func(step string) string {
		return v.link(s.Links.Path("redaktionen", "anmalningar", fmt.Sprint(r.ID), step), nil)
	}
	forms := []*smallForm{newSmallForm(v, "reports", "take_down", at("avpublicera"), "danger", j.Version, try, takedownFields(v)...)}
	if len(j.Owners) > 0 {
		forms = append(forms, newSmallForm(v, "reports", "ask", at("fraga"), "quiet", j.Version, try, field{Name: "question", Label: v.text("reports.ask.question"), Kind: "textarea"}))
	}
	return append(forms, newSmallForm(v, "reports", "dismiss", at("lat-vara"), "quiet", j.Version, try,
		field{Name: "answer", Label: v.text("reports.dismiss.answer"), Kind: "textarea", Optional: true}))
}

// handleReport does what a form of a report's page asks, and shows the page again when it cannot be done.
func (s *Site) handleReport(c echo.Context, name, done string, do func(v *visit, id int64, form url.Values) error) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return board.ErrNotFound
	}
	err = do(v, id, form)
	try := attempt{form: name, typed: form, status: http.StatusUnprocessableEntity}
	switch {
	case err == nil:
		return s.seeOther(c, v, s.Links.Path("redaktionen", "anmalningar"), done)
	case errors.As(err, &try.wrong):
	case errors.Is(err, board.ErrConflict):
		try.status, try.notice = http.StatusConflict, v.text("report.conflict")
	default:
		return err
	}
	return s.reportAs(c, v, try)
}

// dismissReport answers POST /redaktionen/anmalningar/{id}/lat-vara.
func (s *Site) dismissReport(c echo.Context) error {
	return s.handleReport(c, "dismiss", "report_dismissed", func(v *visit, id int64, form url.Values) error {
		return s.Desk.DismissReport(c.Request().Context(), v.actor(), id, form.Get("answer"))
	})
}

// askAboutReport answers POST /redaktionen/anmalningar/{id}/fraga.
func (s *Site) askAboutReport(c echo.Context) error {
	return s.handleReport(c, "ask", "report_asked", func(v *visit, id int64, form url.Values) error {
		return s.Desk.AskAboutReport(c.Request().Context(), v.actor(), id, form.Get("question"))
	})
}

// takeDownReported answers POST /redaktionen/anmalningar/{id}/avpublicera.
func (s *Site) takeDownReported(c echo.Context) error {
	return s.handleReport(c, "take_down", "report_taken_down", func(v *visit, id int64, form url.Values) error {
		ctx := c.Request().Context()
		r, err := s.Store.Report(ctx, id)
		if err != nil {
			return err
		}
		down, err := readTakedown(form)
		if err != nil {
			return err
		}
		return s.Desk.TakeDown(ctx, v.actor(), desk.Seen{Job: r.Job, Version: version(form)}, down)
	})
}
