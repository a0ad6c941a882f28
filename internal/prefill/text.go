package prefill

import (
	"strings"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
)

// Text reads an ad that was pasted, as from a document: a short first line is its headline, the rest its text, and what
// stands after labels or follows from its words is found as on a page.
func Text(pasted board.Text, today board.Date) Found {
	f := Found{How: map[string]How{}}
	headline, text := headed(pasted)
	put(&f, "headline", Page, &f.Ad.Headline, headline)
	put(&f, "description_text", Page, &f.Ad.Text, text)
	f.facts(linesOf(parseTree([]byte(pasted.HTML))), today)
	f.guess("")
	return f
}

// maxPastedHeadline is how many characters a first line has at most that is a headline.
const maxPastedHeadline = 120

// headed is a text without the first line that is its headline, and that. A sentence is none, nor is a line alone.
func headed(text board.Text) (headline string, rest board.Text) {
	for _, tag := range []string{"h2", "h3", "p"} {
		inside, after, ok := strings.Cut(strings.TrimPrefix(text.HTML, "<"+tag+">"), "</"+tag+">")
		if !ok || !strings.HasPrefix(text.HTML, "<"+tag+">") || strings.TrimSpace(after) == "" {
			continue
		}
		first := richtext.Line(richtext.FromHTML(inside).Plain)
		if first == "" || utf8.RuneCountInString(first) > maxPastedHeadline || strings.HasSuffix(first, ".") {
			break
		}
		return first, board.Text(richtext.FromHTML(after))
	}
	return "", text
}
