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
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// A queuePage is what waits for the desk, the longest first.
type queuePage struct {
	Lead    string
	Undo    *undo
	Notices []notice // what was not done of what was asked for many
	Many    string   // address of the form for many
	Rows    []queueRow
	May     bool // decide
	Pager   *pager
	Empty   *empty
	Asked   []queueRow // those that wait for an answer to the desk
	Drafts  *anchor    // to the desk's own for customers; nil: the person places none
	Proofs  []queueRow // whose customers want something changed
	Edits   []editRow  // what owners have changed of published ads
	Reports []queueRow // of readers
	Links   []linkRow  // to apply, that lead nowhere any more
	All     string     // address of all reports
	More    []anchor   // what else waits: letters that could not be delivered
	Keys    []key
}

// A queueRow is one ad that waits.
type queueRow struct {
	URL      string
	Headline string
	Lang     string
	Kind     string // a new ad, or a change
	Changed  bool   // it is a change
	Employer string // empty: not known
	Verified bool
	Reported string // says that somebody has, and nobody has handled it
	Agency   string // who advertises for the employer; empty: nobody
	Place    string
	Deadline string
	Waited   string
	Promised string
	Late     bool // the promised time is over
	Like     string
	Advice   string // how much there is to look at in it
	Seen     string // for the form: the ad and its version
}

// rowsPerPage is how many ads a page of the queue shows.
const rowsPerPage = 50

// queueRoutes is the desk's queue, and the pages on which it is decided.
func (s *Site) queueRoutes() []route {
	return []route{
		{"GET", "/redaktionen", board.PermRead, s.queue},
		{"POST", "/redaktionen/flera", board.PermReview, s.decideMany},
		{"POST", "/redaktionen/angra", board.PermReview, s.undo},
		{"POST", "/redaktionen/sett/:id", board.PermReview, s.lookedAt},
		{"POST", "/redaktionen/lankar/:id", board.PermReview, s.linkWorks},
		{"GET", "/redaktionen/granska/:id", board.PermRead, s.review},
		{"POST", "/redaktionen/granska/:id", board.PermReview, s.decide},
		{"GET", "/redaktionen/granska/:id/:how", board.PermReview, s.reviewForm},
		{"POST", "/redaktionen/granska/:id/:how", board.PermReview, s.reviewForm},
	}
}

// queue answers GET /redaktionen.
func (s *Site) queue(c echo.Context) error {
	ctx, v, now := c.Request().Context(), s.visit(c.Request()), s.Now()
	main, err := s.queueOf(ctx, v, now)
	if err != nil {
		return err
	}
	return s.desk(c, v, &page{
		template: "editor/queue", scripts: []string{"editor/queue"}, section: "", Title: v.text("desk.review"), Main: main,
		path: s.Links.Path("redaktionen"), values: offsetValues(offset(v.values.Get("offset"))),
	})
}

func (s *Site) queueOf(ctx context.Context, v *visit, now time.Time) (*queuePage, error) {
	begin := offset(v.values.Get("offset"))
	n, err := s.Store.CountWaiting(ctx)
	if err != nil {
		return nil, err
	}
	waiting, err := s.Store.Waiting(ctx, false, begin, rowsPerPage)
	if err != nil {
		return nil, err
	}
	main := &queuePage{
		Lead: v.text("queue.lead", "jobs", n.Jobs, "revisions", n.Revisions), Many: s.Links.Path("redaktionen", "flera"),
		May: v.editor.Role.May(board.PermReview), Keys: queueKeys(v),
	}
	main.Pager = paged(v, begin, rowsPerPage, n.Turns(), func(offset int) string {
		return v.link(s.Links.Path("redaktionen"), offsetValues(offset))
	})
	if main.Rows, err = s.queueRows(ctx, v, waiting, now); err != nil {
		return nil, err
	}
	if main.Asked, err = s.askedRows(ctx, v, n, now); err != nil {
		return nil, err
	}
	return main, s.aroundQueue(ctx, v, main, now)
}

// aroundQueue fills in what stands around the rows: what has just been decided, what else waits, and, where nothing does,
// what comes next.
func (s *Site) aroundQueue(ctx context.Context, v *visit, main *queuePage, now time.Time) (err error) {
	if main.Undo, err = s.undoOf(ctx, v, now); err != nil {
		return err
	}
	if main.Notices, err = s.notDone(ctx, v, now); err != nil {
		return err
	}
	if err = s.proofsWaiting(ctx, v, main, now); err != nil {
		return err
	}
	if main.Edits, err = s.editRows(ctx, v, now); err != nil {
		return err
	}
	if main.Reports, err = s.reportRows(ctx, v, now); err != nil {
		return err
	}
	if main.Links, err = s.linkRows(ctx, v, now); err != nil {
		return err
	}
	main.All = v.link(s.Links.Path("redaktionen", "anmalningar"), nil)
	letters, err := s.Store.CountNotices(ctx)
	if err != nil {
		return err
	}
	if n := letters[board.NoticeFailed]; n > 0 {
		main.More = append(main.More, anchor{Name: v.text("queue.letters", "n", n), URL: s.outboxAt(v, board.NoticeFailed, 0)})
	}
	reports, err := s.Store.OpenReports(ctx)
	if err != nil {
		return err
	}
	if reports > 0 {
		main.More = append(main.More, anchor{Name: v.text("reports.more", "n", reports), URL: v.link(s.Links.Path("redaktionen", "anmalningar"), nil)})
	}
	if len(main.Rows) > 0 || main.Pager != nil {
		return nil
	}
	main.Empty = &empty{Title: v.text("queue.empty")}
	at, ok, err := s.Store.NextScheduled(ctx, now)
	if ok {
		main.Empty.Text = v.text("queue.next", "at", words.By(v.lang, at, now))
	}
	return err
}

func (s *Site) queueRows(ctx context.Context, v *visit, waiting []*board.Job, now time.Time) ([]queueRow, error) {
	alike, err := s.alikeWaiting(ctx, waiting, now)
	if err != nil {
		return nil, err
	}
	office, err := s.Desk.Office(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]board.ID, len(waiting))
	for i, j := range waiting {
		ids[i] = j.ID
	}
	reported, err := s.Store.Reported(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]queueRow, len(waiting))
	for i, j := range waiting {
		rows[i] = s.queueRow(v, j, office, now)
		if reported[j.ID] {
			rows[i].Reported = v.text("queue.reported")
		}
		if other := alike[j.ID]; other != nil {
			rows[i].Like = v.text("queue.like", "headline", other.Ad.Headline)
		}
	}
	return rows, nil
}

// mostAsked is how many ads that wait for an answer are listed.
const mostAsked = 20

func (s *Site) askedRows(ctx context.Context, v *visit, n store.Queue, now time.Time) ([]queueRow, error) {
	if n.Asked == 0 {
		return nil, nil
	}
	asked, err := s.Store.Waiting(ctx, true, 0, mostAsked)
	if err != nil {
		return nil, err
	}
	rows := make([]queueRow, len(asked))
	for i, j := range asked {
		rows[i] = s.queueRow(v, j, board.Office{}, now)
		rows[i].Waited = v.text("queue.asked", "time", words.Age(v.lang, now.Sub(j.Review.Asked.At)))
		rows[i].Promised, rows[i].Late = "", false
	}
	return rows, nil
}

// mostReports is how many reports are listed.
const mostReports = 10

// reportRows is the reports of readers that have waited the longest.
func (s *Site) reportRows(ctx context.Context, v *visit, now time.Time) ([]queueRow, error) {
	reports, err := s.Store.Reports(ctx, true, 0, mostReports)
	if err != nil {
		return nil, err
	}
	ids := make([]board.ID, len(reports))
	for i, r := range reports {
		ids[i] = r.Job
	}
	jobs, err := s.Store.Jobs(ctx, ids)
	if err != nil {
		return nil, err
	}
	var rows []queueRow
	for _, r := range reports {
		j := jobs[r.Job]
		if j == nil {
			continue
		}
		rows = append(rows, queueRow{
			URL:      v.link(s.Links.Path("redaktionen", "anmalningar", strconv.FormatInt(r.ID, 10)), nil),
			Headline: j.Ad.Headline, Lang: other(v.lang, j.Ad.Language), Kind: v.text("queue.report"), Changed: true,
			Employer: j.Employer.Name, Like: v.text("report.reason." + string(r.Reason)),
			Waited: v.text("queue.waited", "time", words.Age(v.lang, now.Sub(r.At))),
		})
	}
	return rows, nil
}

func (s *Site) queueRow(v *visit, j *board.Job, office board.Office, now time.Time) queueRow {
	ad, since := j.Waiting(), j.WaitsSince()
	promised := office.Promised(since)
	row := queueRow{
		URL: s.reviewLink(v, j.ID), Headline: ad.Headline, Lang: other(v.lang, ad.Language), Kind: v.text("queue.new"),
		Changed: j.Revision != nil, Employer: j.Employer.Name, Verified: j.Employer.Verified, Place: placeOnCard(v.lang, ad.Where),
		Deadline: words.DeadlineOnCard(v.lang, ad.Deadline, now),
		Waited:   v.text("queue.waited", "time", words.Age(v.lang, now.Sub(since))),
		Promised: v.text("queue.promised", "time", words.By(v.lang, promised, now)), Late: promised.Before(now),
		Seen: seenValue(j),
	}
	if ad.Agency.Name != "" {
		row.Agency = v.text("job.agency", "firm", ad.Agency.Name)
	}
	if row.Changed {
		row.Kind = v.text("queue.change")
	}
	if n := s.advised.count(j, now); n > 0 {
		row.Advice = v.text("queue.advice", "n", n)
	}
	return row
}

// reviewLink is the page on which an ad is decided.
func (s *Site) reviewLink(v *visit, id board.ID) string {
	return v.link(s.Links.Path("redaktionen", "granska", string(id)), nil)
}

// seenValue names an ad with its version, as seenOf reads it.
func seenValue(j *board.Job) string { return seenText(desk.Seen{Job: j.ID, Version: j.Version}) }

func seenText(seen desk.Seen) string { return string(seen.Job) + ":" + strconv.Itoa(seen.Version) }

// seenOf reads the ads of a form, each with the version that was shown. What is none is left out.
func seenOf(values []string) (many []desk.Seen) {
	for _, value := range values {
		if len(value) <= board.IDLength || value[board.IDLength] != ':' {
			continue
		}
		id, err := board.ParseID(value[:board.IDLength])
		version, wrong := strconv.Atoi(value[board.IDLength+1:])
		if err == nil && wrong == nil && version > 0 {
			many = append(many, desk.Seen{Job: id, Version: version})
		}
	}
	return many
}

// decideMany answers POST /redaktionen/flera: it approves the chosen ads, or asks what those that are to be sent back
// shall be told, and then sends them back.
func (s *Site) decideMany(c echo.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	v, many := s.visit(c.Request()), seenOf(form["annons"])
	if len(many) == 0 {
		return s.seeOther(c, v, s.Links.Path("redaktionen"), "none_chosen")
	}
	if form.Get("beslut") == "godkann" {
		return s.toQueue(c, v, s.Desk.ApproveAll(c.Request().Context(), v.actor(), many))
	}
	return s.returnMany(c, v, form, many)
}

// Why one of many was not decided on, as the queue's address says it: beyond what the ad itself shows.
const (
	notAsSeen = "andrad" // somebody has changed it since the list was made
	ourFault  = "fel"
)

// toQueue leads to the queue, whose page says what became of many. What failed for no reason that an editor can act on is
// logged: the others are decided on all the same.
func (s *Site) toQueue(c echo.Context, v *visit, decided []desk.Decided) error {
	values := url.Values{}
	for _, d := range decided {
		stale, invalid := (*board.Stale)(nil), (*board.Invalid)(nil)
		why := string(d.Job)
		switch {
		case d.Err == nil:
			values.Add("beslut", strconv.FormatInt(d.Decision, 10))
			continue
		case errors.As(d.Err, &stale):
			why += ":" + notAsSeen
		case errors.Is(d.Err, board.ErrConflict), errors.Is(d.Err, board.ErrNotFound), errors.Is(d.Err, board.ErrForbidden), errors.As(d.Err, &invalid):
		default:
			s.Log.ErrorContext(c.Request().Context(), "deciding on one of many", "error", d.Err)
			why += ":" + ourFault
		}
		values.Add("inte", why)
	}
	return c.Redirect(http.StatusSeeOther, v.link(s.Links.Path("redaktionen"), values))
}

// notDone says why what was asked for some of many was not done: what another editor did first, or what keeps the ad
// itself.
func (s *Site) notDone(ctx context.Context, v *visit, now time.Time) (said []notice, err error) {
	var ids []board.ID
	why := map[board.ID]string{}
	for _, value := range v.values["inte"] {
		text, code, _ := strings.Cut(value, ":")
		if id, err := board.ParseID(text); err == nil && len(ids) < rowsPerPage {
			ids = append(ids, id)
			why[id] = code
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	jobs, err := s.Store.Jobs(ctx, ids)
	if err != nil {
		return nil, err
	}
	names, err := s.editorNames(ctx)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if j := jobs[id]; j != nil {
			said = append(said, notice{Text: whyNotOf(v, j, why[id], names, now), Link: j.Waiting().Headline, URL: s.reviewLink(v, id)})
		}
	}
	return said, nil
}

// whyNotOf says why one of many could not be decided on.
func whyNotOf(v *visit, j *board.Job, why string, names map[string]string, now time.Time) string {
	switch {
	case why == ourFault:
		return v.text("review.failed")
	case why == notAsSeen && !j.WaitsSince().IsZero():
		return v.text("conflict.unknown")
	}
	return whyNot(v, j, names, now)
}

// whyNot says why an ad could not be decided on.
func whyNot(v *visit, j *board.Job, names map[string]string, now time.Time) string {
	switch {
	case j.WaitsSince().IsZero() && j.Decision.By != "":
		entry := board.Entry{At: j.Decision.At, By: board.Actor{Email: j.Decision.By}, Action: decisionOf(j)}
		return conflict(v, entry, names, now)
	case closed(j, now):
		return v.text("review.closed")
	}
	return v.text("review.not_possible")
}

// decisionOf is the action that brought a job to where it is.
func decisionOf(j *board.Job) string {
	switch j.State {
	case board.StatusReturned:
		return "job.return"
	case board.StatusRefused:
		return "job.refuse"
	case board.StatusWithdrawn:
		return "job.withdraw"
	}
	return "job.approve"
}

// closed says whether the ad that waits can no longer be applied for.
func closed(j *board.Job, now time.Time) bool {
	d := j.Waiting().Deadline
	return !d.IsZero() && !d.End().After(now)
}
