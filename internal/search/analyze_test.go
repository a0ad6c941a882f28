package search

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestAWordIsLoweredInOneWay: how words of a document are written down is how words of a query are looked up.
func TestAWordIsLoweredInOneWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("aZåÄÖ×÷éÉß1\u0308Ĳſ -–\xC3")))).Draw(t, "text")
		var got, want []string
		var hyphens, others []bool
		for s := (scanner{text: text}); ; {
			word, ok := s.read(nil)
			if !ok {
				break
			}
			got, hyphens = append(got, string(word)), append(hyphens, s.hyphen)
		}
		for token := range tokens(text) {
			want, others = append(want, token.term), append(others, token.hyphen)
		}
		if !slices.Equal(got, want) || !slices.Equal(hyphens, others) {
			t.Errorf("%q is %q %v, want %q %v", text, got, hyphens, want, others)
		}
	})
}
