package board

import (
	"slices"
	"time"
)

// Approve publishes a job that is in review: now, or at a later instant. The run is counted from there.
func (j *Job) Approve(by string, at, now time.Time) error {
	if err := j.allow(MoveApprove, now, StatusInReview); err != nil {
		return err
	}
	if at.Before(now) {
		at = now
	}
	run := NewRun(at, j.Ad.Deadline, j.Days)
	if !run.Until.After(at) {
		return &MoveError{MoveApprove, StatusInReview, "its deadline has passed"}
	}
	j.State, j.Run = StatusLive, run
	j.Decision, j.Review.Asked = Decision{By: by, At: now}, Question{}
	j.changed(now)
	return nil
}

// Return sends a job in review back to its owner, who can mend it; reasons are slugs of terms 12.
func (j *Job) Return(by string, reasons []string, text string, now time.Time) error {
	return j.turnDown(MoveReturn, StatusReturned, Decision{by, now, reasons, text})
}

// Refuse turns a job in review down for good.
func (j *Job) Refuse(by string, reasons []string, text string, now time.Time) error {
	return j.turnDown(MoveRefuse, StatusRefused, Decision{by, now, reasons, text})
}

func (j *Job) turnDown(move Move, to Status, d Decision) error {
	if err := j.allow(move, d.At, StatusInReview); err != nil {
		return err
	}
	if len(d.Reasons) == 0 {
		return &MoveError{move, StatusInReview, "no reason is given"}
	}
	j.State, j.Decision, j.Review.Asked = to, d, Question{}
	return nil
}

// Resubmit gives a returned job, mended, to the desk again.
func (j *Job) Resubmit(ad Ad, now time.Time) error {
	if err := j.allow(MoveResubmit, now, StatusReturned); err != nil {
		return err
	}
	j.State, j.Ad = StatusInReview, ad
	j.Review.Since = now
	return nil
}

// Edit replaces the ad of a job that readers do not see yet or see through a trusted owner or an editor: at once,
// without a revision. A new deadline moves the end of its run.
func (j *Job) Edit(ad Ad, now time.Time) error {
	if err := j.allow(MoveEdit, now, StatusInReview, StatusScheduled, StatusLive, StatusPaused); err != nil {
		return err
	}
	return j.replaceAd(MoveEdit, ad, now)
}

// Revise puts a changed ad beside the published one, to wait for an editor; a later one replaces it.
func (j *Job) Revise(ad Ad, by string, now time.Time) error {
	if err := j.allow(MoveRevise, now, StatusScheduled, StatusLive, StatusPaused); err != nil {
		return err
	}
	j.Revision, j.Review.Asked = &Revision{Ad: ad, SubmittedAt: now, By: by}, Question{}
	return nil
}

// AcceptRevision shows the waiting revision to readers.
func (j *Job) AcceptRevision(by string, now time.Time) error {
	if err := j.allow(MoveAcceptRevision, now, StatusScheduled, StatusLive, StatusPaused); err != nil {
		return err
	}
	if j.Revision == nil {
		return &MoveError{MoveAcceptRevision, j.Status(now), "no revision is waiting"}
	}
	if err := j.replaceAd(MoveAcceptRevision, j.Revision.Ad, now); err != nil {
		return err
	}
	j.Revision, j.Decision, j.Review.Asked = nil, Decision{By: by, At: now}, Question{}
	return nil
}

// DropRevision takes the waiting revision away: its owner has thought better of it, or the desk turns it down, with
// reasons.
func (j *Job) DropRevision(by string, reasons []string, text string, now time.Time) error {
	if j.Revision == nil {
		return &MoveError{MoveDropRevision, j.Status(now), "no revision is waiting"}
	}
	j.Revision, j.Decision, j.Review.Asked = nil, Decision{by, now, reasons, text}, Question{}
	return nil
}

// replaceAd puts the new ad in place. Before approval there is no run to move.
func (j *Job) replaceAd(move Move, ad Ad, now time.Time) error {
	if !j.Run.From.IsZero() && ad.Deadline != j.Ad.Deadline {
		run := NewRun(j.Run.From, ad.Deadline, j.Days)
		if !run.Until.After(now) {
			return &MoveError{move, j.Status(now), "its new deadline has passed"}
		}
		j.Run = run
	}
	j.Ad = ad
	j.changed(now)
	return nil
}

// Pause takes a job out of readers' sight until it is resumed; its run goes on.
func (j *Job) Pause(by string, now time.Time) error {
	if err := j.allow(MovePause, now, StatusScheduled, StatusLive); err != nil {
		return err
	}
	j.State, j.Decision = StatusPaused, Decision{By: by, At: now}
	j.changed(now)
	return nil
}

// Resume shows a paused job again; one whose time has passed meanwhile becomes expired by that.
func (j *Job) Resume(by string, now time.Time) error {
	if err := j.allow(MoveResume, now, StatusPaused); err != nil {
		return err
	}
	j.State, j.Decision = StatusLive, Decision{By: by, At: now}
	j.changed(now)
	return nil
}

// Extend gives a job a later deadline; days is the run that is now allowed, 0: no limit. Readers are told that the time
// was extended.
func (j *Job) Extend(deadline Deadline, reason string, days int, now time.Time) error {
	if err := j.allow(MoveExtend, now, StatusScheduled, StatusLive, StatusPaused); err != nil {
		return err
	}
	if !j.Ad.Deadline.IsZero() && !deadline.End().After(j.Ad.Deadline.End()) {
		return &MoveError{MoveExtend, j.Status(now), "the new deadline is not later"}
	}
	run := NewRun(j.Run.From, deadline, days)
	if !run.Until.After(now) {
		return &MoveError{MoveExtend, j.Status(now), "the new deadline has passed"}
	}
	j.Extension = Extension{From: j.Ad.Deadline, Reason: reason, Spent: j.Extension.Spent}
	j.Ad.Deadline, j.Run, j.Days = deadline, run, days
	j.changed(now)
	return nil
}

// Reschedule moves the publication of a scheduled job.
func (j *Job) Reschedule(at, now time.Time) error {
	if err := j.allow(MoveReschedule, now, StatusScheduled); err != nil {
		return err
	}
	if at.Before(now) {
		at = now
	}
	run := NewRun(at, j.Ad.Deadline, j.Days)
	if !run.Until.After(at) {
		return &MoveError{MoveReschedule, StatusScheduled, "its deadline is earlier"}
	}
	j.Run = run
	j.changed(now)
	return nil
}

// Feature makes a job a Toppannons until an instant, or, with one that has passed, no longer.
func (j *Job) Feature(until, now time.Time) error {
	if err := j.allow(MoveFeature, now, StatusScheduled, StatusLive, StatusPaused); err != nil {
		return err
	}
	j.Promotion.FeaturedUntil = until
	j.changed(now)
	return nil
}

// The employer's reasons to end an ad (terms: 11).
const (
	EndFilled           = "filled"
	EndCancelled        = "cancelled"
	EndEnoughApplicants = "enough_applicants"
	EndError            = "error"
	EndNotOurs          = "not_ours"
)

// End closes a published job before its time: filled and cancelled say so on its page, enough applicants ends its run
// now. The other reasons withdraw it.
func (j *Job) End(reason string, now time.Time) error {
	ended, ok := map[string]Status{EndFilled: StatusFilled, EndCancelled: StatusCancelled,
		EndEnoughApplicants: StatusLive, EndError: StatusWithdrawn, EndNotOurs: StatusWithdrawn}[reason]
	switch {
	case !ok:
		return &MoveError{MoveEnd, j.Status(now), "no such reason"}
	case ended == StatusWithdrawn:
		return j.Withdraw(reason, "", now)
	}
	if err := j.allow(MoveEnd, now, StatusLive, StatusPaused, StatusExpired); err != nil {
		return err
	}
	if ended == StatusLive && j.Run.Until.Before(now) {
		return &MoveError{MoveEnd, j.Status(now), "its time is over"}
	}
	j.State, j.Revision = ended, nil
	j.Ending = Ending{Reason: reason, At: minTime(now, j.Run.Until)}
	j.Run.Until = j.Ending.At
	j.Run.From = minTime(j.Run.From, j.Run.Until) // a paused job may not have begun
	j.changed(now)
	return nil
}

// Withdraw takes a job away at once, page and text with it; the reason is a slug of terms 11 or 13, other the ad that
// it was a duplicate of.
func (j *Job) Withdraw(reason string, other ID, now time.Time) error {
	if j.State.Final() {
		return &MoveError{Move: MoveWithdraw, From: j.State}
	}
	j.State, j.Revision = StatusWithdrawn, nil
	j.Ending = Ending{Reason: reason, At: now, Other: other}
	j.changed(now)
	return nil
}

// Advertise begins a new draft that repeats a job which has ended and points to it.
func (j *Job) Advertise(id ID, owner string, applyAgain bool, now time.Time) (*Draft, error) {
	if err := j.allow(MoveReadvertise, now, StatusExpired, StatusFilled, StatusCancelled); err != nil {
		return nil, err
	}
	ad := j.Ad
	ad.Deadline = Deadline{}
	ad.Profile.Roles = slices.Clone(ad.Profile.Roles)
	return &Draft{
		ID: id, State: StatusDraft, Ad: ad, EmployerID: j.Employer.ID, Owner: owner,
		Readvertise: Readvertise{Of: j.ID, ApplyAgain: applyAgain}, CreatedAt: now, UpdatedAt: now,
	}, nil
}

func minTime(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
