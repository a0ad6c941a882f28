package search

import (
	"math/bits"
	"slices"
)

// Masks are what the facets with few values say of each document: a bit for each value that any document has.
type masks struct {
	values []value    // by bit
	words  [][]uint64 // the first 64 bits of each document, its next 64, and so on
}

// A single is what a facet with many values says of each document: one value. Others of a document stand apart.
type single struct {
	facet  int
	slots  []uint32 // by document: the value's number plus one, 0 for none
	others []other
}

// An other is one more value of a document.
type other struct{ doc, slot uint32 }

// masks are those of the rows of n documents.
func (r *rows) masks(words vocabulary, columns []column, n int) masks {
	var m masks
	bit := map[value]int{}
	for f, c := range columns {
		if hasMany(words[f].facet) {
			continue
		}
		for _, number := range c.present {
			v := newValue(f, number)
			bit[v] = len(m.values)
			m.values = append(m.values, v)
		}
	}
	for range (len(m.values) + 63) / 64 {
		m.words = append(m.words, make([]uint64, n))
	}
	for doc := range n {
		for _, v := range r.row(uint32(doc)) {
			if b, few := bit[v]; few {
				m.words[b/64][doc] |= 1 << (b % 64)
			}
		}
	}
	return m
}

// singles are those of the rows of n documents.
func (r *rows) singles(words vocabulary, n int) []single {
	var all []single
	for f, d := range words {
		if !hasMany(d.facet) {
			continue
		}
		s := single{facet: f, slots: make([]uint32, n)}
		for doc := range uint32(n) {
			for _, v := range r.row(doc) {
				switch slot := v.number() + 1; {
				case v.facet() != f:
				case s.slots[doc] == 0:
					s.slots[doc] = slot
				default:
					s.others = append(s.others, other{doc, slot})
				}
			}
		}
		all = append(all, s)
	}
	return all
}

// values is all that the facets say of a document, appended to a slice.
func (s *segment) values(doc uint32, to []value) []value {
	for w, column := range s.masks.words {
		for mask := column[doc]; mask != 0; mask &= mask - 1 {
			to = append(to, s.masks.values[64*w+bits.TrailingZeros64(mask)])
		}
	}
	for i := range s.singles {
		one := &s.singles[i]
		if slot := one.slots[doc]; slot > 0 {
			to = append(to, newValue(one.facet, slot-1))
		}
		first, _ := slices.BinarySearchFunc(one.others, doc, func(o other, doc uint32) int { return int(o.doc) - int(doc) })
		for _, o := range one.others[first:] {
			if o.doc != doc {
				break
			}
			to = append(to, newValue(one.facet, o.slot-1))
		}
	}
	return to
}

// A census counts the values of facets by going through documents.
type census struct {
	*room
	slots  [][]int32 // by facet: by a value's number plus one; nil of those that are not counted
	masked bool      // some of them have few values
	by     int32     // what a document counts
}

// atOnce is how many documents are counted at once.
const atOnce = 1 << 12

// take counts a set of a segment's documents.
func (c *census) take(s *segment, docs bitset) {
	if len(docs) == 0 {
		return
	}
	few := make([][64]int32, len(s.masks.words))
	for buffer, n, at := c.docs.take(atOnce), 0, 0; at < len(docs); {
		n, at = docs.unpack(buffer, at)
		some := buffer[:n]
		if c.masked {
			for w, column := range s.masks.words {
				countBits(column, some, &few[w])
			}
		}
		for i := range s.singles {
			if slots := c.slots[s.singles[i].facet]; slots != nil {
				countSlots(s.singles[i].slots, some, slots, c.by)
			}
		}
	}
	for bit, v := range s.masks.values {
		if slots := c.slots[v.facet()]; slots != nil {
			slots[v.number()+1] += c.by * few[bit/64][bit%64]
		}
	}
	for i := range s.singles {
		if slots := c.slots[s.singles[i].facet]; slots != nil {
			for _, o := range s.singles[i].others {
				slots[o.slot] += c.by * int32(docs[o.doc/64]>>(o.doc%64)&1)
			}
		}
	}
}

// unpack writes down the documents of the set in order, from a word on and as many as there is room for: how many those are,
// and where to go on.
func (b bitset) unpack(to []uint32, at int) (n, next int) {
	for ; at < len(b) && n+64 <= len(to); at++ {
		for word := b[at]; word != 0; word &= word - 1 {
			to[n] = uint32(at*64 + bits.TrailingZeros64(word))
			n++
		}
	}
	return n, at
}

func countSlots(slots, docs []uint32, counts []int32, by int32) {
	for _, doc := range docs {
		counts[slots[doc]] += by
	}
}

// countBits adds to each bit's count how many of at most atOnce documents have it. Bits are added up 64 at a time, in
// planes: the first has the ones of all sums, the next the twos. Eight documents go through a tree of carry-save adders
// (Harley and Seal; Klarqvist, Muła and Lemire 2021), so that only one word of eight has to be carried on.
func countBits(column []uint64, docs []uint32, counts *[64]int32) {
	var planes [16]uint64
	ones, twos, fours := uint64(0), uint64(0), uint64(0)
	for ; len(docs) >= 8; docs = docs[8:] {
		ones1, twos1 := addBits(ones, column[docs[0]], column[docs[1]])
		ones2, twos2 := addBits(ones1, column[docs[2]], column[docs[3]])
		ones3, twos3 := addBits(ones2, column[docs[4]], column[docs[5]])
		ones4, twos4 := addBits(ones3, column[docs[6]], column[docs[7]])
		twos5, fours1 := addBits(twos, twos1, twos2)
		twos6, fours2 := addBits(twos5, twos3, twos4)
		fours3, eights := addBits(fours, fours1, fours2)
		ones, twos, fours = ones4, twos6, fours3
		for k := 3; eights != 0; k++ {
			planes[k], eights = planes[k]^eights, planes[k]&eights
		}
	}
	planes[0], planes[1], planes[2] = ones, twos, fours
	for _, doc := range docs {
		carry := column[doc]
		for k := 0; carry != 0; k++ {
			planes[k], carry = planes[k]^carry, planes[k]&carry
		}
	}
	for k, plane := range planes {
		for ; plane != 0; plane &= plane - 1 {
			counts[bits.TrailingZeros64(plane)] += 1 << k
		}
	}
}

// addBits adds three bits in each place: the sum's ones and its twos.
func addBits(a, b, c uint64) (ones, twos uint64) {
	half := a ^ b
	return half ^ c, a&b | half&c
}
