package mail

import (
	"strings"
	"unicode/utf8"
)

// width is how many characters a line of plain text has at most (RFC 5322, 2.1.1 asks for 78). A word that is longer, such
// as an address, stays whole.
const width = 72

// wrap sets plain text: each line is a paragraph and is broken where it is too long, empty lines in a row become one, and
// what is not seen is gone. A quoted line, which begins with "> ", stays quoted when it is broken.
func wrap(text string) string {
	var b strings.Builder
	empty := true // nothing, or an empty line, is before
	for paragraph := range strings.SplitSeq(text, "\n") {
		paragraph = strings.TrimSpace(strings.Map(seen, paragraph))
		if paragraph == "" {
			if !empty {
				b.WriteByte('\n')
			}
			empty = true
			continue
		}
		empty = false
		mark := ""
		if rest, quoted := strings.CutPrefix(paragraph, "> "); quoted {
			mark, paragraph = "> ", rest
		}
		breakLines(&b, mark, paragraph)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func seen(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case unseen(r):
		return -1
	}
	return r
}

// breakLines writes a paragraph in lines that are not too long. It breaks at spaces, not at no-break spaces.
func breakLines(b *strings.Builder, mark, paragraph string) {
	used := 0
	for word := range strings.SplitSeq(paragraph, " ") {
		length := utf8.RuneCountInString(word)
		switch {
		case word == "":
			continue
		case used == 0:
			b.WriteString(mark)
			used = len(mark)
		case used+1+length > width:
			b.WriteString("\n" + mark)
			used = len(mark)
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += length
	}
	b.WriteByte('\n')
}

// lines is the lines of a text that have something on them.
func lines(s string) []string {
	var kept []string
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, l)
		}
	}
	return kept
}
