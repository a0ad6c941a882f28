package store

import (
	"context"
	"time"

	"ledigajobb/internal/board"
)

// changeRow is a row of the change log.
type changeRow struct {
	Seq        int64 `gorm:"primaryKey;autoIncrement:false"`
	Kind       string
	JobID      string
	EmployerID int64
	Boundary   string
	BoundaryAt millis
	At         millis
}

func (changeRow) TableName() string { return "changes" }

func (r changeRow) change() board.Change {
	return board.Change{
		Seq: r.Seq, Kind: board.ChangeKind(r.Kind), Job: board.ID(r.JobID), Employer: board.EmployerID(r.EmployerID),
		Boundary: board.Boundary(r.Boundary), At: r.At.time(),
	}
}

// Position is the end of the change log.
func (q queries) Position(ctx context.Context) (board.Position, error) {
	var row struct {
		Epoch string
		Seq   int64
	}
	err := q.with(ctx).Raw("SELECT epoch, seq FROM log_counter WHERE id = 1").Take(&row).Error
	return board.Position(row), err
}

// OldestChange is the least place in the change log from which it can be followed: of what came after it, no row is
// missing. Whoever stands before it must begin anew.
func (q queries) OldestChange(ctx context.Context) (seq int64, err error) {
	err = q.with(ctx).Raw("SELECT whole_after FROM log_counter WHERE id = 1").Scan(&seq).Error
	return seq, err
}

// Changes is the rows of the change log that follow a place in it, at most limit of them, in the order of commit.
func (q queries) Changes(ctx context.Context, after int64, limit int) ([]board.Change, error) {
	var rows []changeRow
	if err := q.with(ctx).Where("seq > ?", after).Order("seq").Limit(limit).Find(&rows).Error; err != nil {
		return nil, err
	}
	changes := make([]board.Change, len(rows))
	for i, r := range rows {
		changes[i] = r.change()
	}
	return changes, nil
}

// Append appends changes to the log. Their numbers are given when the transaction commits, whatever their Seq. Boundary
// rows are LogBoundaries' business.
func (tx *Tx) Append(changes ...board.Change) {
	for _, c := range changes {
		tx.changes = append(tx.changes, changeRow{
			Kind: string(c.Kind), JobID: string(c.Job), EmployerID: int64(c.Employer), At: toMillis(c.At),
		})
	}
}

// number writes what was appended, as the last thing the transaction does. Whoever holds the counter's row commits
// next, so on PostgreSQL too numbers become visible in their order and without gaps.
func (tx *Tx) number(ctx context.Context) error {
	n := len(tx.changes)
	if n == 0 {
		return nil
	}
	var last int64
	if err := tx.with(ctx).Raw("UPDATE log_counter SET seq = seq + ? WHERE id = 1 RETURNING seq", n).Scan(&last).Error; err != nil {
		return err
	}
	for i := range tx.changes {
		tx.changes[i].Seq = last - int64(n-1-i)
	}
	if err := tx.with(ctx).CreateInBatches(tx.changes, chunk).Error; err != nil {
		return err
	}
	return tx.dialect.notify(tx.with(ctx))
}

// superseded is the rows that were appended before an instant and have a later one of the same subject.
const superseded = `changes.at < ? AND EXISTS (SELECT 1 FROM changes later WHERE later.seq > changes.seq
	AND later.kind = changes.kind AND later.job_id = changes.job_id AND later.employer_id = changes.employer_id)`

// CompactChanges takes from the log the rows that were appended before an instant, except the last of each job, each
// employer and of the settings. It returns how many it took.
func (tx *Tx) CompactChanges(ctx context.Context, before time.Time) (n int64, err error) {
	var last int64
	err = tx.with(ctx).Raw("SELECT COALESCE(MAX(seq), 0) FROM changes WHERE "+superseded, toMillis(before)).Scan(&last).Error
	if err != nil || last == 0 {
		return 0, err
	}
	gone := tx.with(ctx).Where("seq <= ?", last).Where(superseded, toMillis(before)).Delete(&changeRow{})
	if gone.Error != nil {
		return 0, gone.Error
	}
	return gone.RowsAffected, tx.with(ctx).Exec(
		"UPDATE log_counter SET whole_after = ? WHERE id = 1 AND whole_after < ?", last, last).Error
}
