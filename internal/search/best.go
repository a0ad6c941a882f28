package search

import "slices"

// best keeps the first few of many items: a heap with the last of the kept on top.
type best[T any] struct {
	max     int
	compare func(a, b T) int
	items   []T
}

// push offers an item.
func (h *best[T]) push(item T) {
	switch {
	case len(h.items) < h.max:
		h.items = append(h.items, item)
		h.up(len(h.items) - 1)
	case h.max > 0 && h.compare(item, h.items[0]) < 0:
		h.items[0] = item
		h.down(0)
	}
}

func (h *best[T]) up(i int) {
	for parent := (i - 1) / 2; i > 0 && h.compare(h.items[parent], h.items[i]) < 0; parent = (i - 1) / 2 {
		h.items[parent], h.items[i] = h.items[i], h.items[parent]
		i = parent
	}
}

func (h *best[T]) down(i int) {
	for {
		last := i
		for child := 2*i + 1; child < min(2*i+3, len(h.items)); child++ {
			if h.compare(h.items[last], h.items[child]) < 0 {
				last = child
			}
		}
		if last == i {
			return
		}
		h.items[i], h.items[last] = h.items[last], h.items[i]
		i = last
	}
}

// sorted is the kept items in order; the heap is no more.
func (h *best[T]) sorted() []T {
	slices.SortFunc(h.items, h.compare)
	return h.items
}
