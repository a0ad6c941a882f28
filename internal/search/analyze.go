package search

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A token is a word of a text and where it stands there.
type token struct {
	term       string // what is looked up: lower case, normal form C
	start, end int    // in runes
	hyphen     bool   // nothing but a hyphen parts it from the token before
}

// tokens yields the words of a text: runs of letters, digits and the marks that belong to them, split at everything else.
func tokens(text string) iter.Seq[token] {
	return func(yield func(token) bool) {
		begin, first, runes := -1, 0, 0
		last, hyphen := -1, false
		for i, r := range text {
			switch inWord := isWord(r); {
			case inWord && begin < 0:
				begin, first = i, runes
				hyphen = last >= 0 && isHyphen(text[last:i])
			case !inWord && begin >= 0:
				if !yield(token{term(text[begin:i]), first, runes, hyphen}) {
					return
				}
				begin, last = -1, i
			}
			runes++
		}
		if begin >= 0 {
			yield(token{term(text[begin:]), first, runes, hyphen})
		}
	}
}

func isHyphen(s string) bool { return s == "-" || s == "\u2010" || s == "\u2011" }

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// term is a word as it is looked up.
func term(word string) string {
	word = strings.ToLower(word)
	for i := range len(word) {
		if word[i] >= firstCombining {
			return norm.NFC.String(word)
		}
	}
	return word
}

// firstCombining is the first byte in UTF-8 of U+0300 and all above it. What lies below is in normal form C.
const firstCombining = 0xCC

// terms are the words of a text without their places.
func terms(text string) []string {
	var out []string
	for t := range tokens(text) {
		out = append(out, t.term)
	}
	return out
}
