package richtext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Line cleans a value of one line, a headline or a name: NFC, without control, zero-width and bidi characters, every
// run of white space one space, trimmed.
func Line(s string) string {
	return norm.NFC.String(strings.Join(strings.Fields(clean(s)), " "))
}

// Excerpt is the first whole words of a plain text, at most max characters (runes), with … at its end when something
// is left out. A word that is too long for that alone is cut between two characters as readers see them.
func Excerpt(plain string, max int) string {
	text := beginning(plain, max)
	if utf8.RuneCountInString(text) <= max {
		return text
	}
	if max < 1 {
		return ""
	}
	cut := runeIndex(text, max-1)
	if text[cut] != ' ' {
		if space := strings.LastIndexByte(text[:cut], ' '); space > 0 {
			cut = space
		} else {
			cut = characterStart(text, cut)
		}
	}
	return strings.TrimRight(text[:cut], " ,;:-–") + "…"
}

// beginning is the first words of a text, one space apart, until they are longer than max characters or the text ends.
func beginning(plain string, max int) string {
	var b strings.Builder
	length := 0
	for word := range strings.FieldsSeq(plain) {
		if length > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		if length += utf8.RuneCountInString(word) + 1; length > max+1 {
			break
		}
	}
	return b.String()
}

// runeIndex is the byte at which rune n of s begins; s must have more than n runes.
func runeIndex(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// characterStart moves cut back until what follows it no longer belongs to the character before it.
func characterStart(s string, cut int) int {
	for cut > 0 && cut < len(s) {
		next, _ := utf8.DecodeRuneInString(s[cut:])
		last, size := utf8.DecodeLastRuneInString(s[:cut])
		if !joins(next) && last != zeroWidthJoiner {
			break
		}
		cut -= size
	}
	return cut
}

const zeroWidthJoiner = '\u200D'

// joins says whether r is drawn as part of the character before it: a combining mark, a skin tone, a joiner.
func joins(r rune) bool {
	return unicode.Is(unicode.M, r) || r == zeroWidthJoiner || r >= 0x1F3FB && r <= 0x1F3FF
}

// clean leaves "\n" and " " as the only white space, and drops what cannot be seen or would change how its
// surroundings are shown. It keeps runs of white space; NFC is left to the caller, who knows what will stand together.
func clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	afterCR := false
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if r = visible(r); r >= 0 && !(r == '\n' && afterCR) {
			if r == '\r' {
				b.WriteByte('\n')
			} else {
				b.WriteRune(r)
			}
		}
		afterCR = r == '\r'
	}
	return b.String()
}

// visible is the rune that r is shown as, or -1. A carriage return is left for clean, which sees what follows it.
func visible(r rune) rune {
	if r >= 0x80 && r < 0xA0 {
		// C1 controls in a text are bytes of Windows-1252 that were taken for Latin-1: its bullets, dashes and quotes.
		r = charmap.Windows1252.DecodeByte(byte(r))
	}
	switch {
	case r == '\r', r == '\n', r > ' ' && r < 0x7F:
		return r
	case r == '\v', r == '\f', r == '\u2028', r == '\u2029':
		return '\n'
	case r == '\t', unicode.Is(unicode.Zs, r):
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf):
		return -1
	}
	return r
}
