package store_test

import (
	"context"
	"sync"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// One process imports without end; the other's writes must come through all the same.
func TestAnImportStarvesNobody(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		importer, server := storetest.Open(t, address), storetest.Open(t, address)
		ctx, stop := context.WithCancel(t.Context())
		var running sync.WaitGroup
		defer running.Wait()
		defer stop()
		running.Go(func() {
			for batch := 0; ctx.Err() == nil; batch++ {
				jobs := make([]*board.Job, 300)
				for i := range jobs {
					jobs[i] = liveJob(1000 + batch*len(jobs) + i)
				}
				if err := importer.Write(ctx, func(tx *store.Tx) error { return tx.InsertJobs(ctx, jobs) }); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
			}
		})
		for i := range 30 {
			write(t, server, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, liveJob(i)) })
		}
	})
}

// Each of two writers holds the row that the other wants next.
func TestADeadlockIsBegunAnew(t *testing.T) {
	s := storetest.Open(t, storetest.Postgres(t))
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return tx.InsertJobs(ctx, []*board.Job{liveJob(1), liveJob(2)})
	})
	var holding, running sync.WaitGroup
	holding.Add(2)
	for _, order := range [][]board.ID{{id(1), id(2)}, {id(2), id(1)}} {
		running.Go(func() {
			meet := sync.OnceFunc(func() { holding.Done(); holding.Wait() })
			err := s.Write(t.Context(), func(tx *store.Tx) error {
				for _, id := range order {
					job, err := tx.Job(t.Context(), id)
					if err != nil {
						return err
					}
					if err := tx.SaveJob(t.Context(), job); err != nil {
						return err
					}
					meet()
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	running.Wait()
	for n := range 2 {
		want(t, "saves of the job", get[*board.Job](t)(s.Job(t.Context(), id(n+1))).Version, 3)
	}
}

func TestAPanicTakesTheWriteBack(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		func() {
			defer func() { _ = recover() }()
			_ = s.Write(t.Context(), func(tx *store.Tx) error {
				must(t, tx.InsertJob(t.Context(), liveJob(1)))
				panic("a bug")
			})
		}()
		_, err := s.Job(t.Context(), id(1))
		wantKind(t, "the job", err, board.ErrNotFound)
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, liveJob(1)) })
	})
}

func TestAWriteEndsWithItsContext(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		err := s.Write(ctx, func(tx *store.Tx) error {
			must(t, tx.InsertJob(ctx, liveJob(1)))
			cancel()
			return nil
		})
		wantKind(t, "the write", err, context.Canceled)
		_, err = s.Job(t.Context(), id(1))
		wantKind(t, "the job", err, board.ErrNotFound)
	})
}
