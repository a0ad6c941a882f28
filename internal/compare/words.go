package compare

import (
	"slices"
	"unicode"
)

// Fate is what became of a part of a text.
type Fate int

// The fates.
const (
	Kept Fate = iota
	Removed
	Added
)

// A Part of a text, or of the one that it became.
type Part struct {
	Fate Fate
	Text string
}

// mostEdits is how many words and spaces may be different for their differences to be told one by one: two texts that have
// hardly a word in common are easier to read one after the other.
const mostEdits = 1000

// Words is how one text became another: what was kept, removed and added, in order. The kept and removed parts together
// are the text before, the kept and added ones the text after. Differences are of whole words.
func Words(before, after string) []Part {
	a, b := split(before), split(after)
	first := common(a, b)
	last := commonEnd(a[first:], b[first:])
	var e edits
	e.add(Kept, a[:first]...)
	middle(&e, a[first:len(a)-last], b[first:len(b)-last])
	e.add(Kept, a[len(a)-last:]...)
	return e.parts
}

// split parts a text into words, and what stands between them.
func split(text string) []string {
	var tokens []string
	begin, inWord := 0, false
	for i, r := range text {
		word := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
		if i > begin && !(word && inWord) {
			tokens = append(tokens, text[begin:i])
			begin = i
		}
		inWord = word
	}
	if begin < len(text) {
		tokens = append(tokens, text[begin:])
	}
	return tokens
}

func common(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonEnd(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// edits collects parts, those of one fate in a row as one.
type edits struct{ parts []Part }

func (e *edits) add(fate Fate, tokens ...string) {
	for _, t := range tokens {
		if n := len(e.parts); n > 0 && e.parts[n-1].Fate == fate {
			e.parts[n-1].Text += t
			continue
		}
		e.parts = append(e.parts, Part{fate, t})
	}
}

// middle adds the differences of two texts that begin and end differently, by the shortest way from one to the other
// (Myers, An O(ND) Difference Algorithm, 1986).
func middle(e *edits, a, b []string) {
	steps, ok := shortest(a, b)
	if !ok {
		e.add(Removed, a...)
		e.add(Added, b...)
		return
	}
	for _, s := range steps {
		switch {
		case s.a < 0:
			e.add(Added, b[s.b])
		case s.b < 0:
			e.add(Removed, a[s.a])
		default:
			e.add(Kept, a[s.a])
		}
	}
}

// A step of the way takes a token of each text, or of one; the other is then -1.
type step struct{ a, b int }

// shortest is the way with the fewest edits; ok is false when there are too many.
func shortest(a, b []string) (steps []step, ok bool) {
	var trace [][]int // by number of edits, how far into a each diagonal has come
	reach := map[int]int{1: 0}
	for d := 0; d <= min(len(a)+len(b), mostEdits); d++ {
		row := make([]int, 2*d+1)
		for k := -d; k <= d; k += 2 {
			x := reach[k-1] + 1
			if k == -d || k != d && reach[k-1] < reach[k+1] {
				x = reach[k+1]
			}
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			reach[k], row[k+d] = x, x
			if x >= len(a) && x-k >= len(b) {
				return back(append(trace, row), len(a), len(b)), true
			}
		}
		trace = append(trace, row)
	}
	return nil, false
}

// back goes the way backwards, from the end of both texts.
func back(trace [][]int, x, y int) []step {
	var steps []step
	for d := len(trace) - 1; d > 0; d-- {
		k := x - y
		before := trace[d-1]
		at := func(k int) int { return before[k+d-1] }
		from := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			from = k + 1
		}
		begin := at(from) // of what was kept after the edit
		if from == k-1 {
			begin++
		}
		for x > begin {
			x, y = x-1, y-1
			steps = append(steps, step{x, y})
		}
		if from == k+1 {
			y--
			steps = append(steps, step{-1, y})
		} else {
			x--
			steps = append(steps, step{x, -1})
		}
	}
	for x > 0 {
		x, y = x-1, y-1
		steps = append(steps, step{x, y})
	}
	slices.Reverse(steps)
	return steps
}
