package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// atOnce is how many drafts are looked at in one turn.
const atOnce = 100

// ForgetDrafts takes away the drafts that nobody has come back to for board.DraftDays, and tells the authors of those that
// have board.DraftWarning days left, where an author has been asked to confirm the draft or was signed in: a letter to
// whoever is named in a form would be one that strangers can send. It is to be called again and again.
func (d *Desk) ForgetDrafts(ctx context.Context) error {
	now := d.now()
	idle, err := d.store.IdleDrafts(ctx, now.AddDate(0, 0, -(board.DraftDays-board.DraftWarning)), true, atOnce)
	if err != nil {
		return err
	}
	for _, draft := range idle {
		if err := d.eachDraft(ctx, draft.ID, (*change).warn); err != nil {
			return fmt.Errorf("warning of draft %s: %w", draft.ID, err)
		}
	}
	idle, err = d.store.IdleDrafts(ctx, now.AddDate(0, 0, -board.DraftDays), false, atOnce)
	if err != nil {
		return err
	}
	for _, draft := range idle {
		if err := d.eachDraft(ctx, draft.ID, (*change).forget); err != nil {
			return fmt.Errorf("forgetting draft %s: %w", draft.ID, err)
		}
	}
	return nil
}

// eachDraft does something with a draft as it is by now; one that is gone meanwhile needs nothing.
func (d *Desk) eachDraft(ctx context.Context, id board.ID, do func(*change, context.Context, *board.Draft) error) error {
	err := d.change(ctx, board.System, func(c *change) error {
		draft, err := c.tx.Draft(ctx, id)
		if err != nil {
			return err
		}
		return do(c, ctx, draft)
	})
	if errors.Is(err, board.ErrNotFound) || errors.Is(err, board.ErrConflict) { // its author was faster
		return nil
	}
	return err
}

// idle says whether nobody has come back to a draft for so many days.
func (c *change) idle(draft *board.Draft, days int) bool {
	return !draft.UpdatedAt.AddDate(0, 0, days).After(c.now)
}

func (c *change) warn(ctx context.Context, draft *board.Draft) error {
	if !draft.WarnedAt.IsZero() || !c.idle(draft, board.DraftDays-board.DraftWarning) {
		return nil
	}
	draft.WarnedAt = c.now
	if err := c.tx.NoteDraft(ctx, draft); err != nil {
		return err
	}
	to, at, lang := author(draft), "", letterLanguage(draft.Ad.Language)
	if draft.Begun.AtDesk {
		at, lang = "desk", board.Swedish
	}
	if to == "" {
		return nil
	}
	return c.owe(ctx, board.Notice{
		Kind: board.NoticeVanishing, To: to, Language: lang, NotBefore: c.now,
		DedupeKey: "vanishing:" + string(draft.ID),
		Details: map[string]string{"draft": string(draft.ID), "headline": cmp.Or(draft.Ad.Headline, draft.Ad.Title, words.Text(lang, "owner.untitled")),
			"day": words.Date(lang, board.DateOf(c.now).AddDays(board.DraftWarning)), "at": at},
	})
}

// author is who is told that a draft vanishes, nobody where that is not known.
func author(draft *board.Draft) string {
	switch {
	case draft.Begun.AtDesk:
		return cmp.Or(draft.Proof.By, draft.Begun.By)
	case draft.State == board.StatusUnconfirmed || draft.Begun.By == draft.Owner:
		return draft.Owner
	}
	return ""
}

func (c *change) forget(ctx context.Context, draft *board.Draft) error {
	warned := draft.WarnedAt.AddDate(0, 0, board.DraftWarning) // the letter may have left late
	if !c.idle(draft, board.DraftDays) || warned.After(c.now) {
		return nil
	}
	if err := c.tx.DeleteDraft(ctx, draft.ID); err != nil {
		return err
	}
	return c.audit(ctx, draftSubject(draft.ID), "draft.vanish", "", nil, nil)
}
