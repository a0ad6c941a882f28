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
// A posting is the distance from the document before as a varint, then a byte: in its lower half the short fields with
// the term, in its upper half how often the text has it, 15 at most. The places of the term in the document lie apart,
// as their length in bytes and then the distances between them, all varints; only phrases read them.
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
	doc  uint32
	mark mark
}

// A mark says in which fields of a document a term stands: a bit for each short field, above them the count in the text.
type mark byte

const (
	markFields mark = 0x0f
	markText   mark = 0x10 // once in the text
	markMax    mark = 0xf0
)

// with is the mark of a term that stands in the field once more.
func (m mark) with(f field) mark {
	if f != inText {
		return m | mark(f)
	}
	if m&markMax == markMax {
		return m
	}
	return m + markText
}

// or is the mark of a document that two terms find.
func (m mark) or(n mark) mark { return (m|n)&markFields | max(m&markMax, n&markMax) }

// and is the mark of a document in which two terms stand together.
func (m mark) and(n mark) mark { return m&n&markFields | min(m&markMax, n&markMax) }

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
			if !yield(posting{doc, mark(data[i+n])}) {
				return
			}
			i += n + 1
		}
	}
}

// placesOf is the encoded places of a term, posting after posting; cut takes the first off.
func (p *postings) placesOf(term int) encodedPlaces {
	return encodedPlaces(p.places[begin(p.plEnd, term):p.plEnd[term]])
}

type encodedPlaces []byte

// cut takes the places of one posting off.
func (e *encodedPlaces) cut() encodedPlaces {
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

// An inverter makes postings from documents that it is given in order.
type inverter struct {
	numbers map[string]int
	lists   []growing
}

// A growing list is a term's postings while they are collected. The last document is kept open until the next one begins.
type growing struct {
	term       string
	last, next uint32 // the last document closed and the one open, plus one; 0: none
	mark       mark
	at         []uint32 // the places in the open document
	docs       []byte
	places     []byte
}

func newInverter() *inverter { return &inverter{numbers: map[string]int{}} }

// add notes that the term stands in the field of a document, at a place. Documents and their places come ascending.
func (v *inverter) add(term string, doc uint32, f field, place uint32) {
	n, ok := v.numbers[term]
	if !ok {
		n = len(v.lists)
		term = strings.Clone(term)
		v.numbers[term] = n
		v.lists = append(v.lists, growing{term: term})
	}
	g := &v.lists[n]
	if g.next != doc+1 {
		g.close()
		g.next = doc + 1
	}
	g.mark, g.at = g.mark.with(f), append(g.at, place)
}

// close encodes the open document.
func (g *growing) close() {
	if g.next == 0 {
		return
	}
	g.docs = append(binary.AppendUvarint(g.docs, uint64(g.next-g.last)), byte(g.mark))
	var scratch [64]byte
	encoded, before := scratch[:0], uint32(0)
	for _, place := range g.at {
		encoded = binary.AppendUvarint(encoded, uint64(place-before))
		before = place
	}
	g.places = append(binary.AppendUvarint(g.places, uint64(len(encoded))), encoded...)
	g.last, g.next, g.mark, g.at = g.next, 0, 0, g.at[:0]
}

// postings puts all lists together.
func (v *inverter) postings() postings {
	slices.SortFunc(v.lists, func(a, b growing) int { return strings.Compare(a.term, b.term) })
	var p postings
	for i := range v.lists {
		v.lists[i].close()
		p.append(v.lists[i].term, v.lists[i].docs, v.lists[i].places)
		v.lists[i] = growing{}
	}
	return p.clip()
}

// append adds the next term, which comes after all others.
func (p *postings) append(term string, docs, places []byte) {
	p.terms, p.docs, p.places = append(p.terms, term...), append(p.docs, docs...), append(p.places, places...)
	p.ends = append(p.ends, uint32(len(p.terms)))
	p.docEnd = append(p.docEnd, uint32(len(p.docs)))
	p.plEnd = append(p.plEnd, uint32(len(p.places)))
}

func (p *postings) clip() postings {
	return postings{slices.Clip(p.terms), slices.Clip(p.ends), slices.Clip(p.docEnd), slices.Clip(p.docs),
		slices.Clip(p.plEnd), slices.Clip(p.places)}
}
