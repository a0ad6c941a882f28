package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// What ends is told of once: of each letter is remembered up to which end all have been told. An ad that is extended ends
// again, and is told of again.
const (
	endingCursor = "owners.ending"
	endedCursor  = "owners.ended"
)

// TwoDays is how long before their ad's end owners are told that it comes.
const TwoDays = 48 * time.Hour

// mostLate is how old an end may be to be told of yet, when the service was away.
const mostLate = 7 * 24 * time.Hour

// TellOwners owes the owners of ads that end within two days, and of those that have ended, their letters. It is to be
// called again and again; whichever replica calls first writes.
func (d *Desk) TellOwners(ctx context.Context) error {
	now := d.now()
	err := errors.Join(
		d.tellUpTo(ctx, endingCursor, now, now.Add(TwoDays), (*change).tellEnding),
		d.tellUpTo(ctx, endedCursor, now.Add(-mostLate), now, (*change).tellEnded),
	)
	if err != nil {
		return fmt.Errorf("telling owners: %w", err)
	}
	return nil
}

// tellUpTo tells of each ad that ends after the cursor, and after an instant, up to another, and moves the cursor there.
func (d *Desk) tellUpTo(ctx context.Context, cursor string, from, until time.Time, tell func(*change, context.Context, *board.Job) error) error {
	told, err := d.store.Cursor(ctx, cursor)
	if err != nil {
		return err
	}
	due, err := d.store.OwnedJobsEnding(ctx, latest(told.At, from), until)
	if err != nil || len(due) == 0 {
		return err
	}
	return d.change(ctx, board.System, func(c *change) error {
		if err := c.tx.Alone(ctx, cursor); err != nil {
			return err
		}
		told, err := c.tx.Cursor(ctx, cursor)
		if err != nil {
			return err
		}
		jobs, err := c.tx.OwnedJobsEnding(ctx, latest(told.At, from), until)
		if err != nil {
			return err
		}
		for _, job := range jobs {
			if err := tell(c, ctx, job); err != nil {
				return fmt.Errorf("job %s: %w", job.ID, err)
			}
		}
		return c.tx.MoveCursor(ctx, cursor, store.Cursor{At: until})
	})
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// tellEnding tells the owners of a live ad that two days are left. One whose time was shorter from the start needs no
// reminder.
func (c *change) tellEnding(ctx context.Context, job *board.Job) error {
	if job.Status(c.now) != board.StatusLive || job.Run.Until.Sub(job.Run.From) <= TwoDays {
		return nil
	}
	lang := LanguageOf(job)
	details := map[string]string{"day": words.Date(lang, board.DateOf(job.Run.Until.Add(-time.Second)))}
	return c.tellEach(ctx, job.Owners, board.Notice{Kind: board.NoticeEnding, Language: lang, Job: job.ID, Details: details})
}

// tellEnded tells the owners of an ad that has ended what came of it, and asks whether the post was filled where they have
// not said so.
func (c *change) tellEnded(ctx context.Context, job *board.Job) error {
	if !job.Status(c.now).Ended() || !job.Run.From.Before(job.Run.Until) {
		return nil
	}
	counts, err := c.tx.Counts(ctx, job.ID)
	if err != nil {
		return err
	}
	reach := numbersOf(counts).Total
	count := func(n int) string { return words.Text(LanguageOf(job), "figures.n", "n", n) }
	details := map[string]string{"views": count(reach.Views), "clicks": count(reach.Clicks), "ask": ""}
	if job.State == board.StatusLive {
		details["ask"] = "yes"
	}
	return c.tellEach(ctx, job.Owners, board.Notice{Kind: board.NoticeEnded, Language: LanguageOf(job), Job: job.ID, Details: details})
}
