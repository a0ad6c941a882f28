package site

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// A jobList is the page of a search.
type jobList struct {
	Heading string
	Lead    []string // what is to be known of a landing page's jobs
	Search  searchBox
	Notices []notice
	Status  string   // how many were found
	Also    []notice // what was searched for besides what was typed, or instead, with what was typed one click away
	Chips   []chip
	Clear   string // address without filters
	Groups  []filterGroup
	Show    string // the button of the filters
	Filter  string // opens the filters on a phone
	Sorts   []anchor
	Cards   []card
	Pager   *pager
	Empty   *empty
	Watch   string // where the search becomes an alert
	Beside  *anchors
}

// A searchBox is the form that every search begins with.
type searchBox struct {
	Action  string
	Text    string
	Suggest string   // what completes the text
	Hidden  []hidden // what the form says besides what is seen of it
}

type hidden struct{ Name, Value string }

// A chip is a chosen filter with the address of the search without it.
type chip struct{ Name, URL string }

// An empty state says that there is nothing, why, and what would help.
type empty struct {
	Title string
	Text  string
	Links []anchor
}

// list answers GET /lediga-jobb.
func (s *Site) list(c echo.Context) error {
	now := s.Now()
	version, v := s.Index.At(now), s.visit(c.Request())
	q, err := s.query(c.Request().Context(), v, version)
	if err != nil {
		return err
	}
	return s.answer(c, v, version, s.Links.List(q), func() (*page, error) {
		result := version.Search(q)
		err := result.Quote(func(ids []board.ID) (map[board.ID]string, error) { return s.Store.Texts(c.Request().Context(), ids) })
		return s.listPage(listing{s, v, version, q, result, now}), err
	})
}

// A listing is a search on its way to its page.
type listing struct {
	*Site
	*visit
	version *search.Version
	query   board.Query
	result  search.Result
	now     time.Time
}

func (s *Site) listPage(l listing) *page {
	main := jobList{
		Heading: l.text("nav.jobs"), Search: s.searchBox(l.visit, l.query), Notices: l.notices, Status: l.status(), Also: l.also(),
		Chips: l.chips(), Clear: l.at(board.Query{Text: l.query.Text, Sort: l.query.Sort, Limit: l.query.Limit}),
		Groups: l.groups(), Show: l.show(), Sorts: l.sorts(),
		Pager: l.pager(), Empty: l.empty(), Watch: s.watchLink(l.visit, l.query),
	}
	if !l.narrowed() && l.query.Offset == 0 {
		main.Beside = s.ways(l.visit, l.version)
	}
	for _, hit := range l.result.Hits {
		main.Cards = append(main.Cards, s.found(l.visit, hit, l.now))
	}
	main.Filter = l.text("filter.open")
	if n := len(main.Chips); n > 0 {
		main.Filter += " (" + l.text("filter.chosen_count", "n", n) + ")"
	}
	return &page{
		template: "reader/list", scripts: []string{"parts/search", "reader/list"}, Title: l.title(), Description: l.text("search.description"), Main: main,
		path: s.Links.Path("lediga-jobb"), values: l.query.Values(), NoIndex: l.query.Text != "" || l.result.Total == 0,
		Crumbs: []anchor{{Name: l.text("nav.jobs"), Current: "page"}}, section: "lediga-jobb",
		Head: head{Alternates: s.follow(l.visit, l.query, l.title())},
	}
}

// title names the search by its words and filters.
func (l listing) title() string {
	parts := []string{}
	if l.query.Text != "" {
		parts = append(parts, "“"+l.query.Text+"”")
	}
	for _, c := range l.chips() {
		parts = append(parts, c.Name)
	}
	if len(parts) == 0 {
		return l.text("nav.jobs")
	}
	return l.text("nav.jobs") + ": " + strings.Join(parts, ", ")
}

// at is the address of a search.
func (l listing) at(q board.Query) string {
	return l.link(l.Links.Path("lediga-jobb"), q.Values())
}

func (l listing) status() string {
	switch {
	case l.result.Total > 0:
		return l.text("search.count", "n", l.result.Total)
	case l.narrowed():
		return l.text("search.none")
	}
	return l.text("search.empty")
}

// show is what the button says that leads from the filters to the list.
func (l listing) show() string {
	if l.result.Total == 0 {
		return l.text("filter.show_none")
	}
	return l.text("filter.show", "n", l.result.Total)
}

// narrowed says whether the search asks for less than everything.
func (l listing) narrowed() bool { return l.query.Text != "" || len(l.chips()) > 0 }

func (l listing) also() (said []notice) {
	exactly := l.query
	exactly.Text, exactly.Offset = quoted(l.query.Text), 0
	say := func(text, link string) {
		said = append(said, notice{Text: text, Link: l.text(link, "typed", l.query.Text), URL: l.at(exactly)})
	}
	if fixed := l.result.Corrected; fixed != "" {
		say(l.text("search.corrected", "fixed", fixed), "search.instead")
	}
	if also := l.result.Also; len(also) > 0 {
		say(l.text("search.also", "words", strings.Join(also, ", ")), "search.only")
	}
	return said
}

// quoted asks for the words as they are written and nothing beside them.
func quoted(text string) string {
	words := strings.Fields(strings.ReplaceAll(text, `"`, " "))
	for i, word := range words {
		if !strings.HasPrefix(word, "-") && !strings.HasSuffix(word, "*") {
			words[i] = `"` + word + `"`
		}
	}
	return strings.Join(words, " ")
}

// searchBox is the form with a search's text in it and all that is not seen of the search beside it.
func (s *Site) searchBox(v *visit, q board.Query) searchBox {
	box := searchBox{Action: s.Links.Path("lediga-jobb"), Text: q.Text, Suggest: s.Links.Path("api", "v1", "suggest")}
	shown := board.Query{Nationwide: q.Nationwide, DeadlineBefore: q.DeadlineBefore, DeadlineAfter: q.DeadlineAfter,
		Limit: q.Limit, Text: q.Text, Sort: q.Sort}
	values := shown.Values()
	values.Del("q")
	if v.asked {
		values.Set("lang", string(v.lang))
	}
	for name, given := range sorted(values) {
		for _, value := range given {
			box.Hidden = append(box.Hidden, hidden{name, value})
		}
	}
	return box
}

// sorted goes through values by their names.
func sorted(values url.Values) func(yield func(string, []string) bool) {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	return func(yield func(string, []string) bool) {
		for _, name := range names {
			if !yield(name, values[name]) {
				return
			}
		}
	}
}

// sorts is the orders that the search can be in.
func (l listing) sorts() []anchor {
	if l.result.Total < 2 {
		return nil
	}
	orders := []board.Sort{board.SortPublished, board.SortDeadline}
	if l.query.Text != "" {
		orders = []board.Sort{board.SortRelevance, board.SortPublished, board.SortDeadline}
	}
	links := make([]anchor, len(orders))
	for i, order := range orders {
		q := l.query
		q.Sort, q.Offset = order, 0
		links[i] = anchor{Name: l.text("sort." + string(order)), URL: l.at(q)}
		if order == l.query.Order() {
			links[i].Current = "true"
		}
	}
	return links
}

// pager leads to the pages beside this one.
func (l listing) pager() *pager {
	return paged(l.visit, l.query.Offset, l.query.Limit, l.result.Total, func(offset int) string {
		q := l.query
		q.Offset = offset
		return l.at(q)
	})
}

// empty says what would help where nothing was found.
func (l listing) empty() *empty {
	if l.result.Total > 0 {
		return nil
	}
	if !l.narrowed() {
		return &empty{Text: l.text("search.empty_help")}
	}
	e := &empty{} // the status above says that nothing was found
	for _, hint := range l.result.Try {
		out := strings.Join(l.leftOut(hint), ", ")
		e.Links = append(e.Links, anchor{Name: l.text("search.none_help", "n", hint.Count, "filter", out), URL: l.at(hint.Query)})
	}
	if len(e.Links) == 0 {
		e.Text = l.text("search.none_text")
	}
	e.Links = append(e.Links, anchor{Name: l.text("list.all"), URL: l.link(l.Links.Path("lediga-jobb"), nil)})
	return e
}

// leftOut names what a hint leaves out of the search: the chips that are gone, and words.
func (l listing) leftOut(hint search.Hint) (names []string) {
	left := l
	left.query = hint.Query
	kept := left.chips()
	for _, c := range l.chips() {
		if !slices.ContainsFunc(kept, func(k chip) bool { return k.Name == c.Name }) {
			names = append(names, c.Name)
		}
	}
	for _, word := range hint.Words {
		names = append(names, "“"+word+"”")
	}
	return names
}
