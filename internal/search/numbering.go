package search

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
)

// A numbering gives terms numbers in the order in which they are first seen. It is a hash table with open addresses whose
// terms lie in one slice: a document has hundreds of words, and nearly all of them are known. Most words are so short that
// their slot alone tells them.
type numbering struct {
	slots []slot // a power of two, at most half of them taken
	text  []byte // the terms, one after another
	ends  []uint32
}

// A slot is free, or has a term's first bytes, its hash and its number plus one.
type slot struct {
	head
	hash, number uint32
}

// A head is the first bytes of a term; a shorter one has zeros behind it.
type head [2]uint64

const headSize = 16

func newNumbering() *numbering { return &numbering{slots: make([]slot, 1<<12)} }

func (n *numbering) len() int { return len(n.ends) }

func (n *numbering) term(number uint32) []byte {
	return n.text[begin(n.ends, int(number)):n.ends[number]]
}

// number is the term's; fresh says that it has got it just now.
func (n *numbering) number(term []byte) (number uint32, fresh bool) {
	hash, head := hashOf(term)
	mask := uint32(len(n.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		switch s := &n.slots[i]; {
		case s.number == 0:
			n.slots[i] = slot{head, hash, 0}
			return n.add(i, term), true
		case s.hash == hash && s.head == head && (len(term) <= headSize || string(n.term(s.number-1)) == string(term)):
			return s.number - 1, false
		}
	}
}

// add puts a term into a free slot.
func (n *numbering) add(i uint32, term []byte) (number uint32) {
	n.text = append(n.text, term...)
	n.ends = append(n.ends, uint32(len(n.text)))
	n.slots[i].number = uint32(len(n.ends))
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

// hashOf is a hash of the term, taken eight bytes at a time by multiplication (Knuth 1998, 6.4), and its head. Its upper bit
// says that the head is not all of the term.
func hashOf(term []byte) (hash uint32, its head) {
	const factor = 0x9E3779B97F4A7C15 // 2^64 over the golden ratio
	its = headOf(term)
	sum := its[0] * factor
	sum = (sum ^ sum>>32 ^ its[1]) * factor
	if len(term) <= headSize {
		return uint32(sum >> 33), its
	}
	for rest := term[headSize:]; len(rest) > 0; rest = rest[min(8, len(rest)):] {
		more := headOf(rest[:min(8, len(rest))])
		sum = (sum ^ sum>>32 ^ more[0]) * factor
	}
	return uint32(sum>>33) | 1<<31, its
}

// headOf is the head of a term. Where there is as much behind the term in its slice, the head is read with what follows, which
// is then masked: words of all lengths follow each other, so that no processor could guess how many bytes to take.
func headOf(term []byte) (its head) {
	n := min(len(term), headSize)
	if cap(term) < headSize {
		var bytes [headSize]byte
		copy(bytes[:], term)
		term = bytes[:]
	}
	all, mask := term[:headSize], &headMasks[n]
	return head{binary.LittleEndian.Uint64(all) & mask[0], binary.LittleEndian.Uint64(all[8:]) & mask[1]}
}

// headMasks leave so many bytes of a head.
var headMasks = func() (masks [headSize + 1]head) {
	for n := range masks {
		var bytes [headSize]byte
		copy(bytes[:], strings.Repeat("\xFF", n))
		masks[n] = head{binary.LittleEndian.Uint64(bytes[:]), binary.LittleEndian.Uint64(bytes[8:])}
	}
	return masks
}()
