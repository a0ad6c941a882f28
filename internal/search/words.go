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
	typed  string // as it was written, with its signs
	prefix bool   // the last word is the beginning of one
	not    bool
	quoted bool
}

// exact says that nothing but what is written is meant.
func (c clause) exact() bool { return c.quoted || c.not || c.prefix }

// quotes are the signs that begin and end a phrase.
const quotes = "\"“”„»«"

// maxClauses is how many clauses of a text count; the rest is passed over.
const maxClauses = 24

// parseText reads a query's text: words, "phrases", -without and prefix*. There is no wrong text: what cannot be read as
// an operator is passed over, and without any word there is no clause. Each clause is there once.
func parseText(text string) []clause {
	var clauses []clause
	for text = strings.TrimSpace(text); text != "" && len(clauses) < maxClauses; text = strings.TrimSpace(text) {
		var c clause
		rest := ""
		c, rest = nextClause(text)
		c.typed = strings.TrimSpace(text[:len(text)-len(rest)])
		text = rest
		for _, c := range c.apart() {
			if len(c.words) > 0 && !slices.ContainsFunc(clauses, c.equal) {
				clauses = append(clauses, c)
			}
		}
	}
	return clauses
}

func (c clause) equal(other clause) bool {
	return c.prefix == other.prefix && c.not == other.not && c.quoted == other.quoted && slices.Equal(c.words, other.words)
}

// apart is the clauses that a clause is: words that something else than a hyphen parts stand for themselves.
func (c clause) apart() []clause {
	if c.exact() || len(c.words) < 2 {
		return []clause{c}
	}
	var parts []clause
	for t := range tokens(c.typed) {
		switch last := len(parts) - 1; {
		case last >= 0 && t.hyphen && len(parts[last].words) < 2:
			parts[last].words = append(parts[last].words, t.term)
			parts[last].typed += "-" + t.term
		case last >= 0 && genitives[t.term] && strings.Contains(c.typed, ":"):
		default:
			parts = append(parts, clause{words: []string{t.term}, typed: t.term})
		}
	}
	return parts
}

// genitives are the endings behind a colon: SKR:s, VD:n.
var genitives = map[string]bool{"s": true, "n": true, "en": true, "ns": true, "ens": true, "er": true, "ar": true}

// nextClause reads the clause that the text begins with.
func nextClause(text string) (c clause, rest string) {
	if after, ok := strings.CutPrefix(text, "-"); ok {
		c.not, text = true, after
	}
	if _, size := utf8.DecodeRuneInString(text); strings.IndexAny(text, quotes) == 0 {
		c.quoted = true
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

// mentions says whether the clause asks for the term as it is written.
func (c clause) mentions(term string) bool {
	return slices.Contains(c.words, term) || c.prefix && strings.HasPrefix(term, c.words[len(c.words)-1])
}
