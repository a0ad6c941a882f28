package search_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// headlines is a small board.
var headlines = []ad{
	0:  {"Entreprenadupphandlare till Ekby kommun", "0180", ""},
	1:  {"Upphandlingschef", "1280", ""},
	2:  {"Erfaren upphandlare", "1480", ""},
	3:  {"Inköpare till Norrvik AB", "1480", ""},
	4:  {"Strategic Purchaser", "0580", ""},
	5:  {"Busschaufför", "0580", "Du kör i hela Linköping."},
	6:  {"Förskollärare sökes", "0643", ""},
	7:  {"Lärare i bild", "0305", ""},
	8:  {"Distriktssköterska till vårdcentral", "1280", ""},
	9:  {"Säkerhetssamordnare", "1280", ""},
	10: {"IT-arkitekt", "1280", ""},
	11: {"Arkitekt med känsla för trä", "1280", "Vi arbetar med it varje dag."},
	12: {"Ingenjörer till vår avdelning", "1380", ""},
	13: {"Kommunjurist", "1380", "Du arbetar med avtalet och med offentlig upphandling."},
	14: {"Front end developers", "0180", ""},
}

func judgedBoard() *search.Version { return boardOf(headlines) }

// An ad is a headline, the municipality where the work is, and a text.
type ad struct{ headline, town, text string }

func boardOf(ads []ad) *search.Version {
	var jobs []*board.Job
	for i, h := range ads {
		j := advertise(board.ID(fmt.Sprintf("a%09d", i)), start.Add(-time.Duration(i)*time.Minute), start.Add(time.Hour))
		j.Ad.Headline, j.Ad.Text.Plain = h.headline, h.text
		j.Ad.Where.Places = []board.Place{{Municipality: h.town, Region: h.town[:2]}}
		j.Employer.Name = "Västra verket"
		jobs = append(jobs, j)
	}
	return loaded(1, jobs).At(start)
}

// TestJudgedSearches says of each kind of search which headlines come first, in any order among each other.
func TestJudgedSearches(t *testing.T) {
	v := judgedBoard()
	for _, c := range []struct {
		kind, text string
		first      []int // these before all others
		never      []int
	}{
		{"compound", "upphandlare", []int{0, 2}, []int{5, 6}},
		{"compound", "sköterska", []int{8}, nil},
		{"compound", "lärare", []int{6, 7}, nil},
		{"modifier", "upphandling", []int{1}, []int{5}},
		{"modifier", "säkerhet", []int{9}, nil},
		{"inflection", "lärarna", []int{6, 7}, nil},
		{"inflection", "ingenjören", []int{12}, nil},
		{"inflection", "avtal", []int{13}, nil},
		{"English inflection", "developer", []int{14}, nil},
		{"fold", "forskollarare", []int{6}, nil},
		{"fold", "ingenjor", []int{12}, nil},
		{"fold", "goteborg", []int{2, 3}, nil},
		{"fold", "habo", []int{6}, []int{7}},
		{"fold", "håbo", []int{7}, []int{6}},
		{"typo", "upphandalre", []int{0, 2}, nil},
		{"typo", "distriktsköterska", []int{8}, nil},
		{"typo", "upphandlingsjurst", []int{13}, nil}, // which nobody writes in one word
		{"typo", "uphandlingsjurist", []int{13}, nil},
		{"typo", "kommunarkitket", []int{10, 11}, nil},
		{"spelling", "it-arkitekt", []int{10}, nil},
		{"spelling", "it arkitekt", []int{10}, nil},
		{"spelling", "itarkitekt", []int{10}, nil},
		{"spelling", "frontend", []int{14}, nil},
		{"synonym", "purchaser", []int{4}, []int{5}},
		{"synonym", "upphandlare inköp", []int{0, 1, 2, 3, 4}, []int{5}},
		{"place", "inköpare göteborg", []int{3, 2}, []int{5}},
		{"place", "busschaufför kiruna", []int{5}, nil},
		{"precision", "inköp", []int{3}, []int{5}},
		{"precision", `"offentlig upphandling"`, []int{13}, []int{0, 1, 2}},
		{"precision", "lärare -bild", []int{6}, []int{7}},
		{"precision", "upphandlings*", []int{1}, []int{0, 2, 13}},
		{"known", "bild lärare verket", []int{7}, nil},
		{"unknown word", "arkitekt xyzzy trä", []int{11}, nil},
	} {
		got := ids(v.Search(board.Query{Text: c.text, Limit: 20}).Hits)
		for _, i := range c.first {
			if at := slices.Index(got, board.ID(fmt.Sprintf("a%09d", i))); at < 0 || at >= len(c.first) {
				t.Errorf("%s: %q: %s is not among the first %d: %v", c.kind, c.text, headlines[i].headline, len(c.first), got)
			}
		}
		for _, i := range c.never {
			if slices.Contains(got, board.ID(fmt.Sprintf("a%09d", i))) {
				t.Errorf("%s: %q finds %s", c.kind, c.text, headlines[i].headline)
			}
		}
	}
}

// TestWhatIsMeantComesFirst asks small boards, of which the last ad, the oldest, is what is meant.
func TestWhatIsMeantComesFirst(t *testing.T) {
	for _, c := range []struct {
		situation string
		texts     []string
		ads       []ad
		corrected string
	}{
		{"the town rather than others in the county with its name", []string{"lärare stockholm", "lärare i Stockholm"},
			[]ad{{headline: "Lärare sökes", town: "0182"}, {headline: "Lärare", town: "0184"}, {headline: "Lärare i bild", town: "0180"}}, ""},
		{"the role by another name, which nobody writes as it is typed", []string{"upphandlingschef", "upphandlingschefen"},
			[]ad{{headline: "Upphandlare", town: "1480", text: "Du rapporterar till vår chef."}, {headline: "Chef", town: "1480"}, {headline: "Inköpschef", town: "1480"}}, ""},
		{"a plural in English", []string{"purchasers"},
			[]ad{{headline: "Purchase ledger clerk", town: "1480"}, {headline: "Purchase clerk", town: "1480"}, {headline: "Purchaser", town: "1480"}}, ""},
		{"a definite form that another word is nearer to", []string{"rektorn", "rektorerna"},
			[]ad{{headline: "Ekonom i finanssektorn", town: "1480"}, {headline: "Sektorn", town: "1480"}, {headline: "Rektor", town: "1480"}}, ""},
		{"what was typed with ö has ö", []string{"monatör"},
			[]ad{{headline: "Monitor", town: "1480"}, {headline: "Monitor", town: "1480"}, {headline: "Montör", town: "1480"}}, "montör"},
		{"one letter before a hyphen, and without one", []string{"e-handel", "ehandel", "e handel"},
			[]ad{{headline: "Handelsresande", town: "1480", text: "Bolag E söker."}, {headline: "E-handelsansvarig", town: "1480"}}, ""},
		{"a law that its text spells out", []string{"LOU", "lou"},
			[]ad{{headline: "Jurist", town: "1480", text: "Du kan offentlig rätt, lagen om anställningsskydd och upphandling."}, {headline: "Ekonom", town: "1480", text: "Du kan lagen om offentlig upphandling."}}, ""},
		{"of words that no ad has together, those that one is most about", []string{"jurist offentlig upphandling"},
			[]ad{{headline: "Utredare", town: "1480", text: "Som jurist i offentlig sektor."}, {headline: "Ekonom", town: "1480", text: "I offentlig sektor."},
				{headline: "Säljare", town: "1480", text: "Offentlig sektor."}, {headline: "Inköpare", town: "1480"}, {headline: "Jurist inom upphandling", town: "1480"}}, "jurist upphandling"},
	} {
		v := boardOf(c.ads)
		for _, text := range c.texts {
			r, want := v.Search(board.Query{Text: text, Limit: 20}), board.ID(fmt.Sprintf("a%09d", len(c.ads)-1))
			if got := ids(r.Hits); len(got) == 0 || got[0] != want || r.Corrected != c.corrected {
				t.Errorf("%s: %q finds %v, corrected %q", c.situation, text, got, r.Corrected)
			}
		}
	}
}

func TestAnAdIsFoundByTheLawsItIsAbout(t *testing.T) {
	job := advertise("a000000000", start, start.Add(time.Hour))
	job.Ad.Headline, job.Ad.Profile.Laws = "Inköpare", []board.Law{"luf"}
	v := loaded(1, []*board.Job{job}).At(start)
	for _, text := range []string{"LUF", "lagen om upphandling inom försörjningssektorerna"} {
		if r := v.Search(board.Query{Text: text, Limit: 1}); r.Total != 1 || r.Corrected != "" {
			t.Errorf("%q finds %d, corrected %q", text, r.Total, r.Corrected)
		}
	}
}

func TestWhatWasUnderstoodIsTold(t *testing.T) {
	v := judgedBoard()
	for text, want := range map[string]search.Result{
		"upphandlare":         {Also: []string{"inköpare", "purchaser", "upphandling"}},
		"uphandlare":          {Corrected: "upphandlare", Also: []string{"inköpare", "purchaser", "upphandling"}},
		`"uphandlare"`:        {},
		"upphandlingsjurst":   {Corrected: "upphandlingsjurist", Also: []string{"upphandlare", "inköp", "purchaser"}},
		"inköpsassistnt":      {Corrected: "inköpsassistent"},
		"busschaufför kiruna": {Corrected: "busschaufför"},
		"lärare -bild":        {},
	} {
		got := v.Search(board.Query{Text: text})
		if got.Corrected != want.Corrected || !slices.Equal(got.Also, want.Also) {
			t.Errorf("%q: corrected %q, also %q", text, got.Corrected, got.Also)
		}
	}
}

// FuzzQuery: whatever is typed has an answer, the same each time, and every page of it is a part of it.
func FuzzQuery(f *testing.F) {
	v := judgedBoard()
	for _, text := range []string{"upphandlare", `"a b" -c d*`, "it-upphandlare", "åäö -", "\xff:s", "a-b-c-d", "förskolärare"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q := board.Query{Text: text, Limit: 5, Facets: board.Facets()}
		r := v.Search(q)
		if again := v.Search(q); asJSON(again) != asJSON(r) {
			t.Error("asked twice, it answers twice")
		}
		if len(r.Hits) != min(5, r.Total) {
			t.Errorf("%d hits of %d", len(r.Hits), r.Total)
		}
		v.Suggest(text, board.English)
	})
}
