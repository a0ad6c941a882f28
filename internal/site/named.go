package site

import (
	"regexp"
	"strings"
	"unicode"
)

// legalForm is what a company's name ends with: "Norrvik AB (publ)".
var legalForm = regexp.MustCompile(`( ab| publ)+ $`)

// named says whether a headline names the employer, who is then not named again below it: by its name, without its legal
// form and also in the genitive; a municipality also by its place after till, hos or på ("Upphandlare till Ekby":
// elsewhere a place is where the work is). The sidebar's script has the same rule.
func named(headline, employer string) bool {
	text := plain(headline)
	name := strings.TrimSpace(legalForm.ReplaceAllString(plain(employer), " "))
	names := []string{name}
	for _, kind := range []string{" kommun", " stad"} {
		if place, ok := strings.CutSuffix(name, kind); ok {
			names = append(names, "till "+place, "hos "+place, "på "+place)
		}
	}
	for _, n := range names {
		if n != "" && (strings.Contains(text, " "+n+" ") || strings.Contains(text, " "+n+"s ")) {
			return true
		}
	}
	return false
}

// plain is the words of a text in small letters, each between two spaces.
func plain(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return " " + strings.Join(words, " ") + " "
}
