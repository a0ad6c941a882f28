package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
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
	State      string
	Attempts   int
	LastError  string
	TriedAt    millis
	SettledAt  millis
}

func (noticeRow) TableName() string { return "notices" }

func (r noticeRow) notice() (board.Notice, error) {
	n := board.Notice{
		ID: r.ID, Kind: board.NoticeKind(r.Kind), To: r.Recipient, Language: board.Language(r.Language),
		Job: board.ID(r.JobID), DedupeKey: r.DedupeKey, NotBefore: r.NotBefore.time(), State: board.NoticeState(r.State),
		Attempts: r.Attempts, LastError: r.LastError, TriedAt: r.TriedAt.time(), SettledAt: r.SettledAt.time(),
	}
	if err := decode(r.Details, &n.Details); err != nil {
		return n, fmt.Errorf("notice %d: %w", r.ID, err)
	}
	return n, nil
}

func notices(rows []noticeRow) (all []board.Notice, err error) {
	all = make([]board.Notice, len(rows))
	for i, r := range rows {
		if all[i], err = r.notice(); err != nil {
			return nil, err
		}
	}
	return all, nil
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
		DedupeKey: n.DedupeKey, NotBefore: toMillis(n.NotBefore), State: string(board.NoticeWaiting),
	}
	return tx.with(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
}

// Unowe takes the letter with a key back, and says whether it was still waiting: undo leaves no trace of it.
func (tx *Tx) Unowe(ctx context.Context, dedupeKey string) (bool, error) {
	gone := tx.with(ctx).Where("dedupe_key = ? AND dedupe_key <> '' AND state = 'waiting'", dedupeKey).Delete(&noticeRow{})
	return gone.RowsAffected > 0, gone.Error
}

// due are the letters that may be sent at a time and that nobody holds.
func due(now time.Time) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		return db.Where("state = 'waiting' AND not_before <= ? AND lease_until <= ?", toMillis(now), toMillis(now))
	}
}

// NoticesDue says whether there is a letter that LeaseNotices would take, without writing anything.
func (q queries) NoticesDue(ctx context.Context, now time.Time) (bool, error) {
	var ids []int64
	err := q.with(ctx).Model(&noticeRow{}).Scopes(due(now)).Limit(1).Pluck("id", &ids).Error
	return len(ids) > 0, err
}

// LeaseNotices takes up to n letters that are due at the time now and keeps them from others until an instant: whoever
// dies with them in hand does not keep them for ever. Each lease counts as an attempt.
func (tx *Tx) LeaseNotices(ctx context.Context, now, until time.Time, n int) ([]board.Notice, error) {
	var rows []noticeRow
	unlocked := clause.Locking{Strength: clause.LockingStrengthUpdate, Options: clause.LockingOptionsSkipLocked}
	if err := tx.with(ctx).Clauses(unlocked).Scopes(due(now)).Order("not_before, id").Limit(n).Find(&rows).Error; err != nil {
		return nil, err
	}
	for i := range rows {
		r := &rows[i]
		r.LeaseUntil = toMillis(until)
		r.Attempts++
		if r.TriedAt == 0 {
			r.TriedAt = toMillis(now)
		}
		if err := tx.with(ctx).Model(r).Select("lease_until", "attempts", "tried_at").Updates(r).Error; err != nil {
			return nil, err
		}
	}
	return notices(rows)
}

// EndNotice notes that a letter has reached an end, and why, where it is not that it was sent.
func (tx *Tx) EndNotice(ctx context.Context, id int64, state board.NoticeState, why string, now time.Time) error {
	return tx.changeNotice(ctx, id, map[string]any{"state": string(state), "last_error": why, "settled_at": toMillis(now)})
}

// FailedNotice notes why a letter could not be sent, and when to try again.
func (tx *Tx) FailedNotice(ctx context.Context, id int64, reason string, next time.Time) error {
	return tx.changeNotice(ctx, id, map[string]any{"last_error": reason, "not_before": toMillis(next), "lease_until": 0})
}

// ReleaseNotice gives back a letter that was leased and, for a reason that is not the letter's, not tried. Without a reason
// the last one stays.
func (tx *Tx) ReleaseNotice(ctx context.Context, id int64, reason string, next time.Time) error {
	set := map[string]any{"not_before": toMillis(next), "lease_until": 0, "attempts": gorm.Expr("attempts - 1")}
	if reason != "" {
		set["last_error"] = reason
	}
	return tx.changeNotice(ctx, id, set)
}

func (tx *Tx) changeNotice(ctx context.Context, id int64, set map[string]any) error {
	if err := exactlyOne(tx.with(ctx).Model(&noticeRow{}).Where("id = ? AND state = 'waiting'", id).Updates(set)); err != nil {
		return fmt.Errorf("notice %d: %w", id, err)
	}
	return nil
}

// ResendNotice makes a letter due again at the time now, and returns the number under which it is. One that was sent is
// owed anew as another letter: its reader's mail server would take it for one that it has had. While one with the same
// DedupeKey waits, and while it is being sent, it is an ErrConflict.
func (tx *Tx) ResendNotice(ctx context.Context, id int64, now time.Time) (int64, error) {
	var row noticeRow
	if err := tx.with(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Take(&row, id).Error; err != nil {
		return 0, fmt.Errorf("notice %d: %w", id, err)
	}
	if row.State == string(board.NoticeWaiting) && row.LeaseUntil > toMillis(now) {
		return 0, fmt.Errorf("notice %d is being sent: %w", id, board.ErrConflict)
	}
	if row.State == string(board.NoticeSent) {
		row.ID = 0
	}
	row.State, row.NotBefore = string(board.NoticeWaiting), toMillis(now)
	row.LeaseUntil, row.Attempts, row.LastError, row.TriedAt, row.SettledAt = 0, 0, "", 0, 0
	if err := tx.with(ctx).Save(&row).Error; err != nil {
		return 0, fmt.Errorf("notice %d: %w", id, err)
	}
	return row.ID, nil
}

// ForgetNotices takes away the letters that reached their end before an instant: they name people.
func (tx *Tx) ForgetNotices(ctx context.Context, before time.Time) (n int64, err error) {
	gone := tx.with(ctx).Where("settled_at > 0 AND settled_at < ?", toMillis(before)).Delete(&noticeRow{})
	return gone.RowsAffected, gone.Error
}

// NoticeSearch says which letters of the outbox are looked for.
type NoticeSearch struct {
	State  board.NoticeState // empty: any
	Before int64             // letters with lower numbers: the next page; 0: from the latest
	Limit  int
}

// Notices is the letters of the outbox that are looked for, the latest first.
func (q queries) Notices(ctx context.Context, search NoticeSearch) ([]board.Notice, error) {
	db := q.with(ctx).Order("id DESC").Limit(search.Limit)
	if search.State != "" {
		db = db.Where("state = ?", string(search.State))
	}
	if search.Before > 0 {
		db = db.Where("id < ?", search.Before)
	}
	var rows []noticeRow
	if err := db.Find(&rows).Error; err != nil {
		return nil, err
	}
	return notices(rows)
}

// Notice is one letter of the outbox.
func (q queries) Notice(ctx context.Context, id int64) (board.Notice, error) {
	var row noticeRow
	if err := q.with(ctx).Take(&row, id).Error; err != nil {
		return board.Notice{}, fmt.Errorf("notice %d: %w", id, err)
	}
	return row.notice()
}

// CountNotices is how many letters of the outbox are in each state.
func (q queries) CountNotices(ctx context.Context) (map[board.NoticeState]int, error) {
	var rows []struct {
		State string
		N     int
	}
	if err := q.with(ctx).Model(&noticeRow{}).Select("state, COUNT(*) AS n").Group("state").Find(&rows).Error; err != nil {
		return nil, err
	}
	counts := map[board.NoticeState]int{}
	for _, r := range rows {
		counts[board.NoticeState(r.State)] = r.N
	}
	return counts, nil
}
