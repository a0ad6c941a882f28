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
		wanted.ID, wanted.State, wanted.Attempts, wanted.TriedAt = leased[0].ID, board.NoticeWaiting, 1, due
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

		sent := func(ctx context.Context, tx *store.Tx) error {
			return tx.EndNotice(ctx, wanted.ID, board.NoticeSent, "", due)
		}
		write(t, s, sent)
		want(t, "after it was sent", len(lease(due.Add(24*time.Hour))), 0)
		wanted.State, wanted.Attempts, wanted.LastError, wanted.SettledAt = board.NoticeSent, 3, "", due
		want(t, "sent", get[board.Notice](t)(s.Notice(t.Context(), wanted.ID)), wanted)
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

// owed puts letters into the outbox, by their keys.
func owed(t *testing.T, s *store.Store, keys ...string) {
	t.Helper()
	write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
		for _, key := range keys {
			letter := board.Notice{Kind: "approved", To: "a@ekby.example", Language: "sv", DedupeKey: key, NotBefore: start}
			err = errors.Join(err, tx.Owe(ctx, letter))
		}
		return err
	})
}

// outbox is the keys of the letters that are looked for.
func outbox(t *testing.T, s *store.Store, search store.NoticeSearch) (keys []string) {
	t.Helper()
	if search.Limit == 0 {
		search.Limit = 10
	}
	for _, n := range get[[]board.Notice](t)(s.Notices(t.Context(), search)) {
		keys = append(keys, n.DedupeKey)
	}
	return keys
}

func TestAWaitingLetterIsTakenBack(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		owed(t, s, "approved-1", "approved-2", "")
		unowe := func(key string) (gone bool) {
			write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
				gone, err = tx.Unowe(ctx, key)
				return err
			})
			return gone
		}
		want(t, "waiting", unowe("approved-1"), true)
		want(t, "twice", unowe("approved-1"), false)
		want(t, "without a key", unowe(""), false)
		want(t, "left", outbox(t, s, store.NoticeSearch{}), []string{"", "approved-2"})
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.EndNotice(ctx, 2, board.NoticeSent, "", start)
		})
		want(t, "sent", unowe("approved-2"), false)
	})
}

func TestTheOutboxIsReadByStateAndPage(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		owed(t, s, "a", "b", "c", "d", "e")
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(
				tx.EndNotice(ctx, 1, board.NoticeSent, "", start), tx.EndNotice(ctx, 2, board.NoticeFailed, "550 no such user", start),
				tx.EndNotice(ctx, 4, board.NoticeFailed, "tried for days", start))
		})
		want(t, "all", outbox(t, s, store.NoticeSearch{}), []string{"e", "d", "c", "b", "a"})
		want(t, "first page", outbox(t, s, store.NoticeSearch{Limit: 2}), []string{"e", "d"})
		want(t, "second page", outbox(t, s, store.NoticeSearch{Limit: 2, Before: 4}), []string{"c", "b"})
		want(t, "waiting", outbox(t, s, store.NoticeSearch{State: board.NoticeWaiting}), []string{"e", "c"})
		failed := get[[]board.Notice](t)(s.Notices(t.Context(), store.NoticeSearch{State: board.NoticeFailed, Limit: 9}))
		want(t, "undeliverable", len(failed), 2)
		want(t, "why", failed[1].LastError, "550 no such user")
		want(t, "counted", get[map[board.NoticeState]int](t)(s.CountNotices(t.Context())),
			map[board.NoticeState]int{board.NoticeWaiting: 2, board.NoticeFailed: 2, board.NoticeSent: 1})
		_, err := s.Notice(t.Context(), 99)
		wantKind(t, "one that is not there", err, board.ErrNotFound)
	})
}

func TestALetterIsSentAgain(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		owed(t, s, "failed", "sent")
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.LeaseNotices(ctx, start, start.Add(time.Minute), 2)
			return errors.Join(err, tx.EndNotice(ctx, 1, board.NoticeFailed, "550 no such user", start), tx.EndNotice(ctx, 2, board.NoticeSent, "", start))
		})
		again := func(id int64) (as int64, err error) {
			err = s.Write(t.Context(), func(tx *store.Tx) (err error) {
				as, err = tx.ResendNotice(t.Context(), id, start.Add(time.Hour))
				return err
			})
			return as, err
		}
		want(t, "one that failed is the same", get[int64](t)(again(1)), int64(1))
		want(t, "one that was sent is another", get[int64](t)(again(2)), int64(3))
		n := get[board.Notice](t)(s.Notice(t.Context(), 1))
		want(t, "as if it were new", n, board.Notice{
			ID: 1, Kind: "approved", To: "a@ekby.example", Language: "sv", DedupeKey: "failed", NotBefore: start.Add(time.Hour),
			State: board.NoticeWaiting,
		})
		_, err := again(2)
		wantKind(t, "while another waits", err, board.ErrConflict)
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.LeaseNotices(ctx, start.Add(time.Hour), start.Add(2*time.Hour), 1)
			return err
		})
		_, err = again(1)
		wantKind(t, "while it is being sent", err, board.ErrConflict)
		_, err = again(99)
		wantKind(t, "one that is not there", err, board.ErrNotFound)
	})
}

func TestALetterThatWasNotTriedIsGivenBack(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		owed(t, s, "a")
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.LeaseNotices(ctx, start, start.Add(time.Hour), 1)
			return errors.Join(err, tx.ReleaseNotice(ctx, 1, "no connection", start.Add(time.Minute)))
		})
		want(t, "before its time", get[bool](t)(s.NoticesDue(t.Context(), start)), false)
		want(t, "at its time", get[bool](t)(s.NoticesDue(t.Context(), start.Add(time.Minute))), true)
		n := get[board.Notice](t)(s.Notice(t.Context(), 1))
		want(t, "no attempt is counted", n.Attempts, 0)
		want(t, "why", n.LastError, "no connection")
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
