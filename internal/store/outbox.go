package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

type noticeRow struct {
	ID         int64 `gorm:"primaryKey"`
	Kind       string
	Recipient  string
	Language   string
	JobID      string
	Details    string
	DedupeKey  string
	NotBefore  millis
	LeaseUntil millis
	Attempts   int
	LastError  string
	SentAt     millis
}

func (noticeRow) TableName() string { return "notices" }

func (r noticeRow) notice() (board.Notice, error) {
	n := board.Notice{
		ID: r.ID, Kind: board.NoticeKind(r.Kind), To: r.Recipient, Language: board.Language(r.Language),
		Job: board.ID(r.JobID), DedupeKey: r.DedupeKey, NotBefore: r.NotBefore.time(), Attempts: r.Attempts,
		LastError: r.LastError, SentAt: r.SentAt.time(),
	}
	return n, decode(r.Details, &n.Details)
}

// Owe puts a letter into the outbox. It is not owed twice: while one with the same DedupeKey waits there, this one is
// dropped.
func (tx *Tx) Owe(ctx context.Context, n board.Notice) error {
	details, err := encode(n.Details)
	if err != nil {
		return err
	}
	row := noticeRow{
		Kind: string(n.Kind), Recipient: n.To, Language: string(n.Language), JobID: string(n.Job), Details: details,
		DedupeKey: n.DedupeKey, NotBefore: toMillis(n.NotBefore),
	}
	return tx.with(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
}

// LeaseNotices takes up to n letters that are due at the time now and keeps them from others until an instant: whoever
// dies with them in hand does not keep them for ever. Each lease counts as an attempt.
func (tx *Tx) LeaseNotices(ctx context.Context, now, until time.Time, n int) ([]board.Notice, error) {
	var rows []noticeRow
	unlocked := clause.Locking{Strength: clause.LockingStrengthUpdate, Options: clause.LockingOptionsSkipLocked}
	err := tx.with(ctx).Clauses(unlocked).Order("not_before, id").Limit(n).
		Where("sent_at = 0 AND not_before <= ? AND lease_until <= ?", toMillis(now), toMillis(now)).Find(&rows).Error
	if err != nil {
		return nil, err
	}
	leased := make([]board.Notice, len(rows))
	for i, r := range rows {
		r.LeaseUntil = toMillis(until)
		r.Attempts++
		if err := tx.with(ctx).Model(&r).Select("lease_until", "attempts").Updates(r).Error; err != nil {
			return nil, err
		}
		if leased[i], err = r.notice(); err != nil {
			return nil, fmt.Errorf("notice %d: %w", r.ID, err)
		}
	}
	return leased, nil
}

// SentNotice notes that a letter is on its way.
func (tx *Tx) SentNotice(ctx context.Context, id int64, now time.Time) error {
	return tx.settleNotice(ctx, id, map[string]any{"sent_at": toMillis(now), "last_error": ""})
}

// FailedNotice notes why a letter could not be sent, and when to try again.
func (tx *Tx) FailedNotice(ctx context.Context, id int64, reason string, next time.Time) error {
	return tx.settleNotice(ctx, id, map[string]any{"last_error": reason, "not_before": toMillis(next), "lease_until": 0})
}

func (tx *Tx) settleNotice(ctx context.Context, id int64, set map[string]any) error {
	if err := exactlyOne(tx.with(ctx).Model(&noticeRow{}).Where("id = ? AND sent_at = 0", id).Updates(set)); err != nil {
		return fmt.Errorf("notice %d: %w", id, err)
	}
	return nil
}

// ForgetNotices takes away the letters that were sent before an instant: they name people.
func (tx *Tx) ForgetNotices(ctx context.Context, before time.Time) (n int64, err error) {
	gone := tx.with(ctx).Where("sent_at > 0 AND sent_at < ?", toMillis(before)).Delete(&noticeRow{})
	return gone.RowsAffected, gone.Error
}
