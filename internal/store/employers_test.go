package store_test

import (
	"context"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// hire inserts an employer.
func hire(t testing.TB, s *store.Store, name, county string) board.Employer {
	t.Helper()
	e := board.Employer{Name: name, UpdatedAt: start}
	write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertEmployer(ctx, &e, "test:"+name, county) })
	return e
}

func TestEmployersGetTheFirstFreeSlug(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		var slugs []string
		for _, name := range []string{"Håbo kommun", "Habo kommun", "HABO KOMMUN", "habo-kommun"} {
			slugs = append(slugs, hire(t, s, name, "jonkopings-lan").Slug)
		}
		want(t, "slugs", slugs, []string{"habo-kommun", "habo-kommun-jonkopings-lan", "habo-kommun-2", "habo-kommun-3"})

		again := board.Employer{Name: "Ny"}
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			return tx.InsertEmployer(t.Context(), &again, "test:Håbo kommun", "")
		})
		wantKind(t, "a key that is taken", err, board.ErrConflict)
	})
}

func TestAnEmployersOldAddressesLeadToIt(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		e, other := hire(t, s, "Ekby kommun", ""), hire(t, s, "Viken AB", "")
		e.Name, e.Slug, e.Verified = "Ekby stad", "ekby-stad", true
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveEmployer(ctx, &e) })
		for _, slug := range []string{"ekby-kommun", "ekby-stad"} {
			want(t, slug, get[board.Employer](t)(s.EmployerBySlug(t.Context(), slug)), e)
		}
		want(t, "by its key", get[board.Employer](t)(s.EmployerByKey(t.Context(), "test:Ekby kommun")), e)

		other.Slug = "ekby-kommun"
		err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.SaveEmployer(t.Context(), &other) })
		wantKind(t, "a slug that was another's", err, board.ErrConflict)
		want(t, "a new namesake's slug", hire(t, s, "Ekby Kommun", "").Slug, "ekby-kommun-2")
	})
}

// An ad that is shown names its employer: who follows ads learns that it reads differently.
func TestASavedEmployerChangesItsAds(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		e, other := hire(t, s, "Ekby kommun", ""), hire(t, s, "Viken AB", "")
		waits, over, shown, another := liveJob(1), liveJob(2), liveJob(3), liveJob(4)
		waits.State = board.StatusInReview
		over.Run.Until = start.Add(time.Hour)
		waits.Employer, over.Employer, shown.Employer, another.Employer = e, e, e, other
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertJobs(ctx, []*board.Job{waits, over, shown, another})
		})
		e.Name, e.UpdatedAt = "Ekby stad", start.Add(2*time.Hour)
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveEmployer(ctx, &e) })
		want(t, "the log", log(t, s), []board.Change{
			{Seq: 1, Kind: board.ChangeEmployer, Employer: e.ID, At: e.UpdatedAt},
			{Seq: 2, Kind: board.ChangeJob, Job: id(3), At: e.UpdatedAt},
		})
	})
}

func TestMergedEmployersAreOne(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		a, b, c := hire(t, s, "A", ""), hire(t, s, "B", ""), hire(t, s, "C", "")
		job := liveJob(1)
		job.Employer = a
		draft := &board.Draft{ID: id(2), State: board.StatusDraft, EmployerID: a.ID}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			must(t, tx.SaveDraft(ctx, draft))
			return tx.InsertJob(ctx, job)
		})
		for _, pair := range [][2]board.EmployerID{{a.ID, b.ID}, {b.ID, c.ID}} {
			write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.MergeEmployers(ctx, pair[0], pair[1], start) })
		}
		for _, name := range []string{"A", "B", "C"} {
			want(t, "key "+name, get[board.Employer](t)(s.EmployerByKey(t.Context(), "test:"+name)), c)
		}
		want(t, "slug a", get[board.Employer](t)(s.EmployerBySlug(t.Context(), "a")), c)
		want(t, "the job's employer", get[*board.Job](t)(s.Job(t.Context(), id(1))).Employer, c)
		want(t, "the draft's employer", get[*board.Draft](t)(s.Draft(t.Context(), id(2))).EmployerID, c.ID)
		want(t, "jobs of c", get[[]board.ID](t)(s.JobsOfEmployer(t.Context(), c.ID)), []board.ID{id(1)})
		_, err := s.Employer(t.Context(), a.ID)
		wantKind(t, "the merged employer", err, board.ErrNotFound)

		want(t, "the log", log(t, s), []board.Change{
			{Seq: 1, Kind: board.ChangeEmployer, Employer: b.ID, At: start},
			{Seq: 2, Kind: board.ChangeJob, Job: id(1), At: start},
			{Seq: 3, Kind: board.ChangeEmployer, Employer: c.ID, At: start},
			{Seq: 4, Kind: board.ChangeJob, Job: id(1), At: start},
		})
		err = s.Write(t.Context(), func(tx *store.Tx) error { return tx.SaveJob(t.Context(), job) })
		wantKind(t, "a save of the job as it was before", err, board.ErrConflict)
		again := board.Employer{Name: "A"}
		err = s.Write(t.Context(), func(tx *store.Tx) error { return tx.InsertEmployer(t.Context(), &again, "test:A", "") })
		wantKind(t, "a merged employer's key", err, board.ErrConflict)
	})
}
