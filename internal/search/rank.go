package search

import (
	"math"
)

// The weights of the fields in a score: what a headline says counts most.
const (
	weightHeadline = 10
	weightRole     = 6
	weightEmployer = 4
	weightPlace    = 4
	weightText     = 1 // for each time, 15 at most
)

// saturation is how soon more of the same word stops to count (k1 of BM25, for these weights).
const saturation = 8

// weight is how much a document is about a term that has the mark in it, from 0 to 1: the saturating term frequency of
// BM25F (Robertson, Zaragoza and Taylor 2004), with the fields weighted and without regard to their lengths, so that a
// document's score changes with no other document's text.
func (m mark) weight() float64 {
	sum := weightText * float64(m/markText)
	for _, w := range [...]struct {
		in     field
		weight float64
	}{{inHeadline, weightHeadline}, {inRole, weightRole}, {inEmployer, weightEmployer}, {inPlace, weightPlace}} {
		if m&mark(w.in) != 0 {
			sum += w.weight
		}
	}
	return sum / (sum + saturation)
}

// weights is the weight of every mark.
func weights() (table [256]float64) {
	for m := range table {
		table[m] = mark(m).weight()
	}
	return table
}

// rarity is the inverse document frequency of a clause that is found in so many of n documents.
func rarity(found, n int) float64 {
	return math.Log(1 + (float64(n-found)+0.5)/(float64(found)+0.5))
}

// A scored is a document with its score.
type scored struct {
	doc   uint32
	score float64
}

// together is the documents that every one of a part's finds has, scored. The order in which scores are added is that of
// the clauses, so that they are the same to the last bit however the documents lie in parts.
func together(finds []find, rarities []float64, table *[256]float64) []scored {
	out := make([]scored, len(finds[0]))
	for i, hit := range finds[0] {
		out[i] = scored{hit.doc, rarities[0] * table[hit.mark]}
	}
	for c, found := range finds[1:] {
		kept := out[:0]
		for _, s := range out {
			for len(found) > 0 && found[0].doc < s.doc {
				found = found[1:]
			}
			if len(found) > 0 && found[0].doc == s.doc {
				kept = append(kept, scored{s.doc, s.score + rarities[c+1]*table[found[0].mark]})
			}
		}
		out = kept
	}
	return out
}
