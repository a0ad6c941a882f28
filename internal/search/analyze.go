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
		for s := (scanner{text: text}); s.scan(); {
			if !yield(token{term(s.word()), s.start, s.runes, s.hyphen}) {
				return
			}
		}
	}
}

// A scanner goes through the words of a text.
type scanner struct {
	text       string
	begin, end int  // the word, in bytes
	start      int  // where it begins, in runes
	runes      int  // how many have been read
	hyphen     bool // nothing but a hyphen parts it from the word before
}

func (s *scanner) word() string { return s.text[s.begin:s.end] }

// scan steps to the next word; ok is false at the end.
func (s *scanner) scan() (ok bool) {
	before := s.end
	s.begin = s.skip(before, false)
	if s.begin == len(s.text) {
		return false
	}
	s.hyphen = before > 0 && isHyphen(s.text[before:s.begin])
	s.start = s.runes
	s.end = s.skip(s.begin, true)
	return true
}

// skip is where what is part of words, or what is not, ends.
func (s *scanner) skip(at int, words bool) int {
	for at < len(s.text) {
		if c := s.text[at]; c < utf8.RuneSelf { // by hand: most letters are such
			if letters[c] != words {
				return at
			}
			at++
		} else {
			r, size := utf8.DecodeRuneInString(s.text[at:])
			if isWord(r) != words {
				return at
			}
			at += size
		}
		s.runes++
	}
	return at
}

func isHyphen(s string) bool { return s == "-" || s == "\u2010" || s == "\u2011" }

// letters are the letters and digits of ASCII.
var letters = func() (is [utf8.RuneSelf]bool) {
	for c := range is {
		r := rune(c)
		is[c] = 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return is
}()

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return letters[r]
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

// lower appends a word, as term makes it, to a buffer.
func lower(to []byte, word string) []byte {
	begin := len(to)
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c == latin && i+1 < len(word): // å, ä and ö among others
			to = append(to, c)
			i++
			if c = word[i]; c <= 0x9E && c != 0x97 {
				c += 0x20
			}
		case c >= utf8.RuneSelf:
			return append(to[:begin], term(word)...)
		}
		to = append(to, c)
	}
	return to
}

// latin is the first byte in UTF-8 of U+00C0 to U+00FF.
const latin = 0xC3

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
