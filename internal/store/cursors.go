package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

// A Cursor is the place in the change log of somebody who follows it.
type Cursor struct {
	Seq int64
	At  time.Time
}

type cursorRow struct {
	Name       string `gorm:"primaryKey"`
	Seq        int64
	At         millis
	LeaseOwner string
	LeaseUntil millis
}

func (cursorRow) TableName() string { return "cursors" }

// Cursor is the place of a name; one that has never been anywhere is at the zero Cursor.
func (q queries) Cursor(ctx context.Context, name string) (Cursor, error) {
	var row cursorRow
	err := q.with(ctx).Where("name = ?", name).Take(&row).Error
	if errors.Is(err, board.ErrNotFound) {
		return Cursor{}, nil
	}
	return Cursor{row.Seq, row.At.time()}, err
}

// LeaseCursor gives the owner alone the right to advance the cursor until an instant, and returns where it is. Who has
// the lease may take it anew; while another has it at the time now, it is ErrBusy.
func (tx *Tx) LeaseCursor(ctx context.Context, name, owner string, now, until time.Time) (Cursor, error) {
	if err := tx.with(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&cursorRow{Name: name}).Error; err != nil {
		return Cursor{}, err
	}
	row, err := tx.lockCursor(ctx, name)
	if err != nil {
		return Cursor{}, err
	}
	if row.LeaseOwner != owner && row.LeaseUntil > toMillis(now) {
		return Cursor{}, fmt.Errorf("cursor %s: leased by another: %w", name, board.ErrBusy)
	}
	row.LeaseOwner, row.LeaseUntil = owner, toMillis(until)
	return Cursor{row.Seq, row.At.time()}, tx.with(ctx).Save(&row).Error
}

// AdvanceCursor moves the cursor for the one who has its lease. Who has lost it meanwhile gets ErrConflict, and with
// that takes back what else its transaction did.
func (tx *Tx) AdvanceCursor(ctx context.Context, name, owner string, to Cursor) error {
	row, err := tx.lockCursor(ctx, name)
	if err != nil {
		return err
	}
	if row.LeaseOwner != owner {
		return fmt.Errorf("cursor %s: its lease is another's: %w", name, board.ErrConflict)
	}
	row.Seq, row.At = to.Seq, toMillis(to.At)
	return tx.with(ctx).Save(&row).Error
}

// MoveCursor puts a cursor that is nobody's lease somewhere, for those who write alone by other means (Tx.Alone).
func (tx *Tx) MoveCursor(ctx context.Context, name string, to Cursor) error {
	return tx.with(ctx).Save(&cursorRow{Name: name, Seq: to.Seq, At: toMillis(to.At)}).Error
}

// lockCursor reads a cursor that nobody else can lock before this transaction ends.
func (tx *Tx) lockCursor(ctx context.Context, name string) (row cursorRow, err error) {
	err = tx.with(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("name = ?", name).Take(&row).Error
	if err != nil {
		return row, fmt.Errorf("cursor %s: %w", name, err)
	}
	return row, nil
}
