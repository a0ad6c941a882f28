// Package richtext takes an ad's text as people send it, Markdown, pasted HTML or plain text, and gives it back as
// safe HTML and as plain text.
//
// Each reader turns its input into the same few blocks (paragraphs, headings, lists), and the two forms
// are written from those: no markup of the input is ever copied.
package richtext

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
	markup "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// Text is an ad's text in the two forms that are shown.
type Text struct {
	// HTML holds p, br, h3, h4, ul, ol, li, strong, em and a, and nothing else. Its headings begin at h3, below the
	// page's own headline and sections.
	HTML string
	// Plain has "\n\n" between paragraphs, "\n" between lines, and list items as lines that begin with "- " (or with
	// their number). It is text, not markup: it has to be escaped to be shown on a page.
	Plain string
}

// FromPlain reads plain text: blank lines part paragraphs, lines that begin with a bullet are list items, web
// addresses are links. Nothing else is guessed.
func FromPlain(s string) Text {
	var d document
	d.lines(clean(restoreBreaks(s)), span{})
	return d.text()
}

// FromUnknown reads a text that nobody says the form of, as imports bring it: HTML where it looks like that, be it
// escaped once or twice too often, else plain text.
func FromUnknown(s string) Text {
	if !LooksLikeHTML(s) {
		return FromPlain(s)
	}
	text := FromHTML(s)
	for range 2 {
		if !LooksLikeHTML(text.Plain) {
			break
		}
		s = html.UnescapeString(s)
		text = FromHTML(s)
	}
	return text
}

// FromMarkdown reads CommonMark without raw HTML: what looks like a tag, <namn>, is text. A line break is kept as one, since
// most who type in a form do not know that Markdown would join the lines.
func FromMarkdown(s string) Text {
	var page bytes.Buffer
	if err := markdown().Convert([]byte(strings.ToValidUTF8(s, "\uFFFD")), &page); err != nil {
		return FromPlain(s)
	}
	return readHTML(page.String())
}

var markdown = sync.OnceValue(func() goldmark.Markdown {
	ofHTML := func(p util.PrioritizedValue) bool {
		return p.Value == parser.NewRawHTMLParser() || p.Value == parser.NewHTMLBlockParser()
	}
	return goldmark.New(
		goldmark.WithRendererOptions(markup.WithHardWraps()),
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(slices.DeleteFunc(parser.DefaultBlockParsers(), ofHTML)...),
			parser.WithInlineParsers(slices.DeleteFunc(parser.DefaultInlineParsers(), ofHTML)...),
			parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...))))
})

// restoreBreaks gives a text that has been through a system which wrote three spaces for each line break (every fourth
// of the older JobTech ads) its lines back. A text that has line breaks is left as it is.
func restoreBreaks(s string) string {
	if strings.ContainsAny(s, "\r\n") || !strings.Contains(s, "   ") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "      ", "\n\n"), "   ", "\n")
}
