package site

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
)

// An adPage is one ad.
type adPage struct {
	Headline  string
	Lang      string // of headline and text, where it is not the page's
	Language  string // says so
	Employer  anchor
	Agency    *anchor
	Place     string
	Logo      string
	Marks     []mark
	Deadline  string
	Extended  string // which deadline was before
	Calendar  string // address of the deadline for a calendar
	Again     string // whether earlier applicants shall apply again
	Published string
	Ended     *empty // says why one cannot apply
	Apply     *apply
	Facts     []fact
	Text      template.HTML
	Contacts  []contactList
	NoSales   bool
	Lists     []cardList // jobs beside this one
	Watch     string     // where jobs like this one become an alert; empty: nobody says what it is
	Tools     *tools     // what else can be done with the ad; nil: it is not live, or nobody's to share yet
	Wider     *anchors
	Report    string // where a reader reports the ad; empty: it cannot be
	Inside    bool   // it is shown inside another page, whose headline is above it
}

// Tools keep, share and print an ad, by a script.
type tools struct {
	ID       board.ID
	Headline string
	Link     string // to be shared
}

// A cardList is cards under a heading.
type cardList struct {
	Name  string
	Cards []card
}

// job answers GET /lediga-jobb/{slug}-{id}. A live ad's page is kept with the version of the board; whether an ended one
// is still there depends on the minute, so it is read and rendered for each who asks.
func (s *Site) job(c echo.Context) error {
	if name, is := strings.CutSuffix(c.Param("name"), ".ics"); is {
		return s.deadline(c, name)
	}
	id, err := jobID(c.Param("name"))
	if err != nil {
		return err
	}
	now := s.Now()
	version, v := s.Index.At(now), s.visit(c.Request())
	j, live := version.Job(id)
	if !live {
		return s.unlisted(c, v, version, id, now)
	}
	if moved := s.moved(c, v, j); moved != "" {
		return c.Redirect(http.StatusMovedPermanently, moved)
	}
	s.count(c.Request(), board.InterestView, j, s.viaOf(v, c.Request()))
	return s.answer(c, v, version, s.Links.Job(j), func() (*page, error) {
		whole := *j
		if whole.Ad.Text, err = s.Store.Text(c.Request().Context(), id); err != nil {
			return nil, err
		}
		p := s.jobPage(v, version, &whole, now)
		p.Head, err = s.adHead(v, &whole)
		return p, err
	})
}

// unlisted answers for an ad that no list has: it has ended, or is not to be read.
func (s *Site) unlisted(c echo.Context, v *visit, version *search.Version, id board.ID, now time.Time) error {
	ctx := c.Request().Context()
	j, err := s.Store.Job(ctx, id)
	if err != nil {
		return err
	}
	if j.Status(now) == board.StatusWithdrawn && j.Ending.Other != "" {
		same, err := s.readable(ctx, j.Ending.Other, now)
		if err != nil {
			return err
		}
		return c.Redirect(http.StatusMovedPermanently, v.link(s.Links.Local(s.Links.Job(same)), nil))
	}
	if err := s.checkReadable(j, now); err != nil {
		return err
	}
	if moved := s.moved(c, v, j); moved != "" {
		return c.Redirect(http.StatusMovedPermanently, moved)
	}
	c.Response().Header().Set("X-Robots-Tag", "noindex")
	return s.fresh(c, v, version, s.jobPage(v, version, j, now))
}

// jobID is the ID at the end of an ad's address.
func jobID(name string) (board.ID, error) {
	slug := len(name) - board.IDLength
	if slug > 0 && name[slug-1] == '-' {
		name = name[slug:]
	}
	return board.ParseID(name)
}

// moved is where an ad's page lies, when it was asked for under another slug.
func (s *Site) moved(c echo.Context, v *visit, j *board.Job) string {
	address := s.Links.Local(s.Links.Job(j))
	if path.Base(address) == c.Param("name") {
		return ""
	}
	if via, ok := board.Parse(board.Vias(), v.values.Get("via")); ok {
		return v.link(address, from(via))
	}
	return v.link(address, nil)
}

// readable is the ad with the ID, if readers may read it: live, or ended and still kept.
func (s *Site) readable(ctx context.Context, id board.ID, now time.Time) (*board.Job, error) {
	j, err := s.Store.Job(ctx, id)
	if err != nil {
		return nil, err
	}
	return j, s.checkReadable(j, now)
}

func (s *Site) checkReadable(j *board.Job, now time.Time) error {
	switch {
	case j.GoneAt(now, s.Keep):
		return fmt.Errorf("job %s: %w", j.ID, board.ErrGone)
	case !j.Status(now).Public():
		return fmt.Errorf("job %s: %w", j.ID, board.ErrNotFound)
	}
	return nil
}

func (s *Site) jobPage(v *visit, version *search.Version, j *board.Job, now time.Time) *page {
	j = j.Public(now)
	ad, main := &j.Ad, s.adOf(v, j, now)
	main.Lists = s.beside(v, version, j, now)
	main.Watch, main.Wider = s.watchSimilar(v, j), s.widened(v, version, j)
	if j.State == board.StatusLive {
		main.Tools = &tools{j.ID, ad.Headline, s.Links.Job(j)}
	}
	main.Report = v.link(s.Links.Local(s.Links.Job(j))+"/anmal", nil)
	return &page{
		template: "reader/job", Title: jobTitle(j), Description: describe(v, j, now), Main: main, NoIndex: j.State != board.StatusLive,
		path: s.Links.Local(s.Links.Job(j)), section: "lediga-jobb",
		Crumbs: []anchor{{Name: v.text("nav.jobs"), URL: v.link(s.Links.Path("lediga-jobb"), nil)}, {Name: ad.Headline, Current: "page"}},
	}
}

// adOf is an ad as its page shows it, without what stands beside it.
func (s *Site) adOf(v *visit, j *board.Job, now time.Time) adPage {
	ad := &j.Ad
	main := adPage{
		Headline: ad.Headline, Lang: other(v.lang, ad.Language), Language: languageNote(v, ad.Language),
		Employer: s.employerAnchor(v, j.Employer), Agency: agency(v, ad.Agency), Place: either(v.lang, placeNames(v.lang, ad.Where)), Logo: s.logoOf(j.Employer),
		Published: v.text("job.published", "date", words.Date(v.lang, board.DateOf(j.Run.From))),
		Facts:     s.facts(v, j), Text: template.HTML(ad.Text.HTML), // package richtext made it safe when it came in
		Contacts: contacts(v, ad), NoSales: ad.NoSalesCalls && j.State == board.StatusLive,
	}
	if j.State == board.StatusLive {
		main.Marks = marks(v, j, now)
		main.Deadline = words.Deadline(v.lang, ad.Deadline, ad.Continuous, now)
		main.Extended, main.Again = extended(v, j), again(v, j)
		main.Apply = s.apply(v, j)
		if !ad.Deadline.IsZero() {
			main.Calendar = v.link(s.Links.Path("lediga-jobb", string(j.ID)+".ics"), nil)
		}
	} else {
		main.Ended = s.ended(v, j)
	}
	return main
}

// jobTitle names the employer where the headline does not.
func jobTitle(j *board.Job) string {
	if j.Employer.Name == "" || strings.Contains(strings.ToLower(j.Ad.Headline), strings.ToLower(j.Employer.Name)) {
		return j.Ad.Headline
	}
	return j.Ad.Headline + ", " + j.Employer.Name
}

// describe is an ad in a sentence, for those who list pages.
func describe(v *visit, j *board.Job, now time.Time) string {
	parts := []string{j.Ad.Headline}
	if j.Employer.Name != "" {
		parts = append(parts, j.Employer.Name)
	}
	parts = append(parts, placeOnCard(v.lang, j.Ad.Where))
	if j.State == board.StatusLive {
		parts = append(parts, words.DeadlineOnCard(v.lang, j.Ad.Deadline, now))
	}
	return strings.Join(parts, ". ") + "."
}

// languageNote says that an ad is in another language than the page.
func languageNote(v *visit, lang board.Language) string {
	if lang == v.lang || lang == "" {
		return ""
	}
	return v.text("job.language", "language", languageName(v.lang, lang))
}

// languageName is a language's name inside a sentence: small in Swedish.
func languageName(in, lang board.Language) string {
	name := reference.Label(in, reference.ListLanguage, string(lang))
	if in == board.Swedish {
		return strings.ToLower(name)
	}
	return name
}

func extended(v *visit, j *board.Job) string {
	if j.Extension.From.IsZero() {
		return ""
	}
	return v.text("job.extended_from", "date", words.Date(v.lang, j.Extension.From.Date))
}

func again(v *visit, j *board.Job) string {
	switch {
	case j.Readvertise.Of == "":
		return ""
	case j.Readvertise.ApplyAgain:
		return v.text("job.readvertised_again")
	}
	return v.text("job.readvertised")
}

// ended says why one cannot apply any more, and for how long the ad stays.
func (s *Site) ended(v *visit, j *board.Job) *empty {
	until := words.Date(v.lang, board.DateOf(j.EndedAt().Add(s.Keep)))
	e := &empty{Title: v.text("job." + string(j.State)), Text: v.text("job.kept", "date", until)}
	if j.State == board.StatusExpired {
		last := board.DateOf(j.EndedAt().Add(-time.Millisecond)) // the end is exclusive: midnight is the day before
		e.Title = v.text("job.expired", "date", words.Date(v.lang, last))
	}
	return e
}

func (s *Site) employerAnchor(v *visit, e board.Employer) anchor {
	if e.Name == "" {
		return anchor{}
	}
	if e.Slug == "" { // of a draft, which has no page of its employer yet
		return anchor{Name: e.Name}
	}
	return anchor{Name: e.Name, URL: v.link(s.Links.Path("arbetsgivare", e.Slug), nil)}
}

func agency(v *visit, a board.Agency) *anchor {
	if a.Name == "" {
		return nil
	}
	address, _ := link.Web(a.URL)
	return &anchor{Name: v.text("job.agency", "firm", a.Name), URL: address}
}

// most is how many jobs a list beside an ad shows.
const most = 4

// beside is the employer's other jobs, and others of the same main role.
func (s *Site) beside(v *visit, version *search.Version, j *board.Job, now time.Time) []cardList {
	seen := map[board.ID]bool{j.ID: true}
	var lists []cardList
	add := func(name string, f board.Facet, value string) {
		if value == "" {
			return
		}
		var jobs []*board.Job
		q := board.Query{Filters: map[board.Facet][]string{f: {value}}, Limit: 3 * most}
		for _, hit := range version.Search(q).Hits {
			if !seen[hit.Job.ID] && len(jobs) < most {
				seen[hit.Job.ID] = true
				jobs = append(jobs, hit.Job)
			}
		}
		if len(jobs) > 0 {
			lists = append(lists, cardList{name, s.below(v, jobs, now)})
		}
	}
	add(v.text("job.more", "employer", j.Employer.Name), board.FacetEmployer, j.Employer.Slug)
	if len(j.Ad.Profile.Roles) > 0 {
		add(v.text("job.similar"), board.FacetRole, string(j.Ad.Profile.Roles[0]))
	}
	return lists
}
