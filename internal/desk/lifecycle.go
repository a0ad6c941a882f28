package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/validate"
)

// What the desk does to an ad after its publication. Each takes the ad as it was seen: on another version it changes
// nothing, and is a board.Stale. What the ad's state does not allow is a board.MoveError.

// move changes one job by its rule, in one transaction.
func (d *Desk) move(ctx context.Context, by board.Actor, seen Seen, action, note string, rule func(j *board.Job, now time.Time) error) error {
	if !by.May(board.PermReview) {
		return fmt.Errorf("%s %s: %w", action, seen.Job, board.ErrForbidden)
	}
	err := d.change(ctx, by, func(c *change) error {
		job, err := c.job(ctx, seen.Job, seen.Version)
		if err != nil {
			return err
		}
		before := *job
		if err := rule(job, c.now); err != nil {
			return err
		}
		return c.saveJob(ctx, &before, job, action, note)
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", action, seen.Job, err)
	}
	return nil
}

// Pause takes an ad out of readers' sight until it is resumed; its time goes on.
func (d *Desk) Pause(ctx context.Context, by board.Actor, seen Seen, note string) error {
	return d.move(ctx, by, seen, "job.pause", note, func(j *board.Job, now time.Time) error { return j.Pause(by.Email, now) })
}

// Resume shows a paused ad again.
func (d *Desk) Resume(ctx context.Context, by board.Actor, seen Seen) error {
	return d.move(ctx, by, seen, "job.resume", "", func(j *board.Job, now time.Time) error { return j.Resume(by.Email, now) })
}

// Close ends an ad before its time; the reason is one of board.EndReasons.
func (d *Desk) Close(ctx context.Context, by board.Actor, seen Seen, reason, note string) error {
	if !slices.Contains(board.EndReasons(), reason) {
		return oneFault(board.Fault{Field: "end_reason", Code: "required"})
	}
	return d.move(ctx, by, seen, "job.close", note, func(j *board.Job, now time.Time) error { return j.End(reason, now) })
}

// Schedule moves the publication of an ad that waits for it.
func (d *Desk) Schedule(ctx context.Context, by board.Actor, seen Seen, at time.Time) error {
	switch {
	case at.IsZero():
		return oneFault(board.Fault{Field: "publication_date", Code: "deadline.format"})
	case at.After(d.now().AddDate(0, 0, validate.Farthest)):
		return oneFault(board.Fault{Field: "publication_date", Code: "too_far"})
	}
	return d.move(ctx, by, seen, "job.schedule", "", func(j *board.Job, now time.Time) error { return j.Reschedule(at, now) })
}

// SetDeadline moves the last day to apply of an ad, also beyond its package's days. The reason is one of
// board.ExtensionReasons, of which readers are told that the time was extended, or board.Correction.
func (d *Desk) SetDeadline(ctx context.Context, by board.Actor, seen Seen, deadline board.Deadline, reason, note string) error {
	var wrong board.Invalid
	switch {
	case deadline.IsZero():
		wrong.Add(board.Fault{Field: "application_deadline", Code: "deadline.format"})
	case !deadline.End().After(d.now()):
		wrong.Add(board.Fault{Field: "application_deadline", Code: "deadline.past"})
	case deadline.End().After(d.now().AddDate(0, 0, validate.Farthest)):
		wrong.Add(board.Fault{Field: "application_deadline", Code: "too_far"})
	}
	if !slices.Contains(append(board.ExtensionReasons(), board.Correction), reason) {
		wrong.Add(board.Fault{Field: "deadline_reason", Code: "required"})
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return d.move(ctx, by, seen, "job.deadline", note, func(j *board.Job, now time.Time) error { return j.SetDeadline(deadline, reason, now) })
}

// SetOwners gives an ad to other owners, one to five mail addresses.
func (d *Desk) SetOwners(ctx context.Context, by board.Actor, seen Seen, owners []string) error {
	owners, err := readOwners(owners, 1)
	if err != nil {
		return err
	}
	return d.move(ctx, by, seen, "job.owners", "", func(j *board.Job, now time.Time) error { return j.Give(owners, now) })
}

// readOwners reads the addresses of owners, each once, at least so many.
func readOwners(typed []string, least int) ([]string, error) {
	var owners []string
	var wrong board.Invalid
	for _, one := range typed {
		address, err := board.ParseEmail(one)
		switch {
		case err != nil:
			wrong.Add(board.Fault{Field: "owners", Code: "email"})
		case !slices.Contains(owners, address):
			owners = append(owners, address)
		}
	}
	if len(owners) > board.MaxOwners {
		wrong.Add(board.Fault{Field: "owners", Code: "too_many", Allowed: strconv.Itoa(board.MaxOwners)})
	}
	if len(owners) < least && len(wrong.Faults) == 0 {
		wrong.Add(board.Fault{Field: "owners", Code: "required"})
	}
	return owners, wrong.Err()
}

// Feature makes an ad a Toppannons through a day, which is paid for; the zero Date ends that.
func (d *Desk) Feature(ctx context.Context, by board.Actor, seen Seen, through board.Date) error {
	until, action := d.now(), "job.unfeature"
	if !through.IsZero() {
		until, action = through.AddDays(1).Start(), "job.feature"
		if !until.After(d.now()) {
			return oneFault(board.Fault{Field: "featured_until", Code: "deadline.past"})
		}
	}
	return d.move(ctx, by, seen, action, "", func(j *board.Job, now time.Time) error {
		if until.After(j.Run.Until) {
			until = j.Run.Until // it is on top for as long as it is there
		}
		return j.Feature(until, now)
	})
}

// Pick makes an ad the editors' pick, or no longer. It is never bought.
func (d *Desk) Pick(ctx context.Context, by board.Actor, seen Seen, pick bool) error {
	action := "job.pick"
	if !pick {
		action = "job.unpick"
	}
	return d.move(ctx, by, seen, action, "", func(j *board.Job, now time.Time) error { return j.Pick(pick, now) })
}

// OrderSidebar gives ads their places in the sidebar, in the order in which they come.
func (d *Desk) OrderSidebar(ctx context.Context, by board.Actor, ids []board.ID) error {
	if !by.May(board.PermReview) {
		return fmt.Errorf("ordering the sidebar: %w", board.ErrForbidden)
	}
	err := d.change(ctx, by, func(c *change) error {
		for i, id := range ids {
			job, err := c.job(ctx, id, 0)
			if err != nil {
				return err
			}
			before := *job
			if job.Promotion.Place == i+1 {
				continue
			}
			if err := job.Stand(i+1, c.now); err != nil {
				return err
			}
			if err := c.saveJob(ctx, &before, job, "job.stand", ""); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("ordering the sidebar: %w", err)
	}
	return nil
}

func oneFault(f board.Fault) error { return &board.Invalid{Faults: []board.Fault{f}} }
