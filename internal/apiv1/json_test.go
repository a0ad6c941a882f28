package apiv1

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

func TestATextIsWrittenAsItWouldBeEncoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte("aå\"\\<&\n\u2028\u2029\u2013\u2026")))).Draw(t, "bytes"))
		if rapid.Bool().Draw(t, "valid") {
			text = rapid.String().Draw(t, "text") + rapid.SampledFrom([]string{"", "…", "–", "\u2028", "\u2029", "<b>", `"`, "\x00", "\xe2\x80"}).Draw(t, "end")
		}
		want, err := encode(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := appendText(nil, text); string(got) != string(bytes.TrimSuffix(want, []byte("\n"))) {
			t.Fatalf("%q is written %s, not %s", text, got, want)
		}
	})
}

func TestWhatIsWrittenIsJSON(t *testing.T) {
	var w writer
	w.item()
	w.text("text", `a "b"`)
	w.someText("none", "")
	w.object("object")
	w.flag("flag", true)
	w.number("number", -1)
	w.end('}')
	w.array("spans")
	w.span([2]int{1, 2})
	w.span([2]int{3, 4})
	w.end(']')
	w.array("empty")
	w.end(']')
	if err := w.encoded("encoded", []string{"<"}); err != nil {
		t.Fatal(err)
	}
	w.end('}')
	const want = `{"text":"a \"b\"","object":{"flag":true,"number":-1},"spans":[[1,2],[3,4]],"empty":[],"encoded":["<"]}`
	if string(w.bytes) != want || !json.Valid(w.bytes) {
		t.Errorf("%s", w.bytes)
	}
}
