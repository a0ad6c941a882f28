package worker

import (
	"context"
	"fmt"
	"time"

	"ledigajobb/internal/store"
)

// KeepLog is how long the change log keeps every row; older ones are thinned to the last of each job.
const KeepLog = 90 * 24 * time.Hour

// Boundaries writes a row into the change log for each job that the clock has put live or ended, once, whichever replica
// comes first. Readers do not wait for it; those who follow the log do.
func Boundaries(s *store.Store, now func() time.Time) func(context.Context) error {
	const most = 1000
	return func(ctx context.Context) error {
		for {
			var n int
			err := s.Write(ctx, func(tx *store.Tx) (err error) {
				n, err = tx.LogBoundaries(ctx, now(), most)
				return err
			})
			if err != nil {
				return fmt.Errorf("noting begins and ends: %w", err)
			}
			if n < most {
				return nil
			}
		}
	}
}

// Expire forgets what is over: sessions, ways to sign in, counted attempts.
func Expire(s *store.Store, now func() time.Time) func(context.Context) error {
	return func(ctx context.Context) error {
		if err := s.Write(ctx, func(tx *store.Tx) error { return tx.DeleteExpired(ctx, now()) }); err != nil {
			return fmt.Errorf("forgetting what is over: %w", err)
		}
		return nil
	}
}

// Compact thins the change log.
func Compact(s *store.Store, now func() time.Time) func(context.Context) error {
	return func(ctx context.Context) error {
		err := s.Write(ctx, func(tx *store.Tx) error {
			_, err := tx.CompactChanges(ctx, now().Add(-KeepLog))
			return err
		})
		if err != nil {
			return fmt.Errorf("thinning the change log: %w", err)
		}
		return nil
	}
}
