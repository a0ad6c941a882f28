package search

import (
	"bytes"
	"slices"
)

// A numbering gives terms numbers in the order in which they are first seen. It is a hash table with open addresses whose
// terms lie in one slice: a document has hundreds of words, and nearly all of them are known.
type numbering struct {
	slots []slot // a power of two, at most half of them taken
	text  []byte // the terms, one after another
	ends  []uint32
}

// A slot is free, or has a term's hash and its number plus one.
type slot struct{ hash, number uint32 }

func newNumbering() *numbering { return &numbering{slots: make([]slot, 1<<12)} }

func (n *numbering) len() int { return len(n.ends) }

func (n *numbering) term(number uint32) []byte {
	return n.text[begin(n.ends, int(number)):n.ends[number]]
}

// number is the term's; fresh says that it has got it just now.
func (n *numbering) number(term []byte) (number uint32, fresh bool) {
	hash := hashOf(term)
	mask := uint32(len(n.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		switch s := n.slots[i]; {
		case s.number == 0:
			return n.add(i, hash, term), true
		case s.hash == hash && string(n.term(s.number-1)) == string(term):
			return s.number - 1, false
		}
	}
}

// add puts a term into a free slot.
func (n *numbering) add(i, hash uint32, term []byte) (number uint32) {
	n.text = append(n.text, term...)
	n.ends = append(n.ends, uint32(len(n.text)))
	n.slots[i] = slot{hash, uint32(len(n.ends))}
	if 2*len(n.ends) > len(n.slots) {
		n.grow()
	}
	return uint32(len(n.ends) - 1)
}

func (n *numbering) grow() {
	old := n.slots
	n.slots = make([]slot, 2*len(old))
	mask := uint32(len(n.slots) - 1)
	for _, s := range old {
		i := s.hash & mask
		for n.slots[i].number != 0 {
			i = (i + 1) & mask
		}
		if s.number != 0 {
			n.slots[i] = s
		}
	}
}

// sorted is the numbers in the order of their terms.
func (n *numbering) sorted() []uint32 {
	order := make([]uint32, n.len())
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return bytes.Compare(n.term(a), n.term(b)) })
	return order
}

// hashOf is FNV-1a of the term (Fowler, Noll and Vo), its upper bits mixed into the lower ones.
func hashOf(term []byte) uint32 {
	h := uint64(14695981039346656037)
	for _, c := range term {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return uint32(h ^ h>>32)
}
