package words

import (
	"time"

	"ledigajobb/internal/board"
)

// Age writes how long something has lasted, in its largest unit alone: 3 minuter, 2 timmar, 5 dagar.
func Age(lang board.Language, d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < time.Minute:
		return Text(lang, "age.moment")
	case d < time.Hour:
		return Text(lang, "age.minutes", "n", int(d/time.Minute))
	case d < 2*day:
		return Text(lang, "age.hours", "n", int(d/time.Hour))
	}
	return Text(lang, "age.days", "n", int(d/day))
}

// By writes an instant near today: i dag kl. 14.20, i morgon kl. 09.00, måndag 11 januari kl. 12.00.
func By(lang board.Language, at, now time.Time) string {
	local, day := at.In(board.Stockholm()), board.DateOf(at)
	clock := Clock(lang, local.Hour()*60+local.Minute())
	switch days(board.DateOf(now), day) {
	case 0:
		return Text(lang, "time.today") + " " + clock
	case 1:
		return Text(lang, "time.tomorrow") + " " + clock
	case -1:
		return Text(lang, "time.yesterday") + " " + clock
	}
	if day.Year != board.DateOf(now).Year {
		return Moment(lang, at)
	}
	return weekday(lang, day) + " " + clock
}
