package richtext

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

// FromHTML reads HTML, pasted or imported: paragraphs, line breaks, headings, lists (nested ones become one), bold,
// italics and links to the web, mail and telephone. Everything else is dropped, scripts, styles and embedded objects
// with what they hold. Text outside every block keeps its line breaks, since imported ads mix lines of plain text with
// a tag here and there.
func FromHTML(s string) Text {
	return readHTML(restoreBreaks(s))
}

func readHTML(s string) Text {
	r := reader{tokens: html.NewTokenizer(strings.NewReader(strings.ToValidUTF8(s, "\uFFFD")))}
	text := r.read()
	// What is written holds nothing else by construction; the policy is there for the day when that is not so.
	text.HTML = policy().Sanitize(text.HTML)
	return text
}

// policy lets through exactly what Text.HTML promises.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "h3", "h4", "ul", "ol", "li", "strong", "em")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile("^nofollow noopener$")).OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.RequireParseableURLs(true)
	return p
})

// reader follows the tags of a page without building its tree, so that no nesting is too deep for it.
type reader struct {
	tokens     *html.Tokenizer
	doc        document
	strong, em int
	href       string
	lists      []int // number of the latest item of each open list; -1 in one with bullets
	blocks     int   // open elements that hold paragraphs
	inP        bool
	pre        int
	inItem     bool
	number     int // of the open item
	level      int // of the open heading, or 0
}

func (r *reader) read() Text {
	for {
		switch r.tokens.Next() {
		case html.ErrorToken:
			r.end()
			return r.doc.text()
		case html.TextToken:
			r.text(string(r.tokens.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.tag(r.start)
		case html.EndTagToken:
			r.tag(r.close)
		}
	}
}

// tag gives a tag to its handler, and what only looks like one, <namn@example.se>, to the text.
func (r *reader) tag(handle func(html.Token)) {
	if raw := r.tokens.Raw(); tagName(string(raw)) == "" {
		r.text(html.UnescapeString(string(raw)))
		return
	}
	handle(r.tokens.Token())
}

func (r *reader) text(s string) {
	style := span{href: r.href, strong: r.strong > 0, em: r.em > 0}
	if r.pre > 0 || r.blocks == 0 && !r.inP && !r.inItem {
		r.doc.lines(clean(s), style)
	} else {
		r.doc.words(clean(s), style)
	}
}

func (r *reader) start(t html.Token) {
	if dropped[t.Data] {
		r.drop(t)
		return
	}
	switch t.Data {
	case "b", "strong":
		r.strong++
	case "i", "em":
		r.em++
	case "a":
		r.href = address(attribute(t, "href"))
	case "br":
		r.breakLine()
	case "td", "th":
		r.doc.space = true
	case "li":
		r.startItem()
	case "ul":
		r.startList(-1)
	case "ol":
		r.startList(firstNumber(t) - 1)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.startHeading(int(t.Data[1] - '0'))
	default:
		r.block(t.Data, 1)
	}
}

func (r *reader) close(t html.Token) {
	switch t.Data {
	case "b", "strong":
		r.strong = max(0, r.strong-1)
	case "i", "em":
		r.em = max(0, r.em-1)
	case "a":
		r.href = ""
	case "li":
		r.end()
	case "ul", "ol":
		r.end()
		r.blocks = max(0, r.blocks-1)
		r.lists = r.lists[:max(0, len(r.lists)-1)]
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.end()
		r.blocks = max(0, r.blocks-1)
	default:
		r.block(t.Data, -1)
	}
}

// block is the start (1) or the end (-1) of an element that stands on lines of its own, if it is one.
func (r *reader) block(name string, step int) {
	if !blocks[name] {
		return
	}
	if r.inItem || r.level > 0 {
		r.doc.space = true
	} else {
		r.end()
	}
	r.inP = name == "p" && step > 0
	switch name {
	case "p", "hr", "tr", "dt", "dd": // p never nests; the others stand in, or are, no container
	case "pre":
		r.pre = max(0, r.pre+step)
	default:
		r.blocks = max(0, r.blocks+step)
	}
}

func (r *reader) startList(number int) {
	r.end()
	r.blocks++
	r.lists = append(r.lists, number)
}

func (r *reader) startItem() {
	r.end()
	r.inItem, r.number = true, 0
	if n := len(r.lists); n > 0 && r.lists[n-1] >= 0 {
		r.lists[n-1]++
		r.number = r.lists[n-1]
	}
}

func (r *reader) startHeading(level int) {
	r.blocks++
	if r.inItem {
		r.doc.space = true
		return
	}
	r.end()
	r.level = level
}

// breakLine is a line's end in a paragraph, and a space in an item or a heading, which have one line.
func (r *reader) breakLine() {
	if r.inItem || r.level > 0 {
		r.doc.space = true
		return
	}
	r.doc.newline()
}

// end ends the open item, heading or paragraph.
func (r *reader) end() {
	switch {
	case r.inItem:
		r.doc.item(r.number)
	case r.level > 0:
		r.doc.heading(r.level)
	default:
		r.doc.part()
	}
	r.inItem, r.level, r.inP = false, 0, false
}

// drop passes over an element with all that it holds.
func (r *reader) drop(t html.Token) {
	if t.Type == html.SelfClosingTagToken && (t.Data == "svg" || t.Data == "math") {
		return
	}
	for depth := 1; depth > 0; {
		switch r.tokens.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken:
			if name, _ := r.tokens.TagName(); string(name) == t.Data {
				depth++
			}
		case html.EndTagToken:
			if name, _ := r.tokens.TagName(); string(name) == t.Data {
				depth--
			}
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func firstNumber(t html.Token) int {
	if n, err := strconv.Atoi(attribute(t, "start")); err == nil && n > 0 && n < 10_000 {
		return n
	}
	return 1
}
