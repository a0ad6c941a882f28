package search

import (
	"math/bits"
	"slices"
)

// A find is the documents of a part that a want finds. How much each is about it is read of a few alone, in the end: of
// those terms that lead there, or it has been told with the documents.
type find struct {
	docs  bitset
	leads []lead
	told  []posting
}

// A lead is terms that a find's documents have one of, and what their steps count.
type lead struct {
	*postings
	first, end int
	scale      scale
}

// A scale is what each step counts as at a weight.
type scale [len(levels)]level

func newScale(weight int) (s scale) {
	for step, l := range levels {
		s[step] = weighed(l, weight)
	}
	return s
}

func weighed(l level, weight int) level { return max(1, level(int(l)*weight/fullWeight)) }

// follow adds the documents that have one of the terms, at a weight.
func (f *find) follow(p *postings, first, end, weight int) {
	for term := first; term < end; term++ {
		p.addTo(f.docs, term)
	}
	if first < end {
		f.leads = append(f.leads, lead{p, first, end, newScale(weight)})
	}
}

// take adds documents whose levels are known.
func (f *find) take(told []posting) {
	for _, hit := range told {
		f.docs.set(hit.doc)
	}
	f.told = append(f.told, told...)
}

// follow adds the documents that a way leads to.
func (p *part) follow(f *find, w way) {
	if len(w.bases) > 1 {
		f.take(p.withBases(w))
		return
	}
	if term, ok := p.bases.find(w.bases[0]); ok {
		f.follow(&p.bases, term, term+1, w.weight)
	}
}

// withBases is the visible documents that have all of a way's bases, and how much they are about the one that they are
// least about.
func (p *part) withBases(w way) []posting {
	terms, docs := make([]int, len(w.bases)), p.visible.clone()
	for i, base := range w.bases {
		term, ok := p.bases.find(base)
		if !ok {
			return nil
		}
		one := newBitset(p.len())
		p.bases.addTo(one, term)
		docs.and(one)
		terms[i] = term
	}
	var all []posting
	for _, hit := range p.bases.list(terms[0], docs) {
		all = append(all, hit)
	}
	for _, term := range terms[1:] {
		i := 0
		for _, hit := range p.bases.list(term, docs) {
			all[i].level = min(all[i].level, hit.level)
			i++
		}
	}
	for i := range all {
		all[i].level = weighed(all[i].level, w.weight)
	}
	return all
}

// exactly finds the documents that have a clause as it is written.
func (p *part) exactly(f *find, c clause) {
	if len(c.words) > 1 {
		p.findPhrase(f, c)
		return
	}
	first, end := p.termsOf(c.words[0], c.prefix)
	f.follow(&p.words, first, end, fullWeight)
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

// addAbout puts the find's documents that are about what is wanted, or may be, into a set.
func (f *find) addAbout(set bitset) {
	for i := range f.leads {
		f.leads[i].addAbout(set)
	}
	for _, hit := range f.told {
		set.set(hit.doc)
	}
}

func (l *lead) addAbout(set bitset) {
	for term := l.first; term < l.end; term++ {
		docs, _ := l.openAbout(term)
		for doc := first; len(docs) > 0; {
			docs, doc = next(docs, doc)
			set[doc/64] |= 1 << (doc % 64)
		}
	}
}

// levels is how much the chosen documents are about what is wanted, 0 of those that are not found.
func (f *find) levels(of *chosen) []level {
	levels := make([]level, of.n)
	for i := range f.leads {
		f.leads[i].raise(levels, of)
	}
	for _, hit := range f.told {
		if of.has(hit.doc) {
			i := of.place(hit.doc)
			levels[i] = max(levels[i], hit.level)
		}
	}
	return levels
}

// raise raises the levels to what the terms say. Those that a document is about say more than all others.
func (l *lead) raise(levels []level, of *chosen) {
	rest := slices.Clone(of.bitset)
	for term := l.first; term < l.end; term++ {
		for _, hit := range l.listAbout(term, of.bitset) {
			l.raiseTo(levels, of, hit)
			rest.clear(hit.doc)
		}
	}
	if rest.isEmpty() {
		return
	}
	for term := l.first; term < l.end; term++ {
		for _, hit := range l.list(term, rest) {
			l.raiseTo(levels, of, hit)
		}
	}
}

func (l *lead) raiseTo(levels []level, of *chosen, hit posting) {
	i := of.place(hit.doc)
	levels[i] = max(levels[i], l.scale[stepOf(hit.level)])
}

// Chosen are some documents, that are counted from the first on.
type chosen struct {
	bitset
	before []uint32 // by word: how many there are before it
	n      int
}

func newChosen(docs bitset) *chosen {
	c := &chosen{docs, make([]uint32, len(docs)), 0}
	for i, word := range docs {
		c.before[i] = uint32(c.n)
		c.n += bits.OnesCount64(word)
	}
	return c
}

// place is how many chosen documents there are before one.
func (c *chosen) place(doc uint32) int {
	return int(c.before[doc/64]) + bits.OnesCount64(c.bitset[doc/64]&(1<<(doc%64)-1))
}
