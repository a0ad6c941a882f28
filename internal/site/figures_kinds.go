package site

import (
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
	"ledigajobb/internal/spreadsheet"
)

// charts is views and clicks by week, with a table of each by source.
func (f *counted) charts() []chart {
	return []chart{
		f.weekly(f.text("figures.views_by_week"), func(r desk.Reach) int { return r.Views }),
		f.weekly(f.text("figures.clicks_by_week"), func(r desk.Reach) int { return r.Clicks }),
	}
}

func (f *counted) weekly(caption string, of func(desk.Reach) int) chart {
	c := chart{Caption: caption, Width: barWidth * len(f.Weeks), Fold: f.text("figures.table")}
	c.Table = table{Caption: caption, Columns: []column{{f.text("figures.week"), false}, {f.text("figures.all"), true}}}
	for _, via := range board.Vias() {
		c.Table.Columns = append(c.Table.Columns, column{f.text("via." + string(via)), true})
	}
	highest := 0
	for _, w := range f.Weeks {
		highest = max(highest, of(w.Total))
	}
	for i, w := range f.Weeks {
		height := of(w.Total) * 96 / max(1, highest)
		c.Bars = append(c.Bars, bar{X: i*barWidth + 2, Y: 100 - height, Width: barWidth - 4, Height: height})
		row := []cell{{Text: f.week(w.Monday), Head: true}, {Text: f.number(of(w.Total)), Number: true}}
		for _, via := range board.Vias() {
			row = append(row, cell{Text: f.number(of(w.Sources[via])), Number: true})
		}
		c.Table.Rows = append(c.Table.Rows, row)
	}
	if highest == 0 {
		c.None = f.text("figures.none_yet")
	}
	c.Highest = f.text("figures.highest", "n", highest)
	c.Ends = [2]string{f.week(f.Weeks[0].Monday), f.week(f.Weeks[len(f.Weeks)-1].Monday)}
	return c
}

// week names the week of a Monday (ISO 8601).
func (f *counted) week(monday board.Date) string {
	year, n := monday.Start().ISOWeek()
	return f.text("figures.week_of", "n", n, "year", strconv.Itoa(year))
}

// An adKind is the ads of a source, a role or a county.
type adKind struct {
	name string
	live int
	desk.Reach
}

func (f *counted) sources() (kinds []adKind) {
	for _, r := range f.Sources {
		kinds = append(kinds, adKind{name: f.text("via." + string(r.Via)), Reach: r.Reach})
	}
	return kinds
}

func (f *counted) roles() (kinds []adKind) {
	live := countsOf(f.live.Facets[board.FacetRole])
	for _, role := range board.Roles() {
		kinds = append(kinds, adKind{reference.Label(f.lang, reference.ListRole, string(role)), live[string(role)], f.Roles[role]})
	}
	return present(append(kinds, adKind{name: f.text("figures.no_role"), Reach: f.Roles[""]}))
}

func (f *counted) regions() (kinds []adKind) {
	live := countsOf(f.live.Facets[board.FacetRegion])
	for _, r := range reference.Regions() {
		kinds = append(kinds, adKind{reference.Label(f.lang, reference.ListRegion, r.Code), live[r.Code], f.Regions[r.Code]})
	}
	return present(append(kinds, adKind{name: f.text("figures.no_region"), Reach: f.Regions[""]}))
}

// countsOf is how many ads there are of each value.
func countsOf(facet []search.Count) map[string]int {
	counts := map[string]int{}
	for _, c := range facet {
		counts[c.Value] = c.Count
	}
	return counts
}

// present is the kinds that there are or that were looked at.
func present(kinds []adKind) []adKind {
	return slices.DeleteFunc(kinds, func(k adKind) bool { return k.live == 0 && k.Reach == desk.Reach{} })
}

// shares is the period by source, role and county.
func (f *counted) shares() []shares {
	return []shares{
		f.drawn(f.text("my.by_source"), f.text("my.column.source"), false, f.sources()),
		f.drawn(f.text("figures.by_role"), f.text("filter.role"), true, f.roles()),
		f.drawn(f.text("figures.by_region"), f.text("filter.region"), true, f.regions()),
	}
}

func (f *counted) drawn(caption, first string, live bool, kinds []adKind) shares {
	drawn := shares{Caption: caption, First: first, Live: live}
	longest := 1
	for _, k := range kinds {
		longest = max(longest, k.Views)
	}
	for _, k := range kinds {
		drawn.Rows = append(drawn.Rows, shareRow{k.name, f.number(k.live), f.number(k.Views), f.number(k.Clicks), k.Views * 100 / longest})
	}
	return drawn
}

// figureSheet answers GET /redaktionen/nyckeltal/csv: a period as one table, a row for each week and source, each role and
// each county.
func (s *Site) figureSheet(c echo.Context) error {
	v, now := s.visit(c.Request()), s.Now()
	p := periodOf(v, board.DateOf(now))
	f, err := s.counted(c, v, p, now)
	if err != nil {
		return err
	}
	var sheet spreadsheet.Sheet
	sheet.Row(v.text("figures.part"), v.text("figures.monday"), v.text("figures.kind"), v.text("my.column.views"), v.text("my.column.clicks"), v.text("figures.live"))
	row := func(part, monday, live string, k adKind) {
		sheet.Row(part, monday, spreadsheet.Text(k.name), strconv.Itoa(k.Views), strconv.Itoa(k.Clicks), live)
	}
	for _, w := range f.Weeks {
		for _, via := range board.Vias() {
			row(v.text("my.column.source"), w.Monday.String(), "", adKind{name: v.text("via." + string(via)), Reach: w.Sources[via]})
		}
	}
	for _, k := range f.roles() {
		row(v.text("filter.role"), "", strconv.Itoa(k.live), k)
	}
	for _, k := range f.regions() {
		row(v.text("filter.region"), "", strconv.Itoa(k.live), k)
	}
	h := c.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+v.text("figures.file")+"-"+p.from.String()+"-"+p.through.String()+`.csv"`)
	h.Set("Cache-Control", "no-store")
	return c.Blob(200, "text/csv; charset=utf-8", []byte(sheet.String()))
}
