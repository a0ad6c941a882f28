package search

import (
	"encoding/binary"
	"math/bits"
)

// A find is a want's documents in a part and how much each is about it. The levels of other documents mean nothing.
type find struct {
	levels []level
	docs   bitset
}

// A scale is what each step counts as at a weight.
type scale [len(levels)]level

func newScale(weight int) (s scale) {
	for step, l := range levels {
		s[step] = max(1, level(int(l)*weight/fullWeight))
	}
	return s
}

// raise puts a term's documents into a find, at a weight, and leaves a higher level as it is.
func (f *find) raise(p *postings, term int, weight *scale) {
	docs, steps, count := p.open(term)
	if common(count, p.n) {
		f.raiseBits(docs, steps, weight)
	} else {
		f.raiseGaps(docs, steps, weight)
	}
}

func (f *find) raiseGaps(docs, steps []byte, weight *scale) {
	doc := first
	for i := 0; len(docs) > 0; i++ {
		docs, doc = next(docs, doc)
		f.levels[doc] = max(f.levels[doc], weight[half(steps, i)])
		f.docs[doc/64] |= 1 << (doc % 64)
	}
}

func (f *find) raiseBits(docs, steps []byte, weight *scale) {
	i := 0
	for at := range f.docs {
		word := binary.LittleEndian.Uint64(docs[8*at:])
		f.docs[at] |= word
		for ; word != 0; word &= word - 1 {
			doc := at*64 + bits.TrailingZeros64(word)
			f.levels[doc] = max(f.levels[doc], weight[half(steps, i)])
			i++
		}
	}
}

// follow raises the documents that a way leads to.
func (p *part) follow(f *find, w way) {
	weight, full := newScale(w.weight), newScale(fullWeight)
	if len(w.bases) == 1 {
		if term, ok := p.bases.find(w.bases[0]); ok {
			f.raise(&p.bases, term, &weight)
		}
		return
	}
	all := p.newFind()
	for i, base := range w.bases {
		one := p.newFind()
		term, ok := p.bases.find(base)
		if !ok {
			return
		}
		one.raise(&p.bases, term, &full)
		if i == 0 {
			all = one
			continue
		}
		all.docs.and(one.docs)
		for doc := range all.docs.all {
			all.levels[doc] = min(all.levels[doc], one.levels[doc])
		}
	}
	for doc := range all.docs.all {
		l := max(1, level(uint32(all.levels[doc])*uint32(w.weight)/fullWeight))
		f.levels[doc] = max(f.levels[doc], l)
		f.docs.set(doc)
	}
}

func (p *part) newFind() find { return find{make([]level, p.len()), newBitset(p.len())} }

// exactly finds the documents that have a clause as it is written.
func (p *part) exactly(f *find, c clause) {
	if len(c.words) > 1 {
		p.findPhrase(f, c)
		return
	}
	first, end := p.termsOf(c.words[0], c.prefix)
	full := newScale(fullWeight)
	for term := first; term < end; term++ {
		f.raise(&p.words, term, &full)
	}
}

// termsOf is the range of terms that a word of a query stands for, as it is written.
func (p *part) termsOf(word string, prefix bool) (first, end int) {
	if prefix {
		return p.words.prefixed(word)
	}
	if i, ok := p.words.find(word); ok {
		return i, i + 1
	}
	return 0, 0
}
