package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/words"
)

// Seen is an ad as an editor saw it before deciding: who decides on another version learns that with a board.Stale, and
// changes nothing.
type Seen struct {
	Job     board.ID
	Version int
}

// Message is why an ad is not published, or not yet, as its owner is told.
type Message struct {
	Reasons []board.Reason
	Text    string
}

// Approve publishes an ad that waits, or shows readers the revision that does, and returns the decision, which can be
// taken back for a while. An ad is published at the instant; the zero time is when its owner wishes.
func (d *Desk) Approve(ctx context.Context, by board.Actor, seen Seen, at time.Time) (int64, error) {
	return d.decide(ctx, by, seen, func(job *board.Job, now time.Time) (ruling, error) {
		return approve(job, by, at, now)
	})
}

// ApproveAndTrust approves, and lets who handed the ad in change the employer's ads without a review from now on. An agency,
// whose address is not the employer's, is not to be trusted so.
func (d *Desk) ApproveAndTrust(ctx context.Context, by board.Actor, seen Seen, at time.Time) (int64, error) {
	return d.decide(ctx, by, seen, func(job *board.Job, now time.Time) (ruling, error) {
		trusted := sender(job)
		if trusted == "" || job.Employer.ID == 0 || job.Waiting().Agency.Name != "" {
			return ruling{}, &board.MoveError{Move: board.MoveApprove, From: job.Status(now), Why: "there is nobody to trust"}
		}
		r, err := approve(job, by, at, now)
		r.trust = board.Trust{Email: trusted, Employer: job.Employer.ID, By: by.Email, At: now}
		return r, err
	})
}

// sender is who handed in what waits; nobody for an imported ad.
func sender(job *board.Job) string {
	switch {
	case job.Revision != nil:
		return job.Revision.By
	case len(job.Owners) > 0:
		return job.Owners[0]
	}
	return ""
}

func approve(job *board.Job, by board.Actor, at, now time.Time) (ruling, error) {
	if job.Revision != nil {
		return ruling{action: "revision.approve", letter: board.NoticeRevisionLive}, job.AcceptRevision(by.Email, now)
	}
	if at.IsZero() {
		at = job.Review.Wished
	}
	err := job.Approve(by.Email, at, now)
	details := map[string]string{"at": words.Moment(LanguageOf(job), job.Run.From), "scheduled": ""}
	if job.Run.From.After(now) {
		details["scheduled"] = "yes"
	}
	return ruling{action: "job.approve", letter: board.NoticeApproved, details: details}, err
}

// Return sends an ad, or its revision, back to who handed it in and can mend it; the reasons are of board.Reasons.
func (d *Desk) Return(ctx context.Context, by board.Actor, seen Seen, m Message) (int64, error) {
	return d.decide(ctx, by, seen, func(job *board.Job, now time.Time) (ruling, error) {
		if err := m.check(board.Reasons()); err != nil {
			return ruling{}, err
		}
		if job.Revision != nil {
			return m.ruling("revision.return", board.NoticeRevisionReturned), job.DropRevision(by.Email, m.reasons(), m.Text, now)
		}
		return m.ruling("job.return", board.NoticeReturned), job.Return(by.Email, m.reasons(), m.Text, now)
	})
}

// Refuse turns an ad down for good; the reasons are of board.RefusalReasons.
func (d *Desk) Refuse(ctx context.Context, by board.Actor, seen Seen, m Message) (int64, error) {
	return d.decide(ctx, by, seen, func(job *board.Job, now time.Time) (ruling, error) {
		if err := m.check(board.RefusalReasons()); err != nil {
			return ruling{}, err
		}
		return m.ruling("job.refuse", board.NoticeRefused), job.Refuse(by.Email, m.reasons(), m.Text, now)
	})
}

// Ask asks the owners of an ad something. It waits for them, and can be decided on meanwhile.
func (d *Desk) Ask(ctx context.Context, by board.Actor, seen Seen, question string) (int64, error) {
	return d.decide(ctx, by, seen, func(job *board.Job, now time.Time) (ruling, error) {
		if err := told(question); err != nil {
			return ruling{}, err
		}
		if len(job.Owners) == 0 {
			return ruling{}, &board.MoveError{Move: board.MoveAsk, From: job.Status(now), Why: "it has no owner"}
		}
		r := ruling{action: "job.ask", letter: board.NoticeQuestion, details: map[string]string{"text": question}}
		return r, job.Ask(by.Email, question, now)
	})
}

// Answered notes that the owners have answered: it is the desk's turn again.
func (d *Desk) Answered(ctx context.Context, by board.Actor, seen Seen) (int64, error) {
	return d.decide(ctx, by, seen, func(job *board.Job, now time.Time) (ruling, error) {
		return ruling{action: "job.answered"}, job.Answered(now)
	})
}

// A Correction is small things that an editor mends in an ad that waits: what its fields shall say, and some words of its
// text. The note tells the owners what was done.
type Correction struct {
	Title, Headline      string
	Deadline             board.Deadline
	ApplyURL, ApplyEmail string
	Words, By            string // words of the text, and by what they are replaced; empty: none
	Note                 string
}

// Correct mends small things in an ad or revision that waits, which goes on waiting.
func (d *Desk) Correct(ctx context.Context, by board.Actor, seen Seen, c Correction) (int64, error) {
	return d.decide(ctx, by, seen, func(job *board.Job, now time.Time) (ruling, error) {
		ad, err := d.corrected(job, c)
		if err != nil {
			return ruling{}, err
		}
		r := ruling{action: "job.correct", letter: board.NoticeCorrected, note: c.Note, details: map[string]string{"text": c.Note}}
		return r, job.Correct(ad, now)
	})
}

func (d *Desk) corrected(job *board.Job, c Correction) (board.Ad, error) {
	ad, faults := *job.Waiting(), &board.Invalid{}
	ad.Title, ad.Headline, ad.Deadline = richtext.Line(c.Title), richtext.Line(c.Headline), c.Deadline
	ad.Apply.URL, ad.Apply.Email = strings.TrimSpace(c.ApplyURL), strings.TrimSpace(c.ApplyEmail)
	if c.Words != "" {
		text, n := richtext.Replace(richtext.Text(ad.Text), c.Words, c.By)
		if ad.Text = board.Text(text); n == 0 {
			faults.Add(board.Fault{Field: "words", Code: "absent"})
		}
	}
	switch {
	case strings.TrimSpace(c.Note) == "":
		faults.Add(board.Fault{Field: "note", Code: "required"})
	case len(c.Note) > MaxLetter:
		faults.Faults = append(faults.Faults, tooLong("note").Faults...)
	}
	if err := d.validate.Correctable(ad); err != nil {
		return ad, joined(faults, err)
	}
	return ad, faults.Err()
}

// joined is the faults and those of an error together, or the error where it is something else.
func joined(faults *board.Invalid, err error) error {
	if more, ok := err.(*board.Invalid); ok {
		faults.Faults = append(faults.Faults, more.Faults...)
		return faults
	}
	return err
}

// check is nil for a message with reasons of the list and words of its own.
func (m Message) check(list []board.Reason) error {
	if len(m.Reasons) == 0 {
		return &board.Invalid{Faults: []board.Fault{{Field: "reasons", Code: "required"}}}
	}
	for _, r := range m.Reasons {
		if !slices.Contains(list, r) {
			return &board.Invalid{Faults: []board.Fault{{Field: "reasons", Code: "value", Value: string(r)}}}
		}
	}
	return told(m.Text)
}

// MaxLetter is how many bytes an editor writes into a letter at most.
const MaxLetter = 10_000

func told(text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return &board.Invalid{Faults: []board.Fault{{Field: "text", Code: "required"}}}
	case len(text) > MaxLetter:
		return tooLong("text")
	}
	return nil
}

// tooLong says that a field is longer than a letter may be.
func tooLong(field string) *board.Invalid {
	return &board.Invalid{Faults: []board.Fault{{Field: field, Code: "text.long", Allowed: fmt.Sprint(MaxLetter)}}}
}

func (m Message) reasons() []string {
	all := make([]string, len(m.Reasons))
	for i, r := range m.Reasons {
		all[i] = string(r)
	}
	return all
}

func (m Message) ruling(action string, letter board.NoticeKind) ruling {
	return ruling{action: action, letter: letter, details: map[string]string{"text": m.Text}}
}
