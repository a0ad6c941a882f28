package board

import (
	"slices"
	"strconv"
	"time"
)

// WithHarmless is the ad with those values of another version that an owner may change while readers see it, without an
// editor looking first: who answers questions, numbers to be quoted, the start, how many are hired.
func (a Ad) WithHarmless(wanted Ad) Ad {
	a.Contacts, a.UnionContacts = wanted.Contacts, wanted.UnionContacts
	a.Apply.Reference, a.RegistryNumber = wanted.Apply.Reference, wanted.RegistryNumber
	a.Terms.Start, a.Terms.Vacancies = wanted.Terms.Start, wanted.Terms.Vacancies
	return a
}

// ExtensionReasons lists why a deadline is moved to a later day, in the order of a page (terms: 11).
func ExtensionReasons() []string {
	return []string{"few_applicants", "holiday", "system_down", ExtensionChanged}
}

// EndReasons lists why an owner ends an ad, in the order of a page (terms: 11).
func EndReasons() []string {
	return []string{EndFilled, EndCancelled, EndEnoughApplicants, EndError, EndNotOurs}
}

// ExtensionChanged is the reason of an extension when a later deadline is a part of other changes.
const ExtensionChanged = "changed"

// EndAsked is the reason of an ad that its owner has taken away without saying more (terms: 13).
const EndAsked = "employer_asked"

// Unpublished says whether readers have not seen the job yet at the time, and it can still be cancelled for nothing.
func (j *Job) Unpublished(now time.Time) bool {
	return slices.Contains([]Status{StatusInReview, StatusReturned, StatusScheduled}, j.Status(now))
}

// AddOwner lets one more address change the job. An Invalid says that there are as many as there can be.
func (j *Job) AddOwner(email string) error {
	switch {
	case slices.Contains(j.Owners, email):
		return nil
	case len(j.Owners) >= MaxOwners:
		return &Invalid{[]Fault{{Field: "owners", Code: "too_many", Allowed: strconv.Itoa(MaxOwners)}}}
	}
	j.Owners = append(slices.Clone(j.Owners), email)
	return nil
}

// RemoveOwner takes an address away, but not the last. One that is none is ErrNotFound.
func (j *Job) RemoveOwner(email string) error {
	i := slices.Index(j.Owners, email)
	switch {
	case i < 0:
		return ErrNotFound
	case len(j.Owners) == 1:
		return &Invalid{[]Fault{{Field: "owners", Code: "last_owner"}}}
	}
	j.Owners = slices.Delete(slices.Clone(j.Owners), i, i+1)
	return nil
}
