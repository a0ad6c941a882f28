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

// KeepPeople is for how long the audit log says who did what, and what was said of people: long enough for a dispute about an
// invoice or a decision. What was done stays.
const KeepPeople = 2 * 365 * 24 * time.Hour

// Expire forgets what is over: sessions, ways to sign in, counted attempts, and people in old lines of the audit log.
func Expire(s *store.Store, now func() time.Time) func(context.Context) error {
	return func(ctx context.Context) error {
		err := s.Write(ctx, func(tx *store.Tx) error {
			if err := tx.DeleteExpired(ctx, now()); err != nil {
				return err
			}
			_, err := tx.EraseAudit(ctx, now().Add(-KeepPeople), now())
			return err
		})
		if err != nil {
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
