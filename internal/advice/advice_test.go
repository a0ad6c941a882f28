package advice

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// monday is a Monday, three weeks before the last day to apply of the ads below.
var monday = time.Date(2026, 11, 9, 9, 0, 0, 0, time.UTC)

// sample is an ad that nothing is to be said of.
func sample(change ...func(*board.Ad)) board.Ad {
	ad := board.Ad{
		Title: "Upphandlare", Headline: "Upphandlare till Ekby kommun",
		Text:     board.Text{Plain: "Du leder upphandlingar. Välkommen med din ansökan senast den 30 november 2026!"},
		Where:    board.Where{Places: []board.Place{{Municipality: "0180", Region: "01", Country: "SE"}}},
		Salary:   board.Salary{Min: 42000, Period: board.PerMonth},
		Deadline: board.Deadline{Date: board.Date{Year: 2026, Month: 11, Day: 30}},
		Apply:    board.Apply{Reference: "2026/17"}, RegistryNumber: "KS 2026/123",
		Contacts: []board.Contact{{Name: "Elin Ek", Telephone: "08-123 45 67"}},
	}
	for _, c := range change {
		c(&ad)
	}
	return ad
}

// said is the keys of the advice, each after its field.
func said(all []Advice) string {
	var lines []string
	for _, a := range all {
		lines = append(lines, a.Field+" "+a.Key)
	}
	return strings.Join(lines, ", ")
}

func TestWhatIsSaidOfAnAd(t *testing.T) {
	for _, s := range []struct {
		name   string
		change func(*board.Ad)
		want   string
	}{
		{"whole", func(*board.Ad) {}, ""},
		{"no pay", func(ad *board.Ad) { ad.Salary = board.Salary{Reason: board.PayIndividual} }, "salary.min no_pay"},
		{"nobody to ask", func(ad *board.Ad) { ad.Contacts = nil }, "application_contacts no_contact"},
		{"capitals", func(ad *board.Ad) { ad.Headline = "UPPHANDLARE SÖKES" }, "headline shouting"},
		{"an abbreviation", func(ad *board.Ad) { ad.Headline = "IT-jurist, LOU" }, ""},
		{"Midsummer Eve", func(ad *board.Ad) { ad.Deadline.Date, ad.Text.Plain = board.Date{Year: 2027, Month: 6, Day: 25}, "" }, "application_deadline holiday"},
		{"Ascension Day", func(ad *board.Ad) { ad.Deadline.Date, ad.Text.Plain = board.Date{Year: 2027, Month: 5, Day: 6}, "" }, "application_deadline holiday"},
		{"a Saturday", func(ad *board.Ad) { ad.Deadline.Date, ad.Text.Plain = board.Date{Year: 2026, Month: 11, Day: 28}, "" }, ""},
	} {
		if got := said(For(sample(s.change), board.SectorMunicipality, monday)); got != s.want {
			t.Errorf("%s: %q, want %q", s.name, got, s.want)
		}
	}
}

func TestWhatTheTextSaysOtherwise(t *testing.T) {
	const deadline, day = "application_deadline differs", "description_text weekday"
	for text, want := range map[string]string{
		"Ansök senast 29 november.":                                  deadline,
		"Ansök senast 2026-11-29.":                                   deadline,
		"Sista ansökningsdag: 29/11":                                 deadline,
		"Please apply by 29 November 2026.":                          deadline,
		"Ansök senast 29 november. Sista dag är 30 november.":        "",
		"Intervjuer hålls den 7 december.":                           "",
		"Välkommen med din ansökan. Vi håller intervjuer 7 december": "",
		"Ansök senast måndag 30 november.":                           "",
		"Ansök senast söndagen den 30 november 2026.":                day,
		"Apply by Sunday 30 November.":                               day,
		"Vi ses tis 1 dec":                                           "",
		"Vi ses ons 1 dec":                                           day,
		"Den 31 november finns inte.":                                "",

		"Tjänsten är placerad i Stockholm.":          "",
		"Tjänsten är placerad i Göteborg.":           "workplace_addresses differs",
		"Arbetsplatsen ligger i Malmö.":              "workplace_addresses differs",
		"Vi samarbetar med Göteborg och Malmö.":      "",
		"Tjänsten är placerad i Upphandlingsenheten": "",

		"Ange referens 2026/17.":        "",
		"Ange ref.nr 2026/18 i ansökan": "application_details.reference differs",
		"Referensnummer: 2026-17":       "",
		"Diarienummer KS 2026/124":      "registry_number differs",
		"Dnr: KS 2026/123":              "",
		"Vi begär referenser.":          "",

		"Ring 08-123 45 67.":              "",
		"Ring +46 8 123 45 67":            "",
		"Ring +46 (0)8 123 45 67":         "",
		"Ring 08-765 43 21.":              "application_contacts differs",
		"Ring 070-123 45 67 på kvällen":   "description_text private_phone",
		"Organisationsnummer 212000-0142": "",
	} {
		if got := said(For(sample(func(ad *board.Ad) { ad.Text.Plain = text }), board.SectorMunicipality, monday)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWordsThatMayKeepPeopleAway(t *testing.T) {
	for text, want := range map[string]string{
		"Vi söker en vaken, framåt tjej.":              "ground.sex",
		"Du blir vår nya förman.":                      "ground.sex",
		"Han ska leda arbetet.":                        "ground.sex",
		"Hänvisning ska ske till anbudet.":             "",
		"Chansen ska tas.":                             "",
		"Vi är ett ungt team.":                         "ground.age",
		"Du är högst 35 år.":                           "ground.age",
		"Gärna nyexaminerad jurist.":                   "ground.age",
		"Du har minst 5 års erfarenhet.":               "",
		"Du är stresstålig.":                           "ground.health",
		"Vi delar kristna värderingar.":                "ground.faith",
		"Bifoga foto.":                                 "ground.private",
		"Ange ditt personnummer i ansökan.":            "ground.private",
		"Vi har ett avtal om friskvård.":               "",
		"Ungefär hälften av tiden är du hos kunder.":   "",
		"Kristianstads kommun är en av kunderna.":      "",
		"Upphandlingen avser personnummerhantering.":   "",
		"Föräldraledighet är inte aktuell under året.": "ground.family",
	} {
		ad := sample(func(ad *board.Ad) { ad.Text.Plain = text })
		got := ""
		for _, a := range For(ad, board.SectorMunicipality, monday) {
			if a.Key == "discrimination" {
				got = string(a.Args[3].(Name))
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"Flytande svenska krävs.": "description_text language", "Svenska som modersmål": "description_text language",
		"God svenska i tal och skrift": "", "B-körkort är ett krav.": "description_text licence",
	} {
		if got := said(For(sample(func(ad *board.Ad) { ad.Text.Plain = text }), "", monday)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAStateAgencyGivesTime(t *testing.T) {
	short := sample(func(ad *board.Ad) { ad.Deadline.Date, ad.Text.Plain = board.DateOf(monday).AddDays(5), "" })
	for _, s := range []struct {
		sector board.Sector
		ad     board.Ad
		want   string
	}{
		{board.SectorState, short, "application_deadline short"}, {board.SectorMunicipality, short, ""}, {board.SectorState, sample(), ""},
	} {
		if got := said(For(s.ad, s.sector, monday)); got != s.want {
			t.Errorf("%s until %s: %q, want %q", s.sector, s.ad.Deadline.Date, got, s.want)
		}
	}
}

func TestAdviceIsASentenceInBothLanguages(t *testing.T) {
	ad := sample(func(ad *board.Ad) {
		ad.Text.Plain = "Ansök senast söndag 29 november 2027. Ring 08-765 43 21 eller 070-123 45 67. Vi söker en tjej i ett ungt team, gärna stresstålig."
		ad.Headline, ad.Salary, ad.Where.Places[0].Municipality = "UPPHANDLARE TILL EKBY", board.Salary{}, "1480"
	})
	all := For(ad, board.SectorState, monday)
	for _, a := range all {
		for _, lang := range words.Languages() {
			if text := a.Text(lang); strings.ContainsAny(text, "{}") || strings.Contains(text, "advice.") || text == "" {
				t.Errorf("%s %s: %q", a.Key, lang, text)
			}
		}
	}
	at := slices.IndexFunc(all, func(a Advice) bool { return a.Key == "weekday" })
	if at < 0 {
		t.Fatal(said(all))
	}
	if got, want := all[at].Text(board.Swedish), "29\u00a0november 2027 är en måndag, inte en söndag."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzFor(f *testing.F) {
	for _, text := range []string{"", "Ansök senast söndagen den 30 november 2026!", "Ring 08-123 45 67, +46", "placerad i Göteborg", "dnr: KS 2026/1",
		"99/99", "0000-00-00", "31 feb", "en ung tjej\x00", "\xff ref 1", strings.Repeat("senast 1/1 ", 1000)} {
		f.Add(text, "Upphandlare", int64(1_790_000_000))
	}
	f.Fuzz(func(t *testing.T, text, headline string, now int64) {
		ad := sample(func(ad *board.Ad) { ad.Text.Plain, ad.Headline = text, headline })
		all := For(ad, board.SectorState, time.Unix(now%4_000_000_000, 0))
		if len(all) > most {
			t.Errorf("%d are said", len(all))
		}
		for _, a := range all {
			if s := a.Text(board.Swedish); s == "" || utf8.ValidString(text) && utf8.ValidString(headline) && !utf8.ValidString(s) {
				t.Errorf("%s: %q", a.Key, s)
			}
		}
	})
}
