package search

import (
	"slices"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/swedish"
)

// The weights of what is looked up for a word, besides the word itself.
const (
	fullWeight   = 256
	weightFolded = 230 // written with å, ä or ö
	weightFixed  = 220 // with an error mended
	weightSame   = 180 // another word for the same
	weightApart  = 150 // both parts, anywhere
	weightNear   = 130 // a word for something near
	weightAround = 100 // the municipality that a place lies in
)

// A want is what a clause asks for: the documents that any of its ways leads to.
type want struct {
	clause
	ways []way
}

// A way leads to the documents that have all of the bases, and to those that have the words in a row.
type way struct {
	bases  []string
	words  []string // or none
	weight int
	also   string // what is told of it
}

// add adds a way that is not there yet.
func (w *want) add(other way) {
	if len(other.bases) > 0 && !slices.ContainsFunc(w.ways, func(o way) bool { return slices.Equal(o.bases, other.bases) }) {
		w.ways = append(w.ways, other)
	}
}

// understand works out what the clauses ask for.
func (v *Version) understand(clauses []clause) []want {
	clauses = v.together(withoutSmall(clauses))
	wants := make([]want, len(clauses))
	for i, c := range clauses {
		wants[i] = v.want(c)
	}
	v.addSynonyms(wants)
	return wants
}

// withoutSmall leaves out the words that say nothing, unless there are no others.
func withoutSmall(clauses []clause) []clause {
	isSmall := func(c clause) bool { return !c.exact() && len(c.words) == 1 && small[c.words[0]] }
	left := slices.DeleteFunc(slices.Clone(clauses), isSmall)
	if slices.ContainsFunc(left, func(c clause) bool { return !c.not }) {
		return left
	}
	return clauses
}

// together makes one clause of two words that the board also writes as one (front end, it projektledare), and two of a
// compound that it never writes so.
func (v *Version) together(clauses []clause) []clause {
	var out []clause
	for _, c := range clauses {
		if c.exact() {
			out = append(out, c)
			continue
		}
		for _, word := range v.written(c.words) {
			last := len(out) - 1
			if last >= 0 && !out[last].exact() {
				if first := strings.Join(out[last].words, ""); len(first) > 1 && v.writes(first+word) {
					out[last] = clause{words: []string{first, word}, typed: out[last].typed + " " + word}
					continue
				}
			}
			out = append(out, clause{words: []string{word}, typed: word})
		}
	}
	return out
}

// written is words as the board writes them: a compound that it does not know, nor another word for it, is its parts.
func (v *Version) written(words []string) []string {
	if len(words) > 1 {
		return words
	}
	parts := v.lexicon.parts(words[0])
	base := v.lexicon.language.Base(words[0])
	if len(parts) == 0 || v.based(base) > 0 || v.hasSynonym(words[0]) || len(v.unfolded(words[0], base)) > 0 {
		return words
	}
	for _, part := range parts {
		if v.based(v.lexicon.language.Base(part)) == 0 {
			return words
		}
	}
	return parts
}

// hasSynonym says whether a visible document has another word for one.
func (v *Version) hasSynonym(word string) bool {
	missing := func(base string) bool { return v.based(base) == 0 }
	return slices.ContainsFunc(v.lexicon.synonyms[v.lexicon.phrase([]string{word})], func(s synonym) bool {
		return len(s.bases) > 0 && !slices.ContainsFunc(s.bases, missing)
	})
}

// writes says whether the word stands in a visible document.
func (v *Version) writes(word string) bool { return v.have(word) > 0 }

// have is how many visible documents have the word, as it is written.
func (v *Version) have(word string) int {
	n := 0
	for i := range v.parts {
		p := &v.parts[i]
		if term, ok := p.words.find(word); ok {
			n += p.words.within(term, p.visible)
		}
	}
	return n
}

// want is what a clause asks for by itself.
func (v *Version) want(c clause) want {
	w := want{clause: c}
	if c.exact() {
		return w
	}
	x := v.lexicon
	word := strings.Join(c.words, "")
	base := x.language.Base(word)
	w.add(way{bases: []string{base}, weight: fullWeight})
	v.addFolded(&w, word, base)
	parts := c.words
	if len(parts) == 1 {
		parts = x.parts(word)
	}
	apart := len(c.words) > 1 && len(c.words[0]) > 1 // the e of e-handel says nothing alone
	if len(parts) > 1 && (apart || v.based(base) < fewTogether) {
		var bases []string
		for _, part := range parts {
			bases = append(bases, x.language.Base(part))
		}
		w.add(way{bases: bases, weight: weightApart})
	}
	if m, ok := reference.MunicipalityByName(word); ok && !x.towns[word] {
		w.add(way{bases: x.looked(terms(m.Name)), weight: weightAround, also: m.Name})
	}
	return w
}

// fewTogether is how seldom a compound must be found for its parts to be looked up as words of their own.
const fewTogether = 20

// based is how many visible documents have the base.
func (v *Version) based(base string) int {
	n := 0
	for i := range v.parts {
		p := &v.parts[i]
		if term, ok := p.bases.find(base); ok {
			n += p.bases.within(term, p.visible)
		}
	}
	return n
}

// addFolded adds the words that a word without å, ä and ö may stand for, where they are more usual than it is.
func (v *Version) addFolded(w *want, word, base string) {
	others := v.unfolded(word, base)
	if len(others) == 0 {
		return
	}
	usual := v.based(base)
	for _, other := range others {
		if v.based(other) > usual {
			w.add(way{bases: []string{other}, weight: weightFolded})
		}
	}
}

// unfolded is the bases that are written like a word but for å, ä and ö, in order. The name of a place is what it is: Habo
// is not Håbo.
func (v *Version) unfolded(word, base string) (others []string) {
	if v.lexicon.towns[word] || swedish.Fold(word) != word {
		return nil
	}
	note := func(other string) {
		if other != base && !slices.Contains(others, other) && v.based(other) > 0 {
			others = append(others, other)
		}
	}
	for i := range v.parts {
		p := &v.parts[i]
		for _, term := range p.folded.alike(base) {
			note(string(p.bases.term(int(term))))
		}
		for _, term := range p.spelled.alike(word) { // the base of montor is not that of montör without its dots
			note(v.lexicon.language.Base(string(p.words.term(int(term)))))
		}
	}
	slices.Sort(others)
	return others
}

// addSynonyms adds what the thesaurus says of words and of words that follow each other; the latter to each of them.
func (v *Version) addSynonyms(wants []want) {
	for from := range wants {
		for n := 1; n <= board.MaxSynonymWords && from+n <= len(wants) && !wants[from+n-1].exact(); n++ {
			phrase := wants[from : from+n]
			for _, entry := range entries(v.lexicon, phrase) {
				addWays(phrase, v.lexicon.synonyms[entry])
			}
		}
	}
}

// addWays adds what synonyms lead to, to each of the words of a phrase.
func addWays(phrase []want, synonyms []synonym) {
	for _, s := range synonyms {
		for i := range phrase {
			phrase[i].add(way{bases: s.bases, words: s.words, weight: s.weight, also: s.shown})
		}
	}
}

// entries are the thesaurus's entries that words may be: as written, two of them also as one; and of one word as it is with
// å, ä and ö.
func entries(x *lexicon, wants []want) []string {
	var words []string
	for _, w := range wants {
		words = append(words, w.words...)
	}
	entries := []string{x.phrase(words)}
	if len(words) == 2 {
		entries = append(entries, x.phrase([]string{words[0] + words[1]}))
	}
	if len(wants) == 1 {
		for _, way := range wants[0].ways {
			if len(way.bases) == 1 && way.also == "" && !slices.Contains(entries, way.bases[0]) {
				entries = append(entries, way.bases[0])
			}
		}
	}
	return entries
}
