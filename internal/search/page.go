package search

import (
	"cmp"
	"slices"

	"ledigajobb/internal/board"
)

// A place is where a document lies.
type place struct {
	*part
	doc   uint32
	score float64
}

// The orders of an answer, all total: by ID in the end.
func newest(a, b place) int {
	if a.part == b.part {
		return cmp.Compare(a.doc, b.doc)
	}
	return cmp.Or(cmp.Compare(b.from[b.doc], a.from[a.doc]), cmp.Compare(a.id(a.doc), b.id(b.doc)))
}

func soonest(a, b place) int {
	if c := cmp.Compare(a.until[a.doc], b.until[b.doc]); c != 0 {
		return c
	}
	return cmp.Compare(a.id(a.doc), b.id(b.doc))
}

func mostRelevant(a, b place) int {
	if c := cmp.Compare(b.score, a.score); c != 0 {
		return c
	}
	return newest(a, b)
}

// hits is the page of the matches that the query asks for.
func (s *selection) hits(q *board.Query, matches []bitset, total int, sp *spotter) []Hit {
	hits := []Hit{}
	if q.Limit <= 0 || q.Offset < 0 || q.Offset >= total {
		return hits
	}
	var places []place
	switch order := q.Order(); {
	case order == board.SortDeadline:
		places = s.merge(matches, q.Offset+q.Limit, (*part).soonestFrom, soonest)
	case order == board.SortRelevance && len(s.wanted) > 0:
		places = s.relevant(matches, total, q.Offset+q.Limit)
	default:
		places = s.merge(matches, q.Offset+q.Limit, (*part).newestFrom, newest)
	}
	for _, at := range places[q.Offset:] {
		hits = append(hits, sp.hit(s.hit(at)))
	}
	return hits
}

// A stream yields a part's matches in one order.
type stream struct {
	place
	matches bitset
	next    uint32
}

// advance steps a stream to its next match; ok is false at its end.
type advance func(p *part, s *stream) (ok bool)

// newestFrom goes through the documents by their numbers.
func (p *part) newestFrom(s *stream) (ok bool) {
	s.doc, ok = s.matches.next(s.next)
	s.next = s.doc + 1
	return ok
}

// soonestFrom goes through the documents in the order in which they end.
func (p *part) soonestFrom(s *stream) bool {
	for int(s.next) < len(p.byUntil) {
		s.doc = p.byUntil[s.next]
		s.next++
		if s.matches.has(s.doc) {
			return true
		}
	}
	return false
}

// merge is the first matches in an order in which each part can go through its own.
func (s *selection) merge(matches []bitset, max int, step advance, compare func(a, b place) int) []place {
	var streams []stream
	for i := range s.parts {
		st := stream{place: place{part: &s.parts[i]}, matches: matches[i]}
		if step(st.part, &st) {
			streams = append(streams, st)
		}
	}
	places := make([]place, 0, min(max, 1024))
	for len(places) < max && len(streams) > 0 {
		first := 0
		for i := 1; i < len(streams); i++ {
			if compare(streams[i].place, streams[first].place) < 0 {
				first = i
			}
		}
		places = append(places, streams[first].place)
		if !step(streams[first].part, &streams[first]) {
			streams = slices.Delete(streams, first, first+1)
		}
	}
	return places
}
