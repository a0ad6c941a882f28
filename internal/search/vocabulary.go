package search

import (
	"sync"

	"ledigajobb/internal/board"
)

// A vocabulary is the dictionary of each facet, in board's order.
type vocabulary []*dictionary

// A growing vocabulary numbers what the facets say of jobs, which may come in several at the same time. Values that it lacks
// get the numbers behind it in the order in which they come; no answer depends on the numbers.
type growing struct {
	vocabulary
	adding    sync.Mutex
	more      []map[string]uint32        // by facet: the values that the vocabulary lacks, with their numbers
	employers map[string]*board.Employer // of all jobs, by slug
}

func newGrowing(words vocabulary) *growing {
	g := &growing{vocabulary: words, employers: map[string]*board.Employer{}}
	for range words {
		g.more = append(g.more, map[string]uint32{})
	}
	return g
}

// add appends what the facets say of a job, and tells the number of its employer plus one; 0 for none. The jobs of one employer
// must say the same of it, as they do when they come from one table; the last one is believed.
func (g *growing) add(j *board.Job, to []value) (values []value, employer uint32) {
	g.adding.Lock()
	defer g.adding.Unlock()
	for f, d := range g.vocabulary {
		for _, slug := range j.Values(d.facet) {
			n := g.number(f, slug)
			to = append(to, newValue(f, n))
			if d.facet == employerFacet {
				employer = n + 1
			}
		}
	}
	if e := g.employers[j.Employer.Slug]; employer > 0 && (e == nil || *e != j.Employer) {
		its := j.Employer
		g.employers[its.Slug] = &its
	}
	return to, employer
}

// number is that of a value of a facet.
func (g *growing) number(f int, value string) uint32 {
	d := g.vocabulary[f]
	if n, known := d.number[value]; known {
		return n
	}
	n, known := g.more[f][value]
	if !known {
		n = uint32(len(d.values) + len(g.more[f]))
		g.more[f][value] = n
	}
	return n
}

// met is the values of a facet that the vocabulary lacks, in the order of their numbers, and all employers.
func (g *growing) met(f int) []string {
	d := g.vocabulary[f]
	values := make([]string, len(g.more[f]))
	for value, n := range g.more[f] {
		values[int(n)-len(d.values)] = value
	}
	if d.facet == employerFacet {
		for slug := range g.employers {
			values = append(values, slug)
		}
	}
	return values
}
