package board

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // the binary runs in images without a time zone database
)

// Stockholm is the time zone of every day and deadline.
var Stockholm = sync.OnceValue(func() *time.Location {
	loc, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic("board: the embedded time zone database lacks Europe/Stockholm: " + err.Error())
	}
	return loc
})

// A Date is a day in Sweden. The zero Date is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day in Sweden at the instant.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Stockholm()).Date()
	return Date{y, m, d}
}

// ParseDate reads a day written as 2026-11-30.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %.20q is not written as 2026-11-30", s)
	}
	return Date{t.Year(), t.Month(), t.Day()}, nil
}

// IsZero says whether the Date is no day.
func (d Date) IsZero() bool { return d == Date{} }

// String writes the day as 2026-11-30, and no day as nothing.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Start is the first instant of the day in Sweden. Days are 23 or 25 hours long when the clocks change, so the end
// of a day is the start of the next, never 24 hours later.
func (d Date) Start() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, Stockholm())
}

// At is the instant of the day when clocks in Sweden show the minute after midnight.
func (d Date) At(minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, minute/60, minute%60, 0, 0, Stockholm())
}

// AddDays is the day so many days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date {
	t := time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC)
	return Date{t.Year(), t.Month(), t.Day()}
}

// Before says whether the day comes before the other.
func (d Date) Before(other Date) bool {
	return d.Year != other.Year && d.Year < other.Year ||
		d.Year == other.Year && (d.Month < other.Month || d.Month == other.Month && d.Day < other.Day)
}

// MarshalText writes the day as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}

// A Deadline is the last day to apply, and on that day the minute at which applications close. The zero Deadline is
// none.
type Deadline struct {
	Date   Date
	Minute int // minutes after midnight; 0: the whole day, which is shown as 23.59
}

// ParseDeadline reads 2026-11-30 or 2026-11-30T12:00. A time of 00:00, 23:59 or 23:59:59 is the whole day, as employers
// and recruitment systems use them; seconds are dropped.
func ParseDeadline(s string) (Deadline, error) {
	if len(s) > len(time.DateOnly) {
		for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
			if t, err := time.Parse(layout, s); err == nil {
				return deadline(Date{t.Year(), t.Month(), t.Day()}, t.Hour()*60+t.Minute()), nil
			}
		}
		return Deadline{}, fmt.Errorf("deadline %.20q is not written as 2026-11-30 or 2026-11-30T12:00", s)
	}
	d, err := ParseDate(s)
	return Deadline{Date: d}, err
}

const wholeDay = 23*60 + 59

func deadline(d Date, minute int) Deadline {
	if minute == wholeDay {
		minute = 0
	}
	return Deadline{Date: d, Minute: minute}
}

// IsZero says whether there is no deadline.
func (d Deadline) IsZero() bool { return d.Date.IsZero() }

// End is the exclusive instant at which applications close: for a whole day, the next midnight.
func (d Deadline) End() time.Time {
	if d.Minute == 0 {
		return d.Date.AddDays(1).Start()
	}
	return d.Date.At(d.Minute)
}

// LastSecond is the last second in which one may apply: 23:59:59 for a whole day.
func (d Deadline) LastSecond() time.Time { return d.End().Add(-time.Second) }

// String writes the deadline as ParseDeadline reads it, and none as nothing.
func (d Deadline) String() string {
	if d.IsZero() || d.Minute == 0 {
		return d.Date.String()
	}
	return fmt.Sprintf("%sT%02d:%02d", d.Date, d.Minute/60, d.Minute%60)
}

// MarshalText writes the deadline as String does.
func (d Deadline) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Deadline) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Deadline{}
		return nil
	}
	*d, err = ParseDeadline(string(text))
	return err
}
