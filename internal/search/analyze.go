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
// counted.
func (s *scanner) read(to []byte) (more []byte, ok bool) {
	if !s.seek() {
		return to, false
	}
	at, begin := s.begin, len(to)
	for at < len(s.text) {
		c := s.text[at]
		if c < utf8.RuneSelf {
			if lowered[c] == 0 {
				break
			}
			to = append(to, lowered[c])
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if !isWord(r) {
			break
		}
		if c != latin {
			s.end = s.skip(s.begin, true)
			return append(to[:begin], term(s.word())...), true
		}
		second := s.text[at+1] // å, ä and ö among others
		if second <= lastUpper {
			second += 'a' - 'A'
		}
		to = append(to, c, second)
		at += size
	}
	s.end = at
	return to, true
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
var lowered = func() (as [utf8.RuneSelf]byte) {
	for c := range as {
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
