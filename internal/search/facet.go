package search

import (
	"cmp"
	"slices"
	"strings"
)

// maxEmployers is how many employers the facet shows besides the chosen ones.
const maxEmployers = 50

// tally counts the values of a facet over a set of n visible documents, in the way that costs least: value by value, by
// the documents of the set, or by those that are not in it.
func (v *Version) tally(facet int, within []bitset, n int) tally {
	if n == v.count {
		return v.totals[facet]
	}
	values, docs, work := 0, 0, 0
	for i := range v.parts {
		c := &v.parts[i].columns[facet]
		values, docs, work = values+len(c.values), docs+v.parts[i].len(), work+c.work
	}
	each := func(n int) int { return 2 * n * (docs + values) / max(docs, 1) }
	counts := make(tally, len(v.totals[facet]))
	switch rest := v.count - n; {
	case work < min(each(n), each(rest)):
		v.tallyValues(counts, facet, within)
	case n <= rest:
		v.tallyDocs(counts, facet, 1, within)
	default:
		copy(counts, v.totals[facet])
		others := make([]bitset, len(within))
		for i := range within {
			others[i] = v.parts[i].visible.minus(within[i])
		}
		v.tallyDocs(counts, facet, -1, others)
	}
	return counts
}

func (v *Version) tallyValues(counts tally, facet int, within []bitset) {
	for i := range v.parts {
		c := &v.parts[i].columns[facet]
		for j, value := range c.present {
			counts[value] += int32(c.sets[j].common(within[i]))
		}
	}
}

func (v *Version) tallyDocs(counts tally, facet int, by int32, within []bitset) {
	for i := range v.parts {
		c := &v.parts[i].columns[facet]
		for doc := range within[i].all {
			for _, value := range c.row(doc) {
				counts[value] += by
			}
		}
	}
}

// counts is a tally as it is shown: values that occur and the chosen ones, in order. more is how many values that occur
// are left out.
func (v *Version) counts(facet int, t tally, chosen []string) (shown []Count, more int) {
	d := v.words[facet]
	numbers := make([]uint32, 0, min(len(t), 512))
	for _, n := range d.order {
		if t[n] > 0 {
			numbers = append(numbers, n)
		}
	}
	if d.open {
		numbers, more = d.largest(numbers, t, chosen)
	}
	shown = make([]Count, len(numbers), len(numbers)+len(chosen))
	for i, n := range numbers {
		shown[i] = Count{d.values[n], int(t[n])}
	}
	return d.withEmpty(shown, t, chosen), more
}

// largest orders the numbers of an open facet by count and leaves out the smallest of too many employers.
func (d *dictionary) largest(numbers []uint32, t tally, chosen []string) (kept []uint32, more int) {
	byCount := func(a, b uint32) int { return cmp.Or(cmp.Compare(t[b], t[a]), cmp.Compare(d.rank[a], d.rank[b])) }
	if d.facet != employerFacet {
		slices.SortFunc(numbers, byCount)
		return numbers, 0
	}
	top := best[uint32]{max: maxEmployers, compare: byCount}
	for _, n := range numbers {
		top.push(n)
	}
	kept = top.sorted()
	for _, value := range chosen {
		if n, ok := d.number[value]; ok && t[n] > 0 && !slices.Contains(kept, n) {
			kept = append(kept, n)
		}
	}
	slices.SortFunc(kept, byCount)
	return kept, len(numbers) - len(kept)
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
