package search

import (
	"cmp"
	"slices"
)

// A baser makes the postings of bases from those of the words that they are found by. The postings of a base that is that of
// one word, and of no pair, are the word's.
type baser struct {
	*inverted
	terms   *numbering
	rank    []uint32 // of words by their numbers: where they stand in order
	words   []wordOf // by base
	ends    []uint32 // where the words of each base end
	pairs   []pairIn // by base
	usage   []presence
	touched bitset // the documents of which there is a usage
}

// A wordOf is a word by which a base is found, so near.
type wordOf struct {
	word uint32
	near int32
}

func newBaser(v *inverter, in *inverted) *baser {
	n := len(in.norms)
	b := &baser{inverted: in, terms: v.bases, rank: make([]uint32, v.len()), words: make([]wordOf, len(v.keys)),
		ends: make([]uint32, v.bases.len()), pairs: v.pairs, usage: make([]presence, n), touched: newBitset(n)}
	for i, word := range in.order {
		b.rank[word] = uint32(i)
	}
	slices.SortStableFunc(b.pairs, func(a, b pairIn) int { return cmp.Compare(a.base, b.base) })
	b.turn(v)
	return b
}

// turn lists, by base, the words that are found by it.
func (b *baser) turn(v *inverter) {
	for _, k := range v.keys {
		b.ends[k.base]++
	}
	end := uint32(0)
	for base, n := range b.ends {
		b.ends[base], end = end, end+n // where they begin, at first
	}
	for word := range v.keyEnd {
		for _, k := range v.keys[begin(v.keyEnd, word):v.keyEnd[word]] {
			b.words[b.ends[k.base]] = wordOf{uint32(word), k.near}
			b.ends[k.base]++
		}
	}
}

// postings is those of all bases.
func (b *baser) postings() postings {
	p := newPostings(len(b.norms), b.terms.len(), len(b.terms.text), 0, 0)
	var entries []entry
	for _, base := range b.terms.sorted() {
		words, pairs := b.words[begin(b.ends, int(base)):b.ends[base]], b.pairsOf(base)
		if len(words) == 1 && words[0].near == nearUnits && len(pairs) == 0 {
			its, _ := b.of(words[0].word)
			p.appendTwin(b.terms.term(base), b.rank[words[0].word], len(its))
			continue
		}
		entries = b.merge(words, pairs, entries[:0])
		p.append(b.terms.term(base), entries, nil)
	}
	p.clip()
	return p
}

// pairsOf is the pairs that are found by a base.
func (b *baser) pairsOf(base uint32) []pairIn {
	first, _ := slices.BinarySearchFunc(b.pairs, base, func(p pairIn, base uint32) int { return cmp.Compare(p.base, base) })
	end := first
	for end < len(b.pairs) && b.pairs[end].base == base {
		end++
	}
	return b.pairs[first:end]
}

// merge appends the entries of the documents that have one of the words or pairs.
func (b *baser) merge(words []wordOf, pairs []pairIn, to []entry) []entry {
	first, last := len(b.touched), -1
	at := func(doc uint32) *presence {
		b.touched.set(doc)
		first, last = min(first, int(doc/64)), max(last, int(doc/64))
		return &b.usage[doc]
	}
	for _, w := range words {
		notes, _ := b.of(w.word)
		for _, n := range notes {
			at(n.doc()).add(n.use(), w.near)
		}
	}
	for _, p := range pairs {
		at(p.doc).mark(p.in, pairUnits)
	}
	for i := first; i <= last; i++ {
		for doc := range b.touched[i : i+1].all {
			doc += uint32(64 * i)
			to = append(to, newEntry(doc, 0, b.usage[doc].step(b.norms[doc])))
			b.usage[doc] = presence{}
		}
		b.touched[i] = 0
	}
	return to
}
