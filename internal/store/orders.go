package store

import (
	"context"
	"errors"
	"fmt"

	"ledigajobb/internal/board"
)

type orderRow struct {
	Number  string `gorm:"primaryKey"`
	JobID   string
	State   string
	Lines   string
	Invoice string
	Terms   string
	Created millis `gorm:"column:created_at"`
	Updated millis `gorm:"column:updated_at"`
}

func (orderRow) TableName() string { return "orders" }

func newOrderRow(o board.Order) (orderRow, error) {
	lines, err := encode(o.Lines)
	if err != nil {
		return orderRow{}, err
	}
	invoice, err := encode(o.Invoice)
	return orderRow{
		o.Number, string(o.Job), string(o.State), lines, invoice, o.Terms, toMillis(o.CreatedAt), toMillis(o.UpdatedAt),
	}, err
}

func (r orderRow) order() (board.Order, error) {
	o := board.Order{
		Number: r.Number, Job: board.ID(r.JobID), State: board.OrderState(r.State), Terms: r.Terms,
		CreatedAt: r.Created.time(), UpdatedAt: r.Updated.time(),
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

// OrdersOfJob is what was bought with a job, the first order first.
func (q queries) OrdersOfJob(ctx context.Context, id board.ID) ([]board.Order, error) {
	return q.orders(ctx, where("job_id = ?", string(id)))
}

// OrdersInState is the orders in a state, the first order first.
func (q queries) OrdersInState(ctx context.Context, state board.OrderState) ([]board.Order, error) {
	return q.orders(ctx, where("state = ?", string(state)))
}

func (q queries) orders(ctx context.Context, narrow scope) ([]board.Order, error) {
	var rows []orderRow
	if err := q.with(ctx).Scopes(narrow).Order("created_at, number").Find(&rows).Error; err != nil {
		return nil, err
	}
	orders := make([]board.Order, len(rows))
	for i, r := range rows {
		var err error
		if orders[i], err = r.order(); err != nil {
			return nil, fmt.Errorf("order %s: %w", r.Number, err)
		}
	}
	return orders, nil
}

// InsertOrder stores a new order. A number that is taken is an ErrConflict.
func (tx *Tx) InsertOrder(ctx context.Context, o board.Order) error {
	row, err := newOrderRow(o)
	if err == nil {
		err = tx.with(ctx).Create(&row).Error
	}
	if err != nil {
		return fmt.Errorf("order %s: %w", o.Number, err)
	}
	return nil
}

// SaveOrder stores a changed order.
func (tx *Tx) SaveOrder(ctx context.Context, o board.Order) error {
	row, err := newOrderRow(o)
	if err == nil {
		err = exactlyOne(tx.with(ctx).Model(&row).Select("*").Omit("number", "created_at").Updates(row))
	}
	if err != nil {
		return fmt.Errorf("order %s: %w", o.Number, err)
	}
	return nil
}
