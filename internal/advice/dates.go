package advice

import (
	"strconv"
	"strings"
	"time"

	"ledigajobb/internal/board"
)

// months are the beginnings of the months' names in Swedish and English; those that both write alike stand once.
const months = `jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec`

var monthNumber = map[string]time.Month{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12}

var weekdayNumber = map[string]time.Weekday{"mån": 1, "tis": 2, "ons": 3, "tor": 4, "fre": 5, "lör": 6, "sön": 0,
	"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 0}

// written is a date as people write it, after its weekday where they name it: 2026-11-30, 30 november 2026, måndag den 30
// nov, Monday 30 November, 30/11 2026.
var written = compile(`(?:\b(mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en)?)?|\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)?,?\s*(?:den\s+)?` +
	`(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})(?::?e|th|st|nd|rd)?\s+(` + months + `)[a-zåäö]*\.?(?:\s+(\d{4}))?|(\d{1,2})/(\d{1,2})(?:[ -]+(\d{4}))?)`)

// A mention is a date that stands in a text.
type mention struct {
	date    board.Date
	weekday time.Weekday // as it is written, where it is
	named   bool
	at      int // where, in bytes
}

// mentions are the dates in a text. One without a year is taken for the one that is nearest to a day a little ahead: ads
// speak of what is to come.
func mentions(t text, today board.Date) (all []mention) {
	for begin, passage := range written.passages(t) {
		for _, at := range written.FindAllStringSubmatchIndex(passage, -1) {
			if m, ok := mentionOf(passage, at, today); ok {
				m.at += begin
				all = append(all, m)
			}
		}
	}
	return all
}

// mentionOf is the date that the groups of a match say.
func mentionOf(passage string, at []int, today board.Date) (m mention, ok bool) {
	part := func(n int) string {
		if at[2*n] < 0 {
			return ""
		}
		return passage[at[2*n]:at[2*n+1]]
	}
	day, month, year := number(part(5)+part(6)+part(9)), time.Month(number(part(4)+part(10))), number(part(3)+part(8)+part(11))
	if name := strings.ToLower(part(7)); name != "" {
		month = monthNumber[name]
	}
	m.at = at[0]
	if name := strings.ToLower(part(1) + part(2)); name != "" {
		m.weekday, m.named = weekdayNumber[string([]rune(name)[:3])]
	}
	m.date, ok = dateOf(year, month, day, today)
	return m, ok
}

func number(s string) int {
	n, _ := strconv.Atoi(s) // digits, or nothing
	return n
}

// dateOf is a day that there is.
func dateOf(year int, month time.Month, day int, today board.Date) (board.Date, bool) {
	if year == 0 {
		year = today.Year
		if d := (board.Date{Year: year, Month: month, Day: day}); d.Before(today.AddDays(-90)) {
			year++
		}
	}
	d := board.Date{Year: year, Month: month, Day: day}
	return d, year >= 2000 && month >= 1 && d.AddDays(0) == d
}
