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
		draft, _, err := c.reordered(ctx, job, o)
		if err != nil {
			return err
		}
		q, err = c.quote(ctx, draft)
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
		draft, order, err := c.reordered(ctx, job, o)
		if err != nil {
			return err
		}
		if err := c.reorderable(ctx, &before, draft); err != nil {
			return err
		}
		if err := c.asOrdered(ctx, job, draft); err != nil {
			return err
		}
		if err := c.saveJob(ctx, &before, job, "job.owner.order", ""); err != nil {
			return err
		}
		if job.Package == before.Package && job.Employer.ID == before.Employer.ID && draft.Order.Invoice == order.Invoice {
			return nil
		}
		return c.orderAnew(ctx, draft, job, order, o.Accepts)
	})
	if err != nil {
		return nil, fmt.Errorf("job.owner.order %s: %w", seen.Job, err)
	}
	return job, nil
}

// reordered is an ad as its owner would order it now, and the order that it has.
func (c *change) reordered(ctx context.Context, job *board.Job, o OrderChange) (*board.Draft, *board.Order, error) {
	if !job.Unpublished(c.now) {
		return nil, nil, &board.MoveError{Move: board.MoveEdit, From: job.Status(c.now), Why: "it has been published"}
	}
	orders, err := c.tx.OrdersOfJob(ctx, job.ID)
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(orders, func(o board.Order) bool { return o.State == board.OrderOrdered && o.Credits == "" })
	if i < 0 {
		return nil, nil, &board.MoveError{Move: board.MoveEdit, From: job.Status(c.now), Why: "it has no order"}
	}
	draft := asDraft(job, *job.Waiting())
	draft.Owner, draft.Readvertise = c.by.Email, job.Readvertise
	if draft.Client.For = board.ForOwn; job.Ad.Agency.Name != "" {
		draft.Client.For = board.ForOther
	}
	if o.Employer != draft.Employer {
		draft.Employer, draft.EmployerID = o.Employer, 0
	}
	draft.Package, draft.PublishAt = o.Package, o.PublishAt
	draft.Order = board.DraftOrder{Invoice: orders[i].Invoice, Terms: o.Accepts.Terms}
	if o.Invoice != nil {
		draft.Order.Invoice = *o.Invoice
		draft.Order.Invoice.Clean()
	}
	for _, l := range orders[i].Lines {
		if slices.Contains(board.Extras(), l.Item) {
			draft.Order.Extras = append(draft.Order.Extras, l.Item)
		}
	}
	return draft, &orders[i], c.asGiven(ctx, draft, &orders[i])
}

// asGiven keeps for the same employer what it was given with an earlier order: the prices that are agreed with it, and a
// discount by hand unless a cheaper package is ordered instead.
func (c *change) asGiven(ctx context.Context, draft *board.Draft, was *board.Order) error {
	if draft.EmployerID == 0 || draft.EmployerID != was.Employer {
		return nil
	}
	settings, err := c.tx.Settings(ctx)
	if err != nil {
		return err
	}
	list, err := prices(settings)
	if err != nil {
		return err
	}
	for _, l := range was.Lines {
		switch {
		case l.Item == board.ItemAgreement, l.Item == board.ItemClip:
			draft.Begun.AtDesk, draft.Proof.Employer = true, clientKey(draft) // as in the proof that promised it
		case l.Item == board.ItemManual && list.Offer(board.Item(draft.Package)).Price >= list.Offer(was.Lines[0].Item).Price:
			draft.Order.Discount, draft.Order.Reason = -l.Sum(), l.Reason
		}
	}
	return nil
}

// reorderable says what is wrong with an ad as it is ordered anew, and was not wrong before.
func (c *change) reorderable(ctx context.Context, job *board.Job, draft *board.Draft) error {
	var mine board.Invalid
	if draft.EmployerID == 0 && job.Status(c.now) == board.StatusScheduled {
		mine.Add(board.Fault{Field: "employer.name", Code: "approved"})
	}
	if at := draft.PublishAt; !at.IsZero() && at.After(c.now.AddDate(0, 0, farthest)) {
		mine.Add(board.Fault{Field: "publication_date", Code: "too_far"})
	}
	days, err := c.days(ctx, draft.Package)
	if err != nil {
		return err
	}
	return faultsOf(mine.Err(), c.validate.Changed(asDraft(job, *job.Waiting()), job.Days, draft, days, c.now))
}

// asOrdered makes the ad what the draft says of its order.
func (c *change) asOrdered(ctx context.Context, job *board.Job, draft *board.Draft) error {
	days, err := c.days(ctx, draft.Package)
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

// orderAnew makes an order void and places another, whose price was accepted, and tells of it as of a new ad's.
func (c *change) orderAnew(ctx context.Context, draft *board.Draft, job *board.Job, was *board.Order, accepts Acceptance) error {
	if err := c.accepted(ctx, accepts.Terms); err != nil {
		return err
	}
	draft.EmployerID = job.Employer.ID
	if err := c.costs(ctx, draft, accepts.Sum); err != nil {
		return err
	}
	before := *was
	if err := was.Void("replaced", c.now); err != nil {
		return err
	}
	if err := c.voidOrder(ctx, before, was); err != nil {
		return err
	}
	outsider, err := c.outsider(ctx, job.Employer.ID, draft)
	if err != nil {
		return err
	}
	order, err := c.placeOrder(ctx, Wish{
		Job: job.ID, Package: draft.Package, Extras: draft.Order.Extras, Discount: draft.Order.Discount, Reason: draft.Order.Reason,
		Invoice: draft.Order.Invoice, Terms: accepts.Terms, Outsider: outsider,
	})
	if err != nil {
		return err
	}
	standing, err := c.standing(ctx, job.Employer.ID, c.by.Email)
	if err != nil {
		return err
	}
	unseen := *job
	unseen.State = board.StatusInReview // readers have not seen it: nothing is told of its publication
	return c.tellOfNew(ctx, draft, &unseen, order, standing)
}
