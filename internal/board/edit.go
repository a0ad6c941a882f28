package board

import (
	"slices"
	"time"
)

// Correction is the reason of a new deadline that was a mistake before: readers are not told that the time was extended.
const Correction = "correction"

// AsDraft is the job as the form of an ad shows it, to be changed.
func (j *Job) AsDraft() *Draft {
	d := &Draft{
		ID: j.ID, Ad: j.Ad, EmployerID: j.Employer.ID, Package: j.Package, PublishAt: j.Run.From, CreatedAt: j.CreatedAt, UpdatedAt: j.UpdatedAt,
		Employer: NewEmployer{Name: j.Employer.Name, OrgNr: j.Employer.OrgNr, Sector: j.Employer.Sector, URL: j.Employer.URL},
	}
	if j.Run.From.IsZero() {
		d.PublishAt = j.Review.Wished
	}
	return d
}

// SetDeadline moves the last day to apply, also beyond the days of the job's package. A later one is an extension, which
// readers are told of, unless the old one was a mistake.
func (j *Job) SetDeadline(deadline Deadline, reason string, now time.Time) error {
	if err := j.allow(MoveDeadline, now, StatusInReview, StatusScheduled, StatusLive, StatusPaused); err != nil {
		return err
	}
	days := j.Days
	if !j.Run.From.IsZero() && days > 0 {
		days = max(days, DateOf(deadline.LastSecond()).since(DateOf(j.Run.From)))
	}
	extends := j.State != StatusInReview && !j.Ad.Deadline.IsZero() && deadline.End().After(j.Ad.Deadline.End())
	if extends && slices.Contains(ExtensionReasons(), reason) {
		return j.Extend(deadline, reason, days, now)
	}
	ad, before := j.Ad, j.Days
	ad.Deadline, j.Days = deadline, days
	err := j.Edit(ad, now)
	if err != nil {
		j.Days = before
	}
	return err
}

// since is how many days the day comes after another.
func (d Date) since(other Date) int {
	noon := func(d Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC) }
	return int(noon(d).Sub(noon(other)) / (24 * time.Hour))
}

// Give gives a job to other owners, 1–5 of them.
func (j *Job) Give(owners []string, now time.Time) error {
	if j.State.Final() {
		return &MoveError{Move: MoveGive, From: j.State}
	}
	j.Owners = owners
	return nil
}

// Emptied is an ad that has been taken away because of what it says: without its text, its people and its own words. What
// the desk has to know of it remains.
func (a Ad) Emptied() Ad {
	a = a.WithoutContacts()
	a.Text, a.Salary.Description = Text{}, ""
	return a
}
