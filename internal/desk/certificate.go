package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// A Certificate says what was published and when, for an employer's registry.
type Certificate struct {
	Job    *board.Job
	Events []Event // the earliest first
}

// An Event is what happened to a published ad.
type Event struct {
	At      time.Time
	Action  string             // as the audit log names it; CertifiedBegin and CertifiedEnd are the clock's
	By      board.ActorKind    // on whose behalf, without a name
	Changes []board.Difference // of what readers see
}

// The events that no entry of the audit log tells of.
const (
	CertifiedBegin = "begin"
	CertifiedEnd   = "end"
)

// maxEvents is how many entries a certificate goes back.
const maxEvents = 1000

// Certificate is an ad's certificate of publication, for its owners and the desk. An ad that has not been published is a
// board.MoveError.
func (d *Desk) Certificate(ctx context.Context, by board.Actor, id board.ID) (Certificate, error) {
	job, err := d.store.Job(ctx, id)
	if err != nil {
		return Certificate{}, err
	}
	if !by.May(board.PermRead) {
		if err := mayOwn(by, job); err != nil {
			return Certificate{}, err
		}
	}
	now := d.now()
	if job.Run.From.IsZero() || now.Before(job.Run.From) {
		return Certificate{}, &board.MoveError{Move: "certify", From: job.Status(now), Why: "it has not been published"}
	}
	entries, err := d.store.Entries(ctx, store.AuditSearch{Subject: board.Subject{Kind: board.SubjectJob, ID: string(id)}, Limit: maxEvents})
	return Certificate{job, certified(job, entries, now)}, err
}

// certified is the events of an ad in their order.
func certified(job *board.Job, entries []board.Entry, now time.Time) []Event {
	events := []Event{{At: job.Run.From, Action: CertifiedBegin, By: board.ActorSystem}}
	if s := job.Status(now); s.Ended() || s == board.StatusWithdrawn {
		events = append(events, Event{At: job.EndedAt(), Action: CertifiedEnd, By: board.ActorSystem})
	}
	for _, e := range entries {
		if changes := visible(e.Changes); len(changes) > 0 {
			events = append(events, Event{e.At, e.Action, e.By.Kind, changes})
		}
	}
	slices.SortStableFunc(events, func(a, b Event) int { return a.At.Compare(b.At) })
	return events
}

// visible is the differences that readers could see.
func visible(changes []board.Difference) (seen []board.Difference) {
	for _, c := range changes {
		field, _, _ := strings.Cut(c.Field, ".")
		if slices.Contains([]string{"ad", "state", "run", "promotion", "extension", "ending"}, field) && c.Field != "ending.other" {
			seen = append(seen, c)
		}
	}
	return seen
}
