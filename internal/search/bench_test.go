package search_test

import (
	"fmt"
	"testing"

	"ledigajobb/internal/board"
)

// BenchmarkSearch asks a board of the size of the first real one, of one page with all facets.
func BenchmarkSearch(b *testing.B) {
	g := newGenerator(1, 6_000)
	x := loaded(1, g.jobs(25_825, 60))
	v := x.At(start)
	filter := func(fs ...board.Facet) map[board.Facet][]string {
		chosen := map[board.Facet][]string{}
		for _, f := range fs {
			chosen[f] = []string{g.value(f)}
		}
		return chosen
	}
	for _, c := range []struct {
		name string
		q    board.Query
	}{
		{"empty", board.Query{}},
		{"role", board.Query{Filters: filter(board.FacetRole)}},
		{"region", board.Query{Filters: filter(board.FacetRegion)}},
		{"sector", board.Query{Filters: filter(board.FacetSector)}},
		{"workplace", board.Query{Filters: filter(board.FacetWorkplace)}},
		{"employer", board.Query{Filters: filter(board.FacetEmployer)}},
		{"role and sector", board.Query{Filters: filter(board.FacetRole, board.FacetSector)}},
		{"common word", board.Query{Text: g.words[0]}},
		{"middling word", board.Query{Text: g.words[60]}},
		{"rare word", board.Query{Text: g.words[2900]}},
		{"two words", board.Query{Text: g.words[3] + " " + g.words[7]}},
		{"phrase", board.Query{Text: `"` + g.words[3] + " " + g.words[7] + `"`}},
		{"deadline", board.Query{Sort: board.SortDeadline}},
		{"offset 10000", board.Query{Offset: 10000}},
	} {
		c.q.Limit, c.q.Facets = board.DefaultLimit, board.Facets()
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			total := 0
			for b.Loop() {
				total = v.Search(c.q).Total
			}
			b.ReportMetric(float64(total), "found")
		})
	}
}

// BenchmarkLoad makes an index of 25,825 jobs.
func BenchmarkLoad(b *testing.B) {
	jobs := newGenerator(1, 6_000).jobs(25_825, 60)
	for b.Loop() {
		loaded(1, jobs)
	}
}

// BenchmarkApply changes one job at a time, merges included.
func BenchmarkApply(b *testing.B) {
	for _, n := range []int{1_000, 25_825, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g := newGenerator(1, 6_000)
			jobs := g.jobs(n, 60)
			x := loaded(1, jobs)
			x.At(start)
			for seq := int64(2); b.Loop(); seq++ {
				x.Apply(board.Position{Epoch: "e", Seq: seq}, []*board.Job{g.jobWithID(jobs[g.IntN(n)].ID, 60)}, nil)
			}
		})
	}
}
