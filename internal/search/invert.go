package search

import (
	"encoding/binary"

	"ledigajobb/internal/board"
)

// An inverter makes postings from documents that it is given in order: by word as it stands there, and by base.
type inverter struct {
	lexicon *lexicon
	words   collector
	bases   collector
	keys    []keyNumber // of all words by their numbers
	keyEnd  []uint32
	open    document
	scratch []byte
}

type keyNumber struct {
	base uint32
	near float32
}

// A document is what has been read of the one that is open: its words and bases, each once, and where the words stand. All
// of it is small and near, where the tables of all words are large and far.
type document struct {
	number int
	words  once[wordIn]
	bases  once[presence]
	places []occurrence
}

// A wordIn is a word in the open document.
type wordIn struct {
	in          [inText + 1]uint8 // by field: how often, at most maxTimes
	first, last int               // of its occurrences
}

// An occurrence is a place of a word; next is the number of the word's next one.
type occurrence struct {
	place uint32
	next  int
}

// invert makes the postings of jobs.
func invert(jobs []*board.Job, x *lexicon) (words, bases postings) {
	v := &inverter{lexicon: x, words: newCollector(), bases: newCollector()}
	for doc, j := range jobs {
		v.open.number = doc
		v.close(headlineNorm(v.read(j)))
	}
	words, bases = v.words.postings(len(jobs), true), v.bases.postings(len(jobs), false)
	return words, bases
}

// read notes what stands in a job, and tells how many words its headline has.
func (v *inverter) read(j *board.Job) (headline int) {
	place := uint32(0)
	for f, text := range fieldTexts(j) {
		if f > inHeadline && headline == 0 {
			headline = int(place)
		}
		place = v.readText(f, text, place) + 1 // so that the last word of one text and the first of the next are no phrase
	}
	return headline
}

// readText notes the words of a text, the first of which has the place, and tells which place is next.
func (v *inverter) readText(f field, text string, place uint32) uint32 {
	var before []byte
	for s := (scanner{text: text}); s.scan(); place++ {
		v.scratch = lower(append(v.scratch[:0], before...), s.word())
		word := v.scratch[len(before):]
		v.word(word, f, place)
		switch {
		case len(before) == 0:
		case s.hyphen:
			v.word(v.scratch, f, place)
		case f <= inRole && !small[string(before)] && !small[string(word)]:
			pair, _ := v.bases.number([]byte(v.lexicon.pair(string(before), string(word))))
			v.base(pair).mark(f, nearPair)
		}
		before = append(before[:0], word...)
	}
	return place
}

// word notes that a word stands in a field, at a place.
func (v *inverter) word(term []byte, f field, place uint32) {
	n, fresh := v.words.number(term)
	if fresh {
		for _, k := range v.lexicon.keys(string(term)) {
			base, _ := v.bases.number([]byte(k.base))
			v.keys = append(v.keys, keyNumber{base, k.near})
		}
		v.keyEnd = append(v.keyEnd, uint32(len(v.keys)))
	}
	d := &v.open
	w, met := d.words.get(n)
	if met {
		d.places[w.last].next = len(d.places)
	} else {
		w.first = len(d.places)
	}
	w.in[f] = min(maxTimes, w.in[f]+1)
	w.last = len(d.places)
	d.places = append(d.places, occurrence{place: place})
}

// base is the base in the open document.
func (v *inverter) base(n uint32) *presence {
	p, _ := v.open.bases.get(n)
	return p
}

// mark notes that something so near stands in a short field.
func (p *presence) mark(f field, near float32) { p.short[f] = max(p.short[f], near) }

// close writes down the open document, whose headline counts norm.
func (v *inverter) close(norm float32) {
	d := &v.open
	for i, n := range d.words.numbers {
		w := &d.words.items[i]
		own := presence{text: float32(w.in[inText])}
		for f, times := range w.in[:shortFields] {
			if times > 0 {
				own.mark(field(f), nearSelf)
			}
		}
		for _, k := range v.keys[begin(v.keyEnd, int(n)):v.keyEnd[n]] {
			v.base(k.base).add(&own, k.near)
		}
		v.words.note(n, own.level(norm))
		v.words.notePlaces(d.places, w)
	}
	for i, n := range d.bases.numbers {
		v.bases.note(n, d.bases.items[i].level(norm))
	}
	v.words.turn(d.number)
	v.bases.turn(d.number)
	d.words.clear()
	d.bases.clear()
	d.places = d.places[:0]
}

// add adds what another presence is, so near.
func (p *presence) add(other *presence, near float32) {
	for f, its := range other.short {
		p.short[f] = max(p.short[f], its*near)
	}
	p.text = min(maxTimes, p.text+other.text*near)
}

// Once keeps an item for each of the numbers met since it was cleared.
type once[T any] struct {
	numbers []uint32
	items   []T
	at      []sighting // by number
	round   uint32
}

// A sighting says where a number's item is, in the round in which it was met.
type sighting struct{ round, item uint32 }

// get is the item of a number; met says that it is not new.
func (o *once[T]) get(number uint32) (item *T, met bool) {
	for int(number) >= len(o.at) {
		o.at = append(o.at, sighting{})
	}
	if s := o.at[number]; s.round == o.round+1 {
		return &o.items[s.item], true
	}
	o.at[number] = sighting{o.round + 1, uint32(len(o.items))}
	o.numbers, o.items = append(o.numbers, number), append(o.items, *new(T))
	return &o.items[len(o.items)-1], false
}

func (o *once[T]) clear() {
	o.numbers, o.items = o.numbers[:0], o.items[:0]
	o.round++
}

// notePlaces notes where a word stands, behind its posting.
func (c *collector) notePlaces(all []occurrence, w *wordIn) {
	var bytes [64]byte
	piece, before := bytes[:0], uint32(0)
	for i := w.first; ; i = all[i].next {
		piece = binary.AppendUvarint(piece, uint64(all[i].place-before))
		before = all[i].place
		if i == w.last {
			break
		}
	}
	c.notePiece(piece)
}
