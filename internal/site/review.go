package site

import (
	"context"
	"errors"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/advice"
	"ledigajobb/internal/board"
	"ledigajobb/internal/compare"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/link"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// A reviewPage is one ad that waits, with all that deciding on it takes.
type reviewPage struct {
	Undo     *undo
	Conflict string // what another did meanwhile
	Kind     string
	Headline string
	Lang     string
	Waited   string
	Promised string
	Late     bool
	Decided  string // what was decided; then there is nothing to decide
	Verdicts *verdicts
	Reported []reportedRow
	Advice   []string
	About    []fact
	Like     []likeRow
	Changes  []change // of a revision
	Live     string   // address of the ad that readers see meanwhile
	Preview  template.HTML
	Card     card
	Sidebar  sidebarJob
	Earlier  []earlierRow // of the employer
	Log      []event      // what has happened to the ad
	Next     *anchor
	Back     anchor
	Keys     []key
}

// verdicts is what can be decided.
type verdicts struct {
	Action   string // address of the form
	Version  int
	Approve  string
	Now      string // approve now rather than when it is wished
	Trust    string // empty: there is nobody to trust
	Answered bool
	Forms    []verdictLink
}

// A verdictLink leads to the form of a decision that needs words.
type verdictLink struct{ Name, URL, Key, Kind string }

// A likeRow is an ad that this one is like.
type likeRow struct {
	Headline, URL, Why, State string
}

// An earlierRow is an earlier ad of the employer.
type earlierRow struct{ Headline, URL, State string }

// A reviewing is an ad on its way to its page.
type reviewing struct {
	*Site
	*visit
	ctx     context.Context
	job     *board.Job
	version *search.Version
	own     []*board.Job // the employer's ads
	names   map[string]string
	now     time.Time
}

// review answers GET /redaktionen/granska/{id}.
func (s *Site) review(c echo.Context) error {
	r, err := s.reviewing(c)
	if err != nil {
		return err
	}
	return r.show(c, http.StatusOK, "")
}

func (s *Site) reviewing(c echo.Context) (*reviewing, error) {
	id, err := board.ParseID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	now, ctx := s.Now(), c.Request().Context()
	r := &reviewing{Site: s, visit: s.visit(c.Request()), ctx: ctx, version: s.Index.At(now), now: now}
	if r.job, err = s.Store.Job(ctx, id); err != nil {
		return nil, err
	}
	if r.names, err = s.editorNames(ctx); err != nil {
		return nil, err
	}
	if r.job.Employer.ID != 0 {
		r.own, err = s.Store.EarlierJobs(ctx, r.job.Employer.ID, mostOwn)
	}
	return r, err
}

// show writes the page; a conflict is what keeps from what was just tried.
func (r *reviewing) show(c echo.Context, status int, conflict string) error {
	main, err := r.page()
	if err != nil {
		return err
	}
	main.Conflict = conflict
	return r.desk(c, r.visit, &page{
		template: "editor/review", scripts: []string{"editor/queue"}, section: "", status: status,
		Title: r.text("review.title", "headline", main.Headline), Main: main, path: r.Links.Path("redaktionen", "granska", string(r.job.ID)),
		Crumbs: []anchor{{Name: r.text("desk.review"), URL: r.link(r.Links.Path("redaktionen"), nil)}, {Name: main.Headline, Current: "page"}},
	})
}

func (r *reviewing) page() (*reviewPage, error) {
	ad := r.job.Waiting()
	main := &reviewPage{
		Kind: r.text("queue.new"), Headline: ad.Headline, Lang: other(r.lang, ad.Language), About: r.about(),
		Advice: r.advice(), Earlier: r.earlier(), Keys: reviewKeys(r.visit),
		Back: anchor{Name: r.text("review.back"), URL: r.link(r.Links.Path("redaktionen"), nil)},
	}
	if r.job.Revision != nil {
		main.Kind = r.text("queue.change")
		main.Changes = changesOf(r.Site, r.visit, r.job)
		main.Live = r.link(r.Links.Local(r.Links.Job(r.job)), nil)
	}
	if err := r.times(main); err != nil {
		return nil, err
	}
	if err := r.preview(main); err != nil {
		return nil, err
	}
	return main, r.beside(main)
}

// times is how long the ad has waited, or what was decided on it.
func (r *reviewing) times(main *reviewPage) error {
	since := r.job.WaitsSince()
	if since.IsZero() {
		main.Decided = r.text("review.decided", "state", r.text("state."+string(r.job.Status(r.now))))
		return nil
	}
	office, err := r.Desk.Office(r.ctx)
	if err != nil {
		return err
	}
	promised := office.Promised(since)
	main.Waited = r.text("queue.waited", "time", words.Age(r.lang, r.now.Sub(since)))
	main.Promised = r.text("queue.promised", "time", words.By(r.lang, promised, r.now))
	main.Late = promised.Before(r.now)
	if r.visit.editor.Role.May(board.PermReview) {
		main.Verdicts = r.verdicts()
	}
	return nil
}

func (r *reviewing) verdicts() *verdicts {
	is := &verdicts{
		Action: r.reviewLink(r.visit, r.job.ID), Version: r.job.Version, Approve: r.text("decide.approve"),
		Answered: !r.job.Review.Asked.At.IsZero(),
	}
	if wished := r.job.Review.Wished; wished.After(r.now) && r.job.Revision == nil {
		is.Approve = r.text("decide.approve_at", "at", words.By(r.lang, wished, r.now))
		is.Now = r.text("decide.approve_now")
	}
	if r.job.Employer.ID != 0 && r.job.Waiting().Agency.Name == "" && (r.job.Revision != nil && r.job.Revision.By != "" || len(r.job.Owners) > 0) {
		is.Trust = r.text("decide.trust")
	}
	for _, f := range r.forms() {
		is.Forms = append(is.Forms, verdictLink{r.text("decide." + f.name), r.formLink(f), f.key, f.kind})
	}
	return is
}

// forms is the decisions that need words, of those that are possible.
func (r *reviewing) forms() []reviewForm {
	var all []reviewForm
	for _, f := range reviewForms {
		if f.needsOwner && len(r.job.Owners) == 0 || f.newOnly && r.job.Revision != nil {
			continue
		}
		all = append(all, f)
	}
	return all
}

// advice is what an editor should look at.
func (r *reviewing) advice() []string {
	ad := r.job.Waiting()
	var said []string
	add := func(is bool, key string) {
		if is {
			said = append(said, r.text(key))
		}
	}
	add(closed(r.job, r.now), "review.closed")
	add(len(ad.Profile.Roles) == 0, "review.no_role")
	add(r.job.Employer.ID == 0, "review.no_employer")
	for _, a := range advice.For(*ad, r.job.Employer.Sector, r.now) {
		said = append(said, a.Text(r.lang))
	}
	return said
}

// about is who handed the ad in, for whom, and what was asked.
func (r *reviewing) about() []fact {
	l := factList{visit: r.visit}
	employer := r.job.Employer
	if employer.Name != "" {
		status := "review.unverified"
		if employer.Verified {
			status = "mark.verified"
		}
		l.add("job.employer", employer.Name, r.text(status))
	}
	if agency := r.job.Waiting().Agency; agency.Name != "" {
		l.add("review.agency", agency.Name, agency.URL)
	}
	l.mails("review.sender", r.job.Owners, r.job.Waiting().Headline)
	l.add("review.source", r.job.Source.Name)
	l.add("review.package", term(r.visit, reference.ListPackage, r.job.Package))
	if wished := r.job.Review.Wished; !wished.IsZero() {
		l.add("review.wished", words.Moment(r.lang, wished))
	}
	if asked := r.job.Review.Asked; asked.Text != "" {
		l.add("review.asked", asked.Text, r.text("queue.asked", "time", words.Age(r.lang, r.now.Sub(asked.At))))
	}
	if address, ok := link.Web(r.job.Waiting().Apply.URL); ok {
		l.facts = append(l.facts, fact{r.text("review.apply"), []anchor{{Name: host(address), URL: address}}})
	}
	return l.facts
}

// mails is people to write to about an ad.
func (l *factList) mails(key string, addresses []string, subject string) {
	f := fact{Name: l.text(key)}
	for _, address := range addresses {
		f.Values = append(f.Values, anchor{Name: address, URL: "mailto:" + address + "?subject=" + template.URLQueryEscaper(subject)})
	}
	if len(f.Values) > 0 {
		l.facts = append(l.facts, f)
	}
}

// mostEarlier is how many of the employer's earlier ads are listed.
const mostEarlier = 8

func (r *reviewing) earlier() []earlierRow {
	var rows []earlierRow
	for _, j := range r.own {
		if j.ID != r.job.ID && len(rows) < mostEarlier {
			rows = append(rows, earlierRow{j.Ad.Headline, r.reviewLink(r.visit, j.ID), r.state(j)})
		}
	}
	return rows
}

// state is where an ad is, and since when it has been shown.
func (r *reviewing) state(j *board.Job) string {
	state := r.text("state." + string(j.Status(r.now)))
	if j.Run.From.IsZero() {
		return state
	}
	return state + ", " + words.ShortDate(r.lang, board.DateOf(j.Run.From), board.DateOf(r.now))
}

// preview is the ad as readers will see it: its page, its card, its line in a sidebar.
func (r *reviewing) preview(main *reviewPage) error {
	shown := *r.job
	at := r.now
	if r.job.Review.Wished.After(at) {
		at = r.job.Review.Wished
	}
	shown.Ad, shown.State, shown.Ending = *r.job.Waiting(), board.StatusLive, board.Ending{}
	if shown.Run.From.IsZero() {
		shown.Run = board.NewRun(at, shown.Ad.Deadline, shown.Days)
	}
	if !shown.VisibleAt(at) {
		shown.Run = board.Run{From: at, Until: at.Add(time.Hour)} // its time is over: still to be read here
	}
	ad := r.adOf(r.visit, &shown, at)
	ad.Inside = true
	if ad.Apply != nil {
		ad.Apply.URL, _ = link.Web(shown.Ad.Apply.URL)
	}
	var err error
	main.Card, main.Sidebar = r.card(r.visit, &shown, at), r.sidebarJob(r.lang, &shown, at)
	main.Preview, err = r.templates.part(r.lang, "reader/job", "main", ad)
	return err
}

// beside is what stands around the ad: others like it, what has happened to it, what comes next.
func (r *reviewing) beside(main *reviewPage) (err error) {
	if main.Undo, err = r.undoOf(r.ctx, r.visit, r.now); err != nil {
		return err
	}
	if main.Reported, err = r.openReports(r.ctx, r.visit, r.job.ID); err != nil {
		return err
	}
	alike, err := r.resemblances(r.ctx, r.version, r.job, r.own)
	if err != nil {
		return err
	}
	for _, a := range alike {
		main.Like = append(main.Like, likeRow{a.job.Ad.Headline, r.reviewLink(r.visit, a.job.ID), r.text(a.why), r.state(a.job)})
	}
	if main.Log, err = r.log(); err != nil {
		return err
	}
	next, err := r.Store.NextWaiting(r.ctx, r.job)
	if next != "" {
		main.Next = &anchor{Name: r.text("review.next"), URL: r.reviewLink(r.visit, next)}
	}
	return err
}

// mostLogged is how much of what has happened to an ad is told.
const mostLogged = 10

func (r *reviewing) log() ([]event, error) {
	subject := board.Subject{Kind: board.SubjectJob, ID: string(r.job.ID)}
	entries, err := r.Store.Entries(r.ctx, store.AuditSearch{Subject: subject, Limit: mostLogged})
	if err != nil {
		return nil, err
	}
	log := events(r.visit, entries)
	for i, e := range entries {
		if name := r.names[e.By.Email]; name != "" {
			log[i].By = name
		}
	}
	return log, nil
}

// decide answers POST /redaktionen/granska/{id}: the decisions that need no words.
func (s *Site) decide(c echo.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	r, err := s.reviewing(c)
	if err != nil {
		return err
	}
	seen, err := r.seen(form.Get("version"))
	if err != nil {
		return err
	}
	var decision int64
	switch form.Get("beslut") {
	case "godkann":
		decision, err = s.Desk.Approve(r.ctx, r.actor(), seen, time.Time{})
	case "nu":
		decision, err = s.Desk.Approve(r.ctx, r.actor(), seen, r.now)
	case "lita":
		decision, err = s.Desk.ApproveAndTrust(r.ctx, r.actor(), seen, time.Time{})
	case "svarat":
		decision, err = s.Desk.Answered(r.ctx, r.actor(), seen)
	default:
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	if err != nil {
		return r.refused(c, err)
	}
	return r.onward(c, decision)
}

// seen is the ad in the version that the form was made of. A form without one is none of ours.
func (r *reviewing) seen(version string) (desk.Seen, error) {
	n, err := strconv.Atoi(version)
	if err != nil || n < 1 {
		return desk.Seen{}, echo.NewHTTPError(http.StatusBadRequest)
	}
	return desk.Seen{Job: r.job.ID, Version: n}, nil
}

// onward leads from a decision to the next ad, or to the queue when nothing else waits. An ad that waits on is shown again.
func (r *reviewing) onward(c echo.Context, decision int64) error {
	next, err := r.Store.NextWaiting(r.ctx, r.job)
	if err != nil {
		return err
	}
	to := r.Links.Path("redaktionen")
	if next != "" {
		to = r.Links.Path("redaktionen", "granska", string(next))
	}
	return r.said(c, to, decision)
}

// said leads to a page that says what was decided.
func (r *reviewing) said(c echo.Context, to string, decision int64) error {
	return c.Redirect(http.StatusSeeOther, r.link(to, map[string][]string{"beslut": {strconv.FormatInt(decision, 10)}}))
}

// refused shows the ad as it is now, and why what was tried was not done: another was first, or the ad does not allow it.
func (r *reviewing) refused(c echo.Context, err error) error {
	why, ok := r.why(err)
	if !ok {
		return err
	}
	job, failed := r.Store.Job(r.ctx, r.job.ID)
	if failed != nil {
		return failed
	}
	r.job = job
	return r.show(c, http.StatusConflict, why)
}

// why says what kept a decision from being made, where it is something that an editor can be told.
func (r *reviewing) why(err error) (string, bool) {
	var stale *board.Stale
	var move *board.MoveError
	switch {
	case errors.As(err, &stale):
		return conflict(r.visit, stale.Last, r.names, r.now), true
	case errors.As(err, &move):
		return whyNot(r.visit, r.job, r.names, r.now), true
	}
	return "", false
}

// A change is something that a revision says otherwise.
type change struct {
	Name  string
	Parts []compare.Part
}

// Was is the change as it was before, without what is added.
func (c change) Was() []compare.Part { return c.without(compare.Added) }

// Is is the change as it becomes, without what is removed.
func (c change) Is() []compare.Part { return c.without(compare.Removed) }

func (c change) without(fate compare.Fate) []compare.Part {
	return slices.DeleteFunc(slices.Clone(c.Parts), func(p compare.Part) bool { return p.Fate == fate })
}

// changesOf is what a revision says otherwise than the ad that readers see, word by word.
func changesOf(s *Site, v *visit, j *board.Job) []change {
	revised := *j
	revised.Ad = j.Revision.Ad
	return changesBetween(s, v, j, &revised)
}

// changesBetween is what an ad says otherwise than it did, word by word.
func changesBetween(s *Site, v *visit, was, is *board.Job) []change {
	before, after := said(s, v, was), said(s, v, is)
	var changes []change
	for _, name := range statedIn(before, after) {
		if was, is := textOf(before, name), textOf(after, name); was != is {
			changes = append(changes, change{name, shortened(compare.Words(was, is))})
		}
	}
	return changes
}

// surroundings is how many bytes of what was kept are shown beside a difference.
const surroundings = 120

// shortened leaves the middle of what was kept out where it is long.
func shortened(parts []compare.Part) []compare.Part {
	for i, p := range parts {
		if p.Fate != compare.Kept || len(p.Text) < 3*surroundings {
			continue
		}
		before, after := beginningOf(p.Text), endOf(p.Text)
		if i == 0 {
			before = ""
		}
		if i == len(parts)-1 {
			after = ""
		}
		parts[i].Text = before + "[…]" + after
	}
	return parts
}

// beginningOf is the first whole words of a text.
func beginningOf(text string) string {
	if at := strings.LastIndexAny(text[:surroundings], " \n"); at > 0 {
		return text[:at+1]
	}
	return ""
}

// endOf is the last whole words of a text.
func endOf(text string) string {
	end := text[len(text)-surroundings:]
	if at := strings.IndexAny(end, " \n"); at >= 0 {
		return end[at:]
	}
	return ""
}

// deadlineText is a deadline in words, nothing where there is none.
func deadlineText(v *visit, d board.Deadline) string {
	switch {
	case d.IsZero():
		return ""
	case d.Minute == 0:
		return words.Date(v.lang, d.Date)
	}
	return words.Moment(v.lang, d.End())
}

// said is all that an ad says, as facts: what is only told in words too.
func said(s *Site, v *visit, j *board.Job) []fact {
	ad := &j.Ad
	l := factList{visit: v}
	l.add("review.headline", ad.Headline)
	l.add("review.job_title", ad.Title)
	l.add("job.deadline", deadlineText(v, ad.Deadline))
	if ad.Continuous {
		l.add("review.continuous", v.text("review.yes"))
	}
	l.facts = append(l.facts, s.facts(v, j)...)
	l.add("job.apply_heading", ad.Apply.URL, ad.Apply.Email, ad.Apply.Information)
	l.add("review.agency", ad.Agency.Name, ad.Agency.URL)
	for _, list := range contacts(v, ad) {
		f := fact{Name: list.Name}
		for _, c := range list.Contacts {
			f.Values = append(f.Values, anchor{Name: strings.Join(nonEmpty(c.Name, c.Description, c.Telephone, c.Email), ", ")})
		}
		l.facts = append(l.facts, f)
	}
	if ad.NoSalesCalls {
		l.add("job.no_sales", v.text("review.yes"))
	}
	l.add("review.text", ad.Text.Plain)
	return l.facts
}

// statedIn is the names of the facts of both lists, in the order of the second, those of the first alone after them.
func statedIn(before, after []fact) []string {
	var names []string
	seen := map[string]bool{}
	for _, list := range [][]fact{after, before} {
		for _, f := range list {
			if !seen[f.Name] {
				seen[f.Name] = true
				names = append(names, f.Name)
			}
		}
	}
	return names
}

// textOf is a fact's values, one a line.
func textOf(facts []fact, name string) string {
	var values []string
	for _, f := range facts {
		if f.Name == name {
			for _, value := range f.Values {
				values = append(values, value.Name)
			}
		}
	}
	return strings.Join(values, "\n")
}
