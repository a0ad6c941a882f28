package search

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"ledigajobb/internal/swedish"
)

// A word is taken for a typing error when it is found in at most maxErrors documents and another word, that is written
// almost so, in at least timesMore times as many.
const (
	maxErrors = 4
	timesMore = 8
)

// mend is what was probably meant by a word that so many documents have. Of words at the same distance the one is taken
// that most documents have.
func (v *Version) mend(word string, found int) (meant string, ok bool) {
	letters := utf8.RuneCountInString(word)
	if found > maxErrors || letters < 4 || word[0] <= '9' {
		return "", false
	}
	near := 1
	if letters >= 8 {
		near = 2
	}
	type candidate struct {
		word     string
		distance int
		count    int
	}
	var candidates []candidate
	folded := swedish.Fold(word)
	for i := range v.parts {
		p := &v.parts[i]
		p.spelled.near(folded, near, func(term int32, distance int) {
			other := string(p.words.term(int(term)))
			if !slices.ContainsFunc(candidates, func(c candidate) bool { return c.word == other }) {
				candidates = append(candidates, candidate{word: other, distance: distance})
			}
		})
	}
	for i := range candidates {
		candidates[i].count = v.have(candidates[i].word)
	}
	candidates = slices.DeleteFunc(candidates, func(c candidate) bool {
		return c.word == word || c.count < max(1, timesMore*found) || !v.isAbout(c.word)
	})
	if len(candidates) == 0 {
		return "", false
	}
	return slices.MinFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.count, a.count), cmp.Compare(a.word, b.word))
	}).word, true
}

// isAbout says whether a visible document has the word in one of its short fields. Words of texts alone are too often
// errors themselves.
func (v *Version) isAbout(word string) bool {
	for i := range v.parts {
		p := &v.parts[i]
		if term, ok := p.words.find(word); ok {
			for hit := range p.words.list(term) {
				if hit.level >= aboutText && p.visible.has(hit.doc) {
					return true
				}
			}
		}
	}
	return false
}
