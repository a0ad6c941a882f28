package search

import (
	"encoding/binary"
	"slices"
)

// Aggregates are the counts of all facets over the documents of the bases that many documents have, made with the segment.
// What a search has found is counted from the one that it differs from least: only the documents in which they differ are
// looked at.
type aggregates struct {
	values []value  // that some document has, ascending
	bases  []uint32 // ascending
	ends   []uint32 // where the counts of each end
	counts []byte   // of each base, those that are not 0: how many values it is to the next, then the count, as varints
}

// Bases have aggregates that more than one of 32 documents have, in segments of so many that counting them takes a while.
const (
	leastAggregated = 2048
	oneAggregated   = 32
)

// aggregate makes the aggregates of a segment.
func (s *segment) aggregate() aggregates {
	var a aggregates
	if s.len() < leastAggregated {
		return a
	}
	for f := range s.columns {
		for _, number := range s.columns[f].present {
			a.values = append(a.values, newValue(f, number))
		}
	}
	c, docs := s.wholeCensus(), newBitset(s.len())
	for base, count := range s.bases.counts {
		if int(count) <= s.len()/oneAggregated {
			continue
		}
		clear(docs)
		s.bases.addTo(docs, base)
		a.bases = append(a.bases, uint32(base))
		a.counts = c.appendCounts(a.counts, s, docs, a.values)
		a.ends = append(a.ends, uint32(len(a.counts)))
	}
	a.bases, a.ends, a.counts = slices.Clone(a.bases), slices.Clone(a.ends), slices.Clone(a.counts)
	return a
}

// wholeCensus is one of all facets of a segment.
func (s *segment) wholeCensus() *census {
	c := &census{room: &room{}, slots: make([][]int32, len(s.columns)), masked: true, by: 1}
	for f := range s.columns {
		if present := s.columns[f].present; len(present) > 0 {
			c.slots[f] = make([]int32, present[len(present)-1]+2)
		}
	}
	return c
}

// appendCounts counts a set anew, and appends how often its documents have each of the values.
func (c *census) appendCounts(to []byte, s *segment, docs bitset, values []value) []byte {
	for _, counts := range c.slots {
		clear(counts)
	}
	c.take(s, docs)
	before := -1
	for i, v := range values {
		if n := c.slots[v.facet()][v.number()+1]; n > 0 {
			to = binary.AppendUvarint(to, uint64(i-before))
			to = binary.AppendUvarint(to, uint64(n))
			before = i
		}
	}
	return to
}

// countsOf is the counts of a set of the segment's documents that is kept. The segment has aggregates.
func (s *segment) countsOf(k *keptSet) []byte {
	k.once.Do(func() { k.counts = slices.Clone(s.wholeCensus().appendCounts(nil, s, k.bitset, s.aggregates.values)) })
	return k.counts
}

func (a *aggregates) has(base int) bool {
	_, ok := slices.BinarySearch(a.bases, uint32(base))
	return ok
}

// of is a base's counts, which there are.
func (a *aggregates) of(base int) []byte {
	i, _ := slices.BinarySearch(a.bases, uint32(base))
	return a.counts[begin(a.ends, i):a.ends[i]]
}

// add adds counts to those of the facets that are counted.
func (a *aggregates) add(slots [][]int32, counts []byte) {
	for at := first; len(counts) > 0; {
		var n uint32
		counts, at = next(counts, at)
		counts, n = next(counts, 0)
		if v := a.values[at]; slots[v.facet()] != nil {
			slots[v.facet()][v.number()+1] += int32(n)
		}
	}
}

// A difference says how a set of a part's documents is counted: from a base's aggregates, from what is kept, or from nothing,
// with some more documents and without some others.
type difference struct {
	base       int // or none
	kept       *keptSet
	more, less bitset
	n          int // what it costs, in documents that are looked at
}

const none = -1

// costAggregates is what it costs to count from aggregates, in documents; measured.
const costAggregates = 1500

// differ is how a set is counted with least work, given bases and kept sets that it may be made of.
func (p *part) differ(docs bitset, bases []int, kept []*keptSet, in *room) difference {
	size := docs.count()
	least := difference{base: none, more: docs, n: size}
	for _, base := range bases {
		its := int(p.bases.counts[base])
		if max(its-size, size-its)+costAggregates >= least.n || !p.aggregates.has(base) {
			continue
		}
		if d := p.differFrom(base, docs, in); d.n < least.n {
			least = d
		}
	}
	if len(p.aggregates.values) == 0 {
		return least
	}
	for _, k := range kept {
		if d := differFromKept(k, docs, in); d.n < least.n {
			least = d
		}
	}
	return least
}

// differFrom is how a set is counted from a base's aggregates.
func (p *part) differFrom(base int, docs bitset, in *room) difference {
	has := in.set(p.len())
	p.bases.addTo(has, base)
	return difference{base, nil, in.minus(docs, has), in.minus(has, docs), docs.unlike(has) + costAggregates}
}

// differFromKept is how it is counted from a kept set, in a part that has aggregates.
func differFromKept(k *keptSet, docs bitset, in *room) difference {
	return difference{none, k, in.minus(docs, k.bitset), in.minus(k.bitset, docs), docs.unlike(k.bitset) + costAggregates}
}

// tally counts a set so.
func (p *part) tally(c *census, d difference) {
	switch {
	case d.kept != nil:
		p.aggregates.add(c.slots, p.countsOf(d.kept))
	case d.base != none:
		p.aggregates.add(c.slots, p.aggregates.of(d.base))
	}
	c.by = 1
	c.take(p.segment, d.more)
	c.by = -1
	c.take(p.segment, d.less)
}
