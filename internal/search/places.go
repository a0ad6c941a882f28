package search

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// A placer finds the places of a term's postings, which it is asked for in order.
type placer struct {
	marks   []byte // where each stretch of postings begins
	lengths []byte // and behind them the pieces
	pieces  []byte
	i, at   int // the posting that is next, and where its piece begins
}

// stretch is how many postings there are from one mark to the next.
const stretch = 32

func marksOf(count int) int { return (count - 1) / stretch * 4 }

func (p *postings) placesOf(term int) placer {
	if len(p.plEnd) == 0 {
		return placer{}
	}
	block, count := p.places[begin(p.plEnd, term):p.plEnd[term]], int(p.counts[term])
	marks := marksOf(count)
	return placer{marks: block[:marks], lengths: block[marks:], pieces: block[marks+(count+1)/2:]}
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
	p.pass()
	return p.pieces[begin:p.at]
}

// pass passes over the next piece.
func (p *placer) pass() {
	size := int(half(p.lengths, p.i))
	if size == longBytes {
		length, width := binary.Uvarint(p.pieces[p.at:])
		size = width + int(length)
	}
	p.i, p.at = p.i+1, p.at+size
}

// skip passes over the pieces of all postings before one, as many at a time as a word has lengths, where none is long.
func (p *placer) skip(to int) {
	for p.i < to {
		if n, size, ok := p.sizes(p.i, to); ok {
			p.i, p.at = p.i+n, p.at+size
		} else {
			p.pass()
		}
	}
}

// sizes is how long the pieces of some postings from one on are together, at most of those before another; ok is false where
// the first of them must be looked at by itself.
func (p *placer) sizes(from, to int) (n, size int, ok bool) {
	const each, pairs = 0x1111111111111111, 0x0F0F0F0F0F0F0F0F
	at := from / 2
	if at+8 > len(p.lengths) {
		return 0, 0, false
	}
	halves := binary.LittleEndian.Uint64(p.lengths[at:]) >> (4 * (from % 2))
	if n = min(16-from%2, to-from); n < 16 {
		halves &= 1<<(4*n) - 1
	}
	if long := halves & (halves >> 1) & (halves >> 2) & (halves >> 3) & each; long != 0 {
		n = bits.TrailingZeros64(long) / 4
		halves &= 1<<(4*n) - 1
	}
	sums := halves&pairs + halves>>4&pairs
	return n, int(sums * 0x0101010101010101 >> 56), n > 0
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

// in is the piece of a document.
func (r *reading) in(doc uint32) piece { return r.piece(r.posting(doc)) }

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

// withRow is the documents in which terms stand in a row.
func (p *postings) withRow(terms []int) bitset {
	docs, others := newBitset(p.n), newBitset(p.n)
	p.addTo(docs, terms[0])
	for _, term := range terms[1:] {
		clear(others)
		p.addTo(others, term)
		docs.and(others)
	}
	p.keepRow(docs, terms)
	return docs
}

// keepRow leaves those of the documents in a set, that have all the terms, in which each stands directly behind the one
// before. Of more than two the rarest pair is looked for first, so that the others are read in few documents.
func (p *postings) keepRow(docs bitset, terms []int) {
	pairs := make([]int, len(terms)-1)
	for i := range pairs {
		pairs[i] = i
	}
	rarer := func(i int) uint32 { return min(p.counts[terms[i]], p.counts[terms[i+1]]) }
	slices.SortFunc(pairs, func(a, b int) int { return cmp.Compare(rarer(a), rarer(b)) })
	for _, i := range pairs {
		before, behind := p.reading(terms[i]), p.reading(terms[i+1])
		docs.keep(func(doc uint32) bool { return meet(before.in(doc).inside(), behind.in(doc).inside()) })
	}
	if len(pairs) > 1 {
		p.keepWhole(docs, terms)
	}
}

// keepWhole leaves those of the documents, that have each two neighbours in a row, in which all are in one row.
func (p *postings) keepWhole(docs bitset, terms []int) {
	var readings []*reading
	for _, term := range terms {
		readings = append(readings, p.reading(term))
	}
	var so, behind, both []uint32
	docs.keep(func(doc uint32) bool {
		so = readings[0].in(doc).decode(so[:0])
		for _, r := range readings[1:] {
			behind = r.in(doc).decode(behind[:0])
			both = appendBehind(both[:0], so, behind)
			so, both = both, so
		}
		return len(so) > 0
	})
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
