package words

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"ledigajobb/internal/board"
)

func TestEveryTextHasBothLanguagesWithTheSameArguments(t *testing.T) {
	for key, entry := range catalogue() {
		if entry.swedish == "" || entry.english == "" {
			t.Errorf("%s lacks a language", key)
		}
		if sv, en := distinct(places(entry.swedish)), distinct(places(entry.english)); !slices.Equal(sv, en) {
			t.Errorf("%s takes %v in Swedish and %v in English", key, sv, en)
		}
	}
}

func distinct(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// The tone that the texts keep: no exclamation marks, no begging, no title case.
func TestTone(t *testing.T) {
	for key, entry := range catalogue() {
		for _, word := range []string{"!", "vänligen", "Vänligen", "Oj", "Tack för att", "klicka här", "läs mer"} {
			if strings.Contains(entry.swedish, word) || strings.Contains(entry.english, word) {
				t.Errorf("%s says %q", key, word)
			}
		}
	}
}

// call is a use of a text by a literal key, in Go code and in templates.
var call = regexp.MustCompile(`(?:words\.Text\([\w.]+, |\bText\(lang, |\b[lv]\.text\(|\{\{-? *text )"([a-z0-9_.]*[a-z0-9])"[,) }]`)

func TestEveryTextThatIsAskedForExists(t *testing.T) {
	asked := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || !isSource(path) {
			return err
		}
		content, err := os.ReadFile(path)
		for _, match := range call.FindAllStringSubmatch(string(content), -1) {
			if asked++; !Has(match[1]) {
				t.Errorf("%s asks for %q, which the catalogue does not have", path, match[1])
			}
		}
		return err
	})
	if err != nil || asked == 0 {
		t.Fatalf("found %d uses of texts: %v", asked, err)
	}
}

func isSource(path string) bool {
	return strings.HasSuffix(path, ".go") || strings.HasSuffix(path, ".html")
}

func TestFill(t *testing.T) {
	const vacancies = "{n} {n|ledigt jobb|lediga jobb} i {place}"
	for _, test := range []struct {
		lang board.Language
		args []any
		want string
	}{
		{board.Swedish, []any{"n", 1, "place", "Ekby"}, "1 ledigt jobb i Ekby"},
		{board.Swedish, []any{"place", "Ekby", "n", 12}, "12 lediga jobb i Ekby"},
		{board.Swedish, []any{"n", 0, "place", "Ekby"}, "0 lediga jobb i Ekby"},
		{board.Swedish, []any{"n", 25825, "place", "Ekby"}, "25\u00a0825 lediga jobb i Ekby"},
		{board.English, []any{"n", 1234567, "place", "Ekby"}, "1,234,567 lediga jobb i Ekby"},
		{board.Swedish, []any{"n", -1000, "place", "{n}"}, "−1\u00a0000 lediga jobb i {n}"},
		{board.Swedish, []any{"n", 1}, "1 ledigt jobb i {place}"},
	} {
		if got := fill(vacancies, test.lang, test.args); got != test.want {
			t.Errorf("%v: %q, not %q", test.args, got, test.want)
		}
	}
}

func TestFault(t *testing.T) {
	for _, test := range []struct {
		name   string
		lang   board.Language
		fault  board.Fault
		expect string
	}{
		{"a parameter nearly right", board.Swedish, board.Fault{Field: "rol", Code: "unknown", Meant: "role"},
			"Parametern rol finns inte här. Menade du role?"},
		{"the same in English", board.English, board.Fault{Field: "rol", Code: "unknown", Meant: "role"},
			"There is no parameter rol here. Did you mean role?"},
		{"a value with a sentence of its own", board.Swedish, board.Fault{Field: "role", Code: "value", Value: "uphandlare", Meant: "upphandlare"},
			"Ingen yrkesroll heter uphandlare. Menade du upphandlare?"},
		{"a value of a short list", board.English, board.Fault{Field: "sort", Code: "value", Value: "x", Allowed: "relevance, published, deadline"},
			"Jobs cannot be sorted by x. Allowed: relevance, published, deadline."},
		{"a number out of its range", board.Swedish, board.Fault{Field: "limit", Code: "range", Value: "1000", Allowed: "1–100"},
			"limit ska vara 1–100, inte 1000."},
		{"a number that is missing", board.English, board.Fault{Field: "limit", Code: "range", Allowed: "1–100"},
			"limit must be 1–100."},
		{"a filter with too many values", board.English, board.Fault{Field: "role", Code: "range", Allowed: "1–50"},
			"role may have 1–50 values."},
		{"a day in a sentence", board.Swedish, board.Fault{Field: "application_deadline", Code: "deadline.later", Allowed: "2026-12-20"},
			"Annonsen visas redan till och med 20\u00a0december 2026. Välj en senare dag."},
		{"terms that were changed meanwhile", board.English, board.Fault{Field: "terms", Code: "required"},
			"The terms have changed. Read them and order again."},
		{"a code without a sentence", board.Swedish, board.Fault{Field: "x", Code: "never.heard.of"},
			"Värdet i x går inte att använda."},
		{"a value without end", board.English, board.Fault{Field: "law", Code: "value", Value: strings.Repeat("å", 1000)},
			"law cannot be " + strings.Repeat("å", 60) + "…."},
	} {
		if got := Fault(test.lang, test.fault); got != test.expect {
			t.Errorf("%s: %q, not %q", test.name, got, test.expect)
		}
	}
}

// Numbers that the Swedish Tax Agency has set aside as examples.
func TestNobodysPersonalNumberIsRepeated(t *testing.T) {
	for _, number := range []string{"8112189876", "811218-9876", "811218+9876", "19811218-9876", "811218 9877", "nr 8112189876", "19 811218-9876", "81 12 18 9876", "Anna Ek, 811218–9876"} {
		got := Fault(board.English, board.Fault{Field: "employer", Code: "value", Value: number})
		if !strings.HasPrefix(got, "There is no such employer.") || strings.Contains(got, "9876") {
			t.Errorf("%s: %q", number, got)
		}
	}
	for _, other := range []string{"212000-0142", "10000 × 10000", "2026-11-30 12.00", "1000010000000", "70 123 45 67"} {
		got := Fault(board.English, board.Fault{Field: "employer", Code: "value", Value: other})
		if !strings.HasPrefix(got, "No employer is called "+other+".") {
			t.Errorf("what is nobody's number: %q", got)
		}
	}
}

func TestASentenceThatRepeatsHasATwinThatDoesNot(t *testing.T) {
	for key, entry := range catalogue() {
		if !strings.HasPrefix(key, "fault.") || !slices.Contains(places(entry.swedish), "value") {
			continue
		}
		twin, ok := catalogue()[key+".untold"]
		if !ok || slices.Contains(places(twin.swedish), "value") {
			t.Errorf("%s has no twin without {value}: %q", key, twin.swedish)
		}
	}
}

func TestText(t *testing.T) {
	if got := Text(board.English, "problem.gone.title"); got != "Gone" {
		t.Errorf("English: %q", got)
	}
	if got := Text("de", "problem.gone.title"); got != "Borttagen" {
		t.Errorf("a language without texts: %q", got)
	}
	if got := Text(board.Swedish, "no.such.key"); got != "no.such.key" {
		t.Errorf("a missing key: %q", got)
	}
}

func TestLanguage(t *testing.T) {
	for s, want := range map[string]bool{"sv": true, "en": true, "": false, "fi": false, "SV": false} {
		if _, ok := Language(s); ok != want {
			t.Errorf("Language(%q) = %v", s, ok)
		}
	}
}

func TestABrokenCatalogueSaysWhere(t *testing.T) {
	for content, want := range map[string]string{
		"sv without a key":          "faults.txt:1",
		"key\nsv a\nsv b":           "faults.txt:3",
		"key\nsv a\nen b\n\nkey":    "faults.txt:5",
		"key\nfi ei ole sanakirjaa": "faults.txt:2",
	} {
		_, err := read(fstest.MapFS{"faults.txt": {Data: []byte(content)}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", content, err)
		}
	}
}
