package prefill

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ledigajobb/internal/board"
	"ledigajobb/internal/fetch"
	"ledigajobb/internal/richtext"
)

// A page is a web page, parsed.
type page struct {
	at    *url.URL
	root  *html.Node
	meta  map[string]string // by name or property, in small letters
	links map[string]string // of link elements: by relation, or by media type where they are an alternate
	title string
	heads []string // the h1 elements, one line each
}

// maxHeads is how many headings of the first order are looked at.
const maxHeads = 10

// parsePage reads a page.
func parsePage(a fetch.Answer) *page {
	p := &page{at: a.At, root: parseTree(a.Body), meta: map[string]string{}, links: map[string]string{}}
	for n := range p.root.Descendants() {
		p.note(n)
	}
	return p
}

// note keeps what an element says of the page as a whole; of two that say the same the first.
func (p *page) note(n *html.Node) {
	keep := func(all map[string]string, name, value string) {
		if name, value = strings.ToLower(name), richtext.Line(value); all[name] == "" && name != "" {
			all[name] = value
		}
	}
	switch n.DataAtom {
	case atom.Meta:
		keep(p.meta, attribute(n, "property"), attribute(n, "content"))
		keep(p.meta, attribute(n, "name"), attribute(n, "content"))
	case atom.Link:
		relation := attribute(n, "rel")
		if strings.EqualFold(relation, "alternate") {
			relation = attribute(n, "type")
		}
		keep(p.links, relation, attribute(n, "href"))
	case atom.Title:
		if p.title == "" {
			p.title = textOf(n)
		}
	case atom.H1:
		if head := textOf(n); head != "" && len(p.heads) < maxHeads {
			p.heads = append(p.heads, head)
		}
	}
}

// postings is the page's JobPosting data, from both of its forms.
func (p *page) postings() []posting { return append(p.jsonLD(), p.microdata()...) }

// feed is the address of the site's JSON Feed, if the page names one on its own host.
func (p *page) feed() *url.URL {
	feed := p.resolve(p.links["application/feed+json"])
	if feed == nil || feed.Host != p.at.Host {
		return nil
	}
	return feed
}

// read is the ad of the page: from its data, then from what it shows, then from what its words suggest.
func (p *page) read(today board.Date) (Found, error) {
	f := newFound(p.at)
	article, lines := p.article(), linesOf(p.root)
	data, ok := fitting(p.postings(), p.addresses(), p.headlines())
	if !ok && article.Plain == "" {
		return Found{}, refuse(CodeNone, "neither data nor text")
	}
	if title := data.title(); !strings.Contains(strings.ToLower(p.headline()), strings.ToLower(title)) {
		put(&f, "headline", data.how, &f.Ad.Headline, title) // the page's is of something else
	}
	put(&f, "headline", Page, &f.Ad.Headline, p.headline())
	if ok {
		f.posting(data, article)
	}
	put(&f, "description_text", Page, &f.Ad.Text, article)
	f.facts(lines, today)
	put(&f, "application_details.url", Page, &f.Ad.Apply.URL, p.applyLink())
	f.guess(richtext.Line(p.meta["og:site_name"]))
	return f, nil
}

// addresses is what the page is called by itself and others.
func (p *page) addresses() []string {
	addresses := []string{p.at.String()}
	for _, other := range []string{p.links["canonical"], p.meta["og:url"]} {
		if u := p.resolve(other); u != nil {
			addresses = append(addresses, u.String())
		}
	}
	return addresses
}

// headlines is what may be the ad's headline, likeliest first. What follows the ad's name in a title is the site's.
func (p *page) headlines() []string {
	titles := []string{p.meta["og:title"], p.title}
	var heads []string
	for _, head := range p.heads {
		if strings.Contains(titles[0], head) || strings.Contains(titles[1], head) {
			heads = append(heads, head)
		}
	}
	if len(heads) == 0 && len(p.heads) == 1 {
		heads = p.heads
	}
	for _, title := range titles {
		if title = withoutSite(title, p.meta["og:site_name"]); title != "" {
			heads = append(heads, title)
		}
	}
	return append(heads, p.heads...)
}

func (p *page) headline() string {
	for _, head := range p.headlines() {
		return line(head, maxHeadline)
	}
	return ""
}

// withoutSite is a page's title without the site's name after it.
func withoutSite(title, site string) string {
	for _, dash := range []string{" | ", " – ", " - ", " — ", " :: "} {
		if i := strings.LastIndex(title, dash); i > 0 && (dash == " | " || strings.EqualFold(title[i+len(dash):], site)) {
			title = title[:i]
		}
	}
	return title
}

// applyLink is the address of the first link that invites to apply at another host. One at the page's own host is part of
// the page, which is the steadier address.
func (p *page) applyLink() string {
	for n := range p.root.Descendants() {
		if n.DataAtom != atom.A || !applyWords.MatchString(textOf(n)) {
			continue
		}
		if u := p.resolve(attribute(n, "href")); u != nil && u.Hostname() != p.at.Hostname() {
			return webAddress(u.String())
		}
	}
	return ""
}

// resolve is an address as it is meant on the page, if it is one of the web.
func (p *page) resolve(href string) *url.URL {
	if href == "" {
		return nil
	}
	u, err := p.at.Parse(strings.TrimSpace(href))
	if err != nil || fetch.Acceptable(u) != nil {
		return nil
	}
	return u
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// textOf is the text of an element as one clean line, or how it begins.
func textOf(n *html.Node) string {
	var b strings.Builder
	for inner := range n.Descendants() {
		if b.Len() > maxLineText {
			break
		}
		if inner.Type == html.TextNode && !unseen[inner.Parent.DataAtom] {
			b.WriteString(inner.Data)
			b.WriteByte(' ')
		}
	}
	return richtext.Line(b.String())
}
