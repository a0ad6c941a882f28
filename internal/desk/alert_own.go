package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// A Follower is everything that there is of a reader who follows searches.
type Follower struct {
	Email   string
	Alerts  []board.Alert
	Told    []store.Told
	Letters []board.Notice
}

// Follower is what a letter's link shows its reader. It is ErrGone when the link is over or nothing is left, ErrNotFound
// for what is no such link.
func (d *Desk) Follower(ctx context.Context, token string) (f Follower, err error) {
	hash, err := d.signer.Verify(alertOwn, token, d.now())
	if err != nil {
		return f, err
	}
	if f.Alerts, err = d.store.AlertsOfReader(ctx, hash); err != nil {
		return f, err
	}
	if len(f.Alerts) == 0 {
		return f, fmt.Errorf("reader: %w", board.ErrGone)
	}
	f.Email = f.Alerts[0].Email
	if f.Told, err = d.store.ToldTo(ctx, hash); err != nil {
		return f, err
	}
	f.Letters, err = d.store.NoticesTo(ctx, f.Email, board.AlertNotices())
	return f, err
}

// mostPause is for how many days at most an alert can be paused.
const mostPause = 366

// ChangeAlert changes how often a reader's alert sends letters, and until which day it is paused; the zero Date is not at
// all. What is wrong is an Invalid.
func (d *Desk) ChangeAlert(ctx context.Context, token string, id board.ID, f board.Frequency, pause board.Date) error {
	return d.ownAlert(ctx, token, id, func(c *change, a board.Alert) error {
		var wrong board.Invalid
		if _, ok := board.Parse(board.Frequencies(), string(f)); !ok {
			wrong.Add(board.Fault{Field: "frequency", Code: "required"})
		}
		today := board.DateOf(c.now)
		if !pause.IsZero() && (!today.Before(pause) || today.AddDays(mostPause).Before(pause)) {
			wrong.Add(board.Fault{Field: "pause", Code: "pause", Allowed: today.AddDays(14).String()})
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		before := a
		a.Frequency, a.PausedUntil = f, time.Time{}
		if !pause.IsZero() {
			a.PausedUntil = pause.Start()
			if err := c.tx.DropNews(ctx, []board.ID{id}); err != nil {
				return err
			}
		}
		if err := c.tx.SaveAlert(ctx, a); err != nil {
			return err
		}
		return c.audit(ctx, alertSubject(id), "alert.change", "", before, a)
	})
}

// EndOwnAlert ends one of a reader's alerts.
func (d *Desk) EndOwnAlert(ctx context.Context, token string, id board.ID) error {
	return d.ownAlert(ctx, token, id, func(c *change, a board.Alert) error { return c.endAlert(ctx, a, "alert.end") })
}

// ownAlert does something to an alert of the reader whom the link belongs to; another's is ErrNotFound.
func (d *Desk) ownAlert(ctx context.Context, token string, id board.ID, do func(*change, board.Alert) error) error {
	hash, err := d.signer.Verify(alertOwn, token, d.now())
	if err != nil {
		return err
	}
	return d.change(ctx, reader, func(c *change) error {
		a, err := c.tx.Alert(ctx, id)
		if err == nil && board.ReaderOf(a.Email) != hash {
			err = fmt.Errorf("alert %s: %w", id, board.ErrNotFound)
		}
		if err != nil {
			return err
		}
		return do(c, a)
	})
}

// Erase takes away everything that there is of a reader who follows searches. To do it twice is no error.
func (d *Desk) Erase(ctx context.Context, token string) error {
	hash, err := d.signer.Verify(alertOwn, token, d.now())
	if err != nil {
		return err
	}
	return d.change(ctx, reader, func(c *change) error {
		alerts, err := c.tx.AlertsOfReader(ctx, hash)
		for _, a := range alerts {
			err = errors.Join(err, c.endAlert(ctx, a, "alert.erase"))
		}
		return err
	})
}
