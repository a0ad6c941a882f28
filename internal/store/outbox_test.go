package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestALetterIsOwedOnceAndSentOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		letter := board.Notice{
			Kind: "approved", To: "a@ekby.example", Language: "sv", Job: id(1), Details: map[string]string{"reason": "Åäö"},
			NotBefore: start.Add(time.Minute), DedupeKey: "approved-1",
		}
		owe := func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.Owe(ctx, letter), tx.Owe(ctx, letter))
		}
		write(t, s, owe)
		lease := func(now time.Time) (leased []board.Notice) {
			write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
				leased, err = tx.LeaseNotices(ctx, now, now.Add(time.Minute), 10)
				return err
			})
			return leased
		}
		want(t, "before its time", len(lease(start)), 0)
		due := start.Add(time.Minute)
		leased := lease(due)
		wanted := letter
		wanted.ID, wanted.Attempts = leased[0].ID, 1
		want(t, "leased", leased, []board.Notice{wanted})
		want(t, "leased while another has it", len(lease(due)), 0)

		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.FailedNotice(ctx, wanted.ID, "451 greylisted", due.Add(time.Hour))
		})
		want(t, "before the next try", len(lease(due.Add(time.Minute))), 0)
		leased = lease(due.Add(time.Hour))
		wanted.Attempts, wanted.LastError, wanted.NotBefore = 2, "451 greylisted", due.Add(time.Hour)
		want(t, "leased again", leased, []board.Notice{wanted})
		want(t, "taken over from one who died", len(lease(due.Add(2*time.Hour))), 1)

		sent := func(ctx context.Context, tx *store.Tx) error { return tx.SentNotice(ctx, wanted.ID, due) }
		write(t, s, sent)
		want(t, "after it was sent", len(lease(due.Add(24*time.Hour))), 0)
		err := s.Write(t.Context(), func(tx *store.Tx) error { return sent(t.Context(), tx) })
		wantKind(t, "sent twice", err, board.ErrNotFound)
		write(t, s, owe)
		want(t, "owed anew", len(lease(due)), 1)

		var forgotten int64
		write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
			forgotten, err = tx.ForgetNotices(ctx, due.Add(time.Second))
			return err
		})
		want(t, "forgotten", forgotten, int64(1))
	})
}

func TestTwoMailersNeverHoldTheSameLetter(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		stores := []*store.Store{storetest.Open(t, address), storetest.Open(t, address)}
		const letters = 40
		write(t, stores[0], func(ctx context.Context, tx *store.Tx) error {
			for range letters {
				must(t, tx.Owe(ctx, board.Notice{Kind: "alert", To: "a@x.example", NotBefore: start}))
			}
			return nil
		})
		var mu sync.Mutex
		held := map[int64]int{}
		var running sync.WaitGroup
		for _, s := range stores {
			running.Go(func() {
				for range letters {
					err := s.Write(t.Context(), func(tx *store.Tx) error {
						leased, err := tx.LeaseNotices(t.Context(), start, start.Add(time.Hour), 3)
						mu.Lock()
						defer mu.Unlock()
						for _, n := range leased {
							held[n.ID]++
						}
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		running.Wait()
		want(t, "letters held", len(held), letters)
		for letter, times := range held {
			if times != 1 {
				t.Errorf("letter %d was held %d times", letter, times)
			}
		}
	})
}

func TestACursorIsOnesOwn(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		lease := func(owner string, now, until time.Time) (at store.Cursor, err error) {
			err = s.Write(ctx, func(tx *store.Tx) (err error) {
				at, err = tx.LeaseCursor(ctx, "alerts", owner, now, until)
				return err
			})
			return at, err
		}
		advance := func(owner string, to store.Cursor) error {
			return s.Write(ctx, func(tx *store.Tx) error { return tx.AdvanceCursor(ctx, "alerts", owner, to) })
		}
		want(t, "one that was never anywhere", get[store.Cursor](t)(s.Cursor(ctx, "alerts")), store.Cursor{})
		wantKind(t, "advance without a lease", advance("a", store.Cursor{Seq: 1}), board.ErrNotFound)
		want(t, "leased", get[store.Cursor](t)(lease("a", start, start.Add(time.Minute))), store.Cursor{})
		_, err := lease("b", start, start.Add(time.Minute))
		wantKind(t, "leased by another", err, board.ErrBusy)
		get[store.Cursor](t)(lease("a", start, start.Add(2*time.Minute)))
		place := store.Cursor{Seq: 7, At: start}
		must(t, advance("a", place))

		want(t, "taken over", get[store.Cursor](t)(lease("b", start.Add(2*time.Minute), start.Add(3*time.Minute))), place)
		wantKind(t, "advance with a lost lease", advance("a", store.Cursor{Seq: 9}), board.ErrConflict)
		want(t, "where it is", get[store.Cursor](t)(s.Cursor(ctx, "alerts")), place)
	})
}
