package search_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// TestEveryOrderIsTotal holds that jobs which only their IDs tell apart stand in one order in every sort, however they came
// into the index, and that pages of any size are that order, cut.
func TestEveryOrderIsTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := newGenerator(rapid.Uint64().Draw(t, "seed"), 4)
		jobs := g.jobs(rapid.IntRange(1, 120).Draw(t, "jobs"), 4)
		for _, j := range jobs { // twins in all that is sorted by
			j.Ad.Headline, j.Ad.Text.Plain = pick(g, g.words[:3]), ""
			j.Run = board.Run{From: start.Add(-time.Duration(g.IntN(3)) * time.Hour), Until: start.Add(time.Duration(1+g.IntN(3)) * time.Hour)}
		}
		q := g.query()
		q.Text, q.Sort = pick(g, []string{"", g.words[0], g.words[1]}), pick(g, board.Sorts())
		q.Offset, q.Limit = 0, len(jobs)
		one, other := loaded(9, jobs).At(start), inSteps(g, jobs).At(start)
		whole := ids(one.Search(q).Hits)
		if got := ids(other.Search(q).Hits); !slices.Equal(got, whole) {
			t.Fatalf("%+v: in steps %v, at once %v", q, got, whole)
		}
		var paged []board.ID
		q.Limit = rapid.IntRange(1, 40).Draw(t, "page")
		for ; q.Offset <= len(jobs); q.Offset += q.Limit {
			paged = append(paged, ids(pick(g, []*search.Version{one, other}).Search(q).Hits)...)
		}
		if !slices.Equal(paged, whole) {
			t.Fatalf("%+v: pages %v, whole %v", q, paged, whole)
		}
	})
}

// inSteps is an index that has taken the jobs in another order, a few at a time, some of them twice.
func inSteps(g *generator, jobs []*board.Job) *search.Index {
	x, seq := search.New(), int64(0)
	shuffled := slices.Clone(jobs)
	g.Shuffle(len(shuffled), func(i, k int) { shuffled[i], shuffled[k] = shuffled[k], shuffled[i] })
	for batch := range slices.Chunk(append(shuffled, some(g, jobs, 5)...), 1+g.IntN(9)) {
		seq++
		x.Apply(board.Position{Epoch: "e", Seq: seq}, batch, nil)
	}
	return x
}

// TestSuggestedCountsAreFound holds that a name is suggested with as many jobs as choosing it finds.
func TestSuggestedCountsAreFound(t *testing.T) {
	g := newGenerator(11, 15)
	v := loaded(1, g.jobs(400, 3)).At(start)
	facets := map[search.SuggestionKind][]board.Facet{
		search.SuggestRole: {board.FacetRole}, search.SuggestPlace: {board.FacetMunicipality, board.FacetRegion},
		search.SuggestEmployer: {board.FacetEmployer},
	}
	all := v.Search(board.Query{Facets: board.Facets()}).Facets
	kinds := map[search.SuggestionKind]int{}
	rapid.Check(t, func(t *rapid.T) {
		name := []rune(pick(g, []string{pick(g, g.towns).Name, pick(g, g.employers).Name, "Upphandlare", "Inköpschef", g.word()}))
		typed := string(name[:rapid.IntRange(1, len(name)).Draw(t, "letters")])
		for _, s := range v.Suggest(typed, board.Swedish) {
			kinds[s.Kind]++
			found := s.Kind == search.SuggestHeadline && s.Count > 0
			for _, f := range facets[s.Kind] {
				found = found || slices.ContainsFunc(all[f], func(c search.Count) bool { return c.Count == s.Count })
			}
			if !found {
				t.Errorf("%q: %+v", typed, s)
			}
		}
	})
	if len(kinds) < 4 {
		t.Errorf("only %v were suggested", kinds)
	}
}
