package search_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
)

// TestSearchAgreesWithANaiveScan asks random searches of an index that has taken its jobs in many steps.
func TestSearchAgreesWithANaiveScan(t *testing.T) {
	searches, now := 10_000, start
	if testing.Short() {
		searches = 1_000
	}
	g := newGenerator(1, 120)
	jobs := g.jobs(3_000, 12)
	x := loaded(1, jobs[:2_000])
	for i, batch := range slices.Collect(slices.Chunk(jobs[2_000:], 37)) {
		x.Apply(board.Position{Epoch: "e", Seq: int64(i + 2)}, batch, nil)
	}
	all, found := newNaive(jobs), 0
	for i := range searches {
		if i%500 == 499 {
			now = now.Add(time.Duration(g.IntN(80)) * time.Hour)
		}
		q := g.query()
		got := x.At(now).Search(q)
		compare(t, all.at(x.At(now), now), q, got)
		found += min(got.Total, 1)
		if t.Failed() {
			t.Fatalf("search %d: %+v", i, q)
		}
	}
	if found < searches/3 {
		t.Errorf("only %d of %d searches found something", found, searches)
	}
}

// compare holds an answer against the naive scan's.
func compare(t *testing.T, n naive, q board.Query, got search.Result) {
	t.Helper()
	want := n.matches(q, "")
	if got.Total != len(want) {
		t.Errorf("total %d, want %d", got.Total, len(want))
	}
	page := ordered(want, q.Order())
	if page = page[min(q.Offset, len(page)):]; q.Order() != board.SortRelevance {
		if page = page[:min(q.Limit, len(page))]; !slices.Equal(ids(got.Hits), page) {
			t.Errorf("hits %v, want %v", ids(got.Hits), page)
		}
	} else if len(got.Hits) != min(q.Limit, len(page)) {
		t.Errorf("%d hits, want %d", len(got.Hits), min(q.Limit, len(page)))
	}
	for _, f := range board.Facets() {
		n.compareFacet(t, f, got, n.counts(q, f, want), q.Filters[f])
	}
}

func ids(hits []search.Hit) []board.ID {
	out := []board.ID{}
	for _, h := range hits {
		out = append(out, h.Job.ID)
	}
	return out
}

// compareFacet holds the counts of a facet against the wanted ones, their order against its rule.
func (n naive) compareFacet(t *testing.T, f board.Facet, got search.Result, want map[string]int, chosen []string) {
	t.Helper()
	shown := map[string]int{}
	for _, c := range got.Facets[f] {
		shown[c.Value] = c.Count
	}
	if f == board.FacetEmployer {
		want = largest(t, want, chosen, got.EmployersMore, n.names)
	}
	if !maps.Equal(shown, want) || len(shown) != len(got.Facets[f]) {
		t.Errorf("%s: %v, want %v", f, got.Facets[f], want)
	}
	if !slices.IsSortedFunc(got.Facets[f], func(a, b search.Count) int { return facetOrder(f, a, b) }) {
		t.Errorf("%s is not in order: %v", f, got.Facets[f])
	}
}

func facetOrder(f board.Facet, a, b search.Count) int {
	if list, ok := closedLists()[f]; ok {
		return slices.Index(list, a.Value) - slices.Index(list, b.Value)
	}
	switch {
	case a.Count != b.Count:
		return b.Count - a.Count
	case f == board.FacetEmployer: // a generated slug tells the name apart, not its place in the alphabet
		return 0
	case a.Count == 0:
		return strings.Compare(a.Value, b.Value)
	}
	label := func(c search.Count) string { return reference.Label(board.Swedish, reference.List(f), c.Value) }
	return reference.Compare(label(a), label(b))
}

// largest leaves of the employers' counts what the facet shows.
func largest(t *testing.T, all map[string]int, chosen []string, more int, names map[string]string) map[string]int {
	t.Helper()
	var counts []search.Count
	for slug, n := range all {
		counts = append(counts, search.Count{Value: slug, Count: n})
	}
	slices.SortFunc(counts, func(a, b search.Count) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return reference.Compare(names[a.Value], names[b.Value])
	})
	kept, left := map[string]int{}, 0
	for i, c := range counts {
		if i < 50 || slices.Contains(chosen, c.Value) {
			kept[c.Value] = c.Count
		} else {
			left++
		}
	}
	if left != more {
		t.Errorf("%d more employers, want %d", more, left)
	}
	return kept
}
