package search

import "math/bits"

// A scorer gives documents their scores.
type scorer struct {
	*selection
	rarities []float64
	fresh    []float64 // by age in days
}

// maxDays is the age from which on freshness is the same.
const maxDays = 120

func (s *selection) scorer() *scorer {
	sc := &scorer{selection: s}
	for _, m := range s.wanted {
		sc.rarities = append(sc.rarities, rarity(m.found, s.count)/255)
	}
	for days := range maxDays + 1 {
		sc.fresh = append(sc.fresh, freshness(days))
	}
	return sc
}

// freshness is the factor of a document of a part.
func (sc *scorer) freshness(p *part, doc uint32) float64 {
	days := (sc.today - p.from[doc] + day.Milliseconds() - 1) / day.Milliseconds()
	return sc.fresh[min(max(0, days), maxDays)]
}

// manyMatches is from how many on not all are looked at, where the best can be told from less.
const manyMatches = 500

// relevant is the matches with the best scores. Nearly always they are among those that are in a high tier for one of the
// things wanted, a few of a hundred.
func (s *selection) relevant(matches []bitset, total, max int) []place {
	sc := s.scorer()
	for _, least := range tiers {
		if total <= manyMatches {
			break
		}
		places := sc.best(sc.from(least, matches), max)
		if len(places) == max && places[max-1].score > sc.mostBelow(least) {
			return places
		}
	}
	return sc.best(matches, max)
}

// from is the matches that have a level or a higher one for one of the things wanted.
func (sc *scorer) from(least level, matches []bitset) []bitset {
	sets := make([]bitset, len(matches))
	for i := range sets {
		sets[i] = newBitset(sc.parts[i].len())
		for w := range sc.wanted {
			sc.wanted[w].finds[i].addFrom(least, sets[i])
		}
		sets[i].and(matches[i])
	}
	return sets
}

// mostBelow is a score that no other document is above.
func (sc *scorer) mostBelow(least level) float64 {
	sum := 0.0
	for _, r := range sc.rarities {
		sum += r * float64(least-1)
	}
	return sum * sc.fresh[0]
}

// best is those of some documents with the best scores.
func (sc *scorer) best(sets []bitset, max int) []place {
	top := ranking{best[place]{max: max, compare: mostRelevant}}
	for i := range sc.parts {
		sc.rank(&top, i, newChosen(sets[i]))
	}
	return top.sorted()
}

// rank shows a ranking the chosen documents of a part.
func (sc *scorer) rank(top *ranking, part int, docs *chosen) {
	p, levels := &sc.parts[part], make([][]level, len(sc.wanted))
	for w := range sc.wanted {
		levels[w] = sc.wanted[w].finds[part].levels(docs)
	}
	least, k := top.least(), 0 // most documents have no place among the best, were they ever so fresh
	for j, word := range docs.bitset {
		freshest := 0.0 // of this word's documents: the first is the newest
		for ; word != 0; word &= word - 1 {
			relevance := sc.relevance(levels, k)
			k++
			if relevance*sc.fresh[0] < least {
				continue
			}
			doc := uint32(j*64 + bits.TrailingZeros64(word))
			if freshest == 0 {
				freshest = sc.freshness(p, doc)
			}
			if relevance*freshest >= least {
				top.push(place{p, doc, relevance * sc.freshness(p, doc)})
				least = top.least()
			}
		}
	}
}

// relevance is what the k-th of some documents has of what is wanted. It is added up in the order of the wants, so that it
// is the same to the last bit however the documents lie in parts.
func (sc *scorer) relevance(levels [][]level, k int) float64 {
	sum := 0.0
	for w, rarity := range sc.rarities {
		sum += rarity * float64(levels[w][k])
	}
	return sum
}

// A ranking keeps the best places.
type ranking struct{ best[place] }

// least is the score below which a place is none of the best.
func (r *ranking) least() float64 {
	if len(r.best.items) < r.max || r.max == 0 {
		return 0
	}
	return r.best.items[0].score
}
