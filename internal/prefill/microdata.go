package prefill

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// microdata is the page's JobPostings in microdata, as the same things that JSON-LD would have said.
func (p *page) microdata() (all []posting) {
	for n := range p.root.Descendants() {
		if strings.HasSuffix(attribute(n, "itemtype"), "schema.org/JobPosting") && hasAttribute(n, "itemscope") {
			all = append(all, posting{thing{properties: p.item(n, 0)}, Microdata})
		}
	}
	return all
}

// item is the properties of an item, those inside it that are no other item's.
func (p *page) item(n *html.Node, depth int) map[string]any {
	properties := map[string]any{}
	if kind := attribute(n, "itemtype"); kind != "" {
		properties["@type"] = kind
	}
	if depth < maxDepth {
		p.collect(n, properties, depth)
	}
	return properties
}

func (p *page) collect(n *html.Node, properties map[string]any, depth int) {
	for child := range n.ChildNodes() {
		for name := range strings.FieldsSeq(attribute(child, "itemprop")) {
			values, _ := properties[name].([]any)
			properties[name] = append(values, p.value(child, name, depth))
		}
		if !hasAttribute(child, "itemscope") {
			p.collect(child, properties, depth)
		}
	}
}

// value is what an element says of its item: a text, an address, HTML for what an ad describes, or an item of its own.
func (p *page) value(n *html.Node, name string, depth int) any {
	switch content := attribute(n, "content"); {
	case hasAttribute(n, "itemscope"):
		return p.item(n, depth+1)
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
