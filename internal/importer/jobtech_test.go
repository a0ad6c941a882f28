package importer

import (
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

// one maps an ad that has an id, a headline, and the given fields.
func one(t *testing.T, fields string) Item {
	t.Helper()
	if fields != "" {
		fields = ", " + fields
	}
	for item, err := range JobTech(strings.NewReader(`{"id": "1", "headline": "Upphandlare"` + fields + `}`)) {
		if err != nil {
			t.Fatal(err)
		}
		if item.Refused != nil {
			t.Fatalf("refused: %v", item.Refused)
		}
		return item
	}
	t.Fatal("no ad")
	return Item{}
}

// noted is the fields of the misfits, in order.
func noted(item Item) string {
	var fields []string
	for _, m := range item.Misfits {
		fields = append(fields, m.Field)
	}
	return strings.Join(fields, " ")
}

func orgNr(t *testing.T, s string) board.OrgNr {
	t.Helper()
	nr, err := board.ParseOrgNr(s)
	if err != nil {
		t.Fatal(err)
	}
	return nr
}

func TestAWholeAd(t *testing.T) {
	file, err := os.Open("testdata/whole.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for item, err := range JobTech(file) {
		if err != nil || item.Refused != nil || len(item.Misfits) > 0 {
			t.Fatal(err, item.Refused, item.Misfits)
		}
		item.Incoming.Source.Digest = ""
		want := board.Incoming{
			Source: board.Source{Name: "jobtech", ID: "90000001", URL: "https://annonser.example.se/90000001"},
			Ad: board.Ad{
				Title:    "Upphandlare",
				Headline: "Upphandlare till Ekby kommun",
				Text: board.Text{
					HTML:  "<p>Vi söker en <strong>upphandlare</strong>.</p><p>Du leder upphandlingar.</p>",
					Plain: "Vi söker en upphandlare.\n\nDu leder upphandlingar.",
				},
				Language:   board.Swedish,
				Department: "Upphandlingsenheten",
				Where: board.Where{Places: []board.Place{{Municipality: "0380", Region: "03", Country: "SE",
					Street: "Storgatan 1", Postcode: "75321", City: "Uppsala"}}},
				Terms: board.Terms{
					Employment: board.Permanent, Hours: board.FullTime, Scope: board.Scope{Min: 80, Max: 100},
					Duration: board.UntilFurtherNotice, Vacancies: 2, Requirements: []board.Requirement{board.DrivingLicence},
				},
				Salary:   board.Salary{Min: 42000, Max: 48000, Currency: "SEK", Period: board.PerMonth},
				Deadline: board.Deadline{Date: board.Date{Year: 2026, Month: 11, Day: 30}},
				Apply: board.Apply{URL: "https://ekby.example.se/jobb/147", Email: "jobb@ekby.example.se", Reference: "2026/147",
					Information: "Märk din ansökan med numret."},
				Contacts: []board.Contact{{Name: "Anna Ek", Description: "Enhetschef", Email: "anna.ek@ekby.example.se",
					Telephone: "018-000 00 01"}},
				UnionContacts: []board.Contact{{Name: "Bo Al", Description: "Facklig representant", Telephone: "018-000 00 02",
					Kind: "union"}},
			},
			Employer: board.NewEmployer{Name: "Ekby kommun", OrgNr: orgNr(t, "212000-9804"),
				Sector: board.SectorMunicipality, URL: "https://www.ekby.example.se"},
			Published: time.Date(2026, 11, 2, 8, 30, 0, 0, board.Stockholm()),
		}
		if !reflect.DeepEqual(item.Incoming, want) {
			t.Errorf("got  %+v\nwant %+v", item.Incoming, want)
		}
	}
}

func TestAnAdNeedsNoMoreThanIDAndHeadline(t *testing.T) {
	for fields, want := range map[string]string{
		`"id": "a", "headline": "Inköpare"`:                          "",
		`"id": 12, "headline": "Inköpare"`:                           "",
		`"id": "a", "headline": " In\u0000köpare\r\n "`:              "",
		`"headline": "Inköpare"`:                                     "it has no id",
		`"id": " ", "headline": "Inköpare"`:                          "it has no id",
		`"id": {}, "headline": "Inköpare"`:                           "it has no id",
		`"id": null, "headline": "Inköpare"`:                         "it has no id",
		`"id": "a"`:                                                  "ad a has no headline",
		`"id": "a", "headline": 7`:                                   "ad a has no headline",
		`"id": "a", "headline": "\u200b \n"`:                         "ad a has no headline",
		`"id": "a", "headline": "Inköpare", "removed": true`:         "ad a: removed at the source",
		`"id": "a", "removed": true`:                                 "ad a: removed at the source",
		`"id": "a", "headline": "Inköpare", "removed": "nonsense"`:   "",
		`"id": "a", "headline": "Inköpare", "headline": "Inköpare!"`: "",
	} {
		for item, err := range JobTech(strings.NewReader("{" + fields + "}\n")) {
			got := ""
			if item.Refused != nil {
				got = item.Refused.Error()
			}
			if err != nil || got != want {
				t.Errorf("%s: %q, %v, want %q", fields, got, err, want)
			}
			if strings.Contains(fields, "removed\": true") != errors.Is(item.Refused, ErrRemoved) {
				t.Errorf("%s: %v is not the right kind", fields, item.Refused)
			}
			checkItem(t, item)
		}
	}
}

func TestNothingIsGuessedAboutTheWork(t *testing.T) {
	ad := one(t, `"occupation": {"label": "Inköpschef"}`).Incoming.Ad
	if len(ad.Profile.Roles) > 0 || ad.Profile.Level != "" || ad.Title != "Inköpschef" || ad.Headline != "Upphandlare" {
		t.Errorf("%+v %s", ad.Profile, ad.Title)
	}
	if title := one(t, "").Incoming.Ad.Title; title != "Upphandlare" {
		t.Errorf("without an occupation the title is %q", title)
	}
	if title := one(t, `"occupation": [{"label": "Upphandlare"}, {"label": "Jurist"}]`).Incoming.Ad.Title; title != "Upphandlare" {
		t.Errorf("of several occupations the title is %q", title)
	}
}

func TestHeadlineAndText(t *testing.T) {
	cut := "Upphandlare med inriktning mot entreprenader till Ekby kommuns upphandlingsen…"
	for item := range JobTech(strings.NewReader(`{"id": 1, "headline": "` + cut + `"}`)) {
		if item.Incoming.Ad.Headline != cut {
			t.Errorf("%q", item.Incoming.Ad.Headline)
		}
	}
	for item := range JobTech(strings.NewReader(`{"id": 1, "headline": "Inköp &amp; logistik"}`)) {
		if item.Incoming.Ad.Headline != "Inköp & logistik" {
			t.Errorf("%q", item.Incoming.Ad.Headline)
		}
	}
	for description, want := range map[string]string{
		`{"text": "Ett\r\n\r\nTvå"}`:                           "<p>Ett</p><p>Två</p>",
		`{"text": "<p>Ett</p><p>Två</p>"}`:                     "<p>Ett</p><p>Två</p>",
		`{"text": "Ett", "text_formatted": "<p>Två</p>"}`:      "<p>Två</p>",
		`{"text": "Ett", "text_formatted": ""}`:                "<p>Ett</p>",
		`{"text": "Ett", "text_formatted": "Två\nTre"}`:        "<p>Två<br>Tre</p>",
		`{"text": "x < y <script>alert(1)</script><p>ja</p>"}`: "<p>x &lt; y</p><p>ja</p>",
		`{"text": 5, "text_formatted": null}`:                  "<p>5</p>",
		`{"text": ["Ett"]}`:                                    "",
		`"Ett"`:                                                "",
		`null`:                                                 "",
		`{"text": ""}`:                                         "",
	} {
		if got := one(t, `"description": `+description).Incoming.Ad.Text.HTML; got != want {
			t.Errorf("%s: %q, want %q", description, got, want)
		}
	}
}

func TestEmploymentType(t *testing.T) {
	concept := func(id, label string) string {
		c, _ := json.Marshal(map[string]string{"concept_id": id, "label": label})
		return string(c)
	}
	open := `, "duration": {"concept_id": "a7uU_j21_mkL", "label": "Tills vidare"}`
	half := `, "duration": {"concept_id": "qQUd_4qe_NDT"}`
	odd := `, "duration": {"concept_id": "xxxx", "label": "Ibland"}`
	for _, tt := range []struct {
		concept, duration string
		want              board.EmploymentType
		misfits           string
	}{
		{concept("kpPX_CNN_gDU", "x"), "", board.Permanent, ""},
		{concept("", "Tillsvidareanställning (inkl. eventuell provanställning)"), "", board.Permanent, ""},
		{concept("sTu5_NBQ_udq", ""), open, board.FixedTerm, ""},
		{concept("vWxw_BCd_VG6", ""), "", board.FixedTerm, ""},
		{concept("", "Tidsbegränsad anställning"), "", board.FixedTerm, ""},
		{concept("gro4_cWF_6D7", ""), "", "substitute", ""},
		{concept("EBhX_Qm2_8eX", ""), "", "seasonal", ""},
		{concept("Jh8f_q9J_pbJ", "Sommarjobb / feriejobb"), "", board.Summer, ""},
		{concept("Jh8f_q9J_pbJ", ""), "", board.Summer, ""},
		{concept("Jh8f_q9J_pbJ", "Säsongsanställning"), "", "seasonal", ""},
		{concept("1paU_aCR_nGn", "Behovsanställning"), "", board.OnCall, ""},
		{concept("PFZr_Syz_cUq", "Vanlig anställning"), open, board.Permanent, ""},
		{concept("PFZr_Syz_cUq", ""), half, board.FixedTerm, ""},
		{concept("", "Vanlig anställning"), half, board.FixedTerm, ""},
		{concept("PFZr_Syz_cUq", "Vanlig anställning"), "", "", "employment_type"},
		{concept("PFZr_Syz_cUq", "Vanlig anställning"), odd, "", "duration employment_type"},
		{concept("", "Vanlig anställning"), "", "", "employment_type"},
		{concept("9Wuo_2Yb_36E", "Arbete utomlands"), open, "", "employment_type"},
		{`{"concept_id": null, "label": null}`, open, "", ""},
		{`null`, "", "", ""},
		{`7`, "", "", "employment_type"},
		{`[]`, "", "", "employment_type"},
	} {
		item := one(t, `"employment_type": `+tt.concept+tt.duration)
		if got := item.Incoming.Ad.Terms.Employment; got != tt.want || noted(item) != tt.misfits {
			t.Errorf("%s%s: %q with misfits %q, want %q with %q", tt.concept, tt.duration, got, noted(item), tt.want, tt.misfits)
		}
	}
}

func TestExtent(t *testing.T) {
	licence := []board.Requirement{board.DrivingLicence}
	for _, tt := range []struct {
		fields  string
		want    board.Terms
		misfits string
	}{
		{`"working_hours_type": {"concept_id": "947z_JGS_Uk2"}`, board.Terms{Hours: board.PartTime}, ""},
		{`"working_hours_type": {"label": "Heltid"}`, board.Terms{Hours: board.FullTime}, ""},
		{`"working_hours_type": {"concept_id": "hGCt_6Ni_XPz"}`, board.Terms{Hours: board.FullOrPartTime}, ""},
		{`"working_hours_type": {"label": "Ibland"}`, board.Terms{}, "working_hours"},
		{`"duration": {"label": "3 månader – upp till 6 månader"}`, board.Terms{Duration: "3_to_6_months"}, ""},
		{`"duration": {"concept_id": "cAQ8_TpB_Tdv"}`, board.Terms{Duration: "under_3_months"}, ""},
		{`"duration": {"concept_id": "9RGe_UxD_FZw"}`, board.Terms{Duration: "over_1_year"}, ""},
		{`"scope_of_work": {"min": 80, "max": 100}`, board.Terms{Scope: board.Scope{Min: 80, Max: 100}}, ""},
		{`"scope_of_work": {"min": 100, "max": 100}`, board.Terms{Scope: board.Scope{Min: 100, Max: 100}}, ""},
		{`"scope_of_work": {"min": "50", "max": 75.0}`, board.Terms{Scope: board.Scope{Min: 50, Max: 75}}, ""},
		{`"scope_of_work": {"min": 50}`, board.Terms{Scope: board.Scope{Min: 50, Max: 100}}, ""},
		{`"scope_of_work": {"max": 50}`, board.Terms{Scope: board.Scope{Max: 50}}, ""},
		{`"scope_of_work": {"min": 0, "max": 100}`, board.Terms{}, ""},
		{`"scope_of_work": {"min": null, "max": null}`, board.Terms{}, ""},
		{`"scope_of_work": {"min": 90, "max": 20}`, board.Terms{}, "scope_of_work."},
		{`"scope_of_work": {"min": 50, "max": 1000}`, board.Terms{}, "scope_of_work."},
		{`"scope_of_work": {"min": "hälften", "max": 100}`, board.Terms{}, "scope_of_work.min"},
		{`"number_of_vacancies": 3`, board.Terms{Vacancies: 3}, ""},
		{`"number_of_vacancies": "3"`, board.Terms{Vacancies: 3}, ""},
		{`"number_of_vacancies": 0`, board.Terms{}, "number_of_vacancies"},
		{`"number_of_vacancies": -1`, board.Terms{}, "number_of_vacancies"},
		{`"number_of_vacancies": 1e99`, board.Terms{}, "number_of_vacancies"},
		{`"number_of_vacancies": 1.5`, board.Terms{}, "number_of_vacancies"},
		{`"number_of_vacancies": null`, board.Terms{}, ""},
		{`"driving_license_required": true`, board.Terms{Requirements: licence}, ""},
		{`"driving_license_required": true, "driving_license": [{"label": "C1"}]`, board.Terms{Requirements: licence}, ""},
		{`"driving_license_required": true, "driving_license": [{"label": "AM"}]`, board.Terms{}, "requirements"},
		{`"driving_license_required": false, "driving_license": [{"label": "B"}]`, board.Terms{}, ""},
		{`"driving_license_required": "ja"`, board.Terms{}, "driving_license_required"},
	} {
		item := one(t, tt.fields)
		if got := item.Incoming.Ad.Terms; !reflect.DeepEqual(got, tt.want) || noted(item) != strings.TrimSuffix(tt.misfits, ".") {
			t.Errorf("%s: %+v with misfits %q, want %+v with %q", tt.fields, got, noted(item), tt.want, tt.misfits)
		}
	}
}

func TestPlace(t *testing.T) {
	inSweden := func(code string) []board.Place {
		return []board.Place{{Municipality: code, Region: code[:2], Country: "SE"}}
	}
	for _, tt := range []struct {
		address string
		want    []board.Place
		misfits string
	}{
		{`{"municipality_code": "0580"}`, inSweden("0580"), ""},
		{`{"municipality_code": 580}`, inSweden("0580"), ""},
		{`{"municipality_code": "9999", "municipality_concept_id": "otaF_bQY_4ZD"}`,
			inSweden("0380"), ""},
		{`{"municipality": "Kista"}`, inSweden("0180"), ""},
		{`{"municipality": "Håbo", "region": "Uppsala län"}`, inSweden("0305"), ""},
		{`{"municipality": "Atlantis"}`, nil, "workplace_address.municipality"},
		{`{"municipality_code": "0484", "region_code": "19"}`, inSweden("0484"), "workplace_address.region"},
		{`{"municipality": null, "region_code": "12"}`, []board.Place{{Region: "12", Country: "SE"}}, ""},
		{`{"municipality": null, "region": "Skåne län"}`, []board.Place{{Region: "12", Country: "SE"}}, ""},
		{`{"region": "Atlantis"}`, nil, "workplace_address.region"},
		{`{"municipality": null, "country": "Sverige"}`, nil, ""},
		{`{"country": "Norge", "city": "Oslo", "postcode": "0150"}`, []board.Place{{Country: "NO", City: "Oslo"}}, ""},
		{`{"country": "Atlantis", "city": "Poseidonia"}`, nil, "workplace_address.country"},
		{`{"country": "Norge", "municipality_code": "0180"}`, inSweden("0180"), "workplace_address.country"},
		{`{"city": "Ekby", "postcode": "SE-123 45"}`, []board.Place{{Country: "SE", City: "Ekby", Postcode: "12345"}}, ""},
		{`{"city": "Ekby", "postcode": "1234"}`, []board.Place{{Country: "SE", City: "Ekby"}}, "workplace_address.postcode"},
		{`{"municipality_code": ["0180"], "region_code": {}}`, nil, "workplace_address.municipality_code workplace_address.region_code"},
		{`"Stockholm"`, nil, "workplace_address"},
		{`null`, nil, ""},
	} {
		item := one(t, `"workplace_address": `+tt.address)
		if got := item.Incoming.Ad.Where.Places; !reflect.DeepEqual(got, tt.want) || noted(item) != tt.misfits {
			t.Errorf("%s: %+v with misfits %q, want %+v with %q", tt.address, got, noted(item), tt.want, tt.misfits)
		}
	}
	if got := one(t, `"remote_work": true`).Incoming.Ad.Where.Workplace; got != board.Remote {
		t.Errorf("remote work: %q", got)
	}
}

func TestEmployer(t *testing.T) {
	stockholm := orgNr(t, "212000-0142")
	chamber := orgNr(t, "202100-0829")
	private := orgNr(t, "556000-4615")
	person := orgNr(t, "640823-3234")
	for _, tt := range []struct {
		employer   string
		want       board.NewEmployer
		department string
		misfits    string
	}{
		{`{"name": " Ekby  kommun "}`, board.NewEmployer{Name: "Ekby kommun"}, "", ""},
		{`{"name": null}`, board.NewEmployer{}, "", ""},
		{`null`, board.NewEmployer{}, "", ""},
		{`"Ekby kommun"`, board.NewEmployer{}, "", "employer"},
		{`{"name": "Ekby Verk AB", "organization_number": "5560004615", "workplace": "Ekby Verk"}`,
			board.NewEmployer{Name: "Ekby Verk AB", OrgNr: private, Sector: board.SectorPrivate}, "", ""},
		{`{"name": "Ekby Verk AB", "organization_number": "556000-4616", "workplace": "Inköp"}`,
			board.NewEmployer{Name: "Ekby Verk AB"}, "Inköp", "employer.organization_number"},
		{`{"name": "STOCKHOLMS KOMMUN", "organization_number": "212000-0142", "workplace": "Stockholms stad, Serviceförvaltningen"}`,
			board.NewEmployer{Name: "Stockholms stad", OrgNr: stockholm, Sector: board.SectorMunicipality},
			"Serviceförvaltningen", ""},
		{`{"name": "Stockholms kommun", "organization_number": 2120000142, "workplace": "Stockholms stad"}`,
			board.NewEmployer{Name: "Stockholms stad", OrgNr: stockholm, Sector: board.SectorMunicipality}, "", ""},
		{`{"name": "Kammarkollegiet, Statens inköpscentral", "organization_number": "2021000829"}`,
			board.NewEmployer{Name: "Kammarkollegiet", OrgNr: chamber, Sector: board.SectorState}, "Statens inköpscentral", ""},
		{`{"name": "Danderyds kommun, Upphandlingsenheten"}`,
			board.NewEmployer{Name: "Danderyds kommun, Upphandlingsenheten", Sector: board.SectorMunicipality}, "", ""},
		{`{"name": "Ekby Ek, konsult"}`, board.NewEmployer{Name: "Ekby Ek, konsult"}, "", ""},
		{`{"name": "Polisen"}`, board.NewEmployer{Name: "Polisen", Sector: board.SectorState}, "", ""},
		{`{"name": "Ek, Bo", "organization_number": "640823-3234", "url": "javascript:alert(1)"}`,
			board.NewEmployer{Name: "Ek, Bo", OrgNr: person}, "", "employer.url"},
	} {
		item := one(t, `"employer": `+tt.employer)
		in := item.Incoming
		if in.Employer != tt.want || in.Ad.Department != tt.department || noted(item) != tt.misfits {
			t.Errorf("%s:\n got %+v, %q with misfits %q\nwant %+v, %q with %q", tt.employer, in.Employer, in.Ad.Department, noted(item),
				tt.want, tt.department, tt.misfits)
		}
	}
}

func TestHowToApply(t *testing.T) {
	for _, tt := range []struct {
		details string
		want    board.Apply
		misfits string
	}{
		{`{"url": "http://ekby.example.se/1"}`, board.Apply{URL: "http://ekby.example.se/1"}, ""},
		{`{"url": "www.ekby.example.se"}`, board.Apply{URL: "https://www.ekby.example.se"}, ""},
		{`{"url": "javascript:alert(1)"}`, board.Apply{}, "application_details.url"},
		{`{"url": "https://anna:hemligt@ekby.example.se/"}`, board.Apply{}, "application_details.url"},
		{`{"url": "https://"}`, board.Apply{}, "application_details.url"},
		{`{"url": "se vår webbplats"}`, board.Apply{}, "application_details.url"},
		{`{"email": " anna.ek@ekby.example.se "}`, board.Apply{Email: "anna.ek@ekby.example.se"}, ""},
		{`{"email": "anna.ek(at)ekby.example.se"}`, board.Apply{}, "application_details.email"},
		{`{"email": "a@ekby.example.se,b@ekby.example.se"}`, board.Apply{}, "application_details.email"},
		{`{"email": "jobb@ekby.example.se", "other": "jobb@ekby.example.se", "via_af": true}`,
			board.Apply{Email: "jobb@ekby.example.se"}, ""},
		{`{"information": "<p>Skriv till oss.</p>", "other": "Ring gärna.\r\n", "reference": " 12/34 "}`,
			board.Apply{Reference: "12/34", Information: "Skriv till oss.\n\nRing gärna."}, ""},
		{`[]`, board.Apply{}, "application_details"},
	} {
		item := one(t, `"application_details": `+tt.details)
		if got := item.Incoming.Ad.Apply; got != tt.want || noted(item) != tt.misfits {
			t.Errorf("%s: %+v with misfits %q, want %+v with %q", tt.details, got, noted(item), tt.want, tt.misfits)
		}
	}
}

func TestContacts(t *testing.T) {
	anna := board.Contact{Name: "Anna Ek", Email: "anna.ek@example.se"}
	for _, tt := range []struct {
		contacts      string
		people, union []board.Contact
		misfits       string
	}{
		{`[{"name": "Anna Ek", "email": "anna.ek@example.se", "description": "Kontaktperson"}]`, []board.Contact{anna}, nil, ""},
		{`[{"name": null, "description": "Kontaktperson", "email": null}]`, nil, nil, ""},
		{`[{"name": "Bo Al", "description": "Fackligt ombud"}]`,
			nil, []board.Contact{{Name: "Bo Al", Description: "Fackligt ombud", Kind: "union"}}, ""},
		{`[{"name": "Bo Al", "telephone": "-"}]`, []board.Contact{{Name: "Bo Al"}}, nil, "application_contacts.telephone"},
		{`[{"name": "Bo Al", "email": "bo"}]`, []board.Contact{{Name: "Bo Al"}}, nil, "application_contacts.email"},
		{`[7, null, {"name": "Bo Al"}]`, []board.Contact{{Name: "Bo Al"}}, nil, "application_contacts"},
		{`{"name": "Bo Al"}`, nil, nil, "application_contacts"},
		{`null`, nil, nil, ""},
	} {
		item := one(t, `"application_contacts": `+tt.contacts)
		ad := item.Incoming.Ad
		if !reflect.DeepEqual(ad.Contacts, tt.people) || !reflect.DeepEqual(ad.UnionContacts, tt.union) || noted(item) != tt.misfits {
			t.Errorf("%s: %+v and %+v with misfits %q", tt.contacts, ad.Contacts, ad.UnionContacts, noted(item))
		}
	}
	many := one(t, `"application_contacts": [`+strings.Repeat(`{"name": "Anna Ek"},`, 99)+`{"name": "Bo Al"}]`)
	if n := len(many.Incoming.Ad.Contacts); n != maxContacts {
		t.Errorf("%d contacts of 100", n)
	}
	for _, m := range one(t, `"application_contacts": [{"name": "x", "email": "anna hemma", "telephone": "hemlig"}]`).Misfits {
		if m.Value != "" {
			t.Errorf("the misfit repeats what may be personal: %+v", m)
		}
	}
}

func TestTimes(t *testing.T) {
	for stated, want := range map[string]string{
		"2026-11-30T23:59:59": "2026-11-30", "2026-11-30": "2026-11-30", "2026-11-30T12:00:00": "2026-11-30T12:00",
		"2026-11-30T00:00:00": "2026-11-30", "2026-11-30T22:59:59Z": "2026-11-30", "2026-07-31T21:59:00Z": "2026-07-31",
		"2026-11-30T23:00:00Z": "2026-11-30", "2027-06-30T22:00:00+00:00": "2027-06-30", "2026-11-30T23:30:00Z": "2026-12-01T00:30", "2026-11-30T23:59:59+01:00": "2026-11-30",
		"2026-11-30 12:00": "2026-11-30T12:00", "2026-11-30T23:59:59.999": "2026-11-30",
		"30/11 2026": "", "0001-01-01T00:00:00": "", "9999-12-31": "", "2026-02-30": "", "": "",
	} {
		item := one(t, `"application_deadline": "`+stated+`"`)
		if got := item.Incoming.Ad.Deadline.String(); got != want || (noted(item) != "") != (want == "" && stated != "") {
			t.Errorf("deadline %q: %q with misfits %q, want %q", stated, got, noted(item), want)
		}
	}
	for stated, want := range map[string]string{
		"2026-07-01T08:00:00": "2026-07-01T08:00:00+02:00", "2026-12-01T08:00:00": "2026-12-01T08:00:00+01:00",
		"2018-09-17T00:00:00+02:00": "2018-09-17T00:00:00+02:00", "2026-12-01T08:00:00Z": "2026-12-01T09:00:00+01:00",
	} {
		if got := one(t, `"publication_date": "`+stated+`"`).Incoming.Published.Format(time.RFC3339); got != want {
			t.Errorf("published %q: %q, want %q", stated, got, want)
		}
	}
	if item := one(t, `"publication_date": {"a": 1}, "last_publication_date": "x"`); !item.Incoming.Published.IsZero() || noted(item) != "publication_date" {
		t.Errorf("%v %q", item.Incoming.Published, noted(item))
	}
}

func TestDigestTellsAChangeAndNothingElse(t *testing.T) {
	digestOf := func(ad string) string {
		for item := range JobTech(strings.NewReader(ad)) {
			return item.Incoming.Source.Digest
		}
		return ""
	}
	first := digestOf(`{"id":"1","headline":"A","employer":{"name":"E","url":null},"timestamp":1,"relevance":0.5}`)
	again := digestOf(`{ "timestamp": 2, "employer": {"url": null, "name": "\u0045"}, "headline": "A", "id": "1" }`)
	other := digestOf(`{"id":"1","headline":"A","employer":{"name":"F","url":null},"timestamp":1}`)
	if first != again || first == other || len(first) != 64 {
		t.Errorf("%s %s %s", first, again, other)
	}
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]board.Language{
		"Upphandlare till Ekby kommun": "sv", "Category Manager": "sv", "": "sv",
		"We are looking for a buyer. You will be part of our team in Ekby.":                     "en",
		"Key Account Manager to our team\nVi söker dig som är van att sälja och trivs med det.": "sv",
		"Vi söker en inköpare till Ekby. We are looking for a buyer to our team.":               "sv",
	} {
		if got := Language(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
