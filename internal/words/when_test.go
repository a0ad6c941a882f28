package words

import (
	"testing"
	"time"

	"ledigajobb/internal/board"
)

// at is an instant in Sweden.
func at(t *testing.T, s string) time.Time {
	t.Helper()
	instant, err := time.ParseInLocation("2006-01-02 15:04:05", s, board.Stockholm())
	if err != nil {
		t.Fatal(err)
	}
	return instant
}

func TestDeadlinesInWords(t *testing.T) {
	for _, s := range []struct {
		now, deadline                string
		rolling                      bool
		card, page, englCard, engish string
	}{
		{"2026-11-18 10:00:00", "2026-11-30", false, "Ansök senast 30 nov", "Sista ansökningsdag 30 november 2026 (om 12 dagar)",
			"Apply by 30 Nov", "Application deadline 30 November 2026 (in 12 days)"},
		{"2026-12-20 10:00:00", "2027-01-15", false, "Ansök senast 15 jan 2027", "Sista ansökningsdag 15 januari 2027 (om 26 dagar)",
			"Apply by 15 Jan 2027", "Application deadline 15 January 2027 (in 26 days)"},
		{"2026-11-27 23:59:59", "2026-11-30", false, "3 dagar kvar", "Sista ansökningsdag 30 november 2026 (om 3 dagar)",
			"3 days left", "Application deadline 30 November 2026 (in 3 days)"},
		{"2026-11-28 00:00:00", "2026-11-30T12:00", false, "2 dagar kvar", "Sista ansökningsdag 30 november 2026 kl. 12.00 (om 2 dagar)",
			"2 days left", "Application deadline 30 November 2026 at 12:00 (in 2 days)"},
		{"2026-11-30 10:00:00", "2026-12-01", false, "Sista dag i morgon", "Sista ansökningsdag i morgon, tisdag 1 december",
			"Last day tomorrow", "Application deadline tomorrow, Tuesday 1 December"},
		{"2026-12-01 23:59:59", "2026-12-01", false, "Sista dag i dag", "Sista ansökningsdag i dag. Du kan söka till kl. 23.59.",
			"Last day today", "Application deadline today. You can apply until 23:59."},
		{"2026-12-01 08:00:00", "2026-12-01T12:00", false, "Stänger i dag kl. 12.00", "Ansökan stänger i dag kl. 12.00",
			"Closes today at 12:00", "Applications close today at 12:00"},
		{"2026-12-01 08:00:00", "", true, "Urval sker löpande", "Ingen sista ansökningsdag. Urval sker löpande.",
			"Applications are assessed as they arrive", "No application deadline. Applications are assessed as they arrive."},
		{"2026-11-27 10:00:00", "2026-11-30", true, "3 dagar kvar",
			"Sista ansökningsdag 30 november 2026 (om 3 dagar). Urval sker löpande, tjänsten kan tillsättas tidigare.",
			"3 days left", "Application deadline 30 November 2026 (in 3 days). Applications are assessed as they arrive, and the position may be filled earlier."},
		{"2026-12-01 00:00:00", "2026-11-30", false, "Ansökningstiden gick ut 30 nov", "Ansökningstiden gick ut 30 november 2026",
			"Applications closed 30 Nov", "Applications closed 30 November 2026"},
		{"2026-10-24 12:00:00", "2026-10-26", false, "2 dagar kvar", "Sista ansökningsdag 26 oktober 2026 (om 2 dagar)",
			"2 days left", "Application deadline 26 October 2026 (in 2 days)"}, // across the end of summer time
	} {
		var d board.Deadline
		if err := d.UnmarshalText([]byte(s.deadline)); err != nil {
			t.Fatal(err)
		}
		now := at(t, s.now)
		for got, want := range map[string]string{
			DeadlineOnCard(board.Swedish, d, now):      s.card,
			Deadline(board.Swedish, d, s.rolling, now): s.page,
			DeadlineOnCard(board.English, d, now):      s.englCard,
			Deadline(board.English, d, s.rolling, now): s.engish,
		} {
			if got := spaces(got); got != want {
				t.Errorf("at %s, %s: %q, not %q", s.now, s.deadline, got, want)
			}
		}
	}
}

func TestPublicationsInWords(t *testing.T) {
	now := at(t, "2026-11-22 12:00:00")
	for published, want := range map[string]string{
		"2026-11-22 00:00:00": "i dag", "2026-11-21 23:59:59": "i går", "2026-11-19 08:00:00": "för 3 dagar sedan",
		"2026-11-12 08:00:00": "12 nov", "2025-11-12 08:00:00": "12 nov 2025",
	} {
		if got := spaces(Published(board.Swedish, at(t, published), now)); got != want {
			t.Errorf("%s: %q, not %q", published, got, want)
		}
	}
}

// spaces shows the spaces that do not break as others.
func spaces(s string) string {
	runes := []rune(s)
	for i, r := range runes {
		if r == '\u00a0' {
			runes[i] = ' '
		}
	}
	return string(runes)
}
