package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/picture"
	"ledigajobb/internal/store"
)

// A logo belongs to an employer. One that comes with an ad is the employer's once the ad is approved; who an employer trusts
// may change it at once.

// OfferedLogo is the key of an employer's logo for somebody who advertises for it, empty: none. It is offered to those who
// belong to the employer, not to an agency or a stranger.
func (d *Desk) OfferedLogo(ctx context.Context, by board.Actor, employer board.EmployerID) (key string, err error) {
	if employer == 0 {
		return "", nil // nobody knows it yet
	}
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

// How many pictures can be sent for one draft, or one ad, one in place of the other.
var logosOn = []limit{{"logo on", 20, 24 * time.Hour}}

// SaveDraftLogo lets a picture come with a draft; no file takes it away. What is wrong with it is a picture.Error, too many of
// them a board.TooMany.
func (d *Desk) SaveDraftLogo(ctx context.Context, by board.Actor, id board.ID, key string, version int, file []byte) (draft *board.Draft, err error) {
	logo, err := d.sentLogo(ctx, by, id, file, func(c *change) error {
		_, err := c.draft(ctx, id, key)
		return err
	})
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

// A LogoOfAd is the logo that an ad has for its owner.
type LogoOfAd struct {
	Key    string // empty: none
	Change bool   // its owner may change it
	Asks   bool   // its owner may ask the desk to change it: readers see it, and nobody has looked at another
	All    bool   // for all ads of the employer, at once; else it comes with this ad
}

// LogoOfAd is the logo of an ad for one of its owners. An agency has none to see or to change.
func (d *Desk) LogoOfAd(ctx context.Context, by board.Actor, id board.ID) (l LogoOfAd, err error) {
	err = d.change(ctx, by, func(c *change) error {
		job, err := c.ofOwner(ctx, id, 0)
		if err != nil {
			return err
		}
		l, err = c.logoOf(ctx, job)
		return err
	})
	return l, err
}

func (c *change) logoOf(ctx context.Context, job *board.Job) (l LogoOfAd, err error) {
	if job.Ad.Agency.Name != "" || job.Employer.ID == 0 || job.State.Final() {
		return l, nil
	}
	if l.All, err = c.trusts(ctx, job); err != nil {
		return l, err
	}
	status := job.Status(c.now)
	l.Change = l.All || status == board.StatusInReview || status == board.StatusReturned
	l.Asks = !l.Change && slices.Contains([]board.Status{board.StatusScheduled, board.StatusLive, board.StatusPaused}, status)
	if l.Key = job.Review.Logo; l.Key != "" && !l.All {
		return l, nil
	}
	s, err := c.standing(ctx, job.Employer.ID, c.by.Email)
	if err == nil && s >= Colleague {
		l.Key = job.Employer.Logo
	}
	return l, err
}

// SaveAdLogo gives an ad of an owner another logo; no file takes it away. Where the employer trusts the owner it is the
// employer's at once, else once the ad is approved. To an agency there is no such thing. Errors are those of SaveDraftLogo.
func (d *Desk) SaveAdLogo(ctx context.Context, by board.Actor, seen Seen, file []byte) (*board.Job, error) {
	logo, err := d.sentLogo(ctx, by, seen.Job, file, func(c *change) error {
		_, err := c.ofOwner(ctx, seen.Job, 0)
		return err
	})
	if err != nil {
		return nil, err
	}
	return d.ofOwners(ctx, by, seen, "job.owner.logo", func(c *change, job *board.Job) error {
		may, err := c.logoOf(ctx, job)
		if err != nil {
			return err
		}
		if !may.Change {
			return fmt.Errorf("logo of %s: not theirs: %w", job.ID, board.ErrNotFound)
		}
		if err := c.savePicture(ctx, logo); err != nil {
			return err
		}
		if job.Review.Logo = logo.Key; !may.All {
			return nil
		}
		job.Review.Logo = ""
		e, err := c.tx.Employer(ctx, job.Employer.ID)
		if err != nil {
			return err
		}
		return c.giveLogo(ctx, e, logo.Key)
	})
}

// sentLogo makes a file that was sent for a draft or an ad fit to be shown; no file is no picture. It is counted before it is
// looked at, for whom may lets, and one is read at a time: that takes a second and 128 MB, and strangers send them.
func (d *Desk) sentLogo(ctx context.Context, by board.Actor, id board.ID, file []byte, may func(*change) error) (picture.Picture, error) {
	if len(file) == 0 {
		return picture.Picture{}, nil
	}
	err := d.change(ctx, by, func(c *change) error {
		if err := may(c); err != nil {
			return err
		}
		return c.allow(ctx, string(id), logosOn...)
	})
	if err != nil {
		return picture.Picture{}, err
	}
	d.pictures.Lock()
	defer d.pictures.Unlock()
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

// keepUnused is for how long a picture is kept that nothing uses: somebody may be about to use it again.
const keepUnused = 24 * time.Hour

// ForgetPictures takes away the pictures that readers have never been shown and that nothing uses any more: those of drafts that
// vanished, and of ads that were refused. It is to be called again and again. What uses them is looked for while others write.
func (d *Desk) ForgetPictures(ctx context.Context) error {
	before := d.now().Add(-keepUnused)
	keys, err := d.store.UnusedPictures(ctx, before)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(keys, atOnce) {
		err := d.change(ctx, board.System, func(c *change) error { return c.tx.DeleteUnusedPictures(ctx, some, before) })
		if err != nil {
			return err
		}
	}
	return nil
}
