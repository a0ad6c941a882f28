package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// log is the whole change log.
func log(t testing.TB, s *store.Store) []board.Change {
	t.Helper()
	return get[[]board.Change](t)(s.Changes(context.Background(), 0, 100_000))
}

func jobChanged(n int) board.Change {
	return board.Change{Kind: board.ChangeJob, Job: id(n), At: start}
}

func TestTheLogIsNumberedAsTransactionsCommit(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(_ context.Context, tx *store.Tx) error {
			tx.Append(jobChanged(1), board.Change{Kind: board.ChangeEmployer, Employer: 7, At: start})
			return nil
		})
		failed := errors.New("thought better of it")
		err := s.Write(t.Context(), func(tx *store.Tx) error { tx.Append(jobChanged(2)); return failed })
		wantKind(t, "the write that fails", err, failed)
		write(t, s, func(_ context.Context, tx *store.Tx) error { tx.Append(jobChanged(3)); return nil })

		all := []board.Change{
			{Seq: 1, Kind: board.ChangeJob, Job: id(1), At: start},
			{Seq: 2, Kind: board.ChangeEmployer, Employer: 7, At: start},
			{Seq: 3, Kind: board.ChangeJob, Job: id(3), At: start},
		}
		want(t, "the log", log(t, s), all)
		want(t, "a part of it", get[[]board.Change](t)(s.Changes(t.Context(), 1, 1)), all[1:2])
		want(t, "its end", get[board.Position](t)(s.Position(t.Context())).Seq, int64(3))
	})
}

// Four writers on two stores, and a follower who must never see a number before a lower one.
func TestAFollowerMissesNothingWhileManyWrite(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		stores := []*store.Store{storetest.Open(t, address), storetest.Open(t, address)}
		const writers, writes = 4, 25
		var running sync.WaitGroup
		for w := range writers {
			running.Go(func() {
				for i := range writes {
					err := stores[w%2].Write(t.Context(), func(tx *store.Tx) error {
						tx.Append(jobChanged(w), jobChanged(w))
						return tx.InsertJob(t.Context(), liveJob(w*writes+i))
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		seen := follow(t, storetest.Open(t, address), 2*writers*writes)
		running.Wait()
		for i, c := range seen {
			if c.Seq != int64(i+1) {
				t.Fatalf("after number %d came %d", i, c.Seq)
			}
			if i%2 == 1 && seen[i-1].Job != c.Job {
				t.Fatalf("the rows %d and %d of one transaction are apart", i, i+1)
			}
		}
	})
}

// follow reads the log as it grows until it has n rows.
func follow(t *testing.T, s *store.Store, n int) (seen []board.Change) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	bell := s.Watch(ctx)
	defer drained(cancel, bell)()
	for range bell {
		for {
			more := get[[]board.Change](t)(s.Changes(t.Context(), int64(len(seen)), 7))
			seen = append(seen, more...)
			if len(more) == 0 {
				break
			}
		}
		if len(seen) >= n {
			cancel()
		}
	}
	return seen
}

// drained ends a watch and waits until it has ended.
func drained(cancel context.CancelFunc, bell <-chan struct{}) func() {
	return func() {
		cancel()
		for range bell {
		}
	}
}

func TestAWatchRingsForOwnAndOthersWrites(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		mine, other := storetest.Open(t, address), storetest.Open(t, address)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		bell := mine.Watch(ctx)
		defer drained(cancel, bell)()
		for i, s := range []*store.Store{mine, other, mine, other} {
			write(t, s, func(_ context.Context, tx *store.Tx) error { tx.Append(jobChanged(i)); return nil })
			for len(log(t, mine)) <= i {
				if _, ok := <-bell; !ok {
					t.Fatal("the watch ended")
				}
			}
			if _, ok := <-bell; !ok {
				t.Fatal("the watch ended")
			}
		}
	})
}

func TestACompactedLogHasTheLastRowOfEach(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		at := func(day int, c board.Change) board.Change {
			c.At = start.AddDate(0, 0, day)
			return c
		}
		employer := board.Change{Kind: board.ChangeEmployer, Employer: 1}
		settings := board.Change{Kind: board.ChangeSettings}
		write(t, s, func(_ context.Context, tx *store.Tx) error {
			tx.Append(at(0, jobChanged(1)), at(0, jobChanged(2)), at(0, employer), at(0, settings)) // 1–4
			tx.Append(at(1, jobChanged(1)), at(1, employer), at(1, settings))                       // 5–7
			tx.Append(at(100, jobChanged(1)), at(101, jobChanged(1)))                               // 8, 9
			return nil
		})
		var n int64
		compact := func(ctx context.Context, tx *store.Tx) (err error) {
			n, err = tx.CompactChanges(ctx, start.AddDate(0, 0, 90))
			return err
		}
		write(t, s, compact)
		want(t, "rows taken away", n, int64(4))
		var left []int64
		for _, c := range log(t, s) {
			left = append(left, c.Seq)
		}
		want(t, "rows left", left, []int64{2, 6, 7, 8, 9})
		want(t, "whole after", get[int64](t)(s.OldestChange(t.Context())), int64(5))
		write(t, s, compact)
		want(t, "rows taken away the second time", n, int64(0))
		write(t, s, func(_ context.Context, tx *store.Tx) error { tx.Append(jobChanged(3)); return nil })
		want(t, "the next number", get[board.Position](t)(s.Position(t.Context())).Seq, int64(10))
	})
}

func TestANewEpochSaysThatNumbersTurnedBack(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		before := get[board.Position](t)(s.Position(t.Context()))
		must(t, s.NewEpoch(t.Context()))
		after := get[board.Position](t)(s.Position(t.Context()))
		if before.Epoch == after.Epoch || before.Epoch == "" || after.Epoch == "" {
			t.Errorf("epochs %q and %q", before.Epoch, after.Epoch)
		}
	})
}

func TestBoundariesAreLoggedOnce(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		s := storetest.Open(t, address)
		hour := func(h int) time.Time { return start.Add(time.Duration(h) * time.Hour) }
		shown := func(n, from, until int) *board.Job {
			j := liveJob(n)
			j.Run = board.Run{From: hour(from), Until: hour(until)}
			return j
		}
		over, paused := shown(5, -3, -1), shown(6, 1, 2)
		over.UpdatedAt = hour(0) // it had ended when it came in
		paused.State = board.StatusPaused
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertJobs(ctx, []*board.Job{shown(1, 0, 2), shown(2, 1, 3), shown(3, 1, 100), shown(4, 0, 100), over, paused})
		})
		for _, step := range []struct {
			hour, limit int
			logged      []string
		}{
			{0, 10, nil},
			{1, 1, []string{"2 start"}},
			{1, 10, []string{"3 start"}},
			{1, 10, nil},
			{3, 10, []string{"1 end", "2 end"}},
			{4, 10, nil},
		} {
			want(t, fmt.Sprintf("logged at hour %d", step.hour), logBoundaries(t, s, hour(step.hour), step.limit), step.logged)
		}

		late := shown(7, 4, 9) // its transaction began before hour 4 and committed after it
		late.UpdatedAt = hour(4).Add(-time.Second)
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, late) })
		want(t, "logged late", logBoundaries(t, s, hour(4), 10), []string{"7 start"})
	})
}

// logBoundaries says what LogBoundaries appends.
func logBoundaries(t *testing.T, s *store.Store, now time.Time, limit int) (logged []string) {
	t.Helper()
	before := len(log(t, s))
	var n int
	write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
		n, err = tx.LogBoundaries(ctx, now, limit)
		return err
	})
	for _, c := range log(t, s)[before:] {
		want(t, "the time of the row", c.At, now)
		logged = append(logged, fmt.Sprintf("%s %s", string(c.Job[9]), c.Boundary))
	}
	want(t, "rows", len(logged), n)
	return logged
}

func TestTwoServersLogABoundaryOnce(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		stores := []*store.Store{storetest.Open(t, address), storetest.Open(t, address)}
		jobs := make([]*board.Job, 50)
		for i := range jobs {
			jobs[i] = liveJob(i)
			jobs[i].Run.Until = start.Add(time.Duration(i+1) * time.Second)
		}
		write(t, stores[0], func(ctx context.Context, tx *store.Tx) error { return tx.InsertJobs(ctx, jobs) })
		for second := 0; second < 70; second += 5 {
			var running sync.WaitGroup
			for i := range 6 {
				running.Go(func() {
					err := stores[i%2].Write(t.Context(), func(tx *store.Tx) error {
						_, err := tx.LogBoundaries(t.Context(), start.Add(time.Duration(second)*time.Second), 4)
						return err
					})
					if err != nil {
						t.Error(err)
					}
				})
			}
			running.Wait()
		}
		for i, c := range log(t, stores[0]) {
			want(t, "row", c, board.Change{Seq: int64(i + 1), Kind: board.ChangeJob, Job: id(i), Boundary: board.BoundaryEnd, At: c.At})
		}
		want(t, "rows", len(log(t, stores[1])), len(jobs))
	})
}

// One server's clock goes right and the other's wrong. Each end is logged when it is there, though the other may have
// logged it before, and neither goes on about it.
func TestServersWhoseClocksDiffer(t *testing.T) {
	for _, wrong := range []time.Duration{-24 * time.Hour, -20 * time.Second, 20 * time.Second, 5 * time.Minute, 24 * time.Hour} {
		t.Run(wrong.String(), func(t *testing.T) {
			storetest.Run(t, func(t *testing.T, s *store.Store) {
				at := func(second int) time.Time { return start.Add(time.Duration(second) * time.Second) }
				ends := []int{60, 125, 200}
				for n, second := range ends {
					job := liveJob(n)
					job.Run = board.Run{From: start.AddDate(0, 0, -3), Until: at(second)}
					job.UpdatedAt = job.Run.From
					write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, job) })
				}
				told := map[string]int{} // when first at or after its end, by the clock that goes right
				for second := 0; second <= 240; second += 15 {
					for _, clock := range []time.Time{at(second), at(second).Add(wrong)} {
						for _, row := range logBoundaries(t, s, clock, 10) {
							if n := int(row[0] - '0'); second >= ends[n] && told[row] == 0 {
								told[row] = second
							}
						}
					}
				}
				for n, second := range ends {
					row := fmt.Sprintf("%d end", n)
					if told[row] == 0 || told[row] >= second+15 {
						t.Errorf("%s is at %d, and was told at %d", row, second, told[row])
					}
				}
				if rows := len(log(t, s)); rows > 4*len(ends) {
					t.Errorf("%d rows", rows)
				}
			})
		})
	}
}
