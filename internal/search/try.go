package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// A Hint is what to leave out of a query for there to be jobs.
type Hint struct {
	Without []string    // the parameters: filters, bounds, and "q" for words of the text
	Words   []string    // those words: names of places and employers, as they were typed
	Query   board.Query // what is left, from its first page
	Count   int         // how many jobs that finds
}

const (
	maxHints = 5 // of one answer
	mostOut  = 2 // left out at a time
	maxNames = 3 // of a text that are tried
	maxName  = 4 // words of a name
)

// A cut is a condition besides the filters that can be left out of a query: a bound, or a name in its text.
type cut struct {
	param      string
	lift       func(q *board.Query)
	first, end int // of the text's clauses
}

// An attempt is a query without some conditions besides its filters, and what it selects.
type attempt struct {
	*selection
	query board.Query
	cuts  []cut
	words []string // the names
}

// hints is what to leave out of a query that finds nothing: one thing, or two where no single one helps; what leaves most
// jobs comes first.
func (s *selection) hints(q *board.Query) []Hint {
	clauses := parseText(cmp.Or(s.corrected, q.Text))
	cuts := append(boundCuts(q), s.nameCuts(clauses)...)
	attempts := []attempt{{selection: s, query: *q}}
	var hints []Hint
	for n := 1; n <= mostOut && len(hints) == 0; n++ {
		for _, some := range choices(len(cuts), n) {
			attempts = append(attempts, s.attempt(*q, clauses, cuts, some))
		}
		for _, a := range attempts {
			for _, out := range choices(len(a.chosen), n-len(a.cuts)) {
				if found := a.countWithout(out); found > 0 {
					hints = append(hints, a.hint(out, found))
				}
			}
		}
	}
	slices.SortStableFunc(hints, func(a, b Hint) int { return cmp.Compare(b.Count, a.Count) })
	return hints[:min(maxHints, len(hints))]
}

// attempt is the query without some of the cuts, in their order.
func (s *selection) attempt(q board.Query, clauses []clause, cuts []cut, some []int) attempt {
	a := attempt{query: q}
	left := slices.Clone(clauses)
	for _, i := range slices.Backward(some) { // names from the end, so that those before stay where they are
		c := cuts[i]
		a.cuts = append(a.cuts, c)
		if c.lift != nil {
			c.lift(&a.query)
			continue
		}
		a.words = append(a.words, typed(left[c.first:c.end]))
		left = slices.Delete(left, c.first, c.end)
		a.query.Text = typed(left)
	}
	slices.Reverse(a.cuts)
	slices.Reverse(a.words)
	a.selection = s.find(&a.query, s.in)
	return a
}

// choices is every way to take k of n things.
func choices(n, k int) [][]int {
	if k == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for last := range n {
		for _, before := range choices(last, k-1) {
			all = append(all, append(before, last))
		}
	}
	return all
}

// countWithout is how many documents match everything but some of the chosen facets.
func (s *selection) countWithout(out []int) int {
	docs := s.in.copies(s.base)
	for i, c := range s.chosen {
		if slices.Contains(out, i) {
			continue
		}
		for part := range docs {
			docs[part].and(c.docs[part])
		}
	}
	return count(docs)
}

// hint tells of an attempt that has found something without some of the chosen facets besides.
func (a attempt) hint(out []int, found int) Hint {
	h := Hint{Words: a.words, Query: a.query, Count: found}
	h.Query.Offset, h.Query.Filters = 0, maps.Clone(a.query.Filters)
	for _, i := range out {
		facet := a.chosen[i].facet
		h.Without = append(h.Without, string(facet))
		delete(h.Query.Filters, facet)
	}
	for _, c := range a.cuts {
		h.Without = append(h.Without, c.param)
	}
	h.Without = slices.Compact(h.Without)
	return h
}

// boundCuts leave out what else narrows a query.
func boundCuts(q *board.Query) (cuts []cut) {
	if q.Nationwide {
		cuts = append(cuts, cut{param: paramNationwide, lift: func(q *board.Query) { q.Nationwide = false }})
	}
	for _, bound := range []struct {
		param string
		of    func(q *board.Query) *time.Time
	}{
		{paramPublishedAfter, func(q *board.Query) *time.Time { return &q.PublishedAfter }},
		{paramDeadlineBefore, func(q *board.Query) *time.Time { return &q.DeadlineBefore }},
		{paramDeadlineAfter, func(q *board.Query) *time.Time { return &q.DeadlineAfter }},
	} {
		if !bound.of(q).IsZero() {
			cuts = append(cuts, cut{param: bound.param, lift: func(q *board.Query) { *bound.of(q) = time.Time{} }})
		}
	}
	return cuts
}

// nameCuts leave out the names of places and employers in a text, one each.
func (v *Version) nameCuts(clauses []clause) (cuts []cut) {
	for i := 0; i < len(clauses) && len(cuts) < maxNames; {
		n := v.nameLength(clauses[i:])
		if n > 0 {
			cuts = append(cuts, cut{param: paramText, first: i, end: i + n})
		}
		i += max(1, n)
	}
	return cuts
}

// nameLength is of how many clauses the longest name is that they begin with.
func (v *Version) nameLength(clauses []clause) int {
	var words []string
	longest := 0
	for i, c := range clauses {
		if c.not || c.prefix || len(words)+len(c.words) > maxName {
			break
		}
		words = append(words, c.words...)
		if v.isName(strings.Join(words, " ")) {
			longest = i + 1
		}
	}
	return longest
}

// isName says whether words name a place, with å, ä and ö or without, or an employer that hires.
func (v *Version) isName(words string) bool {
	_, municipality := reference.MunicipalityByName(words)
	_, region := reference.RegionByName(words)
	slug := board.Slugify(words)
	_, employer := v.Employer(slug)
	return municipality || region || employer || v.lexicon.places[slug]
}

// typed is clauses as they were written.
func typed(clauses []clause) string {
	words := make([]string, len(clauses))
	for i, c := range clauses {
		words[i] = c.typed
	}
	return strings.Join(words, " ")
}
