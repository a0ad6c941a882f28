package store

import (
	"context"
	"fmt"
	"time"

	"ledigajobb/internal/board"
)

// An Export is orders that were handed over to the ledger together, and the files as they were.
type Export struct {
	Number string // "E-2026-0007"
	At     time.Time
	By     string // who made it
	Orders int
	Total  int64 // kronor without VAT
	CSV    string
	JSON   string
}

type exportRow struct {
	Number string `gorm:"primaryKey"`
	At     millis
	By     string `gorm:"column:created_by"`
	Orders int
	Total  int64
	CSV    string
	JSON   string
}

func (exportRow) TableName() string { return "exports" }

func (r exportRow) export() Export {
	return Export{r.Number, r.At.time(), r.By, r.Orders, r.Total, r.CSV, r.JSON}
}

// Export is an export by its number, with its files.
func (q queries) Export(ctx context.Context, number string) (Export, error) {
	var row exportRow
	if err := q.with(ctx).Where("number = ?", number).Take(&row).Error; err != nil {
		return Export{}, fmt.Errorf("export %s: %w", number, err)
	}
	return row.export(), nil
}

// Exports is a page of the exports without their files, the latest first.
func (q queries) Exports(ctx context.Context, offset, limit int) ([]Export, error) {
	var rows []exportRow
	err := q.with(ctx).Omit("csv", "json").Order("at DESC, number DESC").Offset(offset).Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("exports: %w", err)
	}
	exports := make([]Export, len(rows))
	for i, r := range rows {
		exports[i] = r.export()
	}
	return exports, nil
}

// InsertExport keeps an export.
func (tx *Tx) InsertExport(ctx context.Context, e Export) error {
	row := exportRow{e.Number, toMillis(e.At), e.By, e.Orders, e.Total, e.CSV, e.JSON}
	if err := tx.with(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("export %s: %w", e.Number, err)
	}
	return nil
}

// A Balance is two ways of counting the same, which have to agree: what orders say of themselves, and what the exports
// and the ads say of them. Sums are kronor without VAT.
type Balance struct {
	States      map[board.OrderState]OrderSum // of orders published in the period
	Billable    OrderSum                      // all that are to be invoiced, whether they have been or not, by their time alone
	Exports     OrderSum                      // as the exports of all times noted when they were made
	Exported    OrderSum                      // as the orders that bear an export's number say now
	ExportsMade int                           // how many exports there are
	Missed      []string                      // numbers of orders still waiting though their ads have long been shown; 20 at most
}

// Agrees says whether nothing was forgotten and nothing counted twice.
func (b Balance) Agrees() bool {
	var n int
	var total int64
	for state, sum := range b.States {
		if state != board.OrderVoid {
			n, total = n+sum.Orders, total+sum.Total
		}
	}
	return n == b.Billable.Orders && total == b.Billable.Total && b.Exports == b.Exported && len(b.Missed) == 0
}

// missedAfter is how long an order may wait after its ad's begin, and after it was placed itself: tasks that follow the ads
// run every minute.
const missedAfter = 10 * time.Minute

// Balance adds up the orders that were published from one instant until another, and the exports of all times.
func (q queries) Balance(ctx context.Context, from, until, now time.Time) (b Balance, err error) {
	published := "published_at >= ? AND published_at < ? AND published_at > 0"
	var states []OrderSum
	add := "COUNT(*) AS orders, COALESCE(SUM(total), 0) AS total"
	err = q.with(ctx).Table("orders").Select("state, "+add).Where(published, toMillis(from), toMillis(until)).Group("state").Scan(&states).Error
	if err != nil {
		return b, fmt.Errorf("balance: %w", err)
	}
	b.States = map[board.OrderState]OrderSum{}
	for _, s := range states {
		b.States[s.State] = s
	}
	for _, part := range []struct {
		into *OrderSum
		sql  string
		args []any
	}{
		{&b.Billable, "SELECT " + add + " FROM orders WHERE state <> 'void' AND " + published, []any{toMillis(from), toMillis(until)}},
		{&b.Exports, "SELECT COALESCE(SUM(orders), 0) AS orders, COALESCE(SUM(total), 0) AS total FROM exports", nil},
		{&b.Exported, "SELECT " + add + " FROM orders WHERE export <> ''", nil},
	} {
		if err := q.with(ctx).Raw(part.sql, part.args...).Scan(part.into).Error; err != nil {
			return b, fmt.Errorf("balance: %w", err)
		}
	}
	var made int64
	if err := q.with(ctx).Table("exports").Count(&made).Error; err != nil {
		return b, fmt.Errorf("balance: %w", err)
	}
	b.ExportsMade = int(made)
	begun := "EXISTS (SELECT 1 FROM jobs WHERE jobs.id = orders.job_id AND jobs.state = 'live' AND jobs.run_from <= ?)" // few orders wait, many ads are live
	late := toMillis(now.Add(-missedAfter))
	err = q.with(ctx).Table("orders").Where("state = 'ordered' AND updated_at <= ? AND "+begun, late, late).
		Order("number").Limit(20).Pluck("number", &b.Missed).Error
	return b, err
}
