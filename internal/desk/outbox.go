package desk

import (
	"context"
	"fmt"
	"strconv"

	"ledigajobb/internal/board"
)

// Resend has a letter of the outbox sent again, or at once where it waits for its next try, and returns the number under
// which it is. One whose time to undo is not over is an ErrConflict.
func (d *Desk) Resend(ctx context.Context, by board.Actor, id int64) (as int64, err error) {
	if !by.May(board.PermReview) {
		return 0, board.ErrForbidden
	}
	err = d.change(ctx, by, func(c *change) error {
		before, err := c.tx.Notice(ctx, id)
		if err != nil {
			return err
		}
		if !before.CanResend() {
			return fmt.Errorf("notice %d waits for its time: %w", id, board.ErrConflict)
		}
		if as, err = c.tx.ResendNotice(ctx, id, c.now); err != nil {
			return err
		}
		after, err := c.tx.Notice(ctx, as)
		if err != nil {
			return err
		}
		subject := board.Subject{Kind: board.SubjectNotice, ID: strconv.FormatInt(id, 10)}
		return c.audit(ctx, subject, "letter.resend", "", &before, &after)
	})
	return as, err
}
