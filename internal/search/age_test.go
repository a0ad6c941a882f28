package search

import (
	"testing"
	"time"

	"ledigajobb/internal/board"
)

func TestCountsByAgeAreThoseOfSearchesWithABound(t *testing.T) {
	x := New()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	var jobs []*board.Job
	for i := range 300 {
		from := now.Add(-time.Duration(i*i) * time.Minute)
		jobs = append(jobs, &board.Job{
			ID: board.NewID([board.IDLength]byte{byte(i), byte(i >> 5)}), State: board.StatusLive, Run: board.Run{From: from, Until: now.AddDate(1, 0, 0)},
			Ad: board.Ad{Headline: []string{"Upphandlare", "Jurist", "Chef"}[i%3]},
		})
	}
	x.Load(board.Position{Seq: 1}, jobs[:200])
	x.Apply(board.Position{Seq: 2}, jobs[200:], nil)
	v := x.At(now)
	instants := []time.Time{{}, now, now.Add(-time.Minute), now.Add(-25 * time.Minute), now.AddDate(0, 0, -2), now.AddDate(-1, 0, 0)}
	for _, text := range []string{"", "jurist"} {
		for i, got := range v.PublishedAfter(board.Query{Text: text}, instants...) {
			want := v.Search(board.Query{Text: text, PublishedAfter: instants[i]}).Total
			if got != want {
				t.Errorf("%q after %s: %d, want %d", text, instants[i], got, want)
			}
		}
	}
}
