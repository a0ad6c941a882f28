package search

import (
	"fmt"
	"math/bits"
)

// A find is the documents of a part that a want finds. How much each is about it is read of a few alone, in the end: of
// those terms that lead there, or it has been told with the documents.
type find struct {
	docs  bitset
	leads []lead
	told  []posting
	kept  *keptSet // which the documents were taken from, or nil
	in    *room
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
	p.addAll(f.docs, first, end)
	f.lead(p, first, end, weight)
}

// lead notes the terms that have led to documents.
func (f *find) lead(p *postings, first, end, weight int) {
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
	if len(w.words) > 0 {
		phrase := find{docs: f.in.set(p.len()), in: f.in}
		p.findPhrase(&phrase, clause{words: w.words})
		f.take(weighedAll(phrase.told, w.weight))
	}
	if len(w.bases) > 1 {
		f.take(p.withBases(w, f.in))
		return
	}
	if term, ok := p.bases.find(w.bases[0]); ok {
		f.follow(&p.bases, term, term+1, w.weight)
	}
}

// withBases is the visible documents that have all of a way's bases, and how much they are about the one that they are
// least about.
func (p *part) withBases(w way, in *room) []posting {
	terms, docs := make([]int, len(w.bases)), in.copy(p.visible)
	for i, base := range w.bases {
		term, ok := p.bases.find(base)
		if !ok {
			return nil
		}
		one := in.set(p.len())
		p.bases.addTo(one, term)
		docs.and(one)
		terms[i] = term
	}
	return weighedAll(p.bases.least(terms, docs), w.weight)
}

// weighedAll gives the levels of postings a weight.
func weighedAll(told []posting, weight int) []posting {
	for i := range told {
		told[i].level = weighed(told[i].level, weight)
	}
	return told
}

// least is some documents, which have all of the terms, and how much they are about the one that they are least about.
func (p *postings) least(terms []int, docs bitset) []posting {
	all := make([]posting, 0, docs.count())
	for _, hit := range p.list(terms[0], docs) {
		all = append(all, hit)
	}
	for _, term := range terms[1:] {
		i := 0
		for _, hit := range p.list(term, docs) {
			all[i].level = min(all[i].level, hit.level)
			i++
		}
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
	f.kept = p.addBegun(f.docs, first, end)
	f.lead(&p.words, first, end, fullWeight)
}

// Documents that have one of the terms that begin alike are found for the whole segment and kept, from so many terms or postings
// on.
const (
	manyTerms    = 100
	manyPostings = leastAggregated
)

// addBegun adds the documents that have one of the terms that begin so: a kept set, where there are many.
func (p *part) addBegun(docs bitset, first, end int) *keptSet {
	if !p.words.isMuch(first, end) {
		p.words.addAll(docs, first, end)
		return nil
	}
	begun := p.begun.get(fmt.Sprint(first, end), func() bitset {
		all := newBitset(p.len())
		p.words.addAll(all, first, end)
		return all
	})
	docs.or(begun.bitset)
	return begun
}

// isMuch says whether it takes a while to read who has one of the terms.
func (p *postings) isMuch(first, end int) bool {
	many := end-first >= manyTerms
	for n, term := uint32(0), first; term < end && !many; term++ {
		n += p.counts[term]
		many = n >= manyPostings
	}
	return many
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

// addFrom puts the find's documents that have a level or a higher one into a set.
func (f *find) addFrom(least level, set bitset) {
	for i := range f.leads {
		l := &f.leads[i]
		for term := l.first; term < l.end; term++ {
			for docs := range l.layers(term, least, highest) {
				for doc := first; len(docs) > 0; {
					docs, doc = next(docs, doc)
					set[doc/64] |= 1 << (doc % 64)
				}
			}
		}
	}
	for _, hit := range f.told {
		if hit.level >= least {
			set.set(hit.doc)
		}
	}
}

// highest is above every level.
const highest = 256

// count adds, by level, how much there is to read of the documents that are about what the find was led by.
func (f *find) count(sizes *[highest]int) {
	for i := range f.leads {
		l := &f.leads[i]
		for term := l.first; term < l.end; term++ {
			for docs, its := range l.layers(term, 0, highest) {
				sizes[its] += len(docs)
			}
		}
	}
	for _, hit := range f.told {
		sizes[hit.level]++
	}
}

// layers yields what is about a term at a level that is at least one and below another.
func (l *lead) layers(term int, least level, below int) func(yield func(docs []byte, its level) bool) {
	return func(yield func(docs []byte, its level) bool) {
		for s, docs := range l.postings.layers(term) {
			its := l.scale[s]
			if its < least {
				return
			}
			if int(its) < below && !yield(docs, its) {
				return
			}
		}
	}
}

// levels is how much the chosen documents are about what is wanted, 0 of those that are not found. A common term is asked
// for each of them, where they are few; of others, what is told of a document in a higher tier is more than all that is told
// in lower ones.
func (f *find) levels(of *chosen) []level {
	r := raiser{of: of, levels: f.in.levels.zeros(of.n), rest: f.in.copy(of.bitset), raised: f.in.words.zeros(len(of.bitset))}
	for _, hit := range f.told {
		if of.has(hit.doc) {
			r.raise(hit.doc, hit.level)
		}
	}
	for i := range f.leads {
		r.raiseAll(&f.leads[i], true)
	}
	below := highest
	for _, least := range tiers {
		for i := range f.leads {
			r.raiseLayers(&f.leads[i], least, below)
		}
		if r.leave(); r.rest.isEmpty() {
			return r.levels
		}
		below = int(least)
	}
	for i := range f.leads {
		r.raiseAll(&f.leads[i], false)
	}
	return r.levels
}

// A raiser works out the levels of chosen documents, the rest of which may still be raised in lower tiers than that in which
// they have been.
type raiser struct {
	of     *chosen
	levels []level
	rest   bitset
	raised bitset // in the tier
}

func (r *raiser) raise(doc uint32, to level) {
	i := r.of.place(doc)
	r.levels[i] = max(r.levels[i], to)
}

// costAsked is what it costs to ask a common term for one document, in bytes of layers that are read; measured.
const costAsked = 5

// asks says whether a term is asked for each of the documents.
func (r *raiser) asks(l *lead, term int) bool {
	return common(int(l.counts[term]), l.n) && costAsked*r.of.n < l.aboutSize(term)
}

// raiseLayers raises by the layers of the terms that are not asked.
func (r *raiser) raiseLayers(l *lead, least level, below int) {
	for term := l.first; term < l.end; term++ {
		if r.asks(l, term) {
			continue
		}
		for docs, its := range l.layers(term, least, below) {
			for doc := first; len(docs) > 0; {
				docs, doc = next(docs, doc)
				if r.rest.has(doc) {
					r.raise(doc, its)
					r.raised.set(doc)
				}
			}
		}
	}
}

// raiseAll raises by all postings of the terms that are asked, or of the others.
func (r *raiser) raiseAll(l *lead, asked bool) {
	for term := l.first; term < l.end; term++ {
		if r.asks(l, term) != asked {
			continue
		}
		for _, hit := range l.list(term, r.rest) {
			r.raise(hit.doc, l.scale[stepOf(hit.level)])
		}
	}
}

// leave takes the documents that have been raised in a tier out of the rest.
func (r *raiser) leave() {
	for i, word := range r.raised {
		r.rest[i] &^= word
	}
	clear(r.raised)
}

// Chosen are some documents, that are counted from the first on.
type chosen struct {
	bitset
	before []uint32 // by word: how many there are before it
	n      int
}

func newChosen(docs bitset, in *room) *chosen {
	c := &chosen{bitset: docs, before: in.docs.take(len(docs))}
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
