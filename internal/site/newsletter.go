package site

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/words"
)

// newsletterRoutes is the block of the journal's newsletter. What programs fetch of it is among the feeds.
func (s *Site) newsletterRoutes() []route {
	return []route{
		{"GET", "/redaktionen/nyhetsbrev", board.PermRead, s.newsletter},
		{"POST", "/redaktionen/nyhetsbrev", board.PermReview, s.arrangeNewsletter},
		{"POST", "/redaktionen/nyhetsbrev/skickat", board.PermReview, s.sendNewsletter},
		{"POST", "/redaktionen/nyhetsbrev/oppna", board.PermReview, s.reopenNewsletter},
		{"GET", "/redaktionen/nyhetsbrev/:file", board.PermRead, s.newsletterBlock},
	}
}

// A newsletterPage is the issue that is being made, and what it becomes.
type newsletterPage struct {
	Since   string // what it looks back to, in a sentence
	Action  string // empty: this person may not change it
	Send    string
	Reopen  string
	Summary *summary
	Rows    []issueRow
	Beside  []issueRow
	Other   field // an ad that is not new
	Preview string
	Copies  []blockCopy
	Files   []anchor // for programs: the issue as it stands
	Public  []anchor // the same of the last one that was sent
	Number  int
	Last    int
	Seen    string // the instant of what is shown
}

// An issueRow is an ad, in an issue or beside it.
type issueRow struct {
	ID          string
	Ad          anchor
	Note        string
	First, Last bool
}

// A blockCopy is a block to be copied into another program.
type blockCopy struct{ ID, Name, Copy, Text string }

func (s *Site) newsletterLink(v *visit, more ...string) string {
	return v.link(s.Links.Path(append([]string{"redaktionen", "nyhetsbrev"}, more...)...), nil)
}

// newsletter answers GET /redaktionen/nyhetsbrev.
func (s *Site) newsletter(c echo.Context) error {
	return s.showNewsletter(c, s.visit(c.Request()), http.StatusOK, nil, nil)
}

// showNewsletter shows the issue that is being made, with what was typed and what is wrong with that.
func (s *Site) showNewsletter(c echo.Context, v *visit, status int, typed url.Values, wrong *board.Invalid) error {
	ctx, now := c.Request().Context(), s.Now()
	n, err := s.Desk.Newsletter(ctx, v.actor())
	if err != nil {
		return err
	}
	f := newFilled(v, typed, wrong)
	main := &newsletterPage{
		Since: s.issueSince(v, n), Number: n.Making.Number, Last: n.Last.Number, Seen: strconv.FormatInt(now.UnixMilli(), 10),
		Other:   f.field(field{Name: "ad", Label: v.text("newsletter.other"), Help: v.text("newsletter.other.help")}),
		Preview: s.newsletterLink(v, blocks[0].file),
	}
	main.Summary = f.summary(v, main.Other)
	if v.editor.Role.May(board.PermReview) {
		main.Action, main.Send, main.Reopen = s.newsletterLink(v), s.newsletterLink(v, "skickat"), s.newsletterLink(v, "oppna")
	}
	if main.Rows, main.Beside, err = s.issueRows(ctx, v, n, now); err != nil {
		return err
	}
	if err := s.addBlocks(ctx, v, main, n, now); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Security-Policy", h.Get("Content-Security-Policy")+"; frame-src 'self'")
	return s.desk(c, v, &page{
		template: "editor/newsletter", scripts: []string{"editor/newsletter"}, section: "nyhetsbrev", Title: v.text("desk.newsletter"), status: status,
		path: s.Links.Path("redaktionen", "nyhetsbrev"), Main: main,
	})
}

// issueSince says what the issue looks back to.
func (s *Site) issueSince(v *visit, n desk.Newsletter) string {
	if !n.Last.Sent() {
		return v.text("newsletter.first")
	}
	return v.text("newsletter.since", "date", words.Moment(v.lang, n.Last.SentAt), "by", n.Last.SentBy, "n", n.Last.Number)
}

// issueRows is the ads of the issue and those beside it.
func (s *Site) issueRows(ctx context.Context, v *visit, n desk.Newsletter, now time.Time) (rows, beside []issueRow, err error) {
	jobs, err := s.Store.Jobs(ctx, append(append([]board.ID{}, n.Making.Ads...), n.Beside...))
	if err != nil {
		return nil, nil, err
	}
	row := func(id board.ID) issueRow {
		j := jobs[id]
		notes := nonEmpty(j.Employer.Name, placeOnCard(v.lang, j.Ad.Where), words.DeadlineOnCard(v.lang, j.Ad.Deadline, now))
		if j.FeaturedAt(now) {
			notes = append(notes, v.text("mark.featured"))
		}
		if bought := n.Bought[id]; bought > 0 {
			notes = append(notes, v.text("newsletter.bought", "n", bought, "had", n.Had[id]))
		}
		return issueRow{ID: string(id), Ad: anchor{Name: j.Ad.Headline, URL: v.link(s.adPath(id), nil)}, Note: strings.Join(notes, " · ")}
	}
	for i, id := range n.Making.Ads {
		if jobs[id] != nil {
			r := row(id)
			r.First, r.Last = i == 0, i == len(n.Making.Ads)-1
			rows = append(rows, r)
		}
	}
	for _, id := range n.Beside {
		if jobs[id] != nil {
			beside = append(beside, row(id))
		}
	}
	return rows, beside, nil
}

// addBlocks shows what the issue becomes: texts to copy, and addresses for programs.
func (s *Site) addBlocks(ctx context.Context, v *visit, main *newsletterPage, n desk.Newsletter, now time.Time) error {
	block, err := s.newBlock(ctx, v, n.Making.Ads, now)
	if err != nil {
		return err
	}
	for i, b := range blocks {
		if i >= copied {
			main.Files = append(main.Files, anchor{Name: v.text(b.name), URL: s.newsletterLink(v, b.file)})
			continue
		}
		text, err := b.write(block)
		if err != nil {
			return err
		}
		main.Copies = append(main.Copies, blockCopy{ID: "block-" + strconv.Itoa(i), Name: v.text(b.name), Copy: v.text(b.name + ".copy"), Text: string(text)})
	}
	for _, name := range []string{"nyhetsbrev.json", "nyhetsbrev.xml"} {
		address := v.link(s.Links.Absolute(s.Links.Path(name)), nil)
		main.Public = append(main.Public, anchor{Name: address, URL: address})
	}
	return nil
}

// arrangeNewsletter answers POST /redaktionen/nyhetsbrev: one ad is moved, taken in or left out.
func (s *Site) arrangeNewsletter(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	move, name, pressed := strings.Cut(form.Get("flytta"), ":")
	if !pressed {
		move, name = string(desk.IssuePut), form.Get("ad")
	}
	id, err := jobID(lastPart(name))
	if err != nil {
		err = &board.Invalid{Faults: []board.Fault{{Field: "ad", Code: "not_live"}}}
	} else {
		err = s.Desk.ArrangeIssue(c.Request().Context(), v.actor(), desk.IssueMove(move), id)
	}
	if invalid := (*board.Invalid)(nil); errors.As(err, &invalid) {
		return s.showNewsletter(c, v, http.StatusUnprocessableEntity, form, invalid)
	}
	if err != nil {
		return err
	}
	return s.seeOther(c, v, s.Links.Path("redaktionen", "nyhetsbrev"), "newsletter_arranged")
}

// lastPart is what an ad is named by at the end of its address, if that is what was pasted.
func lastPart(text string) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "?")
	return text[strings.LastIndexByte(text, '/')+1:]
}

// sendNewsletter answers POST /redaktionen/nyhetsbrev/skickat: what the editor saw has been sent.
func (s *Site) sendNewsletter(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(form.Get("nummer"))
	seen, err2 := strconv.ParseInt(form.Get("sett"), 10, 64)
	if err := errors.Join(err, err2); err != nil {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	var ads []board.ID
	for _, name := range form["ad"] {
		if id, err := jobID(name); err == nil {
			ads = append(ads, id)
		}
	}
	err = s.Desk.SendIssue(c.Request().Context(), v.actor(), number, ads, time.UnixMilli(seen))
	if invalid := (*board.Invalid)(nil); errors.As(err, &invalid) {
		return s.showNewsletter(c, v, http.StatusUnprocessableEntity, nil, invalid)
	}
	return s.newsletterDone(c, v, err, "newsletter_sent")
}

// reopenNewsletter answers POST /redaktionen/nyhetsbrev/oppna: the last issue has not been sent after all.
func (s *Site) reopenNewsletter(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(form.Get("nummer"))
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	err = s.Desk.ReopenIssue(c.Request().Context(), v.actor(), number)
	return s.newsletterDone(c, v, err, "newsletter_reopened")
}

// newsletterDone leads back to the page. A colleague who was faster is told of there: the page says who sent what.
func (s *Site) newsletterDone(c echo.Context, v *visit, err error, done string) error {
	if errors.Is(err, board.ErrConflict) {
		err, done = nil, "newsletter_other"
	}
	if err != nil {
		return err
	}
	return s.seeOther(c, v, s.Links.Path("redaktionen", "nyhetsbrev"), done)
}
