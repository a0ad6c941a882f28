package search

import "encoding/binary"

// A collector takes postings document by document, and gives them term by term. What it is given it writes down one behind
// the other; in the end each posting is put where its term's are, as in a counting sort. Nothing is kept by term on the
// way, since a list for each of a hundred thousand terms is a hundred thousand places to write at.
//
// For the same reason it has drawers, one for every so many-th term: the places at which the postings of one drawer are put
// are so few that they fit into a processor's cache.
type collector struct {
	*numbering
	norms   []float32 // by document: what a word of its headline counts
	drawers [drawers]drawer
}

const drawers = 32

// A drawer is what was noted of its terms, in the order of the documents.
type drawer struct {
	page // the one that is being filled
	full []page
}

// A page is what was noted of some documents: postings, and behind each other their pieces.
type page struct {
	notes  []note
	pieces []byte
}

// A note is a posting: its term among the drawer's and, in the lower four bits, the length of its piece, at most longBytes; its
// document and, in the lower eight bits, how the term is used there.
type note struct{ term, used uint32 }

func (n note) doc() uint32 { return n.used >> docBits }
func (n note) use() use    { return use(n.used) }

// pageSize is how many postings a page has room for.
const pageSize = 1 << 14

func newCollector() collector { return collector{numbering: newNumbering()} }

// note notes a posting of a document, with its piece.
func (c *collector) note(term, doc uint32, u use, piece []byte) {
	d := &c.drawers[term%drawers]
	if len(d.notes) == pageSize {
		d.full = append(d.full, d.page)
		d.page = page{make([]note, 0, pageSize), make([]byte, 0, len(d.pieces)+len(d.pieces)/16)}
	}
	if len(piece) >= longBytes {
		d.pieces = binary.AppendUvarint(d.pieces, uint64(len(piece)))
	}
	d.pieces = append(d.pieces, piece...)
	d.notes = append(d.notes, note{term/drawers<<lengthBits | uint32(min(len(piece), longBytes)), doc<<docBits | uint32(u)})
}

// An inverted is what was noted, by term and then by document.
type inverted struct {
	order   []uint32 // the numbers of the terms in their order
	norms   []float32
	drawers [drawers]sorted
}

// A sorted drawer is a drawer's notes and pieces by term.
type sorted struct {
	ends   []sum // by term: where what there is of it ends
	notes  []note
	pieces []byte
}

// A sum is how much there is of a term.
type sum struct{ notes, bytes uint32 }

// inverted puts everything in order. The collector is empty then.
func (c *collector) inverted() *inverted {
	in := &inverted{order: c.sorted(), norms: c.norms}
	for i := range c.drawers {
		d := &c.drawers[i]
		in.drawers[i] = newSorted(append(d.full, d.page), (c.len()+drawers-1-i)/drawers)
		*d = drawer{}
	}
	return in
}

// newSorted sorts the pages of a drawer with so many terms.
func newSorted(pages []page, terms int) sorted {
	s := sorted{ends: make([]sum, terms)}
	for _, p := range pages {
		rest := p.pieces
		for _, n := range p.notes {
			at, size := &s.ends[n.term>>lengthBits], n.size(rest)
			at.notes, at.bytes, rest = at.notes+1, at.bytes+uint32(size), rest[size:]
		}
	}
	end := sum{}
	for i, its := range s.ends {
		s.ends[i], end = end, sum{end.notes + its.notes, end.bytes + its.bytes} // where it begins, at first
	}
	s.notes, s.pieces = make([]note, end.notes), make([]byte, end.bytes)
	for _, p := range pages {
		rest := p.pieces
		for _, n := range p.notes {
			at, size := &s.ends[n.term>>lengthBits], n.size(rest)
			s.notes[at.notes] = n
			copy(s.pieces[at.bytes:], rest[:size])
			at.notes, at.bytes, rest = at.notes+1, at.bytes+uint32(size), rest[size:]
		}
	}
	return s
}

// size is how many bytes the note's piece takes, the first of some pieces.
func (n note) size(rest []byte) int {
	size := int(n.term & 15)
	if size == longBytes {
		length, width := binary.Uvarint(rest)
		size = width + int(length)
	}
	return size
}

// of is a term's notes and their pieces.
func (in *inverted) of(number uint32) (notes []note, pieces []byte) {
	d, i := &in.drawers[number%drawers], int(number/drawers)
	first, end := sum{}, d.ends[i]
	if i > 0 {
		first = d.ends[i-1]
	}
	return d.notes[first.notes:end.notes], d.pieces[first.bytes:end.bytes]
}

// postings is all of it.
func (in *inverted) postings(terms *numbering) postings {
	all := sum{}
	for i := range in.drawers {
		all = sum{all.notes + uint32(len(in.drawers[i].notes)), all.bytes + uint32(len(in.drawers[i].pieces))}
	}
	p := newPostings(len(in.norms), terms.len(), len(terms.text), int(all.notes), int(all.bytes))
	var entries []entry
	for _, number := range in.order {
		notes, pieces := in.of(number)
		entries = entries[:0]
		for _, n := range notes {
			entries = append(entries, newEntry(n.doc(), int(n.term&15), n.use().step(in.norms[n.doc()])))
		}
		p.append(terms.term(number), entries, pieces)
	}
	p.clip()
	return p
}
