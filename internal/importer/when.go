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
	s := strings.TrimSpace(o.text(name))
	if s == "" {
		return time.Time{}
	}
	for _, layout := range instantLayouts {
		if t, err := time.ParseInLocation(layout, s, board.Stockholm()); err == nil && t.Year() > 1990 && t.Year() < 2200 {
			return t.In(board.Stockholm())
		}
	}
	o.note(o.path+name, s)
	return time.Time{}
}

// deadline is the deadline at the name, or none. One with an offset closes at that instant.
func (o object) deadline(name string) board.Deadline {
	t := o.instant(name)
	if t.IsZero() {
		return board.Deadline{}
	}
	deadline, err := board.ParseDeadline(t.Format("2006-01-02T15:04:05"))
	if err != nil {
		panic("importer: a time that was written for board is not read by it: " + err.Error())
	}
	return deadline
}
