package desk

import (
	"context"
	"errors"
	"reflect"
	"time"

	"ledigajobb/internal/board"
)

// Edited is what became of an ad that its owner has changed.
type Edited struct {
	Job   *board.Job
	Live  bool // readers see a change
	Waits bool // an editor has to look at the ad, or at the rest of the change
}

// EditAd changes an ad for its owner. What readers don't see yet is simply replaced, and waits for an editor. Of a published
// ad the harmless changes and a later deadline are live at once, and the rest waits beside it; all is live at once where
// the owner is trusted. What is wrong is a board.Invalid; what was wrong before already, as in an imported ad, is not held
// against it.
func (d *Desk) EditAd(ctx context.Context, by board.Actor, seen Seen, ad board.Ad) (e Edited, err error) {
	tidyAd(&ad)
	e.Job, err = d.ofOwners(ctx, by, seen, "job.owner.edit", func(c *change, job *board.Job) error {
		e = Edited{}
		if err := c.editable(ctx, job, ad); err != nil {
			return err
		}
		switch job.Status(c.now) {
		case board.StatusReturned:
			e.Waits = true
			return job.Resubmit(ad, c.now)
		case board.StatusInReview:
			e.Waits = true
			return job.Edit(ad, c.now)
		case board.StatusScheduled, board.StatusLive, board.StatusPaused:
			return c.editPublished(ctx, job, ad, &e)
		}
		return &board.MoveError{Move: board.MoveEdit, From: job.Status(c.now)}
	})
	return e, err
}

// editable says what is wrong with a changed ad.
func (c *change) editable(ctx context.Context, job *board.Job, ad board.Ad) error {
	before, after := asDraft(job, *job.Waiting()), asDraft(job, ad)
	wrong := c.validate.Changed(before, job.Days, after, job.Days, c.now)
	if !job.Unpublished(c.now) {
		tellToExtend(wrong)
	}
	return faultsOf(wrong, c.spotless(ctx, after, before))
}

// tellToExtend says of a deadline that is too far away for the ad's package, that the ad can be extended: a larger package can no
// longer be had.
func tellToExtend(wrong error) {
	invalid, ok := errors.AsType[*board.Invalid](wrong)
	if !ok {
		return
	}
	for i := range invalid.Faults {
		if f := &invalid.Faults[i]; f.Code == "deadline.far" {
			f.Code = "deadline.beyond"
		}
	}
}

// asDraft is a version of an ad as it is validated.
func asDraft(job *board.Job, ad board.Ad) *board.Draft {
	d := job.AsDraft()
	d.Ad = ad
	return d
}

func (c *change) editPublished(ctx context.Context, job *board.Job, ad board.Ad, e *Edited) error {
	trusted, err := c.trusts(ctx, job)
	if err != nil {
		return err
	}
	before := *job
	was := job.Ad
	if later(ad.Deadline, was.Deadline) {
		if err := job.Extend(ad.Deadline, board.ExtensionChanged, job.Days, c.now); err != nil {
			return err
		}
	}
	live := ad
	if !trusted {
		live = job.Ad.WithHarmless(ad)
	}
	if !reflect.DeepEqual(live, job.Ad) {
		if err := job.Edit(live, c.now); err != nil {
			return err
		}
	}
	e.Live = !reflect.DeepEqual(job.Ad, was)
	e.Waits = !reflect.DeepEqual(job.Ad, ad)
	switch {
	case e.Waits:
		err = job.Revise(ad, c.by.Email, c.now)
	case job.Revision != nil:
		err = job.DropRevision(c.by.Email, nil, "", c.now)
	}
	if err != nil || !e.Live {
		return err
	}
	if err := c.toBeLookedAt(ctx, &before); err != nil {
		return err
	}
	return c.tellOthers(ctx, job)
}

// later says whether a deadline is later than another that there was.
func later(deadline, was board.Deadline) bool {
	return !was.IsZero() && !deadline.IsZero() && deadline.End().After(was.End())
}

// trusts says whether who asks may change a published ad without an editor: a trusted address of a verified employer, but
// not where an agency advertises.
func (c *change) trusts(ctx context.Context, job *board.Job) (bool, error) {
	if !job.Employer.Verified || job.Ad.Agency.Name != "" {
		return false, nil
	}
	s, err := c.standing(ctx, job.Employer.ID, c.by.Email)
	return s == Trusted, err
}

// editsTo is how many letters one address gets about what others change of its ads.
var editsTo = []limit{{"edits to", 10, 24 * time.Hour}}

// tellOthers tells the other owners of an ad that it has been changed.
func (c *change) tellOthers(ctx context.Context, job *board.Job) error {
	var others []string
	for _, owner := range job.Owners {
		if owner == c.by.Email {
			continue
		}
		spared, err := c.spared(ctx, owner, editsTo...)
		if err != nil {
			return err
		}
		if !spared {
			others = append(others, owner)
		}
	}
	return c.tellEach(ctx, others, board.Notice{Kind: board.NoticeEditLive, Language: LanguageOf(job), Job: job.ID, Details: map[string]string{"who": c.by.Email}})
}
