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
	if ok = s.seek(); ok {
		s.end = s.skip(s.begin, true)
	}
	return ok
}

// seek steps to the beginning of the next word; ok is false at the end.
func (s *scanner) seek() (ok bool) {
	before := s.end
	s.begin = s.skip(before, false)
	s.hyphen = before > 0 && isHyphen(s.text[before:s.begin])
	s.start = s.runes
	return s.begin < len(s.text)
}

// read steps to the next word and appends it to a buffer as term makes it, in one go; ok is false at the end. Runes are not
// counted. All texts of the board go through here when it is loaded: letter by letter, by a table, while they are of the usual
// ones.
func (s *scanner) read(to []byte) (more []byte, ok bool) {
	text, at := s.text, s.end
	for at < len(text) && text[at] < utf8.RuneSelf && lowered[text[at]] == 0 {
		at++
	}
	if at < len(text) && text[at] >= utf8.RuneSelf {
		at = s.skip(at, false)
	}
	s.hyphen = s.end > 0 && isHyphen(text[s.end:at])
	s.begin = at
	for begin := len(to); at < len(text); {
		c := text[at]
		switch {
		case lowered[c] != 0:
			to = append(to, lowered[c])
			at++
			continue
		case c == latin && at+1 < len(text) && isLatin(text[at+1]): // å, ä and ö among others
			second := text[at+1]
			if second <= lastUpper {
				second += 'a' - 'A'
			}
			to = append(to, c, second)
			at += 2
			continue
		case c >= utf8.RuneSelf:
			if end := s.skip(s.begin, true); end > at {
				s.end = end
				return append(to[:begin], term(s.word())...), true
			}
		}
		break
	}
	s.end = at
	return to, at > s.begin
}

// skip is where what is part of words, or what is not, ends.
func (s *scanner) skip(at int, words bool) int {
	for at < len(s.text) {
		if c := s.text[at]; c < utf8.RuneSelf { // by hand: most letters are such
			if lowered[c] != 0 != words {
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

// lowered is the letters, in lower case, and the digits of ASCII; 0 for all else.
var lowered = func() (as [256]byte) {
	for c := range utf8.RuneSelf {
		if r := rune(c); 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			as[c] = byte(unicode.ToLower(r))
		}
	}
	return as
}()

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return lowered[r] != 0
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

// latin is the first byte in UTF-8 of U+00C0 to U+00FF; lastUpper is the second one of the last of them in upper case.
const (
	latin     = 0xC3
	lastUpper = 0x9E
)

// isLatin says whether a second byte makes a letter: all but × and ÷.
func isLatin(second byte) bool { return 0x80 <= second && second <= 0xBF && second&^0x20 != 0x97 }

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
