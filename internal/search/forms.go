package search

import (
	"slices"
	"strings"

	"ledigajobb/internal/swedish"
)

// Forms are terms in the order of how they are written without å, ä and ö, to find those that are written alike.
type forms struct {
	terms []int32 // their numbers in the postings
	text  []byte  // the folded terms, one after another
	ends  []uint32
}

// newForms folds the terms that are wanted.
func newForms(p *postings, wanted func(i int, term string) bool) forms {
	type form struct {
		folded string
		term   int32
	}
	var all []form
	for i := range p.ends {
		if term := string(p.term(i)); wanted(i, term) {
			all = append(all, form{swedish.Fold(term), int32(i)})
		}
	}
	slices.SortStableFunc(all, func(a, b form) int { return strings.Compare(a.folded, b.folded) })
	var f forms
	for _, one := range all {
		f.terms = append(f.terms, one.term)
		f.text = append(f.text, one.folded...)
		f.ends = append(f.ends, uint32(len(f.text)))
	}
	return forms{slices.Clip(f.terms), slices.Clip(f.text), slices.Clip(f.ends)}
}

func (f *forms) folded(i int) []byte { return f.text[begin(f.ends, i):f.ends[i]] }

// from is the first form that is not before the given one, at or behind start.
func (f *forms) from(start int, folded []byte) int {
	low, high := start, len(f.ends)
	for low < high {
		if middle := (low + high) / 2; string(f.folded(middle)) < string(folded) {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// alike yields the numbers of the terms that are written so without marks.
func (f *forms) alike(folded string) (terms []int32) {
	for i := f.from(0, []byte(folded)); i < len(f.ends) && string(f.folded(i)) == folded; i++ {
		terms = append(terms, f.terms[i])
	}
	return terms
}

// near finds the terms that are at most so many changes away from a folded word, of letters inserted, taken out, replaced
// or swapped with their neighbour (Damerau 1964; optimal string alignment). It goes through the forms in order as through
// a trie: a row of the table is worked out once for all forms that begin alike, and a beginning that is too far away is
// passed over with all that begin so.
func (f *forms) near(word string, max int, yield func(term int32, distance int)) {
	width := len(word) + 1
	rows := make([]uint8, 0, 64*width)
	rows = rows[:width]
	for j := range rows {
		rows[j] = uint8(j)
	}
	var before []byte // the form whose rows stand
	for i := 0; i < len(f.ends); {
		form := f.folded(i)
		depth := commonPrefix(before, form)
		depth = min(depth, len(rows)/width-1)
		far := false
		rows = rows[:(depth+1)*width]
		for ; depth < len(form) && !far; depth++ {
			rows, far = addRow(rows, width, form[:depth+1], word, max)
		}
		before = form[:depth]
		if far {
			i = f.behind(i, before)
			continue
		}
		if d := int(rows[len(rows)-1]); d <= max {
			yield(f.terms[i], d)
		}
		i++
	}
}

// addRow works out the row of one more letter; far says that nothing that begins so is near enough.
func addRow(rows []uint8, width int, form []byte, word string, max int) (more []uint8, far bool) {
	n := len(rows)
	rows = append(rows, make([]uint8, width)...)
	above, row := rows[n-width:n], rows[n:]
	least, last := above[0]+1, len(form)-1
	row[0] = least
	for j := 1; j < width; j++ {
		cost := uint8(1)
		if form[last] == word[j-1] {
			cost = 0
		}
		d := min(above[j]+1, row[j-1]+1, above[j-1]+cost)
		if j > 1 && last > 0 && form[last] == word[j-2] && form[last-1] == word[j-1] {
			d = min(d, rows[n-2*width+j-2]+1)
		}
		row[j] = d
		least = min(least, d)
	}
	return rows, int(least) > max
}

// behind is the first form behind i that does not begin so.
func (f *forms) behind(i int, prefix []byte) int {
	next := slices.Clone(prefix)
	for len(next) > 0 {
		if next[len(next)-1]++; next[len(next)-1] != 0 {
			return f.from(i+1, next)
		}
		next = next[:len(next)-1]
	}
	return len(f.ends)
}

func commonPrefix(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
