package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestAJobIsReadAsItWasStored(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		nr := get[board.OrgNr](t)(board.ParseOrgNr("212000-0142"))
		employer := board.Employer{Name: "Stockholms stad", LegalName: "Stockholms kommun", OrgNr: nr, Sector: board.SectorMunicipality, UpdatedAt: start}
		full := liveJob(1)
		full.Ad.Deadline = board.Deadline{Date: board.Date{Year: 2026, Month: 12, Day: 1}, Minute: 720}
		full.Ad.Profile = board.Profile{Roles: []board.Role{board.RoleOther}, Level: board.LevelJunior}
		full.Ad.Where.Places = []board.Place{{Municipality: "0180", Region: "01", Country: board.Sweden}}
		full.Ad.Contacts = []board.Contact{{Name: "Åsa Ö", Email: "asa@ekby.example"}}
		full.Owners = []string{"b@ekby.example", "a@ekby.example"}
		full.Revision = &board.Revision{Ad: board.Ad{Headline: "Ny", Text: board.Text{Plain: "Ny text"}}, SubmittedAt: start, By: "a@ekby.example"}
		full.Decision = board.Decision{By: "red@tidning.example", At: start, Reasons: []string{"other"}, Text: "Hej"}
		full.Extension = board.Extension{From: full.Ad.Deadline, Reason: "few_applicants"}
		full.Promotion = board.Promotion{FeaturedUntil: start.Add(time.Hour), EditorsPick: true, Place: 2}
		full.Source = board.Source{Name: "jobtech", ID: "1", URL: "https://example.org/1", Digest: "abc"}
		full.Readvertise = board.Readvertise{Of: id(9), ApplyAgain: true}
		plain := liveJob(2)
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			must(t, tx.InsertEmployer(ctx, &employer, "nr:2120000142", ""))
			full.Employer = employer
			return tx.InsertJobs(ctx, []*board.Job{full, plain})
		})

		want(t, "the full job", get[*board.Job](t)(s.Job(ctx, full.ID)), full)
		want(t, "the plain job", get[*board.Job](t)(s.Job(ctx, plain.ID)), plain)
		_, err := s.Job(ctx, id(3))
		wantKind(t, "a job that is not there", err, board.ErrNotFound)
	})
}

func TestTheLaterOfTwoSavesOfOneVersionIsRefused(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, liveJob(1)) })
		mine, yours := get[*board.Job](t)(s.Job(t.Context(), id(1))), get[*board.Job](t)(s.Job(t.Context(), id(1)))
		mine.Ad.Headline, yours.Ad.Headline = "Min", "Din"
		mine.Owners = []string{"ny@ekby.example"}
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveJob(ctx, mine) })
		err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.SaveJob(t.Context(), yours) })
		wantKind(t, "the later save", err, board.ErrConflict)
		want(t, "what stands", get[*board.Job](t)(s.Job(t.Context(), id(1))), mine)
		want(t, "its version", mine.Version, 2)

		err = s.Write(t.Context(), func(tx *store.Tx) error { return tx.SaveJob(t.Context(), liveJob(7)) })
		wantKind(t, "a save of what is not there", err, board.ErrNotFound)
	})
}

func TestAJobIsInsertedOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		imported := liveJob(1)
		imported.Source = board.Source{Name: "jobtech", ID: "77"}
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, imported) })
		again := liveJob(2)
		again.Source = imported.Source
		for what, job := range map[string]*board.Job{"the same ID": liveJob(1), "the same source": again} {
			err := s.Write(t.Context(), func(tx *store.Tx) error {
				return tx.InsertJobs(t.Context(), []*board.Job{liveJob(3), job})
			})
			wantKind(t, what, err, board.ErrConflict)
		}
		jobs := get[map[board.ID]*board.Job](t)(s.Jobs(t.Context(), []board.ID{id(1), id(2), id(3)}))
		want(t, "the jobs that are there", len(jobs), 1)
		bySource := get[map[string]*board.Job](t)(s.JobsBySource(t.Context(), "jobtech", []string{"77", "78", ""}))
		want(t, "the job by its source", bySource, map[string]*board.Job{"77": imported})
	})
}

func TestEveryStateOfAJobIsStoredAndNoOther(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		never := []board.Status{board.StatusDraft, board.StatusUnconfirmed, board.StatusScheduled, board.StatusExpired}
		for i, state := range board.Statuses() {
			job := liveJob(i)
			job.State = state
			err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.InsertJob(t.Context(), job) })
			if refused := err != nil; refused != slices.Contains(never, state) {
				t.Errorf("%s: %v", state, err)
			}
		}
		review := get[[]*board.Job](t)(s.JobsInState(t.Context(), board.StatusInReview, board.StatusReturned))
		want(t, "what waits at the desk", len(review), 2)

		backwards := liveJob(99)
		backwards.Run.Until = start.Add(-time.Hour)
		if s.Write(t.Context(), func(tx *store.Tx) error { return tx.InsertJob(t.Context(), backwards) }) == nil {
			t.Error("a live job whose run ends before it begins was stored")
		}
	})
}

func TestOwnersFindTheirJobs(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		mine, ours, yours := liveJob(1), liveJob(2), liveJob(3)
		mine.Owners, ours.Owners, yours.Owners = []string{"a@x.example"}, []string{"b@x.example", "a@x.example"}, []string{"b@x.example"}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertJobs(ctx, []*board.Job{mine, ours, yours})
		})
		want(t, "the jobs of a", get[[]*board.Job](t)(s.JobsOfOwner(t.Context(), "a@x.example")), []*board.Job{mine, ours})
	})
}

func TestManyJobsAreInsertedInFewStatements(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		jobs := make([]*board.Job, 5000)
		for i := range jobs {
			jobs[i] = liveJob(i)
			jobs[i].Owners = []string{"a@x.example"}
		}
		statements := 0
		must(t, s.OnWrite(func(string) { statements++ }))
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for _, j := range jobs {
				tx.Append(board.Change{Kind: board.ChangeJob, Job: j.ID, At: start})
			}
			return tx.InsertJobs(ctx, jobs)
		})
		if statements > 42 {
			t.Errorf("5000 jobs, their owners and changes took %d statements", statements)
		}
		parts, at := snapshot(t, s, 1)
		want(t, "jobs", len(parts[0]), 5000)
		want(t, "the position", at.Seq, int64(5000))
	})
}
