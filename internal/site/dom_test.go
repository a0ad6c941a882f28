package site_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A dom is a page as a browser reads it.
type dom struct {
	t    testing.TB
	root *html.Node
}

func parse(t testing.TB, page string) dom {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return dom{t, root}
}

// simple is one step of a selector: tag, #id, .class and [name=value], in that order, each optional.
var simple = regexp.MustCompile(`^([a-z0-9]*)(?:#([\w-]+))?(?:\.([\w-]+))?(?:\[([\w-]+)(?:=([^\]]*))?\])?$`)

// all finds the elements of a selector whose steps are parted by spaces, in the order of the page.
func (d dom) all(selector string) []*html.Node {
	found := []*html.Node{d.root}
	for step := range strings.FieldsSeq(selector) {
		m := simple.FindStringSubmatch(step)
		if m == nil {
			d.t.Fatalf("selector %q", step)
		}
		var next []*html.Node
		for _, n := range found {
			for e := range n.Descendants() {
				if e.Type == html.ElementNode && fits(e, m) && !slices.Contains(next, e) {
					next = append(next, e)
				}
			}
		}
		found = next
	}
	return found
}

func fits(e *html.Node, m []string) bool {
	value, has := attribute(e, m[4])
	class, _ := attribute(e, "class")
	id, _ := attribute(e, "id")
	return (m[1] == "" || e.Data == m[1]) && (m[2] == "" || id == m[2]) &&
		(m[3] == "" || slices.Contains(strings.Fields(class), m[3])) &&
		(m[4] == "" || has && (m[5] == "" || value == m[5]))
}

func attribute(e *html.Node, name string) (string, bool) {
	for _, a := range e.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// texts is what the elements of a selector say.
func (d dom) texts(selector string) []string {
	var texts []string
	for _, e := range d.all(selector) {
		texts = append(texts, words(e))
	}
	return texts
}

// text is what the elements of a selector say together.
func (d dom) text(selector string) string { return strings.Join(d.texts(selector), " | ") }

// links is where the elements of a selector lead.
func (d dom) links(selector string) []string {
	var links []string
	for _, e := range d.all(selector) {
		href, _ := attribute(e, "href")
		links = append(links, href)
	}
	return links
}

// words is the text of an element with every space the same.
func words(e *html.Node) string {
	var b strings.Builder
	for n := range e.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// missing is what a page shows in the place of a text that the catalogue does not have: its key.
var missing = regexp.MustCompile(`^\s*(a11y|advice|age|conflict|correct|deadline|decided?|desk|did|employers?|error|field|filter|foot|job|keys|like|list|mark|message|nav|landing|notice|parts|pay|place|queue|reason|review|saved|search|sort|state|student|suggest|summary|time|undo)(\.[a-z_]+)+\s*$`)

// faults is what is wrong with any page: headings out of order, controls without a name, styles and scripts inside,
// ids that stand twice, more or less than one main heading.
func (d dom) faults() []string {
	var faults []string
	add := func(wrong bool, what string) {
		if wrong {
			faults = append(faults, what)
		}
	}
	level, ids := 0, map[string]bool{}
	for e := range d.root.Descendants() {
		if e.Type != html.ElementNode {
			add(e.Type == html.TextNode && missing.MatchString(e.Data), "no text for "+e.Data)
			continue
		}
		id, hasID := attribute(e, "id")
		add(hasID && ids[id], "the id "+id+" stands twice")
		ids[id] = true
		_, style := attribute(e, "style")
		_, elsewhere := attribute(e, "src")
		add(style || e.Data == "style" || e.Data == "script" && !data(e) && (!elsewhere || e.FirstChild != nil), "a style or script in "+e.Data)
		for _, a := range e.Attr {
			add(strings.HasPrefix(a.Key, "on"), "a handler "+a.Key)
			add(strings.Contains(a.Val, "ZgotmplZ"), "a refused value in "+a.Key)
		}
		if len(e.Data) == 2 && e.Data[0] == 'h' && e.Data[1] >= '1' && e.Data[1] <= '6' {
			now := int(e.Data[1] - '0')
			add(now > level+1, "heading "+e.Data+" "+words(e)+" under h"+string(rune('0'+level)))
			level = now
		}
	}
	for _, tag := range []string{"input", "select", "textarea"} {
		for _, control := range d.all("body " + tag) {
			add(!d.labelled(control), tag+" without a label")
		}
	}
	add(len(d.all("h1")) != 1, "not one h1")
	add(len(d.all("main")) != 1, "not one main")
	return faults
}

// data says whether a script is none: what search engines read, which no browser runs.
func data(script *html.Node) bool {
	kind, _ := attribute(script, "type")
	return kind == "application/ld+json"
}

func (d dom) labelled(control *html.Node) bool {
	if kind, _ := attribute(control, "type"); kind == "hidden" {
		return true
	}
	for p := control.Parent; p != nil; p = p.Parent {
		if p.Data == "label" {
			return words(p) != ""
		}
	}
	id, _ := attribute(control, "id")
	return slices.ContainsFunc(d.all("label"), func(l *html.Node) bool {
		of, _ := attribute(l, "for")
		return id != "" && of == id && words(l) != ""
	})
}
