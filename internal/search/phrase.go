package search

import (
	"cmp"
	"slices"
	"sync"
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
	within := p.withAll(c)
	pairs := p.pairsOf(c)
	for _, words := range pairs {
		p.keepPair(within, words)
	}
	if len(pairs) > 0 && len(c.words) == 2 {
		f.take(p.words.least(pairs[0][:], within))
		return
	}
	f.take(p.readPhrase(c, within))
}

// readPhrase reads all of a phrase in some documents, word by word.
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

// A pair is two terms, one behind the other.
type pair [2]int

// pairsOf is the pairs of whole words of a clause, the one first that fewest documents have.
func (p *part) pairsOf(c clause) (pairs []pair) {
	whole := c.words
	if c.prefix {
		whole = whole[:len(whole)-1]
	}
	for i := 1; i < len(whole); i++ {
		one, hasOne := p.words.find(whole[i-1])
		other, hasOther := p.words.find(whole[i])
		if hasOne && hasOther {
			pairs = append(pairs, pair{one, other})
		}
	}
	count := func(words pair) uint32 { return p.words.counts[words[0]] + p.words.counts[words[1]] }
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Compare(count(a), count(b)) })
	return pairs
}

// keepPair leaves those of the documents in a set, that have both words of a pair, in which they stand behind each other.
// Of words that many documents have it is found out for all documents, once.
func (p *part) keepPair(docs bitset, words pair) {
	if common(docs.count(), p.len()) {
		docs.and(p.pairs.get(words, func() bitset { return p.words.withPair(words) }))
		return
	}
	p.words.keepPair(docs, words)
}

// A pairMemory keeps in which documents of a segment pairs of words stand. When it is full it is emptied.
type pairMemory struct {
	mu   sync.Mutex
	docs map[pair]bitset
}

// maxPairs is how many pairs are kept.
const maxPairs = 64

// get is the documents of a pair, not to be changed; they are found where they are not kept.
func (m *pairMemory) get(words pair, find func() bitset) bitset {
	m.mu.Lock()
	docs, ok := m.docs[words]
	m.mu.Unlock()
	if ok {
		return docs
	}
	docs = find()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.docs == nil || len(m.docs) == maxPairs {
		m.docs = make(map[pair]bitset, maxPairs)
	}
	m.docs[words] = docs
	return docs
}

// withAll is the visible documents that have all words of a clause somewhere.
func (p *part) withAll(c clause) bitset {
	docs, one := p.visible.clone(), newBitset(p.len())
	for i, word := range c.words {
		first, end := p.termsOf(word, c.prefix && i == len(c.words)-1)
		clear(one)
		for term := first; term < end; term++ {
			p.words.addTo(one, term)
		}
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
