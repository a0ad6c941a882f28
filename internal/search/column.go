package search

import (
	"slices"
)

// A column is what one facet says of the documents of a segment, both ways: by document its values, by value its
// documents. Values are numbers of the facet's dictionary.
type column struct {
	starts  []uint32 // by document: where its values begin in values; one more than there are documents
	values  []uint32
	present []uint32 // the values that some document has, ascending
	sets    []docset // their documents
	work    int      // the cost of going through all sets once
}

// A docset is the documents of one value: as a list while they are few, else as a bitset.
type docset struct {
	list []uint32
	bits bitset
}

// newColumn makes the column of n documents from the values of each.
func newColumn(n int, values func(doc uint32) []uint32) column {
	c := column{starts: make([]uint32, n+1)}
	for doc := range uint32(n) {
		c.values = append(c.values, values(doc)...)
		c.starts[doc+1] = uint32(len(c.values))
	}
	c.values = slices.Clip(c.values)
	c.present = slices.Compact(slices.Sorted(slices.Values(c.values)))
	c.invert(n)
	return c
}

// invert makes the sets: a counting sort of the documents by value.
func (c *column) invert(n int) {
	c.sets = make([]docset, len(c.present))
	if len(c.present) == 0 {
		return
	}
	place := make([]uint32, c.present[len(c.present)-1]+1)
	for i, v := range c.present {
		place[v] = uint32(i)
	}
	sizes := make([]int, len(c.present))
	for _, v := range c.values {
		sizes[place[v]]++
	}
	for i, size := range sizes {
		c.sets[i], c.work = newDocset(n, size), c.work+min(size, (n+63)/64)
	}
	for doc := range uint32(n) {
		for _, v := range c.row(doc) {
			c.sets[place[v]].add(doc)
		}
	}
}

// row is the values of a document.
func (c *column) row(doc uint32) []uint32 { return c.values[c.starts[doc]:c.starts[doc+1]] }

// set is the documents of a value.
func (c *column) set(value uint32) docset {
	if i, ok := slices.BinarySearch(c.present, value); ok {
		return c.sets[i]
	}
	return docset{}
}

// newDocset is an empty set that will have so many of n documents. A bitset takes n/8 bytes, a list four for each.
func newDocset(n, size int) docset {
	if size > n/32 {
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
