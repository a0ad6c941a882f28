package site

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// adMain is one ad, with all that the desk knows of it and may do to it.
type adMain struct {
	Headline string
	Lang     string
	State    string
	Marks    []mark
	Gone     *goneLink
	Reported []reportedRow
	Ways     []anchor // its public page, its review, its form
	Facts    []fact
	Run      []fact
	About    []fact // what readers see stated of it
	Text     string
	Orders   []anchor
	NewOrder string
	Moves    []*smallForm
	History  []event
}

// A deskAd is an ad on its way to its page at the desk.
type deskAd struct {
	*Site
	*visit
	ctx context.Context
	job *board.Job
	now time.Time
}

func (s *Site) deskAd(c echo.Context) (*deskAd, error) {
	id, err := board.ParseID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	d := &deskAd{Site: s, visit: s.visit(c.Request()), ctx: c.Request().Context(), now: s.Now()}
	d.job, err = s.Store.Job(d.ctx, id)
	return d, err
}

// adPage answers GET /redaktionen/annonser/{id}.
func (s *Site) adPage(c echo.Context) error {
	d, err := s.deskAd(c)
	if err != nil {
		return err
	}
	return d.show(c, attempt{})
}

// mostHistory is how much of what has been done to an ad is told.
const mostHistory = 100

// show writes the page, with a form as it was filled in.
func (d *deskAd) show(c echo.Context, try attempt) error {
	history, err := d.Store.Entries(d.ctx, store.AuditSearch{Subject: board.Subject{Kind: board.SubjectJob, ID: string(d.job.ID)}, Limit: mostHistory})
	if err != nil {
		return err
	}
	orders, err := d.Store.OrdersOfJob(d.ctx, d.job.ID)
	if err != nil {
		return err
	}
	j, status := d.job, d.job.Status(d.now)
	main := adMain{
		Headline: j.Ad.Headline, Lang: other(d.lang, j.Ad.Language), State: d.text("state." + string(status)), Ways: d.ways(status), Facts: d.facts(), Run: d.run(),
		About: d.Site.facts(d.visit, j), Text: j.Ad.Text.Plain, History: events(d.visit, history), Marks: d.adRow(d.visit, j, d.now).Marks,
	}
	if main.Gone, err = d.goneLink(); err != nil {
		return err
	}
	if main.Reported, err = d.openReports(d.ctx, d.visit, j.ID); err != nil {
		return err
	}
	for _, o := range orders {
		state := reference.Label(d.lang, reference.ListOrderState, string(o.State))
		main.Orders = append(main.Orders, anchor{Name: o.Number + " · " + kronor(d.visit, o.Total()) + " · " + state, URL: d.orderAnchor(d.visit, o.Number).URL})
	}
	if d.person.editor.Role.May(board.PermOrders) {
		main.NewOrder = d.link(d.Links.Path("redaktionen", "order", "ny"), map[string][]string{"job": {string(j.ID)}})
	}
	if d.person.editor.Role.May(board.PermReview) {
		main.Moves = d.moves(status, try)
	}
	p := &page{
		template: "editor/ad", Title: j.Ad.Headline, Main: main, section: "annonser", path: d.adPath(j.ID), status: try.status,
		Crumbs: []anchor{{Name: d.text("desk.ads"), URL: d.link(d.Links.Path("redaktionen", "annonser"), nil)}, {Name: j.Ad.Headline, Current: "page"}},
	}
	if try.notice != "" {
		p.Notices = []notice{{Text: try.notice}}
	}
	return d.desk(c, d.visit, p)
}

// ways is where one can go from here.
func (d *deskAd) ways(status board.Status) []anchor {
	var ways []anchor
	if !d.job.WaitsSince().IsZero() {
		ways = append(ways, anchor{Name: d.text("ad.review"), URL: d.reviewLink(d.visit, d.job.ID)})
	}
	if d.mayEdit(status) {
		ways = append(ways, anchor{Name: d.text("ad.edit"), URL: d.link(d.adPath(d.job.ID, "andra"), nil)})
	}
	if d.person.editor.Role.May(board.PermPlace) {
		ways = append(ways, anchor{Name: d.text("my.copy.title"), URL: d.link(d.Links.Path("redaktionen", "korrektur", "ny"), map[string][]string{"mall": {string(d.job.ID)}})})
	}
	if status.Public() {
		ways = append(ways, anchor{Name: d.text("ad.public"), URL: d.link(d.Links.Local(d.Links.Job(d.job)), nil)})
	}
	return ways
}

// mayEdit says whether this person may change the ad as it is.
func (d *deskAd) mayEdit(status board.Status) bool {
	editable := append(shownStates[:3:3], board.StatusInReview, board.StatusReturned)
	return slices.Contains(editable, status) && d.person.editor.Role.May(d.editPermission(status))
}

// editPermission is what it takes to change an ad: one that waits, or was sent back, is in the hands of who places ads.
func (d *deskAd) editPermission(status board.Status) board.Permission {
	if status == board.StatusInReview || status == board.StatusReturned {
		return board.PermPlace
	}
	return board.PermReview
}

// facts is whose the ad is and where it comes from.
func (d *deskAd) facts() []fact {
	j, l := d.job, factList{visit: d.visit}
	if j.Employer.ID != 0 {
		l.link("job.employer", anchor{Name: j.Employer.Name, URL: d.link(d.customerPath(j.Employer.Slug), nil)})
	}
	l.mails("ad.owners", j.Owners, j.Ad.Headline)
	l.add("review.package", term(d.visit, reference.ListPackage, j.Package))
	l.add("ad.id", string(j.ID))
	l.add("ad.created", words.Moment(d.lang, j.CreatedAt))
	if j.Source.Name != "" {
		address, _ := link.Web(j.Source.URL)
		l.link("review.source", anchor{Name: j.Source.Name + " " + j.Source.ID, URL: address})
	}
	if of := j.Readvertise.Of; of != "" {
		l.link("mark.readvertised", anchor{Name: string(of), URL: d.link(d.adPath(of), nil)})
	}
	return l.facts
}

// run is when the ad is shown, and what was decided about that.
func (d *deskAd) run() []fact {
	j, l := d.job, factList{visit: d.visit}
	moment := func(key string, at time.Time) {
		if !at.IsZero() {
			l.add(key, words.Moment(d.lang, at))
		}
	}
	moment("review.wished", j.Review.Wished)
	moment("ad.from", j.Run.From)
	if !j.Run.Until.IsZero() {
		moment("ad.until", j.Run.Until.Add(-time.Minute)) // the end is exclusive: midnight is the day before
	}
	l.add("job.deadline", cmp.Or(deadlineText(d.visit, j.Ad.Deadline), words.Deadline(d.lang, j.Ad.Deadline, j.Ad.Continuous, d.now)))
	if j.Extension.Reason != "" {
		l.add("ad.extended", j.Extension.From.String(), d.text("extend."+j.Extension.Reason))
	}
	if j.FeaturedAt(d.now) {
		moment("ad.featured", j.Promotion.FeaturedUntil.Add(-time.Minute))
	}
	if !j.Ending.At.IsZero() {
		moment("ad.ended", j.Ending.At)
		l.add("ad.ended_why", d.endedWhy())
	}
	if by := j.Decision; by.By != "" {
		l.add("ad.decided", by.By, words.Moment(d.lang, by.At))
		l.add("ad.decided_text", by.Text)
	}
	return l.facts
}

// endedWhy is why the ad was ended, by its owner's reasons or the desk's.
func (d *deskAd) endedWhy() string {
	for _, list := range []string{"end.", "takedown."} {
		if key := list + d.job.Ending.Reason; words.Has(key) {
			return d.text(key)
		}
	}
	return d.job.Ending.Reason
}

// moved answers a form: where it could not be done, the page again, with what was typed and why not.
func (d *deskAd) moved(c echo.Context, try attempt, err error, done string) error {
	var stale *board.Stale
	var refused *board.MoveError
	switch {
	case err == nil:
		return d.seeOther(c, d.visit, d.adPath(d.job.ID), done)
	case errors.As(err, &try.wrong):
		try.status = http.StatusUnprocessableEntity
	case errors.As(err, &stale):
		try.status, try.notice = http.StatusConflict, d.changedBy(stale)
	case errors.As(err, &refused):
		try.status, try.notice = http.StatusConflict, notPossible(d.visit, refused)
	default:
		return err
	}
	if d.job, err = d.Store.Job(d.ctx, d.job.ID); err != nil {
		return err
	}
	return d.show(c, try)
}

// changedBy says who has changed the ad meanwhile.
func (d *deskAd) changedBy(stale *board.Stale) string {
	names, err := d.editorNames(d.ctx)
	if err != nil {
		names = nil // it is said without the name
	}
	return conflict(d.visit, stale.Last, names, d.now)
}

// notPossible says what the ad's state does not allow, and what to do instead.
func notPossible(v *visit, refused *board.MoveError) string {
	sentences := []string{v.text("refused.move", "state", strings.ToLower(v.text("state."+string(refused.From))))}
	for _, key := range []string{"refused." + string(refused.Move) + "." + string(refused.From), "refused.state." + string(refused.From)} {
		if words.Has(key) {
			return strings.Join(append(sentences, v.text(key)), " ")
		}
	}
	return sentences[0]
}
