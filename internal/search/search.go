package search

import "ledigajobb/internal/board"

// A Result answers a query.
type Result struct {
	Total         int
	Hits          []Hit
	Facets        map[board.Facet][]Count // those that the query asks for
	EmployersMore int                     // employers with hits that the facet leaves out
	Also          []string                // what was searched for besides what was typed
	Corrected     string                  // what was searched for instead of what was typed
	Try           []Hint                  // when nothing was found

	spotter *spotter // for Quote
	ground  *Ground
}

// A Hit is a job that was found.
type Hit struct {
	Job        *board.Job // without the text of its ad; not to be changed
	Excerpt    string     // the beginning of the text, or what Quote has put there, at most 240 characters
	Quoted     bool       // the excerpt is a passage that Quote has found
	Highlights []Highlight

	missing wantSet // what is looked for and not to be seen
}

// A Highlight says where in a field of a job the words of the query stand.
type Highlight struct {
	Field  string   // as the API names it: "headline" or "excerpt"
	Ranges [][2]int // from a rune to before a rune
}

// A Count says how many jobs choosing a value of a facet would give.
type Count struct {
	Value string
	Count int
}

// Search answers the query. A deadline is compared by its last second, as the API shows it; an ad without one is found
// neither before nor after any instant. Featured jobs stand where the order puts them.
func (v *Version) Search(q board.Query) Result {
	in := v.rooms.enter()
	defer v.rooms.leave(in)
	s := v.find(&q, in)
	matches := s.all()
	r := Result{Total: count(matches), Also: s.also(), Corrected: s.corrected, spotter: s.spotter()}
	r.Hits = s.hits(&q, matches, r.Total, r.spotter)
	s.facets(&q, matches, &r)
	if r.Total == 0 {
		r.Try = s.hints(&q)
	} else {
		r.ground = s.ground(&q)
	}
	return r
}

// A selection is a query's matches on the way to an answer. Its bitsets are by part.
type selection struct {
	*Version
	in        *room
	wanted    []match  // what the text asks for
	corrected string   // the text that was searched for, where it is not what was typed
	base      []bitset // what matches everything but the chosen facets
	chosen    []choice
}

// A choice is the documents that have any of the values chosen of a facet.
type choice struct {
	facet board.Facet
	docs  []bitset
}

// find works out what the query's conditions select.
func (v *Version) find(q *board.Query, in *room) *selection {
	s := v.bounded(q, in)
	if clauses := parseText(q.Text); len(clauses) > 0 {
		s.matchText(clauses)
	}
	s.choose(q)
	return s
}

// bounded begins a selection with what lies within the query's bounds.
func (v *Version) bounded(q *board.Query, in *room) *selection {
	s := &selection{Version: v, in: in, base: make([]bitset, len(v.parts))}
	for i := range v.parts {
		s.base[i] = v.parts[i].within(q, in)
	}
	return s
}

// choose notes what the query's filters choose.
func (s *selection) choose(q *board.Query) {
	for f, d := range s.words {
		if values := q.Filters[d.facet]; len(values) > 0 {
			s.chosen = append(s.chosen, choice{d.facet, s.having(f, values)})
		}
	}
}

// within is the part's visible documents within the query's bounds; not to be changed.
func (p *part) within(q *board.Query, in *room) bitset {
	if !q.Nationwide && q.PublishedAfter.IsZero() && q.DeadlineBefore.IsZero() && q.DeadlineAfter.IsZero() {
		return p.visible
	}
	docs := in.copy(p.visible)
	if q.Nationwide {
		docs.and(p.nationwide)
	}
	if !q.PublishedAfter.IsZero() {
		docs.cut(p.begunBy(q.PublishedAfter.UnixMilli()))
	}
	if !q.DeadlineBefore.IsZero() {
		before := ceilMilli(q.DeadlineBefore)
		docs.keep(func(doc uint32) bool { return p.deadline[doc] != noDeadline && p.deadline[doc] < before })
	}
	if !q.DeadlineAfter.IsZero() {
		after := ceilMilli(q.DeadlineAfter)
		docs.keep(func(doc uint32) bool { return p.deadline[doc] != noDeadline && p.deadline[doc] >= after })
	}
	return docs
}

// having is the documents that have any of the values.
func (s *selection) having(facet int, values []string) []bitset {
	docs := make([]bitset, len(s.parts))
	for i := range s.parts {
		docs[i] = s.in.set(s.parts[i].len())
		for _, value := range values {
			if n, ok := s.words[facet].number[value]; ok {
				s.parts[i].columns[facet].set(n).addTo(docs[i])
			}
		}
	}
	return docs
}

// all is what matches everything.
func (s *selection) all() []bitset { return s.without("") }

// without is what matches everything but the choice of one facet; not to be changed.
func (s *selection) without(facet board.Facet) []bitset {
	docs, own := s.base, false
	for _, c := range s.chosen {
		if c.facet == facet {
			continue
		}
		if !own {
			docs, own = s.in.copies(docs), true
		}
		for i := range docs {
			docs[i].and(c.docs[i])
		}
	}
	return docs
}

func count(sets []bitset) int {
	n := 0
	for _, set := range sets {
		n += set.count()
	}
	return n
}
