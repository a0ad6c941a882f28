package main

import (
	"slices"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
)

// An engine finds ads. The time of search is what is measured.
type engine interface {
	// search does all the work of a page of hits, the total and the counts of all facets. A facet of which something
	// is chosen is counted without that choice.
	search(s mix.Search) (found, error)
	// size says, behind a comma, what the engine holds beside the heap, if anything.
	size() string
	close() error
}

// found is what a search has found, in the engine's own shape, until answer is asked for.
type found interface{ answer() answer }

// An answer is what must be the same of every engine.
type answer struct {
	total  int
	facets map[board.Facet]map[string]int
	staff  []int // of the employers, whose facet is cut off, the counts shown, the largest first
}

// newAnswer is one without facets yet.
func newAnswer(total int) answer {
	return answer{total: total, facets: map[board.Facet]map[string]int{}}
}

// note adds a count of a facet's value. A chosen value that nothing has is told of by some engines and not by others.
func (a *answer) note(facet board.Facet, value string, count int) {
	switch {
	case count == 0:
		return
	case facet == board.FacetEmployer:
		a.staff = append(a.staff, count)
		return
	case a.facets[facet] == nil:
		a.facets[facet] = map[string]int{}
	}
	a.facets[facet][value] = count
}

// shownEmployers is how many employers the facet shows.
const shownEmployers = 50

// done puts the employers in order. A chosen one that is not among the largest is shown by some engines in addition.
func (a *answer) done() answer {
	slices.Sort(a.staff)
	slices.Reverse(a.staff)
	a.staff = a.staff[:min(len(a.staff), shownEmployers)]
	return *a
}
