package importer

import (
	"strings"
	"unicode"

	"ledigajobb/internal/board"
)

// Words that are frequent in one of the languages and hardly occur in the other.
var (
	swedishWords = wordSet("och att det som för på med av till inte ett du vi dig vår hos är kommer ska eller söker " +
		"inom din om")
	englishWords = wordSet("the and of to you we with are our your as will be at that is have this an or by who from")
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// languageWords is how many words of a text are looked at.
const languageWords = 200

// Language tells the language of a text: English when its frequent English words are at least two and more than twice
// the Swedish ones, else Swedish. An English headline above a Swedish text so leaves the ad Swedish, and an ad in both
// languages too.
func Language(text string) board.Language {
	swedish, english, seen := 0, 0, 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		word = strings.ToLower(word)
		switch {
		case swedishWords[word]:
			swedish++
		case englishWords[word]:
			english++
		}
		if seen++; seen == languageWords {
			break
		}
	}
	if english >= 2 && english > 2*swedish {
		return board.English
	}
	return board.Swedish
}
