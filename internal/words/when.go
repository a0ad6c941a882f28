package words

import (
	"fmt"
	"strings"
	"time"

	"ledigajobb/internal/board"
)

// Date writes a day as in running text: 30 november 2026.
func Date(lang board.Language, d board.Date) string {
	return fmt.Sprintf("%d\u00a0%s %d", d.Day, name(lang, "time.months", int(d.Month)-1), d.Year)
}

// ShortDate writes a day as in a list: 30 nov, with its year when that is another than today's.
func ShortDate(lang board.Language, d, today board.Date) string {
	short := fmt.Sprintf("%d\u00a0%s", d.Day, name(lang, "time.months_short", int(d.Month)-1))
	if d.Year != today.Year {
		return fmt.Sprintf("%s %d", short, d.Year)
	}
	return short
}

// Clock writes a minute of the day: kl. 12.00, 12:00.
func Clock(lang board.Language, minute int) string {
	return Text(lang, "time.clock", "hour", fmt.Sprintf("%02d", minute/60), "minute", fmt.Sprintf("%02d", minute%60))
}

// Published says when an ad was published, as a list does: i dag, i går, för 3 dagar sedan, 12 nov.
func Published(lang board.Language, at, now time.Time) string {
	day, today := board.DateOf(at), board.DateOf(now)
	switch n := days(day, today); {
	case n <= 0:
		return Text(lang, "time.today")
	case n == 1:
		return Text(lang, "time.yesterday")
	case n <= week:
		return Text(lang, "time.days_ago", "n", n)
	}
	return ShortDate(lang, day, today)
}

// week is up to how many days are counted instead of dated.
const week = 7

// DeadlineOnCard says in a few words until when one may apply: Ansök senast 30 nov, 3 dagar kvar, Stänger i dag
// kl. 12.00.
func DeadlineOnCard(lang board.Language, d board.Deadline, now time.Time) string {
	today := board.DateOf(now)
	n := days(today, d.Date)
	switch {
	case d.IsZero():
		return Text(lang, "deadline.card.none")
	case n < 0:
		return Text(lang, "deadline.card.past", "date", ShortDate(lang, d.Date, today))
	case n == 0 && d.Minute != 0:
		return Text(lang, "deadline.card.closes", "time", Clock(lang, d.Minute))
	case n == 0:
		return Text(lang, "deadline.card.today")
	case n == 1:
		return Text(lang, "deadline.card.tomorrow")
	case n <= week:
		return Text(lang, "deadline.card.days", "n", n)
	}
	return Text(lang, "deadline.card.far", "date", ShortDate(lang, d.Date, today))
}

// Deadline says on an ad's page until when one may apply, and whether applications are assessed before.
func Deadline(lang board.Language, d board.Deadline, continuous bool, now time.Time) string {
	if d.IsZero() {
		return Text(lang, "deadline.page.none")
	}
	sentence := deadline(lang, d, now)
	if continuous {
		sentence = strings.TrimSuffix(sentence, ".") + ". " + Text(lang, "deadline.page.rolling")
	}
	return sentence
}

func deadline(lang board.Language, d board.Deadline, now time.Time) string {
	key, date := "deadline.page.far", Date(lang, d.Date)
	n := days(board.DateOf(now), d.Date)
	switch {
	case n < 0:
		return Text(lang, "deadline.card.past", "date", date)
	case n == 0 && d.Minute != 0:
		return Text(lang, "deadline.page.closes", "time", Clock(lang, d.Minute))
	case n == 0:
		return Text(lang, "deadline.page.today", "time", Clock(lang, 23*60+59))
	case n == 1:
		key, date = "deadline.page.tomorrow", weekday(lang, d.Date)
	}
	if d.Minute != 0 {
		return Text(lang, key+"_time", "date", date, "time", Clock(lang, d.Minute), "n", n)
	}
	return Text(lang, key, "date", date, "n", n)
}

// weekday writes a day with its weekday and without its year: tisdag 1 december.
func weekday(lang board.Language, d board.Date) string {
	at := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	return fmt.Sprintf("%s %d\u00a0%s", name(lang, "time.weekdays", int(at.Weekday())), d.Day, name(lang, "time.months", int(d.Month)-1))
}

// name is the i-th of a list of names.
func name(lang board.Language, key string, i int) string { return strings.Fields(Text(lang, key))[i] }

// days is how many days there are from one to another.
func days(from, to board.Date) int {
	at := func(d board.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(at(to).Sub(at(from)) / (24 * time.Hour))
}
