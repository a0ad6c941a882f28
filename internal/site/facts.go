package site

import (
	"html/template"
	"strconv"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/words"
)

// A fact is a name and its values.
type fact struct {
	Name   string
	Values []anchor
}

// facts is what is stated of an ad, in the order that a reader asks for it.
func (s *Site) facts(v *visit, j *board.Job) []fact {
	ad, terms := &j.Ad, &j.Ad.Terms
	l := factList{visit: v}
	l.link("job.employer", s.employerAnchor(v, j.Employer))
	l.add("job.workplace", workplace(ad.Department, j.Employer.Name))
	l.add("job.place", either(v.lang, placeNames(v.lang, ad.Where)))
	l.add("job.address", streets(ad.Where)...)
	l.add("job.remote", term(v, reference.ListWorkplace, ad.Where.Workplace))
	l.add("job.role", labels(v, reference.ListRole, ad.Profile.Roles)...)
	l.add("job.level", term(v, reference.ListLevel, ad.Profile.Level))
	l.add("job.category", labels(v, reference.ListCategory, ad.Profile.Categories)...)
	l.add("job.law", strings.Join(labels(v, reference.ListLaw, ad.Profile.Laws), ", "))
	l.add("job.employment", employment(v, terms))
	l.add("job.hours", hours(v, terms))
	l.add("job.duration", duration(v, terms))
	l.add("job.start", start(v, terms.Start))
	if terms.Vacancies > 1 {
		l.add("job.vacancies", strconv.Itoa(terms.Vacancies))
	}
	l.add("job.pay", pay(v, ad.Salary)...)
	l.add("job.agreement", terms.CollectiveAgreement)
	l.add("job.requirements", labels(v, reference.ListRequirement, terms.Requirements)...)
	l.add("job.reference", ad.Apply.Reference)
	l.add("job.registry", ad.RegistryNumber)
	return l.facts
}

// A factList takes those facts that have a value.
type factList struct {
	*visit
	facts []fact
}

func (l *factList) add(key string, values ...string) {
	f := fact{Name: l.text(key)}
	for _, value := range values {
		if value != "" {
			f.Values = append(f.Values, anchor{Name: value})
		}
	}
	if len(f.Values) > 0 {
		l.facts = append(l.facts, f)
	}
}

func (l *factList) link(key string, a anchor) {
	if a.Name != "" {
		l.facts = append(l.facts, fact{l.text(key), []anchor{a}})
	}
}

func labels[T ~string](v *visit, list reference.List, values []T) []string {
	names := make([]string, len(values))
	for i, value := range values {
		names[i] = reference.Label(v.lang, list, string(value))
	}
	return names
}

// term is what a value is called, nothing for none.
func term[T ~string](v *visit, list reference.List, value T) string {
	if value == "" {
		return ""
	}
	return reference.Label(v.lang, list, string(value))
}

// workplace is "Upphandlingsenheten, Ekby kommun", nothing without a department.
func workplace(department, employer string) string {
	if department == "" || employer == "" || strings.Contains(department, employer) {
		return department
	}
	return department + ", " + employer
}

// streets is the addresses that have a street.
func streets(w board.Where) []string {
	var lines []string
	for _, p := range w.Places {
		if p.Street == "" {
			continue
		}
		lines = append(lines, strings.Join(nonEmpty(p.Street, strings.TrimSpace(spacedPostcode(p.Postcode, p.Country)+" "+p.City)), ", "))
	}
	return lines
}

// spacedPostcode is a postcode as it is written in Sweden, "123 45"; another country's as it is.
func spacedPostcode(postcode, country string) string {
	if len(postcode) != 5 || country != "" && country != board.Sweden {
		return postcode
	}
	return postcode[:3] + "\u00a0" + postcode[3:]
}

func nonEmpty(parts ...string) []string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

func employment(v *visit, t *board.Terms) string {
	name := term(v, reference.ListEmploymentType, t.Employment)
	if name != "" && t.Probation {
		name += " (" + v.text("job.probation") + ")"
	}
	return name
}

// hours is "Heltid, 80–100 %".
func hours(v *visit, t *board.Terms) string {
	scope := ""
	switch low, high := t.Scope.Min, t.Scope.Max; {
	case low > 0 && high > 0 && low != high:
		scope = strconv.Itoa(low) + "–" + strconv.Itoa(high) + "\u00a0%"
	case low > 0 || high > 0:
		scope = strconv.Itoa(max(low, high)) + "\u00a0%"
	}
	return strings.Join(nonEmpty(term(v, reference.ListWorkingHours, t.Hours), scope), ", ")
}

// duration is how long a position lasts, nothing where its type says so.
func duration(v *visit, t *board.Terms) string {
	if t.Employment == board.Permanent && t.Duration == board.UntilFurtherNotice {
		return ""
	}
	return term(v, reference.ListDuration, t.Duration)
}

func start(v *visit, s board.Start) string {
	if !s.Date.IsZero() {
		return words.Date(v.lang, s.Date)
	}
	return term(v, reference.ListStart, s.Term)
}

// pay is the figures, else why there are none, and what else is said of it.
func pay(v *visit, s board.Salary) []string {
	return nonEmpty(amount(v, s), term(v, reference.ListPayReason, s.Reason), s.Description)
}

func amount(v *visit, s board.Salary) string {
	figures := ""
	switch args := []any{"min", int(s.Min), "max", int(s.Max)}; {
	case !s.Stated():
		return ""
	case s.Min == s.Max:
		figures = v.text("pay.exact", args...)
	case s.Max == 0:
		figures = v.text("pay.from", args...)
	case s.Min == 0:
		figures = v.text("pay.to", args...)
	default:
		figures = v.text("pay.range", args...)
	}
	unit := "pay.other."
	if s.Currency == "" || s.Currency == "SEK" {
		unit = "pay.sek."
	}
	period := s.Period
	if period == "" {
		period = board.PerMonth
	}
	return v.text(unit+string(period), "amount", figures, "currency", s.Currency)
}

// A contactList is people under a heading.
type contactList struct {
	Name     string
	Contacts []contact
}

// A contact is a person to ask.
type contact struct {
	Name        string
	Description string
	Email       string
	Telephone   string
	Call        template.URL // the telephone as a link
}

func contacts(v *visit, ad *board.Ad) []contactList {
	var lists []contactList
	for _, list := range []struct {
		key    string
		people []board.Contact
	}{{"job.contacts", ad.Contacts}, {"job.union", ad.UnionContacts}} {
		if len(list.people) == 0 {
			continue
		}
		shown := contactList{Name: v.text(list.key)}
		for _, p := range list.people {
			shown.Contacts = append(shown.Contacts, contact{p.Name, p.Description, p.Email, p.Telephone, call(p.Telephone)})
		}
		lists = append(lists, shown)
	}
	return lists
}

// call is a telephone number as a link (RFC 3966), nothing where there are too few or many digits to be one.
func call(number string) template.URL {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, strings.ReplaceAll(number, "(0)", ""))
	if len(digits) < 5 || len(digits) > 16 || strings.LastIndexByte(digits, '+') > 0 {
		return ""
	}
	return template.URL("tel:" + digits)
}
