package desk

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// linksCursor is held by the process that tries links.
const linksCursor = "apply links"

const (
	linksAtOnce = 50               // links in one turn
	linksLease  = 30 * time.Minute // for how long one process may take for a turn
)

// linksTo is how many letters about links one address at the desk gets; all of them stand in the queue.
var linksTo = []limit{{"links to", 5, 24 * time.Hour}}

// A LinkTurn is some links that one process holds while it tries them.
type LinkTurn struct {
	Links []board.ApplyLink // as they are to be tried: with the address that their ad has now
	night board.Date
	owner string
}

// HoldLinks takes some of the links that have not been tried this night for a process, whose name is its own; nil when there
// are none, or it is day. While another process holds some it is board.ErrBusy.
func (d *Desk) HoldLinks(ctx context.Context, owner string) (*LinkTurn, error) {
	now := d.now()
	night, ok := board.LinkNight(now)
	if !ok {
		return nil, nil
	}
	if ids, err := d.store.LinksToTry(ctx, night, now, 1); err != nil || len(ids) == 0 {
		return nil, err // nothing is written as long as there is nothing to do
	}
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		_, err := tx.LeaseCursor(ctx, linksCursor, owner, now, now.Add(linksLease))
		return err
	})
	if err != nil {
		return nil, err
	}
	ids, err := d.store.LinksToTry(ctx, night, now, linksAtOnce) // another may have been here meanwhile
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	jobs, err := d.store.Jobs(ctx, ids)
	turn := &LinkTurn{night: night, owner: owner}
	for _, id := range ids {
		if j := jobs[id]; j != nil {
			turn.Links = append(turn.Links, board.ApplyLink{Job: id, Address: j.Ad.Apply.URL})
		}
	}
	return turn, err
}

// NoteLinks ends a turn: what the tries have said is kept, and told where it is to be. An ad that leads elsewhere by now is
// tried again. A process that has taken too long gets ErrConflict, and another has the turn.
func (d *Desk) NoteLinks(ctx context.Context, t *LinkTurn, answers map[board.ID]board.LinkAnswer) error {
	err := d.change(ctx, board.System, func(c *change) error {
		if err := c.tx.AdvanceCursor(ctx, linksCursor, t.owner, store.Cursor{At: c.now}); err != nil {
			return err
		}
		var ids []board.ID
		for _, l := range t.Links {
			ids = append(ids, l.Job)
		}
		known, err := c.tx.ApplyLinks(ctx, ids)
		if err != nil {
			return err
		}
		jobs, err := c.tx.Jobs(ctx, ids)
		if err != nil {
			return err
		}
		var save []board.ApplyLink
		for _, tried := range t.Links {
			job := jobs[tried.Job]
			if job == nil || job.Ad.Apply.URL != tried.Address {
				continue
			}
			link, before := tried, known[tried.Job]
			if before.Address == tried.Address {
				link = before
			}
			link.Job = tried.Job
			if link.Tried(t.night, answers[tried.Job]) {
				if err := c.tellLink(ctx, job, &link); err != nil {
					return err
				}
			}
			save = append(save, link)
		}
		return c.tx.SaveApplyLinks(ctx, save...)
	})
	if err != nil {
		return fmt.Errorf("noting links: %w", err)
	}
	return nil
}

// tellLink tells an ad's owners and those on duty, in the morning, that nothing is there any more where it leads.
func (c *change) tellLink(ctx context.Context, job *board.Job, link *board.ApplyLink) error {
	if !job.VisibleAt(c.now) {
		return nil
	}
	notice := board.Notice{
		Kind: board.NoticeApplyGone, Language: LanguageOf(job), Job: job.ID, NotBefore: link.TriedOn.Morning(),
		Details: map[string]string{"address": link.Address, "desk": ""},
	}
	owe := func(to string) error {
		n := notice
		n.To, n.DedupeKey = to, fmt.Sprintf("%s:%s:%s:%s", n.Kind, job.ID, link.GoneSince, to)
		return c.owe(ctx, n)
	}
	for _, to := range job.Owners {
		if err := owe(to); err != nil {
			return err
		}
	}
	people, err := c.onDuty(ctx)
	if err != nil {
		return err
	}
	notice.Details = map[string]string{"address": link.Address, "desk": "yes"}
	for _, e := range people {
		notice.Language = cmp.Or(e.Language, board.Swedish)
		spared, err := c.spared(ctx, e.Email, linksTo...)
		if err == nil && !spared {
			err = owe(e.Email)
		}
		if err != nil {
			return err
		}
	}
	return c.audit(ctx, board.Subject{Kind: board.SubjectJob, ID: string(job.ID)}, "job.apply_gone", "", nil, nil)
}

// DismissLink notes that somebody at the desk has looked where an ad leads, and found that it works.
func (d *Desk) DismissLink(ctx context.Context, by board.Actor, id board.ID) error {
	if !by.May(board.PermReview) {
		return fmt.Errorf("link of %s: %w", id, board.ErrForbidden)
	}
	err := d.change(ctx, by, func(c *change) error {
		known, err := c.tx.ApplyLinks(ctx, []board.ID{id})
		if err != nil {
			return err
		}
		link, there := known[id]
		switch {
		case !there:
			return board.ErrNotFound
		case !link.Broken():
			return nil // a colleague was faster, or the link works again
		}
		link.Dismiss()
		if err := c.tx.SaveApplyLinks(ctx, link); err != nil {
			return err
		}
		return c.audit(ctx, board.Subject{Kind: board.SubjectJob, ID: string(id)}, "job.apply_works", "", nil, nil)
	})
	if err != nil {
		return fmt.Errorf("link of %s: %w", id, err)
	}
	return nil
}
