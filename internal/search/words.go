package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A clause is one thing that a text asks for: a word, or several next to each other.
type clause struct {
	words  []string
	prefix bool // the last word is the beginning of one
	not    bool
}

// quotes are the signs that begin and end a phrase.
const quotes = "\"“”„»«"

// parseText reads a query's text: words, "phrases", -without and prefix*. There is no wrong text: what cannot be read as
// an operator is passed over, and without any word there is no clause. Each clause is there once.
func parseText(text string) []clause {
	var clauses []clause
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		var c clause
		c, text = nextClause(text)
		if len(c.words) > 0 && !slices.ContainsFunc(clauses, c.equal) {
			clauses = append(clauses, c)
		}
	}
	return clauses
}

func (c clause) equal(other clause) bool {
	return c.prefix == other.prefix && c.not == other.not && slices.Equal(c.words, other.words)
}

// nextClause reads the clause that the text begins with.
func nextClause(text string) (c clause, rest string) {
	if after, ok := strings.CutPrefix(text, "-"); ok {
		c.not, text = true, after
	}
	if _, size := utf8.DecodeRuneInString(text); strings.IndexAny(text, quotes) == 0 {
		end := strings.IndexAny(text[size:], quotes)
		if end < 0 {
			c.words = terms(text[size:])
			return c, ""
		}
		_, closing := utf8.DecodeRuneInString(text[size+end:])
		c.words = terms(text[size : size+end])
		return c, text[size+end+closing:]
	}
	end := strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(quotes, r) })
	if end < 0 {
		end = len(text)
	}
	c.words = terms(text[:end])
	c.prefix = strings.HasSuffix(text[:end], "*")
	return c, text[end:]
}

// mentions says whether the clause asks for the term.
func (c clause) mentions(term string) bool {
	return slices.Contains(c.words, term) || c.prefix && strings.HasPrefix(term, c.words[len(c.words)-1])
}
