package desk

import (
	"context"
	"errors"
	"fmt"

	"ledigajobb/internal/board"
)

// A Placement is an ad that the desk puts in for a customer. The draft's ID is that of the ad: putting it in twice makes
// one ad.
type Placement struct {
	Draft   *board.Draft
	Owners  []string       // 0–5 mail addresses, who may change the ad afterwards
	Days    int            // for how long it is shown at most; 0: as long as its package says
	Publish bool           // at once, or when the draft wishes; else it waits for an editor
	Unread  *board.Invalid // what of the form could not be read; nil: everything could
}

// NewID is an ID for an ad that is about to be put in.
func (d *Desk) NewID() (board.ID, error) { return d.newID() }

// Place puts in an ad for a customer. Whoever may place ads may do that; publishing is a review's. An Invalid says
// everything that is wrong with it.
func (d *Desk) Place(ctx context.Context, by board.Actor, p Placement) (job *board.Job, err error) {
	if !by.May(board.PermPlace) || p.Publish && !by.May(board.PermReview) {
		return nil, fmt.Errorf("placing an ad: %w", board.ErrForbidden)
	}
	err = d.change(ctx, by, func(c *change) error {
		job, err = c.place(ctx, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("placing an ad: %w", err)
	}
	return job, nil
}

func (c *change) place(ctx context.Context, p Placement) (*board.Job, error) {
	if known, err := c.tx.Job(ctx, p.Draft.ID); err == nil {
		return known, nil // it has been put in by the first of two presses
	} else if !errors.Is(err, board.ErrNotFound) {
		return nil, err
	}
	days := p.Days
	if days == 0 {
		var err error
		if days, err = c.days(ctx, p.Draft.Package); err != nil {
			return nil, err
		}
	}
	owners, wrong := readOwners(p.Owners, 0)
	if err := faultsOf(p.Unread.Err(), c.validate.Orderable(p.Draft, days, c.now), wrong); err != nil {
		return nil, err
	}
	employer, err := c.hiring(ctx, p.Draft)
	if err != nil {
		return nil, err
	}
	job := &board.Job{
		ID: p.Draft.ID, Ad: p.Draft.Ad, Employer: employer, State: board.StatusInReview, Days: days, Package: p.Draft.Package,
		Review: board.Review{Since: c.now, Wished: p.Draft.PublishAt}, Owners: owners, CreatedAt: c.now, UpdatedAt: c.now,
	}
	action := "job.place"
	if p.Publish {
		action = "job.publish"
		if err := c.publish(ctx, job); err != nil {
			return nil, err
		}
	}
	if err := c.tx.InsertJob(ctx, job); err != nil {
		return nil, err
	}
	return job, c.audit(ctx, board.Subject{Kind: board.SubjectJob, ID: string(job.ID)}, action, "", nil, job)
}

// publish approves a job that is about to be inserted.
func (c *change) publish(ctx context.Context, job *board.Job) error {
	if err := job.Approve(c.by.Email, job.Review.Wished, c.now); err != nil {
		return err
	}
	c.tx.Append(board.Change{Kind: board.ChangeJob, Job: job.ID, At: c.now})
	return c.lift(ctx, job)
}

// lift gives a job that is published the days on top that its package has.
func (c *change) lift(ctx context.Context, job *board.Job) error {
	_, list, err := c.prices(ctx)
	job.Lift(list.Offer(board.Item(job.Package)).Top)
	return err
}

// A Replacement is an ad as its editor has filled in the form.
type Replacement struct {
	Draft  *board.Draft
	Note   string
	Unread *board.Invalid // what of the form could not be read; nil: everything could
}

// Edit replaces an ad, at once. Whoever places ads may do that while the ad waits for review, and with one that was sent
// back, which waits again then; anything else is a review's. Faults that the ad had before are let be.
func (d *Desk) Edit(ctx context.Context, by board.Actor, seen Seen, e Replacement) error {
	err := d.change(ctx, by, func(c *change) error {
		job, err := c.job(ctx, seen.Job, seen.Version)
		if err != nil {
			return err
		}
		if !mayEdit(by, job) {
			return board.ErrForbidden
		}
		before := *job
		if err := c.edit(ctx, job, e); err != nil {
			return err
		}
		return c.saveJob(ctx, &before, job, "job.edit", e.Note)
	})
	if err != nil {
		return fmt.Errorf("editing %s: %w", seen.Job, err)
	}
	return nil
}

func mayEdit(by board.Actor, job *board.Job) bool {
	waits := job.State == board.StatusInReview || job.State == board.StatusReturned
	return by.May(board.PermReview) || by.May(board.PermPlace) && waits
}

func (c *change) edit(ctx context.Context, job *board.Job, e Replacement) (err error) {
	after := e.Draft
	waits := job.State == board.StatusInReview || job.State == board.StatusReturned
	days := job.Days
	if waits && after.Package != job.Package {
		if days, err = c.days(ctx, after.Package); err != nil {
			return err
		}
	}
	if err := faultsOf(e.Unread.Err(), c.validate.Changed(job.AsDraft(), days, after, days, c.now)); err != nil {
		return err
	}
	if job.State == board.StatusReturned {
		err = job.Resubmit(after.Ad, c.now)
	} else {
		err = job.Edit(after.Ad, c.now)
	}
	if err != nil {
		return err
	}
	if waits {
		job.Package, job.Days, job.Review.Wished = after.Package, days, after.PublishAt
	}
	if after.EmployerID != job.Employer.ID || job.Employer.ID == 0 && after.Employer.Name != "" {
		job.Employer, err = c.hiring(ctx, after)
	}
	return err
}
