// Package desk is the only door for changes.
//
// Every write of the program is a method here, and each reads the same: validate what came in, clean it, and in one
// transaction load what is there, ask the rule, save, and note what is owed to readers (the change log) and to people
// (notices). Nothing is sent or indexed from here; that starts from what was written.
package desk

import (
	"fmt"
	"io"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/validate"
)

// A Desk takes changes. Make one with New.
type Desk struct {
	store    *store.Store
	validate *validate.Validator
	random   io.Reader // makes ids; must be unpredictable
	now      func() time.Time
}

// New is a desk that writes to the store.
func New(s *store.Store, random io.Reader, now func() time.Time) *Desk {
	return &Desk{store: s, validate: validate.New(), random: random, now: now}
}

func (d *Desk) newID() (board.ID, error) {
	var b [board.IDLength]byte
	if _, err := io.ReadFull(d.random, b[:]); err != nil {
		return "", fmt.Errorf("making an id: %w", err)
	}
	return board.NewID(b), nil
}
