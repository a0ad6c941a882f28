package store_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// wholeJob is a job in which nothing is left out.
func wholeJob() *board.Job {
	day := board.Date{Year: 2026, Month: time.December, Day: 1}
	job := liveJob(1)
	job.Ad = board.Ad{
		Title: "Upphandlare", Headline: "Upphandlare till Ekby kommun", Text: board.Text{HTML: "<p>Hej</p>", Plain: "Hej"},
		Language: "sv", Department: "Upphandlingsenheten", Agency: board.Agency{Name: "Byrån", URL: "https://byran.example"},
		Profile: board.Profile{Roles: []board.Role{"upphandlare"}, Level: board.LevelJunior, Laws: []board.Law{"lou"}, Categories: []board.Category{"it"}},
		Where: board.Where{
			Places:     []board.Place{{Municipality: "0180", Region: "01", Country: board.Sweden, Street: "Gatan 1", Postcode: "11122", City: "Stockholm"}},
			Nationwide: true, Workplace: board.Hybrid,
		},
		Terms: board.Terms{
			Employment: board.Permanent, Probation: true, Hours: board.FullTime, Scope: board.Scope{Min: 50, Max: 100},
			Duration: board.UntilFurtherNotice, Start: board.Start{Date: day, Term: "as_soon_as_possible"}, Vacancies: 2,
			Requirements: []board.Requirement{"driving_license"}, CollectiveAgreement: "HÖK",
		},
		Salary:   board.Salary{Min: 40000, Max: 50000, Currency: "SEK", Period: "month", Reason: "by_agreement", Description: "Lön"},
		Deadline: board.Deadline{Date: day, Minute: 720}, Continuous: true,
		Apply:          board.Apply{URL: "https://ekby.example/1", Email: "jobb@ekby.example", Reference: "R1", Information: "Ring"},
		RegistryNumber: "KS 2026/1", NoSalesCalls: true,
		Contacts:      []board.Contact{{Name: "Åsa Ö", Description: "Chef", Email: "asa@ekby.example", Telephone: "+46701740605", Kind: "manager"}},
		UnionContacts: []board.Contact{{Name: "Bo Ek"}},
	}
	job.Revision = &board.Revision{Ad: board.Ad{Headline: "Ny"}, SubmittedAt: start, By: "a@ekby.example"}
	job.Decision = board.Decision{By: "red@tidning.example", At: start, Reasons: []string{"other"}, Text: "Hej"}
	job.Ending = board.Ending{Reason: board.EndFilled, At: start, Other: id(2)}
	job.Extension = board.Extension{From: board.Deadline{Date: day}, Reason: "few_applicants"}
	return job
}

// The rows of today are read by the program of tomorrow: what this file of rows says must be read as the job that it
// was, for ever. When a field is added, add a file; never change one.
func TestWhatWasStoredOnceIsReadForEver(t *testing.T) {
	s := storetest.New(t)
	job := wholeJob()
	write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, job) })
	for _, column := range []string{"ad", "life", "revision"} {
		golden := filepath.Join("testdata", "job-1-"+column+".json")
		now := get[[]string](t)(s.Strings("SELECT " + column + " FROM jobs"))
		then := get[[]byte](t)(os.ReadFile(golden))
		want(t, column+" as it is written", now[0]+"\n", string(then))
		must(t, s.Exec("UPDATE jobs SET "+column+" = ?", string(then)))
	}
	want(t, "the job that was stored then", get[*board.Job](t)(s.Job(t.Context(), job.ID)), job)
}
