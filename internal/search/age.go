package search

import (
	"math/bits"
	"time"

	"ledigajobb/internal/board"
)

// PublishedAfter is how many jobs the query would find with each of the instants as its bound, all worked out at once.
func (v *Version) PublishedAfter(q board.Query, instants ...time.Time) []int {
	q.PublishedAfter = time.Time{}
	in := v.rooms.enter()
	defer v.rooms.leave(in)
	found := v.find(&q, in).all()
	counts := make([]int, len(instants))
	for i, t := range instants {
		for part := range found {
			younger := len(found[part]) * 64
			if !t.IsZero() {
				younger = v.parts[part].begunBy(t.UnixMilli())
			}
			counts[i] += found[part].countBefore(younger)
		}
	}
	return counts
}

// countBefore is how many documents before a number are in the set.
func (b bitset) countBefore(doc int) (n int) {
	for _, word := range b[:doc/64] {
		n += bits.OnesCount64(word)
	}
	if rest := doc % 64; rest > 0 {
		n += bits.OnesCount64(b[doc/64] & (1<<rest - 1))
	}
	return n
}
