package desk

import (
	"context"
	"fmt"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// CountApplication counts that a reader went on to apply for a job, and where that reader came from. Nothing says who.
func (d *Desk) CountApplication(ctx context.Context, job board.ID, via board.Via) error {
	click := store.Count{Job: job, Day: board.DateOf(d.now()), Kind: "apply", Source: string(via), N: 1}
	err := d.store.Write(ctx, func(tx *store.Tx) error { return tx.Count(ctx, click) })
	if err != nil {
		return fmt.Errorf("counting an application for %s: %w", job, err)
	}
	return nil
}
