package prefill

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ledigajobb/internal/richtext"
)

// Bounds of the lines that are looked through.
const (
	maxLines    = 3000
	maxLineText = 1000 // bytes
)

// breaking are the elements that stand on lines of their own. The cells of a row share one: a label and its value.
var breaking = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Br: true, atom.Dd: true, atom.Div: true,
	atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figure: true, atom.Footer: true, atom.Form: true, atom.H1: true,
	atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Header: true, atom.Hr: true, atom.Li: true,
	atom.Main: true, atom.Ol: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Table: true, atom.Tr: true, atom.Ul: true,
}

// lineReader takes a page's visible text line by line.
type lineReader struct {
	lines []string
	open  strings.Builder
}

// linesOf is what is read of an element, line by line; the addresses of mail and telephone links stand in it too.
func linesOf(n *html.Node) []string {
	var r lineReader
	r.walk(n)
	r.end()
	return r.lines
}

func (r *lineReader) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		r.open.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && (hidden(n) || consent(n) || n.DataAtom == atom.Nav) || len(r.lines) >= maxLines:
		return
	}
	if breaking[n.DataAtom] {
		r.end()
	}
	for child := range n.ChildNodes() {
		r.walk(child)
	}
	switch {
	case n.DataAtom == atom.A:
		r.reach(attribute(n, "href"), textOf(n))
	case labels(n):
		r.open.WriteString(": ")
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th || n.DataAtom == atom.Span || n.DataAtom == atom.Label:
		r.open.WriteByte(' ')
	case breaking[n.DataAtom]:
		r.end()
	}
}

// labels says whether an element is the first of a row's two cells.
func labels(n *html.Node) bool {
	if n.DataAtom != atom.Td && n.DataAtom != atom.Th {
		return false
	}
	second := beside(n, after)
	return second != nil && beside(n, before) == nil && beside(second, after) == nil
}

func before(n *html.Node) *html.Node { return n.PrevSibling }

func after(n *html.Node) *html.Node { return n.NextSibling }

// beside is the next element in a direction.
func beside(n *html.Node, step func(*html.Node) *html.Node) *html.Node {
	for n = step(n); n != nil && n.Type != html.ElementNode; {
		n = step(n)
	}
	return n
}

// reach adds the mail address or number behind a link to the words that it is under.
func (r *lineReader) reach(href, shown string) {
	for _, scheme := range []string{"mailto:", "tel:"} {
		if address, ok := strings.CutPrefix(href, scheme); ok {
			address, _, _ = strings.Cut(address, "?")
			if !strings.ContainsAny(shown, "@0123456789") {
				r.open.WriteString(" " + address)
			}
		}
	}
}

func (r *lineReader) end() {
	text := r.open.String()
	r.open.Reset()
	if len(text) > 4*maxLineText {
		text = text[:4*maxLineText]
	}
	if text = richtext.Line(text); text != "" && len(text) <= maxLineText {
		r.lines = append(r.lines, text)
	} else if text != "" {
		r.lines = append(r.lines, sentences(text)...)
	}
}

// sentences parts a line that is too long for one at its sentences.
func sentences(text string) []string {
	parts := strings.SplitAfter(text, ". ")
	for i, part := range parts {
		parts[i] = strings.TrimSpace(strings.ToValidUTF8(part[:min(len(part), maxLineText)], ""))
	}
	return parts
}
