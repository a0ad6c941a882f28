package apiv1_test

import (
	"context"
	"net/http"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// take puts a job in, and lets the index follow the log as a server's does.
func (s *service) take(j *board.Job) {
	s.Helper()
	err := s.store.Write(s.Context(), func(tx *store.Tx) error {
		tx.Append(board.Change{Kind: board.ChangeJob, Job: j.ID, At: s.now})
		return tx.InsertJobs(s.Context(), []*board.Job{j})
	})
	if err != nil {
		s.Fatal(err)
	}
	pos, err := s.store.Position(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	s.index.Apply(pos, []*board.Job{j}, nil)
}

func TestAnAnswerThatNoChangeConcernsHasTheNewNumberAlone(t *testing.T) {
	s := newService(t)
	for i, headline := range []string{"Upphandlare till Ekby kommun", "Jurist till Ekby kommun", "Lärare", "Läkare", `Kock "meta":{"seq":1}`} {
		s.insert(s.published(board.ID("aaaaaaaaa"+string(rune('0'+i))), headline, 10))
	}
	searches := []string{"/api/v1/jobs?q=upphandlare", "/api/v1/jobs?q=jurist&lang=en", "/api/v1/jobs?q=kock", "/api/v1/jobs", "/api/v1/jobs?q=gruvarbetare"}
	for i := range 3 {
		before := map[string]answer{}
		for _, path := range searches {
			before[path] = s.get(path).expect(http.StatusOK)
		}
		s.take(s.published(board.ID("bbbbbbbbb"+string(rune('0'+i))), "Gruvarbetare", 10))
		behind := s.index.At(s.now)
		for _, path := range searches {
			got := s.get(path).expect(http.StatusOK).is(int(behind.Position().Seq), "meta", "seq")
			if got.header.Get("ETag") == before[path].header.Get("ETag") {
				t.Errorf("%s: the tag of another version", path)
			}
			afresh := s.afresh(path)
			if string(got.body) != string(afresh.body) {
				t.Errorf("%s\n got %s\nwant %s", path, got.body, afresh.body)
			}
		}
	}
}

// afresh is the answer of a service on the same database that has kept nothing.
func (s *service) afresh(path string) answer {
	s.Helper()
	other := *s
	other.handler = s.fresh()
	return other.get(path).expect(http.StatusOK)
}

func TestAnAnswerThatAChangeConcernsIsMadeAnew(t *testing.T) {
	s := newService(t)
	ekby := s.hire(board.Employer{Slug: "ekby-kommun", Name: "Ekby kommun"})
	ad := s.published("aaaaaaaaaa", "Upphandlare till Ekby kommun", 10)
	ad.Employer = ekby
	s.insert(ad)
	s.get("/api/v1/jobs?q=upphandlare").is(1, "meta", "total").is("Ekby kommun", "data", 0, "employer", "name")

	s.take(s.published("bbbbbbbbbb", "Upphandlare till Norrvik", 10))
	s.get("/api/v1/jobs?q=upphandlare").is(2, "meta", "total")

	renamed := *ad
	renamed.Employer.Name = "Ekby stad"
	s.write(func(ctx context.Context, tx *store.Tx) error { return tx.SaveEmployer(ctx, &renamed.Employer) })
	s.get("/api/v1/jobs?q=upphandlare").is("Ekby stad", "data", 1, "employer", "name")
}
