package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ledigajobb/internal/board"
)

// An Extension is a later deadline, and why.
type Extension struct {
	Deadline board.Deadline
	Reason   string     // one of board.ExtensionReasons
	Buy      bool       // also beyond the package's days, for the price of that,
	Accepts  Acceptance // as it was shown
}

// ExtendAd gives an approved ad a later deadline. Within the package's days that is free; beyond them it is a
// "deadline.beyond" unless it is bought, and a "deadline.last" beyond what can be. Until readers see the ad it is a
// "deadline.far", since another package can be had. Where it costs something else by now than was accepted the error is ErrPrice.
func (d *Desk) ExtendAd(ctx context.Context, by board.Actor, seen Seen, e Extension) (*board.Job, error) {
	return d.ofOwners(ctx, by, seen, "job.owner.extend", func(c *change, job *board.Job) error {
		if err := e.check(job, c.now); err != nil {
			return err
		}
		days := job.Days
		if far(job, e.Deadline, days) {
			switch {
			case job.Unpublished(c.now):
				return lastDay(job, days, "deadline.far")
			case !e.Buy:
				return lastDay(job, days, "deadline.beyond")
			}
			more, err := c.sellExtension(ctx, job, e)
			if err != nil {
				return err
			}
			days += more
		}
		before := *job
		if err := job.Extend(e.Deadline, e.Reason, days, c.now); err != nil {
			return err
		}
		return c.toBeLookedAt(ctx, &before)
	})
}

func (e Extension) check(job *board.Job, now time.Time) error {
	var wrong board.Invalid
	if !slices.Contains(board.ExtensionReasons(), e.Reason) {
		wrong.Add(board.Fault{Field: "reason", Code: "choose_reason"})
	}
	switch {
	case e.Deadline.IsZero():
		wrong.Add(board.Fault{Field: "application_deadline", Code: "deadline.format"})
	case !e.Deadline.End().After(now):
		wrong.Add(board.Fault{Field: "application_deadline", Code: "deadline.past"})
	case !e.Deadline.End().After(latest(job.Run.Until, job.Ad.Deadline.End())):
		last := board.DateOf(job.Run.Until.Add(-time.Second))
		wrong.Add(board.Fault{Field: "application_deadline", Code: "deadline.later", Allowed: last.String()})
	}
	return wrong.Err()
}

// far says whether a deadline is later than so many days allow.
func far(job *board.Job, deadline board.Deadline, days int) bool {
	return board.NewRun(job.Run.From, deadline, days).Until.Before(deadline.End())
}

// lastDay is a fault that names the last day that so many days allow.
func lastDay(job *board.Job, days int, code string) error {
	last := board.DateOf(board.NewRun(job.Run.From, board.Deadline{}, days).Until.Add(-time.Second))
	return &board.Invalid{Faults: []board.Fault{
		{Field: "application_deadline", Code: code, Value: fmt.Sprint(days), Allowed: last.String()},
	}}
}

// premium is the package that one extension is a part of.
const premium board.Package = "premium"

// ExtensionQuote is what days beyond its package cost an owner of the ad, and how many they are.
func (d *Desk) ExtensionQuote(ctx context.Context, by board.Actor, id board.ID) (q Quote, err error) {
	err = d.change(ctx, by, func(c *change) error {
		job, err := c.ofOwner(ctx, id, 0)
		if err != nil {
			return err
		}
		q, err = c.quoteExtension(ctx, job)
		return err
	})
	return q, err
}

// quoteExtension is an order without lines where the days are a part of the package.
func (c *change) quoteExtension(ctx context.Context, job *board.Job) (Quote, error) {
	settings, list, err := c.prices(ctx)
	if err != nil {
		return Quote{}, err
	}
	offer := list.Offer(board.ItemExtend)
	q := Quote{Terms: c.termsOf(settings), Days: offer.Days, Order: board.Order{
		State: board.OrderOrdered, Job: job.ID, Employer: job.Employer.ID, VAT: list.VAT, CreatedAt: c.now, UpdatedAt: c.now,
	}}
	if job.Package != premium || job.Extension.Spent {
		q.Order.Lines = []board.OrderLine{{Item: board.ItemExtend, Quantity: 1, Price: offer.Price}}
	}
	return q, nil
}

// sellExtension orders the days beyond the package's, to be invoiced as the ad was, and gives how many they are.
func (c *change) sellExtension(ctx context.Context, job *board.Job, e Extension) (days int, err error) {
	q, err := c.quoteExtension(ctx, job)
	switch {
	case err != nil:
		return 0, err
	case far(job, e.Deadline, job.Days+q.Days):
		return 0, lastDay(job, job.Days+q.Days, "deadline.last")
	case q.Sum() != e.Accepts.Sum:
		return 0, ErrPrice
	case len(q.Order.Lines) == 0:
		job.Extension.Spent = true
		return q.Days, nil
	}
	if err := c.accepted(ctx, e.Accepts.Terms); err != nil {
		return 0, err
	}
	orders, err := c.tx.OrdersOfJob(ctx, job.ID)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(orders, func(o board.Order) bool {
		return o.State != board.OrderVoid && o.Credits == "" && o.Invoice.Billed()
	})
	if i < 0 {
		return 0, &board.Invalid{Faults: []board.Fault{{Field: "application_deadline", Code: "extend.ask"}}}
	}
	o := q.Order
	o.Invoice, o.Terms = orders[i].Invoice, e.Accepts.Terms
	if err := c.numberOrder(ctx, &o, "order.place"); err != nil {
		return 0, err
	}
	return q.Days, c.confirmOrder(ctx, c.by.Email, job, &o, "")
}
