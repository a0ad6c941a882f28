package search

import "encoding/binary"

// A collector takes postings document by document, and gives them term by term. What it is given it writes down one behind
// the other; in the end each posting is put where its term's are, as in a counting sort. Nothing is kept by term on the
// way but its counts, since a list for each of a hundred thousand terms is a hundred thousand places to write at.
type collector struct {
	*numbering
	accounts []account // by term
	norms    []float32 // by document: what a word of its headline counts
	page               // the one that is being filled
	full     []page
}

// An account is what is asked of a term for each of its postings, in one place: where it is in the document that it was met
// in last (once), and how much there is of it.
type account struct {
	round, item uint32
	sum
}

// A sum is how much there is of a term.
type sum struct {
	postings uint32
	bytes    uint32 // of its pieces
}

// A page is what was noted of some documents.
type page struct {
	notes  []note
	turns  []uint32 // where each document ends
	first  int      // the first document
	pieces []byte
}

// A note is a posting of the document that was open: its term, how it is used there, and how long its piece is.
type note struct {
	term   uint32
	use    use
	length uint8 // at most longBytes
}

// pageSize is how many postings a page has room for before another is begun.
const pageSize = 1 << 18

func newCollector() collector { return collector{numbering: newNumbering()} }

// account is a term's.
func (c *collector) account(term uint32) *account {
	for int(term) >= len(c.accounts) {
		c.accounts = append(c.accounts, account{})
	}
	return &c.accounts[term]
}

// note notes a posting of the open document.
func (c *collector) note(term uint32, u use) {
	c.accounts[term].postings++
	c.notes = append(c.notes, note{term: term, use: u})
}

// notePiece notes the places of the posting that was noted last.
func (c *collector) notePiece(piece []byte) {
	last, before := &c.notes[len(c.notes)-1], len(c.pieces)
	last.length = uint8(min(len(piece), longBytes))
	if len(piece) >= longBytes {
		c.pieces = binary.AppendUvarint(c.pieces, uint64(len(piece)))
	}
	c.pieces = append(c.pieces, piece...)
	c.accounts[last.term].bytes += uint32(len(c.pieces) - before)
}

// turn ends a document.
func (c *collector) turn(doc int, norm float32) {
	c.norms = append(c.norms, norm)
	c.turns = append(c.turns, uint32(len(c.notes)))
	if size := len(c.notes); size >= pageSize {
		c.full = append(c.full, c.page)
		c.page = page{first: doc + 1, notes: make([]note, 0, size), pieces: make([]byte, 0, len(c.pieces))}
	}
}

// An inverted is what was noted, in the order of the terms and then of the documents.
type inverted struct {
	order   []uint32 // the numbers of the terms in their order
	ends    []sum    // by number: where what there is of a term ends
	sums    []sum    // by number
	entries []entry
	uses    []use // of the entries
	pieces  []byte
	norms   []float32
}

// inverted puts everything in order. The collector is empty then.
func (c *collector) inverted() *inverted {
	in := &inverted{order: c.sorted(), ends: make([]sum, c.len()), sums: make([]sum, c.len()), norms: c.norms}
	end := sum{}
	for _, number := range in.order {
		in.ends[number], in.sums[number] = end, c.accounts[number].sum // where it begins, at first
		end.postings += c.accounts[number].postings
		end.bytes += c.accounts[number].bytes
	}
	in.entries, in.uses, in.pieces = make([]entry, end.postings), make([]use, end.postings), make([]byte, end.bytes)
	for i := range c.full {
		in.put(&c.full[i])
		c.full[i] = page{}
	}
	in.put(&c.page)
	return in
}

// put puts a page's postings and pieces behind those of the same terms.
func (in *inverted) put(p *page) {
	from, rest := 0, p.pieces
	for i, end := range p.turns {
		doc := p.first + i
		for _, n := range p.notes[from:end] {
			head := &in.ends[n.term]
			in.entries[head.postings] = newEntry(uint32(doc), int(n.length), n.use.step(in.norms[doc]))
			in.uses[head.postings] = n.use
			head.postings++
			size := int(n.length)
			if size == longBytes {
				length, width := binary.Uvarint(rest)
				size = width + int(length)
			}
			copy(in.pieces[head.bytes:], rest[:size])
			head.bytes, rest = head.bytes+uint32(size), rest[size:]
		}
		from = int(end)
	}
}

// of is a term's entries and how it is used in them.
func (in *inverted) of(number uint32) (entries []entry, uses []use) {
	end := in.ends[number].postings
	begin := end - in.sums[number].postings
	return in.entries[begin:end], in.uses[begin:end]
}

// postings is all of it.
func (in *inverted) postings(terms *numbering) postings {
	p := newPostings(len(in.norms), terms.len(), len(terms.text), len(in.entries), len(in.pieces))
	for _, number := range in.order {
		entries, _ := in.of(number)
		end := in.ends[number].bytes
		p.append(terms.term(number), entries, in.pieces[end-in.sums[number].bytes:end])
	}
	p.clip()
	return p
}
