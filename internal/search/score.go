package search

import (
	"math/bits"
	"slices"
)

// A scorer gives documents their scores.
type scorer struct {
	*selection
	rarities []float64
}

func (s *selection) scorer() *scorer {
	sc := &scorer{selection: s}
	for _, m := range s.wanted {
		sc.rarities = append(sc.rarities, rarity(m.found, s.count)/255)
	}
	return sc
}

// manyMatches is from how many on not all are looked at, where the best can be told from less.
const manyMatches = 500

// relevant is the matches with the best scores. Of many, some that are about what is wanted give a score that the best
// reach, and this gives the few that can reach it.
func (s *selection) relevant(matches []bitset, total, max int) []place {
	sc := s.scorer()
	if total <= manyMatches {
		return sc.best(matches, max)
	}
	for _, every := range [...]bool{true, false} {
		for _, least := range tiers {
			docs := sc.about(least, every, matches)
			if count(docs) < max {
				continue
			}
			places := sc.best(docs, max)
			score := places[max-1].score
			bars := slices.Repeat([]level{least}, len(sc.wanted))
			if (!every || len(bars) == 1) && sc.mostBelow(bars) < score {
				return places
			}
			if bars, ok := sc.bars(score); ok {
				return sc.best(sc.over(bars, matches), max)
			}
		}
	}
	return sc.best(matches, max)
}

// about is the matches that have a level or a higher one for each of the things wanted, or for any.
func (sc *scorer) about(least level, every bool, matches []bitset) []bitset {
	if !every || len(sc.wanted) == 1 {
		return sc.over(slices.Repeat([]level{least}, len(sc.wanted)), matches)
	}
	sets := sc.in.copies(matches)
	for i := range sets {
		for w := range sc.wanted {
			one := sc.in.set(sc.parts[i].len())
			sc.wanted[w].finds[i].addFrom(least, one)
			sets[i].and(one)
		}
	}
	return sets
}

// over is the matches that reach a bar: the level given for one of the things wanted.
func (sc *scorer) over(bars []level, matches []bitset) []bitset {
	sets := make([]bitset, len(matches))
	for i := range sets {
		sets[i] = sc.in.set(sc.parts[i].len())
		for w, bar := range bars {
			sc.wanted[w].finds[i].addFrom(bar, sets[i])
		}
		sets[i].and(matches[i])
	}
	return sets
}

// mostBelow is a score that no document is above that reaches none of the bars.
func (sc *scorer) mostBelow(bars []level) float64 {
	sum := 0.0
	for w, r := range sc.rarities {
		sum += r * float64(bars[w]-1)
	}
	return sum * freshness[0]
}

// bars are the levels that few documents reach, and all that reach a score: a thing wanted that nearly all are about has a
// bar that none reaches, since it makes no difference (compare MaxScore; Turtle and Flood 1995). ok is false where what the
// text alone gives may be enough.
func (sc *scorer) bars(score float64) (bars []level, ok bool) {
	sizes, at := make([][highest]int, len(sc.wanted)), make([]step, len(sc.wanted))
	for w := range sc.wanted {
		at[w] = step(len(levels) - 1)
		bars = append(bars, levels[at[w]]+1)
		for i := range sc.parts {
			sc.wanted[w].finds[i].count(&sizes[w])
		}
	}
	for sc.mostBelow(bars) >= score {
		lowered, cost := -1, 0.0
		for w, s := range at {
			if s < aboutStep {
				continue
			}
			more := 1
			for _, n := range sizes[w][levels[s-1]+1 : levels[s]+1] {
				more += n
			}
			its := float64(more) / (sc.rarities[w] * float64(levels[s]-levels[s-1]))
			if lowered < 0 || its < cost {
				lowered, cost = w, its
			}
		}
		if lowered < 0 {
			return nil, false
		}
		at[lowered]--
		bars[lowered] = levels[at[lowered]] + 1
	}
	return bars, true
}

// best is those of some documents with the best scores.
func (sc *scorer) best(sets []bitset, max int) []place {
	top := ranking{best[place]{max: max, compare: mostRelevant}}
	for i := range sc.parts {
		sc.rank(&top, i, newChosen(sets[i], sc.in))
	}
	return top.sorted()
}

// rank shows a ranking the chosen documents of a part.
func (sc *scorer) rank(top *ranking, part int, docs *chosen) {
	p, levels := &sc.parts[part], make([][]level, len(sc.wanted))
	for w := range sc.wanted {
		levels[w] = sc.wanted[w].finds[part].levels(docs)
	}
	least, k, days := top.least(), 0, 0 // most documents have no place among the best, were they ever so fresh
	for j, word := range docs.bitset {
		for ; word != 0; word &= word - 1 {
			relevance := sc.relevance(levels, k)
			k++
			if relevance*freshness[days] < least {
				continue
			}
			doc := uint32(j*64 + bits.TrailingZeros64(word))
			for days < maxDays && doc >= p.older[days] {
				days++
			}
			if score := relevance * freshness[days]; score >= least {
				top.push(place{p, doc, score})
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
