package words

import (
	"testing"
	"time"

	"ledigajobb/internal/board"
)

func TestAge(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "mindre än en minut", 59 * time.Second: "mindre än en minut", time.Minute: "1 minut", 59 * time.Minute: "59 minuter",
		time.Hour: "1 timme", 47 * time.Hour: "47 timmar", 48 * time.Hour: "2 dagar", 2400 * time.Hour: "100 dagar",
	} {
		if got := Age(board.Swedish, d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
	if got := Age(board.English, time.Hour); got != "1 hour" {
		t.Error(got)
	}
}

func TestBy(t *testing.T) {
	now := time.Date(2026, 11, 23, 13, 0, 0, 0, board.Stockholm())
	for at, want := range map[time.Time]string{
		now.Add(80 * time.Minute): "i dag kl. 14.20",
		now.Add(20 * time.Hour):   "i morgon kl. 09.00",
		now.Add(-20 * time.Hour):  "i går kl. 17.00",
		now.AddDate(0, 0, 7):      "måndag 30\u00a0november kl. 13.00",
		now.AddDate(0, 0, 49):     "11\u00a0januari 2027 kl. 13.00",
	} {
		if got := By(board.Swedish, at, now); got != want {
			t.Errorf("%v: %q, want %q", at, got, want)
		}
	}
}
