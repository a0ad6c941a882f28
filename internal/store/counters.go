package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

// A Count is how often something happened to a job on a day. Nothing in it says to whom.
type Count struct {
	Job    board.ID
	Day    board.Date
	Kind   string // what: "view", "apply"
	Source string // from where
	N      int64
}

type counterRow struct {
	JobID  string `gorm:"primaryKey"`
	Day    string `gorm:"primaryKey"`
	Kind   string `gorm:"primaryKey"`
	Source string `gorm:"primaryKey"`
	N      int64
}

func (counterRow) TableName() string { return "counters" }

// Count adds to the counters. Each job, day, kind and source may be there once.
func (tx *Tx) Count(ctx context.Context, counts ...Count) error {
	if len(counts) == 0 {
		return nil
	}
	add := clause.OnConflict{
		Columns:   []clause.Column{{Name: "job_id"}, {Name: "day"}, {Name: "kind"}, {Name: "source"}},
		DoUpdates: clause.Assignments(map[string]any{"n": gorm.Expr("counters.n + excluded.n")}),
	}
	rows := make([]counterRow, len(counts))
	for i, c := range counts {
		rows[i] = counterRow{string(c.Job), c.Day.String(), c.Kind, c.Source, c.N}
	}
	return tx.with(ctx).Clauses(add).CreateInBatches(rows, chunk).Error
}

// Counts is a job's counters, by day, kind and source.
func (q queries) Counts(ctx context.Context, id board.ID) ([]Count, error) {
	var rows []counterRow
	err := q.with(ctx).Where("job_id = ?", string(id)).Order("day, kind, source").Find(&rows).Error
	if err != nil {
		return nil, err
	}
	counts := make([]Count, len(rows))
	for i, r := range rows {
		counts[i] = Count{Job: id, Kind: r.Kind, Source: r.Source, N: r.N}
		if err := counts[i].Day.UnmarshalText([]byte(r.Day)); err != nil {
			return nil, err
		}
	}
	return counts, nil
}
