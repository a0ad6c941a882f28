package search

import (
	"encoding/binary"
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

// mergePostings writes several segments' postings as one.
func mergePostings(sources []source) postings {
	var merged postings
	var docs, places []byte
	if slices.ContainsFunc(sources, func(s source) bool { return s.places != nil }) {
		places = []byte{}
	}
	for {
		term, ok := smallest(sources)
		if !ok {
			return merged.clip()
		}
		docs, places = mergeTerm(sources, term, docs[:0], places[:0])
		if len(docs) > 0 {
			merged.append(term, docs, places)
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

// A moved posting is one under its new number, with its places.
type moved struct {
	posting
	places encodedPlaces
}

// mergeTerm appends the postings of one term from all sources that have it, and moves these on.
func mergeTerm(sources []source, term string, docs, places []byte) (newDocs, newPlaces []byte) {
	var all []moved
	having := 0
	for i := range sources {
		s := &sources[i]
		if s.next == len(s.ends) || string(s.term(s.next)) != term {
			continue
		}
		rest := s.placesOf(s.next)
		for p := range s.list(s.next) {
			at := rest.cut()
			if to := s.to[p.doc]; to != gone {
				all = append(all, moved{posting{to, p.level}, at})
			}
		}
		s.next++
		having++
	}
	if having > 1 {
		slices.SortFunc(all, func(a, b moved) int { return int(a.doc) - int(b.doc) })
	}
	before := ^uint32(0)
	for _, m := range all {
		docs = append(binary.AppendUvarint(docs, uint64(m.doc-before)), m.level)
		if places != nil {
			places = append(binary.AppendUvarint(places, uint64(len(m.places))), m.places...)
		}
		before = m.doc
	}
	return docs, places
}
