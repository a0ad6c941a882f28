package advice

import (
	"time"
	"unicode"

	"ledigajobb/internal/board"
)

// The application time that state agencies usually give at least, in days.
const stateDays = 14

// usualDays is how long an ad stands that does not say.
const usualDays = 45

// days is how many days the ad will be seen.
func (r *reading) days() int {
	if r.ad.Deadline.IsZero() {
		return usualDays
	}
	return max(0, int(r.ad.Deadline.End().Sub(r.now)/(24*time.Hour)))
}

// period looks at how long people have to apply at a state agency.
func (r *reading) period() {
	if r.sector != board.SectorState || r.ad.Deadline.IsZero() || r.ad.Continuous {
		return
	}
	if n := r.days(); n < stateDays && r.ad.Deadline.End().After(r.now) {
		r.say("application_deadline", "short", "n", n)
	}
}

func (r *reading) holiday() {
	if name := holiday(r.ad.Deadline.Date); name != "" {
		r.say("application_deadline", "holiday", "day", Name("holiday."+name))
	}
}

// holiday is the name of a day on which nobody answers questions, other than a weekend; empty of any other day.
func holiday(d board.Date) string {
	if d.IsZero() {
		return ""
	}
	switch [2]int{int(d.Month), d.Day} {
	case [2]int{1, 1}:
		return "new_year"
	case [2]int{1, 6}:
		return "epiphany"
	case [2]int{5, 1}:
		return "first_of_may"
	case [2]int{6, 6}:
		return "national_day"
	case [2]int{12, 24}:
		return "christmas_eve"
	case [2]int{12, 25}:
		return "christmas"
	case [2]int{12, 26}:
		return "boxing_day"
	case [2]int{12, 31}:
		return "new_years_eve"
	}
	switch easter := board.Easter(d.Year); d {
	case easter.AddDays(-2):
		return "good_friday"
	case easter.AddDays(-1):
		return "easter_eve"
	case easter:
		return "easter"
	case easter.AddDays(1):
		return "easter_monday"
	case easter.AddDays(39):
		return "ascension"
	}
	if d.Month == time.June && d.Weekday() == time.Friday && d.Day >= 19 && d.Day <= 25 {
		return "midsummer_eve"
	}
	if d.Month == time.June && d.Weekday() == time.Saturday && d.Day >= 20 && d.Day <= 26 {
		return "midsummer"
	}
	return ""
}

func (r *reading) pay() {
	if !r.ad.Salary.Stated() {
		r.say("salary.min", "no_pay")
	}
}

func (r *reading) contacts() {
	if len(r.ad.Contacts) == 0 {
		r.say("application_contacts", "no_contact")
	}
}

// shouting is a headline of which nearly all letters are capitals; a short one may be an abbreviation.
func (r *reading) shouting() {
	upper, all := 0, 0
	for _, c := range r.ad.Headline {
		if unicode.IsLetter(c) {
			all++
		}
		if unicode.IsUpper(c) {
			upper++
		}
	}
	if all >= 10 && upper*10 >= all*8 {
		r.say("headline", "shouting")
	}
}
