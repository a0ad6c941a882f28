package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"ledigajobb/internal/board"
)

type draftRow struct {
	ID           string `gorm:"primaryKey"`
	State        string
	Ad           string
	EmployerID   sql.NullInt64
	Employer     string
	Owner        string
	Package      string
	PublishAt    millis
	Readvertises string
	ApplyAgain   bool
	Created      millis `gorm:"column:created_at"`
	Updated      millis `gorm:"column:updated_at"`
	Version      int
}

func (draftRow) TableName() string { return "drafts" }

func newDraftRow(d *board.Draft) (row draftRow, err error) {
	row = draftRow{
		ID: string(d.ID), State: string(d.State), EmployerID: nullID(d.EmployerID), Owner: d.Owner,
		Package: string(d.Package), PublishAt: toMillis(d.PublishAt),
		Readvertises: string(d.Readvertise.Of), ApplyAgain: d.Readvertise.ApplyAgain,
		Created: toMillis(d.CreatedAt), Updated: toMillis(d.UpdatedAt), Version: d.Version + 1,
	}
	if row.Ad, err = encode(storedAd(d.Ad)); err != nil {
		return row, err
	}
	row.Employer, err = encode(d.Employer)
	return row, err
}

func (r *draftRow) draft() (*board.Draft, error) {
	d := &board.Draft{
		ID: board.ID(r.ID), State: board.Status(r.State), EmployerID: board.EmployerID(r.EmployerID.Int64), Owner: r.Owner,
		Package: board.Package(r.Package), PublishAt: r.PublishAt.time(),
		Readvertise: board.Readvertise{Of: board.ID(r.Readvertises), ApplyAgain: r.ApplyAgain},
		CreatedAt:   r.Created.time(), UpdatedAt: r.Updated.time(), Version: r.Version,
	}
	var ad storedAd
	err := errors.Join(decode(r.Ad, &ad), decode(r.Employer, &d.Employer))
	d.Ad = board.Ad(ad)
	return d, err
}

// Draft is a draft by its ID.
func (q queries) Draft(ctx context.Context, id board.ID) (*board.Draft, error) {
	var row draftRow
	if err := q.with(ctx).Where("id = ?", string(id)).Take(&row).Error; err != nil {
		return nil, fmt.Errorf("draft %s: %w", id, err)
	}
	return row.draft()
}

// DraftsOfOwner is the drafts of a mail address, the last changed first.
func (q queries) DraftsOfOwner(ctx context.Context, email string) ([]*board.Draft, error) {
	var rows []draftRow
	if err := q.with(ctx).Where("owner = ?", email).Order("updated_at DESC, id").Find(&rows).Error; err != nil {
		return nil, err
	}
	drafts := make([]*board.Draft, len(rows))
	for i := range rows {
		var err error
		if drafts[i], err = rows[i].draft(); err != nil {
			return nil, fmt.Errorf("draft %s: %w", rows[i].ID, err)
		}
	}
	return drafts, nil
}

// SaveDraft stores a draft and counts its Version; one of Version 0 is new. One that has been saved by somebody else
// since it was loaded is an ErrConflict, as is a new one whose ID is taken.
func (tx *Tx) SaveDraft(ctx context.Context, d *board.Draft) error {
	row, err := newDraftRow(d)
	if err == nil && d.Version == 0 {
		err = tx.with(ctx).Create(&row).Error
	} else if err == nil {
		err = tx.saved(ctx, tx.updateDraft(ctx, row), "drafts", row.ID)
	}
	if err != nil {
		return fmt.Errorf("draft %s: %w", d.ID, err)
	}
	d.Version++
	return nil
}

func (tx *Tx) updateDraft(ctx context.Context, row draftRow) *gorm.DB {
	return tx.with(ctx).Model(&draftRow{}).Where("id = ? AND version = ?", row.ID, row.Version-1).
		Select("*").Omit("id", "created_at").Updates(row)
}

// DeleteDraft takes a draft away: it has become a job, or nobody has come back to it.
func (tx *Tx) DeleteDraft(ctx context.Context, id board.ID) error {
	if err := exactlyOne(tx.with(ctx).Where("id = ?", string(id)).Delete(&draftRow{})); err != nil {
		return fmt.Errorf("draft %s: %w", id, err)
	}
	return nil
}
