package store

import (
	"context"
	"time"
)

// boundariesCursor says until when boundaries have been logged. Its row is also the lock that makes two servers log one
// after the other.
const boundariesCursor = "boundaries"

// lookBack is how far LogBoundaries looks behind its cursor: a transaction may have committed a scheduled job just after
// the cursor passed, and the clocks of two servers differ.
const lookBack = 10 * time.Minute

// passed is the begins and ends of live jobs that the clock has passed and the log does not know. What happened at or
// before the job's own last change was said by that change's row.
const passed = `SELECT 'job' AS kind, j.id AS job_id, 'start' AS boundary, j.run_from AS boundary_at FROM jobs j
	WHERE j.state = 'live' AND j.run_from > ? AND j.run_from <= ? AND j.run_from > j.updated_at
	AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.job_id = j.id AND c.boundary = 'start' AND c.boundary_at = j.run_from)
UNION ALL SELECT 'job', j.id, 'end', j.run_until FROM jobs j
	WHERE j.state = 'live' AND j.run_until > ? AND j.run_until <= ? AND j.run_until > j.updated_at
	AND NOT EXISTS (SELECT 1 FROM changes c WHERE c.job_id = j.id AND c.boundary = 'end' AND c.boundary_at = j.run_until)
ORDER BY boundary_at, job_id LIMIT ?`

// LogBoundaries appends a row to the change log for each live job that has begun or ended by the clock since the last
// time, once per job and boundary however many servers ask, at most limit of them. It returns how many it appended; as
// many as limit means that there may be more.
func (tx *Tx) LogBoundaries(ctx context.Context, now time.Time, limit int) (n int, err error) {
	cursor, err := tx.lockCursor(ctx, boundariesCursor)
	if err != nil {
		return 0, err
	}
	var rows []changeRow
	after := max(0, cursor.At-millis(lookBack.Milliseconds()))
	err = tx.with(ctx).Raw(passed, after, toMillis(now), after, toMillis(now), limit).Scan(&rows).Error
	if err != nil {
		return 0, err
	}
	until := toMillis(now)
	for i := range rows {
		rows[i].At = toMillis(now)
	}
	if len(rows) == limit {
		until = rows[limit-1].BoundaryAt
	}
	if len(rows) == 0 && until-cursor.At < millis(lookBack.Milliseconds())/2 {
		return 0, nil // nothing to remember yet: a quiet board writes nothing
	}
	tx.changes = append(tx.changes, rows...)
	cursor.At = max(cursor.At, until)
	return len(rows), tx.with(ctx).Save(&cursor).Error
}
