package prefill

import (
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
)

func TestTextThatWasPasted(t *testing.T) {
	today := board.Date{Year: 2026, Month: 11, Day: 23}
	const body = "Du leder upphandlingar från behov till avtal.\n\n- LOU\n- Avtal\n\nSista ansökningsdag: 15 december 2026\n\nAnställningsform: Tillsvidareanställning"
	for _, c := range []struct{ name, typed, headline, html string }{
		{"from a document", "## Upphandlare till Ekby kommun\n\n" + body, "Upphandlare till Ekby kommun", "<p>Du leder"},
		{"from a PDF, where all is alike", "Upphandlare till Ekby kommun\n\n" + body, "Upphandlare till Ekby kommun", "<p>Du leder"},
		{"that begins with a sentence", "Vi söker en upphandlare.\n\n" + body, "", "<p>Vi söker"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := Text(board.Text(richtext.FromMarkdown(c.typed)), today)
			if f.Ad.Headline != c.headline || f.Ad.Text.HTML[:len(c.html)] != c.html {
				t.Errorf("%q, %.40s", f.Ad.Headline, f.Ad.Text.HTML)
			}
			if f.Ad.Deadline.Date != (board.Date{Year: 2026, Month: 12, Day: 15}) || f.Ad.Terms.Employment != board.Permanent {
				t.Errorf("%s, %s", f.Ad.Deadline, f.Ad.Terms.Employment)
			}
		})
	}
	for _, nothing := range []string{"", " \n", "<p></p>"} {
		if f := Text(board.Text(richtext.FromUnknown(nothing)), today); f.Ad.Headline != "" || len(f.Ad.Contacts) > 0 {
			t.Errorf("of %q: %+v", nothing, f.Ad)
		}
	}
	if f := Text(board.Text(richtext.FromPlain("Upphandlare")), today); f.Ad.Text.Plain != "Upphandlare" {
		t.Errorf("a line alone is %q", f.Ad.Text.Plain)
	}
}
