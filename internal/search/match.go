package search

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// A find is a want's documents in a part and how much each is about it. The levels of other documents mean nothing.
type find struct {
	levels []level
	docs   bitset
}

// raise puts a term's documents into a find, at a weight, and leaves a higher level as it is.
func (f *find) raise(p *postings, term int, weight uint32) {
	var raised [len(levels)]level
	for s, l := range levels {
		raised[s] = max(1, level(uint32(l)*weight/fullWeight))
	}
	docs, steps, count := p.open(term)
	if common(count, p.n) {
		f.raiseBits(docs, steps, &raised)
	} else {
		f.raiseGaps(docs, steps, &raised)
	}
}

func (f *find) raiseGaps(docs, steps []byte, raised *[len(levels)]level) {
	i := 0
	for g := newGaps(docs); len(g.data) > 0; i++ {
		doc := g.next()
		f.levels[doc] = max(f.levels[doc], raised[half(steps, i)])
		f.docs[doc/64] |= 1 << (doc % 64)
	}
}

func (f *find) raiseBits(docs, steps []byte, raised *[len(levels)]level) {
	i := 0
	for at := range f.docs {
		word := binary.LittleEndian.Uint64(docs[8*at:])
		f.docs[at] |= word
		for ; word != 0; word &= word - 1 {
			doc := at*64 + bits.TrailingZeros64(word)
			f.levels[doc] = max(f.levels[doc], raised[half(steps, i)])
			i++
		}
	}
}

// follow raises the documents that a way leads to.
func (p *part) follow(f *find, w way) {
	if len(w.bases) == 1 {
		if term, ok := p.bases.find(w.bases[0]); ok {
			f.raise(&p.bases, term, uint32(w.weight))
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
		one.raise(&p.bases, term, fullWeight)
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
		for _, ph := range p.findPhrase(c) {
			f.levels[ph.doc] = max(f.levels[ph.doc], ph.level)
			f.docs.set(ph.doc)
		}
		return
	}
	first, end := p.termsOf(c.words[0], c.prefix)
	for term := first; term < end; term++ {
		f.raise(&p.words, term, fullWeight)
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

// findPhrase finds the visible documents in which the words stand next to each other.
func (p *part) findPhrase(c clause) []phrasal {
	var so []phrasal
	within := p.withAll(c)
	for i, word := range c.words {
		first, end := p.termsOf(word, c.prefix && i == len(c.words)-1)
		next := p.phrasals(first, end, within)
		if i > 0 {
			next = behind(so, next)
		}
		if so = next; len(so) == 0 {
			return nil
		}
	}
	return so
}

// A phrasal is a document with the places at which a phrase, as far as it has been read, ends.
type phrasal struct {
	posting
	at []uint32
}

// withAll is the visible documents that have all words of a clause somewhere.
func (p *part) withAll(c clause) bitset {
	docs := p.visible.clone()
	for i, word := range c.words {
		first, end := p.termsOf(word, c.prefix && i == len(c.words)-1)
		one := newBitset(p.len())
		for term := first; term < end; term++ {
			p.words.addTo(one, term)
		}
		docs.and(one)
	}
	return docs
}

// phrasals is those of the documents that have any of the terms.
func (p *part) phrasals(first, end int, within bitset) []phrasal {
	var all []phrasal
	var places []uint32 // of all documents, one behind the other
	for term := first; term < end; term++ {
		rest := p.words.placesOf(term)
		for hit := range p.words.list(term) {
			at := rest.cut()
			if within.has(hit.doc) {
				begin := len(places)
				places = at.decode(places)
				all = append(all, phrasal{hit, slices.Clip(places[begin:])})
			}
		}
	}
	if end-first <= 1 {
		return all
	}
	slices.SortStableFunc(all, func(a, b phrasal) int { return int(a.doc) - int(b.doc) })
	united := all[:0]
	for _, ph := range all {
		if last := len(united) - 1; last >= 0 && united[last].doc == ph.doc {
			united[last].level = max(united[last].level, ph.level)
			united[last].at = append(united[last].at, ph.at...)
			continue
		}
		united = append(united, ph)
	}
	for _, ph := range united {
		slices.Sort(ph.at)
	}
	return united
}

// behind keeps those of next that stand directly behind one of so.
func behind(so, next []phrasal) []phrasal {
	var out []phrasal
	for _, ph := range next {
		for len(so) > 0 && so[0].doc < ph.doc {
			so = so[1:]
		}
		if len(so) == 0 || so[0].doc != ph.doc {
			continue
		}
		at := slices.DeleteFunc(ph.at, func(place uint32) bool {
			_, ok := slices.BinarySearch(so[0].at, place-1)
			return place == 0 || !ok
		})
		if len(at) > 0 {
			out = append(out, phrasal{posting{ph.doc, min(ph.level, so[0].level)}, at})
		}
	}
	return out
}
