package desk

import (
	"context"
	"fmt"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// What an owner changes of a published ad, and readers see at once, the desk is shown afterwards.

// toBeLookedAt notes how an ad was before its owner changed what readers see of it.
func (c *change) toBeLookedAt(ctx context.Context, before *board.Job) error {
	return c.tx.NoteOwnerEdit(ctx, store.OwnerEdit{Job: before.ID, Before: before.Ad, Since: c.now, Last: c.now, By: c.by.Email})
}

// LookedAt notes that somebody at the desk has seen what the owners of an ad changed, up to an instant. What was changed
// since, or has been looked at already, is an ErrConflict.
func (d *Desk) LookedAt(ctx context.Context, by board.Actor, id board.ID, last time.Time) error {
	if !by.May(board.PermReview) {
		return fmt.Errorf("owner's edit of %s: %w", id, board.ErrForbidden)
	}
	return d.change(ctx, by, func(c *change) error {
		ok, err := c.tx.ForgetOwnerEdit(ctx, id, last)
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("owner's edit of %s: %w", id, board.ErrConflict)
		}
		return c.audit(ctx, board.Subject{Kind: board.SubjectJob, ID: string(id)}, "job.looked_at", "", nil, nil)
	})
}
