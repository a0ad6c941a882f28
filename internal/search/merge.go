package search

import (
	"cmp"
	"slices"
)

// gone stands where a document was left behind in a merge.
const gone = ^uint32(0)

// A source is postings on their way into a merge: where each of their documents goes, gone or a new number, in the same
// order.
type source struct {
	*postings
	to   []uint32
	next int // the term that is next
}

// mergePostings writes several segments' postings as one, of n documents; others are those that have the twins.
func mergePostings(sources []source, n int, others *postings) postings {
	merged := postings{n: n, others: others}
	m := merger{sources: sources}
	placed := slices.ContainsFunc(sources, func(s source) bool { return s.places != nil })
	for {
		term, ok := smallest(sources)
		if !ok {
			merged.clip()
			return merged
		}
		if twin, ok := m.twin(term); ok {
			m.skip(term)
			if other, kept := others.find(twin); kept {
				merged.appendTwin([]byte(term), uint32(other), int(others.counts[other]))
			}
			continue
		}
		m.take(term)
		entries, pieces := m.entries()
		if !placed {
			pieces = nil
		}
		if len(entries) > 0 {
			merged.append([]byte(term), entries, pieces)
		}
	}
}

// smallest is the first of the terms that are next.
func smallest(sources []source) (first string, ok bool) {
	for i := range sources {
		s := &sources[i]
		if s.next < len(s.ends) && (!ok || string(s.term(s.next)) < first) {
			first, ok = string(s.term(s.next)), true
		}
	}
	return first, ok
}

// A merger brings the postings of one term together.
type merger struct {
	sources []source
	moved   []moved
	ordered []entry
	pieces  []byte
}

// A moved posting is one under its new number, with its places.
type moved struct {
	entry
	piece piece
}

// has says whether a term is the next one of a source.
func (s *source) has(term string) bool { return s.next < len(s.ends) && string(s.term(s.next)) == term }

// twin is the word that is the term's twin in all sources that have the term.
func (m *merger) twin(term string) (word string, ok bool) {
	for i := range m.sources {
		s := &m.sources[i]
		if !s.has(term) {
			continue
		}
		twin, has := s.twin(s.next)
		if !has || ok && string(s.others.term(twin)) != word {
			return "", false
		}
		word, ok = string(s.others.term(twin)), true
	}
	return word, ok
}

// skip moves all sources on that have a term.
func (m *merger) skip(term string) {
	for i := range m.sources {
		if m.sources[i].has(term) {
			m.sources[i].next++
		}
	}
}

// take takes a term's postings from all sources that have it, and moves these on.
func (m *merger) take(term string) {
	m.moved = m.moved[:0]
	having := 0
	for i := range m.sources {
		s := &m.sources[i]
		if !s.has(term) {
			continue
		}
		places := s.placesOf(s.next)
		for i, p := range s.list(s.next, nil) {
			piece := places.piece(i)
			if to := s.to[p.doc]; to != gone {
				m.moved = append(m.moved, moved{newEntry(to, min(len(piece), longBytes), stepOf(p.level)), piece})
			}
		}
		s.next++
		having++
	}
	if having > 1 {
		slices.SortFunc(m.moved, func(a, b moved) int { return cmp.Compare(a.entry, b.entry) })
	}
}

// entries is what was taken, as postings are appended.
func (m *merger) entries() (entries []entry, pieces []byte) {
	m.ordered, m.pieces = m.ordered[:0], m.pieces[:0]
	for _, one := range m.moved {
		m.ordered, m.pieces = append(m.ordered, one.entry), append(m.pieces, one.piece...)
	}
	return m.ordered, m.pieces
}
