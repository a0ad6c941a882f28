package search_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// quoted is the hit of a search over one ad, which the index is made to hold, with the passage that fits it.
func quoted(t failing, x *search.Index, text, query string) (hit search.Hit, asked bool) {
	j := advertise("a000000000", start, start.Add(time.Hour))
	j.Ad.Headline, j.Ad.Text.Plain, j.Employer.Name = "Handläggare", text, "Norrvik AB"
	j.Ad.Where.Places = []board.Place{{Municipality: "1280", Region: "12"}}
	x.Load(board.Position{}, []*board.Job{j})
	r := x.At(start).Search(board.Query{Text: query, Limit: 1})
	err := r.Quote(func([]board.ID) (map[board.ID]string, error) {
		asked = true
		return map[board.ID]string{j.ID: text}, nil
	})
	if err != nil {
		t.Errorf("%v", err)
	}
	if len(r.Hits) == 0 {
		return search.Hit{}, asked
	}
	return r.Hits[0], asked
}

// marked is a text with its highlights in brackets.
func marked(hit search.Hit) string {
	var b strings.Builder
	at, text := 0, []rune(hit.Excerpt)
	for _, h := range hit.Highlights {
		if h.Field != "excerpt" {
			continue
		}
		for _, r := range h.Ranges {
			b.WriteString(string(text[at:r[0]]) + "[" + string(text[r[0]:r[1]]) + "]")
			at = r[1]
		}
	}
	return b.String() + string(text[at:])
}

func TestSnippets(t *testing.T) {
	x := search.New()
	filler := strings.Repeat("Vi är många som trivs med varandra. ", 20)
	text := filler + "Du leder entreprenadupphandlingar.\n\nLOU är din vardag, liksom avtal. " + filler +
		"Front-end är ett plus. " + filler + "Du skriver avtal om inköp enligt LOU, och det är bra."
	for query, want := range map[string]string{
		"trivs":                  "trivs", // the beginning has it
		"norrvik trivs":          "trivs", // and the employer's name is shown
		"malmö":                  "",      // a place is shown
		"handläggare":            "",      // and so is the headline
		"handläggare göteborg":   "",      // what no ad has is given up
		"upphandling":            "entreprenadupphandlingar",
		"upphandlingarna":        "entreprenadupphandlingar",
		"handläggare plus":       "plus",
		"inköp":                  "inköp", // rather than what is near it, though that comes first
		"lou":                    "LOU",
		"lou inköp":              "inköp LOU",
		"frontend":               "Front end",
		`"enligt lou"`:           "enligt LOU",
		`"lou är"`:               "LOU är",
		"entreprenad*":           "entreprenadupphandlingar",
		"förmåner":               "",
		"lou -handläggare":       "",
		"vardag liksom upphandl": "vardag liksom",
	} {
		hit, _ := quoted(t, x, text, query)
		var words []string
		for _, part := range strings.Split(marked(hit), "[")[1:] {
			word, _, _ := strings.Cut(part, "]")
			if !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
		if got := strings.Join(words, " "); got != want {
			t.Errorf("%q marks %q, want %q: %s", query, got, want, marked(hit))
		}
	}
}

func TestEveryFormOfAWordIsMarked(t *testing.T) {
	x := search.New()
	for query, words := range map[string]string{
		"bok":         "bok boken Böcker BÖCKERNA loggböcker",
		"böcker":      "bok böckerna",
		"hälsa":       "hälsan Hälsovård HÄLSOVÅRD",
		"lager":       "lagret lagrets mellanlager",
		"man":         "män männens Männen",
		"ingenjör":    "ingenjörer Ingenjörerna Byggingenjör",
		"öl*":         "ölet ÖL",
		"it":          "IT it-chef",
		"developer":   "developers Developer",
		"inköp":       "inköpen inköpsavdelningen strategiskt-inköp",
		"upphandling": "upphandlingarna Upphandlings- upphandlingschef",
	} {
		for word := range strings.FieldsSeq(words) {
			hit, _ := quoted(t, x, strings.Repeat("Vi trivs. ", 50)+"Vi ser "+word+" här.", query)
			if !strings.Contains(marked(hit), "[") {
				t.Errorf("%q does not mark %s", query, word)
			}
		}
	}
}

func TestASnippetBeginsWithASentenceAndEndsWithAWord(t *testing.T) {
	x := search.New()
	before, behind := strings.Repeat("Ord efter ord ", 40)+"slut. ", strings.Repeat(" och så vidare", 40)
	for text, want := range map[string]string{
		"Här finns LOU.":                               "Här finns [LOU].",
		before + "Här finns LOU.":                      "…ord " + strings.Repeat("Ord efter ord ", 15) + "slut. Här finns [LOU].",
		before + "Här finns LOU" + behind:              "…Här finns [LOU]" + strings.Repeat(" och så vidare", 16) + "…",
		before + "Här\n finns  \t LOU" + behind:        "…Här finns [LOU]" + strings.Repeat(" och så vidare", 15) + " och så…",
		before + "(LOU)" + behind:                      "…([LOU])" + strings.Repeat(" och så vidare", 16) + " och så…",
		strings.Repeat("x", 900) + " LOU":              "…[LOU]",
		strings.Repeat("-", 900) + "LOU":               "…[LOU]",
		"LOU" + strings.Repeat("-", 900):               "[LOU]…",
		strings.Repeat("x", 900) + " lagens LOU i dag": "…lagens [LOU] i dag",
	} {
		hit, _ := quoted(t, x, text, "lou")
		if got := marked(hit); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestOnlyTheTextsThatAreNeededAreAskedFor(t *testing.T) {
	x := search.New()
	text := strings.Repeat("Vi är många som trivs. ", 30) + "Du kan LOU."
	for query, want := range map[string]bool{
		"": false, "handläggare": false, "handläggare malmö": false, "trivs": false, "norrvik": false, "-lou handläggare": false,
		"lou": true, "handläggare lou": true, `"kan lou"`: true,
	} {
		if _, asked := quoted(t, x, text, query); asked != want {
			t.Errorf("%q: asked is %v", query, asked)
		}
	}
}

func TestATextThatIsNotThereChangesNothing(t *testing.T) {
	j := advertise("a000000000", start, start.Add(time.Hour))
	j.Ad.Text.Plain = strings.Repeat("Vi är många som trivs. ", 30) + "Du kan LOU."
	r := loaded(1, []*board.Job{j}).At(start).Search(board.Query{Text: "lou", Limit: 1})
	before := r.Hits[0].Excerpt
	if err := r.Quote(func([]board.ID) (map[board.ID]string, error) { return nil, nil }); err != nil || r.Hits[0].Excerpt != before {
		t.Errorf("%v %q", err, r.Hits[0].Excerpt)
	}
	broken := errors.New("no database")
	if err := r.Quote(func([]board.ID) (map[board.ID]string, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

// TestHighlightsOfSnippets holds that a word of a text, looked for, is marked, in whole words, each once, and that an
// excerpt is a row of the text's words.
func TestHighlightsOfSnippets(t *testing.T) {
	g, x := newGenerator(5, 3), search.New()
	rapid.Check(t, func(t *rapid.T) {
		words := make([]string, rapid.IntRange(1, 400).Draw(t, "words"))
		for i := range words {
			words[i] = g.words[rapid.IntRange(0, 60).Draw(t, "word")]
		}
		separator := rapid.SampledFrom([]string{" ", ", ", ". ", "\n", "-", " – ", "/"}).Draw(t, "between")
		text := strings.Join(words, separator)
		query := rapid.SampledFrom(words).Draw(t, "first")
		if rapid.Bool().Draw(t, "two") {
			query += " " + rapid.SampledFrom(words).Draw(t, "second")
		}
		hit, _ := quoted(t, x, text, query)
		checkSnippet(t, hit, text)
		if !strings.Contains(marked(hit), "[") {
			t.Errorf("%q marks nothing in %s", query, hit.Excerpt)
		}
	})
}

func FuzzSnippet(f *testing.F) {
	x := search.New()
	f.Add("Du leder upphandlingar. LOU, \u0308e\u0301 "+strings.Repeat("å ", 300)+"inköp", "lou inköp")
	f.Add(strings.Repeat("x", 300)+" front-end\xff\xfe front end", `frontend "front end" fr*`)
	f.Fuzz(func(t *testing.T, text, query string) {
		hit, _ := quoted(t, x, text, query)
		checkSnippet(t, hit, text)
	})
}

type failing interface{ Errorf(string, ...any) }

func checkSnippet(t failing, hit search.Hit, text string) {
	excerpt := []rune(hit.Excerpt)
	if len(excerpt) > 240 {
		t.Errorf("%d characters: %s", len(excerpt), hit.Excerpt)
	}
	row := strings.Trim(hit.Excerpt, "…")
	if plain := strings.Join(strings.Fields(text), " "); !strings.Contains(plain, row) {
		t.Errorf("%q is not in the text", row)
	}
	for _, h := range hit.Highlights {
		if h.Field != "excerpt" {
			continue
		}
		last := 0
		for _, r := range h.Ranges {
			if r[0] < last || r[0] >= r[1] || r[1] > len(excerpt) {
				t.Errorf("%v in %d characters", h.Ranges, len(excerpt))
				return
			}
			last = r[1]
			inWord := func(i int) bool {
				return i >= 0 && i < len(excerpt) && (unicode.IsLetter(excerpt[i]) || unicode.IsDigit(excerpt[i]) || unicode.IsMark(excerpt[i]))
			}
			if inWord(r[0]-1) || inWord(r[1]) || !inWord(r[0]) {
				t.Errorf("%v is no word of %q", r, hit.Excerpt)
			}
		}
	}
}

// BenchmarkQuote makes the excerpts of twenty hits, whose texts of 400 words all have to be read.
func BenchmarkQuote(b *testing.B) {
	g, texts := newGenerator(1, 50), map[board.ID]string{}
	jobs := g.jobs(2_000, 400)
	for _, j := range jobs {
		j.Ad.Headline, texts[j.ID] = "Handläggare", j.Ad.Text.Plain
	}
	v := loaded(1, jobs).At(start)
	for name, text := range map[string]string{"one word": g.words[900], "two words": g.words[300] + " " + g.words[500]} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			r := v.Search(board.Query{Text: text, Limit: 20})
			for b.Loop() {
				shown := r
				shown.Hits = slices.Clone(r.Hits)
				if err := shown.Quote(func([]board.ID) (map[board.ID]string, error) { return texts, nil }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(r.Hits)), "hits")
		})
	}
}
