package search

import "encoding/binary"

// A collector takes postings document by document, and gives them term by term. What it is given it writes down one behind
// the other; in the end each posting is put where its term's are, as in a counting sort. Nothing is kept by term on the
// way but its counts, since a list for each of a hundred thousand terms is a hundred thousand places to write at.
type collector struct {
	*numbering
	sums []sum
	page // the one that is being filled
	full []page
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

// note notes a posting of the open document.
func (c *collector) note(term uint32, l level) {
	for int(term) >= len(c.sums) {
		c.sums = append(c.sums, sum{})
	}
	c.sums[term].postings++
	c.terms, c.entries = append(c.terms, term), append(c.entries, newEntry(0, 0, stepOf(l)))
}

// notePiece notes the places of the posting that was noted last.
func (c *collector) notePiece(piece []byte) {
	last, before := len(c.entries)-1, len(c.pieces)
	c.entries[last] |= newEntry(0, min(len(piece), longBytes), 0)
	if len(piece) >= longBytes {
		c.pieces = binary.AppendUvarint(c.pieces, uint64(len(piece)))
	}
	c.pieces = append(c.pieces, piece...)
	c.sums[c.terms[last]].bytes += uint32(len(c.pieces) - before)
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
	p := postings{n: n}
	for _, number := range order {
		its := c.sums[number]
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
		end.postings += c.sums[number].postings
		end.bytes += c.sums[number].bytes
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
