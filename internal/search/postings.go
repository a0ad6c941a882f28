package search

import (
	"encoding/binary"
	"slices"
	"sort"
	"strings"
)

// Postings say in which documents of a segment each term stands, and where. All of it lies in a few long slices, so that
// a million ads fit into memory and mean nothing to the garbage collector.
//
// A posting is the distance from the document before as a varint, then the level as a byte. The places of the term in the
// document lie apart, as their length in bytes and then the distances between them, all varints; only phrases read them,
// and postings by base have none.
type postings struct {
	terms  []byte   // sorted, one after another
	ends   []uint32 // where each term ends in terms, its documents in docs, its places in places
	docEnd []uint32
	docs   []byte
	plEnd  []uint32
	places []byte
}

// A posting is a document of a term.
type posting struct {
	doc   uint32
	level level
}

// begin is where entry i begins, given where each ends.
func begin(ends []uint32, i int) uint32 {
	if i == 0 {
		return 0
	}
	return ends[i-1]
}

func (p *postings) term(i int) []byte { return p.terms[begin(p.ends, i):p.ends[i]] }

// from is the number of the first term that is not before the given one.
func (p *postings) from(term string) int {
	return sort.Search(len(p.ends), func(i int) bool { return string(p.term(i)) >= term })
}

// find is the number of the term.
func (p *postings) find(term string) (int, bool) {
	i := p.from(term)
	return i, i < len(p.ends) && string(p.term(i)) == term
}

// prefixed is the range of numbers of the terms that begin with the prefix.
func (p *postings) prefixed(prefix string) (first, end int) {
	first = p.from(prefix)
	return first, first + sort.Search(len(p.ends)-first, func(i int) bool {
		return !strings.HasPrefix(string(p.term(first+i)), prefix)
	})
}

// list yields a term's postings in the order of the documents.
func (p *postings) list(term int) func(yield func(posting) bool) {
	return func(yield func(posting) bool) {
		data := p.docs[begin(p.docEnd, term):p.docEnd[term]]
		doc := ^uint32(0)
		for i := 0; i < len(data); {
			distance, n := uint32(data[i]), 1
			if distance >= 0x80 {
				long, width := binary.Uvarint(data[i:])
				distance, n = uint32(long), width
			}
			doc += distance
			if !yield(posting{doc, data[i+n]}) {
				return
			}
			i += n + 1
		}
	}
}

// placesOf is the encoded places of a term, posting after posting; cut takes the first off.
func (p *postings) placesOf(term int) encodedPlaces {
	if len(p.plEnd) == 0 {
		return nil
	}
	return encodedPlaces(p.places[begin(p.plEnd, term):p.plEnd[term]])
}

type encodedPlaces []byte

// cut takes the places of one posting off.
func (e *encodedPlaces) cut() encodedPlaces {
	if len(*e) == 0 {
		return nil
	}
	length, n := binary.Uvarint(*e)
	end := n + int(length)
	first := (*e)[n:end]
	*e = (*e)[end:]
	return first
}

// decode appends the places to a slice.
func (e encodedPlaces) decode(to []uint32) []uint32 {
	place := uint32(0)
	for len(e) > 0 {
		distance, n := binary.Uvarint(e)
		place += uint32(distance)
		to, e = append(to, place), e[n:]
	}
	return to
}

// append adds the next term, which comes after all others.
func (p *postings) append(term string, docs, places []byte) {
	p.terms, p.docs, p.places = append(p.terms, term...), append(p.docs, docs...), append(p.places, places...)
	p.ends = append(p.ends, uint32(len(p.terms)))
	p.docEnd = append(p.docEnd, uint32(len(p.docs)))
	if places != nil {
		p.plEnd = append(p.plEnd, uint32(len(p.places)))
	}
}

func (p *postings) clip() postings {
	return postings{slices.Clip(p.terms), slices.Clip(p.ends), slices.Clip(p.docEnd), slices.Clip(p.docs),
		slices.Clip(p.plEnd), slices.Clip(p.places)}
}
