package search

import (
	"encoding/binary"
	"math/bits"
)

// A placer finds the places of a term's postings, which it is asked for in order.
type placer struct {
	marks   []byte // where each stretch of postings begins
	lengths []byte
	pieces  []byte
	i, at   int // the posting that is next, and where its piece begins
}

// stretch is how many postings there are from one mark to the next.
const stretch = 64

func marksOf(count int) int { return (count - 1) / stretch * 4 }

func (p *postings) placesOf(term int) placer {
	if len(p.plEnd) == 0 {
		return placer{}
	}
	block, count := p.places[begin(p.plEnd, term):p.plEnd[term]], int(p.counts[term])
	marks := marksOf(count)
	return placer{marks: block[:marks], lengths: block[marks : marks+(count+1)/2], pieces: block[marks+(count+1)/2:]}
}

// A piece is the encoded places of a posting, with its length where that is long.
type piece []byte

// piece is that of posting i, which is behind the one asked for last; none where there are no places.
func (p *placer) piece(i int) piece {
	if len(p.lengths) == 0 {
		return nil
	}
	if first := i / stretch * stretch; first > p.i {
		p.i, p.at = first, int(binary.LittleEndian.Uint32(p.marks[4*(i/stretch-1):]))
	}
	p.skip(i)
	begin := p.at
	p.skip(i + 1)
	return p.pieces[begin:p.at]
}

// skip passes over the pieces of all postings before one.
func (p *placer) skip(to int) {
	i, at := p.i, p.at
	for ; i < to; i++ {
		size := int(half(p.lengths, i))
		if size == longBytes {
			length, width := binary.Uvarint(p.pieces[at:])
			size = width + int(length)
		}
		at += size
	}
	p.i, p.at = i, at
}

// decode appends the places to a slice.
func (e piece) decode(to []uint32) []uint32 {
	for place, rest := uint32(0), e.inside(); len(rest) > 0; {
		rest, place = next(rest, place)
		to = append(to, place)
	}
	return to
}

// inside is the distances of a piece, without its length.
func (e piece) inside() []byte {
	if len(e) < longBytes {
		return e
	}
	_, width := binary.Uvarint(e)
	return e[width:]
}

// A reading goes through the places of a term in ascending documents that have it.
type reading struct {
	placer
	docs   []byte
	common bool
	word   int    // of a bitset: the one whose documents are next
	before int    // and how many stand before it
	doc    uint32 // of distances: the document read last
	i      int    // and its posting
}

func (p *postings) reading(term int) *reading {
	docs, _, count := p.open(term)
	return &reading{placer: p.placesOf(term), docs: docs, common: common(count, p.n), doc: first, i: -1}
}

// in is the places in a document, as distances.
func (r *reading) in(doc uint32) []byte { return r.piece(r.posting(doc)).inside() }

// posting is the number of a document's posting.
func (r *reading) posting(doc uint32) int {
	if !r.common {
		for r.doc != doc {
			r.docs, r.doc = next(r.docs, r.doc)
			r.i++
		}
		return r.i
	}
	for ; r.word < int(doc/64); r.word++ {
		r.before += bits.OnesCount64(binary.LittleEndian.Uint64(r.docs[8*r.word:]))
	}
	return r.before + bits.OnesCount64(binary.LittleEndian.Uint64(r.docs[8*r.word:])&(1<<(doc%64)-1))
}

// withPair is the documents in which the second of two words stands directly behind the first.
func (p *postings) withPair(words pair) bitset {
	docs, others := newBitset(p.n), newBitset(p.n)
	p.addTo(docs, words[0])
	p.addTo(others, words[1])
	docs.and(others)
	p.keepPair(docs, words)
	return docs
}

// keepPair leaves those of the documents in a set, that have both words, in which the second stands directly behind the
// first.
func (p *postings) keepPair(docs bitset, words pair) {
	before, behind := p.reading(words[0]), p.reading(words[1])
	for doc := range docs.all {
		if !meet(before.in(doc), behind.in(doc)) {
			docs.clear(doc)
		}
	}
}

// meet says whether a place stands directly behind one before.
func meet(before, behind []byte) bool {
	before, place := next(before, 0)
	for other := uint32(0); ; {
		for other <= place {
			if len(behind) == 0 {
				return false
			}
			behind, other = next(behind, other)
		}
		for place+1 < other {
			if len(before) == 0 {
				return false
			}
			before, place = next(before, place)
		}
		if other == place+1 {
			return true
		}
	}
}
