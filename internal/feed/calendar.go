package feed

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/words"
)

// TypeCalendar is the media type of iCalendar.
const TypeCalendar = "text/calendar"

// A Calendar is the deadlines of jobs. A job's entry has one name for ever, and a number that grows with each change, so
// that it moves in the reader's calendar when the time is extended.
type Calendar struct {
	Links   link.Links
	Lang    board.Language
	Title   string  // empty: it is not one to subscribe to
	Entries []Entry // those without a deadline are passed over
}

// Write is the calendar as iCalendar (RFC 5545). A deadline that is a day is an entry for the whole day, in whatever zone
// the reader is; one with a time is an instant in Sweden.
func (c *Calendar) Write() []byte {
	var w lines
	w.line("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lediga jobb//Sista ansökningsdag//SV", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
	if c.Title != "" {
		w.text("NAME", c.Title)
		w.text("X-WR-CALNAME", c.Title)
		w.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H") // RFC 7986; older programs know the other
	}
	if c.timed() {
		w.line(strings.Split(stockholm, "\n")...)
	}
	for _, e := range c.Entries {
		if !e.Job.Ad.Deadline.IsZero() {
			c.event(&w, e)
		}
	}
	w.line("END:VCALENDAR")
	return []byte(w.String())
}

// timed says whether a deadline has a time.
func (c *Calendar) timed() bool {
	for _, e := range c.Entries {
		if e.Job.Ad.Deadline.Minute != 0 {
			return true
		}
	}
	return false
}

func (c *Calendar) event(w *lines, e Entry) {
	j, d := e.Job, e.Job.Ad.Deadline
	w.line("BEGIN:VEVENT")
	w.line("UID:" + string(j.ID) + "@" + c.Links.Host())
	w.line("SEQUENCE:" + strconv.Itoa(j.Version))
	w.line("DTSTAMP:" + utc(j.UpdatedAt)) // of a published entry the same as LAST-MODIFIED (3.8.7.2)
	w.line("LAST-MODIFIED:" + utc(j.UpdatedAt))
	if d.Minute == 0 {
		w.line("DTSTART;VALUE=DATE:"+compact(d.Date), "DTEND;VALUE=DATE:"+compact(d.Date.AddDays(1)))
	} else {
		w.line("DTSTART;TZID=Europe/Stockholm:" + d.End().In(board.Stockholm()).Format("20060102T150405"))
	}
	w.text("SUMMARY", words.Text(c.Lang, "feed.deadline", "headline", j.Ad.Headline))
	w.text("DESCRIPTION", e.Summary+"\n"+e.URL)
	w.line("URL:"+e.URL, "TRANSP:TRANSPARENT", "CLASS:PUBLIC", "END:VEVENT")
}

// compact is a day as 20261130.
func compact(d board.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

func utc(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// stockholm is Sweden's time since 1996, when its winter time got today's rule.
const stockholm = `BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE`

// lines are the content lines of a calendar.
type lines struct{ strings.Builder }

// text writes a property whose value is text (3.3.11).
func (w *lines) text(property, value string) {
	w.line(property + ":" + escaper.Replace(readable(value)))
}

var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`, "\t", " ")

// longest is how many bytes a line may have without its break (3.1).
const longest = 75

// line writes lines, each folded between characters where it is too long.
func (w *lines) line(all ...string) {
	for _, line := range all {
		room := longest
		for len(line) > room {
			cut := room
			for cut > 1 && !utf8.RuneStart(line[cut]) {
				cut--
			}
			w.WriteString(line[:cut] + "\r\n ")
			line, room = line[cut:], longest-1 // the space counts
		}
		w.WriteString(line + "\r\n")
	}
}
