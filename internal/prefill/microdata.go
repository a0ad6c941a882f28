package prefill

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxNested is how many properties are read inside each other: each is read anew with what it lies in.
const maxNested = 5

// microdata is the page's JobPostings in microdata, as the same things that JSON-LD would have said.
func (p *page) microdata() []posting { return p.postingsIn(p.root, nil) }

func (p *page) postingsIn(n *html.Node, all []posting) []posting {
	for child := range n.ChildNodes() {
		if strings.HasSuffix(attribute(child, "itemtype"), "schema.org/JobPosting") && hasAttribute(child, "itemscope") {
			all = append(all, posting{thing{properties: p.item(child, 0)}, Microdata})
		} else {
			all = p.postingsIn(child, all)
		}
	}
	return all
}

// item is the properties of an item, those inside it that are no other item's.
func (p *page) item(n *html.Node, nested int) map[string]any {
	properties := map[string]any{}
	if kind := attribute(n, "itemtype"); kind != "" {
		properties["@type"] = kind
	}
	p.collect(n, properties, nested)
	return properties
}

func (p *page) collect(n *html.Node, properties map[string]any, nested int) {
	for child := range n.ChildNodes() {
		inside := nested
		if name := attribute(child, "itemprop"); name != "" && nested < maxNested {
			inside++
			first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
			values, _ := properties[first].([]any)
			properties[first] = append(values, p.value(child, first, inside))
		}
		if !hasAttribute(child, "itemscope") {
			p.collect(child, properties, inside)
		}
	}
}

// value is what an element says of its item: a text, an address, HTML for what an ad describes, or an item of its own.
func (p *page) value(n *html.Node, name string, nested int) any {
	switch content := attribute(n, "content"); {
	case hasAttribute(n, "itemscope"):
		return p.item(n, nested)
	case content != "":
		return content
	case n.DataAtom == atom.A || n.DataAtom == atom.Link:
		if u := p.resolve(attribute(n, "href")); u != nil {
			return u.String()
		}
		return textOf(n)
	case n.DataAtom == atom.Time || n.DataAtom == atom.Data:
		return cmp.Or(attribute(n, "datetime"), attribute(n, "value"), textOf(n))
	case name == "description":
		return p.render(n)
	}
	return textOf(n)
}

func hasAttribute(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
