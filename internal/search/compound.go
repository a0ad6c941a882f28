package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"ledigajobb/internal/swedish"
)

// maxSides is how many ways to take a misspelt compound apart are tried.
const maxSides = 4

// respelled is the clauses with compounds in the place of words that nothing has, where an error has been mended in one of
// their parts.
func (s *selection) respelled(clauses []clause) (meant []clause, ok bool) {
	meant = slices.Clone(clauses)
	for _, m := range s.wanted {
		i := slices.IndexFunc(meant, func(c clause) bool { return !c.exact() && c.typed == m.typed && len(c.words) == 1 })
		if m.found > 0 || i < 0 {
			continue
		}
		if compound, mended := s.mendsCompound(meant[i].words[0]); mended {
			meant[i], ok = clause{words: []string{compound}, typed: compound}, true
		}
	}
	return meant, ok
}

// mendsCompound is the compound that was probably meant by a word that nothing has, when the error is in one of its parts
// and the board has both without ever writing them together, or it has another word for it: upphandlingsjurst,
// inköpsassistnt.
func (v *Version) mendsCompound(word string) (meant string, ok bool) {
	sides := 0
	for i := range word {
		left, head := word[:i], word[i:]
		leads, heads := v.lexicon.language.Leads(left), v.lexicon.language.Heads(head)
		if leads == heads || sides == maxSides {
			continue
		}
		sides++
		var maybe []string
		if leads {
			for _, fixed := range v.mendsPart(head) {
				maybe = append(maybe, left+fixed)
			}
		} else {
			for _, fixed := range v.mendsPart(strings.TrimSuffix(left, "s")) {
				maybe = append(maybe, fixed+"s"+head, fixed+head)
			}
		}
		if i := slices.IndexFunc(maybe, v.knows); i >= 0 {
			return maybe[i], true
		}
	}
	return "", false
}

// mendsPart is the words of the language that are one change away from a part of a compound, those first that most
// documents are about.
func (v *Version) mendsPart(part string) []string {
	if utf8.RuneCountInString(part) < leastMended {
		return nil
	}
	var words []string
	count := map[string]int{}
	spelled := v.lexicon.spelled()
	spelled.forms.near(swedish.Fold(part), 1, func(n int32, _ int) {
		word := spelled.words[n]
		words, count[word] = append(words, word), v.about(v.lexicon.language.Base(word))
	})
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return words
}

// about is how many visible documents have the base in one of their short fields.
func (v *Version) about(base string) (n int) {
	for i := range v.parts {
		p := &v.parts[i]
		term, ok := p.bases.find(base)
		if !ok {
			continue
		}
		for range p.bases.listAbout(term, p.visible) {
			n++
		}
	}
	return n
}

// A spelling is words in the order of how they are written without å, ä and ö.
type spelling struct {
	words []string
	forms forms
}

func newSpelling(words []string) spelling {
	return spelling{words, newForms(len(words), func(i int) (string, bool) { return words[i], len(words[i]) >= leastMended })}
}

// knows says whether a word is a compound that the board has the parts of, or the thesaurus another word for.
func (v *Version) knows(word string) bool {
	parts := v.lexicon.parts(word)
	missing := func(part string) bool { return v.based(v.lexicon.language.Base(part)) == 0 }
	return len(parts) > 0 && (!slices.ContainsFunc(parts, missing) || v.lexicon.synonyms[v.lexicon.phrase([]string{word})] != nil)
}
