package search

import (
	"testing"

	"pgregory.net/rapid"
)

// TestAWordIsLoweredInOneWay: how a word of a document is written down is how a word of a query is looked up.
func TestAWordIsLoweredInOneWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("aZåÄÖ×÷éÉß1\u0308Ĳſ")))).Draw(t, "word")
		if got, want := string(lower(nil, word)), term(word); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	})
}
