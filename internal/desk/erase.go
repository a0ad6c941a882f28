package desk

import (
	"context"
	"fmt"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// LogNames says in how many places the audit log names a mail address: what EraseFromLog would empty.
func (d *Desk) LogNames(ctx context.Context, by board.Actor, email string) (store.Held, error) {
	var held store.Held
	return held, d.erasing(ctx, by, email, func(c *change, address string) (err error) {
		held, err = c.tx.AuditHolds(ctx, address)
		return err
	})
}

// EraseFromLog empties what the audit log says of a person, by their mail address (regulation (EU) 2016/679, article 17), and
// notes that it did, but not of whom. Who is at the desk stays: the log says who decides. What is kept elsewhere has ways of
// its own out.
func (d *Desk) EraseFromLog(ctx context.Context, by board.Actor, email string) (store.Held, error) {
	var held store.Held
	return held, d.erasing(ctx, by, email, func(c *change, address string) (err error) {
		if held, err = c.tx.EraseAuditBy(ctx, address, c.now); err != nil || held.Values == 0 {
			return err
		}
		return c.audit(ctx, board.Subject{Kind: board.SubjectAudit}, "audit.erase", "", nil, held)
	})
}

// erasing does something about an address that an admin may have erased.
func (d *Desk) erasing(ctx context.Context, by board.Actor, email string, do func(c *change, address string) error) error {
	if !by.May(board.PermAdmin) {
		return fmt.Errorf("erasing a person: %w", board.ErrForbidden)
	}
	address, err := board.ParseEmail(email)
	if err != nil {
		return &board.Invalid{Faults: []board.Fault{{Field: "email", Code: "email"}}}
	}
	return d.change(ctx, by, func(c *change) error {
		stored, err := c.tx.Editors(ctx)
		if err != nil {
			return err
		}
		for _, e := range c.withAdmins(stored) {
			if e.Email == address {
				return &board.Invalid{Faults: []board.Fault{{Field: "email", Code: "at_desk"}}}
			}
		}
		return do(c, address)
	})
}
