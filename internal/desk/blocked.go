package desk

import (
	"context"
	"strings"
	"unicode"

	"ledigajobb/internal/board"
)

// clean refuses texts of strangers in which one of the words that the journal has blocked stands, as a board.Invalid of the
// field.
func (c *change) clean(ctx context.Context, field string, texts ...string) error {
	settings, err := c.tx.Settings(ctx)
	if err != nil {
		return err
	}
	if word := blockedWord(settings[board.SettingBlockedWords], texts...); word != "" {
		return &board.Invalid{Faults: []board.Fault{{Field: field, Code: "blocked", Value: word}}}
	}
	return nil
}

// blockedWord is the first of the list's words and phrases, one a line, that stands in one of the texts as a whole,
// however it is written; empty when none does.
func blockedWord(list string, texts ...string) string {
	for line := range strings.Lines(list) {
		phrase := spelt(line)
		if phrase == "" {
			continue
		}
		for _, text := range texts {
			if strings.Contains(" "+spelt(text)+" ", " "+phrase+" ") {
				return strings.TrimSpace(line)
			}
		}
	}
	return ""
}

// spelt is the words of a text in lower case with one space between.
func spelt(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, " ")
}
