package desk

import (
	"context"
	"fmt"

	"ledigajobb/internal/board"
	"ledigajobb/internal/picture"
	"ledigajobb/internal/store"
)

// A logo belongs to an employer. One that comes with an ad is the employer's once the ad is approved; who an employer trusts
// may change it at once.

// OfferedLogo is the key of an employer's logo for somebody who advertises for it, empty: none. It is offered to those who
// belong to the employer, not to an agency or a stranger.
func (d *Desk) OfferedLogo(ctx context.Context, by board.Actor, employer board.EmployerID) (key string, err error) {
	err = d.change(ctx, by, func(c *change) error {
		s, err := c.standing(ctx, employer, c.by.Email)
		if err != nil || s < Colleague && !c.by.May(board.PermPlace) {
			return err
		}
		e, err := c.tx.Employer(ctx, employer)
		key = e.Logo
		return err
	})
	return key, err
}

// SaveDraftLogo lets a picture come with a draft; no file takes it away. What is wrong with it is a picture.Error.
func (d *Desk) SaveDraftLogo(ctx context.Context, by board.Actor, id board.ID, key string, version int, file []byte) (draft *board.Draft, err error) {
	logo, err := readLogo(file)
	if err != nil {
		return nil, err
	}
	err = d.change(ctx, by, func(c *change) error {
		if draft, err = c.draft(ctx, id, key); err != nil {
			return err
		}
		if version != 0 && version != draft.Version {
			return c.stale(ctx, draftSubject(id))
		}
		if err := c.savePicture(ctx, logo); err != nil {
			return err
		}
		draft.Logo = logo.Key
		draft.Edited(c.now)
		return c.tx.SaveDraft(ctx, draft)
	})
	return draft, err
}

// SaveEmployerLogo gives an employer a logo, at once, for all its ads; no file takes it away. Those whom the employer trusts
// may do that, and those at the desk who change customers; to others there is no such employer.
func (d *Desk) SaveEmployerLogo(ctx context.Context, by board.Actor, id board.EmployerID, file []byte) error {
	logo, err := readLogo(file)
	if err != nil {
		return err
	}
	return d.change(ctx, by, func(c *change) error {
		e, err := c.tx.Employer(ctx, id)
		if err != nil {
			return err
		}
		s, err := c.standing(ctx, id, by.Email)
		if err != nil {
			return err
		}
		if !by.May(board.PermCustomers) && (s != Trusted || !e.Verified) {
			return fmt.Errorf("employer %d: not theirs: %w", id, board.ErrNotFound)
		}
		if err := c.savePicture(ctx, logo); err != nil {
			return err
		}
		return c.giveLogo(ctx, e, logo.Key)
	})
}

// readLogo makes a file fit to be shown; no file is no picture.
func readLogo(file []byte) (picture.Picture, error) {
	if len(file) == 0 {
		return picture.Picture{}, nil
	}
	return picture.Logo(file)
}

func (c *change) savePicture(ctx context.Context, p picture.Picture) error {
	if p.Key == "" {
		return nil
	}
	return c.tx.SavePicture(ctx, store.Picture{Key: p.Key, Bytes: p.PNG, Width: p.Width, Height: p.Height, CreatedAt: c.now})
}

// adoptLogo makes the picture that came with an approved ad its employer's.
func (c *change) adoptLogo(ctx context.Context, job *board.Job) error {
	if job.Review.Logo == "" || job.Employer.ID == 0 || job.Ad.Agency.Name != "" {
		return nil
	}
	e, err := c.tx.Employer(ctx, job.Employer.ID)
	if err != nil {
		return err
	}
	return c.giveLogo(ctx, e, job.Review.Logo)
}

func (c *change) giveLogo(ctx context.Context, e board.Employer, key string) error {
	if e.Logo == key {
		return nil
	}
	before := e
	e.Logo, e.UpdatedAt = key, c.now
	if err := c.tx.SaveEmployer(ctx, &e); err != nil {
		return err
	}
	return c.audit(ctx, employerSubject(e.ID), "employer.logo", "", before, e)
}
