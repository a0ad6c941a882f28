package search

import (
	"cmp"
	"math"
	"math/bits"
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
func (v *Version) tally(facets []int, within []bitset, n int) []tally {
	if n == v.count {
		return v.totals
	}
	tallies := make([]tally, len(v.words))
	for g := range groups {
		v.tallyGroup(tallies, g, inGroup(v.words, facets, g), within, n)
	}
	return tallies
}

func inGroup(words vocabulary, facets []int, g group) []int {
	return slices.DeleteFunc(slices.Clone(facets), func(f int) bool { return groupOf(words[f].facet) != g })
}

// What it costs to count a document, and each of its values, against a word of a bitset; measured.
const (
	costDoc   = 4
	costValue = 3
)

// tallyGroup counts in the way that costs least: value by value; by the documents of the set; or by those that are not
// in it, taken from the totals.
func (v *Version) tallyGroup(tallies []tally, g group, facets []int, within []bitset, n int) {
	byValues, values, docs := 0, 0, 1
	for i := range v.parts {
		p := &v.parts[i]
		docs, values = docs+p.len(), values+len(p.rows[g].values)
		for _, f := range facets {
			byValues += p.columns[f].work
		}
	}
	all := v.newCounts(g)
	for _, f := range facets {
		tallies[f] = all.tally(f, len(v.totals[f]))
	}
	byDocs := func(n int) int { return n * (costDoc*docs + costValue*values) / docs }
	switch rest := v.count - n; {
	case byValues <= byDocs(min(n, rest)):
		v.tallyValues(tallies, facets, within)
	case n <= rest:
		v.tallyDocs(all, g, 1, within)
	default:
		for _, f := range facets {
			copy(tallies[f], v.totals[f])
		}
		v.tallyDocs(all, g, -1, v.visibleWithout(within))
	}
}

func (v *Version) visibleWithout(within []bitset) []bitset {
	others := make([]bitset, len(within))
	for i := range within {
		others[i] = v.parts[i].visible.minus(within[i])
	}
	return others
}

func (v *Version) tallyValues(tallies []tally, facets []int, within []bitset) {
	for i := range v.parts {
		for _, f := range facets {
			c, counts := &v.parts[i].columns[f], tallies[f]
			for j, number := range c.present {
				counts[number] += int32(c.sets[j].common(within[i]))
			}
		}
	}
}

// Counts are the tallies of a group's facets one behind the other, so that a value is counted by one addition.
type counts struct {
	all    []int32
	begins [1 << (32 - numberBits)]uint32 // by facet
}

func (v *Version) newCounts(g group) *counts {
	c, n := &counts{}, 0
	for f, d := range v.words {
		if groupOf(d.facet) == g {
			c.begins[f] = uint32(n)
			n += len(v.totals[f])
		}
	}
	c.all = make([]int32, n)
	return c
}

func (c *counts) tally(facet, values int) tally {
	begin := c.begins[facet]
	return c.all[begin : begin+uint32(values)]
}

// tallyDocs adds to the counts.
func (v *Version) tallyDocs(c *counts, g group, by int32, within []bitset) {
	all := c.all
	for i := range v.parts {
		rows := &v.parts[i].rows[g]
		for j, word := range within[i] {
			for ; word != 0; word &= word - 1 { // by hand: a call for each document would cost half the time
				for _, value := range rows.row(uint32(j*64 + bits.TrailingZeros64(word))) {
					all[c.begins[value>>numberBits]+value.number()] += by
				}
			}
		}
	}
}

// show puts a tally in order.
func (v *Version) show(facet int, t tally, chosen []string) (shown []Count, more int) {
	d := v.words[facet]
	keys, more := d.keys(t, chosen)
	shown = make([]Count, len(keys), len(keys)+len(chosen))
	for i, key := range keys {
		n := d.order[uint32(key)]
		shown[i] = Count{d.values[n], int(t[n])}
	}
	return d.withEmpty(shown, t, chosen), more
}

// keys is the values that occur, in order, of employers the largest and the chosen ones. A key is a value's rank, above
// it in an open facet the complement of its count: the order of keys is that of the answer.
func (d *dictionary) keys(t tally, chosen []string) (keys []uint64, more int) {
	if d.facet == employerFacet {
		return d.largest(t, chosen)
	}
	keys = make([]uint64, 0, len(t))
	for n, count := range t {
		if count > 0 {
			keys = append(keys, d.key(uint32(n), count))
		}
	}
	slices.Sort(keys)
	return keys, 0
}

func (d *dictionary) key(n uint32, count int32) uint64 {
	if !d.open {
		return uint64(d.rank[n])
	}
	return uint64(math.MaxInt32-count)<<32 | uint64(d.rank[n])
}

// largest is the keys of the values with the largest counts and of the chosen ones.
func (d *dictionary) largest(t tally, chosen []string) (keys []uint64, more int) {
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
	keys = top.items
	for _, value := range chosen {
		if n, ok := d.number[value]; ok && t[n] > 0 {
			keys = append(keys, d.key(n, t[n]))
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	return keys, more - len(keys)
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
