package search

import (
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/richtext"
)

// value is a filter's value as the index knows it; ok is false when the facet has no such value.
func (v *Version) value(f board.Facet, value string) (string, bool) {
	switch f {
	case board.FacetRegion:
		_, ok := reference.RegionByCode(value)
		return value, ok
	case board.FacetMunicipality:
		_, ok := reference.MunicipalityByCode(value)
		return value, ok
	case board.FacetEmployer:
		n, ok := v.employerNumber(value)
		if !ok || !v.hires(n) {
			return "", false
		}
		return v.words[v.employers()].values[n], true
	}
	list, _ := closedList(f)
	return board.Parse(list, value)
}

// A guess keeps the closest of the names that it is shown.
type guess struct {
	wanted   string
	value    string
	distance int
}

// newGuess begins without a guess: nothing further away than two changes is close, in a short name one.
func newGuess(written string) *guess {
	wanted := board.Slugify(richtext.Line(written))
	if wanted == "" {
		return &guess{}
	}
	return &guess{wanted: wanted, distance: 1 + min(2, max(1, len(wanted)-3))}
}

// try shows a value by one of its names. Of names that are equally close the first is kept.
func (g *guess) try(value, name string) {
	slug := board.Slugify(name)
	if d := len(slug) - len(g.wanted); slug == "" || d >= g.distance || -d >= g.distance {
		return
	}
	if d := distance(g.wanted, slug); d < g.distance {
		g.value, g.distance = value, d
	}
}

// ClosestName is the one of the names that was probably meant, or nothing.
func ClosestName(written string, names []string) string {
	g := newGuess(written)
	for _, name := range names {
		g.try(name, name)
	}
	return g.value
}

// meant is the facet's value that was probably meant, by its slug or its name in Swedish or English, or nothing.
func (v *Version) meant(f board.Facet, written string) string {
	g := newGuess(written)
	switch f {
	case board.FacetMunicipality:
		if m, ok := reference.MunicipalityByName(written); ok {
			return m.Code
		}
		for _, m := range reference.Municipalities() {
			g.try(m.Code, m.Name)
			g.try(m.Code, m.LegalName)
		}
	case board.FacetRegion:
		for _, r := range reference.Regions() {
			county := strings.TrimSuffix(r.Name, " län")
			g.try(r.Code, r.Name)
			g.try(r.Code, county)
			g.try(r.Code, strings.TrimSuffix(county, "s"))
		}
	case board.FacetEmployer:
		for _, e := range v.Employers() {
			g.try(e.Employer.Slug, e.Employer.Slug)
			g.try(e.Employer.Slug, e.Employer.Name)
		}
	default:
		list, _ := closedList(f)
		for _, value := range list {
			g.try(value, value)
			g.try(value, reference.Label(board.Swedish, reference.List(f), value))
			g.try(value, reference.Label(board.English, reference.List(f), value))
		}
	}
	return g.value
}

// distance is how many letters must be inserted, taken out, replaced or swapped with their neighbour to make one word
// of the other (Damerau-Levenshtein, optimal string alignment).
func distance(a, b string) int { return distanceWithin(a, b, max(len(a), len(b))) }

// distanceOf is the distance of words with letters that take more than a byte.
func distanceOf(a, b string) int { return distance(narrow(a), narrow(b)) }

// narrow is a word with a byte for each letter: those of Swedish are the first in Unicode.
func narrow(word string) string {
	letters := make([]byte, 0, len(word))
	for _, r := range word {
		letters = append(letters, byte(min(r, 0xFF)))
	}
	return string(letters)
}

// distanceWithin is the distance where it is at most so much, else something above. Only what is so near to the diagonal of
// the table is worked out (Ukkonen 1985).
func distanceWithin(a, b string, most int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if len(a) > len(b)+most || len(b) > len(a)+most {
		return most + 1
	}
	var room [3 * 48]int
	width, rows := len(b)+1, room[:]
	if 3*width > len(rows) {
		rows = make([]int, 3*width)
	}
	before, row, next := rows[:width], rows[width:2*width], rows[2*width:3*width]
	for j := range row {
		row[j] = j
	}
	near := true // something in the row before is within reach
	for i := 1; i <= len(a); i++ {
		first, last := max(1, i-most), min(len(b), i+most)
		least := most + 1
		if next[first-1] = least; first == 1 {
			next[0], least = i, min(least, i)
		}
		for j := first; j <= last; j++ {
			next[j] = row[j-1]
			if a[i-1] != b[j-1] {
				next[j] = 1 + min(row[j-1], next[j-1], row[j])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
			least = min(least, next[j])
		}
		if last < len(b) {
			next[last+1] = most + 1
		}
		if least > most && !near {
			return least
		}
		near = least <= most
		before, row, next = row, next, before
	}
	return row[len(b)]
}
