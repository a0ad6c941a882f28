package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

// ReachPart says by what the reach of all ads together is taken apart.
type ReachPart string

// The parts.
const (
	ByVia    ReachPart = "via"
	ByRole   ReachPart = "role"
	ByRegion ReachPart = "region"
)

// Reach is how often something happened to all ads together.
type Reach struct {
	Part  ReachPart
	Day   board.Date // the zero Date in a sum over several
	Kind  string     // as a Count's
	Value string     // of the part: a source, a role, a county's code; empty: an ad that has none
	N     int64
}

type reachRow struct {
	Part  string `gorm:"primaryKey"`
	Day   string `gorm:"primaryKey"`
	Kind  string `gorm:"primaryKey"`
	Value string `gorm:"primaryKey"`
	N     int64
}

func (reachRow) TableName() string { return "reach" }

// AddReach adds to the reach of all ads together. Each part, day, kind and value may be there once.
func (tx *Tx) AddReach(ctx context.Context, reach ...Reach) error {
	if len(reach) == 0 {
		return nil
	}
	add := clause.OnConflict{
		Columns:   []clause.Column{{Name: "part"}, {Name: "day"}, {Name: "kind"}, {Name: "value"}},
		DoUpdates: clause.Assignments(map[string]any{"n": gorm.Expr("reach.n + excluded.n")}),
	}
	rows := make([]reachRow, len(reach))
	for i, r := range reach {
		rows[i] = reachRow{string(r.Part), r.Day.String(), r.Kind, r.Value, r.N}
	}
	if err := tx.with(ctx).Clauses(add).CreateInBatches(rows, chunk).Error; err != nil {
		return fmt.Errorf("adding to the reach: %w", err)
	}
	return nil
}

// ReachByDay is the reach by source for each of the days from one to another, both included.
func (q queries) ReachByDay(ctx context.Context, from, through board.Date) ([]Reach, error) {
	db := q.with(ctx).Model(&reachRow{}).Where("part = ?", string(ByVia)).Order("day, kind, value")
	return scanReach(db.Where("day BETWEEN ? AND ?", from.String(), through.String()))
}

// ReachSums is the reach by role and by county, added up over the days from one to another, both included.
func (q queries) ReachSums(ctx context.Context, from, through board.Date) ([]Reach, error) {
	db := q.with(ctx).Model(&reachRow{}).Where("part IN ?", []string{string(ByRole), string(ByRegion)})
	return scanReach(db.Where("day BETWEEN ? AND ?", from.String(), through.String()).
		Select("part, kind, value, SUM(n) AS n").Group("part, kind, value").Order("part, kind, value"))
}

func scanReach(db *gorm.DB) ([]Reach, error) {
	var rows []reachRow
	if err := db.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reach: %w", err)
	}
	all := make([]Reach, len(rows))
	for i, r := range rows {
		all[i] = Reach{Part: ReachPart(r.Part), Kind: r.Kind, Value: r.Value, N: r.N}
		if err := all[i].Day.UnmarshalText([]byte(r.Day)); err != nil {
			return nil, fmt.Errorf("reach: %w", err)
		}
	}
	return all, nil
}

type answerRow struct {
	Decision int64 `gorm:"primaryKey;autoIncrement:false"`
	At       millis
	Waited   int64
}

func (answerRow) TableName() string { return "answers" }

// Answered notes how long somebody has waited for a decision.
func (tx *Tx) Answered(ctx context.Context, decision int64, at time.Time, waited time.Duration) error {
	return tx.with(ctx).Create(&answerRow{decision, toMillis(at), max(0, waited.Milliseconds())}).Error
}

// Unanswered forgets how long somebody has waited for a decision that was taken back.
func (tx *Tx) Unanswered(ctx context.Context, decision int64) error {
	return tx.with(ctx).Where("decision = ?", decision).Delete(&answerRow{}).Error
}

// Answers is how long people have waited for the desk's decisions.
type Answers struct {
	N      int
	Median time.Duration
	Most   time.Duration // nine of ten have waited no longer
}

// Answers is how long people have waited for the decisions from an instant until before another.
func (q queries) Answers(ctx context.Context, from, until time.Time) (a Answers, err error) {
	within := func() *gorm.DB {
		return q.with(ctx).Model(&answerRow{}).Where("at >= ? AND at < ?", toMillis(from), toMillis(until))
	}
	var n int64
	if err := within().Count(&n).Error; err != nil || n == 0 {
		return a, err
	}
	a.N = int(n)
	at := func(place int) (time.Duration, error) {
		var waited []int64
		err := within().Order("waited").Offset(place).Limit(1).Pluck("waited", &waited).Error
		if err != nil || len(waited) == 0 { // it was taken back between the statements
			return 0, err
		}
		return time.Duration(waited[0]) * time.Millisecond, nil
	}
	if a.Median, err = at((a.N - 1) / 2); err != nil {
		return a, err
	}
	a.Most, err = at((a.N*9+9)/10 - 1)
	return a, err
}
