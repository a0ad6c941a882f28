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
	c := census{room: &room{}, slots: make([][]int32, len(s.columns)), masked: true, by: 1}
	for f := range s.columns {
		present := s.columns[f].present
		for _, number := range present {
			a.values = append(a.values, newValue(f, number))
		}
		if len(present) > 0 {
			c.slots[f] = make([]int32, present[len(present)-1]+2)
		}
	}
	docs := newBitset(s.len())
	for base, count := range s.bases.counts {
		if int(count) <= s.len()/oneAggregated {
			continue
		}
		clear(docs)
		s.bases.addTo(docs, base)
		for _, counts := range c.slots {
			clear(counts)
		}
		c.take(s, docs)
		a.bases = append(a.bases, uint32(base))
		a.append(c.slots)
	}
	a.bases, a.ends, a.counts = slices.Clone(a.bases), slices.Clone(a.ends), slices.Clone(a.counts)
	return a
}

// append adds the counts of the next base.
func (a *aggregates) append(slots [][]int32) {
	before := -1
	for i, v := range a.values {
		if n := slots[v.facet()][v.number()+1]; n > 0 {
			a.counts = binary.AppendUvarint(a.counts, uint64(i-before))
			a.counts = binary.AppendUvarint(a.counts, uint64(n))
			before = i
		}
	}
	a.ends = append(a.ends, uint32(len(a.counts)))
}

func (a *aggregates) has(base int) bool {
	_, ok := slices.BinarySearch(a.bases, uint32(base))
	return ok
}

// addTo adds a base's counts, which there are, to those of the facets that are counted.
func (a *aggregates) addTo(slots [][]int32, base int) {
	i, _ := slices.BinarySearch(a.bases, uint32(base))
	at := first
	for counts := a.counts[begin(a.ends, i):a.ends[i]]; len(counts) > 0; {
		var n uint32
		counts, at = next(counts, at)
		counts, n = next(counts, 0)
		if v := a.values[at]; slots[v.facet()] != nil {
			slots[v.facet()][v.number()+1] += int32(n)
		}
	}
}

// A difference says how a set of a part's documents is counted: from a base's aggregates, or from nothing, with some more
// documents and without some others.
type difference struct {
	base       int // or none
	more, less bitset
	n          int // what it costs, in documents that are looked at
}

const none = -1

// costAggregates is what it costs to count from aggregates, in documents; measured.
const costAggregates = 1500

// differ is how a set is counted with least work, given bases that it may be made of.
func (p *part) differ(docs bitset, bases []int, in *room) difference {
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
	return least
}

// differFrom is how a set is counted from a base's aggregates.
func (p *part) differFrom(base int, docs bitset, in *room) difference {
	has := in.set(p.len())
	p.bases.addTo(has, base)
	return difference{base, in.minus(docs, has), in.minus(has, docs), docs.unlike(has) + costAggregates}
}

// tally counts a set so.
func (p *part) tally(c *census, d difference) {
	if d.base != none {
		p.aggregates.addTo(c.slots, d.base)
	}
	c.by = 1
	c.take(p.segment, d.more)
	c.by = -1
	c.take(p.segment, d.less)
}
