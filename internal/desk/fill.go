package desk

import (
	"context"
	"fmt"

	"ledigajobb/internal/board"
	"ledigajobb/internal/picture"
	"ledigajobb/internal/store"
)

// A Hiring is an employer with all its jobs.
type Hiring struct {
	Employer board.Employer   // without number and slug, which it is given
	Logo     *picture.Picture // nil: it has none
	Jobs     []*board.Job     // with IDs, and the lives that they have had; their employer is filled in
}

// Fill puts a whole board into an empty store, in one transaction. A store in which something has been written is left as
// it is, and nothing is made for it; filled says whether it was empty.
func (d *Desk) Fill(ctx context.Context, make func() ([]Hiring, error)) (filled bool, err error) {
	at, err := d.store.Position(ctx)
	if err != nil || at.Seq > 0 {
		return false, err
	}
	hirings, err := make()
	if err != nil {
		return false, err
	}
	err = d.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.Alone(ctx, intake); err != nil {
			return err
		}
		at, err := tx.Position(ctx)
		if filled = err == nil && at.Seq == 0; !filled { // another process was first
			return err
		}
		for _, h := range hirings {
			if err := d.hire(ctx, tx, h); err != nil {
				return fmt.Errorf("employer %s: %w", h.Employer.Name, err)
			}
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("filling the board: %w", err)
	}
	return filled, nil
}

// handmade is the source of employers that no import has brought.
const handmade = ""

func (d *Desk) hire(ctx context.Context, tx *store.Tx, h Hiring) error {
	employer := h.Employer
	employer.UpdatedAt = d.now()
	if h.Logo != nil {
		logo := store.Picture{Key: h.Logo.Key, Bytes: h.Logo.PNG, Width: h.Logo.Width, Height: h.Logo.Height, CreatedAt: d.now()}
		if err := tx.SavePicture(ctx, logo); err != nil {
			return err
		}
		employer.Logo = h.Logo.Key
	}
	key := board.EmployerKey(employer.OrgNr, handmade, employer.Name)
	if err := tx.InsertEmployer(ctx, &employer, key, ""); err != nil {
		return err
	}
	for _, j := range h.Jobs {
		j.Employer = employer
		if j.State != board.StatusInReview {
			tx.Append(board.Change{Kind: board.ChangeJob, Job: j.ID, At: d.now()})
		}
	}
	return tx.InsertJobs(ctx, h.Jobs)
}
