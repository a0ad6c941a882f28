package site

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ledigajobb/web"
)

// tokens are the colours of the style sheet, on light and on dark ground.
func tokens(t testing.TB) (light, dark map[string]colour) {
	t.Helper()
	sheet, err := web.Files.ReadFile("layout/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	day, night, _ := strings.Cut(string(sheet), "@media (prefers-color-scheme: dark)")
	return colours(day), colours(night)
}

func colours(css string) map[string]colour {
	found := map[string]colour{}
	for _, m := range regexp.MustCompile(`--([a-z-]+): ?(#[0-9a-f]{6})`).FindAllStringSubmatch(css, -1) {
		found[m[1]], _ = parseColour(m[2])
	}
	return found
}

func TestEveryColourCanBeRead(t *testing.T) {
	light, dark := tokens(t)
	for name, scheme := range map[string]map[string]colour{"light": light, "dark": dark} {
		for _, ground := range []string{"ground", "tint"} {
			for _, ink := range []string{"ink", "muted", "good", "warm", "fault"} {
				if ratio := contrast(scheme[ink], scheme[ground]); ratio < 4.5 {
					t.Errorf("%s: %s on %s is %.2f", name, ink, ground, ratio)
				}
			}
		}
		if ratio := contrast(scheme["edge"], scheme["ground"]); ratio < 3 {
			t.Errorf("%s: the edge of a control is %.2f", name, ratio)
		}
	}
	if light["ground"] != white || dark["ground"] != darkest {
		t.Error("the grounds that accents are made for are not those of the style sheet")
	}
}

func TestAnyAccentCanBeRead(t *testing.T) {
	light, dark := tokens(t)
	rapid.Check(t, func(t *rapid.T) {
		accent := fmt.Sprintf("#%06x", rapid.IntRange(0, 0xffffff).Draw(t, "accent"))
		day, night, _ := strings.Cut(theme(accent), "@media")
		for name, pair := range map[string][2]map[string]colour{"light": {colours(day), light}, "dark": {colours(night), dark}} {
			made, scheme := pair[0], pair[1]
			for what, ratio := range map[string]float64{
				"accent on ground": contrast(made["accent"], scheme["ground"]), "accent on tint": contrast(made["accent"], scheme["tint"]),
				"text on accent": contrast(made["on-accent"], made["accent"]),
			} {
				if ratio < 4.5 {
					t.Fatalf("%s, %s: %s is %.2f", accent, name, what, ratio)
				}
			}
		}
	})
}

func TestWhatIsNoColourIsTheDefault(t *testing.T) {
	for _, s := range []string{"", "#fff", "red", "#12345g", "#123456;", "#-12345", "#+12345", "url(x)"} {
		if theme(s) != theme(defaultAccent) {
			t.Errorf("%q is taken for a colour", s)
		}
	}
}
