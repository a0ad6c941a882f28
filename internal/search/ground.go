package search

import (
	"encoding/binary"
	"math"
	"slices"

	"ledigajobb/internal/board"
)

// A Ground is what the answer to a query stands on: what the query was understood to ask for, and which documents match it
// but for its chosen facets. While both are the same, so is the answer, whatever else the board has become. Which documents
// match is told by how many there are, and by none of them having come since.
type Ground struct {
	edition   uint32
	at, today int64
	plan      string
	matches   int
}

// Ground is what the result stands on; nil where it hangs on more than that, as one that found nothing does.
func (r *Result) Ground() *Ground { return r.ground }

// Stands says whether the version answers the query exactly as an older one did, whose answer stood on the ground, and what the
// answer stands on now. It may say no where the answer would be the same.
func (v *Version) Stands(q board.Query, on *Ground) (now *Ground, ok bool) {
	if on.edition < v.settled || v.today != on.today || v.at < on.at {
		return nil, false
	}
	in := v.rooms.enter()
	defer v.rooms.leave(in)
	s := v.find(&q, in)
	now = s.ground(&q)
	return now, now.plan == on.plan && now.matches == on.matches && !s.hasNews(on)
}

func (s *selection) ground(q *board.Query) *Ground {
	return &Ground{s.edition, s.at, s.today, s.plan(q), count(s.base)}
}

// plan writes down what the query was understood to ask for. The rest of it stands in the query itself.
func (s *selection) plan(q *board.Query) string {
	plan := appendText(make([]byte, 0, 256), s.corrected)
	for _, m := range s.wanted {
		plan = binary.AppendUvarint(plan, math.Float64bits(rarity(m.found, s.count)))
		plan = appendTexts(appendTexts(appendText(plan, m.typed), m.words), m.also)
		plan = binary.AppendUvarint(plan, uint64(len(m.ways)))
		for _, w := range m.ways {
			plan = appendText(appendTexts(binary.AppendUvarint(plan, uint64(w.weight)), w.bases), w.also)
		}
	}
	for _, slug := range q.Filters[employerFacet] { // it has a name while it hires
		if _, ok := s.Employer(slug); ok {
			plan = appendText(plan, slug)
		}
	}
	return string(plan)
}

func appendTexts(to []byte, texts []string) []byte {
	to = binary.AppendUvarint(to, uint64(len(texts)))
	for _, text := range texts {
		to = appendText(to, text)
	}
	return to
}

// hasNews says whether a document that matches is shown since the ground was laid, or is shown otherwise.
func (s *selection) hasNews(since *Ground) bool {
	for i := range s.parts {
		p, docs := &s.parts[i], s.base[i]
		first, ok := docs.next(0)
		if ok && int(first) < p.begunBy(since.at) || p.cameAfter(since.edition, docs) {
			return true
		}
		ended := func(l lifted) bool { return since.at < l.until && l.until <= s.at && docs.has(l.doc) }
		if slices.ContainsFunc(p.featured, ended) {
			return true
		}
	}
	return false
}

// cameAfter says whether any of some documents has come after an edition.
func (s *segment) cameAfter(edition uint32, docs bitset) bool {
	if s.latest <= edition {
		return false
	}
	for doc := range docs.all {
		if s.came[doc] > edition {
			return true
		}
	}
	return false
}
