package words

import (
	"strings"

	"ledigajobb/internal/board"
)

// Fault says in a sentence or two what is wrong with a field and what to do: "Ingen kommun har koden 0190. Menade du
// 0180?" The sentence of the code for that very field is preferred ("fault.value.municipality" to "fault.value").
func Fault(lang board.Language, f board.Fault) string {
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
	for _, key := range []string{"fault." + f.Code + "." + f.Field, "fault." + f.Code} {
		if Has(key) {
			return key
		}
	}
	return "fault.other"
}

// longest is how many characters of what was given are repeated.
const longest = 60

func clip(value string) string {
	runes := []rune(value)
	if len(runes) <= longest {
		return value
	}
	return string(runes[:longest]) + "…"
}
