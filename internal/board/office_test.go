package board

import (
	"strings"
	"testing"
	"time"
)

func TestHolidaysOfTheYearsToCome(t *testing.T) {
	for year, holidays := range map[int]string{
		2026: "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31",
		2027: "01-01 01-06 03-26 03-29 05-06 06-25 12-24 12-31",
		2028: "01-06 04-14 04-17 05-01 05-25 06-06 06-23 12-25 12-26",
		2029: "01-01 03-30 04-02 05-01 05-10 06-06 06-22 12-24 12-25 12-26 12-31",
		2030: "01-01 04-19 04-22 05-01 05-30 06-06 06-21 12-24 12-25 12-26 12-31",
	} {
		var free []string
		for day := (Date{year, time.January, 1}); day.Year == year; day = day.AddDays(1) {
			weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
			if !weekend && !day.Workday() {
				free = append(free, day.String()[5:])
			}
			if weekend && day.Workday() {
				t.Errorf("%s is a workday", day)
			}
		}
		if got := strings.Join(free, " "); got != holidays {
			t.Errorf("%d: %s, want %s", year, got, holidays)
		}
	}
}

func TestEaster(t *testing.T) {
	for year, want := range map[int]string{1961: "04-02", 1818: "03-22", 2000: "04-23", 2024: "03-31", 2038: "04-25", 2049: "04-18", 2100: "03-28"} {
		if got := Easter(year).String()[5:]; got != want {
			t.Errorf("%d: %s, want %s", year, got, want)
		}
	}
}

func TestAnAnswerIsPromisedWithinFourHoursOfWork(t *testing.T) {
	office, err := ParseOffice("2027-03-25 8-12\n\n2027-05-07\n")
	if err != nil {
		t.Fatal(err)
	}
	for handedIn, want := range map[string]string{
		"2026-11-23 08:00": "2026-11-23 12:00",
		"2026-11-23 13:00": "2026-11-23 17:00", // Monday
		"2026-11-23 13:01": "2026-11-24 08:01",
		"2026-11-23 06:30": "2026-11-23 12:00",
		"2026-11-23 23:59": "2026-11-24 12:00",
		"2026-11-27 16:00": "2026-11-30 11:00", // Friday
		"2026-12-23 15:00": "2026-12-28 10:00", // before Christmas
		"2027-03-25 10:00": "2027-03-30 10:00", // Maundy Thursday is a half day
		"2027-05-05 16:00": "2027-05-10 11:00", // the day after Ascension Day is free
		"2026-10-23 16:30": "2026-10-26 11:30", // clocks change on Sunday
		"2027-03-27 12:00": "2027-03-30 12:00",
	} {
		if got := office.Promised(clock(t, handedIn)); !got.Equal(clock(t, want)) {
			t.Errorf("handed in %s: %s, want %s", handedIn, got.In(Stockholm()).Format("2006-01-02 15:04"), want)
		}
	}
}

func clock(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, Stockholm())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestAnOfficeThatNobodyComesToStillAnswersSometime(t *testing.T) {
	closed := Office{Other: map[Date]Hours{}}
	for day := (Date{2026, time.January, 1}); day.Year < 2029; day = day.AddDays(1) {
		closed.Other[day] = Hours{}
	}
	if at := closed.Promised(clock(t, "2026-11-23 08:00")); at.IsZero() {
		t.Error("never")
	}
	if closed.Open(clock(t, "2026-11-23 09:00")) || !(Office{}).Open(clock(t, "2026-11-23 16:59")) || (Office{}).Open(clock(t, "2026-11-23 17:00")) {
		t.Error("the wrong hours")
	}
}

func TestParseOffice(t *testing.T) {
	for _, wrong := range []string{"2027-13-01", "2027-05-07 12-8", "2027-05-07 morning", "imorgon", "2027-05-07 8-25"} {
		if _, err := ParseOffice(wrong); err == nil {
			t.Errorf("%q was read", wrong)
		}
	}
}
