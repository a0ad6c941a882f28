package board

import (
	"fmt"
	"strings"
	"time"
)

// Easter is Easter Sunday of a year, by the Gregorian computus (Meeus, Jones and Butcher).
func Easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{year, time.Month(n / 31), n%31 + 1}
}

// Workday says whether people in Sweden go to work on the day: a helgfri vardag is no Saturday or Sunday, no holiday (lag
// 1989:253), and not the eve of Midsummer, Christmas or New Year (terms: 15).
func (d Date) Workday() bool {
	switch d.Weekday() {
	case time.Saturday, time.Sunday:
		return false
	case time.Friday:
		if d.Month == time.June && d.Day >= 19 && d.Day <= 25 { // Midsummer Eve
			return false
		}
	}
	switch [2]int{int(d.Month), d.Day} {
	case [2]int{1, 1}, [2]int{1, 6}, [2]int{5, 1}, [2]int{6, 6}, [2]int{12, 24}, [2]int{12, 25}, [2]int{12, 26}, [2]int{12, 31}:
		return false
	}
	switch easter := Easter(d.Year); d {
	case easter.AddDays(-2), easter.AddDays(1), easter.AddDays(39): // Good Friday, Easter Monday, Ascension Day
		return false
	}
	return true
}

// Weekday is the day's.
func (d Date) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// Hours is from when until when somebody is there, in minutes after midnight; both 0: nobody is.
type Hours struct{ From, Until int }

// officeHours is when the desk is there on a workday.
var officeHours = Hours{8 * 60, 17 * 60}

// AnswerWithin is how much of its working time the desk promises to need at most for an answer.
const AnswerWithin = 4 * time.Hour

// An Office is when the desk is there: on workdays from 8 to 17, but for the days on which that is different (a half day
// before a holiday, a day between two). The zero Office knows none.
type Office struct {
	Other map[Date]Hours
}

// ParseOffice reads the days that are different, one a line: "2027-05-07" for a day on which nobody is there,
// "2027-03-25 8-12" for one with other hours.
func ParseOffice(text string) (Office, error) {
	o := Office{Other: map[Date]Hours{}}
	for line := range strings.Lines(text) {
		day, hours, _ := strings.Cut(strings.TrimSpace(line), " ")
		if day == "" {
			continue
		}
		date, err := ParseDate(day)
		if err != nil {
			return Office{}, err
		}
		if o.Other[date], err = parseHours(strings.TrimSpace(hours)); err != nil {
			return Office{}, fmt.Errorf("%s: %w", date, err)
		}
	}
	return o, nil
}

func parseHours(s string) (Hours, error) {
	if s == "" {
		return Hours{}, nil
	}
	var from, until int
	if n, err := fmt.Sscanf(s, "%d-%d", &from, &until); n != 2 || err != nil || from < 0 || until > 24 || from >= until {
		return Hours{}, fmt.Errorf("hours %.20q are not written as 8-12", s)
	}
	return Hours{from * 60, until * 60}, nil
}

// Hours is when the desk is there on the day.
func (o Office) Hours(d Date) Hours {
	if other, ok := o.Other[d]; ok {
		return other
	}
	if !d.Workday() {
		return Hours{}
	}
	return officeHours
}

// farthest is for how many days the desk's time is followed: a calendar on which nobody ever comes has an end all the same.
const farthest = 400

// After is the instant at which the desk has been there for so long since an instant.
func (o Office) After(since time.Time, working time.Duration) time.Time {
	day := DateOf(since)
	for range farthest {
		hours := o.Hours(day)
		begin, end := day.At(hours.From), day.At(hours.Until)
		if begin.Before(since) {
			begin = since
		}
		if there := end.Sub(begin); there > 0 {
			if working <= there {
				return begin.Add(working)
			}
			working -= there
		}
		day = day.AddDays(1)
	}
	return day.Start()
}

// Promised is when whoever hands something in at an instant is promised an answer.
func (o Office) Promised(since time.Time) time.Time { return o.After(since, AnswerWithin) }

// Open says whether the desk is there at the instant.
func (o Office) Open(now time.Time) bool {
	day := DateOf(now)
	hours := o.Hours(day)
	return !now.Before(day.At(hours.From)) && now.Before(day.At(hours.Until))
}
