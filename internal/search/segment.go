package search

import (
	"cmp"
	"math"
	"slices"

	"ledigajobb/internal/board"
	"ledigajobb/internal/swedish"
)

// A segment is a number of documents and everything that is known of them, immutable. Documents are numbered in the
// order in which they were published, the newest first; so the numbers that begin at a time, and the answer to most
// searches, are a range of numbers.
type segment struct {
	records
	from       []int64 // Unix milliseconds, as the other instants
	until      []int64
	came       []uint32 // the edition that they have come in; nil: they were there from the first
	latest     uint32   // the last of these
	deadline   []int64
	byUntil    []uint32 // the documents in the order in which they end, then by ID
	byID       []uint32
	featured   []lifted // in the order in which they end
	picks      []lifted
	nationwide bitset
	masks      masks
	singles    []single
	columns    []column // by the number of the facet
	words      postings // by word, as it is written
	bases      postings // by base
	spelled    forms    // the words of short fields, to mend errors with
	folded     forms    // the bases with å, ä or ö
	titles     titles
	rows       keeper // of terms
	begun      keeper // of ranges of terms
	aggregates aggregates
}

// A lifted document stands above others: it has a featured place, until an instant, or is the editors' pick. Its rank is
// the place that they have given it.
type lifted struct {
	doc   uint32
	rank  int
	until int64
}

// unranked is the rank of a document without a place, behind all that have one.
const unranked = math.MaxInt

func rankOf(j *board.Job) int {
	if j.Promotion.Place > 0 {
		return j.Promotion.Place
	}
	return unranked
}

func emptySegment(n int) *segment {
	return &segment{from: make([]int64, n), until: make([]int64, n), came: make([]uint32, n), deadline: make([]int64, n), nationwide: newBitset(n)}
}

func (s *segment) len() int { return len(s.from) }

// complete fills in what follows from all that is kept of the documents: their postings, records, times, and what the facets
// say of them.
func (s *segment) complete(words vocabulary, r *rows) {
	s.bases.others = &s.words
	s.order()
	s.turn(words, r)
	s.fold()
	s.aggregates = s.aggregate()
}

// turn writes down what the facets say of each document in the ways in which it is counted.
func (s *segment) turn(words vocabulary, r *rows) {
	s.columns = r.columns(len(words), s.len())
	s.masks, s.singles = r.masks(words, s.columns, s.len()), r.singles(words, s.len())
}

// takeOver fills in the same of documents that another segment has: where each of them goes, or gone.
func (s *segment) takeOver(other *segment, to []uint32) {
	for from, doc := range to {
		if doc == gone {
			continue
		}
		s.from[doc], s.until[doc], s.deadline[doc] = other.from[from], other.until[from], other.deadline[from]
		if other.came != nil {
			s.came[doc], s.latest = other.came[from], max(s.latest, other.came[from])
		}
		if other.nationwide.has(uint32(from)) {
			s.nationwide.set(doc)
		}
	}
	s.featured, s.picks = carried(s.featured, other.featured, to), carried(s.picks, other.picks, to)
}

// arrive notes that all documents come in an edition.
func (s *segment) arrive(edition uint32) {
	s.came, s.latest = slices.Repeat([]uint32{edition}, s.len()), edition
}

// carried adds another segment's lifted documents where they have gone.
func carried(all, others []lifted, to []uint32) []lifted {
	for _, l := range others {
		if l.doc = to[l.doc]; l.doc != gone {
			all = append(all, l)
		}
	}
	return all
}

// order fills in the orders.
func (s *segment) order() {
	s.byUntil, s.byID = make([]uint32, s.len()), make([]uint32, s.len())
	for i := range s.byID {
		s.byUntil[i], s.byID[i] = uint32(i), uint32(i)
	}
	slices.SortFunc(s.byID, func(a, b uint32) int { return cmp.Compare(s.id(a), s.id(b)) })
	slices.SortFunc(s.byUntil, s.soonestFirst)
	slices.SortFunc(s.featured, func(a, b lifted) int { return cmp.Compare(a.until, b.until) })
}

func (s *segment) soonestFirst(a, b uint32) int {
	if c := cmp.Compare(s.until[a], s.until[b]); c != 0 {
		return c
	}
	return cmp.Compare(s.id(a), s.id(b))
}

// fold fills in the forms.
func (s *segment) fold() {
	s.spelled = newForms(len(s.words.ends), func(i int) (string, bool) {
		term := string(s.words.term(i))
		return term, len(term) >= 4 && term[0] > '9' && s.words.isAbout(i)
	})
	s.folded = newForms(len(s.bases.ends), func(i int) (string, bool) {
		term := string(s.bases.term(i))
		return term, swedish.Fold(term) != term
	})
	s.titles = newTitles(s.len(), s.headline)
}

// find is the number of the job's document.
func (s *segment) find(id board.ID) (doc uint32, ok bool) {
	i, ok := slices.BinarySearchFunc(s.byID, id, func(doc uint32, id board.ID) int { return cmp.Compare(s.id(doc), id) })
	if !ok {
		return 0, false
	}
	return s.byID[i], true
}

// begunBy is the first document that has begun at the time: all that follow have, none before.
func (s *segment) begunBy(at int64) int {
	i, _ := slices.BinarySearchFunc(s.from, at, func(from, at int64) int { return cmp.Compare(at, from) })
	for i > 0 && s.from[i-1] == at {
		i--
	}
	return i
}

// endedBy is how many of byUntil have ended at the time.
func (s *segment) endedBy(at int64) int {
	i, _ := slices.BinarySearchFunc(s.byUntil, at+1, func(doc uint32, at int64) int { return cmp.Compare(s.until[doc], at) })
	return i
}

// mergeSegments makes one segment of the documents of several that are kept.
func mergeSegments(parts []*segment, words vocabulary, keep func(part int, doc uint32) bool) *segment {
	type place struct {
		part int
		doc  uint32
	}
	var places []place
	for p, s := range parts {
		for doc := range uint32(s.len()) {
			if keep(p, doc) {
				places = append(places, place{p, doc})
			}
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		s, other := parts[a.part], parts[b.part]
		return cmp.Or(cmp.Compare(other.from[b.doc], s.from[a.doc]), cmp.Compare(s.id(a.doc), other.id(b.doc)))
	})

	merged := emptySegment(len(places))
	sources := make([]source, len(parts))
	for p, s := range parts {
		sources[p] = source{postings: &s.words, to: slices.Repeat([]uint32{gone}, s.len())}
	}
	var r recorder
	for i, at := range places {
		r.copy(&parts[at.part].records, at.doc)
		sources[at.part].to[at.doc] = uint32(i)
	}
	merged.records = r.records()
	for p, s := range parts {
		merged.takeOver(s, sources[p].to)
	}
	merged.words = mergePostings(sources, len(places), nil)
	for p, s := range parts {
		sources[p].postings, sources[p].next = &s.bases, 0
	}
	merged.bases = mergePostings(sources, len(places), &merged.words)
	var values []value
	merged.complete(words, newRows(len(places), func(doc uint32) []value {
		values = parts[places[doc].part].values(places[doc].doc, values[:0])
		return values
	}))
	return merged
}
