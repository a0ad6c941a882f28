package words

import (
	"regexp"
	"strings"

	"ledigajobb/internal/board"
)

// Fault says in a sentence or two what is wrong with a field and what to do: "Ingen kommun har koden 0190. Menade du
// 0180?" The sentence of the code for that very field is preferred ("fault.value.municipality" to "fault.value"), and one
// that repeats nothing ("fault.value.untold") where there is nothing to repeat. A person's number is never repeated. A last
// day is written as in any sentence.
func Fault(lang board.Language, f board.Fault) string {
	if personal(f.Value) {
		f.Value = ""
	}
	if last, err := board.ParseDate(f.Allowed); err == nil && strings.HasPrefix(f.Code, "deadline.") {
		f.Allowed = Date(lang, last)
	}
	args := []any{"field", f.Field, "value", clip(f.Value), "allowed", f.Allowed, "meant", f.Meant}
	sentences := []string{Text(lang, faultKey(f), args...)}
	switch {
	case f.Meant != "":
		sentences = append(sentences, Text(lang, "fault.meant", args...))
	case f.Allowed != "" && f.Code == "value":
		sentences = append(sentences, Text(lang, "fault.allowed", args...))
	}
	return strings.Join(sentences, " ")
}

// faultKey is the key of the closest sentence that there is.
func faultKey(f board.Fault) string {
	field := f.Field
	if _, isFilter := board.Parse(board.Facets(), field); isFilter && f.Code == "range" {
		field = "filter" // what is out of its range is how many values it has
	}
	for _, key := range []string{"fault." + f.Code + "." + field, "fault." + f.Code} {
		switch {
		case f.Value == "" && Has(key+".untold"):
			return key + ".untold"
		case Has(key):
			return key
		}
	}
	return "fault.other"
}

// personal says whether a text is a person's number, written in any of the usual ways. Its check digit may be wrong: a
// number with one slip of the finger still tells of its owner.
func personal(value string) bool { return personNumber.MatchString(value) }

// personNumber is a day of birth and four digits, with or without a century and what people write between them. That its third
// digit is below 2 tells it from an organisation's, as board.OrgNr.Personal.
var personNumber = regexp.MustCompile(`(?:^|[^0-9])(?:[0-9]{2}[ -]?)?[0-9]{2}[ -]?[01][0-9][ -]?[0-9]{2} ?[-–+]? ?[0-9]{4}(?:$|[^0-9])`)

// longest is how many characters of what was given are repeated.
const longest = 60

func clip(value string) string {
	runes := []rune(value)
	if len(runes) <= longest {
		return value
	}
	return string(runes[:longest]) + "…"
}
