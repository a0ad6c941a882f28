package desk

import (
	"context"
	"fmt"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/ledger"
	"ledigajobb/internal/store"
)

// maxExport is how many orders one export takes.
const maxExport = 1000

// Export hands orders over to finance: all of them or none. One that is not to be invoiced, or no longer, is a
// board.OrderError; one whose invoice would come back is an Invalid, with the order's number as the fault's value.
func (d *Desk) Export(ctx context.Context, by board.Actor, numbers []string) (made store.Export, err error) {
	if !by.May(board.PermExport) {
		return made, board.ErrForbidden
	}
	if len(numbers) == 0 || len(numbers) > maxExport {
		return made, &board.Invalid{Faults: []board.Fault{{Field: "orders", Code: "choose"}}}
	}
	err = d.change(ctx, by, func(c *change) error {
		made, err = c.export(ctx, numbers)
		return err
	})
	return made, err
}

func (c *change) export(ctx context.Context, numbers []string) (store.Export, error) {
	series := fmt.Sprintf("E-%d", board.DateOf(c.now).Year)
	n, err := c.tx.Series(ctx, series) // from here on one export waits for another
	if err != nil {
		return store.Export{}, err
	}
	document := ledger.Document{Number: fmt.Sprintf("%s-%04d", series, n), At: c.now}
	orders, err := c.tx.OrdersByNumber(ctx, numbers)
	if err != nil {
		return store.Export{}, err
	}
	if len(orders) != len(numbers) {
		return store.Export{}, fmt.Errorf("orders to export: %w", board.ErrNotFound)
	}
	if err := c.leave(ctx, orders, document.Number); err != nil {
		return store.Export{}, err
	}
	if document.Entries, err = c.entries(ctx, orders); err != nil {
		return store.Export{}, err
	}
	return c.keepExport(ctx, document)
}

// leave moves the orders, and refuses those whose invoices would come back.
func (c *change) leave(ctx context.Context, orders []board.Order, export string) error {
	var wrong board.Invalid
	for i := range orders {
		before := orders[i]
		if err := orders[i].Leave(export, c.now); err != nil {
			return err
		}
		var faults board.Invalid
		if err := gather(&faults, c.checkInvoice(ctx, &orders[i])); err != nil {
			return err
		}
		if len(faults.Faults) > 0 {
			wrong.Add(board.Fault{Field: "orders", Code: "export", Value: orders[i].Number})
			continue
		}
		if err := c.saveOrder(ctx, before, &orders[i], "order.export", ""); err != nil {
			return err
		}
	}
	return wrong.Err()
}

// entries says of each order in words what it is about.
func (c *change) entries(ctx context.Context, orders []board.Order) ([]ledger.Entry, error) {
	var jobs []board.ID
	var employers []board.EmployerID
	var originals []string
	for _, o := range orders {
		jobs, employers, originals = append(jobs, o.Job), append(employers, o.Employer), append(originals, o.Credits)
	}
	job, err := c.tx.Jobs(ctx, jobs)
	if err != nil {
		return nil, err
	}
	employer, err := c.tx.Employers(ctx, employers)
	if err != nil {
		return nil, err
	}
	credited, err := c.tx.OrdersByNumber(ctx, originals)
	if err != nil {
		return nil, err
	}
	invoices := map[string]string{}
	for _, o := range credited {
		invoices[o.Number] = o.Ledger
	}
	entries := make([]ledger.Entry, len(orders))
	for i, o := range orders {
		entries[i] = ledger.Entry{Order: o, Employer: employer[o.Employer].Name, Original: invoices[o.Credits]}
		if about := job[o.Job]; about != nil {
			entries[i].Headline = about.Ad.Headline
		}
	}
	return entries, nil
}

func (c *change) keepExport(ctx context.Context, d ledger.Document) (store.Export, error) {
	json, err := d.JSON()
	if err != nil {
		return store.Export{}, err
	}
	e := store.Export{Number: d.Number, At: d.At, By: c.by.Email, Orders: len(d.Entries), Total: d.Total(), CSV: d.CSV(), JSON: json}
	if err := c.tx.InsertExport(ctx, e); err != nil {
		return e, err
	}
	return e, c.audit(ctx, board.Subject{Kind: board.SubjectExport, ID: e.Number}, "export.make", "", nil,
		map[string]any{"orders": e.Orders, "total": e.Total})
}

// Book writes down what the ledger called the invoices of orders, as ledger.ReadNumbers reads them, all or none: the
// faults say which lines are wrong. Orders that have that number already are passed over. It says how many were written.
func (d *Desk) Book(ctx context.Context, by board.Actor, text string) (booked int, err error) {
	if !by.May(board.PermExport) {
		return 0, board.ErrForbidden
	}
	numbers, err := ledger.ReadNumbers(text)
	if err != nil {
		return 0, err
	}
	err = d.change(ctx, by, func(c *change) error {
		booked, err = c.book(ctx, numbers)
		return err
	})
	return booked, err
}

func (c *change) book(ctx context.Context, numbers []ledger.Number) (booked int, err error) {
	names := make([]string, len(numbers))
	for i, n := range numbers {
		names[i] = n.Order
	}
	orders, err := c.tx.OrdersByNumber(ctx, names)
	if err != nil {
		return 0, err
	}
	known := map[string]board.Order{}
	for _, o := range orders {
		known[o.Number] = o
	}
	var wrong board.Invalid
	for _, n := range numbers {
		o, ok := known[n.Order]
		if ok && o.Ledger == n.Ledger {
			continue
		}
		before := o
		if !ok || o.Book(n.Ledger, c.now) != nil {
			wrong.Add(board.Fault{Field: "numbers", Code: "numbers.state", Value: n.Order})
			continue
		}
		if err := c.saveOrder(ctx, before, &o, "order.invoice", ""); err != nil {
			return 0, err
		}
		booked++
	}
	return booked, wrong.Err()
}

// BookOne writes down what the ledger called the invoice of one order.
func (d *Desk) BookOne(ctx context.Context, by board.Actor, number string, version int, name string) error {
	if !by.May(board.PermExport) {
		return board.ErrForbidden
	}
	return d.change(ctx, by, func(c *change) error {
		o, err := c.order(ctx, number, version)
		if err != nil {
			return err
		}
		before := o
		if err := o.Book(strings.TrimSpace(name), c.now); err != nil {
			return err
		}
		return c.saveOrder(ctx, before, &o, "order.invoice", "")
	})
}
