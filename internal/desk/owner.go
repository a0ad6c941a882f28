package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// What an owner does with an ad is named job.owner.… in the audit log, where the desk can look at it afterwards. To everybody
// but its owners there is no such ad.

// Mine is what belongs to a mail address.
type Mine struct {
	Drafts []*board.Draft // the last changed first
	Jobs   []*board.Job   // the latest first, ended ones too
}

// MyAds is what belongs to who asks.
func (d *Desk) MyAds(ctx context.Context, by board.Actor) (m Mine, err error) {
	if by.Email == "" {
		return m, nil
	}
	if m.Drafts, err = d.store.DraftsOfOwner(ctx, by.Email); err != nil {
		return m, err
	}
	m.Drafts = slices.DeleteFunc(m.Drafts, func(draft *board.Draft) bool { return !draft.Shown() })
	m.Jobs, err = d.store.JobsOfOwner(ctx, by.Email)
	slices.SortStableFunc(m.Jobs, func(a, b *board.Job) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return m, err
}

// MyAd is an ad of who asks, with its orders, the latest last.
func (d *Desk) MyAd(ctx context.Context, by board.Actor, id board.ID) (*board.Job, []board.Order, error) {
	job, err := d.store.Job(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	if err := mayOwn(by, job); err != nil {
		return nil, nil, err
	}
	orders, err := d.store.OrdersOfJob(ctx, id)
	return job, orders, err
}

// ofOwners lets an owner change an ad in one transaction: do changes it, and it is saved under the action's name.
func (d *Desk) ofOwners(ctx context.Context, by board.Actor, seen Seen, action string, do func(*change, *board.Job) error) (*board.Job, error) {
	var saved *board.Job
	err := d.change(ctx, by, func(c *change) error {
		job, err := c.ofOwner(ctx, seen.Job, seen.Version)
		if err != nil {
			return err
		}
		before := *job
		if err := do(c, job); err != nil {
			return err
		}
		saved = job
		return c.saveJob(ctx, &before, job, action, "")
	})
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", action, seen.Job, err)
	}
	return saved, nil
}

// EndAd ends a published ad for one of board.EndReasons: filled and cancelled say so on its page, enough applicants ends
// its time now, the others take it away at once.
func (d *Desk) EndAd(ctx context.Context, by board.Actor, seen Seen, reason string) (*board.Job, error) {
	return d.ofOwners(ctx, by, seen, "job.owner.end", func(c *change, job *board.Job) error {
		if !slices.Contains(board.EndReasons(), reason) {
			return &board.Invalid{Faults: []board.Fault{{Field: "reason", Code: "choose_reason"}}}
		}
		if err := job.End(reason, c.now); err != nil {
			return err
		}
		return c.tellNotOurs(ctx, job, reason)
	})
}

// WithdrawNow takes an ad away at once, whatever anybody else is doing with it. The reason is board.EndError,
// board.EndNotOurs or board.EndAsked.
func (d *Desk) WithdrawNow(ctx context.Context, by board.Actor, id board.ID, reason string) (*board.Job, error) {
	return d.ofOwners(ctx, by, Seen{Job: id}, "job.owner.withdraw", func(c *change, job *board.Job) error {
		if !slices.Contains([]string{board.EndError, board.EndNotOurs, board.EndAsked}, reason) {
			return &board.Invalid{Faults: []board.Fault{{Field: "reason", Code: "choose_reason"}}}
		}
		unpublished := job.Unpublished(c.now)
		if err := job.Withdraw(reason, "", c.now); err != nil {
			return err
		}
		if unpublished {
			if err := c.voidOrders(ctx, job); err != nil {
				return err
			}
		}
		return c.tellNotOurs(ctx, job, reason)
	})
}

// tellNotOurs tells the desk at once of an ad whose owner says that it should not be there.
func (c *change) tellNotOurs(ctx context.Context, job *board.Job, reason string) error {
	if reason != board.EndNotOurs {
		return nil
	}
	return c.tx.InsertReport(ctx, &board.Report{
		Job: job.ID, Reason: "other", Text: words.Text(board.Swedish, "owner.not_ours"), Language: board.Swedish, At: c.now,
	})
}

// CancelOrder cancels an ad that readers have not seen yet, and its order: nothing is invoiced.
func (d *Desk) CancelOrder(ctx context.Context, by board.Actor, seen Seen) (*board.Job, error) {
	return d.ofOwners(ctx, by, seen, "job.owner.cancel", func(c *change, job *board.Job) error {
		if !job.Unpublished(c.now) {
			return &board.MoveError{Move: board.MoveWithdraw, From: job.Status(c.now), Why: "it has been published"}
		}
		if err := job.Withdraw(board.EndAsked, "", c.now); err != nil {
			return err
		}
		return c.voidOrders(ctx, job)
	})
}

// voidOrders makes the orders of an ad that readers will never see void.
func (c *change) voidOrders(ctx context.Context, job *board.Job) error {
	orders, err := c.tx.OrdersOfJob(ctx, job.ID)
	if err != nil {
		return err
	}
	for _, o := range orders {
		if o.State != board.OrderOrdered {
			continue
		}
		before := o
		if err := o.Void(string(board.StatusWithdrawn), c.now); err != nil {
			return err
		}
		if err := c.voidOrder(ctx, before, &o); err != nil {
			return err
		}
	}
	return nil
}

// How many addresses one owner may add: each of them gets letters.
var ownersBy = []limit{{"owner by", 10, 24 * time.Hour}}

// AddOwner lets one more mail address change an ad, up to board.MaxOwners. Who has it is told by a letter.
func (d *Desk) AddOwner(ctx context.Context, by board.Actor, seen Seen, email string) (*board.Job, error) {
	return d.ofOwners(ctx, by, seen, "job.owner.add", func(c *change, job *board.Job) error {
		address, err := board.ParseEmail(email)
		if err != nil {
			return &board.Invalid{Faults: []board.Fault{{Field: "owners", Code: "email"}}}
		}
		if err := c.allow(ctx, by.Email, ownersBy...); err != nil {
			return err
		}
		if err := c.admitted(ctx, job.Employer.ID, address); err != nil {
			return err
		}
		if slices.Contains(job.Owners, address) {
			return nil
		}
		if err := job.AddOwner(address); err != nil {
			return err
		}
		return c.tellOne(ctx, job, board.NoticeOwner, address, map[string]string{"who": by.Email})
	})
}

// RemoveOwner takes a mail address from an ad, but not the last.
func (d *Desk) RemoveOwner(ctx context.Context, by board.Actor, seen Seen, email string) (*board.Job, error) {
	return d.ofOwners(ctx, by, seen, "job.owner.remove", func(c *change, job *board.Job) error {
		return job.RemoveOwner(address(email))
	})
}
