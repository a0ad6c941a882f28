package board

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// SettingSynonyms is the key of the setting that holds an editor's synonyms, which the search lays over its own.
const SettingSynonyms = "search.synonyms"

// Limits of an editor's synonyms.
const (
	MaxSynonyms     = 64 << 10 // bytes in all
	MaxSynonymWords = 8        // of one entry
)

// Synonyms is a line of synonyms: entries that a reader may mean when they type one of them. An Off line takes away what
// others say: of one entry all its synonyms, of several those that they are to each other.
type Synonyms struct {
	Entries []Synonym
	Off     bool
}

// A Synonym is up to eight words that follow each other, in any form.
type Synonym struct {
	Text string
	Same bool // it means the same as the line's first entry; else it is only near it
}

// ParseSynonyms reads lines of entries, with = before one that means the same as the first of its line and ~ before one
// that is near it. A line that begins with - is Off; what follows # is a remark. The error is an Invalid with every
// fault, each of the field "synonyms" with the number and text of its line as the value: "alone" (one entry), "empty" (no
// word in an entry), "long" (too many words), "repeated", or "range" (too much text). Lines without fault are read
// nevertheless.
func ParseSynonyms(text string) ([]Synonyms, error) {
	var invalid Invalid
	if len(text) > MaxSynonyms {
		invalid.Add(Fault{Field: "synonyms", Code: "range", Allowed: fmt.Sprintf("0–%d", MaxSynonyms)})
		return nil, &invalid
	}
	var all []Synonyms
	number := 0
	for line := range strings.Lines(text) {
		number++
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		parsed := parseSynonyms(line)
		if code := parsed.fault(); code != "" {
			invalid.Add(Fault{Field: "synonyms", Code: code, Value: fmt.Sprintf("%d: %s", number, line)})
			continue
		}
		all = append(all, parsed)
	}
	return all, invalid.Err()
}

func parseSynonyms(line string) Synonyms {
	var s Synonyms
	line, s.Off = strings.CutPrefix(line, "-")
	for n, near := range strings.Split(line, "~") {
		for i, entry := range strings.Split(near, "=") {
			s.Entries = append(s.Entries, Synonym{Text: strings.Join(strings.Fields(entry), " "), Same: n == 0 || i > 0})
		}
	}
	return s
}

// fault is the code of what is wrong with a line, empty: nothing.
func (s Synonyms) fault() string {
	if len(s.Entries) < 2 && !s.Off {
		return "alone"
	}
	var seen []string
	for _, e := range s.Entries {
		words := strings.FieldsFunc(strings.ToLower(e.Text), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
		})
		entry := strings.Join(words, " ")
		switch {
		case len(words) == 0:
			return "empty"
		case len(words) > MaxSynonymWords:
			return "long"
		case slices.Contains(seen, entry):
			return "repeated"
		}
		seen = append(seen, entry)
	}
	return ""
}
