package search_test

import (
	"slices"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

// TestCountsFromAggregatesAgree counts sets of documents from those of each common base, in segments made from jobs and in
// merged ones, while jobs come, go, begin and end.
func TestCountsFromAggregatesAgree(t *testing.T) {
	g := newGenerator(2, 300)
	jobs := g.jobs(6_000, 12)
	x := loaded(1, jobs[:4_400])
	agree := func(situation string, now time.Time) {
		for _, share := range []int{1, 9} {
			ways, differs := x.At(now).Recount(func() bool { return g.IntN(10) < share })
			if differs != "" {
				t.Errorf("%s, %d of 10 documents: %s", situation, share, differs)
			}
			if ways < 20 {
				t.Errorf("%s: only %d ways to count", situation, ways)
			}
		}
	}
	agree("loaded", start)
	var gone []board.ID
	for _, j := range jobs[:900] {
		gone = append(gone, j.ID)
	}
	x.Apply(board.Position{Epoch: "e", Seq: 2}, slices.Clone(jobs[1_000:1_010]), gone)
	agree("some removed", start)
	agree("some ended", start.Add(200*time.Hour))
	x.Apply(board.Position{Epoch: "e", Seq: 3}, jobs[4_400:], nil)
	agree("merged", start.Add(200*time.Hour))
}
