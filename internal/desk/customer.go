package desk

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
)

// maxCustomer is how long the name of a customer or an agency can be, in characters.
const maxCustomer = 200

// maxNote is how long a note about a customer can be, in characters.
const maxNote = 5000

// Verification is what an editor has found out about an employer.
type Verification struct {
	Name     string
	OrgNr    board.OrgNr
	Sector   board.Sector
	Verified bool // its mail domain and its number belong together
	Version  int  // of the employer that the editor saw
}

// Verify notes what an editor has found out about an employer. A number that another employer has is an Invalid: the two
// are one, and to be merged.
func (d *Desk) Verify(ctx context.Context, by board.Actor, id board.EmployerID, found Verification) error {
	if err := found.check(); err != nil {
		return err
	}
	return d.customer(ctx, by, func(c *change) error {
		e, err := c.tx.Employer(ctx, id)
		if err != nil {
			return err
		}
		if e.Version != found.Version {
			return c.stale(ctx, employerSubject(id))
		}
		before := e
		if !found.OrgNr.IsZero() && found.OrgNr != e.OrgNr {
			taken, err := c.tx.EmployersByKey(ctx, []string{board.EmployerKey(found.OrgNr, "", "")})
			if err != nil {
				return err
			}
			for _, other := range taken {
				if other.ID != id {
					return &board.Invalid{Faults: []board.Fault{{Field: "orgnr", Code: "taken", Meant: other.Name}}}
				}
			}
		}
		e.Name, e.OrgNr, e.Sector, e.Verified, e.UpdatedAt = richtext.Line(found.Name), found.OrgNr, found.Sector, found.Verified, c.now
		if err := c.tx.SaveEmployer(ctx, &e); err != nil {
			return err
		}
		if err := c.knowByNumber(ctx, e); err != nil {
			return err
		}
		return c.audit(ctx, employerSubject(id), "employer.verify", "", before, e)
	})
}

// knowByNumber lets imports and forms that name the employer's number find it.
func (c *change) knowByNumber(ctx context.Context, e board.Employer) error {
	if e.OrgNr.IsZero() {
		return nil
	}
	return c.tx.AliasEmployer(ctx, e.ID, board.EmployerKey(e.OrgNr, "", ""))
}

func (v Verification) check() error {
	var wrong board.Invalid
	if name := richtext.Line(v.Name); name == "" || utf8.RuneCountInString(name) > maxCustomer {
		wrong.Add(board.Fault{Field: "name", Code: "name"})
	}
	if _, ok := board.Parse(board.Sectors(), string(v.Sector)); v.Sector != "" && !ok {
		wrong.Add(board.Fault{Field: "sector", Code: "value"})
	}
	if v.Verified && v.OrgNr.IsZero() {
		wrong.Add(board.Fault{Field: "orgnr", Code: "verify"})
	}
	return wrong.Err()
}

// customer is a change by somebody who may change customers.
func (d *Desk) customer(ctx context.Context, by board.Actor, do func(c *change) error) error {
	if !by.May(board.PermCustomers) {
		return fmt.Errorf("changing a customer: %w", board.ErrForbidden)
	}
	return d.change(ctx, by, do)
}

// Trust lets a mail address change an employer's ads without a review, or no longer.
func (d *Desk) Trust(ctx context.Context, by board.Actor, id board.EmployerID, email string, trusted bool) error {
	address, err := board.ParseEmail(email)
	if err != nil {
		return &board.Invalid{Faults: []board.Fault{{Field: "email", Code: "email"}}}
	}
	return d.customer(ctx, by, func(c *change) error {
		if !trusted {
			if err := c.tx.Distrust(ctx, id, address); err != nil {
				return err
			}
			return c.audit(ctx, employerSubject(id), "employer.distrust", "", struct{ Email string }{address}, nil)
		}
		if _, err := c.tx.Employer(ctx, id); err != nil {
			return err
		}
		return c.trust(ctx, board.Trust{Email: address, Employer: id, By: by.Email, At: c.now}, &board.Taken{})
	})
}

// Merge makes a duplicate a part of an employer: its ads, orders, agreements and addresses are the employer's from now on,
// and its page leads there. One that is to be merged with itself is an Invalid.
func (d *Desk) Merge(ctx context.Context, by board.Actor, duplicate, into board.EmployerID) error {
	if duplicate == into {
		return &board.Invalid{Faults: []board.Fault{{Field: "duplicate", Code: "nobody"}}}
	}
	return d.customer(ctx, by, func(c *change) error {
		old, err := c.tx.Employer(ctx, duplicate)
		if err != nil {
			return err
		}
		stays, err := c.tx.Employer(ctx, into)
		if err != nil {
			return err
		}
		if stays.OrgNr != old.OrgNr && !stays.OrgNr.IsZero() && !old.OrgNr.IsZero() {
			return &board.Invalid{Faults: []board.Fault{{Field: "duplicate", Code: "two_numbers"}}}
		}
		if err := c.tx.MergeEmployers(ctx, duplicate, into, c.now); err != nil {
			return err
		}
		if err := c.audit(ctx, employerSubject(duplicate), "employer.merged", "", old, nil); err != nil {
			return err
		}
		return c.audit(ctx, employerSubject(into), "employer.merge", "", nil, map[string]any{"merged": old.Slug})
	})
}

// NoteCustomer notes what the desk wants to remember of a customer. version is that of what the person saw.
func (d *Desk) NoteCustomer(ctx context.Context, by board.Actor, noted board.Customer) error {
	noted.Note = strings.TrimSpace(noted.Note)
	if utf8.RuneCountInString(noted.Note) > maxNote {
		return &board.Invalid{Faults: []board.Fault{{Field: "note", Code: "long", Allowed: "5 000"}}}
	}
	return d.customer(ctx, by, func(c *change) error {
		before, err := c.tx.Customer(ctx, noted.Employer)
		if err != nil {
			return err
		}
		if before.Version != noted.Version {
			return c.stale(ctx, employerSubject(noted.Employer))
		}
		if err := c.tx.SaveCustomer(ctx, noted); err != nil {
			return err
		}
		return c.audit(ctx, employerSubject(noted.Employer), "employer.note", "", before, noted)
	})
}

// Block keeps an employer, an address or a domain away: ads from there are refused when they are handed in.
func (d *Desk) Block(ctx context.Context, by board.Actor, b board.Block) error {
	if err := cleanBlock(&b); err != nil {
		return err
	}
	return d.customer(ctx, by, func(c *change) error {
		if _, err := c.tx.Employer(ctx, b.Employer); err != nil {
			return err
		}
		b.By, b.At = by.Email, c.now
		added, err := c.tx.Block(ctx, b)
		if err != nil || !added {
			return err
		}
		return c.audit(ctx, employerSubject(b.Employer), "employer.block", b.Reason, nil, blocked(b))
	})
}

// Unblock ends a block.
func (d *Desk) Unblock(ctx context.Context, by board.Actor, b board.Block) error {
	return d.customer(ctx, by, func(c *change) error {
		if err := c.tx.Unblock(ctx, b); err != nil {
			return err
		}
		return c.audit(ctx, employerSubject(b.Employer), "employer.unblock", "", blocked(b), nil)
	})
}

// blocked is a block as the audit log tells of it: an address is a person's.
func blocked(b board.Block) any {
	if b.Kind == board.BlockAddress {
		return map[string]string{"kind": string(b.Kind), "email": b.Value}
	}
	return map[string]string{"kind": string(b.Kind), "value": b.Value}
}

func cleanBlock(b *board.Block) error {
	var wrong board.Invalid
	b.Value, b.Reason = strings.ToLower(strings.TrimSpace(b.Value)), strings.TrimSpace(b.Reason)
	switch b.Kind {
	case board.BlockEmployer:
		b.Value = ""
	case board.BlockAddress:
		if _, err := board.ParseEmail(b.Value); err != nil {
			wrong.Add(board.Fault{Field: "value", Code: "email"})
		}
	case board.BlockDomain:
		b.Value = strings.TrimPrefix(b.Value, "@")
		if _, err := board.ParseEmail("x@" + b.Value); err != nil {
			wrong.Add(board.Fault{Field: "value", Code: "domain"})
		}
	default:
		wrong.Add(board.Fault{Field: "kind", Code: "required"})
	}
	gather(&wrong, board.CheckReason(b.Reason))
	return wrong.Err()
}

// admitted refuses ads of an employer, or from an owner's address, that is kept away. It is asked wherever somebody who is
// not at the desk hands in an ad.
func (c *change) admitted(ctx context.Context, employer board.EmployerID, email string) error {
	blocks, err := c.tx.BlocksFor(ctx, employer, email)
	if err == nil && len(blocks) > 0 {
		err = fmt.Errorf("an ad from somebody who is kept away: %w", board.ErrForbidden)
	}
	return err
}
