package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

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
	Rest         string
	KeyHash      []byte
	AtDesk       bool
	Warned       millis `gorm:"column:warned_at"`
	Created      millis `gorm:"column:created_at"`
	Updated      millis `gorm:"column:updated_at"`
	Version      int
}

// storedRest is what of a draft nothing in SQL asks for, as it lies in its column.
type storedRest struct {
	Client   board.Client     `json:",omitzero"`
	CoOwners []string         `json:",omitzero"`
	Logo     string           `json:",omitzero"`
	Order    board.DraftOrder `json:",omitzero"`
	Form     board.DraftForm  `json:",omitzero"`
	By       string           `json:",omitzero"`
	Proof    board.Proof      `json:",omitzero"`
}

func (draftRow) TableName() string { return "drafts" }

func newDraftRow(d *board.Draft) (row draftRow, err error) {
	row = draftRow{
		ID: string(d.ID), State: string(d.State), EmployerID: nullID(d.EmployerID), Owner: d.Owner,
		Package: string(d.Package), PublishAt: toMillis(d.PublishAt),
		Readvertises: string(d.Readvertise.Of), ApplyAgain: d.Readvertise.ApplyAgain,
		KeyHash: orEmpty(d.Begun.KeyHash), AtDesk: d.Begun.AtDesk, Warned: toMillis(d.WarnedAt),
		Created: toMillis(d.CreatedAt), Updated: toMillis(d.UpdatedAt), Version: d.Version + 1,
	}
	rest := storedRest{d.Client, d.CoOwners, d.Logo, d.Order, d.Form, d.Begun.By, d.Proof}
	if row.Rest, err = encode(rest); err != nil {
		return row, err
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
		WarnedAt:    r.Warned.time(), CreatedAt: r.Created.time(), UpdatedAt: r.Updated.time(), Version: r.Version,
	}
	var ad storedAd
	var rest storedRest
	err := errors.Join(decode(r.Ad, &ad), decode(r.Employer, &d.Employer), decode(r.Rest, &rest))
	d.Ad = board.Ad(ad)
	d.Client, d.CoOwners, d.Logo, d.Order, d.Form, d.Proof = rest.Client, rest.CoOwners, rest.Logo, rest.Order, rest.Form, rest.Proof
	d.Begun = board.Begun{By: rest.By, AtDesk: r.AtDesk}
	if len(r.KeyHash) > 0 {
		d.Begun.KeyHash = r.KeyHash
	}
	return d, err
}

// Draft is a draft by its ID. Two transactions that want the same one wait for each other.
func (q queries) Draft(ctx context.Context, id board.ID) (*board.Draft, error) {
	var row draftRow
	query := q.with(ctx)
	if q.lock {
		query = query.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	if err := query.Where("id = ?", string(id)).Take(&row).Error; err != nil {
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
	return draftsOf(rows)
}

// DeskDrafts is up to n drafts that were begun at the desk for customers, the last changed first.
func (q queries) DeskDrafts(ctx context.Context, n int) ([]*board.Draft, error) {
	var rows []draftRow
	if err := q.with(ctx).Where("at_desk").Order("updated_at DESC, id").Limit(n).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("the desk's drafts: %w", err)
	}
	return draftsOf(rows)
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

// NoteDraft stores what is noted with a draft that says what it said: its Version stays, and whoever has it before them can
// go on.
func (tx *Tx) NoteDraft(ctx context.Context, d *board.Draft) error {
	row, err := newDraftRow(d)
	if err == nil {
		err = exactlyOne(tx.with(ctx).Model(&draftRow{}).Where("id = ? AND version = ?", row.ID, d.Version).Select("rest", "warned_at", "updated_at").Updates(row))
	}
	if err != nil {
		return fmt.Errorf("draft %s: %w", d.ID, err)
	}
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
