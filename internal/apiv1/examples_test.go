package apiv1_test

import (
	"bytes"
	"net/http"
	"os"
	"testing"

	"ledigajobb/api"
	"ledigajobb/internal/board"
)

// examples are the calls whose answers stand in api/examples, by the operation of the document.
var examples = map[string]string{
	"searchJobs":    "/jobs?q=upphandlare&limit=1&facets=role,region,pay",
	"getJob":        "/jobs/7k3mq9x2ab",
	"suggest":       "/suggest?q=upp",
	"getWidget":     "/widget",
	"listChanges":   "/changes?after=2",
	"listEmployers": "/employers",
	"getEmployer":   "/employers/ekby-kommun",
	"problem":       "/jobs?role=uphandlare&limit=1000&lang=en",
}

// TestExamples holds the program to the examples; with -update it writes them.
func TestExamples(t *testing.T) {
	s := newService(t)
	s.exemplify()
	epoch := s.get("/api/v1/changes").at("meta", "epoch").(string)
	for name, address := range examples {
		a := s.get("/api/v1" + address)
		got := bytes.ReplaceAll(indented(t, a.body), []byte(epoch), []byte("q3v8rn5t0z"))
		file := "../../api/examples/" + name + ".json"
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if want, err := api.Examples.ReadFile("examples/" + name + ".json"); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not as the example in %s (%v):\n%s", address, file, err, got)
		}
	}
}

func TestEveryCallWithAnAnswerInJSONHasAnExample(t *testing.T) {
	for path, item := range document().Paths.Map() {
		if item.Get.Responses.Status(http.StatusOK).Value.Content["application/json"] == nil {
			continue
		}
		if _, ok := examples[item.Get.OperationID]; !ok {
			t.Errorf("%s has no example", path)
		}
	}
}

// exemplify fills a board with an ad that answers everything, one that answers little and one that is gone.
func (s *service) exemplify() {
	s.Helper()
	number, err := board.ParseOrgNr("212000-0142")
	if err != nil {
		s.Fatal(err)
	}
	ekby := s.hire(board.Employer{
		Name: "Ekby kommun", LegalName: "Ekby kommun, kommunstyrelsen", OrgNr: number, Sector: board.SectorMunicipality,
		URL: "https://ekby.example", Logo: "ekby-4f2a.png", Verified: true,
	})
	full := s.published("7k3mq9x2ab", "", 18)
	full.Ad, full.Employer = everything(), ekby
	full.Run = board.NewRun(s.now, full.Ad.Deadline, 45)
	full.Promotion.FeaturedUntil = at("2026-11-19 00:00")
	full.Extension.From = board.Deadline{Date: board.Date{Year: 2026, Month: 11, Day: 22}}
	full.Readvertise.Of = "4d8wz1k6np"

	brief := s.published("2c5hb7y9tm", "Inköpare sökes", 0)
	brief.Ad.Deadline, brief.Ad.Where.Nationwide = board.Deadline{}, true
	brief.Ad.Salary.Reason = board.PayIndividual
	brief.Run = board.NewRun(s.now, brief.Ad.Deadline, 60)
	brief.Source = board.Source{Name: "jobtech", ID: "30123456", URL: "https://platsbanken.example/30123456"}

	s.insert(brief, s.published("9x0fe4g3vs", "Upphandlingschef till Björkby", 5), full)
	s.change("9x0fe4g3vs", func(j *board.Job) error { return j.Withdraw(board.EndNotOurs, "", s.now) })
}

// everything is an ad that answers every question.
func everything() board.Ad {
	text := "Du leder upphandlingar av it-system från behovsanalys till avtal. Vi är åtta upphandlare."
	return board.Ad{
		Title: "Upphandlare", Headline: "Upphandlare till Ekby kommun", Language: board.Swedish,
		Text:       board.Text{HTML: "<p>" + text + "</p>", Plain: text},
		Department: "Upphandlingsenheten",
		Agency:     board.Agency{Name: "Exempelrekrytering AB", URL: "https://rekrytering.example"},
		Profile: board.Profile{
			Roles: []board.Role{"upphandlare", "kategoriansvarig"}, Level: board.LevelExperienced,
			Laws: []board.Law{"lou"}, Categories: []board.Category{"it"},
		},
		Where: board.Where{
			Workplace: board.Hybrid,
			Places: []board.Place{
				{Municipality: "0180", Region: "01", Country: board.Sweden, Street: "Storgatan 1", Postcode: "12345", City: "Ekby"},
				{Municipality: "0580", Region: "05", Country: board.Sweden},
			},
		},
		Terms: board.Terms{
			Employment: board.Permanent, Hours: board.FullTime, Scope: board.Scope{Min: 80, Max: 100},
			Duration: board.UntilFurtherNotice, Start: board.Start{Term: "by_agreement"}, Vacancies: 2,
			Requirements: []board.Requirement{"security_clearance", board.DrivingLicence}, CollectiveAgreement: "Huvudöverenskommelsen (HÖK)",
		},
		Salary: board.Salary{
			Min: 42000, Max: 48000, Currency: "SEK", Period: board.PerMonth, Description: "Individuell lönesättning",
		},
		Deadline: board.Deadline{Date: board.Date{Year: 2026, Month: 11, Day: 30}}, Continuous: true,
		Apply: board.Apply{
			URL: "https://jobb.ekby.example/123", Email: "jobb@ekby.example", Reference: "17/26", Information: "Märk ansökan med referensen.",
		},
		RegistryNumber: "KS 2026/123",
		Contacts: []board.Contact{
			{Name: "Alma Exempel", Description: "Upphandlingschef", Email: "alma@ekby.example", Telephone: "08-123 45 67"},
		},
		UnionContacts: []board.Contact{{Name: "Bo Exempel", Description: "Vision", Telephone: "08-123 45 68"}},
	}
}
