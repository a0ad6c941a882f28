package richtext

import (
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// document is a text as blocks, and the line that is being written to it.
type document struct {
	blocks []block
	line   []span
	space  bool // white space stands between line and what comes next
	parted bool // the next line begins a new paragraph
}

type block struct {
	kind  kind
	level int      // of a heading, as in the source
	first int      // number of a numbered list's first item; 0: bullets
	lines [][]span // of a paragraph; items of a list; one of a heading
}

type kind int

const (
	paragraph kind = iota
	heading
	list
)

// span is text of one style.
type span struct {
	text, href string
	strong, em bool
}

func (s span) style() span {
	s.text = ""
	return s
}

// shared is the style of the space between s and t.
func (s span) shared(t span) span {
	both := span{strong: s.strong && t.strong, em: s.em && t.em}
	if s.href == t.href {
		both.href = s.href
	}
	return both
}

// words appends text to the line, each run of white space as one space.
func (d *document) words(text string, style span) {
	words := strings.Join(strings.Fields(text), " ")
	d.space = d.space || strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\n")
	if words == "" {
		return
	}
	if d.space && len(d.line) > 0 {
		d.add(" ", d.line[len(d.line)-1].shared(style))
	}
	d.add(words, style)
	d.space = strings.HasSuffix(text, " ") || strings.HasSuffix(text, "\n")
}

func (d *document) add(text string, style span) {
	style.text = text
	d.line = append(d.line, style)
}

// joined is a line of which neighbours of one style are one span. It is made once for a line: a page can hold a line of
// a million pieces.
func joined(pieces []span) (line []span) {
	var text strings.Builder
	for i, piece := range pieces {
		text.WriteString(piece.text)
		if i+1 == len(pieces) || pieces[i+1].style() != piece.style() {
			piece.text = text.String()
			line = append(line, piece)
			text.Reset()
		}
	}
	return line
}

// lines appends text whose line breaks count.
func (d *document) lines(text string, style span) {
	for {
		line, rest, more := strings.Cut(text, "\n")
		d.words(line, style)
		if !more {
			return
		}
		d.newline()
		text = rest
	}
}

// newline ends the line; an empty one parts paragraphs.
func (d *document) newline() {
	line, bullet := d.takeLine()
	last := d.last()
	switch {
	case len(line) == 0:
		d.parted = d.parted || !bullet
	case bullet:
		d.addItem(line, 0)
	case last != nil && last.kind == paragraph && !d.parted:
		last.lines = append(last.lines, line)
	default:
		d.addBlock(block{kind: paragraph, lines: [][]span{line}})
	}
}

// part ends the line and its paragraph.
func (d *document) part() {
	d.newline()
	d.parted = true
}

// item ends the line as a list's item, with its number or 0.
func (d *document) item(number int) {
	if line, _ := d.takeLine(); len(line) > 0 {
		d.addItem(line, number)
	}
}

// heading ends the line as a heading.
func (d *document) heading(level int) {
	if line, _ := d.takeLine(); len(line) > 0 {
		d.addBlock(block{kind: heading, level: level, lines: [][]span{line}})
		d.parted = true
	}
}

func (d *document) addItem(line []span, number int) {
	last := d.last()
	if last != nil && last.kind == list && last.next() == number {
		last.lines = append(last.lines, line)
		return
	}
	d.addBlock(block{kind: list, first: number, lines: [][]span{line}})
}

// next is the number of the item that would follow in a list.
func (b *block) next() int {
	if b.first == 0 {
		return 0
	}
	return b.first + len(b.lines)
}

func (d *document) addBlock(b block) {
	d.blocks = append(d.blocks, b)
	d.parted = false
}

func (d *document) last() *block {
	if len(d.blocks) == 0 {
		return nil
	}
	return &d.blocks[len(d.blocks)-1]
}

// takeLine empties the line and gives it back composed, without its bullets, with links.
func (d *document) takeLine() (line []span, bullet bool) {
	line, d.line, d.space = joined(d.line), nil, false
	for i := range line {
		line[i].text = norm.NFC.String(line[i].text)
	}
	n := bulletLen(plainLine(line))
	return link(dropPrefix(line, n)), n > 0
}

// bulletLen is the length of the bullets, with the space after them, that text begins with.
func bulletLen(text string) int {
	n := 0
	for {
		size := oneBullet(text[n:])
		if size == 0 {
			return n
		}
		n += size
	}
}

func oneBullet(text string) int {
	r, size := utf8.DecodeRuneInString(text)
	next, _ := utf8.DecodeRuneInString(text[size:])
	switch r {
	case '•', '·', '●', '▪', '\uF0A7', '\uF0B7': // the last two are bullets of Word's symbol fonts
		return size + len(text[size:]) - len(strings.TrimLeft(text[size:], " "))
	case '-':
		if unicode.IsLetter(next) {
			return size
		}
		fallthrough
	case '*', '–', '—':
		if next == ' ' {
			return size + 1
		}
	}
	return 0
}

func dropPrefix(line []span, n int) []span {
	for len(line) > 0 && n >= len(line[0].text) {
		n -= len(line[0].text)
		line = line[1:]
	}
	if len(line) > 0 {
		line[0].text = line[0].text[n:]
	}
	return line
}

func plainLine(line []span) string {
	if len(line) == 1 {
		return line[0].text
	}
	var b strings.Builder
	for _, s := range line {
		b.WriteString(s.text)
	}
	return b.String()
}

// text writes both forms.
func (d *document) text() Text {
	d.part()
	var page, plain strings.Builder
	top := d.topLevel()
	for i, b := range d.blocks {
		if i > 0 {
			plain.WriteString("\n\n")
		}
		b.writePlain(&plain)
		b.writeHTML(&page, top)
	}
	return Text{HTML: page.String(), Plain: norm.NFC.String(plain.String())}
}

// topLevel is the highest level that a heading has: it becomes h3, all below it h4.
func (d *document) topLevel() int {
	top := 6
	for _, b := range d.blocks {
		if b.kind == heading {
			top = min(top, b.level)
		}
	}
	return top
}

func (b block) writePlain(w *strings.Builder) {
	for i, line := range b.lines {
		if i > 0 {
			w.WriteByte('\n')
		}
		switch {
		case b.kind == list && b.first > 0:
			w.WriteString(strconv.Itoa(b.first+i) + ". ")
		case b.kind == list:
			w.WriteString("- ")
		}
		w.WriteString(plainLine(line))
	}
}

func (b block) writeHTML(w *strings.Builder, top int) {
	before, between, after := "<p>", "<br>", "</p>"
	switch {
	case b.kind == heading && b.level == top:
		before, after = "<h3>", "</h3>"
	case b.kind == heading:
		before, after = "<h4>", "</h4>"
	case b.kind == list:
		before, between, after = "<ul><li>", "</li><li>", "</li></ul>"
	}
	switch {
	case b.first == 1:
		before, after = "<ol><li>", "</li></ol>"
	case b.first > 1:
		before, after = fmt.Sprintf(`<ol start="%d"><li>`, b.first), "</li></ol>"
	}
	for i, line := range b.lines {
		if i == 0 {
			w.WriteString(before)
		} else {
			w.WriteString(between)
		}
		writeLine(w, line)
	}
	w.WriteString(after)
}

// writeLine writes spans as a, strong and em, in this order from without, each kept open while it goes on.
func writeLine(w *strings.Builder, line []span) {
	var open []string
	for _, s := range append(line[:len(line):len(line)], span{}) {
		tags := s.tags()
		same := 0
		for same < min(len(open), len(tags)) && open[same] == tags[same] {
			same++
		}
		for i := len(open) - 1; i >= same; i-- {
			name, _, _ := strings.Cut(open[i], " ")
			w.WriteString("</" + name + ">")
		}
		for _, tag := range tags[same:] {
			w.WriteString("<" + tag + ">")
		}
		open = tags
		w.WriteString(html.EscapeString(s.text))
	}
}

// tags are the start tags of a span, without their brackets.
func (s span) tags() []string {
	var tags []string
	if s.href != "" {
		tags = append(tags, linkTag(s.href))
	}
	if s.strong {
		tags = append(tags, "strong")
	}
	if s.em {
		tags = append(tags, "em")
	}
	return tags
}
