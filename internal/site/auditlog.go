package site

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/spreadsheet"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// auditRoutes is the audit log: who did what, when.
func (s *Site) auditRoutes() []route {
	return []route{
		{"GET", "/redaktionen/logg", board.PermRead, s.auditLog},
		{"GET", "/redaktionen/logg/csv", board.PermAdmin, s.auditSheet},
		{"GET", "/redaktionen/logg/radera", board.PermAdmin, s.erasure},
		{"POST", "/redaktionen/logg/radera", board.PermAdmin, s.erase},
	}
}

// entriesOnPage is how many entries a page of the audit log shows.
const entriesOnPage = 50

type auditPage struct {
	Action string
	Fields []field
	Status string
	Events []loggedEvent
	Sheet  string // address of all that was found, as a table; empty: the person may not
	Erase  string // address of the page that erases a person; empty: the person may not
	Pager  *pager
}

// A loggedEvent is an entry of the audit log with what it is about.
type loggedEvent struct {
	event
	About anchor
}

// auditLog answers GET /redaktionen/logg: what was looked for, the latest first.
func (s *Site) auditLog(c echo.Context) error {
	v := s.visit(c.Request())
	search, values := auditSearch(v.values)
	search.Limit = entriesOnPage + 1
	found, err := s.Store.Entries(c.Request().Context(), search)
	if err != nil {
		return err
	}
	path := s.Links.Path("redaktionen", "logg")
	at := func(before int64) string {
		next := url.Values{}
		for name, value := range values {
			next[name] = value
		}
		if before > 0 {
			next.Set("before", strconv.FormatInt(before, 10))
		}
		return v.link(path, next)
	}
	main := auditPage{Action: v.link(path, nil), Fields: auditFields(v, values), Status: v.text("log.none")}
	if len(found) > entriesOnPage {
		found = found[:entriesOnPage]
		main.Pager = &pager{Text: v.text("log.page"), Next: at(found[entriesOnPage-1].ID)}
	}
	if search.Before > 0 {
		main.Pager = &pager{Text: v.text("log.page"), Previous: at(0), Next: nextOf(main.Pager)}
	}
	if len(found) > 0 {
		main.Status = v.text("log.count", "n", len(found))
	}
	names, err := s.subjectNames(c.Request().Context(), found)
	if err != nil {
		return err
	}
	for i, e := range events(v, found) {
		main.Events = append(main.Events, loggedEvent{e, s.aboutEntry(v, found[i].Subject, names)})
	}
	if v.editor.Role.May(board.PermAdmin) {
		main.Sheet = v.link(s.Links.Path("redaktionen", "logg", "csv"), values)
		main.Erase = v.link(s.Links.Path("redaktionen", "logg", "radera"), nil)
	}
	return s.desk(c, v, &page{template: "editor/log", section: "logg", Title: v.text("desk.log"), path: path, Main: main})
}

func nextOf(p *pager) string {
	if p == nil {
		return ""
	}
	return p.Next
}

// auditSearch reads what is looked for in the audit log; values are the parameters that say something.
func auditSearch(given url.Values) (search store.AuditSearch, values url.Values) {
	values = url.Values{}
	read := func(name string) string {
		value := strings.TrimSpace(given.Get(name))
		if value != "" {
			values.Set(name, value)
		}
		return value
	}
	search.By = strings.ToLower(read("by"))
	if kind, ok := board.Parse(auditKinds(), read("kind")); ok {
		search.Subject.Kind = kind
	}
	search.Subject.ID = read("about")
	if from, err := board.ParseDate(read("from")); err == nil {
		search.From = from.At(0)
	}
	if until, err := board.ParseDate(read("until")); err == nil {
		search.Until = until.AddDays(1).At(0)
	}
	search.Before, _ = strconv.ParseInt(given.Get("before"), 10, 64)
	return search, values
}

// auditKinds is what entries can be about, as the search offers it.
func auditKinds() []board.SubjectKind {
	return []board.SubjectKind{board.SubjectJob, board.SubjectDraft, board.SubjectEmployer, board.SubjectOrder, board.SubjectExport,
		board.SubjectAgency, board.SubjectReport, board.SubjectEditor, board.SubjectSession, board.SubjectSetting, board.SubjectNotice,
		board.SubjectAlert, board.SubjectIssue, board.SubjectIntake, board.SubjectAudit}
}

func auditFields(v *visit, values url.Values) []field {
	typed := newFilled(v, values, nil)
	kinds := []option{{Name: v.text("log.all")}}
	for _, kind := range auditKinds() {
		kinds = append(kinds, option{Value: string(kind), Name: v.text("log.kind." + string(kind))})
	}
	return []field{
		typed.field(field{Name: "by", Label: v.text("log.by"), Kind: "search"}),
		typed.field(field{Name: "kind", Label: v.text("log.kind"), Kind: "select", Options: kinds}),
		typed.field(field{Name: "about", Label: v.text("log.about"), Kind: "search"}),
		typed.field(field{Name: "from", Label: v.text("log.from"), Kind: "date"}),
		typed.field(field{Name: "until", Label: v.text("log.until"), Kind: "date"}),
	}
}

// subjectNames is what ads and customers that entries are about are called, and the customers' slugs.
func (s *Site) subjectNames(ctx context.Context, entries []board.Entry) (map[board.Subject]anchor, error) {
	var jobs []board.ID
	var employers []board.EmployerID
	for _, e := range entries {
		switch n, err := strconv.ParseInt(e.Subject.ID, 10, 64); {
		case e.Subject.Kind == board.SubjectJob:
			jobs = append(jobs, board.ID(e.Subject.ID))
		case e.Subject.Kind == board.SubjectEmployer && err == nil:
			employers = append(employers, board.EmployerID(n))
		}
	}
	ads, err := s.Store.Jobs(ctx, jobs)
	if err != nil {
		return nil, err
	}
	customers, err := s.Store.Employers(ctx, employers)
	if err != nil {
		return nil, err
	}
	names := map[board.Subject]anchor{}
	for id, j := range ads {
		names[board.Subject{Kind: board.SubjectJob, ID: string(id)}] = anchor{Name: j.Ad.Headline}
	}
	for id, e := range customers {
		names[board.Subject{Kind: board.SubjectEmployer, ID: strconv.FormatInt(int64(id), 10)}] = anchor{Name: e.Name, URL: s.customerPath(e.Slug)}
	}
	return names, nil
}

// aboutEntry names what an entry is about, and leads to its page where there is one.
func (s *Site) aboutEntry(v *visit, subject board.Subject, names map[board.Subject]anchor) anchor {
	kind := v.text("log.kind." + string(subject.Kind))
	a := anchor{Name: kind}
	switch subject.Kind {
	case board.SubjectEditor, board.SubjectSession, board.SubjectAlert, board.SubjectDraft: // their numbers tell nobody anything
	case board.SubjectAgency:
		a.Name += " " + numberSaid(subject.ID)
	default:
		a.Name = strings.TrimSpace(kind + " " + subject.ID)
	}
	if known := names[subject]; known.Name != "" {
		a.Name = kind + " " + known.Name
		if known.URL != "" {
			a.URL = v.link(known.URL, nil)
		}
	}
	if parts, ok := map[board.SubjectKind][]string{
		board.SubjectJob:     {"redaktionen", "annonser", subject.ID},
		board.SubjectOrder:   {"redaktionen", "order", subject.ID},
		board.SubjectNotice:  {"redaktionen", "utskick", subject.ID},
		board.SubjectSetting: {"redaktionen", "installningar", "historik", subject.ID},
	}[subject.Kind]; ok {
		a.URL = v.link(s.Links.Path(parts...), nil)
	}
	return a
}

// entriesAtOnce is how many entries are read at a time for a table of all that were found.
const entriesAtOnce = 500

// auditSheet answers GET /redaktionen/logg/csv: all that was looked for as a table, a row for each difference. Only an
// admin takes the log out of the desk: it names people.
func (s *Site) auditSheet(c echo.Context) error {
	v := s.visit(c.Request())
	search, _ := auditSearch(v.values)
	search.Before, search.Limit = 0, entriesAtOnce
	for {
		found, err := s.Store.Entries(c.Request().Context(), search)
		if err != nil {
			return err
		}
		var sheet spreadsheet.Sheet
		sheet.Row(v.text("log.number"), v.text("log.at"), v.text("log.by"), v.text("log.action"), v.text("log.kind"), v.text("log.about"),
			v.text("log.field"), v.text("log.before"), v.text("log.after"))
		for _, e := range found {
			entryRows(v, &sheet, e)
		}
		text := sheet.String()
		if search.Before == 0 {
			h := c.Response().Header()
			h.Set("Content-Type", "text/csv; charset=utf-8")
			h.Set("Content-Disposition", `attachment; filename="`+v.text("log.file")+`.csv"`)
		} else { // the heading stands once
			_, text, _ = strings.Cut(text, "\r\n")
		}
		if _, err := c.Response().Write([]byte(text)); err != nil {
			return err
		}
		if len(found) < entriesAtOnce {
			return nil
		}
		search.Before = found[len(found)-1].ID
	}
}

func entryRows(v *visit, sheet *spreadsheet.Sheet, e board.Entry) {
	by := actorName(v, e.By)
	start := []string{fmt.Sprint(e.ID), e.At.In(board.Stockholm()).Format("2006-01-02 15:04:05"), spreadsheet.Text(by), e.Action,
		string(e.Subject.Kind), spreadsheet.Text(e.Subject.ID)}
	if len(e.Changes) == 0 {
		sheet.Row(append(start, "", "", "")...)
	}
	for _, d := range e.Changes {
		before, after := d.Before, d.After
		if d.Field == "org_nr" || d.Field == "invoice.org_nr" {
			before, after = numberSaid(before), numberSaid(after)
		}
		if d.Erased {
			after = words.Text(v.lang, "audit.erased")
		}
		sheet.Row(append(start[:6:6], d.Field, spreadsheet.Text(before), spreadsheet.Text(after))...)
	}
}
