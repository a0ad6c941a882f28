package prefill

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
)

// unseen are the elements that nobody reads.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Svg: true,
	atom.Object: true, atom.Select: true, atom.Textarea: true, atom.Button: true, atom.Title: true,
}

// around are the elements that stand around an ad and are no part of it.
var around = map[atom.Atom]bool{atom.Nav: true, atom.Footer: true, atom.Aside: true, atom.Dialog: true}

// roles around an ad, as in the attribute.
var aroundRoles = map[string]bool{
	"navigation": true, "banner": true, "contentinfo": true, "search": true, "dialog": true, "complementary": true, "alert": true,
}

// Bounds of an ad's text, in characters: less is no ad, more is none either.
const (
	minText = 150
	maxText = 60_000
)

// containers are the elements that can hold a whole ad.
var containers = map[atom.Atom]bool{
	atom.Main: true, atom.Article: true, atom.Section: true, atom.Div: true, atom.Form: true,
	atom.Center: true, atom.Table: true, atom.Tbody: true, atom.Tr: true, atom.Td: true, 0: true, // 0: elements of their own making
}

// dominant is how much of an element's text one of its children must hold for the rest to be left out, in percent.
const dominant = 80

// article is the ad's text: the smallest element that holds most of the page's text, not counting that of links. It is
// empty when that is no text to speak of.
func (p *page) article() board.Text {
	weights := map[*html.Node]int{}
	weigh(p.root, weights, false)
	top := p.root
	for next := p.root; next != nil && 100*weights[next] >= dominant*weights[top]; next = heaviest(top, weights) {
		top = next
	}
	text := board.Text(richtext.FromHTML(p.render(top)))
	if weights[top] < minText || len(text.Plain) > maxText {
		return board.Text{}
	}
	return text
}

// weigh notes how many bytes of text stand in each element outside of links, and answers the node's.
func weigh(n *html.Node, weights map[*html.Node]int, linked bool) int {
	switch {
	case n.Type == html.TextNode && !linked:
		return len(strings.Join(strings.Fields(n.Data), " "))
	case n.Type == html.TextNode || n.Type == html.ElementNode && left(n):
		return 0
	}
	sum := 0
	for child := range n.ChildNodes() {
		sum += weigh(child, weights, linked || n.DataAtom == atom.A)
	}
	weights[n] = sum
	return sum
}

// heaviest is the child with the most text, of those that can hold an ad.
func heaviest(n *html.Node, weights map[*html.Node]int) (most *html.Node) {
	for child := range n.ChildNodes() {
		if containers[child.DataAtom] && weights[child] > 0 && (most == nil || weights[child] > weights[most]) {
			most = child
		}
	}
	return most
}

// left says whether an element is left out of what is read: nobody sees it, or it stands around the ad.
func left(n *html.Node) bool {
	return hidden(n) || around[n.DataAtom] || aroundRoles[attribute(n, "role")] || consent(n) ||
		n.DataAtom == atom.Header && !within(n, atom.Main, atom.Article)
}

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "aria-hidden" && a.Val == "true" {
			return true
		}
	}
	return unseen[n.DataAtom] || strings.Contains(strings.ReplaceAll(attribute(n, "style"), " ", ""), "display:none")
}

// consent says whether an element asks for consent to cookies, by what it is called.
func consent(n *html.Node) bool {
	name := strings.ToLower(attribute(n, "id") + " " + attribute(n, "class"))
	return strings.Contains(name, "cookie") || strings.Contains(name, "consent")
}

func within(n *html.Node, elements ...atom.Atom) bool {
	for parent := range n.Ancestors() {
		for _, element := range elements {
			if parent.DataAtom == element {
				return true
			}
		}
	}
	return false
}

// render is what an element holds as HTML, without what is left out and without the headline, with whole addresses in its
// links.
func (p *page) render(n *html.Node) string {
	var b strings.Builder
	p.renderTo(&b, n)
	return b.String()
}

func (p *page) renderTo(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(html.EscapeString(n.Data))
		return
	case n.Type == html.ElementNode && (left(n) || n.DataAtom == atom.H1):
		return
	}
	name := n.DataAtom.String()
	if name == "" {
		name = "div" // the page, and elements of its own making
	}
	b.WriteString("<" + name)
	if u := p.linked(n); u != "" {
		b.WriteString(` href="` + html.EscapeString(u) + `"`)
	}
	b.WriteString(">")
	for child := range n.ChildNodes() {
		p.renderTo(b, child)
	}
	if !void[n.DataAtom] {
		b.WriteString("</" + name + ">")
	}
}

// linked is where a link leads, in full.
func (p *page) linked(n *html.Node) string {
	if n.DataAtom != atom.A {
		return ""
	}
	href := attribute(n, "href")
	if u := p.resolve(href); u != nil && !strings.HasPrefix(href, "#") {
		return u.String()
	}
	return href // mail and telephone; richtext judges it
}
