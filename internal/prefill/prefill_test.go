package prefill

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"ledigajobb/internal/board"
	"ledigajobb/internal/fetch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var today = board.Date{Year: 2026, Month: 11, Day: 2}

// systemPages play recruitment systems: the path of a page and the file that it is.
var systemPages = map[string]string{
	"/what:job/jobID:1001/":          "varbi.html",
	"/jobs/77-strategisk-inkopare":   "teamtailor.html",
	"/jobs/9-head-of-procurement/":   "jobylon.html",
	"/spa/public/apply":              "visma.html",
	"/rm/main":                       "reachmee.html",
	"/jobs/42-inkopare":              "teamtailor-feed.html",
	"/jobs.json":                     "jobs.json",
	"/ad/30001234":                   "platsbanken.json",
	"/platsbanken/annonser/30001234": "teamtailor-feed.html",
}

// serve plays the systems; a file names its host as {{host}}.
func serve(t *testing.T) (host string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := systemPages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		file, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if strings.HasSuffix(name, ".json") {
			w.Header().Set("Content-Type", "application/json")
		}
		fmt.Fprint(w, strings.ReplaceAll(string(file), "{{host}}", "http://"+r.Host))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// reader lets through the host of a test and nothing else that is not public.
func reader(host string) Reader {
	return Reader{JobSearch: host, Client: fetch.Client{
		Agent: "Lediga jobb (https://jobb.example.se)", Allow: func(a netip.AddrPort) bool { return "http://"+a.String() == host },
	}}
}

// tell writes what was found, a field a line with the beginning of how.
func tell(f Found) string {
	var b strings.Builder
	ad, e := f.Ad, f.Employer
	for _, field := range []struct{ name, value string }{
		{"title", ad.Title}, {"headline", ad.Headline}, {"description_text", ad.Text.HTML}, {"language", string(ad.Language)},
		{"role", fmt.Sprint(ad.Profile.Roles)}, {"level", string(ad.Profile.Level)}, {"workplace_addresses", places(ad.Where.Places)}, {"workplace", string(ad.Where.Workplace)},
		{"employment_type", string(ad.Terms.Employment)}, {"probation", fmt.Sprint(ad.Terms.Probation)},
		{"working_hours", string(ad.Terms.Hours)}, {"start", ad.Terms.Start.Date.String() + string(ad.Terms.Start.Term)},
		{"number_of_vacancies", fmt.Sprint(ad.Terms.Vacancies)},
		{"salary", fmt.Sprint(ad.Salary.Min, ad.Salary.Max, ad.Salary.Currency, ad.Salary.Period, ad.Salary.Reason)},
		{"application_deadline", ad.Deadline.String()}, {"application_details.url", ad.Apply.URL},
		{"application_details.reference", ad.Apply.Reference}, {"registry_number", ad.RegistryNumber},
		{"application_contacts", people(ad.Contacts)}, {"union_contacts", people(ad.UnionContacts)},
		{"employer.name", e.Name}, {"employer.organization_number", e.OrgNr.String()}, {"employer.sector", string(e.Sector)},
		{"employer.url", e.URL}, {"employer.workplace", ad.Department},
	} {
		if how := f.How[field.name]; how != "" {
			fmt.Fprintf(&b, "%s (%s): %s\n", field.name, how, field.value)
		}
	}
	return b.String()
}

func places(all []board.Place) string {
	var names []string
	for _, p := range all {
		names = append(names, strings.TrimSpace(p.Municipality+" "+p.Street+" "+p.Postcode))
	}
	return strings.Join(names, "; ")
}

func people(all []board.Contact) string {
	var names []string
	for _, c := range all {
		names = append(names, strings.Join([]string{c.Name, c.Description, c.Email, c.Telephone}, "/"))
	}
	return strings.Join(names, "; ")
}

// code is the fault of an address that no ad could be read from.
func code(err error) string {
	invalid, ok := errors.AsType[*board.Invalid](err)
	if !ok || len(invalid.Faults) != 1 || invalid.Faults[0].Field != Field {
		return fmt.Sprintf("no fault but %v", err)
	}
	return invalid.Faults[0].Code
}

func TestRecruitmentSystems(t *testing.T) {
	host := serve(t)
	for _, tt := range []struct{ name, address, want string }{
		{"data beside a table of facts", host + "/what:job/jobID:1001/?utm_source=mail", "varbi"},
		{"data in a script, contacts on the page", host + "/jobs/77-strategisk-inkopare", "teamtailor"},
		{"several ads in one graph", host + "/jobs/9-head-of-procurement/", "jobylon"},
		{"a page without data", host + "/spa/public/apply?guid=7", "visma"},
		{"a page of tables and line breaks", host + "/rm/main?site=9&job=12", "reachmee"},
		{"a page that a script fills, beside a feed", host + "/jobs/42-inkopare", "teamtailor-feed"},
		{"Platsbanken's address", "https://arbetsformedlingen.se/platsbanken/annonser/30001234", "platsbanken"},
		{"Platsbanken's number", " 30001234 ", "platsbanken"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found, err := reader(host).Read(t.Context(), tt.address, today)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile("testdata/" + tt.want + ".found")
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.ReplaceAll(tell(found), host, "{{host}}"); got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestAddressesWithoutAnAd(t *testing.T) {
	host := serve(t)
	for address, want := range map[string]string{
		host + "/jobs.json":          CodeSeveral,
		host + "/jobs/41-montor":     CodeGone,
		"30009999":                   CodeGone,
		"":                           CodeAddress,
		"annonsen":                   CodeAddress,
		"ftp://jobb.example.se/1":    CodeAddress,
		"file:///etc/passwd":         CodeAddress,
		"javascript:alert(1)":        CodeAddress,
		"http://localhost/1":         CodeAddress,
		"//jobb.example.se/1":        CodeAddress,
		"http://a:b@jobb.example.se": CodeAddress,
		"https://jobb.example.se/" + strings.Repeat("a", fetch.MaxAddress): CodeAddress,
	} {
		if _, err := reader(host).Read(t.Context(), address, today); code(err) != want {
			t.Errorf("%.40q: %s, want %s", address, code(err), want)
		}
	}
}
