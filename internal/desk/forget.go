package desk

import (
	"context"
	"fmt"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// KeepContacts is for how long after an ad has ended the people who could be asked about it are remembered: a recruitment
// that is taken up again needs them. Readers no longer see them from the end on.
const KeepContacts = 30 * 24 * time.Hour

// contactFields are where the audit log tells of them.
var contactFields = []string{"ad.contacts", "ad.union_contacts", "revision.ad.contacts", "revision.ad.union_contacts"}

// forgetAtOnce is how many ads are cleaned in one transaction.
const forgetAtOnce = 100

// ForgetContacts takes the contact persons out of ads that ended longer ago than KeepContacts, and out of what the audit log
// says of those ads. It goes on where it was last.
func (d *Desk) ForgetContacts(ctx context.Context) error {
	for {
		var cleaned int
		err := d.change(ctx, board.System, func(c *change) (err error) {
			cleaned, err = c.forgetContacts(ctx)
			return err
		})
		if err != nil {
			return fmt.Errorf("forgetting contact persons: %w", err)
		}
		if cleaned < forgetAtOnce {
			return nil
		}
	}
}

func (c *change) forgetContacts(ctx context.Context) (cleaned int, err error) {
	const cursor, owner = "contacts", "desk"
	at, err := c.tx.LeaseCursor(ctx, cursor, owner, c.now, c.now)
	if err != nil {
		return 0, err
	}
	ended, err := c.tx.EndedBetween(ctx, at.At, c.now.Add(-KeepContacts), int(at.Seq), forgetAtOnce)
	if err != nil || len(ended) == 0 {
		return 0, err
	}
	for _, e := range ended {
		if err := c.forgetContactsOf(ctx, e.Job); err != nil {
			return 0, err
		}
		if !e.At.Equal(at.At) {
			at = store.Cursor{At: e.At}
		}
		at.Seq++ // many end at the same midnight: the number says how far among them
	}
	return len(ended), c.tx.AdvanceCursor(ctx, cursor, owner, at)
}

func (c *change) forgetContactsOf(ctx context.Context, id board.ID) error {
	job, err := c.tx.Job(ctx, id)
	if err != nil {
		return err
	}
	if _, err := c.tx.ForgetOwnerEdit(ctx, id, c.now); err != nil { // it has contacts, and nobody needs it any more
		return err
	}
	if len(job.Ad.Contacts)+len(job.Ad.UnionContacts) == 0 && job.Revision == nil {
		return nil
	}
	job.Ad.Contacts, job.Ad.UnionContacts, job.Revision = nil, nil, nil
	if err := c.tx.SaveJob(ctx, job); err != nil {
		return err
	}
	subject := board.Subject{Kind: board.SubjectJob, ID: string(id)}
	if err := c.audit(ctx, subject, "job.forget_contacts", "", nil, nil); err != nil {
		return err
	}
	return c.tx.EraseAuditOf(ctx, subject, c.now, contactFields...)
}
