package advice

import (
	"iter"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// An expression is a regular expression that is tried on few lines alone: those that hold one of its pieces, texts of which
// every match has one. Most ads have nothing that is looked for, and an expression takes a hundred times as long to say so
// as it takes to miss a piece.
type expression struct {
	*regexp.Regexp
	pieces []string // in small letters
}

// compile reads an expression, in which letters may be large or small.
func compile(pattern string) expression {
	pattern = "(?i)" + pattern
	e := expression{Regexp: regexp.MustCompile(pattern)}
	if tree, err := syntax.Parse(pattern, syntax.Perl); err == nil { // as it has just been read
		e.pieces = piecesOf(tree)
	}
	return e
}

// A text is what expressions are looked for in.
type text struct {
	whole string
	small string // in small letters
	lines []line
}

// A line is where one begins in its text, and it in small letters.
type line struct {
	at    int
	small string
}

func newText(whole string) text {
	t, at := text{whole: whole, small: strings.ToLower(whole)}, 0
	for one := range strings.Lines(whole) {
		t.lines = append(t.lines, line{at, strings.ToLower(one)})
		at += len(one)
	}
	return t
}

// from is the text from a line on until before another.
func (t text) from(first, end int) string {
	if end < len(t.lines) {
		return t.whole[t.lines[first].at:t.lines[end].at]
	}
	return t.whole[t.lines[first].at:]
}

// passages yields what an expression may be found in, each with where it begins: the lines that hold a piece, with the one
// before and the one after them, for a match may go over the end of a line.
func (e expression) passages(t text) iter.Seq2[int, string] {
	return func(yield func(at int, passage string) bool) {
		if !e.mayMatch(t.small) {
			return
		}
		first, end := 0, 0 // of the lines that are gathered
		for i, l := range t.lines {
			if !e.mayMatch(l.small) {
				continue
			}
			if begin := max(0, i-1); begin >= end {
				if first < end && !yield(t.lines[first].at, t.from(first, end)) {
					return
				}
				first = begin
			}
			end = i + 2
		}
		if first < end {
			yield(t.lines[first].at, t.from(first, end))
		}
	}
}

// mayMatch says whether there is a piece in a text, which is in small letters.
func (e expression) mayMatch(small string) bool {
	if e.pieces == nil {
		return true
	}
	return slices.ContainsFunc(e.pieces, func(piece string) bool { return strings.Contains(small, piece) })
}

// in says whether the expression is in a text.
func (e expression) in(t text) bool {
	for _, passage := range e.passages(t) {
		if e.MatchString(passage) {
			return true
		}
	}
	return false
}

// groups yields the first group of each match.
func (e expression) groups(t text) iter.Seq[string] {
	return func(yield func(group string) bool) {
		for _, passage := range e.passages(t) {
			for _, found := range e.FindAllStringSubmatch(passage, -1) {
				if !yield(found[1]) {
					return
				}
			}
		}
	}
}
