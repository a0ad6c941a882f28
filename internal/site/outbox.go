package site

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/mail"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// outboxRoutes is the letters that were sent, are waiting, and could not be delivered.
func (s *Site) outboxRoutes() []route {
	return []route{
		{"GET", "/redaktionen/utskick", board.PermRead, s.outbox},
		{"GET", "/redaktionen/utskick/:id", board.PermRead, s.letter},
		{"POST", "/redaktionen/utskick/:id", board.PermReview, s.resend},
		{"GET", "/redaktionen/utskick/:id/html", board.PermRead, s.letterHTML},
	}
}

// lettersPerPage is how many letters a page of the outbox shows.
const lettersPerPage = 50

type outboxPage struct {
	Tabs    []tab
	Letters []letterRow
	Pager   *pager
}

// A letterRow is a letter in a list.
type letterRow struct {
	URL     string
	Subject string
	To      string
	State   string
	Bad     bool // it could not be delivered
	Note    string
	Resend  string // address of the form; empty: not now, or not by this person
}

// outbox answers GET /redaktionen/utskick: the letters in a state, the latest first.
func (s *Site) outbox(c echo.Context) error {
	v, ctx := s.visit(c.Request()), c.Request().Context()
	state, _ := board.Parse(board.NoticeStates(), v.values.Get("state"))
	before, _ := strconv.ParseInt(v.values.Get("before"), 10, 64)
	found, err := s.Store.Notices(ctx, store.NoticeSearch{State: state, Before: before, Limit: lettersPerPage + 1})
	if err != nil {
		return err
	}
	counts, err := s.Store.CountNotices(ctx)
	if err != nil {
		return err
	}
	main := outboxPage{Tabs: s.outboxTabs(v, state, counts), Pager: s.outboxPager(v, state, before, found)}
	if main.Letters, err = s.letterRows(ctx, v, found[:min(len(found), lettersPerPage)]); err != nil {
		return err
	}
	return s.desk(c, v, &page{
		template: "editor/outbox", section: "utskick", Title: v.text("desk.letters"), Main: main, path: s.Links.Path("redaktionen", "utskick"),
	})
}

// outboxAt is the address of a part of the outbox.
func (s *Site) outboxAt(v *visit, state board.NoticeState, before int64) string {
	values := url.Values{}
	if state != "" {
		values.Set("state", string(state))
	}
	if before > 0 {
		values.Set("before", strconv.FormatInt(before, 10))
	}
	return v.link(s.Links.Path("redaktionen", "utskick"), values)
}

// outboxTabs leads to the letters in each state, and to all of them.
func (s *Site) outboxTabs(v *visit, chosen board.NoticeState, counts map[board.NoticeState]int) []tab {
	all := 0
	for _, n := range counts {
		all += n
	}
	tabs := []tab{{anchor: anchor{Name: v.text("outbox.all"), URL: s.outboxAt(v, "", 0)}, Count: strconv.Itoa(all)}}
	for _, state := range board.NoticeStates() {
		name := v.text("outbox.state." + string(state))
		tabs = append(tabs, tab{anchor: anchor{Name: name, URL: s.outboxAt(v, state, 0), Code: string(state)}, Count: strconv.Itoa(counts[state])})
	}
	for i := range tabs {
		if tabs[i].Code == string(chosen) {
			tabs[i].Current = "page"
		}
	}
	return tabs
}

// outboxPager leads to older letters, and back to the latest. Letters come while somebody reads: pages hang on numbers,
// not on how many came before.
func (s *Site) outboxPager(v *visit, state board.NoticeState, before int64, found []board.Notice) *pager {
	p := &pager{Text: v.text("outbox.page")}
	if before > 0 {
		p.Previous = s.outboxAt(v, state, 0)
	}
	if len(found) > lettersPerPage {
		p.Next = s.outboxAt(v, state, found[lettersPerPage-1].ID)
	}
	if p.Previous == "" && p.Next == "" {
		return nil
	}
	return p
}

func (s *Site) letterRows(ctx context.Context, v *visit, found []board.Notice) ([]letterRow, error) {
	subjects, err := s.Letters.Subjects(ctx, found)
	if err != nil {
		return nil, err
	}
	rows := make([]letterRow, len(found))
	for i, n := range found {
		rows[i] = letterRow{
			URL: v.link(s.letterPath(n.ID), nil), Subject: subjects[i], To: n.To, State: v.text("outbox.one." + string(n.State)),
			Bad: n.State == board.NoticeFailed, Note: s.letterNote(v, n),
		}
		if rows[i].Subject == "" {
			rows[i].Subject = v.text("outbox.untitled")
		}
		if n.State == board.NoticeFailed && v.editor.Role.May(board.PermReview) {
			rows[i].Resend = rows[i].URL
		}
	}
	return rows, nil
}

func (s *Site) letterPath(id int64, more ...string) string {
	return s.Links.Path(append([]string{"redaktionen", "utskick", strconv.FormatInt(id, 10)}, more...)...)
}

// letterNote is when a letter was sent, or will be, and what was answered last.
func (s *Site) letterNote(v *visit, n board.Notice) string {
	note := ""
	switch {
	case !n.SettledAt.IsZero():
		note = words.Moment(v.lang, n.SettledAt)
	case !n.NotBefore.IsZero():
		note = words.Moment(v.lang, n.NotBefore)
	}
	if n.Attempts > 1 {
		note += " · " + v.text("outbox.tries", "n", n.Attempts)
	}
	if n.LastError != "" {
		note += " · " + n.LastError
	}
	return note
}

type letterPage struct {
	Subject string
	Facts   []fact
	Text    string // empty: it can't be written
	Blanked bool
	HTML    string // where it is shown as in a mail program; empty: it has none
	Resend  string
}

// letter answers GET /redaktionen/utskick/{id}: what became of a letter, and how it looks.
func (s *Site) letter(c echo.Context) error {
	v, ctx := s.visit(c.Request()), c.Request().Context()
	n, err := s.noticeOf(c)
	if err != nil {
		return err
	}
	main := letterPage{Subject: v.text("outbox.untitled"), Facts: s.letterFacts(v, n)}
	written, err := s.written(ctx, n)
	switch {
	case err == nil:
		main.Subject, main.Text, main.Blanked = written.Subject, written.Text, !s.Demo
		if written.HTML != "" {
			main.HTML = v.link(s.letterPath(n.ID, "html"), nil)
		}
	case ctx.Err() != nil:
		return err
	}
	if n.CanResend() && v.editor.Role.May(board.PermReview) {
		main.Resend = v.link(s.letterPath(n.ID), nil)
	}
	name := v.text("outbox.letter", "id", strconv.FormatInt(n.ID, 10))
	return s.desk(c, v, &page{
		template: "editor/letter", section: "utskick", Title: name, Main: main, path: s.letterPath(n.ID),
		Crumbs: []anchor{{Name: v.text("desk.letters"), URL: s.outboxAt(v, "", 0)}, {Name: name, Current: "page"}},
	})
}

// noticeOf is the letter that an address names.
func (s *Site) noticeOf(c echo.Context) (board.Notice, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return board.Notice{}, fmt.Errorf("letter %.20q: %w", c.Param("id"), board.ErrNotFound)
	}
	return s.Store.Notice(c.Request().Context(), id)
}

// written is the letter to look at. Its links and codes are blanked: who reads the desk's pages is not to sign in as
// somebody else. A demonstration has no other way to hand them over.
func (s *Site) written(ctx context.Context, n board.Notice) (*mail.Letter, error) {
	if s.Demo {
		return s.Letters.Write(ctx, n)
	}
	return s.Letters.Show(ctx, n)
}

func (s *Site) letterFacts(v *visit, n board.Notice) []fact {
	kind := "letter." + string(n.Kind) + ".name"
	if kind = v.text(kind); !words.Has("letter." + string(n.Kind) + ".name") {
		kind = string(n.Kind)
	}
	facts := []fact{
		{v.text("outbox.to"), []anchor{{Name: n.To}}},
		{v.text("outbox.kind"), []anchor{{Name: kind}}},
		{v.text("outbox.state"), []anchor{{Name: v.text("outbox.one." + string(n.State))}}},
	}
	add := func(name, value string) { facts = append(facts, fact{v.text(name), []anchor{{Name: value}}}) }
	switch {
	case !n.SettledAt.IsZero():
		add("outbox.when", words.Moment(v.lang, n.SettledAt))
	case n.TriedAt.IsZero():
		add("outbox.due", words.Moment(v.lang, n.NotBefore))
	default:
		add("outbox.next", words.Moment(v.lang, n.NotBefore))
	}
	add("outbox.attempts", strconv.Itoa(n.Attempts))
	if n.LastError != "" {
		add("outbox.error", n.LastError)
	}
	return facts
}

// resend answers POST /redaktionen/utskick/{id}: the letter is sent again.
func (s *Site) resend(c echo.Context) error {
	v := s.visit(c.Request())
	n, err := s.noticeOf(c)
	if err != nil {
		return err
	}
	as, err := s.Desk.Resend(c.Request().Context(), v.actor(), n.ID)
	if err != nil {
		return err
	}
	return s.seeOther(c, v, s.letterPath(as), "resent")
}

// letterPolicy lets a letter be seen with its own styles, and do nothing: no script, no form, nothing from elsewhere.
const letterPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// letterHTML answers GET /redaktionen/utskick/{id}/html: the letter as a mail program shows it.
func (s *Site) letterHTML(c echo.Context) error {
	n, err := s.noticeOf(c)
	if err != nil {
		return err
	}
	written, err := s.written(c.Request().Context(), n)
	if err != nil || written.HTML == "" {
		return errors.Join(board.ErrNotFound, err)
	}
	h := c.Response().Header()
	h.Set("Content-Security-Policy", letterPolicy)
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Referrer-Policy", "no-referrer")
	return c.HTML(http.StatusOK, written.HTML)
}
