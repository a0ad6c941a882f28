package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

type orderRow struct {
	Number     string `gorm:"primaryKey"`
	JobID      string
	EmployerID int64
	BundleID   int64
	Credits    string
	Known      bool
	State      string
	Lines      string
	Total      int64
	Vat        int
	Invoice    string
	Terms      string
	Why        string
	Ledgered   orderLedger `gorm:"embedded"`
	FoundBy    string
	Created    millis `gorm:"column:created_at"`
	Published  millis `gorm:"column:published_at"`
	Updated    millis `gorm:"column:updated_at"`
	Version    int
}

// orderLedger is what finance knows of an order.
type orderLedger struct {
	Credited int64
	Export   string
	Ledger   string
}

func (orderRow) TableName() string { return "orders" }

func newOrderRow(o board.Order) (orderRow, error) {
	lines, err := encode(o.Lines)
	if err != nil {
		return orderRow{}, err
	}
	invoice, err := encode(o.Invoice)
	return orderRow{
		Number: o.Number, JobID: string(o.Job), EmployerID: int64(o.Employer), BundleID: o.Bundle, Credits: o.Credits, Known: o.Known,
		State: string(o.State), Lines: lines, Total: o.Total(), Vat: o.VAT, Invoice: invoice, Terms: o.Terms, Why: o.Why,
		Ledgered: orderLedger{o.Credited, o.Export, o.Ledger}, FoundBy: foundBy(o),
		Created: toMillis(o.CreatedAt), Published: toMillis(o.PublishedAt), Updated: toMillis(o.UpdatedAt), Version: o.Version,
	}, err
}

// foundBy is what an order is searched by.
func foundBy(o board.Order) string {
	i := o.Invoice
	return strings.ToLower(strings.Join([]string{o.Number, o.Ledger, i.Recipient, i.BuyerReference, i.OrderReference, i.Mark}, "\n"))
}

func (r orderRow) order() (board.Order, error) {
	o := board.Order{
		Number: r.Number, Job: board.ID(r.JobID), Employer: board.EmployerID(r.EmployerID), Bundle: r.BundleID, Credits: r.Credits, Known: r.Known,
		State: board.OrderState(r.State), VAT: r.Vat, Terms: r.Terms, Why: r.Why,
		Credited: r.Ledgered.Credited, Export: r.Ledgered.Export, Ledger: r.Ledgered.Ledger,
		CreatedAt: r.Created.time(), PublishedAt: r.Published.time(), UpdatedAt: r.Updated.time(), Version: r.Version,
	}
	return o, errors.Join(decode(r.Lines, &o.Lines), decode(r.Invoice, &o.Invoice))
}

// Order is an order by its number.
func (q queries) Order(ctx context.Context, number string) (board.Order, error) {
	found, err := q.orders(ctx, where("number = ?", number))
	if err == nil && len(found) == 0 {
		err = board.ErrNotFound
	}
	if err != nil {
		return board.Order{}, fmt.Errorf("order %s: %w", number, err)
	}
	return found[0], nil
}

// OrdersByNumber is the orders with the numbers, in the order of their numbers; those that are not there are left out.
func (q queries) OrdersByNumber(ctx context.Context, numbers []string) (found []board.Order, err error) {
	for part := range chunks(numbers) {
		some, err := q.orders(ctx, where("number IN ?", part))
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	return found, nil
}

// OrdersOfJob is what was bought with a job, the first order first.
func (q queries) OrdersOfJob(ctx context.Context, id board.ID) ([]board.Order, error) {
	return q.orders(ctx, where("job_id = ?", string(id)))
}

// OrdersOfLive is the orders with a line for one of the items, for ads that are live at the time.
func (q queries) OrdersOfLive(ctx context.Context, items []board.Item, now time.Time) ([]board.Order, error) {
	if len(items) == 0 {
		return nil, nil
	}
	at := toMillis(now)
	live := where(`EXISTS (SELECT 1 FROM listings WHERE listings.job_id = orders.job_id AND listings.state = ? AND run_from <= ? AND run_until > ?)`,
		board.StatusLive, at, at)
	return q.orders(ctx, func(db *gorm.DB) *gorm.DB {
		bought := make([]clause.Expression, len(items))
		for i, item := range items {
			bought[i] = gorm.Expr(`lines LIKE ? ESCAPE '\'`, `%"Item":"`+likeText(string(item))+`"%`)
		}
		return live(db).Where(clause.Or(bought...))
	})
}

// CreditsOf is the credits of an order, the first first.
func (q queries) CreditsOf(ctx context.Context, number string) ([]board.Order, error) {
	return q.orders(ctx, where("credits = ? AND credits <> ''", number))
}

// OrdersToFollow is up to n numbers of orders whose ads may have come to where the order has to follow
// (board.Order.Follow), the longest waiting first.
func (q queries) OrdersToFollow(ctx context.Context, now time.Time, n int) (numbers []string, err error) {
	err = q.with(ctx).Table("orders").Joins("JOIN jobs ON jobs.id = orders.job_id").
		Where("orders.state = 'ordered' AND (jobs.state IN ('refused', 'filled', 'cancelled', 'withdrawn') OR jobs.state IN ('live', 'paused') AND jobs.run_from <= ?)",
			toMillis(now.Add(-board.OrderPatience))).
		Order("orders.updated_at, orders.number").Limit(n).Pluck("orders.number", &numbers).Error
	return numbers, err
}

func (q queries) orders(ctx context.Context, narrow scope) ([]board.Order, error) {
	var rows []orderRow
	db := q.with(ctx).Scopes(narrow).Order("number")
	if q.lock { // always in the same order, so that two who want the same wait for each other
		db = db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	if err := db.Find(&rows).Error; err != nil {
		return nil, err
	}
	return ordersOf(rows)
}

func ordersOf(rows []orderRow) ([]board.Order, error) {
	orders := make([]board.Order, len(rows))
	for i, r := range rows {
		var err error
		if orders[i], err = r.order(); err != nil {
			return nil, fmt.Errorf("order %s: %w", r.Number, err)
		}
	}
	return orders, nil
}

// OrderSearch says which orders are looked for; what is zero is not asked for.
type OrderSearch struct {
	State    board.OrderState
	Employer board.EmployerID
	Export   string
	Text     string    // in its number, its invoice's, its recipient, references or mark
	From     time.Time // ordered
	Until    time.Time // exclusive
	Offset   int
	Limit    int
}

func (s OrderSearch) narrow(db *gorm.DB) *gorm.DB {
	if s.State != "" {
		db = db.Where("state = ?", string(s.State))
	}
	if s.Employer != 0 {
		db = db.Where("employer_id = ?", int64(s.Employer))
	}
	if s.Export != "" {
		db = db.Where("export = ?", s.Export)
	}
	if s.Text != "" {
		db = db.Where(`found_by LIKE ? ESCAPE '\'`, "%"+likeText(strings.ToLower(s.Text))+"%")
	}
	if !s.From.IsZero() {
		db = db.Where("created_at >= ?", toMillis(s.From))
	}
	if !s.Until.IsZero() {
		db = db.Where("created_at < ?", toMillis(s.Until))
	}
	return db
}

// likeText is a text to be found as it stands in a LIKE with the escape \.
func likeText(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// Orders is a page of the orders that are looked for, the latest first.
func (q queries) Orders(ctx context.Context, s OrderSearch) ([]board.Order, error) {
	var rows []orderRow
	err := s.narrow(q.with(ctx)).Order("created_at DESC, number DESC").Offset(s.Offset).Limit(s.Limit).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("orders: %w", err)
	}
	return ordersOf(rows)
}

// An OrderSum is how many orders there are of a state, and their kronor without VAT.
type OrderSum struct {
	State  board.OrderState
	Orders int
	Total  int64
}

// OrderSums counts and adds up the orders that are looked for, by their state. The state that is asked for is left aside.
func (q queries) OrderSums(ctx context.Context, s OrderSearch) (map[board.OrderState]OrderSum, error) {
	s.State = ""
	var rows []OrderSum
	err := s.narrow(q.with(ctx).Table("orders")).Select("state, COUNT(*) AS orders, SUM(total) AS total").Group("state").Scan(&rows).Error
	sums := map[board.OrderState]OrderSum{}
	for _, r := range rows {
		sums[r.State] = r
	}
	return sums, err
}

// Series gives out the next number of a series, from 1 and without gaps: whoever wants the next waits until this
// transaction has ended, and gets the same when it is taken back.
func (tx *Tx) Series(ctx context.Context, name string) (n int64, err error) {
	err = tx.with(ctx).Exec("INSERT INTO series (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = series.last + 1", name).Error
	if err == nil {
		err = tx.with(ctx).Table("series").Where("name = ?", name).Pluck("last", &n).Error
	}
	if err != nil {
		return 0, fmt.Errorf("series %s: %w", name, err)
	}
	return n, nil
}

// InsertOrder stores a new order. A number that is taken is an ErrConflict.
func (tx *Tx) InsertOrder(ctx context.Context, o *board.Order) error {
	o.Version = 1
	row, err := newOrderRow(*o)
	if err == nil {
		err = tx.with(ctx).Create(&row).Error
	}
	if err != nil {
		return fmt.Errorf("order %s: %w", o.Number, err)
	}
	return nil
}

// SaveOrder stores a changed order and counts its Version. One that has been saved by somebody else since it was loaded,
// and a ledger's number that another order has, is an ErrConflict.
func (tx *Tx) SaveOrder(ctx context.Context, o *board.Order) error {
	row, err := newOrderRow(*o)
	if err == nil {
		row.Version++
		result := tx.with(ctx).Model(&orderRow{}).Where("number = ? AND version = ?", o.Number, o.Version).
			Select("*").Omit("number", "created_at").Updates(row)
		if err = result.Error; err == nil && result.RowsAffected == 0 {
			err = board.ErrConflict
			if _, gone := tx.Order(ctx, o.Number); gone != nil {
				err = gone
			}
		}
	}
	if err != nil {
		return fmt.Errorf("order %s: %w", o.Number, err)
	}
	o.Version++
	return nil
}
