package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"ledigajobb/internal/board"
)

// maxEmployers is how many employers the facet shows besides the chosen ones.
const maxEmployers = 50

// whole is the counts of a facet over all visible documents, made when they are first asked for.
type whole struct {
	once  sync.Once
	shown []Count
	more  int
}

// facets counts the facets that the query asks for into the result. Those of which nothing is chosen are counted over
// the matches; each other over what matches without its own choice.
func (s *selection) facets(q *board.Query, matches []bitset, r *Result) {
	r.Facets = make(map[board.Facet][]Count, len(q.Facets))
	var free []int
	for f, d := range s.words {
		switch {
		case !slices.Contains(q.Facets, d.facet):
		case len(q.Filters[d.facet]) == 0:
			free = append(free, f)
		default:
			within := s.without(d.facet)
			s.put(r, f, s.tally([]int{f}, within, count(within)), q.Filters[d.facet])
		}
	}
	if r.Total == s.count {
		s.putWhole(r, free)
		return
	}
	tallies := s.tally(free, matches, r.Total)
	for _, f := range free {
		s.put(r, f, tallies, nil)
	}
}

// put writes a facet's counts into the result.
func (v *Version) put(r *Result, facet int, tallies []tally, chosen []string) {
	shown, more := v.show(facet, tallies[facet], chosen)
	r.Facets[v.words[facet].facet] = shown
	if v.words[facet].facet == employerFacet {
		r.EmployersMore = more
	}
}

// putWhole writes facets' counts over all visible documents into the result.
func (v *Version) putWhole(r *Result, facets []int) {
	for _, f := range facets {
		w := &v.whole[f]
		w.once.Do(func() { w.shown, w.more = v.show(f, v.totals[f], nil) })
		r.Facets[v.words[f].facet] = slices.Clip(w.shown)
		if v.words[f].facet == employerFacet {
			r.EmployersMore = w.more
		}
	}
}

// tally counts the values of facets over a set of n visible documents. The tallies are by facet, and nil of those not
// asked for.
func (s *selection) tally(facets []int, within []bitset, n int) []tally {
	if n == s.count {
		return s.totals
	}
	slots := make([][]int32, len(s.words))
	for _, f := range facets {
		slots[f] = s.in.counts.zeros(len(s.totals[f]) + 1)
	}
	by := s.method(within, n)
	few, many := s.sorts(facets)
	var byDocs []int
	for _, sort := range [...][]int{few, many} {
		if s.work(sort) <= costDoc*by.n {
			s.tallyValues(slots, sort, within)
		} else {
			byDocs = append(byDocs, sort...)
		}
	}
	if len(byDocs) > 0 {
		s.tallyDocs(slots, byDocs, by)
	}
	tallies := make([]tally, len(s.words))
	for _, f := range facets {
		tallies[f] = slots[f][1:]
	}
	return tallies
}

// A method is how a set of documents is counted by looking at n of them: from all visible documents, or part by part.
type method struct {
	fromAll bool
	parts   []difference
	n       int
}

// method is that of least work for a set of n visible documents.
func (s *selection) method(within []bitset, n int) (m method) {
	m.parts = make([]difference, len(s.parts))
	for i := range s.parts {
		p := &s.parts[i]
		m.parts[i] = p.differ(within[i], s.bases(i), s.kept(i), s.in)
		m.n += m.parts[i].n
	}
	if s.count-n < m.n {
		m.fromAll, m.n = true, s.count-n
		for i := range s.parts {
			m.parts[i] = difference{base: none, less: s.in.minus(s.parts[i].visible, within[i])}
		}
	}
	return m
}

// bases is those of a part that lead to what is wanted.
func (s *selection) bases(part int) (bases []int) {
	p := &s.parts[part]
	for _, m := range s.wanted {
		for _, l := range m.finds[part].leads {
			if l.postings == &p.bases {
				bases = append(bases, l.first)
			}
		}
	}
	return bases
}

// kept is the kept sets of a part that what is wanted was taken from.
func (s *selection) kept(part int) (sets []*keptSet) {
	for _, m := range s.wanted {
		if k := m.finds[part].kept; k != nil {
			sets = append(sets, k)
		}
	}
	return sets
}

// sorts parts facets with few values from those with many: counting value by value soon pays for the former, and seldom
// for the latter.
func (v *Version) sorts(facets []int) (few, many []int) {
	for _, f := range facets {
		if hasMany(v.words[f].facet) {
			many = append(many, f)
		} else {
			few = append(few, f)
		}
	}
	return few, many
}

// costDoc is what it costs to count a document in facets of a sort, against a word of a bitset; measured.
const costDoc = 5

// work is what it costs to count facets value by value, in words of a bitset.
func (v *Version) work(facets []int) (words int) {
	for i := range v.parts {
		for _, f := range facets {
			words += v.parts[i].columns[f].work
		}
	}
	return words
}

// tallyDocs counts by documents.
func (s *selection) tallyDocs(slots [][]int32, facets []int, by method) {
	c := census{room: s.in, slots: make([][]int32, len(slots))}
	for _, f := range facets {
		c.slots[f] = slots[f]
		c.masked = c.masked || !hasMany(s.words[f].facet)
		if by.fromAll {
			copy(slots[f][1:], s.totals[f])
		}
	}
	for i, d := range by.parts {
		s.parts[i].tally(&c, d)
	}
}

func (v *Version) tallyValues(slots [][]int32, facets []int, within []bitset) {
	for i := range v.parts {
		for _, f := range facets {
			c, counts := &v.parts[i].columns[f], slots[f][1:]
			for j, number := range c.present {
				counts[number] += int32(c.sets[j].common(within[i]))
			}
		}
	}
}

// show puts a tally in order.
func (v *Version) show(facet int, t tally, chosen []string) (shown []Count, more int) {
	d := v.words[facet]
	switch {
	case !d.open:
		shown = d.listed(t)
	case d.facet == employerFacet:
		shown, more = d.largest(t, chosen)
	default:
		shown = d.sorted(t)
	}
	return d.withEmpty(shown, t, chosen), more
}

// counts is the counts of the values whose keys are given.
func (d *dictionary) counts(t tally, keys []uint64) []Count {
	shown := make([]Count, len(keys))
	for i, key := range keys {
		n := d.order[uint32(key)]
		shown[i] = Count{d.values[n], int(t[n])}
	}
	return shown
}

// listed is the values of a closed facet that occur, in its order.
func (d *dictionary) listed(t tally) []Count {
	shown := make([]Count, 0, len(t))
	for _, n := range d.order {
		if t[n] > 0 {
			shown = append(shown, Count{d.values[n], int(t[n])})
		}
	}
	return shown
}

// sorted is the values of an open facet that occur, the most frequent first.
func (d *dictionary) sorted(t tally) []Count {
	keys := make([]uint64, 0, 512)
	for n, count := range t {
		if count > 0 {
			keys = append(keys, d.key(uint32(n), count))
		}
	}
	slices.Sort(keys)
	return d.counts(t, keys)
}

// key is a value's rank, and above it the complement of its count: the order of keys is that of the answer.
func (d *dictionary) key(n uint32, count int32) uint64 {
	return uint64(math.MaxInt32-count)<<32 | uint64(d.rank[n])
}

// largest is the values with the largest counts and the chosen ones, and how many others there are.
func (d *dictionary) largest(t tally, chosen []string) (shown []Count, more int) {
	top := best[uint64]{max: maxEmployers, compare: cmp.Compare[uint64]}
	least := int32(1)
	for n, count := range t {
		if count > 0 {
			more++
		}
		if count >= least {
			top.push(d.key(uint32(n), count))
			if len(top.items) == maxEmployers {
				least = math.MaxInt32 - int32(top.items[0]>>32)
			}
		}
	}
	keys := top.items
	for _, value := range chosen {
		if n, ok := d.number[value]; ok && t[n] > 0 {
			keys = append(keys, d.key(n, t[n]))
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	return d.counts(t, keys), more - len(keys)
}

// withEmpty puts in the chosen values that nothing has. They stand by value behind those of an open facet, so that it
// does not matter which values of jobs long gone the dictionary remembers.
func (d *dictionary) withEmpty(shown []Count, t tally, chosen []string) []Count {
	full := len(shown)
	for _, value := range chosen {
		n, ok := d.number[value]
		if ok && t[n] > 0 || slices.ContainsFunc(shown[full:], func(c Count) bool { return c.Value == value }) {
			continue
		}
		shown = append(shown, Count{Value: value})
	}
	switch {
	case len(shown) == full:
	case d.open:
		slices.SortFunc(shown[full:], func(a, b Count) int { return strings.Compare(a.Value, b.Value) })
	default:
		slices.SortFunc(shown, func(a, b Count) int { return d.compareValues(a.Value, b.Value) })
	}
	return shown
}
