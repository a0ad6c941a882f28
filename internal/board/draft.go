package board

import "time"

// A Draft is an ad that nobody but its author has seen. It may be unfinished in every way; it becomes a Job when it is
// submitted whole and its author confirms it by mail.
type Draft struct {
	ID          ID
	State       Status // StatusDraft or StatusUnconfirmed
	Ad          Ad
	EmployerID  EmployerID  // a known employer, or 0
	Employer    NewEmployer // as the author wrote it, when it is not a known one
	Owner       string      // the author's mail address, empty until it is asked for
	Package     Package
	PublishAt   time.Time // the wished time of publication; zero: as soon as approved
	Readvertise Readvertise
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

// Edit replaces the draft's ad. What was submitted must be submitted again.
func (d *Draft) Edit(ad Ad, now time.Time) {
	d.Ad, d.State, d.UpdatedAt = ad, StatusDraft, now
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
		Review: Review{Since: now, Wished: d.PublishAt}, Readvertise: d.Readvertise, Owners: []string{d.Owner}, CreatedAt: now, UpdatedAt: now,
	}, nil
}
