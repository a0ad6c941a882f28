package search

import (
	"slices"

	"ledigajobb/internal/board"
)

// maxOnTop is how many featured jobs stand above the newest in a sidebar.
const maxOnTop = 3

// Sidebar is what a sidebar shows of the query's matches, at most its Limit: the newest featured ones, no more than
// three, then the newest of all others. The query's order, offset and facets do not count.
func (v *Version) Sidebar(q board.Query) []Hit {
	if q.Limit <= 0 {
		return nil
	}
	s := v.find(&q)
	matches := s.all()
	shown := s.featured(matches, v.at)
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

// featured is the newest matches that have a featured place at the time.
func (s *selection) featured(matches []bitset, at int64) []place {
	top := best[place]{max: maxOnTop, compare: newest}
	for i := range s.parts {
		p := &s.parts[i]
		for _, f := range p.featured {
			if matches[i].has(f.doc) && at < f.until {
				top.push(place{part: p, doc: f.doc})
			}
		}
	}
	return top.sorted()
}
