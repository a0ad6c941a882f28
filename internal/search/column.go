package search

import (
	"slices"

	"ledigajobb/internal/board"
)

// A value is a facet's number, in its upper eight bits, and in the others a number of that facet's dictionary.
type value uint32

const numberBits = 24

func newValue(facet int, number uint32) value { return value(facet<<numberBits) | value(number) }

func (v value) facet() int     { return int(v >> numberBits) }
func (v value) number() uint32 { return uint32(v) & (1<<numberBits - 1) }

// hasMany says whether a facet has many values, of which an ad has one, as a rule.
func hasMany(f board.Facet) bool { return f == board.FacetMunicipality || f == board.FacetEmployer }

// Rows are what the facets say of each document of a segment.
type rows struct {
	starts []uint32 // by document: where its values begin; one more than there are documents
	values []value
}

// newRows makes the rows of n documents from the values of each.
func newRows(n int, values func(doc uint32) []value) *rows {
	r := &rows{starts: make([]uint32, n+1)}
	for doc := range uint32(n) {
		r.values = append(r.values, values(doc)...)
		r.starts[doc+1] = uint32(len(r.values))
	}
	return r
}

func (r *rows) row(doc uint32) []value { return r.values[r.starts[doc]:r.starts[doc+1]] }

// A column is the documents of each value of one facet.
type column struct {
	present []uint32 // the numbers of the values that some document has, ascending
	sets    []docset // their documents
	work    int      // the cost of going through all sets once, in words of a bitset
}

// columns turns the rows of n documents over: for each facet, by value the documents.
func (r *rows) columns(facets, n int) []column {
	sizes, columns := map[value]int{}, make([]column, facets)
	for _, v := range r.values {
		sizes[v]++
	}
	for v := range sizes {
		c := &columns[v.facet()]
		c.present = append(c.present, v.number())
	}
	sets := make(map[value]*docset, len(sizes))
	for f := range columns {
		c := &columns[f]
		slices.Sort(c.present)
		c.sets = make([]docset, len(c.present))
		for i, number := range c.present {
			v := newValue(f, number)
			c.sets[i], sets[v] = newDocset(n, sizes[v]), &c.sets[i]
			c.work += min(2*sizes[v], (n+63)/64)
		}
	}
	for doc := range uint32(n) {
		for _, v := range r.row(doc) {
			sets[v].add(doc)
		}
	}
	return columns
}

// set is the documents of a value.
func (c *column) set(number uint32) docset {
	if i, ok := slices.BinarySearch(c.present, number); ok {
		return c.sets[i]
	}
	return docset{}
}

// A docset is the documents of one value: as a list while they are few, else as a bitset.
type docset struct {
	list []uint32
	bits bitset
}

// newDocset is an empty set that will have so many of n documents: a list where going through it takes less than going through
// a bitset would.
func newDocset(n, size int) docset {
	if size > n/128 {
		return docset{bits: newBitset(n)}
	}
	return docset{list: make([]uint32, 0, size)}
}

func (s *docset) add(doc uint32) {
	if s.bits != nil {
		s.bits.set(doc)
		return
	}
	s.list = append(s.list, doc)
}

// addTo puts the set's documents into a bitset.
func (s docset) addTo(b bitset) {
	for i, word := range s.bits {
		b[i] |= word
	}
	for _, doc := range s.list {
		b.set(doc)
	}
}

// common counts the set's documents that are in the bitset.
func (s docset) common(b bitset) int {
	if s.bits != nil {
		return s.bits.common(b)
	}
	n := 0
	for _, doc := range s.list {
		n += int(b[doc/64] >> (doc % 64) & 1)
	}
	return n
}
