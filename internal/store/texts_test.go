package store_test

import (
	"context"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// Addresses hold what visitors write: no byte of it may be more than not found.
func TestTextsThatNoDatabaseHolds(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		job := liveJob(1)
		job.Source = board.Source{Name: "jobtech", ID: "1"}
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, job) })
		e := hire(t, s, "Ekby kommun", "")
		for _, text := range []string{"\x00", "a\x00b", "\xff", "ekby-kommun\x00", "\xed\xa0\x80"} {
			ctx := t.Context()
			_, err := s.EmployerBySlug(ctx, text)
			wantKind(t, "employer by slug", err, board.ErrNotFound)
			_, err = s.EmployerByKey(ctx, text)
			wantKind(t, "employer by key", err, board.ErrNotFound)
			_, err = s.Picture(ctx, text)
			wantKind(t, "picture", err, board.ErrNotFound)
			_, err = s.Job(ctx, board.ID(text))
			wantKind(t, "job", err, board.ErrNotFound)
			_, err = s.Draft(ctx, board.ID(text))
			wantKind(t, "draft", err, board.ErrNotFound)
			want(t, "cursor", get[store.Cursor](t)(s.Cursor(ctx, text)), store.Cursor{})
			want(t, "jobs of another source", len(get[map[string]*board.Job](t)(s.JobsBySource(ctx, text, []string{"1"}))), 0)
			want(t, "jobs by source", len(get[map[string]*board.Job](t)(s.JobsBySource(ctx, "jobtech", []string{text, "1"}))), 1)
			want(t, "jobs", len(get[map[board.ID]*board.Job](t)(s.Jobs(ctx, []board.ID{board.ID(text), id(1)}))), 1)
			want(t, "texts", len(get[map[board.ID]string](t)(s.Texts(ctx, []board.ID{board.ID(text), id(1)}))), 1)
			want(t, "employers", get[map[string]board.Employer](t)(s.EmployersByKey(ctx, []string{text, "test:Ekby kommun"})),
				map[string]board.Employer{"test:Ekby kommun": e})

			broken := liveJob(2)
			broken.Ad.Text.Plain = text
			err = s.Write(ctx, func(tx *store.Tx) error { return tx.InsertJob(ctx, broken) })
			wantSentence(t, err, "job 0000000002: a text in it is no text")
		}
	})
}

// What reaches people speaks of jobs and employers, not of tables.
func TestAConflictIsSaidInWords(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		hire(t, s, "Ekby kommun", "")
		insert := func(j *board.Job) error {
			return s.Write(t.Context(), func(tx *store.Tx) error { return tx.InsertJob(t.Context(), j) })
		}
		must(t, insert(liveJob(1)))
		wantError(t, insert(liveJob(1)), "job 0000000001: conflict: it is there already")
		stray := liveJob(2)
		stray.Employer.ID = 99
		wantError(t, insert(stray), "job 0000000002: conflict: it refers to what is not there, or is referred to")
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			return tx.InsertEmployer(t.Context(), &board.Employer{Name: "Ny"}, "test:Ekby kommun", "")
		})
		wantError(t, err, "employer Ny: conflict: it is there already")
		_, err = s.EmployerBySlug(t.Context(), "nowhere")
		wantError(t, err, "not found")
	})
}

// wantError fails the test when the error does not read so.
func wantError(t *testing.T, err error, words string) {
	t.Helper()
	if err == nil || err.Error() != words {
		t.Errorf("got %v\nwant %s", err, words)
	}
}
