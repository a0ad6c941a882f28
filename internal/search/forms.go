package search

import (
	"math/bits"
	"slices"
	"strings"

	"ledigajobb/internal/swedish"
)

// Forms are terms in the order of how they are written without å, ä and ö, to find those that are written alike.
type forms struct {
	terms []int32 // their numbers in the postings
	text  []byte  // the folded terms, one after another
	ends  []uint32

	lengths  []uint32 // by length: where those so long end in what follows
	byLength []uint32 // the numbers of the forms, the shortest first
	masks    []uint32 // their letters
}

// newForms folds those of n texts that are wanted.
func newForms(n int, text func(i int) (term string, wanted bool)) forms {
	type form struct {
		folded string
		term   int32
	}
	var all []form
	for i := range n {
		if term, wanted := text(i); wanted {
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
	f.terms, f.text, f.ends = slices.Clone(f.terms), slices.Clone(f.text), slices.Clone(f.ends)
	f.measure()
	return f
}

// measure puts the forms in the order of their lengths.
func (f *forms) measure() {
	f.byLength, f.masks = make([]uint32, len(f.ends)), make([]uint32, len(f.ends))
	for i := range f.ends {
		length := len(f.folded(i))
		for length >= len(f.lengths) {
			f.lengths = append(f.lengths, 0)
		}
		f.lengths[length]++
	}
	end := uint32(0)
	for length, n := range f.lengths {
		f.lengths[length], end = end, end+n // where they begin, at first
	}
	for i := range f.ends {
		at := &f.lengths[len(f.folded(i))]
		f.byLength[*at], f.masks[*at] = uint32(i), maskOf(f.folded(i))
		*at++
	}
}

// maskOf is the set of a word's letters, some of which share a bit.
func maskOf[T string | []byte](word T) (mask uint32) {
	for i := range len(word) {
		mask |= 1 << (word[i] % 32)
	}
	return mask
}

func (f *forms) folded(i int) []byte { return f.text[begin(f.ends, i):f.ends[i]] }

// from is the first form that is not before the given one, at or behind start.
func (f *forms) from(start int, folded []byte) int {
	low, high := start, start
	for step := 1; high < len(f.ends) && string(f.folded(high)) < string(folded); step *= 2 { // mostly it is near
		low, high = high+1, high+step
	}
	high = min(high, len(f.ends))
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
// or swapped with their neighbour (Damerau 1964; optimal string alignment). A change brings in one letter at most, and takes
// away one; so most forms need not be looked at.
func (f *forms) near(word string, max int, yield func(term int32, distance int)) {
	mask, longest := maskOf(word), min(len(word)+max, len(f.lengths)-1)
	for length := len(word) - max; length <= longest; length++ {
		if length < 0 {
			continue
		}
		from, to := begin(f.lengths, length), f.lengths[length]
		for k, other := range f.masks[from:to] {
			if bits.OnesCount32(mask&^other) > max || bits.OnesCount32(other&^mask) > max {
				continue
			}
			i := f.byLength[int(from)+k]
			if d := distanceWithin(word, string(f.folded(int(i))), max); d <= max {
				yield(f.terms[i], d)
			}
		}
	}
}

// nearBegin finds the beginnings of forms that are one change away from a word, or none; none that begins with another.
func (f *forms) nearBegin(word string, yield func(begin string)) {
	f.walk(word, 1, func(_ int, form []byte, row []uint8) bool {
		if len(form) < len(word)-1 || row[len(word)] > 1 {
			return true
		}
		yield(string(form))
		return false
	})
}

// walk goes through all beginnings of forms that are not further away than max, each once, with its row of the table. After
// a beginning for which at is false those that begin with it are passed over.
func (f *forms) walk(word string, max int, at func(i int, begin []byte, row []uint8) (deeper bool)) {
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
		rows = rows[:(depth+1)*width]
		deeper := depth < len(form) || at(i, form, rows[len(rows)-width:]) // two forms may be the same
		for deeper && depth < len(form) {
			depth++
			var far bool
			rows, far = addRow(rows, width, form[:depth], word, max)
			deeper = !far && at(i, form[:depth], rows[len(rows)-width:])
		}
		before = form[:depth]
		if deeper {
			i++
		} else {
			i = f.behind(i, before)
		}
	}
}

// addRow works out the row of one more letter; far says that nothing that begins so is near enough.
func addRow(rows []uint8, width int, form []byte, word string, max int) (more []uint8, far bool) {
	n := len(rows)
	rows = slices.Grow(rows, width)[:n+width]
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
