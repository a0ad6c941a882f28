package search

import (
	"math/bits"
	"slices"
)

// A bitset is a set of document numbers, 64 to a word.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) has(doc uint32) bool { return b[doc/64]&(1<<(doc%64)) != 0 }
func (b bitset) set(doc uint32)      { b[doc/64] |= 1 << (doc % 64) }
func (b bitset) clear(doc uint32)    { b[doc/64] &^= 1 << (doc % 64) }

func (b bitset) clone() bitset { return slices.Clone(b) }

func (b bitset) count() int {
	n := 0
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

// countOf is how many of some documents are in the set.
func (b bitset) countOf(docs []uint32) (n int) {
	for _, doc := range docs {
		n += int(b[doc/64] >> (doc % 64) & 1)
	}
	return n
}

func (b bitset) isEmpty() bool {
	for _, word := range b {
		if word != 0 {
			return false
		}
	}
	return true
}

// and keeps what is in the other as well.
func (b bitset) and(other bitset) {
	other = other[:len(b)]
	for i := range b {
		b[i] &= other[i]
	}
}

// or adds what is in the other.
func (b bitset) or(other bitset) {
	other = other[:len(b)]
	for i := range b {
		b[i] |= other[i]
	}
}

// common counts what is in both.
func (b bitset) common(other bitset) int {
	n := 0
	for len(b) >= 8 && len(other) >= 8 { // eight at a time, the hottest loop of counting facets
		n += bits.OnesCount64(b[0]&other[0]) + bits.OnesCount64(b[1]&other[1]) +
			bits.OnesCount64(b[2]&other[2]) + bits.OnesCount64(b[3]&other[3]) +
			bits.OnesCount64(b[4]&other[4]) + bits.OnesCount64(b[5]&other[5]) +
			bits.OnesCount64(b[6]&other[6]) + bits.OnesCount64(b[7]&other[7])
		b, other = b[8:], other[8:]
	}
	for i := range min(len(b), len(other)) {
		n += bits.OnesCount64(b[i] & other[i])
	}
	return n
}

// unlike counts what is in one of the two sets alone.
func (b bitset) unlike(other bitset) (n int) {
	other = other[:len(b)]
	for i, word := range b {
		n += bits.OnesCount64(word ^ other[i])
	}
	return n
}

// next is the first document of the set from doc on; ok is false when there is none.
func (b bitset) next(doc uint32) (uint32, bool) {
	i := int(doc / 64)
	if i >= len(b) {
		return 0, false
	}
	if word := b[i] >> (doc % 64); word != 0 {
		return doc + uint32(bits.TrailingZeros64(word)), true
	}
	for i++; i < len(b); i++ {
		if b[i] != 0 {
			return uint32(i*64 + bits.TrailingZeros64(b[i])), true
		}
	}
	return 0, false
}

// all yields the documents of the set in order.
func (b bitset) all(yield func(uint32) bool) {
	for i, word := range b {
		for ; word != 0; word &= word - 1 {
			if !yield(uint32(i*64 + bits.TrailingZeros64(word))) {
				return
			}
		}
	}
}

// cut takes out the documents from the one on.
func (b bitset) cut(from int) {
	i := from / 64
	if i >= len(b) {
		return
	}
	b[i] &= 1<<(from%64) - 1
	clear(b[i+1:])
}

// keep takes out the documents for which ok is false.
func (b bitset) keep(ok func(doc uint32) bool) {
	for doc := range b.all {
		if !ok(doc) {
			b.clear(doc)
		}
	}
}
