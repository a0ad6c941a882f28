package board

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestADeadlineEndsAtMidnightInStockholm(t *testing.T) {
	for _, s := range []struct{ deadline, last, end string }{
		{"2026-11-30", "2026-11-30T23:59:59+01:00", "2026-12-01T00:00:00+01:00"},
		{"2026-03-28", "2026-03-28T23:59:59+01:00", "2026-03-29T00:00:00+01:00"},
		{"2026-03-29", "2026-03-29T23:59:59+02:00", "2026-03-30T00:00:00+02:00"}, // 23 hours
		{"2026-10-25", "2026-10-25T23:59:59+01:00", "2026-10-26T00:00:00+01:00"}, // 25 hours
		{"2026-12-31", "2026-12-31T23:59:59+01:00", "2027-01-01T00:00:00+01:00"},
		{"2026-11-30T12:00", "2026-11-30T11:59:59+01:00", "2026-11-30T12:00:00+01:00"},
		{"2026-11-30T23:59:59", "2026-11-30T23:59:59+01:00", "2026-12-01T00:00:00+01:00"},
	} {
		d, err := ParseDeadline(s.deadline)
		if err != nil {
			t.Fatal(err)
		}
		format := func(at time.Time) string { return at.In(Stockholm()).Format(time.RFC3339) }
		if format(d.LastSecond()) != s.last || format(d.End()) != s.end {
			t.Errorf("%s: %s, %s", s.deadline, format(d.LastSecond()), format(d.End()))
		}
	}
	for _, wrong := range []string{"", "2026-02-30", "30/11 2026", "2026-11-30 12:00", "2026-11-30T25:00", "2026-11-30Z"} {
		if d, err := ParseDeadline(wrong); err == nil {
			t.Errorf("%q was read as %s", wrong, d)
		}
	}
}

func TestDatesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "ms"))
		d := DateOf(at)
		if at.Before(d.Start()) || !at.Before(d.AddDays(1).Start()) {
			t.Fatalf("%s is not in its day %s", at, d)
		}
		n := rapid.IntRange(-800, 800).Draw(t, "days")
		if d.AddDays(n).AddDays(-n) != d || (n > 0) != d.Before(d.AddDays(n)) {
			t.Fatalf("%s and %d days", d, n)
		}
		deadline := Deadline{Date: d, Minute: rapid.IntRange(0, 23*60+58).Draw(t, "minute")}
		var again Deadline
		text, _ := deadline.MarshalText()
		if err := again.UnmarshalText(text); err != nil || again != deadline {
			t.Fatalf("%s became %s: %v", deadline, again, err)
		}
	})
}

func TestARun(t *testing.T) {
	from := time.Date(2026, 11, 1, 9, 30, 0, 0, Stockholm())
	for _, s := range []struct {
		name, deadline string
		days           int
		until          string
	}{
		{"until its deadline", "2026-11-30", 45, "2026-12-01"},
		{"no longer than its days", "2027-01-31", 45, "2026-12-17"},
		{"as long as the deadline says", "2027-01-31", 0, "2027-02-01"},
		{"its days, without a deadline", "", 60, "2027-01-01"},
	} {
		var d Deadline
		if err := d.UnmarshalText([]byte(s.deadline)); err != nil {
			t.Fatal(err)
		}
		want, _ := ParseDate(s.until)
		if run := NewRun(from, d, s.days); !run.Until.Equal(want.Start()) || !run.From.Equal(from) {
			t.Errorf("%s: %v", s.name, run)
		}
	}
}
