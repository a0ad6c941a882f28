package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ledigajobb/internal/board"
)

// A ruling is what a decision is besides the move of its ad: how the audit log names it, which letter the owners get, and
// who is trusted by it.
type ruling struct {
	action  string
	note    string
	letter  board.NoticeKind // empty: nobody is told
	details map[string]string
	trust   board.Trust
}

// forgetDecisions is after how long a decision is no longer kept, with the ad that it was about. It could not be taken
// back for long; whoever comes back to its page a little later still learns that.
const forgetDecisions = time.Hour

// decide lets an editor decide on an ad in one transaction: the rule's move is made on it, and what the ruling says is
// done. It returns the decision's number, by which it can be taken back.
func (d *Desk) decide(ctx context.Context, by board.Actor, seen Seen, rule func(*board.Job, time.Time) (ruling, error)) (int64, error) {
	if !by.May(board.PermReview) {
		return 0, fmt.Errorf("deciding on %s: %w", seen.Job, board.ErrForbidden)
	}
	var taken board.Taken
	err := d.change(ctx, by, func(c *change) error {
		job, err := c.job(ctx, seen.Job, seen.Version)
		if err != nil {
			return err
		}
		before := *job
		r, err := rule(job, c.now)
		if err != nil {
			return err
		}
		if r.action == "job.approve" {
			if err := c.lift(ctx, job); err != nil {
				return err
			}
		}
		if err := c.saveJob(ctx, &before, job, r.action, r.note); err != nil {
			return err
		}
		switch r.action {
		case "job.approve":
			err = c.adoptLogo(ctx, job)
		case "job.refuse":
			var orders []board.Order
			orders, err = c.tx.OrdersOfJob(ctx, job.ID)
			r.details["order"] = Unbilled(orders)
		}
		if err != nil {
			return err
		}
		taken = board.Taken{Job: job.ID, Action: r.action, By: by.Email, At: c.now, Before: &before, Version: job.Version}
		if err := c.trust(ctx, r.trust, &taken); err != nil {
			return err
		}
		if err := c.tx.KeepDecision(ctx, &taken, c.now.Add(-forgetDecisions)); err != nil {
			return err
		}
		if since := before.WaitsSince(); !since.IsZero() && job.WaitsSince().IsZero() {
			if err := c.tx.Answered(ctx, taken.ID, c.now, c.now.Sub(since)); err != nil {
				return err
			}
		}
		return c.tellOwners(ctx, job, r, &taken)
	})
	if err != nil {
		return 0, fmt.Errorf("deciding on %s: %w", seen.Job, err)
	}
	return taken.ID, nil
}

// Unbilled is the number of the one of an ad's orders that would have been invoiced with its publication; empty: there is none.
func Unbilled(orders []board.Order) string {
	for _, o := range orders {
		if o.State == board.OrderOrdered && o.Total() > 0 {
			return o.Number
		}
	}
	return ""
}

// trust trusts an address, and notes with the decision that it did, unless the address was trusted before.
func (c *change) trust(ctx context.Context, t board.Trust, with *board.Taken) error {
	if t.Email == "" {
		return nil
	}
	added, err := c.tx.Trust(ctx, t)
	if err != nil || !added {
		return err
	}
	with.Trusted = t
	return c.audit(ctx, employerSubject(t.Employer), "employer.trust", "", nil, struct{ Email string }{t.Email})
}

func employerSubject(id board.EmployerID) board.Subject {
	return board.Subject{Kind: board.SubjectEmployer, ID: fmt.Sprint(id)}
}

// tellOwners owes each owner of the ad the ruling's letter, for when the decision can't be taken back any more.
func (c *change) tellOwners(ctx context.Context, job *board.Job, r ruling, t *board.Taken) error {
	if r.letter == "" {
		return nil
	}
	for i, owner := range job.Owners {
		err := c.owe(ctx, board.Notice{
			Kind: r.letter, To: owner, Language: LanguageOf(job), Job: job.ID, Details: r.details,
			NotBefore: c.now.Add(board.TimeToUndo), DedupeKey: letterKey(t.ID, i),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// letterKey names the letter about a decision to one of the ad's owners.
func letterKey(decision int64, owner int) string {
	return fmt.Sprintf("decision:%d:%d", decision, owner)
}

// LanguageOf is the language in which the owners of an ad are written to: the ad's, where letters are in it.
func LanguageOf(job *board.Job) board.Language {
	if job.Ad.Language == board.English {
		return board.English
	}
	return board.Swedish
}

// Undo takes a decision back, within board.TimeToUndo and as long as nothing has been done to the ad since: the ad is as
// it was, no letter leaves, and who was trusted by it no longer is. It is for the editor who decided.
func (d *Desk) Undo(ctx context.Context, by board.Actor, decision int64) (board.ID, error) {
	var id board.ID
	err := d.change(ctx, by, func(c *change) error {
		taken, err := c.tx.Decision(ctx, decision)
		if err != nil {
			return err
		}
		if !by.May(board.PermReview) || by.Email != taken.By {
			return board.ErrForbidden
		}
		id = taken.Job
		return c.undo(ctx, taken)
	})
	if err != nil {
		return id, fmt.Errorf("taking back decision %d: %w", decision, err)
	}
	return id, nil
}

func (c *change) undo(ctx context.Context, taken *board.Taken) error {
	job, err := c.job(ctx, taken.Job, 0)
	if err != nil {
		return err
	}
	if err := taken.Undo(job, c.now); err != nil {
		return err
	}
	restored := *taken.Before
	restored.Version = job.Version
	if err := c.saveJob(ctx, job, &restored, "job.undo", ""); err != nil {
		return err
	}
	if err := errors.Join(c.tx.UndoneDecision(ctx, taken.ID, c.now), c.tx.Unanswered(ctx, taken.ID)); err != nil {
		return err
	}
	if logo := restored.Review.Logo; logo != "" && logo == job.Employer.Logo { // it came with the approval
		if err := c.giveLogo(ctx, job.Employer, taken.Before.Employer.Logo); err != nil {
			return err
		}
	}
	for i := range restored.Owners {
		if _, err := c.tx.Unowe(ctx, letterKey(taken.ID, i)); err != nil {
			return err
		}
	}
	if t := taken.Trusted; t.Email != "" {
		if err := c.tx.Distrust(ctx, t.Employer, t.Email); err != nil {
			return err
		}
		return c.audit(ctx, employerSubject(t.Employer), "employer.distrust", "", struct{ Email string }{t.Email}, nil)
	}
	return nil
}

// Decided is what became of one ad of many: the decision's number, or why there is none.
type Decided struct {
	Seen
	Decision int64
	Err      error
}

// ApproveAll approves each of many ads, as its owner wishes, in a transaction of its own: one that cannot be approved
// does not keep the others.
func (d *Desk) ApproveAll(ctx context.Context, by board.Actor, many []Seen) []Decided {
	return eachOf(many, func(s Seen) (int64, error) { return d.Approve(ctx, by, s, time.Time{}) })
}

// ReturnAll sends each of many ads back with the same message, as ApproveAll approves.
func (d *Desk) ReturnAll(ctx context.Context, by board.Actor, many []Seen, m Message) []Decided {
	return eachOf(many, func(s Seen) (int64, error) { return d.Return(ctx, by, s, m) })
}

func eachOf(many []Seen, decide func(Seen) (int64, error)) []Decided {
	all := make([]Decided, len(many))
	for i, s := range many {
		id, err := decide(s)
		all[i] = Decided{s, id, err}
	}
	return all
}
