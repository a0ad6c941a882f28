package store_test

import (
	"context"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// waitingJob is a job that has waited for the desk for some minutes at the start.
func waitingJob(n, minutes int) *board.Job {
	j := liveJob(n)
	j.State, j.Run = board.StatusInReview, board.Run{}
	j.CreatedAt = start.Add(-time.Duration(minutes) * time.Minute)
	return j
}

func ids(jobs []*board.Job) []board.ID {
	all := []board.ID{}
	for _, j := range jobs {
		all = append(all, j.ID)
	}
	return all
}

func TestTheQueueIsWhatWaitsTheLongestFirst(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		young, old, asked, revised := waitingJob(1, 5), waitingJob(2, 60), waitingJob(3, 90), liveJob(4)
		must(t, asked.Ask("e@tidning.example", "Vem?", start))
		asked.Owners = []string{"a@ekby.example"}
		must(t, revised.Revise(board.Ad{Headline: "Ny"}, "a@ekby.example", start.Add(-30*time.Minute)))
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertJobs(ctx, []*board.Job{young, old, asked, revised, liveJob(5)})
		})
		want(t, "the queue", ids(get[[]*board.Job](t)(s.Waiting(ctx, false, 0, 10))), []board.ID{old.ID, revised.ID, young.ID})
		want(t, "its second page", ids(get[[]*board.Job](t)(s.Waiting(ctx, false, 2, 2))), []board.ID{young.ID})
		want(t, "those that were asked", get[[]*board.Job](t)(s.Waiting(ctx, true, 0, 10)), []*board.Job{asked})
		want(t, "the counts", get[store.Queue](t)(s.CountWaiting(ctx)), store.Queue{Jobs: 2, Revisions: 1, Asked: 1})
		want(t, "what came in the last forty minutes", get[[]time.Time](t)(s.Waits(ctx, start.Add(-40*time.Minute))),
			[]time.Time{start.Add(-30 * time.Minute), start.Add(-5 * time.Minute)})

		for after, next := range map[*board.Job]board.ID{old: revised.ID, revised: young.ID, young: old.ID} {
			want(t, "the next after "+string(after.ID), get[board.ID](t)(s.NextWaiting(ctx, after)), next)
		}
		for _, j := range []*board.Job{old, young} {
			must(t, j.Return("e@tidning.example", []string{"apply"}, "", start))
		}
		must(t, revised.AcceptRevision("e@tidning.example", start))
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for _, j := range []*board.Job{old, young, revised} {
				must(t, tx.SaveJob(ctx, j))
			}
			return nil
		})
		want(t, "the queue after the decisions", ids(get[[]*board.Job](t)(s.Waiting(ctx, false, 0, 10))), []board.ID{})
		want(t, "what comes after the last", get[board.ID](t)(s.NextWaiting(ctx, old)), "")
		_, some, err := s.NextScheduled(ctx, start)
		must(t, err)
		want(t, "whether something is scheduled", some, false)
		at, some, err := s.NextScheduled(ctx, start.Add(-time.Hour))
		must(t, err)
		want(t, "whether something is scheduled", some, true)
		want(t, "when", at, start)
	})
}

func TestTheAdsOfEmployersAreTheLatestFirst(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		ekby := board.Employer{Name: "Ekby kommun", UpdatedAt: start}
		waits, live, ended := waitingJob(1, 5), liveJob(2), liveJob(3)
		ended.Run.Until, ended.CreatedAt = start, start.Add(-time.Hour)
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			must(t, tx.InsertEmployer(ctx, &ekby, "test:ekby", ""))
			for _, j := range []*board.Job{waits, live, ended} {
				j.Employer = ekby
			}
			return tx.InsertJobs(ctx, []*board.Job{waits, live, ended, liveJob(4)})
		})
		of := []board.EmployerID{ekby.ID}
		want(t, "the latest", ids(get[[]*board.Job](t)(s.EarlierJobs(ctx, ekby.ID, 10))), []board.ID{live.ID, waits.ID, ended.ID})
		want(t, "no more than two", ids(get[[]*board.Job](t)(s.EarlierJobs(ctx, ekby.ID, 2))), []board.ID{live.ID, waits.ID})
		want(t, "those that stand", ids(get[[]*board.Job](t)(s.StandingJobs(ctx, of, start, 10))), []board.ID{live.ID, waits.ID})
		want(t, "those of nobody", ids(get[[]*board.Job](t)(s.StandingJobs(ctx, nil, start, 10))), []board.ID{})
	})
}

func TestADecisionIsKeptWithTheJobAsItWas(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		employer := board.Employer{Name: "Ekby kommun", UpdatedAt: start}
		job := waitingJob(1, 5)
		job.Owners = []string{"a@ekby.example"}
		job.Review.Wished = start.Add(time.Hour)
		job.Ad.Deadline = board.Deadline{Date: board.Date{Year: 2026, Month: 12, Day: 1}, Minute: 720}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			must(t, tx.InsertEmployer(ctx, &employer, "test:ekby", ""))
			job.Employer = employer
			return tx.InsertJob(ctx, job)
		})
		before := get[*board.Job](t)(s.Job(ctx, job.ID))
		taken := &board.Taken{Job: job.ID, Action: "job.approve", By: "e@tidning.example", At: start, Before: before, Version: 2,
			Trusted: board.Trust{Email: "a@ekby.example", Employer: employer.ID}}
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.KeepDecision(ctx, taken, start) })
		want(t, "the decision", get[*board.Taken](t)(s.Decision(ctx, taken.ID)), taken)

		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.UndoneDecision(ctx, taken.ID, start) })
		err := s.Write(ctx, func(tx *store.Tx) error { return tx.UndoneDecision(ctx, taken.ID, start) })
		wantKind(t, "taking it back twice", err, board.ErrConflict)

		later := *taken
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.KeepDecision(ctx, &later, start.Add(1)) })
		_, err = s.Decision(ctx, taken.ID)
		want(t, "an old decision with a new one", err, nil)
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.KeepDecision(ctx, &later, start.Add(time.Second))
		})
		_, err = s.Decision(ctx, taken.ID)
		wantKind(t, "a forgotten decision", err, board.ErrNotFound)
	})
}

func TestAnAddressIsTrustedWithAnEmployer(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		one, other := board.Employer{Name: "Ekby", UpdatedAt: start}, board.Employer{Name: "Ekby kommun", UpdatedAt: start}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			must(t, tx.InsertEmployer(ctx, &one, "test:1", ""))
			return tx.InsertEmployer(ctx, &other, "test:2", "")
		})
		trust := board.Trust{Email: "a@ekby.example", Employer: one.ID, By: "e@tidning.example", At: start}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for _, first := range []bool{true, false} {
				want(t, "whether it is new", get[bool](t)(tx.Trust(ctx, trust)), first)
			}
			return nil
		})
		want(t, "who is trusted", get[[]board.Trust](t)(s.Trusted(ctx, one.ID)), []board.Trust{trust})
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.MergeEmployers(ctx, one.ID, other.ID, start) })
		trust.Employer = other.ID
		want(t, "who is trusted after a merge", get[[]board.Trust](t)(s.Trusted(ctx, other.ID)), []board.Trust{trust})
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Distrust(ctx, other.ID, trust.Email) })
		want(t, "who is trusted after all", get[[]board.Trust](t)(s.Trusted(ctx, other.ID)), []board.Trust{})
	})
}

func TestStatementsAreCounted(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		s, n := storetest.Counted(t, address)
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, waitingJob(1, 5)) })
		before := n.Load()
		get[store.Queue](t)(s.CountWaiting(t.Context()))
		want(t, "the statements of a count", n.Load()-before, 1)
		get[*board.Job](t)(s.Job(t.Context(), id(1)))
		want(t, "the statements of a job, with its owners", n.Load()-before, 3)
	})
}
