package main

import (
	"time"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// ours is the board's own engine.
type ours struct {
	index *search.Index
	now   time.Time
}

func buildOurs(jobs []*board.Job, now time.Time) *ours {
	x := search.New()
	x.Load(board.Position{Epoch: "bench", Seq: 1}, jobs)
	x.At(now)
	return &ours{x, now}
}

func (o *ours) search(s mix.Search) (found, error) { return ourFound(o.find(s)), nil }

func (o *ours) find(s mix.Search) search.Result { return o.index.At(o.now).Search(s.Query) }

func (o *ours) size() string { return "" }

func (o *ours) close() error { return nil }

type ourFound search.Result

func (f ourFound) answer() answer {
	a := newAnswer(f.Total)
	for facet, counts := range f.Facets {
		for _, c := range counts {
			a.note(facet, c.Value, c.Count)
		}
	}
	return a.done()
}

// change applies changes of one job at a time, each with another headline, and says how long it took from the change
// until the version that has it.
func (o *ours) change(jobs []*board.Job, n int) []time.Duration {
	var took []time.Duration
	for i := range n {
		changed := *jobs[i*len(jobs)/n]
		changed.Ad.Headline += " (ny)"
		begin := time.Now()
		o.index.Apply(board.Position{Epoch: "bench", Seq: int64(i + 2)}, []*board.Job{&changed}, nil)
		o.index.At(o.now)
		took = append(took, time.Since(begin))
	}
	return took
}
