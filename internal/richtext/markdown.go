package richtext

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// Markdown writes the HTML of a Text as somebody would type it, to be changed in a form. FromMarkdown reads it back as it
// was, but for what Markdown has no way to say, such as bold in the middle of a word that ends with a comma.
func Markdown(page string) string {
	r := reader{tokens: html.NewTokenizer(strings.NewReader(page))}
	r.read()
	var w strings.Builder
	for i, b := range r.doc.blocks {
		if i > 0 {
			w.WriteString("\n\n")
		}
		b.writeMarkdown(&w)
	}
	return w.String()
}

func (b block) writeMarkdown(w *strings.Builder) {
	for i, line := range b.lines {
		if i > 0 {
			w.WriteByte('\n')
		}
		switch {
		case b.kind == heading:
			w.WriteString(strings.Repeat("#", max(2, b.level-1)) + " ") // h3, the highest in a Text, is ##
		case b.kind == list && b.first > 0:
			fmt.Fprintf(w, "%d. ", b.first+i)
		case b.kind == list:
			w.WriteString("- ")
		}
		w.WriteString(opening.ReplaceAllString(marked(line), `$1\$2`))
	}
}

// opening is what would make a line a heading, an item, a quotation, a rule or a fence if a line began with it.
var opening = regexp.MustCompile(`^(\d{0,9})([#+=>~-]|[.)])`)

// marked is a line with its links, bold and italics.
func marked(line []span) string {
	var b strings.Builder
	for i, s := range line {
		text := strings.TrimSpace(s.text)
		if text == "" {
			b.WriteString(s.text)
			continue
		}
		before, after, _ := strings.Cut(s.text, text)
		b.WriteString(before)
		inWord := before == "" && i > 0 && !strings.HasSuffix(line[i-1].text, " ") ||
			after == "" && i+1 < len(line) && !strings.HasPrefix(line[i+1].text, " ")
		b.WriteString(s.linked(s.emphasized(escaped(text), inWord)))
		b.WriteString(after)
	}
	return b.String()
}

func (s span) emphasized(text string, inWord bool) string {
	switch {
	case s.em && inWord:
		text = "*" + text + "*"
	case s.em:
		text = "_" + text + "_"
	}
	if s.strong {
		text = "**" + text + "**"
	}
	return text
}

// linked makes the text a link, where it does not become one by itself.
func (s span) linked(text string) string {
	alone := s
	alone.href = ""
	if own := appendLinked(nil, alone); s.href == "" || len(own) == 1 && own[0] == s {
		return text
	}
	return "[" + text + "](<" + strings.NewReplacer(`\`, `\\`, "<", `\<`, ">", `\>`).Replace(s.href) + ">)"
}

// special is what means something in the middle of a line of Markdown.
var special = regexp.MustCompile("[\\\\`*_\\[\\]]|<[A-Za-z/!?]|&[#A-Za-z0-9]+(?:;|$)|!\\[")

// escaped is a text in which nothing means anything.
func escaped(text string) string {
	return special.ReplaceAllStringFunc(text, func(found string) string { return `\` + found })
}
