package advice

import (
	"slices"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// aboutDeadline are the words after which a date is the last day to apply.
var aboutDeadline = compile(`(sista\s+ansökningsdag|sista\s+dag|ansök(an|ningar|ningstid\w*)?\b|senast|apply|application|deadline|no later than)`)

// before is how far before a date a word about it may stand, in bytes.
const before = 80

// deadlines looks for a last day to apply that is another than the field's. A text that names the field's too is let be.
func (r *reading) deadlines() {
	text, deadline := r.ad.Text.Plain, r.ad.Deadline.Date
	if deadline.IsZero() {
		return
	}
	var others []board.Date
	for _, m := range r.dates {
		if m.date == deadline {
			return
		}
		lead := sentence(text[max(0, m.at-before):m.at])
		if aboutDeadline.MatchString(lead) {
			others = append(others, m.date)
		}
	}
	if len(others) > 0 {
		r.say("application_deadline", "differs", "text", others[0], "form", deadline)
	}
}

// sentence is what stands after the last end of a sentence.
func sentence(s string) string {
	if i := strings.LastIndexAny(s, "\n!?"); i >= 0 {
		s = s[i+1:]
	}
	if i := strings.LastIndex(s, ". "); i >= 0 {
		s = s[i+2:]
	}
	return s
}

// weekdays looks for days that are another weekday than the text says.
func (r *reading) weekdays() {
	for _, m := range r.dates {
		if m.named && m.date.Weekday() != m.weekday {
			r.say("description_text", "weekday", "date", m.date, "is", weekday(m.date.Weekday().String()), "not", weekday(m.weekday.String()))
		}
	}
}

func weekday(english string) Name { return Name("weekday." + strings.ToLower(english)) }

// placed are words before the name of the place where the work is done.
var placed = compile(`(?:placerad|placering|stationerad|stationeringsort(?: är)?|tjänstgöringsort(?: är)?|arbetsplats(?:en)?(?: ligger| är| finns)?|located|based|workplace is)\s*:?\s*(?:i |in )?([A-ZÅÄÖ][\p{L}-]+(?: [A-ZÅÄÖ][\p{L}-]+)?)`)

// places looks for a place of work that no field has.
func (r *reading) places() {
	if r.ad.Where.Nationwide || len(r.ad.Where.Places) == 0 {
		return
	}
	for name := range placed.groups(r.text) {
		m, ok := municipality(name)
		here := func(p board.Place) bool { return p.Municipality == m.Code || p.Municipality == "" }
		if ok && !slices.ContainsFunc(r.ad.Where.Places, here) {
			main, _ := reference.MunicipalityByCode(r.ad.Where.Places[0].Municipality)
			r.say("workplace_addresses", "differs", "text", m.Name, "form", main.Name)
		}
	}
}

// municipality is the municipality that some words name, all of them or the first.
func municipality(name string) (reference.Municipality, bool) {
	if m, ok := reference.MunicipalityByName(name); ok {
		return m, true
	}
	first, _, _ := strings.Cut(name, " ")
	return reference.MunicipalityByName(first)
}

var (
	refers   = compile(`\b(?:referens(?:nummer|nr)?|ref\.?(?:nr|nummer)?|reference(?: number)?)\.?\s*:?\s*([A-ZÅÄÖ]{0,6}[ -]?\d[\w/.:-]*)`)
	register = compile(`\b(?:diarienummer|diarienr|dnr)\.?\s*:?\s*([A-ZÅÄÖ]{0,6}[ -]?\d[\w/.:-]*)`)
)

// references looks for numbers that are others than the fields'.
func (r *reading) references() {
	for _, s := range []struct {
		field, form string
		in          expression
	}{
		{"application_details.reference", r.ad.Apply.Reference, refers},
		{"registry_number", r.ad.RegistryNumber, register},
	} {
		if s.form == "" {
			continue
		}
		for number := range s.in.groups(r.text) {
			text := strings.TrimRight(strings.TrimSpace(number), ".:-")
			if !strings.Contains(letters(s.form), letters(text)) && !strings.Contains(letters(text), letters(s.form)) {
				r.say(s.field, "differs", "text", text, "form", s.form)
			}
		}
	}
}

// letters is a text without what stands between its letters and digits, in small letters.
func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c > 127 {
			return c
		}
		return -1
	}, strings.ToLower(s))
}

// phone is a number as it is written in Sweden.
var phone = compile(`((?:\+46|0)[ \d()–-]{6,16}\d)`)

// phones looks for numbers that nobody among the contacts has, and for those that look like somebody's own.
func (r *reading) phones() {
	known, any := map[string]bool{}, ""
	for _, c := range slices.Concat(r.ad.Contacts, r.ad.UnionContacts) {
		if c.Telephone != "" {
			known[national(c.Telephone)] = true
			any = c.Telephone
		}
	}
	for found := range phone.groups(r.text) {
		n := national(found)
		switch {
		case known[n] || len(n) < 8 || len(n) > 11:
		case strings.HasPrefix(n, "07"):
			r.say("description_text", "private_phone", "number", found, "days", r.days())
		case any != "":
			r.say("application_contacts", "differs", "text", found, "form", any)
		}
	}
}

// national is the digits of a number as it is called within Sweden.
func national(s string) string {
	s = strings.ReplaceAll(s, "(0)", "")
	digits := strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, s)
	if strings.HasPrefix(strings.TrimSpace(s), "+46") {
		return "0" + strings.TrimPrefix(digits, "46")
	}
	return digits
}
