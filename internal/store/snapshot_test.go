package store_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// snapshot reads a snapshot in parts, taking turns.
func snapshot(t *testing.T, s *store.Store, n int) (parts [][]*board.Job, at board.Position) {
	t.Helper()
	must(t, s.Snapshot(t.Context(), start, n, func(pos board.Position, each []iter.Seq2[*board.Job, error]) error {
		at, parts = pos, make([][]*board.Job, len(each))
		var next []func() (*board.Job, error, bool)
		for _, part := range each {
			pull, stop := iter.Pull2(part)
			defer stop()
			next = append(next, pull)
		}
		for open := true; open; {
			open = false
			for i := range next {
				if j, err, ok := next[i](); ok {
					must(t, err)
					parts[i], open = append(parts[i], j), true
				}
			}
		}
		return nil
	}))
	return parts, at
}

func TestASnapshotIsWhatReadersMaySeeNowOrLaterTheNewestFirst(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		employer := board.Employer{Slug: "ekby-kommun", Name: "Ekby kommun", UpdatedAt: start}
		live, alike, scheduled, ending, expired, paused := liveJob(2), liveJob(1), liveJob(3), liveJob(4), liveJob(5), liveJob(6)
		scheduled.Run.From = start.Add(time.Hour)
		ending.Run.Until = start.Add(time.Millisecond)
		ending.Run.From = start.Add(-time.Hour)
		expired.Run.Until = start
		paused.State = board.StatusPaused
		live.Owners = []string{"a@ekby.example"}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			must(t, tx.InsertEmployer(ctx, &employer, "test:ekby", ""))
			live.Employer = employer
			return tx.InsertJobs(ctx, []*board.Job{paused, expired, ending, scheduled, live, alike})
		})
		for _, j := range []*board.Job{live, alike, scheduled, ending} {
			j.Owners, j.Ad.Text.HTML = nil, "" // no reader's, and not an index's
		}
		parts, at := snapshot(t, s, 1)
		want(t, "the snapshot", parts, [][]*board.Job{{scheduled, alike, live, ending}})
		if at.Epoch == "" {
			t.Error("the snapshot has no epoch")
		}
		texts := get[map[board.ID]string](t)(s.Texts(t.Context(), []board.ID{id(1), id(9)}))
		want(t, "texts", texts, map[board.ID]string{id(1): "Hej"})
	})
}

func TestThePartsOfASnapshotHaveEachJobOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		const n = 1700
		jobs := make([]*board.Job, n)
		for i := range jobs {
			jobs[i] = liveJob(i)
			jobs[i].Run.From = start.Add(-time.Duration(i%7) * time.Hour)
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJobs(ctx, jobs) })
		parts, _ := snapshot(t, s, 3)
		want(t, "parts", len(parts), 3)
		seen := map[board.ID]bool{}
		for _, part := range parts {
			if !slices.IsSortedFunc(part, func(a, b *board.Job) int { return b.Run.From.Compare(a.Run.From) }) {
				t.Error("a part has not its newest jobs first")
			}
			for _, j := range part {
				seen[j.ID] = true
			}
		}
		want(t, "jobs", len(seen), n)
		want(t, "jobs, each once", len(slices.Concat(parts...)), n)
	})
}

func TestASnapshotStaysAsItWasAndEndsWithAnError(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, liveJob(1)) })
		enough := errors.New("enough")
		err := s.Snapshot(t.Context(), start, 2, func(_ board.Position, parts []iter.Seq2[*board.Job, error]) error {
			write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, liveJob(2)) })
			for _, part := range parts {
				for j := range part {
					want(t, "the only job", j.ID, id(1))
				}
			}
			return enough
		})
		if !errors.Is(err, enough) {
			t.Errorf("%v", err)
		}
		parts, _ := snapshot(t, s, 1)
		want(t, "jobs", len(parts[0]), 2)
	})
}
