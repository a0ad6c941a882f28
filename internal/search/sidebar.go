package search

import (
	"cmp"
	"slices"

	"ledigajobb/internal/board"
)

// maxOnTop is how many featured jobs stand above the others in a sidebar, and how many of the editors' picks after them.
const maxOnTop = 3

// Sidebar is what a sidebar shows of the query's matches, at most its Limit: featured ones, no more than three, then no
// more than three of the editors' picks, both in the editors' order and then the newest first; then the newest of all
// others. The query's order, offset and facets do not count.
func (v *Version) Sidebar(q board.Query) []Hit {
	if q.Limit <= 0 {
		return nil
	}
	in := v.rooms.enter()
	defer v.rooms.leave(in)
	s := v.find(&q, in)
	matches := s.all()
	shown := s.onTop(matches, v.at, func(p *part) []lifted { return p.featured }, nil)
	shown = append(shown, s.onTop(matches, v.at, func(p *part) []lifted { return p.picks }, shown)...)
	for _, p := range s.merge(matches, q.Limit+len(shown), (*part).newestFrom, newest) {
		if !slices.Contains(shown, p) {
			shown = append(shown, p)
		}
	}
	var hits []Hit
	sp := s.spotter()
	for _, p := range shown[:min(q.Limit, len(shown))] {
		hits = append(hits, sp.hit(v.hit(p)))
	}
	return hits
}

// A ranked place is a document's with the rank that the editors have given it.
type ranked struct {
	place
	rank int
}

// onTop is the first of the matches that are lifted at the time, without those that are shown already.
func (s *selection) onTop(matches []bitset, at int64, lifts func(*part) []lifted, shown []place) []place {
	top := best[ranked]{max: maxOnTop, compare: func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), newest(a.place, b.place))
	}}
	for i := range s.parts {
		p := &s.parts[i]
		for _, l := range lifts(p) {
			here := place{part: p, doc: l.doc}
			if matches[i].has(l.doc) && at < l.until && !slices.Contains(shown, here) {
				top.push(ranked{here, l.rank})
			}
		}
	}
	var places []place
	for _, r := range top.sorted() {
		places = append(places, r.place)
	}
	return places
}
