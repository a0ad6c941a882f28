package board

import (
	"slices"
	"time"
)

// A Job is an ad with its life. Its state changes by its moves only, each of which is given the time and refuses with a
// MoveError what the state does not allow.
type Job struct {
	ID       ID
	Ad       Ad
	Employer Employer
	Revision *Revision // a changed ad that waits for an editor while readers see Ad

	// State is the state that was decided; Status tells the state at a time. The store reads and writes State,
	// everybody else asks Status.
	State    Status
	Run      Run
	Days     int // the package's longest run in days, 0: as long as the deadline says
	Review   Review
	Decision Decision
	Ending   Ending

	Package     Package
	Promotion   Promotion
	Extension   Extension
	Readvertise Readvertise
	Source      Source
	Owners      []string // mail addresses, 1–5; an imported job has none

	CreatedAt time.Time
	UpdatedAt time.Time // when a reader last saw something change
	Version   int       // counts the job's changes; a save of an older version is an ErrConflict
}

// A Revision is a changed ad that waits beside the published one.
type Revision struct {
	Ad          Ad
	SubmittedAt time.Time
	By          string
}

// A Decision is what the desk said last of an ad.
type Decision struct {
	By      string // the editor's mail address, Importer or ByTrust
	At      time.Time
	Reasons []string // slugs of terms 12
	Text    string   // the words sent with them
}

// ByTrust is who decides on an ad that is published without a review, because its owner is trusted.
const ByTrust = "trust"

// An Ending is why and when an ad was ended before its time.
type Ending struct {
	Reason string // a slug of terms 11 or 13
	At     time.Time
	Other  ID // the ad that this one was a duplicate of
}

// Promotion is what lifts an ad above others.
type Promotion struct {
	FeaturedUntil time.Time // Toppannons: paid for, with an end
	EditorsPick   bool      // Redaktionens val: never paid for
	Place         int       // among the featured ads of a sidebar, or among its picks: 1 is first; 0: after those, the newest first
}

// Extension remembers the deadline before it was extended, and why.
type Extension struct {
	From   Deadline
	Reason string // a slug of terms 11
	Spent  bool   `json:",omitzero"` // the extension that the job's package includes has been used, by this one or one before it
}

// Readvertise points from a new ad to the one it repeats.
type Readvertise struct {
	Of         ID
	ApplyAgain bool // earlier applicants are welcome to apply again; else they need not
}

// A Source is where an imported ad comes from.
type Source struct {
	Name   string // "jobtech"
	ID     string // its id there
	URL    string
	Digest string // of what the source last said, so that an unchanged ad is left alone
}

// Status is the state at the time. What a reader may see is decided here and nowhere else, for list, page, feed,
// sidebar, API and letters alike, by the clock when they ask: no timer has to run for a job to begin or end.
func (j *Job) Status(now time.Time) Status {
	switch {
	case j.State != StatusLive:
		return j.State
	case now.Before(j.Run.From):
		return StatusScheduled
	case now.Before(j.Run.Until):
		return StatusLive
	}
	return StatusExpired
}

// VisibleAt says whether a reader finds the job in lists at the time.
func (j *Job) VisibleAt(now time.Time) bool { return j.Status(now) == StatusLive }

// FeaturedAt says whether the job is a Toppannons at the time.
func (j *Job) FeaturedAt(now time.Time) bool { return now.Before(j.Promotion.FeaturedUntil) }

// EndedAt is when the job's time was over: its ending, or the end of its run. It is the zero time for one that has
// not been published.
func (j *Job) EndedAt() time.Time {
	if j.Ending.At.IsZero() {
		return j.Run.Until
	}
	return j.Ending.At
}

// GoneAt says whether the job's page has ended for good at the time: withdrawn, or ended longer ago than an ended ad is
// kept.
func (j *Job) GoneAt(now time.Time, keep time.Duration) bool {
	s := j.Status(now)
	return s == StatusWithdrawn || s.Ended() && !now.Before(j.EndedAt().Add(keep))
}

// Continuous says whether applications are assessed as they arrive: as stated, or for want of a deadline.
func (j *Job) Continuous() bool { return j.Ad.Continuous || j.Ad.Deadline.IsZero() }

// Public is the job as a reader may see it at the time: after its end without contacts and ways to apply.
func (j *Job) Public(now time.Time) *Job {
	seen := *j
	seen.State = j.Status(now)
	seen.Revision, seen.Owners, seen.Decision, seen.Review = nil, nil, Decision{}, Review{}
	if seen.State != StatusLive {
		seen.Ad = j.Ad.WithoutContacts()
	}
	return &seen
}

// allow is nil when the job is, at the time, in one of the states, else the MoveError.
func (j *Job) allow(move Move, now time.Time, from ...Status) error {
	if s := j.Status(now); !slices.Contains(from, s) {
		return &MoveError{Move: move, From: s}
	}
	return nil
}

// changed notes that a reader will see something else from now on.
func (j *Job) changed(now time.Time) { j.UpdatedAt = now }
