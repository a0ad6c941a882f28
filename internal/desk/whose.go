package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// Standing is how an employer knows a mail address.
type Standing int

// The standings, each more than the one before.
const (
	Stranger   Standing = iota // nothing ties the address to the employer
	Colleague                  // it is at the very domain of an address that a verified employer trusts; a subdomain is another
	Advertiser                 // ads of it for the employer have been approved, other than as an agency
	Trusted                    // an editor trusts it: it publishes for a verified employer without a review
)

// Standing is how an employer knows a mail address; employer 0 knows nobody.
func (d *Desk) Standing(ctx context.Context, employer board.EmployerID, email string) (s Standing, err error) {
	err = d.change(ctx, board.System, func(c *change) error {
		s, err = c.standing(ctx, employer, email)
		return err
	})
	return s, err
}

func (c *change) standing(ctx context.Context, id board.EmployerID, email string) (Standing, error) {
	if id == 0 || email == "" {
		return Stranger, nil
	}
	employer, err := c.tx.Employer(ctx, id)
	if err != nil {
		return Stranger, err
	}
	trusted, err := c.tx.Trusted(ctx, id)
	if err != nil {
		return Stranger, err
	}
	if slices.ContainsFunc(trusted, func(t board.Trust) bool { return t.Email == email }) {
		return Trusted, nil
	}
	advertises, err := c.tx.Advertises(ctx, id, email)
	if err != nil || advertises {
		return Advertiser, err
	}
	sameDomain := func(t board.Trust) bool { return domain(t.Email) == domain(email) && !shared(domain(email)) }
	if employer.Verified && slices.ContainsFunc(trusted, sameDomain) {
		return Colleague, nil
	}
	return Stranger, nil
}

func domain(email string) string { return email[strings.LastIndexByte(email, '@')+1:] }

// shared says whether a domain belongs to a provider of mail for everybody: two of its addresses have nothing in common.
func shared(domain string) bool {
	name, _, _ := strings.Cut(domain, ".")
	return slices.Contains([]string{"gmail", "googlemail", "hotmail", "outlook", "live", "msn", "yahoo", "icloud", "me", "mac",
		"proton", "protonmail", "pm", "gmx", "aol", "mail", "telia", "bredband", "spray", "tele2", "comhem", "passagen", "home", "swipnet"}, name)
}

// employerOf is the known employer of a draft: the one that it was begun with, or that its number or name leads to. It is
// the zero Employer when nobody knows it yet.
func (c *change) employerOf(ctx context.Context, d *board.Draft) (board.Employer, error) {
	if d.EmployerID != 0 {
		return c.tx.Employer(ctx, d.EmployerID)
	}
	if d.Employer.Name == "" && d.Employer.OrgNr.IsZero() {
		return board.Employer{}, nil
	}
	known, err := c.tx.EmployerByKey(ctx, board.EmployerKey(d.Employer.OrgNr, handmade, d.Employer.Name))
	if errors.Is(err, board.ErrNotFound) {
		return board.Employer{}, nil
	}
	return known, err
}

// hiring is the employer of a draft, which is made when nobody knows it yet. Public bodies are called as they are known.
func (c *change) hiring(ctx context.Context, d *board.Draft) (board.Employer, error) {
	employer, err := c.employerOf(ctx, d)
	if err != nil || employer.ID != 0 {
		return employer, err
	}
	wrote := d.Employer
	employer = board.Employer{Name: wrote.Name, OrgNr: wrote.OrgNr, Sector: wrote.Sector, URL: wrote.URL, UpdatedAt: c.now}
	if body, ok := reference.BodyByOrgNr(wrote.OrgNr); ok {
		employer.Name, employer.LegalName, employer.Sector = body.Name, body.LegalName, body.Sector
	}
	if employer.Sector == "" {
		employer.Sector = wrote.OrgNr.SuggestedSector()
	}
	if err := c.tx.InsertEmployer(ctx, &employer, board.EmployerKey(wrote.OrgNr, handmade, wrote.Name), countyOf(d.Ad)); err != nil {
		return employer, fmt.Errorf("employer: %w", err)
	}
	return employer, nil
}

// ofOwner loads an ad that belongs to who asks. To everybody else there is no such ad.
func (c *change) ofOwner(ctx context.Context, id board.ID, version int) (*board.Job, error) {
	job, err := c.tx.Job(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := mayOwn(c.by, job); err != nil {
		return nil, err
	}
	if version != 0 && version != job.Version {
		return nil, c.stale(ctx, board.Subject{Kind: board.SubjectJob, ID: string(id)})
	}
	return job, nil
}

func mayOwn(by board.Actor, job *board.Job) error {
	if by.Email == "" || !slices.Contains(job.Owners, by.Email) {
		return fmt.Errorf("job %s: not theirs: %w", job.ID, board.ErrNotFound)
	}
	return nil
}
