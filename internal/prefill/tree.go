package prefill

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of a page's tree.
const (
	maxNodes = 200_000
	maxOpen  = 200 // elements inside each other; what lies deeper lies beside
)

// parseTree makes a page's tree in time and space that its length bounds. The parser of the HTML standard does not: it
// opens every unclosed <font> anew in every paragraph, so that 40 KB of them become two million nodes.
func parseTree(body []byte) *html.Node {
	root := &html.Node{Type: html.DocumentNode}
	b := builder{open: []*html.Node{root}}
	tokens := html.NewTokenizer(bytes.NewReader(body))
	for b.nodes < maxNodes {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			break
		}
		b.take(kind, tokens.Token())
	}
	return root
}

// builder puts tokens where they belong: open is the elements that are not closed yet, the outermost first.
type builder struct {
	open  []*html.Node
	nodes int
}

func (b *builder) take(kind html.TokenType, t html.Token) {
	switch kind {
	case html.TextToken:
		b.add(&html.Node{Type: html.TextNode, Data: t.Data})
	case html.EndTagToken:
		b.close(t.DataAtom, t.Data)
	case html.StartTagToken, html.SelfClosingTagToken:
		if t.DataAtom == atom.Html || t.DataAtom == atom.Head || t.DataAtom == atom.Body {
			return // they may be left out, and say nothing that is read here
		}
		b.closeBefore(t.DataAtom)
		n := b.add(&html.Node{Type: html.ElementNode, Data: t.Data, DataAtom: t.DataAtom, Attr: t.Attr})
		closed := void[t.DataAtom] || kind == html.SelfClosingTagToken && (t.DataAtom == 0 || t.DataAtom == atom.Svg)
		if !closed && len(b.open) < maxOpen {
			b.open = append(b.open, n)
		}
	}
}

func (b *builder) add(n *html.Node) *html.Node {
	b.nodes++
	b.open[len(b.open)-1].AppendChild(n)
	return n
}

// void are the elements that hold nothing.
var void = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true,
	atom.Input: true, atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

// closes are the elements whose end tags may be left out: which ones end where one begins, and inside of what that holds.
var closes = map[atom.Atom]struct{ open, within []atom.Atom }{
	atom.Li:    {[]atom.Atom{atom.Li}, []atom.Atom{atom.Ul, atom.Ol}},
	atom.Dt:    {[]atom.Atom{atom.Dt, atom.Dd}, []atom.Atom{atom.Dl}},
	atom.Dd:    {[]atom.Atom{atom.Dt, atom.Dd}, []atom.Atom{atom.Dl}},
	atom.Tr:    {[]atom.Atom{atom.Tr}, []atom.Atom{atom.Table}},
	atom.Td:    {[]atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Tr, atom.Table}},
	atom.Th:    {[]atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Tr, atom.Table}},
	atom.Tbody: {[]atom.Atom{atom.Thead, atom.Tbody}, []atom.Atom{atom.Table}},
}

// closeBefore ends what ends where an element begins.
func (b *builder) closeBefore(begins atom.Atom) {
	if breaking[begins] && begins != atom.Br {
		b.closeUpTo([]atom.Atom{atom.P}, nil)
	}
	if rule, ok := closes[begins]; ok {
		b.closeUpTo(rule.open, rule.within)
	}
}

// closeUpTo ends the innermost of the elements that is open, unless it lies outside of one of the others. A paragraph
// lies in its block alone.
func (b *builder) closeUpTo(elements, within []atom.Atom) {
	for i := len(b.open) - 1; i > 0; i-- {
		is := b.open[i].DataAtom
		switch {
		case contains(elements, is):
			b.open = b.open[:i]
			return
		case contains(within, is), within == nil && block(is):
			return
		}
	}
}

// close ends the innermost open element of a name. The end of one that stands inside a line ends no block.
func (b *builder) close(element atom.Atom, name string) {
	for i := len(b.open) - 1; i > 0; i-- {
		switch is := b.open[i]; {
		case is.Data == name:
			b.open = b.open[:i]
			return
		case block(is.DataAtom) && !block(element):
			return
		}
	}
}

// block says whether an element stands on lines of its own or holds such.
func block(element atom.Atom) bool { return breaking[element] || containers[element] }

func contains(elements []atom.Atom, element atom.Atom) bool {
	for _, e := range elements {
		if e == element {
			return true
		}
	}
	return false
}
