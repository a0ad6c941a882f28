package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// A change is one transaction of the desk on somebody's behalf: what it writes, and the lines of the audit log that tell
// of it.
type change struct {
	*Desk
	tx  *store.Tx
	by  board.Actor
	now time.Time
}

// change runs do in one transaction. As every transaction it may run more than once.
func (d *Desk) change(ctx context.Context, by board.Actor, do func(c *change) error) error {
	return d.store.Write(ctx, func(tx *store.Tx) error {
		return do(&change{Desk: d, tx: tx, by: by, now: d.now()})
	})
}

// job loads the job that is to be changed. version is the one that the person has seen, 0: any; another has come since
// is a board.Stale, which tells what was done.
func (c *change) job(ctx context.Context, id board.ID, version int) (*board.Job, error) {
	job, err := c.tx.Job(ctx, id)
	if err == nil && version != 0 && version != job.Version {
		err = c.stale(ctx, board.Subject{Kind: board.SubjectJob, ID: string(id)})
	}
	return job, err
}

func (c *change) stale(ctx context.Context, s board.Subject) error {
	last, err := c.tx.Entries(ctx, store.AuditSearch{Subject: s, Limit: 1})
	if err != nil {
		return err
	}
	if len(last) == 0 {
		last = []board.Entry{{Subject: s}}
	}
	return &board.Stale{Last: last[0]}
}

// saveJob saves a job that has changed, tells the change log where readers can see a difference, and the audit log what
// was different.
func (c *change) saveJob(ctx context.Context, before, after *board.Job, action, note string) error {
	if err := c.tx.SaveJob(ctx, after); err != nil {
		return err
	}
	if seen(before.State) || seen(after.State) {
		c.tx.Append(board.Change{Kind: board.ChangeJob, Job: after.ID, At: c.now})
	}
	return c.audit(ctx, board.Subject{Kind: board.SubjectJob, ID: string(after.ID)}, action, note, before, after)
}

// seen says whether readers may see, or have seen, a job that is kept in the state.
func seen(s board.Status) bool {
	return s != board.StatusInReview && s != board.StatusReturned && s != board.StatusRefused
}

// audit writes a line of the audit log: what was done to the subject, and how the value before differs from the one
// after; either may be nil. A note is what the person said about it, and empty mostly.
func (c *change) audit(ctx context.Context, s board.Subject, action, note string, before, after any) error {
	changes, err := differences(before, after)
	if err != nil {
		return fmt.Errorf("audit of %s %s: %w", s.Kind, s.ID, err)
	}
	if note != "" {
		changes = append(changes, board.Difference{Field: "note", After: note, Personal: true})
	}
	return c.tx.Audit(ctx, board.Entry{At: c.now, By: c.by, Action: action, Subject: s, Changes: changes})
}

// owe puts a letter into the outbox.
func (c *change) owe(ctx context.Context, n board.Notice) error {
	if n.To == "" {
		return errors.New("a letter without anybody to read it")
	}
	return c.tx.Owe(ctx, n)
}
