package desk

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"ledigajobb/internal/board"
)

// A draft that the desk writes for a customer goes to them as a proof (korrektur). From their approval on it is as if they
// had filled in the form. What somebody sends who may publish is reviewed by that: once it is approved as it was sent, it goes
// live; what others send, or the customer changes, is reviewed like any other ad.

// How many proofs go to one address: a registry's mailbox gets those of a whole authority.
var proofsTo = []limit{{"proof to", 30, time.Hour}, {"proof to", 100, 24 * time.Hour}}

// SendProof sends a draft of the desk's to its customer, to be approved. It has to be whole; that the terms are accepted is
// the customer's. One that is waiting already is sent anew.
//
// Everything that is wrong is a board.Invalid, with the fields that SubmitDraft names; who is kept away a
// board.ErrForbidden, what was saved meanwhile a board.Stale.
func (d *Desk) SendProof(ctx context.Context, by board.Actor, id board.ID, version int) (draft *board.Draft, err error) {
	err = d.ofDesk(ctx, by, id, version, func(c *change, found *board.Draft) error {
		draft = found
		return c.sendProof(ctx, draft)
	})
	if err != nil {
		return nil, fmt.Errorf("sending proof %s: %w", id, err)
	}
	return draft, nil
}

func (c *change) sendProof(ctx context.Context, draft *board.Draft) error {
	if err := c.whole(ctx, draft); err != nil {
		return err
	}
	employer, err := c.employerOf(ctx, draft)
	if err != nil {
		return err
	}
	if err := c.admitted(ctx, employer.ID, draft.Owner); err != nil {
		return err
	}
	proof := board.Proof{By: c.by.Email, Reviewed: c.by.May(board.PermReview), Employer: clientKey(draft)}
	if err := draft.SendProof(proof, c.now); err != nil {
		return err
	}
	draft.Begun.KeyHash = nil // whoever went on with the last one
	if err := c.tx.SaveDraft(ctx, draft); err != nil {
		return err
	}
	return c.mailProof(ctx, draft, "proof.send")
}

// holdReview takes from a proof that it has been reviewed, where whoever sent it may no longer publish.
func (c *change) holdReview(ctx context.Context, draft *board.Draft) error {
	sender, err := c.tx.Editor(ctx, draft.Proof.By)
	if err != nil && !errors.Is(err, board.ErrNotFound) {
		return err
	}
	may := sender.Role.May(board.PermReview) || c.Fixed(draft.Proof.By)
	draft.Proof.Reviewed = draft.Proof.Reviewed && may
	return nil
}

// clientKey names the employer that a draft is for, and whether it is known.
func clientKey(d *board.Draft) string {
	return hirerKey(d) + " " + strconv.FormatInt(int64(d.EmployerID), 10)
}

// hirerKey names the employer that a draft is for, as it was written.
func hirerKey(d *board.Draft) string {
	return board.EmployerKey(d.Employer.OrgNr, handmade, d.Employer.Name)
}

// RemindOfProof sends a customer the letter about a proof once more, with a link of its own.
func (d *Desk) RemindOfProof(ctx context.Context, by board.Actor, id board.ID, version int) error {
	err := d.ofDesk(ctx, by, id, version, func(c *change, draft *board.Draft) error {
		if err := draft.Remind(c.now); err != nil {
			return err
		}
		if err := c.tx.NoteDraft(ctx, draft); err != nil {
			return err
		}
		return c.mailProof(ctx, draft, "proof.remind")
	})
	if err != nil {
		return fmt.Errorf("reminding of proof %s: %w", id, err)
	}
	return nil
}

// mailProof owes the customer of a draft the letter about it.
func (c *change) mailProof(ctx context.Context, draft *board.Draft, action string) error {
	if err := c.allow(ctx, draft.Owner, proofsTo...); err != nil {
		return err
	}
	if err := c.audit(ctx, draftSubject(draft.ID), action, "", nil, struct{ Owner string }{draft.Owner}); err != nil {
		return err
	}
	again := ""
	if !draft.Proof.Reminded.IsZero() {
		again = "yes"
	}
	return c.owe(ctx, board.Notice{
		Kind: board.NoticeProof, To: draft.Owner, Language: letterLanguage(draft.Ad.Language), NotBefore: c.now,
		DedupeKey: "proof:" + string(draft.ID),
		Details:   map[string]string{"draft": string(draft.ID), "headline": draft.Ad.Headline, "again": again},
	})
}

// ofDesk lets somebody who may place ads change a draft that was begun at the desk. version is the one that they have seen,
// 0: any.
func (d *Desk) ofDesk(ctx context.Context, by board.Actor, id board.ID, version int, do func(*change, *board.Draft) error) error {
	if !by.May(board.PermPlace) {
		return board.ErrForbidden
	}
	return d.change(ctx, by, func(c *change) error {
		draft, err := c.tx.Draft(ctx, id)
		switch {
		case err != nil:
			return err
		case !draft.Begun.AtDesk:
			return fmt.Errorf("draft %s: not the desk's: %w", id, board.ErrNotFound)
		case version != 0 && version != draft.Version:
			return c.stale(ctx, draftSubject(id))
		}
		return do(c, draft)
	})
}

// mostProofs is how many drafts the desk's list has at most.
const mostProofs = 500

// Proofs is the drafts that were begun at the desk for customers, the last changed first.
func (d *Desk) Proofs(ctx context.Context, by board.Actor) ([]*board.Draft, error) {
	if !by.May(board.PermPlace) {
		return nil, board.ErrForbidden
	}
	return d.store.DeskDrafts(ctx, mostProofs)
}

// DeskProof is a draft that was begun at the desk.
func (d *Desk) DeskProof(ctx context.Context, by board.Actor, id board.ID) (draft *board.Draft, err error) {
	if !by.May(board.PermPlace) {
		return nil, board.ErrForbidden
	}
	draft, err = d.store.Draft(ctx, id)
	if err == nil && !draft.Begun.AtDesk {
		err = fmt.Errorf("draft %s: not the desk's: %w", id, board.ErrNotFound)
	}
	return draft, err
}
