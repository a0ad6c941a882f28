package store_test

import (
	"context"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestIssuesAreKeptInTheirOrder(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		issues := func(what string, last, making board.Issue) {
			t.Helper()
			was, is, err := s.Issues(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			want(t, what+": the last", was, last)
			want(t, what+": the next", is, making)
		}
		issues("at first", board.Issue{}, board.Issue{Number: 1})
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for n := range 4 {
				if err := tx.InsertJob(ctx, liveJob(n)); err != nil {
					return err
				}
			}
			return tx.SaveIssue(ctx, board.Issue{Number: 1, Ads: []board.ID{id(2), id(0)}, Left: []board.ID{id(1)}})
		})
		first := board.Issue{Number: 1, Ads: []board.ID{id(2), id(0)}, Left: []board.ID{id(1)}}
		issues("being made", board.Issue{}, first)
		first.Ads, first.Until, first.SentAt, first.SentBy = []board.ID{id(0), id(2)}, start, start.Add(time.Minute), "anna@example.se"
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveIssue(ctx, first) })
		issues("sent", first, board.Issue{Number: 2})
		second := board.Issue{Number: 2, Ads: []board.ID{id(0)}}
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveIssue(ctx, second) })
		issues("the next is begun", first, second)
		want(t, "in issues that were sent", get[map[board.ID]int](t)(s.Newsletters(t.Context(), []board.ID{id(0), id(1), id(3)})), map[board.ID]int{id(0): 1})
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.DropIssue(ctx, 2) })
		issues("the next is dropped", first, board.Issue{Number: 2})
	})
}

func TestWhichAdsHaveArrived(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for n, change := range []func(*board.Job){
				func(j *board.Job) {},
				func(j *board.Job) { j.CreatedAt, j.Run.From = start.Add(-time.Hour), start.Add(time.Minute) }, // waited for its review
				func(j *board.Job) { j.CreatedAt, j.Run.From = start.Add(time.Minute), start.Add(-time.Hour) }, // imported late
				func(j *board.Job) { j.CreatedAt, j.Run.From = start.Add(-time.Hour), start.Add(-time.Hour) },
				func(j *board.Job) { j.Run.From = start.Add(time.Hour) },
				func(j *board.Job) { j.Run.Until = start.Add(5 * time.Minute) },
				func(j *board.Job) { j.State = board.StatusPaused },
			} {
				j := liveJob(n)
				j.CreatedAt, j.Run = start.Add(2*time.Minute), board.Run{From: start.Add(2 * time.Minute), Until: start.AddDate(0, 1, 0)}
				change(j)
				if err := tx.InsertJob(ctx, j); err != nil {
					return err
				}
			}
			return nil
		})
		arrived := get[[]board.ID](t)
		now := start.Add(10 * time.Minute)
		want(t, "since", arrived(s.Arrived(t.Context(), start, now, 10)), []board.ID{id(0), id(1), id(2)})
		want(t, "the newest", arrived(s.Arrived(t.Context(), start, now, 2)), []board.ID{id(0), id(1)})
	})
}
