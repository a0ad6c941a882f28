package demo

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"ledigajobb/internal/board"
)

// A moment is a time told from the day of the first start: "+12" days later, or "-3 09:15".
type moment struct {
	days   int
	minute int // after midnight; 0: not stated
	stated bool
}

// UnmarshalText reads "+12" and "-3 09:15".
func (m *moment) UnmarshalText(text []byte) error {
	days, clock, timed := strings.Cut(string(text), " ")
	n, err := strconv.Atoi(days)
	if err != nil || strings.Trim(days[:1], "+-") != "" {
		return fmt.Errorf("%q is not written as +12 or -3 09:15", text)
	}
	*m = moment{days: n, stated: true}
	if !timed {
		return nil
	}
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return fmt.Errorf("%q is not written as +12 or -3 09:15", text)
	}
	m.minute = at.Hour()*60 + at.Minute()
	return nil
}

// day is the moment's day, seen from today.
func (m moment) day(today board.Date) board.Date { return today.AddDays(m.days) }

// deadline is the moment as the last time to apply, or none.
func (m moment) deadline(today board.Date) board.Deadline {
	if !m.stated {
		return board.Deadline{}
	}
	return board.Deadline{Date: m.day(today), Minute: m.minute}
}

// nine is the minute of the day at which things happen that do not say when.
const nine = 9 * 60

// past is the moment as one at which something has been done. Who starts the board before the hour finds it done a minute
// ago.
func (m moment) past(now time.Time) time.Time {
	at, latest := m.instant(now), now.Add(-time.Minute)
	if latest.Before(at) {
		return latest
	}
	return at
}

// instant is the moment itself.
func (m moment) instant(now time.Time) time.Time {
	minute := m.minute
	if minute == 0 {
		minute = nine
	}
	return m.day(board.DateOf(now)).At(minute)
}
