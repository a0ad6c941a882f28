package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ledigajobb/internal/board"
)

// An ad is handed in and then confirmed by its owner's mail address: by the link of a letter, which works once, or by being
// signed in with the address. Only then is it a job, with an order.

// ConfirmLife is for how long the link of a letter can be used to confirm an ad.
const ConfirmLife = 7 * 24 * time.Hour

const confirmPurpose = "confirm"

// minimumTime is how long a person needs at least from the first page of the form to the last; a program does not.
const minimumTime = 2 * time.Second

// How many ads one client may hand in.
var submitsFrom = []limit{{"submit from", 20, time.Hour}, {"submit from", 60, 24 * time.Hour}}

// How many letters ask one mail address to confirm ads. They are counted apart from those that sign in: a stranger who names the
// address keeps nobody out.
var confirmsTo = []limit{{"confirm to", 3, time.Hour}, {"confirm to", 10, 24 * time.Hour}}

// Submitted is what became of a draft that was handed in: it waits for its owner's confirmation, or, since its owner did
// it, is a job already.
type Submitted struct {
	Draft *board.Draft // as it waits; nil: it is a job
	Job   *board.Job
}

// An Acceptance is what somebody who orders an ad was shown of its price and terms, and agrees to.
type Acceptance struct {
	Terms string // the version of the terms
	Sum   int64  // what the ad costs with tax, in öre
}

// ErrPrice is that an ad costs something else by now than was accepted; it has to be shown again.
var ErrPrice = fmt.Errorf("the price is another: %w", board.ErrConflict)

// SubmitDraft hands a draft in: it is whole, its order can be placed for the price that was accepted, and nobody keeps its
// author away. A letter asks the owner to confirm; who is signed in as the owner has confirmed by that, also what was handed
// in before. A second call, such as that of a double click, answers as the first one did.
//
// Everything that is wrong is a board.Invalid, with the fields of the API, "owners", "invoice.…", "terms"; too much of it a
// board.TooMany, who is kept away a board.ErrForbidden, what was saved meanwhile a board.Stale, another price an ErrPrice.
func (d *Desk) SubmitDraft(ctx context.Context, by board.Actor, id board.ID, key string, version int, accepts Acceptance, from string) (s Submitted, err error) {
	err = d.change(ctx, by, func(c *change) error {
		s, err = c.submit(ctx, id, key, version, accepts, from)
		return err
	})
	if err != nil {
		return Submitted{}, fmt.Errorf("handing in %s: %w", id, err)
	}
	return s, nil
}

func (c *change) submit(ctx context.Context, id board.ID, key string, version int, accepts Acceptance, from string) (Submitted, error) {
	draft, err := c.draft(ctx, id, key)
	if errors.Is(err, board.ErrNotFound) {
		job, err := c.ofOwner(ctx, id, 0) // an earlier call made it one
		return Submitted{Job: job}, err
	}
	proven := err == nil && c.by.Email != "" && c.by.Email == draft.Owner
	switch {
	case err != nil:
		return Submitted{}, err
	case draft.State == board.StatusUnconfirmed && !proven && (version == 0 || version == draft.Version-1 || version == draft.Version):
		return Submitted{Draft: draft}, nil
	case version != 0 && version != draft.Version:
		return Submitted{}, c.stale(ctx, draftSubject(id))
	}
	draft.Order.Terms = accepts.Terms
	if err := c.welcome(ctx, draft, proven, from); err != nil {
		return Submitted{}, err
	}
	if err := faultsOf(c.whole(ctx, draft), c.accepted(ctx, accepts.Terms)); err != nil {
		return Submitted{}, err
	}
	if err := c.costs(ctx, draft, accepts.Sum); err != nil {
		return Submitted{}, err
	}
	if draft.State != board.StatusUnconfirmed {
		if err := draft.Submit(c.now); err != nil {
			return Submitted{}, err
		}
	}
	if proven {
		job, err := c.confirm(ctx, draft, "job.submit")
		return Submitted{Job: job}, err
	}
	return Submitted{Draft: draft}, c.askToConfirm(ctx, draft)
}

// welcome refuses those who try too often, too fast, or are kept away.
func (c *change) welcome(ctx context.Context, draft *board.Draft, proven bool, from string) error {
	if wait := draft.CreatedAt.Add(minimumTime).Sub(c.now); wait > 0 && !proven && !draft.Begun.AtDesk {
		return &board.TooMany{Wait: wait}
	}
	if err := c.allow(ctx, client(from), submitsFrom...); err != nil {
		return err
	}
	employer, err := c.employerOf(ctx, draft)
	if err != nil {
		return err
	}
	return c.admitted(ctx, employer.ID, draft.Owner)
}

// whole says everything that keeps a draft from being ordered.
func (c *change) whole(ctx context.Context, draft *board.Draft) error {
	q, err := c.quote(ctx, draft)
	var invoice error
	if err == nil {
		invoice = c.checkDraftInvoice(ctx, draft, q)
	}
	return faultsOf(c.validate.Handed(draft), c.validate.Orderable(draft, q.Days, c.now), err, invoice, c.spotless(ctx, draft, &board.Draft{}))
}

// accepted is nil for the version of the terms that holds.
func (c *change) accepted(ctx context.Context, terms string) error {
	settings, err := c.tx.Settings(ctx)
	if err == nil && terms != c.termsOf(settings) {
		err = &board.Invalid{Faults: []board.Fault{{Field: "terms", Code: "required"}}}
	}
	return err
}

// costs is ErrPrice where a draft costs something else than was accepted.
func (c *change) costs(ctx context.Context, draft *board.Draft, accepted int64) error {
	q, err := c.quote(ctx, draft)
	if err == nil && q.Sum() != accepted {
		err = ErrPrice
	}
	return err
}

// askToConfirm saves the draft and owes its owner the letter that asks for confirmation.
func (c *change) askToConfirm(ctx context.Context, draft *board.Draft) error {
	if err := c.allow(ctx, draft.Owner, confirmsTo...); err != nil {
		return err
	}
	if err := c.tx.SaveDraft(ctx, draft); err != nil {
		return err
	}
	if err := c.audit(ctx, draftSubject(draft.ID), "draft.submit", "", nil, struct{ Owner string }{draft.Owner}); err != nil {
		return err
	}
	return c.owe(ctx, board.Notice{
		Kind: board.NoticeConfirm, To: draft.Owner, Language: letterLanguage(draft.Ad.Language), NotBefore: c.now,
		DedupeKey: "confirm:" + string(draft.ID),
		Details:   map[string]string{"draft": string(draft.ID), "headline": draft.Ad.Headline},
	})
}

func letterLanguage(lang board.Language) board.Language {
	return LanguageOf(&board.Job{Ad: board.Ad{Language: lang}})
}

// AskAgain owes the owner of a draft that waits for confirmation the letter once more.
func (d *Desk) AskAgain(ctx context.Context, by board.Actor, id board.ID, key, from string) error {
	return d.change(ctx, by, func(c *change) error {
		draft, err := c.draft(ctx, id, key)
		if err != nil {
			return err
		}
		if draft.State != board.StatusUnconfirmed {
			return &board.MoveError{Move: board.MoveSubmit, From: draft.State}
		}
		if err := c.allow(ctx, client(from), lettersFrom...); err != nil {
			return err
		}
		return c.askToConfirm(ctx, draft)
	})
}

// NewConfirmation makes the secret of a letter that is being written: the token of its link. A draft that no longer waits for
// confirmation is ErrGone.
func (d *Desk) NewConfirmation(ctx context.Context, n board.Notice) (token string, err error) {
	draft, err := d.store.Draft(ctx, board.ID(n.Details["draft"]))
	if errors.Is(err, board.ErrNotFound) || err == nil && (draft.State != board.StatusUnconfirmed || draft.Owner != n.To) {
		return "", fmt.Errorf("draft %s waits for nothing: %w", n.Details["draft"], board.ErrGone)
	}
	if err != nil {
		return "", err
	}
	return d.issueFor(ctx, confirmPurpose, ConfirmLife, board.SignInToken{Email: n.To, ReturnTo: string(draft.ID)})
}

// A Confirmable is an ad that waits to be confirmed, as it is shown to its owner.
type Confirmable struct {
	Draft *board.Draft
	Email string     // whose it is; masked where the link is gone
	Quote Quote      // what it costs the owner now
	Job   *board.Job // what it has become, where the link is gone; nil: nothing
}

// Confirmation is what the link of a letter is about, to be looked at before it is confirmed. A link that has been used, or is
// too old, is ErrGone, and comes with the masked address that another could be sent to and with the job that was confirmed.
func (d *Desk) Confirmation(ctx context.Context, token string) (w Confirmable, err error) {
	t, err := d.store.SignInToken(ctx, hashOf(token))
	if err != nil || t.Purpose != confirmPurpose {
		return w, fmt.Errorf("confirmation: %w", errors.Join(err, board.ErrNotFound))
	}
	w.Email = board.MaskEmail(t.Email)
	err = d.change(ctx, board.Actor{Kind: board.ActorOwner, Email: t.Email}, func(c *change) error {
		draft, err := c.toConfirm(ctx, t)
		if errors.Is(err, board.ErrGone) {
			if job, none := c.ofOwner(ctx, board.ID(t.ReturnTo), 0); none == nil {
				w.Job = job
			}
		}
		if err != nil {
			return fmt.Errorf("confirmation: %w", err)
		}
		w.Draft, w.Email = draft, t.Email
		w.Quote, err = c.quote(ctx, draft)
		return err
	})
	return w, err
}

// toConfirm is the draft of a link that can be used still; else the error is ErrGone.
func (c *change) toConfirm(ctx context.Context, t board.SignInToken) (*board.Draft, error) {
	if !t.Usable(confirmPurpose, c.now) {
		return nil, board.ErrGone
	}
	draft, err := c.tx.Draft(ctx, board.ID(t.ReturnTo))
	if err == nil && draft.Owner != t.Email {
		return nil, board.ErrGone
	}
	return draft, gone(err)
}

// Confirmed is a job that its owner has confirmed, and the session that began by it.
type Confirmed struct {
	Job     *board.Job
	Session string // the token of the new session, for the browser alone; empty: none began
}

// ConfirmByLetter confirms an ad by the link of a letter, and lets its owner in. version is that of the draft that was shown,
// sum what it was said to cost with tax, in öre; where it costs something else by now the error is ErrPrice. A second call,
// such as that of a double click, gives the same job without a session.
func (d *Desk) ConfirmByLetter(ctx context.Context, token string, version int, sum int64) (done Confirmed, err error) {
	t, err := d.store.SignInToken(ctx, hashOf(token))
	if err != nil || t.Purpose != confirmPurpose {
		return done, fmt.Errorf("confirmation: %w", errors.Join(err, board.ErrNotFound))
	}
	session, err := d.newToken()
	if err != nil {
		return done, err
	}
	id, by := board.ID(t.ReturnTo), board.Actor{Kind: board.ActorOwner, Email: t.Email}
	err = d.change(ctx, by, func(c *change) error {
		done = Confirmed{}
		if err := c.tx.UseSignInToken(ctx, t, confirmPurpose, c.now); err != nil {
			done.Job, err = c.ofOwner(ctx, id, 0) // used: by an earlier call, it may be
			return gone(err)
		}
		if done.Job, err = c.confirmDraft(ctx, id, version, sum); err != nil {
			return err
		}
		done.Session = session
		return c.beginSession(ctx, session, t.Email)
	})
	if err != nil {
		return Confirmed{}, fmt.Errorf("confirming %s: %w", id, err)
	}
	return done, nil
}

// gone is an error as whoever has an old link learns of it.
func gone(err error) error {
	if errors.Is(err, board.ErrNotFound) {
		return fmt.Errorf("link: %w", board.ErrGone)
	}
	return err
}

func (c *change) confirmDraft(ctx context.Context, id board.ID, version int, sum int64) (*board.Job, error) {
	draft, err := c.tx.Draft(ctx, id)
	if errors.Is(err, board.ErrNotFound) {
		return c.ofOwner(ctx, id, 0)
	}
	switch {
	case err != nil:
		return nil, err
	case c.by.Email == "" || c.by.Email != draft.Owner:
		return nil, fmt.Errorf("draft %s: not theirs: %w", id, board.ErrNotFound)
	}
	return c.confirmThis(ctx, draft, version, sum, "job.submit")
}

// confirmThis confirms a draft of who asks, as they have seen it. The action names it in the audit log.
func (c *change) confirmThis(ctx context.Context, draft *board.Draft, version int, sum int64, action string) (*board.Job, error) {
	if version != 0 && version != draft.Version {
		return nil, c.stale(ctx, draftSubject(draft.ID))
	}
	if err := c.whole(ctx, draft); err != nil { // days have passed
		return nil, err
	}
	if err := c.costs(ctx, draft, sum); err != nil {
		return nil, err
	}
	employer, err := c.employerOf(ctx, draft)
	if err != nil {
		return nil, err
	}
	if err := c.admitted(ctx, employer.ID, draft.Owner); err != nil {
		return nil, err
	}
	return c.confirm(ctx, draft, action)
}

// confirm makes the draft a job with an order: in review, or published where nobody has to look at it first.
func (c *change) confirm(ctx context.Context, draft *board.Draft, action string) (*board.Job, error) {
	if err := c.holdReview(ctx, draft); err != nil {
		return nil, err
	}
	employer, err := c.hiring(ctx, draft)
	if err != nil {
		return nil, err
	}
	days, err := c.days(ctx, draft.Package)
	if err != nil {
		return nil, err
	}
	outsider, err := c.outsider(ctx, employer.ID, draft)
	if err != nil {
		return nil, err
	}
	job, err := draft.Confirm(employer, days, c.now)
	if err != nil {
		return nil, err
	}
	standing, err := c.standing(ctx, employer.ID, draft.Owner)
	if err != nil {
		return nil, err
	}
	if by := c.approvedBy(draft, employer, standing); by != "" {
		if err := job.Approve(by, job.Review.Wished, c.now); err != nil {
			return nil, err
		}
		if err := c.lift(ctx, job); err != nil {
			return nil, err
		}
	}
	if err := c.insertConfirmed(ctx, draft, job, action); err != nil {
		return nil, err
	}
	order, err := c.placeOrder(ctx, Wish{
		Job: job.ID, Package: draft.Package, Extras: draft.Order.Extras, Discount: draft.Order.Discount, Reason: draft.Order.Reason,
		Invoice: draft.Order.Invoice, Terms: draft.Order.Terms, Outsider: outsider,
	})
	if err != nil {
		return nil, err
	}
	return job, c.tellOfNew(ctx, draft, job, order, standing)
}

// approvedBy is who answers for publishing an ad that its owner has confirmed: whoever sent it as a proof and may publish,
// as long as nothing has been changed since, or a verified employer's trust in the owner. Nobody: it is to be reviewed.
func (c *change) approvedBy(draft *board.Draft, employer board.Employer, standing Standing) string {
	switch {
	case draft.Proof.Reviewed:
		return draft.Proof.By
	case standing == Trusted && employer.Verified && draft.Client.For == board.ForOwn:
		return board.ByTrust
	}
	return ""
}

// insertConfirmed puts the job in the draft's place.
func (c *change) insertConfirmed(ctx context.Context, draft *board.Draft, job *board.Job, action string) error {
	if err := c.tx.InsertJob(ctx, job); err != nil {
		return err
	}
	if err := c.tx.DeleteDraft(ctx, draft.ID); err != nil {
		return err
	}
	if seen(job.State) {
		c.tx.Append(board.Change{Kind: board.ChangeJob, Job: job.ID, At: c.now})
		if err := c.adoptLogo(ctx, job); err != nil {
			return err
		}
	}
	return c.auditConfirmed(ctx, draft, job, action)
}

// auditConfirmed tells who has ordered the job, and who has approved it where that was done beforehand.
func (c *change) auditConfirmed(ctx context.Context, draft *board.Draft, job *board.Job, action string) error {
	subject := board.Subject{Kind: board.SubjectJob, ID: string(job.ID)}
	if job.Decision.By == board.ByTrust {
		action = "job.publish"
	}
	if err := c.audit(ctx, subject, action, "", nil, job); err != nil || !draft.Proof.Reviewed {
		return err
	}
	editor := board.Actor{Kind: board.ActorEditor, Email: draft.Proof.By}
	return c.tx.Audit(ctx, board.Entry{At: c.now, By: editor, Action: "job.approve", Subject: subject})
}
