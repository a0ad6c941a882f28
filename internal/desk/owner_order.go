package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ledigajobb/internal/board"
)

// An OrderChange is what an owner wants otherwise of the order of an ad that readers have not seen yet: all of it, also what
// stays as it was.
type OrderChange struct {
	Employer  board.NewEmployer // who hires; somebody else only as long as nobody has approved the ad
	Package   board.Package
	PublishAt time.Time      // the wished time; zero: as soon as approved
	Invoice   *board.Invoice // nil: as it was
	Accepts   Acceptance
}

// ChangeQuote is what the order of an ad costs after a change. Who changes it is one of its owners.
func (d *Desk) ChangeQuote(ctx context.Context, by board.Actor, id board.ID, o OrderChange) (q Quote, err error) {
	err = d.change(ctx, by, func(c *change) error {
		job, err := c.ofOwner(ctx, id, 0)
		if err != nil {
			return err
		}
		r, err := c.reordered(ctx, job, o)
		if err != nil {
			return err
		}
		q, err = c.requote(ctx, r)
		return err
	})
	return q, err
}

// ChangeOrder changes who hires, the package, the wished time or the invoice of an ad that readers have not seen yet. Unless it
// is the time alone, its order is void and another placed: for the price that was accepted, else the error is ErrPrice.
// What is wrong is a board.Invalid.
func (d *Desk) ChangeOrder(ctx context.Context, by board.Actor, seen Seen, o OrderChange) (job *board.Job, err error) {
	err = d.change(ctx, by, func(c *change) error {
		if job, err = c.ofOwner(ctx, seen.Job, seen.Version); err != nil {
			return err
		}
		before := *job
		r, err := c.reordered(ctx, job, o)
		if err != nil {
			return err
		}
		if err := c.reorderable(ctx, &before, r.Draft); err != nil {
			return err
		}
		if err := c.asOrdered(ctx, job, r.Draft); err != nil {
			return err
		}
		if err := c.saveJob(ctx, &before, job, "job.owner.order", ""); err != nil {
			return err
		}
		if job.Package == before.Package && job.Employer.ID == before.Employer.ID && r.Order.Invoice == r.was.Invoice {
			return nil
		}
		return c.orderAnew(ctx, r, job, o.Accepts)
	})
	if err != nil {
		return nil, fmt.Errorf("job.owner.order %s: %w", seen.Job, err)
	}
	return job, nil
}

// A reorder is an ad as its owner would order it now, and the order that it has.
type reorder struct {
	*board.Draft
	was *board.Order
}

// same says whether it is for the employer that the order was placed for.
func (r reorder) same() bool { return r.EmployerID != 0 && r.EmployerID == r.was.Employer }

func (c *change) reordered(ctx context.Context, job *board.Job, o OrderChange) (r reorder, err error) {
	if !job.Unpublished(c.now) {
		return r, &board.MoveError{Move: board.MoveEdit, From: job.Status(c.now), Why: "it has been published"}
	}
	orders, err := c.tx.OrdersOfJob(ctx, job.ID)
	if err != nil {
		return r, err
	}
	i := slices.IndexFunc(orders, func(o board.Order) bool { return o.State == board.OrderOrdered && o.Credits == "" })
	if i < 0 {
		return r, &board.MoveError{Move: board.MoveEdit, From: job.Status(c.now), Why: "it has no order"}
	}
	r = reorder{asDraft(job, *job.Waiting()), &orders[i]}
	r.Owner, r.Readvertise = c.by.Email, job.Readvertise
	if r.Client.For = board.ForOwn; job.Ad.Agency.Name != "" {
		r.Client.For = board.ForOther
	}
	if o.Employer != r.Employer {
		r.Employer, r.EmployerID = o.Employer, 0
	}
	r.Package, r.PublishAt = o.Package, o.PublishAt
	r.Order = board.DraftOrder{Invoice: r.was.Invoice, Terms: o.Accepts.Terms}
	if o.Invoice != nil {
		r.Order.Invoice = *o.Invoice
		r.Order.Invoice.Clean()
	}
	for _, l := range r.was.Lines {
		if slices.Contains(board.Extras(), l.Item) {
			r.Order.Extras = append(r.Order.Extras, l.Item)
		}
	}
	return r, c.keepDiscount(ctx, r)
}

// keepDiscount leaves the same employer a discount by hand, unless a cheaper package is ordered instead.
func (c *change) keepDiscount(ctx context.Context, r reorder) error {
	_, list, err := c.prices(ctx)
	if err != nil {
		return err
	}
	cheaper := list.Offer(board.Item(r.Package)).Price < list.Offer(r.was.Lines[0].Item).Price
	for _, l := range r.was.Lines {
		if l.Item == board.ItemManual && r.same() && !cheaper {
			r.Order.Discount, r.Order.Reason = -l.Sum(), l.Reason
		}
	}
	return nil
}

// requote is what it costs now. What has been agreed with the employer stays with who was known as its own.
func (c *change) requote(ctx context.Context, r reorder) (Quote, error) {
	if r.was.Known && r.same() {
		return c.quoteTo(ctx, r.Draft, false)
	}
	return c.quote(ctx, r.Draft)
}

// reorderable says what is wrong with an ad as it is ordered anew, and was not wrong before.
func (c *change) reorderable(ctx context.Context, job *board.Job, draft *board.Draft) error {
	var mine board.Invalid
	if draft.EmployerID == 0 && job.Status(c.now) == board.StatusScheduled {
		mine.Add(board.Fault{Field: "employer.name", Code: "approved"})
	}
	days, err := c.daysIn(ctx, job, draft.Package)
	if err != nil {
		return err
	}
	return faultsOf(mine.Err(), c.validate.Changed(asDraft(job, *job.Waiting()), job.Days, draft, days, c.now))
}

// daysIn is how long an ad is shown at most in a package. In the one that it has, the desk may have given it more.
func (c *change) daysIn(ctx context.Context, job *board.Job, p board.Package) (int, error) {
	if p == job.Package {
		return job.Days, nil
	}
	return c.days(ctx, p)
}

// asOrdered makes the ad what the draft says of its order.
func (c *change) asOrdered(ctx context.Context, job *board.Job, draft *board.Draft) error {
	days, err := c.daysIn(ctx, job, draft.Package)
	if err != nil {
		return err
	}
	if draft.EmployerID == 0 {
		if job.Employer, err = c.hiring(ctx, draft); err != nil {
			return err
		}
		if err := c.admitted(ctx, job.Employer.ID, c.by.Email); err != nil {
			return err
		}
	}
	job.Package, job.Days = draft.Package, days
	if job.Status(c.now) == board.StatusScheduled {
		return job.Reschedule(draft.PublishAt, c.now)
	}
	job.Review.Wished = draft.PublishAt
	return nil
}

// orderAnew makes an order void and places another, whose price was accepted, and tells of it.
func (c *change) orderAnew(ctx context.Context, r reorder, job *board.Job, accepts Acceptance) error {
	if err := c.accepted(ctx, accepts.Terms); err != nil {
		return err
	}
	r.EmployerID = job.Employer.ID
	q, err := c.requote(ctx, r)
	if err != nil {
		return err
	}
	if q.Sum() != accepts.Sum {
		return ErrPrice
	}
	before := *r.was
	if err := r.was.Void("replaced", c.now); err != nil {
		return err
	}
	if err := c.voidOrder(ctx, before, r.was); err != nil {
		return err
	}
	order, err := c.placeOrder(ctx, Wish{
		Job: job.ID, Package: r.Package, Extras: r.Order.Extras, Discount: r.Order.Discount, Reason: r.Order.Reason,
		Invoice: r.Order.Invoice, Terms: accepts.Terms, Outsider: !q.Order.Known,
	})
	if err != nil {
		return err
	}
	standing, err := c.standing(ctx, job.Employer.ID, c.by.Email)
	if err != nil {
		return err
	}
	if err := c.confirmOrder(ctx, r.Owner, job, &order, r.was.Number); err != nil {
		return err
	}
	return c.tellHirer(ctx, r.Draft, job, standing)
}
