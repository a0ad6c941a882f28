// Package desk is the only door for changes.
//
// Every write of the program is a method here, and each reads the same: validate what came in, clean it, and in one
// transaction load what is there, ask the rule, save, and note what is owed to readers (the change log) and to people
// (notices). Nothing is sent or indexed from here; that starts from what was written.
package desk

import (
	"fmt"
	"io"
	"sync"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/store"
	"ledigajobb/internal/validate"
)

// Config is what a desk stands on.
type Config struct {
	Store  *store.Store
	Random io.Reader // makes ids and secrets; must be unpredictable
	Now    func() time.Time
	Admins []string    // mail addresses of those who are admins whatever the database says
	Signer link.Signer // keeps mail addresses out of the table of attempts
	Terms  string      // the terms for advertisers while the settings have none of their own
}

// A Desk takes changes. Make one with New.
type Desk struct {
	store    *store.Store
	validate *validate.Validator
	random   io.Reader
	now      func() time.Time
	admins   []string
	signer   link.Signer
	terms    string
	pictures sync.Mutex // held by who reads one that was sent
}

// New is a desk that writes to the store.
func New(c Config) *Desk {
	return &Desk{store: c.Store, validate: validate.New(), random: c.Random, now: c.Now, admins: c.Admins, signer: c.Signer, terms: c.Terms}
}

func (d *Desk) newID() (board.ID, error) {
	var b [board.IDLength]byte
	if _, err := io.ReadFull(d.random, b[:]); err != nil {
		return "", fmt.Errorf("making an id: %w", err)
	}
	return board.NewID(b), nil
}
