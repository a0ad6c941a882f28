package site

import (
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// sidebarMain is the order in which ads are lifted in the sidebar, and what that makes of it.
type sidebarMain struct {
	Action string // empty: this person may not change it
	Groups []sidebarGroup
	Order  []string // of all groups, for the form
	Shown  []anchor // what the sidebar shows now

}

type sidebarGroup struct {
	ID, Name, Lead, None string
	Rows                 []sidebarRow
}

type sidebarRow struct {
	Ad    anchor
	Note  string // until when, and whether it is shown on top
	ID    string
	First bool
	Last  bool
}

// onTop is how many ads of each kind a sidebar shows above the others.
const onTop = 3

// sidebarOrder answers GET /redaktionen/annonser/sidospalten.
func (s *Site) sidebarOrder(c echo.Context) error {
	v, now := s.visit(c.Request()), s.Now()
	featured, picks, err := s.lifted(c, now)
	if err != nil {
		return err
	}
	main := sidebarMain{Groups: []sidebarGroup{
		s.sidebarGroup(v, "featured", featured, now),
		s.sidebarGroup(v, "picks", picks, now),
	}}
	for _, j := range slices.Concat(featured, picks) {
		main.Order = append(main.Order, string(j.ID))
	}
	if v.editor.Role.May(board.PermReview) {
		main.Action = v.link(s.Links.Path("redaktionen", "annonser", "sidospalten"), nil)
	}
	for _, hit := range s.Index.At(now).Sidebar(board.Query{Limit: sidebarLimit}) {
		main.Shown = append(main.Shown, anchor{Name: hit.Job.Ad.Headline, URL: v.link(s.adPath(hit.Job.ID), nil)})
	}
	return s.desk(c, v, &page{
		template: "editor/sidebar", Title: v.text("sidebar.order"), Main: main, section: "annonser", path: s.Links.Path("redaktionen", "annonser", "sidospalten"),
		Crumbs: []anchor{{Name: v.text("desk.ads"), URL: v.link(s.Links.Path("redaktionen", "annonser"), nil)}, {Name: v.text("sidebar.order"), Current: "page"}},
	})
}

// lifted is the featured ads and the other picks, each in the order of a sidebar.
func (s *Site) lifted(c echo.Context, now time.Time) (featured, picks []*board.Job, err error) {
	jobs, err := s.Store.Promoted(c.Request().Context(), now)
	if err != nil {
		return nil, nil, err
	}
	board.Promoted(jobs)
	for _, j := range jobs {
		if j.FeaturedAt(now) {
			featured = append(featured, j)
		} else {
			picks = append(picks, j)
		}
	}
	return featured, picks, nil
}

func (s *Site) sidebarGroup(v *visit, name string, jobs []*board.Job, now time.Time) sidebarGroup {
	group := sidebarGroup{ID: name, Name: v.text("sidebar." + name), Lead: v.text("sidebar." + name + ".lead"), None: v.text("sidebar." + name + ".none")}
	shown := 0
	for i, j := range jobs {
		row := sidebarRow{Ad: anchor{Name: j.Ad.Headline, URL: v.link(s.adPath(j.ID), nil)}, ID: string(j.ID), First: i == 0, Last: i == len(jobs)-1}
		var notes []string
		if name == "featured" {
			notes = append(notes, v.text("sidebar.until", "date", words.Date(v.lang, board.DateOf(j.Promotion.FeaturedUntil.Add(-time.Second)))))
		}
		switch {
		case !j.VisibleAt(now):
			notes = append(notes, v.text("state."+string(j.Status(now))))
		case shown == onTop:
			notes = append(notes, v.text("sidebar.below"))
		default:
			shown++
			notes = append(notes, v.text("sidebar.top"))
		}
		row.Note = strings.Join(notes, " · ")
		group.Rows = append(group.Rows, row)
	}
	return group
}

// orderSidebar answers POST /redaktionen/annonser/sidospalten: one ad has been moved up or down among its like.
func (s *Site) orderSidebar(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	featured, picks, err := s.lifted(c, s.Now())
	if err != nil {
		return err
	}
	id, way, _ := strings.Cut(form.Get("flytta"), ":")
	path := s.Links.Path("redaktionen", "annonser", "sidospalten")
	if !slices.ContainsFunc(slices.Concat(featured, picks), func(j *board.Job) bool { return string(j.ID) == id }) {
		return s.seeOther(c, v, path, "") // its place has ended meanwhile
	}
	var order []board.ID
	for _, jobs := range [][]*board.Job{featured, picks} {
		order = append(order, shifted(asSeen(jobs, form["ordning"]), board.ID(id), way == "upp")...)
	}
	if err := s.Desk.OrderSidebar(c.Request().Context(), v.actor(), order); err != nil {
		return err
	}
	return s.seeOther(c, v, path, "sidebar_ordered")
}

// asSeen is the jobs in the order in which a page showed them; those that it did not show come last.
func asSeen(jobs []*board.Job, seen []string) []board.ID {
	at := func(id board.ID) int {
		if i := slices.Index(seen, string(id)); i >= 0 {
			return i
		}
		return len(seen)
	}
	var ids []board.ID
	for _, j := range jobs {
		ids = append(ids, j.ID)
	}
	slices.SortStableFunc(ids, func(a, b board.ID) int { return at(a) - at(b) })
	return ids
}

// shifted is the IDs with one of them a place further up or down.
func shifted(ids []board.ID, id board.ID, up bool) []board.ID {
	i := slices.Index(ids, id)
	j := i + 1
	if up {
		j = i - 1
	}
	if i >= 0 && j >= 0 && j < len(ids) {
		ids[i], ids[j] = ids[j], ids[i]
	}
	return ids
}
