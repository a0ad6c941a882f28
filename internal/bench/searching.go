package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
)

// manyAds is how many ads are searched in.
const manyAds = 100_000

// importMixed takes in ads that are mixed from those of a file.
func importMixed(ctx context.Context, path string, database config.Database) error {
	ads, err := mix.Read(path)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Options{Database: database.Database, Random: rand.Reader})
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.Migrate(ctx); err != nil {
		return err
	}
	begin := time.Now()
	d := desk.New(desk.Config{Store: s, Random: rand.Reader, Now: func() time.Time { return begin.Truncate(time.Millisecond) }})
	for batch := range slices.Chunk(slices.Collect(mix.Mixed(ads, manyAds, begin)), 500) {
		taken, err := d.Take(ctx, batch, desk.Intake{Publish: true, Days: 60})
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(taken, func(t desk.Taken) bool { return t.Outcome != desk.Added }); i >= 0 {
			return fmt.Errorf("ad %s was %s: %w", batch[i].Source.ID, taken[i].Outcome, taken[i].Why)
		}
	}
	fmt.Printf("%d mixed ads taken in within %.1f s\n", manyAds, time.Since(begin).Seconds())
	return nil
}

// searching is the workloads of searches.
func (b *bench) searching(ctx context.Context) error {
	jobs, err := b.board.Store.JobsInState(ctx, board.StatusLive)
	if err != nil {
		return err
	}
	reader := mix.NewReader(inOrder(jobs))
	searches := differentSearches(reader, 10_000)
	return b.compare([]workload{
		{name: "/api/v1/jobs?q=, Zipf of 10,000", paths: searches, zipf: true, busy: true, check: true, goal: 0.4},
		{name: "/api/v1/jobs?q=, each another", paths: searches, bare: true, goal: 0.1},
		{name: "/api/v1/suggest, Zipf of 10,000", paths: beginnings(reader, 10_000), zipf: true, busy: true, check: true, goal: 0.6},
	})
}

// inOrder is the jobs in the order in which they were mixed: their IDs differ from run to run.
func inOrder(jobs []*board.Job) []*board.Job {
	slices.SortFunc(jobs, func(a, b *board.Job) int {
		if len(a.Source.ID) != len(b.Source.ID) {
			return len(a.Source.ID) - len(b.Source.ID)
		}
		return strings.Compare(a.Source.ID, b.Source.ID)
	})
	return jobs
}
