package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// An employer that somebody else advertises for is told, and can object by the letter's link: then the ad is no longer shown
// until an editor has looked at it.

// ObjectLife is for how long the link of a letter can be used to object.
const ObjectLife = 14 * 24 * time.Hour

const objectPurpose = "object"

// NewObjection makes the secret of a letter that tells an employer of an agency's ad: the token of the link to object by.
func (d *Desk) NewObjection(ctx context.Context, n board.Notice) (token string, err error) {
	return d.issueFor(ctx, objectPurpose, ObjectLife, board.SignInToken{Email: n.To, ReturnTo: string(n.Job)})
}

// Objection is the ad that a link is about, to be looked at before objecting. A link that is too old is ErrGone; one that has
// been used too, and comes with the ad.
func (d *Desk) Objection(ctx context.Context, token string) (*board.Job, error) {
	t, err := d.store.SignInToken(ctx, hashOf(token))
	switch {
	case err != nil || t.Purpose != objectPurpose:
		return nil, fmt.Errorf("objection: %w", errors.Join(err, board.ErrNotFound))
	case !t.UsedAt.IsZero():
		job, err := d.store.Job(ctx, board.ID(t.ReturnTo))
		return job, errors.Join(err, fmt.Errorf("objection: used: %w", board.ErrGone))
	case !t.Usable(objectPurpose, d.now()):
		return nil, fmt.Errorf("objection: %w", board.ErrGone)
	}
	return d.store.Job(ctx, board.ID(t.ReturnTo))
}

// Object objects to an agency's ad by a link, with or without words: the ad is paused if readers see it, and an editor gets
// a report. It can be done once; a second time is ErrGone.
func (d *Desk) Object(ctx context.Context, token, text string) error {
	t, err := d.store.SignInToken(ctx, hashOf(token))
	if err != nil || t.Purpose != objectPurpose {
		return fmt.Errorf("objection: %w", errors.Join(err, board.ErrNotFound))
	}
	text = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), ""))
	if utf8.RuneCountInString(text) > board.MaxReport {
		return &board.Invalid{Faults: []board.Fault{{Field: "text", Code: "long", Allowed: "2 000"}}}
	}
	by := board.Actor{Kind: board.ActorOwner, Email: t.Email}
	return d.change(ctx, by, func(c *change) error {
		if err := c.tx.UseSignInToken(ctx, t, objectPurpose, c.now); err != nil {
			return gone(err)
		}
		job, err := c.job(ctx, board.ID(t.ReturnTo), 0)
		if err != nil {
			return err
		}
		return c.object(ctx, job, text)
	})
}

func (c *change) object(ctx context.Context, job *board.Job, text string) error {
	before := *job
	if s := job.Status(c.now); s == board.StatusLive || s == board.StatusScheduled {
		if err := job.Pause(c.by.Email, c.now); err != nil {
			return err
		}
	}
	if err := c.saveJob(ctx, &before, job, "job.object", text); err != nil {
		return err
	}
	said := strings.TrimSpace(words.Text(board.Swedish, "owner.objects") + "\n" + text)
	return c.tx.InsertReport(ctx, &board.Report{
		Job: job.ID, Reason: "other", Text: said, Email: c.by.Email, Language: LanguageOf(job), At: c.now,
	})
}
