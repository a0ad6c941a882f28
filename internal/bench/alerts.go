package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
	"ledigajobb/internal/worker"
)

// What readers follow, and what is new to them.
const (
	manyAlerts = 10_000
	newAds     = 100
	knownAds   = 5_000 // from which their searches are made
)

// alertsGoal is how long new ads may wait for what they mean to readers.
const alertsGoal = 2 * time.Second

// alerts matches ten thousand searches, each another, that readers follow against a hundred new ads, and writes down what
// waits for their letters.
func alerts(ctx context.Context, s settings, dir string) error {
	ads, err := mix.Read(s.ads)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, store.Options{Database: "sqlite:" + filepath.Join(dir, "alerts.db"), Random: rand.Reader})
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Migrate(ctx); err != nil {
		return err
	}
	now := time.Now().Truncate(time.Millisecond)
	clock := func() time.Time { return now }
	d := desk.New(desk.Config{Store: db, Random: rand.Reader, Now: clock})
	follower := worker.Alerts{Desk: d, Store: db, Now: clock, Name: "bench"}
	mixed := slices.Collect(mix.Mixed(ads, knownAds+s.rounds*newAds, now))
	if err := followMany(ctx, db, mixed[:knownAds], now); err != nil {
		return err
	}
	var took []time.Duration
	for fresh := range slices.Chunk(mixed[knownAds:], newAds) {
		if _, err := d.Take(ctx, fresh, desk.Intake{Publish: true, Days: 60}); err != nil {
			return err
		}
		now = now.Add(board.TimeToUndo)
		begin := time.Now()
		if err := follower.Step(ctx); err != nil {
			return err
		}
		took = append(took, time.Since(begin))
	}
	waiting, err := db.WaitingNews(ctx)
	found := 0
	for _, w := range waiting {
		found += w.N
	}
	slices.Sort(took)
	median := took[len(took)/2]
	fmt.Printf("\n%d alerts matched against %d new ads in %.2f s, the median of %d rounds in which %d were found; goal %.0f s: %s\n",
		manyAlerts, newAds, median.Seconds(), len(took), found, alertsGoal.Seconds(), verdict(median <= alertsGoal))
	return err
}

// followMany makes alerts of searches that people would make of a board.
func followMany(ctx context.Context, db *store.Store, ads []board.Incoming, now time.Time) error {
	jobs, err := mix.Jobs(slices.Values(ads), now)
	if err != nil {
		return err
	}
	return db.Write(ctx, func(tx *store.Tx) (err error) {
		for i, search := range mix.NewReader(jobs).Searches(manyAlerts, mix.OneWord, mix.TwoWords, mix.WordAndPlace, mix.Phrase,
			mix.Compound, mix.Prefix, mix.Minus, mix.Synonym, mix.WordFiltered) {
			search.Query.Limit = board.DefaultLimit
			frequencies := board.Frequencies()
			err = errors.Join(err, tx.InsertAlert(ctx, board.Alert{
				ID: board.ID(fmt.Sprintf("%010d", i)), Email: fmt.Sprintf("reader%d@journal.example", i/2), Query: search.Query.Values().Encode(),
				Frequency: frequencies[i%len(frequencies)], Language: board.Swedish, CreatedAt: now, ConfirmedAt: now,
			}))
		}
		return err
	})
}
