package store

import (
	"context"
	"database/sql"
	"time"
)

// boundariesCursor says until when boundaries have been logged. Its row is also the lock that makes two servers log one
// after the other.
const boundariesCursor = "boundaries"

// Three spans of time, for servers whose clocks differ and transactions that are slow.
const (
	// lookBack is how far LogBoundaries looks behind its cursor: a transaction may have committed a scheduled job just
	// after the cursor passed.
	lookBack = millis(10 * time.Minute / time.Millisecond)
	// remember is after how long the cursor is moved though nothing was logged: a quiet board writes seldom.
	remember = millis(30 * time.Second / time.Millisecond)
	// ahead is how far behind a clock the cursor is when that clock probably is ahead of another server's, which has
	// moved the cursor back, or when no server has run for a while.
	ahead = millis(time.Minute / time.Millisecond)
)

// passed is the begins and ends of live jobs that the clock has passed and the log does not know. What happened at or
// before the job's own last change was said by that change's row.
//
// The log knows a boundary when it has a row of it that was appended at the boundary or after it. A row from before was
// too early; who may be ahead himself takes it for his own, and does not repeat himself.
const passed = `SELECT 'job' AS kind, j.id AS job_id, 'start' AS boundary, j.run_from AS boundary_at FROM jobs j
	WHERE j.state = 'live' AND j.run_from > @after AND j.run_from <= @now AND j.run_from > j.updated_at
	AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.job_id = j.id AND c.boundary = 'start' AND c.boundary_at = j.run_from
		AND (c.at >= c.boundary_at OR @ahead))
UNION ALL SELECT 'job', j.id, 'end', j.run_until FROM jobs j
	WHERE j.state = 'live' AND j.run_until > @after AND j.run_until <= @now AND j.run_until > j.updated_at
	AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.job_id = j.id AND c.boundary = 'end' AND c.boundary_at = j.run_until
		AND (c.at >= c.boundary_at OR @ahead))
ORDER BY boundary_at, job_id LIMIT @limit`

// early gives the rows that a clock ahead of this one has appended a time that this one has seen: before their boundary,
// since it cannot be known that they came after it.
const early = `UPDATE changes SET at = CASE WHEN boundary_at > @now THEN @now ELSE boundary_at - 1 END
	WHERE boundary <> '' AND at > @now`

// LogBoundaries appends a row to the change log for each live job that has begun or ended by the clock since the last
// time, at most limit of them. It returns how many it appended; as many as limit means that there may be more. However
// many servers ask, a job's boundary is logged once if their clocks agree. If one is ahead of the others, it logs
// boundaries too early, and those are logged again when they are there.
func (tx *Tx) LogBoundaries(ctx context.Context, now time.Time, limit int) (n int, err error) {
	cursor, err := tx.lockCursor(ctx, boundariesCursor)
	if err != nil {
		return 0, err
	}
	until := toMillis(now)
	turnedBack := cursor.At > until
	if turnedBack {
		if err := tx.with(ctx).Exec(early, sql.Named("now", until)).Error; err != nil {
			return 0, err
		}
	}
	var rows []changeRow
	err = tx.with(ctx).Raw(passed, sql.Named("after", max(0, min(cursor.At, until)-lookBack)), sql.Named("now", until),
		sql.Named("ahead", until-cursor.At > ahead), sql.Named("limit", limit)).Scan(&rows).Error
	if err != nil {
		return 0, err
	}
	for i := range rows {
		rows[i].At = until
	}
	if len(rows) == limit {
		until = rows[limit-1].BoundaryAt
	}
	if len(rows) == 0 && !turnedBack && until-cursor.At < remember {
		return 0, nil
	}
	tx.changes = append(tx.changes, rows...)
	cursor.At = until
	return len(rows), tx.with(ctx).Save(&cursor).Error
}
