package prefill

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"ledigajobb/internal/board"
)

// deadlineWords stand before the last day to apply.
var deadlineWords = regexp.MustCompile(`(?i)sista (?:ansökningsdag|ansökningsdatum|dag(?:en)? (?:att|för|du))|senaste ansökningsdag|` +
	`ansökningstiden (?:går ut|är)|(?:ansök|sök)[^.]{0,80}\b(?:senast|före|till och med|t\.?o\.?m\.?)|` +
	`application deadline|deadline|last (?:day|date) (?:to apply|for applications?)|last application da(?:te|y)|closing date|` +
	`(?:apply|applications?)[^.]{0,80}\b(?:by|before|no later than|not later than|until)\b|` +
	`\bsenast [^.]{0,40}\d[^.]{0,40}ansökan`)

// near is how far after those words the date may stand, in bytes.
const near = 80

// deadlineIn is the deadline that the lines of a page name: the first date soon after such words, or at the beginning of
// the line below. Words that have the date inside them ("senast 30 november vill vi ha din ansökan") count too.
func deadlineIn(lines []string, today board.Date) board.Deadline {
	for i, text := range lines {
		for _, at := range deadlineWords.FindAllStringIndex(text, 5) {
			beside := text[at[0]:min(len(text), at[1]+near)]
			if date, minute, ok := dateIn(beside, today); ok {
				return board.Deadline{Date: date, Minute: minute}
			}
			if at[1]+2 >= len(strings.TrimRight(text, " :")) && i+1 < len(lines) {
				if date, minute, ok := dateIn(lines[i+1][:min(len(lines[i+1]), near)], today); ok {
					return board.Deadline{Date: date, Minute: minute}
				}
			}
		}
	}
	return board.Deadline{}
}

// The ways to write a day, each with the groups year, month and day in the order that its name says. No word of a month
// has a letter in it that RE2's \b would not see.
const months = `(jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:s|ch)?|apr(?:il)?|ma[jy]|jun[ie]?|jul[iy]?|aug(?:usti|ust)?|` +
	`sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

var (
	yearMonthDay = regexp.MustCompile(`\b(20\d\d)-?(\d\d)-?(\d\d)\b`)
	dayMonthYear = regexp.MustCompile(`(?i)\b(\d{1,2})(?::?[ae]|st|nd|rd|th)?\.? ?(?:of )?` + months + `\b\.?(?:,? ?(20\d\d))?`)
	monthDayYear = regexp.MustCompile(`(?i)\b` + months + `\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (20\d\d))?`)
	dayMonth     = regexp.MustCompile(`\b(\d{1,2})[/.](\d{1,2})(?:[-/. ]{1,2}(20\d\d))?\b`)

	// timeAfter is the time of day that follows a date.
	timeAfter = regexp.MustCompile(`(?i)^[\s,T(]*(?:kl(?:ockan)?\.?|at)?\s*([01]?\d|2[0-4])[:.]([0-5]\d)\b`)
)

// dateIn is the first day that a text names, with the minute of the day that stands after it, if one does.
func dateIn(text string, today board.Date) (date board.Date, minute int, ok bool) {
	first, end := len(text)+1, 0
	for _, way := range []struct {
		pattern          *regexp.Regexp
		year, month, day int
	}{{yearMonthDay, 1, 2, 3}, {dayMonthYear, 3, 2, 1}, {monthDayYear, 3, 1, 2}, {dayMonth, 3, 2, 1}} {
		for _, at := range way.pattern.FindAllStringSubmatchIndex(text, 5) {
			group := func(i int) string {
				if at[2*i] < 0 {
					return ""
				}
				return text[at[2*i]:at[2*i+1]]
			}
			if d, is := dayOf(group(way.year), group(way.month), group(way.day), today); is && at[0] < first {
				first, end, date, ok = at[0], at[1], d, true
			}
		}
	}
	if !ok {
		return board.Date{}, 0, false
	}
	return date, minuteAt(text[end:]), true
}

// minuteAt is the minute of the day that a text begins with. The last one of a day is the whole day.
func minuteAt(text string) int {
	m := timeAfter.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if minute += hour * 60; minute >= 23*60+59 {
		return 0
	}
	return minute
}

// dayOf is a day from its parts, if there is such a one. Without a year it is the one nearest to today.
func dayOf(year, month, day string, today board.Date) (board.Date, bool) {
	d, _ := strconv.Atoi(day)
	m := monthOf(month)
	if year != "" {
		y, _ := strconv.Atoi(year)
		return realDay(board.Date{Year: y, Month: m, Day: d})
	}
	best, found := board.Date{}, false
	for y := today.Year - 1; y <= today.Year+1; y++ {
		if date, ok := realDay(board.Date{Year: y, Month: m, Day: d}); ok && (!found || apart(date, today) < apart(best, today)) {
			best, found = date, true
		}
	}
	return best, found
}

func realDay(d board.Date) (board.Date, bool) { return d, d.Day > 0 && d.AddDays(0) == d }

func apart(a, b board.Date) time.Duration { return a.Start().Sub(b.Start()).Abs() }

// monthOf is a month by its number or the first letters of its name in Swedish or English; 0 for none.
func monthOf(s string) time.Month {
	if n, err := strconv.Atoi(s); err == nil {
		return time.Month(n)
	}
	s = strings.NewReplacer("maj", "may", "okt", "oct").Replace(strings.ToLower(s))
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(s, strings.ToLower(m.String()[:3])) {
			return m
		}
	}
	return 0
}
