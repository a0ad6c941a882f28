package search

import "encoding/binary"

// A collector takes postings document by document, and gives them term by term. What it is given it writes down one behind
// the other; in the end each posting is put where its term's are, as in a counting sort. Nothing is kept by term on the
// way but its counts, since a list for each of a hundred thousand terms is a hundred thousand places to write at.
type collector struct {
	*numbering
	accounts []account // by term
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
	terms   []uint32
	entries []entry  // without their documents
	turns   []uint32 // where each document ends
	first   int      // the first document
	pieces  []byte
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
func (c *collector) note(term uint32, s step) {
	c.accounts[term].postings++
	c.terms, c.entries = append(c.terms, term), append(c.entries, newEntry(0, 0, s))
}

// notePiece notes the places of the posting that was noted last.
func (c *collector) notePiece(piece []byte) {
	last, before := len(c.entries)-1, len(c.pieces)
	c.entries[last] |= newEntry(0, min(len(piece), longBytes), 0)
	if len(piece) >= longBytes {
		c.pieces = binary.AppendUvarint(c.pieces, uint64(len(piece)))
	}
	c.pieces = append(c.pieces, piece...)
	c.accounts[c.terms[last]].bytes += uint32(len(c.pieces) - before)
}

// turn ends a document.
func (c *collector) turn(doc int) {
	c.turns = append(c.turns, uint32(len(c.terms)))
	if size := len(c.terms); size >= pageSize {
		c.full = append(c.full, c.page)
		c.page = page{first: doc + 1, terms: make([]uint32, 0, size), entries: make([]entry, 0, size),
			pieces: make([]byte, 0, len(c.pieces))}
	}
}

// postings is what was noted of n documents. The collector is empty then.
func (c *collector) postings(n int, placed bool) postings {
	order := c.sorted()
	entries, pieces := c.ordered(order)
	p := newPostings(n, c.len(), len(c.text), len(entries), len(pieces))
	for _, number := range order {
		its := c.accounts[number].sum
		if placed {
			p.append(c.term(number), entries[:its.postings], pieces[:its.bytes])
		} else {
			p.append(c.term(number), entries[:its.postings], nil)
		}
		entries, pieces = entries[its.postings:], pieces[its.bytes:]
	}
	p.clip()
	return p
}

// ordered puts all postings, and all pieces, in the order of the terms and then of the documents.
func (c *collector) ordered(order []uint32) (entries []entry, pieces []byte) {
	heads, end := make([]sum, len(order)), sum{}
	for _, number := range order {
		heads[number] = end
		end.postings += c.accounts[number].postings
		end.bytes += c.accounts[number].bytes
	}
	entries, pieces = make([]entry, end.postings), make([]byte, end.bytes)
	for i := range c.full {
		c.full[i].sort(heads, entries, pieces)
		c.full[i] = page{}
	}
	c.page.sort(heads, entries, pieces)
	return entries, pieces
}

// sort puts a page's postings and pieces behind those of the same terms.
func (p *page) sort(heads []sum, entries []entry, pieces []byte) {
	from, rest := 0, p.pieces
	for i, end := range p.turns {
		for k := from; k < int(end); k++ {
			head := &heads[p.terms[k]]
			entries[head.postings] = p.entries[k] | newEntry(uint32(p.first+i), 0, 0)
			head.postings++
			size := int(p.entries[k].length())
			if size == longBytes {
				length, width := binary.Uvarint(rest)
				size = width + int(length)
			}
			copy(pieces[head.bytes:], rest[:size])
			head.bytes, rest = head.bytes+uint32(size), rest[size:]
		}
		from = int(end)
	}
}
