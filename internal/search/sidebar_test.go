package search_test

import (
	"slices"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

func TestSidebarShowsFeaturedJobsAboveTheNewest(t *testing.T) {
	g := newGenerator(7, 20)
	var jobs []*board.Job // the newest first
	for i := range 12 {
		j := g.job(5)
		j.Run = board.Run{From: start.Add(-time.Duration(i+1) * time.Hour), Until: start.Add(48 * time.Hour)}
		j.Promotion = board.Promotion{}
		jobs = append(jobs, j)
	}
	for _, i := range []int{3, 5, 9, 11} {
		jobs[i].Promotion.FeaturedUntil = start.Add(24 * time.Hour)
	}
	x := loaded(1, jobs)
	for _, s := range []struct {
		name  string
		at    time.Time
		limit int
		want  []int
	}{
		{"three at most stand on top, the fourth where its age puts it", start, 12, []int{3, 5, 9, 0, 1, 2, 4, 6, 7, 8, 10, 11}},
		{"the newest fill what is left", start, 5, []int{3, 5, 9, 0, 1}},
		{"less room than featured ones", start, 2, []int{3, 5}},
		{"the featured places are over", start.Add(24 * time.Hour), 4, []int{0, 1, 2, 3}},
		{"all have ended", start.Add(48 * time.Hour), 4, nil},
	} {
		t.Run(s.name, func(t *testing.T) {
			var want []board.ID
			for _, i := range s.want {
				want = append(want, jobs[i].ID)
			}
			got := ids(x.At(s.at).Sidebar(board.Query{Limit: s.limit, Offset: 3, Sort: board.SortDeadline}))
			if !slices.Equal(got, want) {
				t.Errorf("shows %v, want %v", got, want)
			}
		})
	}
}

func TestSidebarKeepsTheEditorsOrder(t *testing.T) {
	g := newGenerator(8, 20)
	var jobs []*board.Job // the newest first
	for i := range 12 {
		j := g.job(5)
		j.Run = board.Run{From: start.Add(-time.Duration(i+1) * time.Hour), Until: start.Add(48 * time.Hour)}
		j.Promotion = board.Promotion{}
		jobs = append(jobs, j)
	}
	for i, p := range map[int]board.Promotion{
		2: {FeaturedUntil: start.Add(72 * time.Hour)}, 4: {FeaturedUntil: start.Add(time.Hour), Place: 2}, 6: {FeaturedUntil: start.Add(time.Hour), Place: 1, EditorsPick: true},
		8: {EditorsPick: true, Place: 1}, 3: {EditorsPick: true}, 9: {EditorsPick: true}, 10: {EditorsPick: true},
	} {
		jobs[i].Promotion = p
	}
	x := loaded(1, jobs[:6])
	x.Apply(board.Position{Epoch: "e", Seq: 2}, jobs[6:], nil)
	var want []board.ID
	for _, i := range []int{6, 4, 2, 8, 3, 9, 0, 1, 5, 7, 10, 11} {
		want = append(want, jobs[i].ID)
	}
	if got := ids(x.At(start).Sidebar(board.Query{Limit: 12})); !slices.Equal(got, want) {
		t.Errorf("shows %v, want %v", got, want)
	}
}
