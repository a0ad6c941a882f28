package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// A dictionary numbers the values of one facet in the order in which they were first seen, for all segments alike. A
// number is never given to another value. A dictionary is immutable; with makes the next one.
type dictionary struct {
	facet  board.Facet
	open   bool           // its values are ordered by how many jobs have them
	closed map[string]int // the place in its list of each value of a closed list
	values []string
	labels []string // what open values are ordered by among those with the same count
	number map[string]uint32
	order  []uint32 // the numbers in the order of an answer in which all counts are the same
	rank   []uint32 // by number: where it stands in order
}

// newDictionary is the dictionary of a facet with a closed list; those of open facets begin empty.
func newDictionary(facet board.Facet) *dictionary {
	d := &dictionary{facet: facet, number: map[string]uint32{}, closed: map[string]int{}}
	list, isClosed := closedList(facet)
	d.open = !isClosed
	for i, value := range list {
		d.closed[value] = i
	}
	return d.with(list, nil)
}

// with is the dictionary with the values, some of which it may have already. Those that it has and that have got another
// label are moved.
func (d *dictionary) with(values []string, label func(value string) string) *dictionary {
	next := *d
	var placed []uint32
	for _, value := range values {
		name := ""
		if label != nil {
			name = label(value)
		}
		if n, known := next.number[value]; !known {
			placed = append(placed, next.add(d, value, name))
		} else if next.labels[n] != name {
			if len(d.labels) > int(n) {
				next.labels = slices.Clone(next.labels)
			}
			next.labels[n] = name
			next.order = slices.DeleteFunc(slices.Clone(next.order), func(o uint32) bool { return o == n })
			placed = append(placed, n)
		}
	}
	if len(placed) == 0 {
		return d
	}
	next.place(placed)
	return &next
}

// add gives a value its number. The map is copied before the first is added; the slices only grow behind what the
// earlier dictionary sees of them.
func (d *dictionary) add(earlier *dictionary, value, label string) uint32 {
	if len(d.values) == len(earlier.values) {
		d.number = maps.Clone(d.number)
	}
	n := uint32(len(d.values))
	d.number[value] = n
	d.values = append(d.values, value)
	d.labels = append(d.labels, label)
	return n
}

// place puts numbers where they belong in the order.
func (d *dictionary) place(numbers []uint32) {
	slices.SortFunc(numbers, d.compare)
	numbers = slices.Compact(numbers)
	order := make([]uint32, 0, len(d.order)+len(numbers))
	rest := d.order
	for _, n := range numbers {
		i, _ := slices.BinarySearchFunc(rest, n, d.compare)
		order = append(append(order, rest[:i]...), n)
		rest = rest[i:]
	}
	d.order = append(order, rest...)
	d.rank = make([]uint32, len(d.values))
	for i, n := range d.order {
		d.rank[n] = uint32(i)
	}
}

func (d *dictionary) compare(a, b uint32) int {
	if a == b {
		return 0
	}
	if !d.open {
		return d.compareValues(d.values[a], d.values[b])
	}
	if c := reference.Compare(d.labels[a], d.labels[b]); c != 0 {
		return c
	}
	return strings.Compare(d.values[a], d.values[b])
}

// compareValues orders values that need not be in the dictionary: as the closed list does, those that no list has by
// themselves at the end.
func (d *dictionary) compareValues(a, b string) int {
	return cmp.Or(cmp.Compare(d.placed(a), d.placed(b)), strings.Compare(a, b))
}

func (d *dictionary) placed(value string) int {
	if i, ok := d.closed[value]; ok {
		return i
	}
	return len(d.closed)
}

// closedList is the facet's values in board's order; ok is false for those that are open or ordered by count.
func closedList(f board.Facet) (values []string, ok bool) {
	switch f {
	case board.FacetRole:
		return texts(board.Roles()), true
	case board.FacetSector:
		return texts(board.Sectors()), true
	case board.FacetEmploymentType:
		return texts(board.EmploymentTypes()), true
	case board.FacetWorkingHours:
		return texts(board.AllWorkingHours()), true
	case board.FacetWorkplace:
		return texts(board.Workplaces()), true
	case board.FacetLaw:
		return texts(board.Laws()), true
	case board.FacetCategory:
		return texts(board.Categories()), true
	case board.FacetLevel:
		return texts(board.Levels()), true
	case board.FacetLanguage:
		return texts(board.Languages()), true
	case board.FacetPay:
		return []string{board.PayStated}, true
	}
	return nil, false
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
