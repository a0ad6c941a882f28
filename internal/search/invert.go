package search

import (
	"encoding/binary"

	"ledigajobb/internal/board"
)

// An inverter makes postings from documents that it is given in order. It notes their words as they stand there; what they
// are found by, their bases, is worked out in the end, word by word and no more document by document: most of the bases are
// those of a single word, and have its postings.
type inverter struct {
	lexicon *lexicon
	collector
	bases   *numbering
	keys    []keyNumber // of all words by their numbers
	keyEnd  []uint32
	pairs   []pairIn
	joined  *numbering // the words of pairs, as one
	joint   []uint32   // and their bases
	open    document
	lowered []byte // the words of a text, one behind the other
}

// A keyNumber is a base and how near it is to a word, in nearUnits.
type keyNumber struct {
	base uint32
	near int32
}

// A pairIn is two words that follow each other in a short field of a document, found by a base together.
type pairIn struct {
	base, doc uint32
	in        field
}

// A document is what has been read of the one that is open: its words, each once, and where they stand. All of it is small
// and near, where the tables of all words are large and far.
type document struct {
	number int
	words  once[wordIn]
	places []occurrence
}

// A wordIn is a word in the open document.
type wordIn struct {
	in          [inText + 1]uint8 // by field: how often, at most maxTimes
	first, last uint32            // of its occurrences
}

// An occurrence is a place of a word; next is the number of the word's next one.
type occurrence struct{ place, next uint32 }

func newInverter(x *lexicon) *inverter {
	return &inverter{lexicon: x, collector: newCollector(), bases: newNumbering(), joined: newNumbering()}
}

// add takes in the next job.
func (v *inverter) add(j *board.Job) {
	v.close(headlineNorm(v.read(j)))
	v.open.number++
}

// postings is those of all jobs: by word as it stands there, and by base. The inverter is empty then.
func (v *inverter) postings() (words, bases postings) {
	in := v.collector.inverted()
	words = in.postings(v.numbering)
	return words, newBaser(v, in).postings()
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
	v.lowered = v.lowered[:0]
	s, before, begin, ok := scanner{text: text}, 0, 0, true
	for ; ; place++ {
		before, begin = begin, len(v.lowered)
		if v.lowered, ok = s.read(v.lowered); !ok {
			return place
		}
		word, both := v.lowered[begin:], v.lowered[before:]
		v.word(word, f, place)
		switch {
		case begin == 0:
		case s.hyphen:
			v.word(both, f, place)
		case f <= inRole && !small[string(v.lowered[before:begin])] && !small[string(word)]:
			v.pairs = append(v.pairs, pairIn{v.pair(both), uint32(v.open.number), f})
		}
	}
}

// pair is the base of two words, given as one.
func (v *inverter) pair(both []byte) uint32 {
	n, fresh := v.joined.number(both)
	if fresh {
		base, _ := v.bases.number([]byte(v.lexicon.language.Base(string(both))))
		v.joint = append(v.joint, base)
	}
	return v.joint[n]
}

// word notes that a word stands in a field, at a place.
func (v *inverter) word(term []byte, f field, place uint32) {
	n, fresh := v.number(term)
	if fresh {
		for _, k := range v.lexicon.keys(string(term)) {
			base, _ := v.bases.number([]byte(k.base))
			v.keys = append(v.keys, keyNumber{base, int32(k.near*nearUnits + 0.5)})
		}
		v.keyEnd = append(v.keyEnd, uint32(len(v.keys)))
	}
	d, at := &v.open, uint32(len(v.open.places))
	w, met := d.words.get(n, v.account(n))
	if met {
		d.places[w.last].next = at
	} else {
		w.first = at
	}
	w.in[f] = min(maxTimes, w.in[f]+1)
	w.last = at
	d.places = append(d.places, occurrence{place: place})
}

// close writes down the open document, whose headline counts norm.
func (v *inverter) close(norm float32) {
	d := &v.open
	for i, n := range d.words.numbers {
		w := &d.words.items[i]
		v.note(n, w.use())
		v.notePlaces(d.places, w)
	}
	v.turn(d.number, norm)
	d.words.clear()
	d.places = d.places[:0]
}

// use is how the word is used in its document.
func (w *wordIn) use() use {
	u := use(w.in[inText]) << shortFields
	for f, times := range w.in[:shortFields] {
		if times > 0 {
			u |= 1 << f
		}
	}
	return u
}

// Once keeps an item for each of the numbers met since it was cleared.
type once[T any] struct {
	numbers []uint32
	items   []T
	round   uint32
}

// get is the item of a number, whose account knows in which round it was met last; met says that it is not new.
func (o *once[T]) get(number uint32, a *account) (item *T, met bool) {
	if a.round == o.round+1 {
		return &o.items[a.item], true
	}
	a.round, a.item = o.round+1, uint32(len(o.items))
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
		if gap := all[i].place - before; gap < 0x80 {
			piece = append(piece, byte(gap))
		} else {
			piece = binary.AppendUvarint(piece, uint64(gap))
		}
		before = all[i].place
		if i == w.last {
			break
		}
	}
	c.notePiece(piece)
}
