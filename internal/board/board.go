// Package board knows what a job is.
//
// It holds the nouns of the job board and their rules, and nothing else: no database, no HTTP, no JSON, only the
// standard library. A rule is a method on a noun; one that depends on the time is given it. The words, everywhere
// in code, database, API and pages:
//
//	Ad        what an employer writes and a reader sees: headline, text, places, pay, deadline, how to apply
//	Draft     an Ad that nobody but its author has seen; it becomes a Job when its author confirms it
//	Job       an Ad with its life: reviewed, scheduled, live, ended; the unit of search, alerts and invoices
//	Revision  a changed Ad of a published Job that waits for an editor beside the version that readers see
//	Status    where in its life a Job is at a given time (Job.Status); what readers may see follows from it
//	Run       from when until when a Job is shown
//	Employer  who hires: an organisation with a number, a name, a page of its own
//	Owner     the mail address of somebody who may change a Job
//	Editor    a person at the journal's desk, in one of four desk roles
//	Alert     a search that a reader follows by mail
//	Order     what an employer has bought, on its way to the ledger
//	Notice    a letter that is owed, not yet written
//	Change    a row of the change log: something a reader sees became different
//	Query     a search, parsed
//	Fault     one thing that is wrong with what came in; Invalid is all of them
//
// Instants are time.Time with millisecond precision; days and deadlines are those of Sweden (Europe/Stockholm).
package board

import (
	"fmt"
	"strings"
)

// ID names a job or draft to the outside: ten characters of lower-case base32, unguessable, stable for ever.
// A draft's ID becomes its job's.
type ID string

// idAlphabet is Crockford's base32 in lower case: no i, l, o or u to misread.
const idAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// IDLength is the number of characters of an ID: 50 bits.
const IDLength = 10

// NewID makes an ID from ten random bytes.
func NewID(random [IDLength]byte) ID {
	var id [IDLength]byte
	for i, b := range random {
		id[i] = idAlphabet[b&31]
	}
	return ID(id[:])
}

// ParseID reads an ID. What cannot be one is ErrNotFound: there is nothing at such an address.
func ParseID(s string) (ID, error) {
	if len(s) != IDLength || strings.Trim(s, idAlphabet) != "" {
		return "", fmt.Errorf("id %.20q: %w", s, ErrNotFound)
	}
	return ID(s), nil
}
