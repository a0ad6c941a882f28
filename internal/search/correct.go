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

// leastMended is of how many letters a word must be for an error in it to be seen.
const leastMended = 4

// mends is what may have been meant by a word that so many documents have: of the words at the least distance the one that
// most documents have, and those that nearly as many have.
func (v *Version) mends(word string, found int) []string {
	letters := utf8.RuneCountInString(word)
	if found > maxErrors || letters < leastMended || word[0] <= '9' {
		return nil
	}
	near := 1
	if letters >= 8 {
		near = 2
	}
	candidates := slices.DeleteFunc(v.candidates(word, near), func(c candidate) bool {
		return c.word == word || c.count < max(1, timesMore*found) || !v.isAbout(c.word)
	})
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.count, a.count), cmp.Compare(a.word, b.word))
	})
	var meant []string
	for _, c := range candidates {
		if c.distance == candidates[0].distance && c.count*nearlyAsMany >= candidates[0].count && len(meant) < maxMends {
			meant = append(meant, c.word)
		}
	}
	return meant
}

// A candidate is a word that may have been meant.
type candidate struct {
	word     string
	distance int
	count    int // how many visible documents have it
}

// candidates is the words that are no further away from a word, each once.
func (v *Version) candidates(word string, near int) []candidate {
	var all []candidate
	folded := swedish.Fold(word)
	for i := range v.parts {
		p := &v.parts[i]
		p.spelled.near(folded, near, func(term int32, distance int) {
			other := string(p.words.term(int(term)))
			if slices.ContainsFunc(all, func(c candidate) bool { return c.word == other }) {
				return
			}
			if folded != word { // whoever has å, ä and ö means them
				distance = distanceOf(word, other)
			}
			all = append(all, candidate{other, distance, v.have(other)})
		})
	}
	return all
}

// Besides the likeliest word others are looked up that at least one in nearlyAsMany as many documents have, maxMends in all.
const (
	nearlyAsMany = 4
	maxMends     = 3
)

// isAbout says whether a visible document has the word in one of its short fields. Words of texts alone are too often
// errors themselves.
func (v *Version) isAbout(word string) bool {
	for i := range v.parts {
		p := &v.parts[i]
		if term, ok := p.words.find(word); ok {
			for range p.words.listAbout(term, p.visible) {
				return true
			}
		}
	}
	return false
}
