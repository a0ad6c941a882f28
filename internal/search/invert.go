package search

import (
	"encoding/binary"
	"slices"
	"strings"

	"ledigajobb/internal/board"
)

// An inverter makes postings from documents that it is given in order: by word as it stands there, and by base.
type inverter struct {
	lexicon *lexicon
	words   table[wordIn]
	bases   table[baseIn]
	touched []uint32 // the words of the open document
	felt    []uint32 // its bases
}

// A table numbers terms and keeps a growing list of postings of each, and what is known of it in the open document.
type table[T any] struct {
	numbers map[string]uint32
	lists   []growing
	open    []T
}

// A wordIn is a word in the open document.
type wordIn struct {
	keys []keyNumber
	in   [inText + 1]uint8 // by field: how often, at most maxTimes
	at   []uint32
}

// A baseIn is a base in the open document.
type baseIn struct {
	presence
	felt bool
}

type keyNumber struct {
	base uint32
	near float32
}

// number is the term's; fresh says that it has got it just now.
func (t *table[T]) number(term string) (n uint32, fresh bool) {
	n, ok := t.numbers[term]
	if !ok {
		n, term = uint32(len(t.lists)), strings.Clone(term)
		t.numbers[term] = n
		t.lists, t.open = append(t.lists, growing{term: term}), append(t.open, *new(T))
	}
	return n, !ok
}

// invert makes the postings of jobs.
func invert(jobs []*board.Job, x *lexicon) (words, bases postings) {
	v := &inverter{lexicon: x, words: table[wordIn]{numbers: map[string]uint32{}}, bases: table[baseIn]{numbers: map[string]uint32{}}}
	for doc, j := range jobs {
		v.read(j)
		v.close(uint32(doc), headlineNorm(len(terms(j.Ad.Headline))))
	}
	return v.words.postings(true), v.bases.postings(false)
}

// read notes what stands in a job.
func (v *inverter) read(j *board.Job) {
	place := uint32(0)
	for f, text := range fieldTexts(j) {
		before := ""
		for t := range tokens(text) {
			v.word(t.term, f, place)
			switch {
			case before == "":
			case t.hyphen:
				v.word(before+t.term, f, place)
			case f <= inRole && !small[before] && !small[t.term]:
				base, _ := v.bases.number(v.lexicon.pair(before, t.term))
				v.feel(base).mark(f, nearPair)
			}
			before = t.term
			place++
		}
		place++ // so that the last word of one text and the first of the next are no phrase
	}
}

// word notes that a word stands in a field, at a place.
func (v *inverter) word(term string, f field, place uint32) {
	n, fresh := v.words.number(term)
	w := &v.words.open[n]
	if fresh {
		for _, k := range v.lexicon.keys(term) {
			base, _ := v.bases.number(k.base)
			w.keys = append(w.keys, keyNumber{base, k.near})
		}
	}
	if len(w.at) == 0 {
		v.touched = append(v.touched, n)
	}
	w.in[f] = min(maxTimes, w.in[f]+1)
	w.at = append(w.at, place)
}

// feel is the base in the open document.
func (v *inverter) feel(n uint32) *baseIn {
	b := &v.bases.open[n]
	if !b.felt {
		b.felt = true
		v.felt = append(v.felt, n)
	}
	return b
}

// mark notes that something so near stands in a short field.
func (p *presence) mark(f field, near float32) { p.short[f] = max(p.short[f], near) }

// close writes down the open document.
func (v *inverter) close(doc uint32, norm float32) {
	for _, n := range v.touched {
		w := &v.words.open[n]
		own := presence{text: float32(w.in[inText])}
		for f, times := range w.in[:shortFields] {
			if times > 0 {
				own.mark(field(f), nearSelf)
			}
		}
		v.words.lists[n].add(posting{doc, own.level(norm)}, w.at)
		for _, k := range w.keys {
			b := v.feel(k.base)
			for f, near := range own.short {
				b.mark(field(f), near*k.near)
			}
			b.text = min(maxTimes, b.text+k.near*own.text)
		}
		w.in, w.at = [inText + 1]uint8{}, w.at[:0]
	}
	for _, n := range v.felt {
		v.bases.lists[n].add(posting{doc, v.bases.open[n].level(norm)}, nil)
		v.bases.open[n] = baseIn{}
	}
	v.touched, v.felt = v.touched[:0], v.felt[:0]
}

// A growing list is a term's postings while they are collected.
type growing struct {
	term         string
	last         uint32 // the document before, plus one
	docs, places []byte
}

// add notes a posting. Documents and their places come ascending.
func (g *growing) add(p posting, at []uint32) {
	g.docs = append(binary.AppendUvarint(g.docs, uint64(p.doc+1-g.last)), p.level)
	g.last = p.doc + 1
	if at == nil {
		return
	}
	var scratch [64]byte
	encoded, before := scratch[:0], uint32(0)
	for _, place := range at {
		encoded = binary.AppendUvarint(encoded, uint64(place-before))
		before = place
	}
	g.places = append(binary.AppendUvarint(g.places, uint64(len(encoded))), encoded...)
}

// postings puts all lists together.
func (t *table[T]) postings(placed bool) postings {
	slices.SortFunc(t.lists, func(a, b growing) int { return strings.Compare(a.term, b.term) })
	var p postings
	for i := range t.lists {
		if g := &t.lists[i]; len(g.docs) > 0 {
			if placed && g.places == nil {
				g.places = []byte{}
			}
			p.append(g.term, g.docs, g.places)
		}
		t.lists[i] = growing{}
	}
	return p.clip()
}
