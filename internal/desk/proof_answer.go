package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ledigajobb/internal/board"
)

// A customer answers a proof by the link of its letter, without signing in. The link is for this alone: it approves once, and
// tells afterwards what became of it. It is passed on to whoever has to look, and so lets nobody in.

// ProofLife is for how long the link of a proof can be used: as long as the draft is there.
const ProofLife = board.DraftDays * 24 * time.Hour

const proofPurpose = "proof"

// How often one proof can be written about.
var commentsOn = []limit{{"proof comment", 20, 24 * time.Hour}}

// NewProof makes the secret of a letter about a proof that is being written: the token of its link. A draft that no longer
// waits for its customer is ErrGone.
func (d *Desk) NewProof(ctx context.Context, n board.Notice) (token string, err error) {
	draft, err := d.store.Draft(ctx, board.ID(n.Details["draft"]))
	if errors.Is(err, board.ErrNotFound) || err == nil && (draft.State != board.StatusUnconfirmed || draft.Owner != n.To) {
		return "", fmt.Errorf("draft %s waits for nothing: %w", n.Details["draft"], board.ErrGone)
	}
	if err != nil {
		return "", err
	}
	return d.issueFor(ctx, proofPurpose, ProofLife, board.SignInToken{Email: n.To, ReturnTo: string(draft.ID)})
}

// Proofed is what the link of a proof leads to: the draft as it is, with what it costs, or the job that it has become.
type Proofed struct {
	Draft *board.Draft
	Quote Quote
	Job   *board.Job
}

// Proof is what the link of a letter leads to, without changing anything. A draft that is gone, and a link that is too old,
// is ErrGone.
func (d *Desk) Proof(ctx context.Context, token string) (p Proofed, err error) {
	err = d.byProof(ctx, token, func(c *change, t board.SignInToken) error {
		p = Proofed{}
		p.Draft, err = c.proofed(ctx, t)
		if errors.Is(err, board.ErrGone) {
			p.Job, err = c.ofOwner(ctx, board.ID(t.ReturnTo), 0)
			return gone(err)
		}
		if err != nil || p.Draft.State != board.StatusUnconfirmed {
			return err
		}
		if p.Quote, err = c.quote(ctx, p.Draft); err != nil {
			return err
		}
		return c.holdReview(ctx, p.Draft)
	})
	return p, err
}

// byProof does something on behalf of whoever has the link of a proof.
func (d *Desk) byProof(ctx context.Context, token string, do func(*change, board.SignInToken) error) error {
	t, err := d.store.SignInToken(ctx, hashOf(token))
	if err != nil || t.Purpose != proofPurpose {
		return fmt.Errorf("proof: %w", errors.Join(err, board.ErrNotFound))
	}
	by := board.Actor{Kind: board.ActorOwner, Email: t.Email}
	if err := d.change(ctx, by, func(c *change) error { return do(c, t) }); err != nil {
		return fmt.Errorf("proof %s: %w", t.ReturnTo, err)
	}
	return nil
}

// proofed is the draft of a link that can be used. One that has become a job, or is somebody else's by now, is ErrGone.
func (c *change) proofed(ctx context.Context, t board.SignInToken) (*board.Draft, error) {
	if !t.Usable(proofPurpose, c.now) {
		return nil, fmt.Errorf("its link: %w", board.ErrGone)
	}
	draft, err := c.tx.Draft(ctx, board.ID(t.ReturnTo))
	if err != nil {
		return nil, gone(err)
	}
	if !draft.Begun.AtDesk || draft.Owner != t.Email {
		return nil, fmt.Errorf("its draft: %w", board.ErrGone)
	}
	return draft, nil
}

// ApproveProof approves a proof by the link of its letter, for the price and under the terms that were shown: it becomes a job
// with an order. version is that of the draft that was shown; another is a board.Stale, another price an ErrPrice. A second
// call gives the same job.
func (d *Desk) ApproveProof(ctx context.Context, token string, version int, accepts Acceptance) (job *board.Job, err error) {
	err = d.byProof(ctx, token, func(c *change, t board.SignInToken) error {
		if err := c.tx.UseSignInToken(ctx, t, proofPurpose, c.now); err != nil {
			job, err = c.ofOwner(ctx, board.ID(t.ReturnTo), 0) // used: by an earlier call, it may be
			return gone(err)
		}
		job, err = c.approveProof(ctx, board.ID(t.ReturnTo), version, accepts)
		return gone(err)
	})
	return job, err
}

func (c *change) approveProof(ctx context.Context, id board.ID, version int, accepts Acceptance) (*board.Job, error) {
	draft, err := c.tx.Draft(ctx, id)
	if errors.Is(err, board.ErrNotFound) {
		return c.ofOwner(ctx, id, 0) // by another letter's link
	}
	if err != nil {
		return nil, err
	}
	if draft.State != board.StatusUnconfirmed {
		return nil, &board.MoveError{Move: board.MoveConfirm, From: draft.State}
	}
	if err := c.accepted(ctx, accepts.Terms); err != nil {
		return nil, err
	}
	draft.Order.Terms = accepts.Terms
	return c.confirmThis(ctx, draft, version, accepts.Sum, "proof.approve")
}

// OpenedProof notes that somebody has begun to look at a proof. It is told by what they do on its page: programs that look
// through mail open addresses too.
func (d *Desk) OpenedProof(ctx context.Context, token string) error {
	return d.byProof(ctx, token, func(c *change, t board.SignInToken) error {
		draft, err := c.proofed(ctx, t)
		if err != nil || draft.State != board.StatusUnconfirmed || !draft.Proof.OpenedAt.IsZero() {
			return err
		}
		draft.Proof.OpenedAt = c.now
		return c.tx.NoteDraft(ctx, draft)
	})
}

// checkComment is nil for what a customer may write about a proof.
func checkComment(text string) error {
	switch {
	case text == "":
		return oneFault(board.Fault{Field: "text", Code: "comment"})
	case utf8.RuneCountInString(text) > board.MaxComment:
		return oneFault(board.Fault{Field: "text", Code: "long", Allowed: strconv.Itoa(board.MaxComment)})
	}
	return nil
}

// CommentProof tells the desk what the customer wants changed before approving.
func (d *Desk) CommentProof(ctx context.Context, token, text string) error {
	text = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), ""))
	if err := checkComment(text); err != nil {
		return err
	}
	return d.byProof(ctx, token, func(c *change, t board.SignInToken) error {
		draft, err := c.proofed(ctx, t)
		if err != nil {
			return err
		}
		if draft.Proof.Comment == text && draft.ProofState() == board.ProofCommented {
			return nil // two presses
		}
		if err := c.allow(ctx, string(draft.ID), commentsOn...); err != nil {
			return err
		}
		if err := draft.CommentProof(text, c.now); err != nil {
			return err
		}
		if err := c.tx.SaveDraft(ctx, draft); err != nil {
			return err
		}
		if err := c.audit(ctx, draftSubject(draft.ID), "proof.comment", text, nil, nil); err != nil {
			return err
		}
		return c.tellOfComment(ctx, draft)
	})
}

// tellOfComment tells whoever sent a proof that its customer has written about it. What was written stands at the desk.
func (c *change) tellOfComment(ctx context.Context, draft *board.Draft) error {
	sender, err := c.tx.Editor(ctx, draft.Proof.By)
	if err != nil && !errors.Is(err, board.ErrNotFound) {
		return err
	}
	return c.owe(ctx, board.Notice{
		Kind: board.NoticeComment, To: draft.Proof.By, Language: cmp.Or(sender.Language, board.Swedish), NotBefore: c.now,
		DedupeKey: "comment:" + string(draft.ID),
		Details:   map[string]string{"draft": string(draft.ID), "headline": draft.Ad.Headline},
	})
}

// TakeProof lets a customer go on with a proof in the form themselves, and gives the key that lets the browser. What they
// order then waits for a review.
func (d *Desk) TakeProof(ctx context.Context, token string) (id board.ID, key string, err error) {
	err = d.byProof(ctx, token, func(c *change, t board.SignInToken) error {
		draft, err := c.proofed(ctx, t)
		if err != nil {
			return err
		}
		if key, err = c.newToken(); err != nil {
			return err
		}
		if err := draft.TakeOver(hashOf(key), c.now); err != nil {
			return err
		}
		if err := c.tx.SaveDraft(ctx, draft); err != nil {
			return err
		}
		id = draft.ID
		return c.audit(ctx, draftSubject(id), "proof.take", "", nil, nil)
	})
	return id, key, err
}
