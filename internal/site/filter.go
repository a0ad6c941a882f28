package site

import (
	"maps"
	"slices"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
)

// A filterGroup is a filter as it is shown: a heading that opens, and its choices.
type filterGroup struct {
	Name   string
	Chosen string // how many are chosen, in words
	Open   bool
	Lists  []choices
}

// choices are the values of one facet, the largest first shown and the others behind them.
type choices struct {
	Name  string // of the list, where the group has several
	Field string
	Radio bool // one of them at a time
	Shown []choice
	More  []choice
	Label string // what opens those that are not shown
}

type choice struct {
	Value   string
	Name    string
	Count   int
	Checked bool
	Within  *choices // what the value opens to: a county's municipalities
}

// largest is how many choices of a long list are shown at first.
const largest = 8

// groups is the filters that divide what was found. The first two stand open.
func (l listing) groups() []filterGroup {
	var groups []filterGroup
	add := func(key string, lists ...choices) {
		lists = slices.DeleteFunc(lists, func(c choices) bool { return len(c.Shown) == 0 })
		if len(lists) == 0 {
			return
		}
		g := filterGroup{Name: l.text(key), Lists: lists, Open: len(groups) < 2}
		if n := chosen(lists); n > 0 {
			g.Chosen, g.Open = l.text("filter.chosen_count", "n", n), true
		}
		groups = append(groups, g)
	}
	add("filter.role", l.choices(board.FacetRole))
	add("filter.place", l.places()...)
	for _, f := range []board.Facet{board.FacetWorkplace, board.FacetSector, board.FacetEmployer, board.FacetLevel, board.FacetCategory,
		board.FacetLaw, board.FacetEmploymentType, board.FacetWorkingHours, board.FacetPay, board.FacetLanguage} {
		add("filter."+string(f), l.choices(f))
	}
	add("filter.published", l.published())
	return groups
}

func chosen(lists []choices) (n int) {
	for _, list := range lists {
		for _, c := range slices.Concat(list.Shown, list.More) {
			if c.Checked && c.Value != "" {
				n++
			}
			if c.Within != nil {
				n += chosen([]choices{*c.Within})
			}
		}
	}
	return n
}

// choices is a facet's values, none where they divide nothing: all that was found has them, and none is chosen.
func (l listing) choices(f board.Facet) choices {
	counts, picked := l.result.Facets[f], l.query.Filters[f]
	divides := slices.ContainsFunc(counts, func(c search.Count) bool { return c.Count > 0 && c.Count < l.result.Total })
	if !divides && len(picked) == 0 {
		return choices{}
	}
	list := choices{Field: string(f)}
	for i, c := range counts {
		checked := slices.Contains(picked, c.Value)
		shown := choice{Value: c.Value, Name: label(l.lang, l.version, f, c.Value), Count: c.Count, Checked: checked}
		if i < largest || checked || len(counts) <= largest+2 {
			list.Shown = append(list.Shown, shown)
		} else {
			list.More = append(list.More, shown)
		}
	}
	list.Label = l.text("filter.more", "n", len(list.More))
	return list
}

// published is the choices of how old an ad may be.
func (l listing) published() choices {
	today, current := board.DateOf(l.now), l.query.PublishedAfter
	list := choices{Field: "published_after", Radio: true}
	instants := []time.Time{{}, today.Start(), today.AddDays(-2).Start(), today.AddDays(-6).Start()}
	counts := l.version.PublishedAfter(l.query, instants...)
	divides := !current.IsZero()
	for i, key := range []string{"any", "today", "three", "week"} {
		shown := choice{Name: l.text("filter.published." + key), Count: counts[i], Checked: current.Equal(instants[i])}
		if !instants[i].IsZero() {
			shown.Value = board.DateOf(instants[i]).String()
		}
		divides = divides || counts[i] > 0 && counts[i] < counts[0]
		list.Shown = append(list.Shown, shown)
	}
	if !divides {
		return choices{}
	}
	return list
}

// chips is what was chosen, each with the address of the search without it.
func (l listing) chips() []chip {
	var chips []chip
	for _, f := range board.Facets() {
		for _, value := range l.query.Filters[f] {
			q := l.query
			q.Filters = maps.Clone(q.Filters)
			q.Filters[f] = slices.DeleteFunc(slices.Clone(q.Filters[f]), func(s string) bool { return s == value })
			chips = append(chips, l.chip(label(l.lang, l.version, f, value), q))
		}
	}
	if q := l.query; q.Nationwide {
		q.Nationwide = false
		chips = append(chips, l.chip(l.text("filter.nationwide"), q))
	}
	for _, bound := range []struct {
		key string
		of  func(*board.Query) *time.Time
	}{
		{"filter.published_after", func(q *board.Query) *time.Time { return &q.PublishedAfter }},
		{"filter.deadline_before", func(q *board.Query) *time.Time { return &q.DeadlineBefore }},
		{"filter.deadline_after", func(q *board.Query) *time.Time { return &q.DeadlineAfter }},
	} {
		q := l.query
		if t := bound.of(&q); !t.IsZero() {
			day := words.ShortDate(l.lang, board.DateOf(*t), board.DateOf(l.now))
			*t = time.Time{}
			chips = append(chips, l.chip(l.text(bound.key, "date", day), q))
		}
	}
	return chips
}

func (l listing) chip(name string, rest board.Query) chip {
	rest.Offset = 0
	return chip{name, l.at(rest)}
}
