package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

type reportRow struct {
	ID        int64 `gorm:"primaryKey"`
	JobID     string
	Reason    string
	Text      string
	Email     string
	Language  string
	At        millis
	Outcome   string
	HandledBy string
	HandledAt millis
}

func (reportRow) TableName() string { return "reports" }

func newReportRow(r board.Report) reportRow {
	return reportRow{r.ID, string(r.Job), string(r.Reason), r.Text, r.Email, string(r.Language), toMillis(r.At), string(r.Outcome), r.By, toMillis(r.Handled)}
}

func (r reportRow) report() board.Report {
	return board.Report{ID: r.ID, Job: board.ID(r.JobID), Reason: board.ReportReason(r.Reason), Text: r.Text, Email: r.Email, Language: board.Language(r.Language),
		At: r.At.time(), Outcome: board.ReportOutcome(r.Outcome), By: r.HandledBy, Handled: r.HandledAt.time()}
}

// Reports is up to limit reports: the open ones, the longest waiting first, or those that have been handled, the latest
// first.
func (q queries) Reports(ctx context.Context, open bool, offset, limit int) ([]board.Report, error) {
	if open {
		return q.reports(ctx, where("outcome = ''"), "at, id", offset, limit)
	}
	return q.reports(ctx, where("outcome <> ''"), "handled_at DESC, id DESC", offset, limit)
}

// ReportsOfJob is what readers have said of an ad, the first first.
func (q queries) ReportsOfJob(ctx context.Context, id board.ID) ([]board.Report, error) {
	return q.reports(ctx, where("job_id = ?", string(id)), "at, id", 0, chunk)
}

// Reported is which of some ads have reports that wait.
func (q queries) Reported(ctx context.Context, ids []board.ID) (map[board.ID]bool, error) {
	var found []board.ID
	err := q.with(ctx).Model(&reportRow{}).Where("outcome = '' AND job_id IN ?", ids).Distinct().Pluck("job_id", &found).Error
	reported := map[board.ID]bool{}
	for _, id := range found {
		reported[id] = true
	}
	return reported, err
}

// OpenReports is how many reports wait.
func (q queries) OpenReports(ctx context.Context) (int, error) {
	var n int64
	err := q.with(ctx).Model(&reportRow{}).Where("outcome = ''").Count(&n).Error
	return int(n), err
}

// Report is a report by its number.
func (q queries) Report(ctx context.Context, id int64) (board.Report, error) {
	found, err := q.reports(ctx, where("id = ?", id), "id", 0, 1)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("report %d: %w", id, board.ErrNotFound)
	}
	if err != nil {
		return board.Report{}, err
	}
	return found[0], nil
}

func (q queries) reports(ctx context.Context, narrow scope, order string, offset, limit int) ([]board.Report, error) {
	db := q.with(ctx).Scopes(narrow).Order(order).Offset(offset).Limit(limit)
	if q.lock {
		db = db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	var rows []reportRow
	if err := db.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reports: %w", err)
	}
	reports := make([]board.Report, len(rows))
	for i, r := range rows {
		reports[i] = r.report()
	}
	return reports, nil
}

// InsertReport keeps a reader's report and gives it its number.
func (tx *Tx) InsertReport(ctx context.Context, r *board.Report) error {
	row := newReportRow(*r)
	err := tx.with(ctx).Create(&row).Error
	r.ID = row.ID
	return err
}

// SaveReport stores a report that has been handled.
func (tx *Tx) SaveReport(ctx context.Context, r board.Report) error {
	row := newReportRow(r)
	return exactlyOne(tx.with(ctx).Model(&row).Select("outcome", "handled_by", "handled_at").Updates(row))
}

// ForgetReporters empties the addresses of those whose reports were handled before an instant, and says of how many.
func (tx *Tx) ForgetReporters(ctx context.Context, before time.Time) (int64, error) {
	gone := tx.with(ctx).Model(&reportRow{}).Where("email <> '' AND handled_at > 0 AND handled_at < ?", toMillis(before)).Update("email", "")
	return gone.RowsAffected, gone.Error
}
