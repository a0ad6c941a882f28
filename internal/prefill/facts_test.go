package prefill

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/fetch"
)

func TestDeadlinesInText(t *testing.T) {
	for text, want := range map[string]string{
		"Sista ansökningsdag: 2026-11-30":                                    "2026-11-30",
		"Sista ansökningsdag 30 november 2026":                               "2026-11-30",
		"Sista ansökningsdag är den 30 november.":                            "2026-11-30",
		"Sista ansökningsdag 30.nov.2026":                                    "2026-11-30",
		"Sista ansökningsdag|2026-11-30 23:59":                               "2026-11-30",
		"Sista ansökningsdatum: 30/11":                                       "2026-11-30",
		"Sista ansökningsdatum|30/11 2026":                                   "2026-11-30",
		"Sista dag att ansöka är 6.12.2026 kl. 12.00":                        "2026-12-06T12:00",
		"Ansök senast 1 mars":                                                "2027-03-01",
		"Ansök senast 28 oktober":                                            "2026-10-28",
		"Välkommen med din ansökan senast den 15 januari kl. 16.30!":         "2027-01-15T16:30",
		"Vi vill ha din ansökan senast måndagen den 30:e november, kl 24:00": "2026-11-30",
		"Sök senast: 20261130":                                               "2026-11-30",
		"Senast den 30 november vill vi ha din ansökan":                      "2026-11-30",
		"Deadline for applications: November 30th, 2026 at 14:00":            "2026-11-30T14:00",
		"Apply no later than 30 Nov 2026":                                    "2026-11-30",
		"Last day to apply|30th of November":                                 "2026-11-30",
		"Publicerad 2026-10-01. Sista ansökningsdag 2026-11-30":              "2026-11-30",
		"Sista ansökningsdag|Uppsala|2026-11-30":                             "",
		"Sista ansökningsdag: 31 februari":                                   "",
		"Sista ansökningsdag: snarast, vi intervjuar löpande":                "",
		"Tillträde 2027-01-01":                                               "",
		"Vi har sökt 5 marknader senast":                                     "",
		"Deadline|" + strings.Repeat("x", 200) + " 2026-11-30":               "",
	} {
		if got := deadlineIn(strings.Split(text, "|"), today).String(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestDeadlinesInData(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-30": "2026-11-30", "2026-11-30T23:59:59+01:00": "2026-11-30", "2026-11-30T22:59:59Z": "2026-11-30",
		"2026-11-30T00:00": "2026-11-30", "2026-11-30T00:00:00.000Z": "2026-11-30", "2026-11-30T00:00:00+00:00": "2026-11-30",
		"2026-12-01T00:00:00+01:00": "2026-11-30", "2026-11-30T12:00:00+01:00": "2026-11-30T12:00", "2026-11-30T12:00": "2026-11-30T12:00",
		"": "", "snart": "", "30/11/2026": "", "0001-01-01T00:00:00": "",
	} {
		if got := validThrough(text).String(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPeopleInText(t *testing.T) {
	for text, want := range map[string]string{
		"Kontakta Anna Ek, upphandlingschef, 018-000 00 01":                                 "Anna Ek/upphandlingschef//018-000 00 01",
		"Frågor besvaras av enhetschef Anna Ek på anna.ek@ekby.example.se.":                 "Anna Ek/enhetschef/anna.ek@ekby.example.se/",
		"Kontakt|Anna Ek|Enhetschef|Telefon: +46 18 000 00 01|E-post: ANNA@ekby.example.se": "Anna Ek/Enhetschef/anna@ekby.example.se/+46 18 000 00 01",
		"Anna-Lena Ek Sund, 018-000 00 01, eller Bo Al, 018-000 00 02":                      "Anna-Lena Ek Sund///018-000 00 01; Bo Al///018-000 00 02",
		"Fackliga företrädare|Bo Al (Vision) 018-000 00 02":                                 "|Bo Al///018-000 00 02",
		"Fack: Bo Al, Vision, 018-000 00 02|Kontakt: Anna Ek, 018-000 00 01":                "Anna Ek///018-000 00 01|Bo Al///018-000 00 02",
		"Ekby Kommun, 018-000 00 00":                                                        "",
		"Region Uppsala 018-000 00 00":                                                      "",
		"Anna Ek är vår nya chef.":                                                          "",
		"Anna Ek|Vi ses|på|torget|i|Ekby|018-000 00 01":                                     "",
		"Skicka till jobb@ekby.example.se senast 2026-11-30":                                "",
		"Anna Ek, 2026-11-30, 212000-0142":                                                  "",
		"Anna Ek, anna@@ekby":                                                               "",
		"Anna Ek 018-000 00 01|Anna Ek 018-000 00 01":                                       "Anna Ek///018-000 00 01",
	} {
		contacts, unions := peopleIn(strings.Split(text, "|"))
		got := people(contacts)
		if len(unions) > 0 {
			got += "|" + people(unions)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestRolesInHeadlines(t *testing.T) {
	for headline, want := range map[string]string{
		"Upphandlare till Ekby kommun":           "upphandlare",
		"Entreprenadupphandlare":                 "upphandlare",
		"IT-upphandlare":                         "upphandlare",
		"IT upphandlingsledare":                  "upphandlare",
		"Inköpare/upphandlare":                   "inkopare upphandlare",
		"Strategisk inköpare, indirekt material": "strategisk-inkopare",
		"Strategiska inköpare och en inköpare":   "strategisk-inkopare inkopare",
		"Inköps- och upphandlingschef":           "inkopschef",
		"Chef till enheten för upphandling":      "inkopschef",
		"Upphandlingsjurist eller upphandlare":   "upphandlingsjurist upphandlare",
		"Avtalscontroller":                       "avtalsforvaltare",
		"Head of Procurement":                    "inkopschef",
		"Strategic Buyer":                        "strategisk-inkopare",
		"Kategoriansvarig inköpare":              "kategoriansvarig inkopare",
		"Upphandlingskonsulter":                  "upphandlingskonsult",
		"Category Manager Electric Hobs":         "",
		"Procurement Manager":                    "",
		"Lärare i Linköping":                     "",
		"Virkesinköpare":                         "",
		"Kontraktsadjunkt":                       "",
		"":                                       "",
	} {
		var got []string
		for _, role := range rolesOf(headline) {
			got = append(got, string(role))
			if !slices.Contains(board.Roles(), role) {
				t.Errorf("%s is no role", role)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %s", headline, got, want)
		}
	}
}

func TestLevelsInHeadlines(t *testing.T) {
	for headline, want := range map[string]board.Level{
		"Upphandlare till Ekby kommun":           "",
		"Junior upphandlare":                     "junior",
		"Senior upphandlare eller specialist":    "senior",
		"Upphandlingschef":                       "manager",
		"Chef till enheten för upphandling":      "manager",
		"Gruppchef inköp":                        "manager",
		"Gruppledare till upphandlingsenheten":   "team_lead",
		"Inköpsdirektör":                         "executive",
		"Upphandlingsledare":                     "",
		"Procurement Manager":                    "",
		"Chefsjurist med inriktning upphandling": "",
		"Traineeprogram för inköpare":            "trainee",
		"Examensarbete om hållbara inköp":        "student",
	} {
		if got := levelOf(headline); got != want {
			t.Errorf("%q: %q, want %q", headline, got, want)
		}
	}
}

func TestHeadlinesTakenApart(t *testing.T) {
	for _, tt := range []struct{ headline, site, title, employer, places string }{
		{"Upphandlare till Ekby kommun", "", "Upphandlare", "Ekby kommun", ""},
		{"Upphandlare till Uppsala kommun", "", "Upphandlare", "Uppsala kommun", "0380"},
		{"Upphandlare, IT, Malmö stad", "", "Upphandlare, IT", "Malmö stad", "1280"},
		{"Upphandlare, IT", "Ekvik AB", "Upphandlare, IT", "Ekvik AB", ""},
		{"Inköpare i Gnosjö", "Jobylon", "Inköpare i Gnosjö", "", "0617"},
		{"Region Dalarna söker en upphandlare", "", "Upphandlare", "", ""},
		{"Vi söker upphandlare till inköpsenheten på Trafikverket", "", "Upphandlare", "Trafikverket", ""},
		{"Upphandlare", "Ekbys lediga jobb", "Upphandlare", "", ""},
		{"Inköpschef - Stockholm", "", "Inköpschef - Stockholm", "", "0180"},
		{"Vara eller icke vara", "", "Vara eller icke vara", "", ""},
		{"", "", "", "", ""},
	} {
		employer := employerIn(tt.headline, tt.site)
		if title := positionIn(tt.headline); title != tt.title || employer != tt.employer || places(placesIn(tt.headline, employer)) != tt.places {
			t.Errorf("%q: %q, %q, %s", tt.headline, title, employer, places(placesIn(tt.headline, employer)))
		}
	}
}

func TestFactsAfterLabels(t *testing.T) {
	for text, want := range map[string]string{
		"Anställningsform|Vikariat":          "employment_type (page): substitute\n",
		"Anställningsform: Visstid, deltid":  "employment_type (page): fixed_term\nworking_hours (page): part_time\n",
		"Anställning hos oss är för livet":   "",
		"Arbetstid enligt schema":            "",
		"Ort: Uppsala, Stockholm eller Umeå": "workplace_addresses (page): 0380; 0180; 2480\n",
		"Ort: Ekby":                          "",
		"Referens är det ingen som tar 3 av": "",
		"Ref.nr: A-12/3":                     "application_details.reference (page): A-12/3\n",
		"Märk ansökan med dnr KS 2026/12.":   "registry_number (guess): KS 2026/12\n",
		"Org.nr: 212000-0142":                "employer.name (page): Stockholms stad\nemployer.organization_number (page): 212000-0142\nemployer.sector (guess): municipality\n",
		"Lön: 40 000 - 45 000 kr/mån":        "salary (page): 40000 45000SEKmonth\n",
		"Lön: enligt avtal":                  "",
		"Vi har individuell lönesättning.":   "salary (guess): 0 0individual\n",
		"Lön: 40 000 kr/mån|Individuell lön": "salary (page): 40000 40000SEKmonth\n",
		"Individuellt lönsamma avtal":        "",
		"Tjänsten är ett vikariat på deltid": "employment_type (guess): substitute\nworking_hours (guess): part_time\n",
		"Antal tjänster: 3":                  "number_of_vacancies (page): 3\n",
		"Avdelning: Inköp och logistik":      "employer.workplace (page): Inköp och logistik\n",
		"Tillträde: 1 februari":              "start (page): 2027-02-01\n",
	} {
		f := Found{How: map[string]How{}}
		f.facts(strings.Split(text, "|"), today)
		if got := tell(f); got != want {
			t.Errorf("%q:\n%swant\n%s", text, got, want)
		}
	}
}

func TestPay(t *testing.T) {
	for text, want := range map[string]string{
		`{"currency": "SEK", "value": {"minValue": 40000, "maxValue": "45 000", "unitText": "MONTH"}}`: "40000 45000 SEK month ",
		`{"currency": "SEK", "value": {"value": 250.5, "unitText": "HOUR"}}`:                           "250 250 SEK hour ",
		`{"currency": "SEK", "minValue": 500000, "unitText": "year"}`:                                  "500000 0 SEK year ",
		`"Individuell lönesättning"`:                                                                   "0 0   individual",
		`{"value": {"minValue": 45000, "maxValue": 40000, "unitText": "MONTH"}}`:                       "0 0   ",
		`{"value": {"value": 45000, "unitText": "WEEK"}}`:                                              "0 0   ",
		`{"value": {"value": "NaN", "unitText": "MONTH"}}`:                                             "0 0   ",
		`{"value": {"value": -1, "unitText": "MONTH"}}`:                                                "0 0   ",
		`{"currency": "KRONOR", "value": {"value": 1e30, "unitText": "MONTH"}}`:                        "0 0   ",
		`7`: "0 0   ", `null`: "0 0   ", `[]`: "0 0   ",
	} {
		value, err := parseJSON([]byte(`{"baseSalary": ` + text + `}`))
		if err != nil {
			t.Fatal(err)
		}
		s := salaryOf(thing{properties: value.(map[string]any)})
		if got := fmt.Sprintf("%d %d %s %s %s", s.Min, s.Max, s.Currency, s.Period, s.Reason); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestWhichOfSeveralAds(t *testing.T) {
	buyer, lawyer := `{"@type": "JobPosting", "title": "Inköpare", "url": "https://a.example.se/1"}`, `{"@type": "JobPosting", "title": "Jurist"}`
	for _, tt := range []struct{ data, want string }{
		{`[` + lawyer + `,` + buyer + `]`, "Inköpare"},                        // its address is the page's
		{`[` + lawyer + `, {"@type": "JobPosting", "title": "x"}]`, "Jurist"}, // its title is the page's
		{`{"itemListElement": [{"item": ` + lawyer + `}]}`, "Jurist"},
		{`[{"@type": "JobPosting", "title": "x"}, {"@type": "JobPosting", "title": "y"}]`, ""},
		{`{"@type": "Organization"}`, ""},
		{`[[[[[[[[[[[[[[[[` + lawyer + `]]]]]]]]]]]]]]]]`, ""}, // too deep
	} {
		p := parsePage(fetch.Answer{At: mustParse(t, "https://www.a.example.se/1/"), Body: []byte(
			`<h1>Jurist</h1><script type="application/ld+json; charset=utf-8"><!-- ` + tt.data + ` --></script>`)})
		if got, _ := fitting(p.postings(), p.addresses(), p.headlines()); got.title() != tt.want {
			t.Errorf("%s: %q, want %q", tt.data, got.title(), tt.want)
		}
	}
}
