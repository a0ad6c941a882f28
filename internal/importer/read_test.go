package importer

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
)

// outcome is what came of a file, an ad a line: where it began, and its id or why it was refused; last what broke the
// file off.
func outcome(t *testing.T, file []byte) string {
	t.Helper()
	var b strings.Builder
	for item, err := range JobTech(bytes.NewReader(file)) {
		switch {
		case err != nil:
			fmt.Fprintf(&b, "error: %v\n", err)
		case item.Refused != nil:
			fmt.Fprintf(&b, "%d refused: %v\n", item.Line, item.Refused)
		default:
			checkItem(t, item)
			fmt.Fprintf(&b, "%d %s\n", item.Line, item.Incoming.Source.ID)
		}
	}
	return b.String()
}

func ad(id string) string {
	return fmt.Sprintf(`{"id": %q, "headline": "Upphandlare [%s]}\""}`, id, id)
}

func zip(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFiles(t *testing.T) {
	long := `{"id": "long", "headline": "Upphandlare", "description": {"text": "` + strings.Repeat("å", maxAd) + `"}}`
	const notJobTech = "error: the file does not hold JobTech's ads: it should have one JSON object a line, " +
		"or be a JSON array of them, or an answer of the API with its hits\n"
	for _, tt := range []struct{ name, file, want string }{
		{"one ad a line", ad("a") + "\n" + ad("b") + "\n", "1 a\n2 b\n"},
		{"no newline at the end, empty lines, Windows' line ends, a byte order mark",
			"\uFEFF" + ad("a") + "\r\n\r\n" + ad("b"), "1 a\n3 b\n"},
		{"a line that is no object", "7\n" + ad("a") + "\n[]\nnull\n\"x\"\n",
			"1 refused: not a JSON object\n2 a\n3 refused: not a JSON object\n" +
				"4 refused: not a JSON object\n5 refused: not a JSON object\n"},
		{"a line that is no JSON", ad("a") + "\nhej\n" + ad("b") + " x\n{\"id\": \"c\"\n",
			"1 a\n2 refused: not JSON: invalid character 'h' looking for beginning of value\n" +
				"3 refused: not JSON: something follows the object\n4 refused: not JSON: it breaks off\n"},
		{"a line that is too long", ad("a") + "\n" + long + "\n" + ad("b"),
			"1 a\n2 refused: longer than 1048576 bytes\n3 b\n"},
		{"bytes that are not UTF-8", "{\"id\": \"a\xff\", \"headline\": \"\xc3\x28\"}\n", "1 a\uFFFD\n"},
		{"an array", "[\n" + ad("a") + ",\n\n" + ad("b") + "\n]\n", "2 a\n4 b\n"},
		{"an array on one line, with other things in it", `[` + ad("a") + `,7,[1,[2]],"]}",null,` + ad("b") + `] tail`,
			"1 a\n1 refused: ad 2: not a JSON object\n1 refused: ad 3: not a JSON object\n" +
				"1 refused: ad 4: not a JSON object\n1 refused: ad 5: not a JSON object\n1 b\n"},
		{"an element that is too long", "[" + ad("a") + "," + long + "," + ad("b") + "]",
			"1 a\n1 refused: ad 2: longer than 1048576 bytes\n1 b\n"},
		{"an array that breaks off", "[" + ad("a") + ",\n {\"id\": ",
			"1 a\nerror: the file breaks off at line 2: unexpected EOF\n"},
		{"an array with a stray bracket", "[" + ad("a") + "}",
			"1 a\nerror: the file breaks off at line 1: a bracket closes what was not opened\n"},
		{"an answer of the API", `{"total": {"value": 2}, "freetext_concepts": {"hits": 1},` + "\n" + `"hits": [` + ad("a") + "," + ad("b") + `], "stats": []}`,
			"2 a\n2 b\n"},
		{"an answer without hits", `{"total": {"value": 0}, "hits": []}`, ""},
		{"an empty array", "[]", ""},
		{"an empty file", "", "error: the file is empty\n"},
		{"white space", " \r\n\t\n", "error: the file is empty\n"},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", notJobTech},
		{"a web page", "<!doctype html>\n<p>404", notJobTech},
		{"a table", "id;headline\n1;Upphandlare\n", notJobTech},
	} {
		if got := outcome(t, []byte(tt.file)); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
		if tt.file == "" {
			continue
		}
		if got := outcome(t, zip(t, tt.file)); got != tt.want {
			t.Errorf("%s, in gzip:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestAGzipFileThatBreaksOffSaysHowFarItCame(t *testing.T) {
	var text strings.Builder
	for i := range 20000 {
		text.WriteString(ad(fmt.Sprint(i*7919)) + "\n")
	}
	whole := zip(t, text.String())
	got := outcome(t, whole[:len(whole)/2])
	lines := strings.Split(strings.TrimSpace(got), "\n")
	n := len(lines) - 1
	want := fmt.Sprintf("error: the file breaks off at line %d: unexpected EOF", n+1)
	if n < 1000 || lines[n] != want {
		t.Errorf("after %d ads: %s", n, lines[n])
	}
	if got := outcome(t, whole[:5]); got != "error: the file looks like gzip and cannot be unpacked: unexpected EOF\n" {
		t.Errorf("of its head alone: %s", got)
	}
	broken := bytes.Clone(whole)
	broken[len(broken)-6] ^= 0xff
	if got := outcome(t, broken); !strings.Contains(got, "breaks off at line 20001: gzip: invalid checksum") {
		t.Errorf("with a wrong checksum: %s", got[len(got)-200:])
	}
}

func TestAnImportMayStopAnywhere(t *testing.T) {
	for range JobTech(strings.NewReader(ad("a") + "\n" + ad("b"))) {
		break
	}
	for range JobTech(strings.NewReader("")) {
		break
	}
}

func FuzzJobTech(f *testing.F) {
	for _, seed := range []string{
		ad("a"), "[" + ad("a") + "]", `{"hits": [` + ad("a") + `]}`, "\x1f\x8b\x08", `{"id": 1, "headline": "x", "employer": [{}]}`,
		`{"id": "1", "headline": "x", "workplace_address": {"municipality_code": 1}, "salary_description": "1 kr/h"}`,
		`{"id": "1", "headline": "x", "application_deadline": "2026-11-30T23:59:59Z", "scope_of_work": {"min": "1"}}`,
		"{\"id\": \"\xff\", \"headline\": \"\xff\", \"description\": {\"text\": \"<p>\xff\"}}", `[}`, `["`, `{"`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) { outcome(t, file) })
}
