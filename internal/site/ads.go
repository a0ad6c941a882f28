package site

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// adRoutes is all ads. Everybody at the desk sees them; who places ads puts them in, the rest is a review's.
func (s *Site) adRoutes() []route {
	routes := []route{
		{"GET", "/redaktionen/annonser", board.PermRead, s.ads},
		{"GET", "/redaktionen/annonser/ny", board.PermPlace, s.newAd},
		{"POST", "/redaktionen/annonser/ny", board.PermPlace, s.placeAd},
		{"GET", "/redaktionen/annonser/sidospalten", board.PermRead, s.sidebarOrder},
		{"POST", "/redaktionen/annonser/sidospalten", board.PermReview, s.orderSidebar},
		{"GET", "/redaktionen/annonser/:id", board.PermRead, s.adPage},
		{"GET", "/redaktionen/annonser/:id/andra", board.PermPlace, s.editAd},
		{"POST", "/redaktionen/annonser/:id/andra", board.PermPlace, s.changeAd},
	}
	for _, m := range adMoves() {
		routes = append(routes, route{"POST", "/redaktionen/annonser/:id/" + m.path, board.PermReview, s.moveAd(m)})
	}
	return routes
}

// adsPage is a page of the list of all ads.
type adsPage struct {
	Tabs     []tab
	Search   string
	Text     string
	Hidden   []hidden // what else is asked for
	Fields   []field
	Open     bool // one of the fields says something
	Employer *chip
	New      string // empty: this person puts in none
	Sidebar  string
	Rows     []adRow
	None     string
	First    string // address of the list's beginning, where the page is another
	Next     string
}

// An adRow is an ad in the list.
type adRow struct {
	Ad       anchor
	Lang     string
	Employer anchor
	State    string
	Marks    []mark
	Run      string // when it is shown
	Made     string
	Package  string
	Owner    string
}

// adsOnPage is how many ads a page lists.
const adsOnPage = 50

// adStates are the states that the list can be narrowed to, in the order of a life.
func adStates() []board.Status { return board.Statuses()[2:] } // the first two are a draft's

// mostUsed are the states that the list always has, also when no ad is in them.
var mostUsed = []board.Status{board.StatusInReview, board.StatusScheduled, board.StatusLive, board.StatusPaused, board.StatusExpired}

// ads answers GET /redaktionen/annonser.
func (s *Site) ads(c echo.Context) error {
	ctx, v := c.Request().Context(), s.visit(c.Request())
	search, employer, err := s.adSearch(ctx, v)
	if err != nil {
		return err
	}
	found, err := s.Store.FindJobs(ctx, search)
	if err != nil {
		return err
	}
	jobs, err := s.Store.Jobs(ctx, found.IDs)
	if err != nil {
		return err
	}
	values := adValues(search, employer)
	main := &adsPage{Text: search.Text, Search: s.Links.Path("redaktionen", "annonser"), Sidebar: v.link(s.Links.Path("redaktionen", "annonser", "sidospalten"), nil)}
	if err := s.adTabs(ctx, v, main, search, values); err != nil {
		return err
	}
	s.adFilters(v, main, search, employer, values)
	for _, id := range found.IDs {
		if j := jobs[id]; j != nil {
			main.Rows = append(main.Rows, s.adRow(v, j, search.At))
		}
	}
	if search.After.ID != "" {
		main.First = v.link(main.Search, values)
	}
	if found.Next.ID != "" {
		main.Next = v.link(main.Search, with(values, "efter", strconv.FormatInt(found.Next.Key, 10)+"."+string(found.Next.ID)))
	}
	return s.desk(c, v, &page{template: "editor/ads", Title: v.text("desk.ads"), Main: main, section: "annonser", path: main.Search, values: values})
}

// adSearch reads what the list is asked for. What is not understood is not asked for.
func (s *Site) adSearch(ctx context.Context, v *visit) (search store.JobSearch, employer board.Employer, err error) {
	search = store.JobSearch{Text: strings.TrimSpace(v.values.Get("q")), Limit: adsOnPage, At: s.Now()}
	search.Status, _ = board.Parse(adStates(), v.values.Get("lage"))
	search.Package, _ = board.Parse(board.Packages(), v.values.Get("paket"))
	search.Sort, _ = board.Parse(store.JobSorts(), v.values.Get("ordna"))
	if day, err := board.ParseDate(v.values.Get("fran")); err == nil {
		search.From = day.Start()
	}
	if day, err := board.ParseDate(v.values.Get("till")); err == nil {
		search.Until = day.AddDays(1).Start()
	}
	key, id, _ := strings.Cut(v.values.Get("efter"), ".")
	if after, wrong := board.ParseID(id); wrong == nil {
		search.After.ID = after
		search.After.Key, _ = strconv.ParseInt(key, 10, 64)
	}
	slug := v.values.Get("arbetsgivare")
	if slug == "" {
		return search, employer, nil
	}
	employer, err = s.Store.EmployerBySlug(ctx, slug)
	if errors.Is(err, board.ErrNotFound) {
		return search, board.Employer{}, nil
	}
	search.Employer = employer.ID
	return search, employer, err
}

// adValues is the parameters of what is asked for.
func adValues(search store.JobSearch, employer board.Employer) url.Values {
	values := url.Values{}
	put(values, "q", search.Text)
	put(values, "lage", string(search.Status))
	put(values, "arbetsgivare", employer.Slug)
	put(values, "paket", string(search.Package))
	if !search.From.IsZero() {
		values.Set("fran", board.DateOf(search.From).String())
	}
	if !search.Until.IsZero() {
		values.Set("till", board.DateOf(search.Until).AddDays(-1).String())
	}
	if search.Sort != "" && search.Sort != store.ByCreation {
		values.Set("ordna", string(search.Sort))
	}
	return values
}

// adTabs is the states, with how many ads are in each where no more is asked for.
func (s *Site) adTabs(ctx context.Context, v *visit, main *adsPage, search store.JobSearch, values url.Values) error {
	counts := map[board.Status]int{}
	all := len(values) == 0 || len(values) == 1 && search.Status != ""
	if all {
		var err error
		if counts, err = s.Store.CountJobs(ctx, search.At); err != nil {
			return err
		}
	}
	add := func(status board.Status, name string, n int) {
		t := tab{anchor: anchor{Name: name, URL: v.link(main.Search, with(values, "lage", string(status))), Current: currentIf(status == search.Status)}}
		if all {
			t.Count = v.text("ads.count", "n", n)
		}
		main.Tabs = append(main.Tabs, t)
	}
	sum := 0
	for _, n := range counts {
		sum += n
	}
	add("", v.text("ads.all"), sum)
	for _, status := range adStates() {
		if all && counts[status] == 0 && status != search.Status && !slices.Contains(mostUsed, status) {
			continue
		}
		add(status, v.text("state."+string(status)), counts[status])
	}
	return nil
}

// adFilters is what the list can be narrowed by, as it is.
func (s *Site) adFilters(v *visit, main *adsPage, search store.JobSearch, employer board.Employer, values url.Values) {
	f := newFilled(v, values, nil)
	var sorts []option
	for _, sort := range store.JobSorts() {
		sorts = append(sorts, option{Value: string(sort), Name: v.text("ads.sort." + string(sort))})
	}
	main.Fields = []field{
		f.field(field{Name: "paket", Label: v.text("ads.package"), Kind: "select", Options: options(v, reference.ListPackage, board.Packages(), v.text("ads.any"))}),
		f.field(field{Name: "fran", Label: v.text("ads.from"), Kind: "date"}),
		f.field(field{Name: "till", Label: v.text("ads.until"), Kind: "date"}),
		f.field(field{Name: "ordna", Label: v.text("ads.sort"), Kind: "select", Options: sorts}),
	}
	for _, field := range main.Fields {
		main.Open = main.Open || values.Has(field.Name)
	}
	for _, name := range []string{"lage", "arbetsgivare"} {
		if value := values.Get(name); value != "" {
			main.Hidden = append(main.Hidden, hidden{name, value})
		}
	}
	if employer.ID != 0 {
		rest := with(values, "arbetsgivare", "")
		delete(rest, "arbetsgivare")
		main.Employer = &chip{employer.Name, v.link(main.Search, rest)}
	}
	if v.editor.Role.May(board.PermPlace) {
		main.New = v.link(s.Links.Path("redaktionen", "korrektur", "ny"), nil)
	}
	if len(values) > 0 {
		main.None = v.text("ads.none")
	} else {
		main.None = v.text("ads.empty")
	}
}

func (s *Site) adRow(v *visit, j *board.Job, now time.Time) adRow {
	row := adRow{
		Ad: anchor{Name: j.Ad.Headline, URL: v.link(s.adPath(j.ID), nil)}, Lang: other(v.lang, j.Ad.Language), State: v.text("state." + string(j.Status(now))),
		Made: words.ShortDate(v.lang, board.DateOf(j.CreatedAt), board.DateOf(now)), Package: term(v, reference.ListPackage, j.Package), Run: runOf(v, j, now),
	}
	if j.Employer.ID != 0 {
		row.Employer = anchor{Name: j.Employer.Name, URL: v.link(s.customerPath(j.Employer.Slug), nil)}
	}
	if len(j.Owners) > 0 {
		row.Owner = j.Owners[0]
	} else if j.Source.Name != "" {
		row.Owner = v.text("ads.imported", "source", j.Source.Name)
	}
	if j.FeaturedAt(now) {
		row.Marks = append(row.Marks, mark{"featured", v.text("mark.featured")})
	}
	if j.Promotion.EditorsPick {
		row.Marks = append(row.Marks, mark{"pick", v.text("mark.pick")})
	}
	return row
}

// runOf is when an ad is shown, nothing for one that was not published.
func runOf(v *visit, j *board.Job, now time.Time) string {
	if j.Run.From.IsZero() {
		return ""
	}
	today, last := board.DateOf(now), board.DateOf(j.Run.Until.Add(-time.Second))
	return words.ShortDate(v.lang, board.DateOf(j.Run.From), today) + "–" + words.ShortDate(v.lang, last, today)
}

func (s *Site) adPath(id board.ID, more ...string) string {
	return s.Links.Path(append([]string{"redaktionen", "annonser", string(id)}, more...)...)
}
