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
	bases  *numbering
	keys   []keyNumber // of all words by their numbers
	keyEnd []uint32
	pairs  []pairIn
	joined *numbering // the words of pairs, as one
	joint  []uint32   // and their bases
	open   document
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

// A document is what has been read of the one that is open: its words, and each of them once. All of it is small and near,
// where the tables of all words are large and far.
type document struct {
	number  uint32
	letters []byte   // the words, one behind the other
	words   []wordAt // in their order
	once    once[wordIn]
	piece   []byte // the one that is made
}

// A wordAt is a word as it stands in the open document.
type wordAt struct {
	begin, end uint32 // its letters
	in         field
	place      uint32
	next       uint32 // where the same word stands next
}

// A wordIn is a word in the open document, however often.
type wordIn struct {
	in          [inText + 1]uint8 // by field: how often, at most maxTimes
	first, last uint32            // of its words
}

func newInverter(x *lexicon) *inverter {
	return &inverter{lexicon: x, collector: newCollector(), bases: newNumbering(), joined: newNumbering()}
}

// add takes in the next job: first it splits its texts into words, and only then looks these up, one directly after the other,
// so that the processor fetches the places of several words from memory at the same time.
func (v *inverter) add(j *board.Job) {
	v.norms = append(v.norms, headlineNorm(v.read(j)))
	for i := range v.open.words {
		v.look(uint32(i))
	}
	v.close()
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
	d, none := &v.open, uint32(len(v.open.letters))
	s, before, begin, ok := scanner{text: text}, none, none, true
	for ; ; place++ {
		before, begin = begin, uint32(len(d.letters))
		if d.letters, ok = s.read(d.letters); !ok {
			return place
		}
		end := uint32(len(d.letters))
		d.words = append(d.words, wordAt{begin: begin, end: end, in: f, place: place})
		switch {
		case begin == none:
		case s.hyphen:
			d.words = append(d.words, wordAt{begin: before, end: end, in: f, place: place})
		case f <= inRole && !small[string(d.letters[before:begin])] && !small[string(d.letters[begin:end])]:
			v.pairs = append(v.pairs, pairIn{v.pair(d.letters[before:end]), d.number, f})
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

// look finds out which word it is that stands somewhere in the open document.
func (v *inverter) look(at uint32) {
	d := &v.open
	its := &d.words[at]
	n, fresh := v.number(d.letters[its.begin:its.end])
	if fresh {
		v.meet(string(d.letters[its.begin:its.end]))
	}
	w, met := d.once.get(n)
	if met {
		d.words[w.last].next = at
	} else {
		w.first = at
	}
	w.in[its.in] = min(maxTimes, w.in[its.in]+1)
	w.last = at
}

// meet notes what a word is found by that is seen for the first time.
func (v *inverter) meet(word string) {
	for _, k := range v.lexicon.keys(word) {
		base, _ := v.bases.number([]byte(k.base))
		v.keys = append(v.keys, keyNumber{base, int32(k.near*nearUnits + 0.5)})
	}
	v.keyEnd = append(v.keyEnd, uint32(len(v.keys)))
}

// close writes down the open document.
func (v *inverter) close() {
	d := &v.open
	for i, n := range d.once.numbers {
		w := &d.once.items[i]
		d.piece = d.pieceOf(w, d.piece[:0])
		v.note(n, d.number, w.use(), d.piece)
	}
	d.number++
	d.letters, d.words = d.letters[:0], d.words[:0]
	d.once.clear()
}

// pieceOf is where a word stands, as places are written down.
func (d *document) pieceOf(w *wordIn, to []byte) []byte {
	before := uint32(0)
	for i := w.first; ; i = d.words[i].next {
		place := d.words[i].place
		if gap := place - before; gap < 0x80 {
			to = append(to, byte(gap))
		} else {
			to = binary.AppendUvarint(to, uint64(gap))
		}
		if i == w.last {
			return to
		}
		before = place
	}
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
	met     []meeting // by number
}

// A meeting says in which round a number was met last, counted from one, and which item it got.
type meeting struct{ round, item uint32 }

// get is the item of a number; met says that it is not new.
func (o *once[T]) get(number uint32) (item *T, met bool) {
	for int(number) >= len(o.met) {
		o.met = append(o.met, meeting{})
	}
	m := &o.met[number]
	if m.round == o.round+1 {
		return &o.items[m.item], true
	}
	*m = meeting{o.round + 1, uint32(len(o.items))}
	o.numbers, o.items = append(o.numbers, number), append(o.items, *new(T))
	return &o.items[len(o.items)-1], false
}

func (o *once[T]) clear() {
	o.numbers, o.items = o.numbers[:0], o.items[:0]
	o.round++
}
