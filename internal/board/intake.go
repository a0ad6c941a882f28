package board

import "time"

// Incoming is an ad as a source of ads gives it, cleaned and mapped to our values.
type Incoming struct {
	Source    Source
	Ad        Ad
	Employer  NewEmployer
	Published time.Time // zero: not stated
}

// Redate makes the ad one that is published now, with its last day to apply the days from now, for trials with old ads.
func (in *Incoming) Redate(days int, now time.Time) {
	in.Published = now
	in.Ad.Deadline = Deadline{Date: DateOf(now).AddDays(days)}
}

// Importer is who decides on a job that is published as it is taken in.
const Importer = "import"

// Job is the incoming ad as a job in review, at an employer that may be none. days is how long an ad without a deadline
// is shown.
func (in *Incoming) Job(id ID, employer Employer, days int, now time.Time) *Job {
	job := &Job{
		ID: id, Ad: in.Ad, Employer: employer, State: StatusInReview, Source: in.Source,
		CreatedAt: now, UpdatedAt: now,
	}
	if in.Ad.Deadline.IsZero() {
		job.Days = days
	}
	return job
}

// PublishImported shows a job in review from the time its source published it, or from now where the source does not
// say, whatever its dates: one whose time is over is kept as expired.
func (j *Job) PublishImported(published, now time.Time) error {
	if err := j.allow(MoveApprove, now, StatusInReview); err != nil {
		return err
	}
	if published.IsZero() {
		published = now
	}
	j.run(published)
	j.State, j.Decision = StatusLive, Decision{By: Importer, At: now}
	j.changed(now)
	return nil
}

// Reimport replaces the ad by what its source says now. What an editor has decided stands: the state, and the role,
// level, law and category that no source gives. A published ad keeps its first publication.
func (j *Job) Reimport(in Incoming, days int, now time.Time) {
	if j.State == StatusWithdrawn { // what was taken away does not come back
		j.Source = in.Source
		return
	}
	profile := j.Ad.Profile
	j.Ad, j.Source, j.Days = in.Ad, in.Source, 0
	j.Ad.Profile = profile
	if in.Ad.Deadline.IsZero() {
		j.Days = days
	}
	if j.State == StatusLive || j.State == StatusPaused {
		j.run(j.Run.From)
	}
	j.changed(now)
}

// run gives the job its run from an instant; one whose deadline was earlier has no length.
func (j *Job) run(from time.Time) {
	j.Run = NewRun(from, j.Ad.Deadline, j.Days)
	j.Run.From = minTime(j.Run.From, j.Run.Until)
}
