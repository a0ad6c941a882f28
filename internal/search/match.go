package search

import (
	"slices"
)

// A find is a clause's documents in a part, ascending, with their marks.
type find []posting

// find finds the clause's visible documents.
func (p *part) findClause(c clause) find {
	if len(c.words) > 1 {
		return p.findPhrase(c)
	}
	first, end := p.termsOf(c.words[0], c.prefix)
	if end-first > 1 {
		return p.findAny(first, end)
	}
	var found find
	for term := first; term < end; term++ {
		for hit := range p.text.list(term) {
			if p.visible.has(hit.doc) {
				found = append(found, hit)
			}
		}
	}
	return found
}

// termsOf is the range of terms that a word of a query stands for.
func (p *part) termsOf(word string, prefix bool) (first, end int) {
	if prefix {
		return p.text.prefixed(word)
	}
	if i, ok := p.text.find(word); ok {
		return i, i + 1
	}
	return 0, 0
}

// findAny finds the visible documents of any of the terms.
func (p *part) findAny(first, end int) find {
	marks := make([]mark, p.len())
	found := newBitset(p.len())
	for term := first; term < end; term++ {
		for hit := range p.text.list(term) {
			marks[hit.doc] = marks[hit.doc].or(hit.mark)
			found.set(hit.doc)
		}
	}
	found.and(p.visible)
	var out find
	for doc := range found.all {
		out = append(out, posting{doc, marks[doc]})
	}
	return out
}

// findPhrase finds the visible documents in which the words stand next to each other.
func (p *part) findPhrase(c clause) find {
	var so []phrasal
	for i, word := range c.words {
		first, end := p.termsOf(word, c.prefix && i == len(c.words)-1)
		next := p.phrasals(first, end)
		if i > 0 {
			next = follow(so, next)
		}
		if so = next; len(so) == 0 {
			return nil
		}
	}
	found := make(find, len(so))
	for i, ph := range so {
		found[i] = ph.posting
	}
	return found
}

// A phrasal is a document with the places at which a phrase, as far as it has been read, ends.
type phrasal struct {
	posting
	at []uint32
}

// phrasals is the visible documents of any of the terms.
func (p *part) phrasals(first, end int) []phrasal {
	var all []phrasal
	for term := first; term < end; term++ {
		rest := p.text.placesOf(term)
		for hit := range p.text.list(term) {
			at := rest.cut()
			if p.visible.has(hit.doc) {
				all = append(all, phrasal{hit, at.decode(nil)})
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
			united[last].mark = united[last].mark.or(ph.mark)
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

// follow keeps those of next that stand directly behind one of so.
func follow(so, next []phrasal) []phrasal {
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
			out = append(out, phrasal{posting{ph.doc, ph.mark.and(so[0].mark)}, at})
		}
	}
	return out
}
