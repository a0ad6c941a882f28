package search

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"
	"strings"
)

// Postings say in which documents of a segment each term stands, and where. All of it lies in a few long slices, so that
// a million ads fit into memory and mean nothing to the garbage collector.
//
// A term's documents are the distances between them, as varints, or of a term that stands in more than one of eight a
// bitset; then half a byte for each with its step. The places of the term in its documents lie apart, since only phrases
// read them, and postings by base have none: where each stretch of pieces begins, half a byte for each document with the
// length of its piece, then the pieces: the distances between the places, as varints. A piece of longBytes or more begins
// with its length as a varint.
//
// Many bases are those of one word alone. They have no documents of their own, but the word as a twin.
//
// The documents that are about a term, a few of a hundred and mostly what is wanted, are listed once more by themselves, in
// layers: those of the highest step first. A layer is its length in bytes and its step, as one varint, then distances.
type postings struct {
	n      int      // documents of the segment, at most 1<<24
	terms  []byte   // sorted, one after another
	ends   []uint32 // where each term ends in terms, its documents in docs, its places in places
	counts []uint32 // how many documents it has
	docEnd []uint32
	docs   []byte
	plEnd  []uint32
	places []byte
	abEnd  []uint32
	about  []byte

	others *postings // those that have the twins
	twins  []uint32  // by term: the number of the one among the others that has the same documents at the same steps, plus one
}

// longBytes stands for the length of a piece that tells it itself.
const longBytes = 15

// A posting is a document of a term.
type posting struct {
	doc   uint32
	level level
}

// An entry is a posting on its way into postings: the document, the length of its piece in four bits, the step in four.
type entry uint32

// Where in an entry its parts begin.
const (
	stepBits   = 0
	lengthBits = 4
	docBits    = 8
)

func newEntry(doc uint32, length int, s step) entry {
	return entry(doc<<docBits | uint32(length)<<lengthBits | uint32(s))
}

func (e entry) doc() uint32   { return uint32(e >> docBits) }
func (e entry) length() uint8 { return uint8(e>>lengthBits) & 15 }
func (e entry) step() step    { return step(e & 15) }

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

// common says whether so many of n documents are kept as a bitset.
func common(count, n int) bool { return count > n/8 }

// twin is the number of a term's twin among the others.
func (p *postings) twin(term int) (int, bool) {
	if p.twins == nil || p.twins[term] == 0 {
		return 0, false
	}
	return int(p.twins[term]) - 1, true
}

// open is a term's documents, as they are kept, and their steps.
func (p *postings) open(term int) (docs, steps []byte, count int) {
	if twin, ok := p.twin(term); ok {
		return p.others.open(twin)
	}
	block, count := p.docs[begin(p.docEnd, term):p.docEnd[term]], int(p.counts[term])
	at := len(block) - (count+1)/2
	return block[:at], block[at:], count
}

// layers yields the documents that are about a term, those of the highest step first, as distances.
func (p *postings) layers(term int) func(yield func(step, []byte) bool) {
	if twin, ok := p.twin(term); ok {
		p, term = p.others, twin
	}
	return func(yield func(step, []byte) bool) {
		for block := p.about[begin(p.abEnd, term):p.abEnd[term]]; len(block) > 0; {
			head, width := binary.Uvarint(block)
			end := width + int(head>>4)
			if !yield(step(head&15), block[width:end]) {
				return
			}
			block = block[end:]
		}
	}
}

// isAbout says whether a document is about the term.
func (p *postings) isAbout(term int) bool { return p.aboutSize(term) > 0 }

// aboutSize is how much there is to read of the documents that are about the term.
func (p *postings) aboutSize(term int) int {
	if twin, ok := p.twin(term); ok {
		return p.others.aboutSize(twin)
	}
	return int(p.abEnd[term] - begin(p.abEnd, term))
}

// first stands before the first document, which may be 0.
const first = ^uint32(0)

// next takes a distance, a varint, off the front of ascending numbers, and adds it to the last one. It is small enough to be
// inlined into the hottest loops there are.
func next(data []byte, last uint32) (rest []byte, number uint32) {
	for i := 0; ; i++ {
		last += uint32(data[i]&0x7F) << (7 * i & 31)
		if data[i] < 0x80 {
			return data[i+1:], last
		}
	}
}

// list yields a term's postings in the order of the documents, each with its number: those of the documents in a set, or
// all where it is nil.
func (p *postings) list(term int, within bitset) func(yield func(int, posting) bool) {
	return func(yield func(int, posting) bool) {
		docs, steps, count := p.open(term)
		if common(count, p.n) {
			listBits(docs, steps, within, yield)
		} else {
			listGaps(docs, steps, within, yield)
		}
	}
}

// listAbout yields the postings of documents in a set that are about a term.
func (p *postings) listAbout(term int, within bitset) func(yield func(posting) bool) {
	return func(yield func(posting) bool) {
		for s, docs := range p.layers(term) {
			for doc := first; len(docs) > 0; {
				docs, doc = next(docs, doc)
				if within.has(doc) && !yield(posting{doc, levels[s]}) {
					return
				}
			}
		}
	}
}

func listGaps(docs, steps []byte, within bitset, yield func(int, posting) bool) {
	doc := first
	for i := 0; len(docs) > 0; i++ {
		docs, doc = next(docs, doc)
		if (within == nil || within.has(doc)) && !yield(i, posting{doc, levelAt(steps, i)}) {
			return
		}
	}
}

func listBits(docs, steps []byte, within bitset, yield func(int, posting) bool) {
	before := 0
	for at := 0; at < len(docs); at += 8 {
		all := binary.LittleEndian.Uint64(docs[at:])
		word := all
		if within != nil {
			word &= within[at/8]
		}
		for ; word != 0; word &= word - 1 {
			bit := bits.TrailingZeros64(word)
			i := before + bits.OnesCount64(all&(1<<bit-1))
			if !yield(i, posting{uint32(at*8 + bit), levelAt(steps, i)}) {
				return
			}
		}
		before += bits.OnesCount64(all)
	}
}

// half is the i-th half byte.
func half(bytes []byte, i int) uint8 { return bytes[i/2] >> (i % 2 * 4) & 15 }

// levelAt is the level of the i-th step.
func levelAt(steps []byte, i int) level { return levels[half(steps, i)] }

// addTo puts a term's documents into a set.
func (p *postings) addTo(set bitset, term int) {
	docs, _, count := p.open(term)
	if common(count, p.n) {
		for i := range set {
			set[i] |= binary.LittleEndian.Uint64(docs[8*i:])
		}
		return
	}
	for doc := first; len(docs) > 0; {
		docs, doc = next(docs, doc)
		set[doc/64] |= 1 << (doc % 64)
	}
}

// addAll puts the documents of some terms into a set.
func (p *postings) addAll(set bitset, first, end int) {
	for term := first; term < end; term++ {
		p.addTo(set, term)
	}
}

// within counts a term's documents that are in a set.
func (p *postings) within(term int, set bitset) (n int) {
	docs, _, count := p.open(term)
	if common(count, p.n) {
		for i, word := range set {
			n += bits.OnesCount64(word & binary.LittleEndian.Uint64(docs[8*i:]))
		}
		return n
	}
	for doc := first; len(docs) > 0; {
		docs, doc = next(docs, doc)
		n += int(set[doc/64] >> (doc % 64) & 1)
	}
	return n
}

// newPostings is room for so many terms of n documents, and about what belongs to them.
func newPostings(n, terms, text, entries, pieces int) postings {
	p := postings{
		n: n, terms: make([]byte, 0, text), ends: make([]uint32, 0, terms), counts: make([]uint32, 0, terms),
		docEnd: make([]uint32, 0, terms), docs: make([]byte, 0, entries*3/2+2*terms), abEnd: make([]uint32, 0, terms),
	}
	if pieces > 0 {
		p.plEnd, p.places = make([]uint32, 0, terms), make([]byte, 0, pieces+entries*9/16+terms)
	}
	return p
}

// appendTwin adds the next term, which has the so many documents of one of the others.
func (p *postings) appendTwin(term []byte, other uint32, count int) {
	for len(p.twins) < len(p.ends) {
		p.twins = append(p.twins, 0)
	}
	p.twins = append(p.twins, other+1)
	p.terms = append(p.terms, term...)
	p.ends = append(p.ends, uint32(len(p.terms)))
	p.counts = append(p.counts, uint32(count))
	p.docEnd, p.abEnd = append(p.docEnd, uint32(len(p.docs))), append(p.abEnd, uint32(len(p.about)))
}

// append adds the next term, which comes after all others, with its postings by document and their pieces one after
// another; nil for postings without places.
func (p *postings) append(term []byte, entries []entry, pieces []byte) {
	p.terms = append(p.terms, term...)
	p.ends = append(p.ends, uint32(len(p.terms)))
	p.counts = append(p.counts, uint32(len(entries)))
	if common(len(entries), p.n) {
		p.docs = appendBits(p.docs, entries, p.n)
	} else {
		p.docs = appendGaps(p.docs, entries)
	}
	p.docs = appendHalves(p.docs, entries, stepBits)
	p.docEnd = append(p.docEnd, uint32(len(p.docs)))
	p.appendAbout(entries)
	if pieces != nil {
		p.places = appendMarks(p.places, entries, pieces)
		p.places = append(appendHalves(p.places, entries, lengthBits), pieces...)
		p.plEnd = append(p.plEnd, uint32(len(p.places)))
	}
}

func (p *postings) appendAbout(entries []entry) {
	var layers [len(levels)][]entry
	for _, e := range entries {
		if s := e.step(); s >= aboutStep {
			layers[s] = append(layers[s], e)
		}
	}
	for s, layer := range slices.Backward(layers[:]) {
		if len(layer) > 0 {
			docs := appendGaps(nil, layer)
			p.about = append(binary.AppendUvarint(p.about, uint64(len(docs)<<4|s)), docs...)
		}
	}
	p.abEnd = append(p.abEnd, uint32(len(p.about)))
}

func appendGaps(to []byte, entries []entry) []byte {
	before := ^uint32(0)
	for _, e := range entries {
		if gap := e.doc() - before; gap < 0x80 {
			to = append(to, byte(gap))
		} else {
			to = binary.AppendUvarint(to, uint64(gap))
		}
		before = e.doc()
	}
	return to
}

func appendBits(to []byte, entries []entry, n int) []byte {
	at, size := len(to), (n+63)/64*8
	to = slices.Grow(to, size)[:at+size]
	clear(to[at:])
	for _, e := range entries {
		to[at+int(e.doc()/8)] |= 1 << (e.doc() % 8)
	}
	return to
}

// appendHalves appends four bits of each entry, from a bit on.
func appendHalves(to []byte, entries []entry, from int) []byte {
	for ; len(entries) > 1; entries = entries[2:] {
		to = append(to, byte(entries[0]>>from&15|entries[1]>>from&15<<4))
	}
	if len(entries) > 0 {
		to = append(to, byte(entries[0]>>from&15))
	}
	return to
}

// appendMarks appends where each stretch of pieces begins, but for the first.
func appendMarks(to []byte, entries []entry, pieces []byte) []byte {
	at := 0
	for i, e := range entries {
		if i > 0 && i%stretch == 0 {
			to = binary.LittleEndian.AppendUint32(to, uint32(at))
		}
		size := int(e.length())
		if size == longBytes {
			length, width := binary.Uvarint(pieces[at:])
			size = width + int(length)
		}
		at += size
	}
	return to
}

// clip gives back what was grown too much.
func (p *postings) clip() {
	if p.twins != nil {
		p.twins = append(slices.Clone(p.twins), make([]uint32, len(p.ends)-len(p.twins))...)
	}
	p.terms, p.ends, p.counts = slices.Clone(p.terms), slices.Clone(p.ends), slices.Clone(p.counts)
	p.docEnd, p.docs = slices.Clone(p.docEnd), slices.Clone(p.docs)
	p.plEnd, p.places = slices.Clone(p.plEnd), slices.Clone(p.places)
	p.abEnd, p.about = slices.Clone(p.abEnd), slices.Clone(p.about)
}
