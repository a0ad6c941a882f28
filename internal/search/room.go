package search

import "sync"

// A room is memory that a search works in. What is made in it holds until the room is left: sets of all documents are most of
// what a search makes, and a collector of garbage that took them away one by one would be kept as busy as the search.
type room struct {
	words  shelf[uint64]
	counts shelf[int32]
	docs   shelf[uint32]
	levels shelf[level]
}

// A shelf is what of one type has been made in a room.
type shelf[T any] struct {
	items []T
	used  int
}

// take is the next n items of a shelf, as those before have left them.
func (s *shelf[T]) take(n int) []T {
	if n > len(s.items)-s.used {
		s.items, s.used = make([]T, max(2*len(s.items), n)), 0 // those taken before stay where they are
	}
	s.used += n
	return s.items[s.used-n : s.used : s.used]
}

// zeros is the next n items, all zero.
func (s *shelf[T]) zeros(n int) []T {
	items := s.take(n)
	clear(items)
	return items
}

// set is an empty set of n documents.
func (r *room) set(n int) bitset { return r.words.zeros((n + 63) / 64) }

// copy is a copy of a set.
func (r *room) copy(b bitset) bitset {
	out := r.words.take(len(b))
	copy(out, b)
	return out
}

// copies is copies of sets.
func (r *room) copies(sets []bitset) []bitset {
	out := make([]bitset, len(sets))
	for i, set := range sets {
		out[i] = r.copy(set)
	}
	return out
}

// minus is what is in one set and not in another.
func (r *room) minus(b, other bitset) bitset {
	out, other := r.words.take(len(b)), other[:len(b)]
	for i := range b {
		out[i] = b[i] &^ other[i]
	}
	return out
}

// Rooms are those that nobody is in.
type rooms struct{ sync.Pool }

func newRooms() *rooms { return &rooms{sync.Pool{New: func() any { return &room{} }}} }

func (r *rooms) enter() *room { return r.Get().(*room) }

// leave gives a room to the next: nothing that was made in it may be looked at any more.
func (r *rooms) leave(left *room) {
	left.words.used, left.counts.used, left.docs.used, left.levels.used = 0, 0, 0, 0
	r.Put(left)
}
