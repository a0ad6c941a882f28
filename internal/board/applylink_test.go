package board_test

import (
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

func TestWhenABrokenLinkIsTold(t *testing.T) {
	for nights, want := range map[string]string{ // an answer for each night, and those on which it is told
		"gone":                                "",
		"gone gone":                           "2",
		"gone gone gone gone":                 "2",
		"gone there gone":                     "",
		"gone unknown gone":                   "3",
		"unknown unknown unknown":             "",
		"there there there":                   "",
		"gone gone there gone gone":           "2 5",
		"gone gone unknown gone":              "2",
		"gone gone works gone gone":           "2",
		"gone gone works there gone gone":     "2 6",
		"there gone again gone":               "4", // tried twice on one night
		"gone gone elsewhere gone gone there": "2 5",
	} {
		var l board.ApplyLink
		var told []string
		for n, answer := range strings.Fields(nights) {
			night := board.Date{Year: 2026, Month: time.November, Day: 1 + n}
			switch answer {
			case "works":
				l.Dismiss()
			case "elsewhere":
				l = board.ApplyLink{}
			case "again":
				night, answer = l.TriedOn, "gone"
				fallthrough
			default:
				if l.Tried(night, board.LinkAnswer(answer)) {
					told = append(told, string(rune('1'+n)))
				}
			}
		}
		if got := strings.Join(told, " "); got != want {
			t.Errorf("%s: told on %q, not %q", nights, got, want)
		}
	}
}

func TestTheNightInWhichLinksAreTried(t *testing.T) {
	for clock, want := range map[string]string{
		"2026-11-24T01:59:59+01:00": "", "2026-11-24T02:00:00+01:00": "2026-11-24", "2026-11-24T04:59:59+01:00": "2026-11-24", "2026-11-24T05:00:00+01:00": "",
		"2026-12-31T23:59:59+01:00": "", "2027-01-01T02:00:00+01:00": "2027-01-01",
		"2027-03-28T01:59:59+01:00": "", "2027-03-28T03:00:00+02:00": "2027-03-28", "2027-03-28T04:59:59+02:00": "2027-03-28", "2027-03-28T05:00:00+02:00": "", // summer time begins
		"2026-10-25T02:30:00+02:00": "2026-10-25", "2026-10-25T02:30:00+01:00": "2026-10-25", "2026-10-25T05:00:00+01:00": "", // summer time ends
	} {
		now, err := time.Parse(time.RFC3339, clock)
		if err != nil {
			t.Fatal(err)
		}
		day, ok := board.LinkNight(now)
		if ok != (want != "") || ok && day.String() != want {
			t.Errorf("%s: %v %v, not %q", clock, day, ok, want)
		}
	}
}
