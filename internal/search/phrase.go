package search

import (
	"cmp"
	"fmt"
	"slices"
)

// Occurrences are documents with the places at which a phrase, as far as it has been read, ends.
type occurrences struct {
	found  []posting
	ends   []uint32 // where the places of each document end
	places []uint32
}

func (o *occurrences) placesOf(i int) []uint32 { return o.places[begin(o.ends, i):o.ends[i]] }

// close ends a document, if it has got any places.
func (o *occurrences) close(p posting) {
	if uint32(len(o.places)) > begin(o.ends, len(o.ends)) {
		o.found, o.ends = append(o.found, p), append(o.ends, uint32(len(o.places)))
	}
}

// findPhrase finds the visible documents in which the words stand next to each other.
func (p *part) findPhrase(f *find, c clause) {
	within, whole := p.withAll(c, f.in), c.words
	if c.prefix {
		whole = whole[:len(whole)-1]
	}
	terms, ok := p.termsOfAll(whole)
	if !ok {
		return
	}
	if len(terms) > 1 {
		f.kept = p.keepRow(within, terms)
	}
	if c.prefix {
		f.take(p.readPhrase(c, within))
		return
	}
	f.take(p.words.least(terms, within))
}

// termsOfAll are the terms of words; ok is false where there is none of one of them.
func (p *part) termsOfAll(words []string) (terms []int, ok bool) {
	for _, word := range words {
		term, ok := p.words.find(word)
		if !ok {
			return nil, false
		}
		terms = append(terms, term)
	}
	return terms, true
}

// readPhrase reads all of a phrase, whose last word is the beginning of one, in some documents, word by word.
func (p *part) readPhrase(c clause, within bitset) []posting {
	var so, next, both occurrences
	for i, word := range c.words {
		first, end := p.termsOf(word, c.prefix && i == len(c.words)-1)
		next.read(&p.words, first, end, within)
		if i == 0 {
			so, next = next, so
			continue
		}
		both.join(&so, &next)
		so, both = both, so
		within.only(so.found)
	}
	return so.found
}

// manyInRow is from how many documents on, that have all words of a row, it is found for the whole segment and kept.
const manyInRow = 500

// keepRow leaves those of some documents, that have all the terms, in which they stand behind each other: those of a kept
// set, where there may be many.
func (p *part) keepRow(docs bitset, terms []int) *keptSet {
	if docs.count() < manyInRow {
		p.words.keepRow(docs, terms)
		return nil
	}
	row := p.rows.get(fmt.Sprint(terms), func() bitset { return p.words.withRow(terms) })
	docs.and(row.bitset)
	return row
}

// withAll is the visible documents that have all words of a clause somewhere.
func (p *part) withAll(c clause, in *room) bitset {
	docs, one := in.copy(p.visible), in.set(p.len())
	for i, word := range c.words {
		first, end := p.termsOf(word, c.prefix && i == len(c.words)-1)
		clear(one)
		p.addBegun(one, first, end)
		docs.and(one)
	}
	return docs
}

// only leaves in the set what was found.
func (b bitset) only(found []posting) {
	clear(b)
	for _, hit := range found {
		b.set(hit.doc)
	}
}

// usualPlaces is at how many places a word that an ad has stands in it, as a rule.
const usualPlaces = 4

// read reads where the terms stand in the documents of a set.
func (o *occurrences) read(p *postings, first, end int, within bitset) {
	n := within.count()
	o.found, o.ends = slices.Grow(o.found[:0], n), slices.Grow(o.ends[:0], n)
	o.places = slices.Grow(o.places[:0], usualPlaces*n)
	for term := first; term < end; term++ {
		places := p.placesOf(term)
		for i, hit := range p.list(term, within) {
			o.places = places.piece(i).decode(o.places)
			o.close(hit)
		}
	}
	if end-first > 1 {
		o.unite()
	}
}

// unite puts what was read of several terms in order, each document once.
func (o *occurrences) unite() {
	type occurrence struct {
		posting
		place uint32
	}
	var all []occurrence
	for i, hit := range o.found {
		for _, place := range o.placesOf(i) {
			all = append(all, occurrence{hit, place})
		}
	}
	slices.SortFunc(all, func(a, b occurrence) int {
		return cmp.Or(cmp.Compare(a.doc, b.doc), cmp.Compare(a.place, b.place))
	})
	o.found, o.ends, o.places = o.found[:0], o.ends[:0], o.places[:0]
	for i := 0; i < len(all); {
		hit := all[i].posting
		for ; i < len(all) && all[i].doc == hit.doc; i++ {
			hit.level = max(hit.level, all[i].level)
			o.places = append(o.places, all[i].place)
		}
		o.close(hit)
	}
}

// join is those of next that stand directly behind one of so.
func (o *occurrences) join(so, next *occurrences) {
	o.found, o.ends, o.places = o.found[:0], o.ends[:0], o.places[:0]
	k := 0
	for i, hit := range next.found {
		for k < len(so.found) && so.found[k].doc < hit.doc {
			k++
		}
		if k == len(so.found) {
			return
		}
		if so.found[k].doc == hit.doc {
			o.places = appendBehind(o.places, so.placesOf(k), next.placesOf(i))
			o.close(posting{hit.doc, min(hit.level, so.found[k].level)})
		}
	}
}

// appendBehind appends those of the places that are one behind one of so.
func appendBehind(to, so, places []uint32) []uint32 {
	for _, place := range places {
		for len(so) > 0 && so[0]+1 < place {
			so = so[1:]
		}
		if len(so) > 0 && so[0]+1 == place {
			to = append(to, place)
		}
	}
	return to
}
