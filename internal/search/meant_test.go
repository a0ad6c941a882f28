package search

import (
	"testing"

	"pgregory.net/rapid"
)

// TestDistanceIsWhatItIsDefinedToBe compares the table, of which little is worked out, with the definition.
func TestDistanceIsWhatItIsDefinedToBe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[abc]{0,7}`)
		a, b, most := word.Draw(t, "a"), word.Draw(t, "b"), rapid.IntRange(0, 4).Draw(t, "most")
		want := defined(a, b)
		if got := distance(a, b); got != want {
			t.Errorf("from %q to %q it is %d, not %d", a, b, got, want)
		}
		if got := distanceWithin(a, b, most); got != want && (got <= most || want <= most) {
			t.Errorf("from %q to %q, within %d, it is %d, not %d", a, b, most, got, want)
		}
	})
}

// defined is the optimal string alignment of two words, letter by letter from their ends.
func defined(a, b string) int {
	if a == "" || b == "" {
		return len(a) + len(b)
	}
	m, n := len(a)-1, len(b)-1
	cost := 1
	if a[m] == b[n] {
		cost = 0
	}
	d := min(defined(a[:m], b)+1, defined(a, b[:n])+1, defined(a[:m], b[:n])+cost)
	if m > 0 && n > 0 && a[m] == b[n-1] && a[m-1] == b[n] {
		d = min(d, defined(a[:m-1], b[:n-1])+1)
	}
	return d
}
