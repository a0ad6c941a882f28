package compare

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// marked writes parts as a person would: [-removed-]{+added+}.
func marked(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, [...]string{Kept: "%s", Removed: "[-%s-]", Added: "{+%s+}"}[p.Fate], p.Text)
	}
	return b.String()
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"Samma", "Samma", "Samma"},
		{"", "Ny", "{+Ny+}"},
		{"Borta", "", "[-Borta-]"},
		{"Du leder upphandlingar.", "Du driver upphandlingar.", "Du [-leder-]{+driver+} upphandlingar."},
		{"Sök senast 30 november.", "Sök senast 14 december.", "Sök senast [-30-]{+14+} [-november-]{+december+}."},
		{"Upphandlare", "Upphandlaren", "[-Upphandlare-]{+Upphandlaren+}"},
		{"ett två tre fyra", "ett tre fyra fem", "ett [-två -]tre fyra{+ fem+}"},
		{"a b c a b b a", "c b a b a c", "[-a-]{+c+} b [-c -]a b [-b -]a{+ c+}"},
	} {
		if got := marked(Words(c.before, c.after)); got != c.want {
			t.Errorf("%q to %q:\n got %s\nwant %s", c.before, c.after, got, c.want)
		}
	}
}

func TestWhatIsToldIsBothTexts(t *testing.T) {
	text := rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"du", "leder", "upphandlingar", "å", " ", " ", "\n\n", ".", "🦊"}), 0, 60),
		func(s []string) string { return strings.Join(s, "") })
	rapid.Check(t, func(t *rapid.T) {
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var a, b strings.Builder
		last := Fate(-1)
		for _, p := range Words(before, after) {
			if p.Fate == last || p.Text == "" {
				t.Fatalf("two parts of one fate, or an empty one: %v", p)
			}
			last = p.Fate
			if p.Fate != Added {
				a.WriteString(p.Text)
			}
			if p.Fate != Removed {
				b.WriteString(p.Text)
			}
		}
		if a.String() != before || b.String() != after {
			t.Fatalf("%q and %q", a.String(), b.String())
		}
	})
}

func TestTextsWithHardlyAWordInCommonAreToldAsTwo(t *testing.T) {
	var a, b strings.Builder
	for i := range 2 * mostEdits {
		fmt.Fprintf(&a, "a%d ", i)
		fmt.Fprintf(&b, "b%d ", i)
	}
	parts := Words("Hej "+a.String(), "Hej "+b.String())
	if len(parts) != 4 || parts[1].Fate != Removed || parts[2].Fate != Added {
		t.Errorf("%d parts", len(parts))
	}
}

func TestAlike(t *testing.T) {
	text := "Du leder upphandlingar från behov till avtal, i nära samarbete med kommunens verksamheter och med stöd av erfarna kollegor."
	for other, want := range map[string][2]float64{
		text:                             {1, 1},
		strings.ToUpper(text) + " \n":    {1, 1},
		text + " Välkommen till oss.":    {0.7, 0.99},
		"Du lagar mat åt barn i skolan.": {0, 0},
		"":                               {0, 0},
	} {
		if got := Sketch(text).Alike(Sketch(other)); got < want[0] || got > want[1] {
			t.Errorf("%q: %v", other, got)
		}
	}
	if a, b := Sketch(text), Sketch(text+" Välkommen till oss."); !a.Nearly(b, 0.7) || a.Nearly(b, 0.99) || a.Nearly(Sketch("Du leder upphandlingar från behov till avtal."), 0.7) {
		t.Error("nearly the same")
	}
	if Sketch("Kort").Alike(Sketch("kort.")) != 1 || Sketch("").Alike(Sketch("")) != 0 {
		t.Error("short texts")
	}
}
