package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

// An OwnerEdit is what the owners of a published ad have changed since the desk last looked at it.
type OwnerEdit struct {
	Job    board.ID
	Before board.Ad  // as the desk knows it
	Since  time.Time // the first change
	Last   time.Time
	By     string // who made the last
}

type ownerEditRow struct {
	JobID  string `gorm:"primaryKey"`
	Before string
	Since  millis
	Last   millis
	ByWho  string
}

func (ownerEditRow) TableName() string { return "owner_edits" }

// NoteOwnerEdit notes that an owner has changed an ad. Of several changes the first keeps how the ad was.
func (tx *Tx) NoteOwnerEdit(ctx context.Context, e OwnerEdit) error {
	before, err := encode(storedAd(e.Before))
	if err != nil {
		return fmt.Errorf("owner's edit of %s: %w", e.Job, err)
	}
	row := ownerEditRow{string(e.Job), before, toMillis(e.Since), toMillis(e.Last), e.By}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "job_id"}}, DoUpdates: clause.AssignmentColumns([]string{"last", "by_who"})}
	if err := tx.with(ctx).Clauses(again).Create(&row).Error; err != nil {
		return fmt.Errorf("owner's edit of %s: %w", e.Job, err)
	}
	return nil
}

// OwnerEdits is up to limit ads that their owners have changed, the longest ago first.
func (q queries) OwnerEdits(ctx context.Context, limit int) ([]OwnerEdit, error) {
	var rows []ownerEditRow
	if err := q.with(ctx).Order("since, job_id").Limit(limit).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("owners' edits: %w", err)
	}
	edits := make([]OwnerEdit, len(rows))
	for i, r := range rows {
		var before storedAd
		if err := decode(r.Before, &before); err != nil {
			return nil, fmt.Errorf("owner's edit of %s: %w", r.JobID, err)
		}
		edits[i] = OwnerEdit{board.ID(r.JobID), board.Ad(before), r.Since.time(), r.Last.time(), r.ByWho}
	}
	return edits, nil
}

// ForgetOwnerEdit takes away what was noted of an ad up to an instant; ok is false where there is nothing, or something
// later.
func (tx *Tx) ForgetOwnerEdit(ctx context.Context, id board.ID, last time.Time) (ok bool, err error) {
	gone := tx.with(ctx).Where("job_id = ? AND last <= ?", string(id), toMillis(last)).Delete(&ownerEditRow{})
	if gone.Error != nil {
		return false, fmt.Errorf("owner's edit of %s: %w", id, gone.Error)
	}
	return gone.RowsAffected > 0, nil
}
