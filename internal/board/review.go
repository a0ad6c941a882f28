package board

import "time"

// Review is what the desk knows of an ad that waits for it, beside the ad.
type Review struct {
	Since  time.Time // when it was handed in, last; zero: when the job was made
	Wished time.Time // when its owner wants it published; zero: as soon as it is approved
	Asked  Question  // what its owner has been asked and not answered yet
	Logo   string    // key of a picture that came with it: its employer's, once it is approved
}

// A Question is what an editor has asked the owner of an ad that waits.
type Question struct {
	By   string // the editor's mail address
	At   time.Time
	Text string
}

// WaitsSince is since when the desk owes an answer: to the ad, or to its revision. It is the zero time when nothing
// waits.
func (j *Job) WaitsSince() time.Time {
	switch {
	case j.Revision != nil:
		return j.Revision.SubmittedAt
	case j.State != StatusInReview:
		return time.Time{}
	case j.Review.Since.IsZero():
		return j.CreatedAt
	}
	return j.Review.Since
}

// Ask notes that the owner of an ad that waits, or of its revision, has been asked something: it goes on waiting, for the
// owner now. Any decision ends that.
func (j *Job) Ask(by, text string, now time.Time) error {
	if j.WaitsSince().IsZero() {
		return &MoveError{Move: MoveAsk, From: j.Status(now)}
	}
	j.Review.Asked = Question{By: by, At: now, Text: text}
	return nil
}

// Answered notes that the owner has answered: the ad waits for the desk again.
func (j *Job) Answered(now time.Time) error {
	if j.Review.Asked.At.IsZero() {
		return &MoveError{MoveAnswer, j.Status(now), "nothing has been asked"}
	}
	j.Review.Asked = Question{}
	return nil
}

// Correct replaces what waits for the desk, the ad in review or the revision, by a version that an editor has mended.
func (j *Job) Correct(ad Ad, now time.Time) error {
	switch {
	case j.Revision != nil:
		corrected := *j.Revision
		corrected.Ad = ad
		j.Revision = &corrected
		return nil
	case j.State == StatusInReview:
		return j.Edit(ad, now)
	}
	return &MoveError{Move: MoveCorrect, From: j.Status(now)}
}

// Waiting is the ad that waits for the desk: the revision's where there is one.
func (j *Job) Waiting() *Ad {
	if j.Revision != nil {
		return &j.Revision.Ad
	}
	return &j.Ad
}

// Reason is why an ad is sent back or refused (terms: 12).
type Reason string

// Reasons lists the reasons to send an ad back, which its owner can mend, in the order of a page.
func Reasons() []Reason {
	return []Reason{"deadline", "apply", "contact", "employer", "authority", "headline", "text", "several", "discrimination",
		"personal_data", "invoice", "logo", "duplicate", "other"}
}

// Field is the field of the ad's form that a reason is about; empty: none, or several.
func (r Reason) Field() string {
	return map[Reason]string{
		"deadline": "application_deadline", "apply": "application_details.url", "contact": "application_contacts", "headline": "headline",
		"text": "description_text", "several": "description_text", "discrimination": "description_text", "personal_data": "description_text",
	}[r]
}

// RefusalReasons lists the reasons to refuse an ad for good.
func RefusalReasons() []Reason {
	return []Reason{"category", "not_a_job", "fee", "fraud", "other"}
}

// A Trust lets a mail address change the ads of an employer without a review.
type Trust struct {
	Email    string
	Employer EmployerID
	By       string
	At       time.Time
}

// TimeToUndo is for how long a decision of the desk can be taken back. Until it is over nobody is told of the decision:
// its letters leave after it, and whoever follows the change log to tell people (alerts) leaves changes alone that are
// younger, and looks at the job as it is then. Readers who look for themselves see a decision at once.
const TimeToUndo = 10 * time.Second

// A Taken is a decision as long as it can be taken back: the job as it was before, and its version after.
type Taken struct {
	ID       int64
	Job      ID
	Action   string // as the audit log names it: "job.approve"
	By       string
	At       time.Time
	Before   *Job
	Version  int   // of the job after the decision
	Trusted  Trust // what was given with the decision; zero: nothing
	UndoneAt time.Time
}

// Undo says whether the decision can be taken back, now, on the job as it is.
func (t *Taken) Undo(job *Job, now time.Time) error {
	switch {
	case !t.UndoneAt.IsZero():
		return &MoveError{MoveUndo, job.Status(now), "it has been taken back already"}
	case !now.Before(t.At.Add(TimeToUndo)):
		return &MoveError{MoveUndo, job.Status(now), "its time is over"}
	case job.Version != t.Version:
		return &MoveError{MoveUndo, job.Status(now), "something has been done since"}
	}
	return nil
}
