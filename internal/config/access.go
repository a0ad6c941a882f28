package config

import (
	"errors"
	"fmt"
	"net/mail"
	"strings"
)

// Access says who is at the desk whatever the database says, and what signs links.
type Access struct {
	Editors []string `help:"Mail addresses of those who are always admins of the desk: anna@journal.se,per@journal.se."`
	Secret  []string `help:"Signs links; at least 32 characters that a program has made. The first signs, the others are still accepted: put a new one first. Required with PostgreSQL. (default with SQLite: a file beside the database, NAME.secret, which a backup must keep too)"`
}

// minSecret is how many characters a secret has at least.
const minSecret = 32

// Admins is --editors in small letters, as addresses are kept and compared.
func (a *Access) Admins() []string {
	var all []string
	for _, address := range a.Editors {
		all = append(all, strings.ToLower(strings.TrimSpace(address)))
	}
	return all
}

// check is nil, or every fault. What was given as a secret is never repeated.
func (a *Access) check(d Database) error {
	var faults []error
	for _, address := range a.Admins() {
		if read, err := mail.ParseAddress(address); err != nil || read.Address != address {
			faults = append(faults, fmt.Errorf("--editors %q is no mail address: write anna@journal.se", address))
		}
	}
	for i, secret := range a.Secret {
		if len(secret) < minSecret {
			faults = append(faults, fmt.Errorf("--secret number %d has %d characters: it needs at least %d, for example those of: openssl rand -hex 32", i+1, len(secret), minSecret))
		}
	}
	if len(a.Secret) == 0 && strings.HasPrefix(d.Database, "postgres") {
		faults = append(faults, errors.New("--secret is missing: with PostgreSQL it must be given, the same to every replica, for example what this prints: openssl rand -hex 32"))
	}
	return errors.Join(faults...)
}

// EditorLink is what is told for a link that lets an editor in.
type EditorLink struct {
	Database
	Access
	BaseURL string `name:"base-url" default:"http://127.0.0.1:8080" help:"The public address of the service, as serve has it."`
	Email   string `arg:"" help:"The editor's mail address."`
}

// Check is nil, or every fault of the settings in one error.
func (c *EditorLink) Check() error {
	return errors.Join(checkBase(c.BaseURL), c.Database.Check(), c.Access.check(c.Database))
}
