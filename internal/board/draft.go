package board

import (
	"slices"
	"time"
)

// A Draft is an ad that nobody but its author has seen. It may be unfinished in every way; it becomes a Job when it is
// submitted whole and its author confirms it by mail.
type Draft struct {
	ID          ID
	State       Status // StatusDraft or StatusUnconfirmed
	Ad          Ad
	EmployerID  EmployerID  // a known employer, or 0
	Employer    NewEmployer // as the author wrote it, when it is not a known one
	Client      Client
	Owner       string   // the author's mail address, empty until it is asked for
	CoOwners    []string // further addresses that may change the ad
	Logo        string   // key of a picture that came with the ad; the employer's when the ad is approved
	Package     Package
	Order       DraftOrder
	PublishAt   time.Time // the wished time of publication; zero: as soon as approved
	Readvertise Readvertise
	Form        DraftForm
	Begun       Begun
	Proof       Proof     // of the desk's, as it was sent to its customer
	WarnedAt    time.Time // when its author was told that it will vanish
	CreatedAt   time.Time
	UpdatedAt   time.Time
	Version     int // as a Job's
}

// NewEmployer is an employer as a form or a source names it.
type NewEmployer struct {
	Name   string
	OrgNr  OrgNr
	Sector Sector
	URL    string
}

// Client is for whom an ad is handed in.
type Client struct {
	For Whom
	// Told is an address at the employer, where it is told that somebody else advertises for it; empty: none is known.
	Told string
}

// Whom answers "För vem annonserar du?".
type Whom string

// The answers; empty: not asked yet.
const (
	ForOwn   Whom = "own"
	ForOther Whom = "other" // an agency: it is named on the ad
)

// Whoms lists them.
func Whoms() []Whom { return []Whom{ForOwn, ForOther} }

// DraftOrder is what is ordered with the ad besides its package.
type DraftOrder struct {
	Extras   []Item
	Discount int64  // kronor off, by hand; the desk's alone to give
	Reason   string // of that
	Invoice  Invoice
	Terms    string // the version of the terms that was accepted
}

// DraftForm is what the form has to know when its author comes back, and the ad itself can't say.
type DraftForm struct {
	Step  string              // where the author was
	Typed map[string][]string // what was typed where it could not be read, by the form's fields
	Check map[string]string   // fields that were filled in from elsewhere and not looked at yet, and how each was found
	Link  string              // where they were read

	// Unreached is an address to apply by at which nobody answered when it was typed; empty: it was reached, or not tried.
	Unreached string `json:",omitzero"`
}

// Begun is who began a draft, and so may go on with it before its owner has confirmed anything.
type Begun struct {
	KeyHash []byte // SHA-256 of the secret that lets its bearer go on with the draft; empty: nobody has one
	By      string // the address of who was signed in
	AtDesk  bool   // for a customer: everybody there who may place ads can go on with it
}

// The days of a draft that nobody comes back to: it vanishes after DraftDays, and its author, when known, is told
// DraftWarning days before.
const (
	DraftDays    = 30
	DraftWarning = 7
)

// Edited notes that the author has changed the draft. What was submitted must be submitted again, and what was about to
// vanish stays.
func (d *Draft) Edited(now time.Time) {
	d.State, d.UpdatedAt, d.WarnedAt, d.Proof.Reviewed = StatusDraft, now, time.Time{}, false
}

// Owners is the addresses that the job will belong to, the author's first.
func (d *Draft) Owners() []string {
	owners := []string{d.Owner}
	for _, email := range d.CoOwners {
		if email != "" && !slices.Contains(owners, email) {
			owners = append(owners, email)
		}
	}
	return owners
}

// Submit asks the author to confirm the draft by mail.
func (d *Draft) Submit(now time.Time) error {
	switch {
	case d.State != StatusDraft:
		return &MoveError{Move: MoveSubmit, From: d.State}
	case d.Owner == "":
		return &MoveError{MoveSubmit, d.State, "nobody to ask for confirmation"}
	}
	d.State, d.UpdatedAt = StatusUnconfirmed, now
	return nil
}

// Confirm makes the draft a job in review at the employer; days is its package's longest run.
func (d *Draft) Confirm(employer Employer, days int, now time.Time) (*Job, error) {
	if d.State != StatusUnconfirmed {
		return nil, &MoveError{Move: MoveConfirm, From: d.State}
	}
	return &Job{
		ID: d.ID, Ad: d.Ad, Employer: employer, State: StatusInReview, Days: days, Package: d.Package,
		Review:      Review{Since: now, Wished: d.PublishAt, Logo: d.Logo},
		Readvertise: d.Readvertise, Owners: d.Owners(), CreatedAt: now, UpdatedAt: now,
	}, nil
}
