package store_test

import (
	"context"
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
		full.Promotion = board.Promotion{FeaturedUntil: start.Add(time.Hour), EditorsPick: true}
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
		jobs, at, err := s.Snapshot(ctx, start)
		must(t, err)
		want(t, "the snapshot", jobs, []*board.Job{full, plain})
		if at.Epoch == "" {
			t.Error("the snapshot has no epoch")
		}
		_, err = s.Job(ctx, id(3))
		wantKind(t, "a job that is not there", err, board.ErrNotFound)
	})
}
