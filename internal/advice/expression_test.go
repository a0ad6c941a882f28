package advice

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPassagesHoldEveryMatch looks for every expression in texts that are put together of what they look for: they find in
// their passages what they find in the whole.
func TestPassagesHoldEveryMatch(t *testing.T) {
	all := slices.Concat(riskWords, []expression{languageDemand, licence, aboutDeadline, placed, refers, register, phone, written})
	pieces := []string{
		"måndag", "den", "30", "november", "2026", "30/11", "2026-11-30", "Tue", "1st", "Dec", "ansökan", "senast", "Placering:", "Malmö",
		"placerad i", "Ref.nr", "dnr KS 2026/1", "08-123 45 67", "+46 (0)8 123 45 67", "ung", "UNG OCH", "glad", "tjej", "hon ska", "Högst 35 år",
		"stresstålig", "körkort", "flytande svenska", "CV", "med foto", "KRISTEN", "å", "ſ", "K", "İ", "–",
	}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for _, p := range rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces") {
			b.WriteString(p + rapid.SampledFrom([]string{" ", " ", " ", "\n", ". "}).Draw(t, "between"))
		}
		whole := b.String()
		for _, e := range all {
			var got []string
			for _, passage := range e.passages(newText(whole)) {
				got = append(got, e.FindAllString(passage, -1)...)
			}
			if want := e.FindAllString(whole, -1); !same(got, want) {
				t.Fatalf("%s in %q: %q, want %q", e, whole, got, want)
			}
		}
	})
}

// same says whether matches are the same but for the space around them: a passage may end where a match would take a line
// break more.
func same(got, want []string) bool {
	return slices.EqualFunc(got, want, func(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) })
}

// TestEveryExpressionHasPieces keeps one from being looked for everywhere unnoticed.
func TestEveryExpressionHasPieces(t *testing.T) {
	for _, e := range slices.Concat(riskWords, []expression{languageDemand, licence, aboutDeadline, placed, refers, register, phone, written}) {
		if len(e.pieces) == 0 {
			t.Errorf("nothing tells by what to find %s", e)
		}
	}
}
