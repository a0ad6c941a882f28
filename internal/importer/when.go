package importer

import (
	"strings"
	"time"

	"ledigajobb/internal/board"
)

// instantLayouts are the ways in which sources write times; those without an offset are Swedish time.
var instantLayouts = []string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly,
}

// instant is the time at the name, or the zero time.
func (o object) instant(name string) time.Time {
	t, _ := o.time(name)
	return t
}

// time is the time at the name in Sweden, or the zero time, and whether it was stated with an offset.
func (o object) time(name string) (t time.Time, offset bool) {
	stated := o.text(name)
	t, offset = parseTime(stated)
	if t.IsZero() && strings.TrimSpace(stated) != "" {
		o.note(o.path+name, strings.TrimSpace(stated))
	}
	return t, offset
}

// parseTime reads a time, in Sweden's; the zero time is none.
func parseTime(s string) (t time.Time, offset bool) {
	for _, layout := range instantLayouts {
		t, err := time.ParseInLocation(layout, strings.TrimSpace(s), board.Stockholm())
		if err == nil && t.Year() > 1990 && t.Year() < 2200 {
			return t.In(board.Stockholm()), strings.Contains(layout, "Z07")
		}
	}
	return time.Time{}, false
}

// deadline is the deadline at the name, or none.
func (o object) deadline(name string) board.Deadline { return closing(o.time(name)) }

// Deadline is the deadline that a source states as a day or a time (ISO 8601), or none. One with an offset closes at that
// instant, at a Swedish midnight with the day that ends there; one without is read as employers write it, for whom
// midnight is the whole day.
func Deadline(s string) board.Deadline { return closing(parseTime(s)) }

func closing(t time.Time, offset bool) board.Deadline {
	if t.IsZero() {
		return board.Deadline{}
	}
	if day := board.DateOf(t); offset && t.Equal(day.Start()) {
		return board.Deadline{Date: day.AddDays(-1)}
	}
	deadline, err := board.ParseDeadline(t.Format("2006-01-02T15:04:05"))
	if err != nil {
		panic("importer: a time that was written for board is not read by it: " + err.Error())
	}
	return deadline
}
