package store

import (
	"context"
	"fmt"
	"time"

	"ledigajobb/internal/board"
)

// An End is when a job was over.
type End struct {
	Job board.ID
	At  time.Time
}

// EndedBetween is jobs whose time was over from one instant to another, both among them, the first to end first: when
// their run ended, and for those that were taken away or turned down when that was done. Of them it leaves out offset and
// gives up to limit.
func (q queries) EndedBetween(ctx context.Context, from, to time.Time, offset, limit int) ([]End, error) {
	var rows []struct {
		ID      string
		EndedAt millis
	}
	first, last := toMillis(from), toMillis(to)
	ended := `SELECT id, run_until AS ended_at FROM jobs WHERE state IN ('live', 'filled', 'cancelled') AND run_until > 0 AND run_until >= ? AND run_until <= ?
		UNION ALL SELECT id, updated_at FROM jobs WHERE state IN ('withdrawn', 'refused') AND updated_at >= ? AND updated_at <= ?
		ORDER BY 2, 1 LIMIT ? OFFSET ?`
	if err := q.with(ctx).Raw(ended, first, last, first, last, limit, offset).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("ads that ended: %w", err)
	}
	ends := make([]End, len(rows))
	for i, r := range rows {
		ends[i] = End{board.ID(r.ID), r.EndedAt.time()}
	}
	return ends, nil
}
