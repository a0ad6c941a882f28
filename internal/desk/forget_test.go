package desk

import (
	"context"
	"fmt"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestContactPersonsAreForgottenThirtyDaysAfterTheEnd(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		r, ctx := newReviewing(t, s), context.Background()
		live := func(until time.Time, state board.Status) func(*board.Job) {
			return func(j *board.Job) {
				j.State, j.Run = state, board.Run{From: r.now.AddDate(0, -3, 0), Until: until}
				j.Ad.Contacts = []board.Contact{{Name: "Åsa Ek"}}
			}
		}
		var old []Seen
		for i := range 2*forgetAtOnce + 10 { // many that end at the same midnight
			old = append(old, r.handIn(i, live(r.now.Add(-KeepContacts-time.Hour), board.StatusLive)))
		}
		filled := r.handIn(900, live(r.now.Add(-KeepContacts), board.StatusFilled))
		kept := r.handIn(901, live(r.now.Add(-KeepContacts+time.Millisecond), board.StatusLive))
		if err := r.ForgetContacts(ctx); err != nil {
			t.Fatal(err)
		}
		for _, seen := range append(old, filled) {
			if j := r.job(seen); len(j.Ad.Contacts) > 0 {
				t.Fatalf("ad %s still names people", j.ID)
			}
		}
		if len(r.job(kept).Ad.Contacts) == 0 {
			t.Error("people were forgotten too early")
		}
		r.now = r.now.Add(time.Second)
		if err := r.ForgetContacts(ctx); err != nil || len(r.job(kept).Ad.Contacts) > 0 {
			t.Errorf("a moment later: %v", err)
		}
	})
}

func TestTheAuditLogForgetsContactPersonsWithTheAd(t *testing.T) {
	r, ctx := newReviewing(t, storetest.New(t)), context.Background()
	seen := r.handIn(1, func(j *board.Job) {
		j.State, j.Run = board.StatusLive, board.Run{From: r.now.AddDate(0, -3, 0), Until: r.now.Add(-KeepContacts)}
	})
	subject := board.Subject{Kind: board.SubjectJob, ID: string(seen.Job)}
	err := r.change(ctx, anna, func(c *change) error {
		job, err := c.job(ctx, seen.Job, 0)
		if err != nil {
			return err
		}
		before := *job
		job.Ad.Contacts, job.Ad.Text.Plain = []board.Contact{{Name: "Åsa Ek"}}, "Ny text"
		return c.saveJob(ctx, &before, job, "job.correct", "")
	})
	if err == nil {
		err = r.ForgetContacts(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
	entries, err := r.store.Entries(ctx, store.AuditSearch{Subject: subject, Limit: 9})
	if err != nil {
		t.Fatal(err)
	}
	if told := fmt.Sprint(entries); len(entries) != 2 || len(entries[1].Changes) != 2 || !entries[1].Changes[0].Erased || entries[1].Changes[1].Erased {
		t.Error(told)
	}
}
