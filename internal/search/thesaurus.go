package search

import (
	_ "embed"
	"strings"
)

// synonymsFile is the project's own synonyms; its head says how it is written.
//
//go:embed synonyms.txt
var synonymsFile string

// A thesaurus lists, by the bases of one or more words with spaces between, what else may be meant.
type thesaurus map[string][]synonym

// A synonym is what is looked up besides a word.
type synonym struct {
	shown  string   // as a reader knows it
	bases  []string // all of them are looked up
	weight int      // of fullWeight
}

// readSynonyms reads lines of words: with = between them they mean the same, with ~ they are near each other. What comes
// later is added to what was there; a line that begins with - takes a word's synonyms away.
func (x *lexicon) readSynonyms(files ...string) thesaurus {
	all := thesaurus{}
	for line := range strings.Lines(strings.Join(files, "\n")) {
		line, _, _ = strings.Cut(line, "#")
		if word, ok := strings.CutPrefix(strings.TrimSpace(line), "-"); ok {
			delete(all, x.phrase(terms(word)))
			continue
		}
		all.relate(x, line)
	}
	return all
}

// relate makes each of a line's words a synonym of each other: the same where both follow a =, or one does and the other
// is the line's first; else near.
func (t thesaurus) relate(x *lexicon, line string) {
	var names []string
	var same []bool
	for part := range strings.SplitSeq(line, "~") {
		for i, name := range strings.Split(part, "=") {
			names, same = append(names, strings.TrimSpace(name)), append(same, i > 0 || len(names) == 0)
		}
	}
	for i, name := range names {
		words := terms(name)
		if len(words) == 0 {
			continue
		}
		entry := x.phrase(words)
		for k, other := range names {
			weight := weightNear
			if same[i] && same[k] {
				weight = weightSame
			}
			if found := terms(other); k != i && len(found) > 0 {
				t[entry] = append(t[entry], synonym{other, x.looked(found), weight})
			}
		}
	}
}

// phrase is the bases of words, with spaces between.
func (x *lexicon) phrase(words []string) string {
	bases := make([]string, len(words))
	for i, word := range words {
		bases[i] = x.language.Base(word)
	}
	return strings.Join(bases, " ")
}

// looked is the bases that are looked up for words: each two that follow each other as a pair.
func (x *lexicon) looked(words []string) []string {
	if len(words) == 1 {
		return []string{x.language.Base(words[0])}
	}
	var pairs []string
	for i, word := range words[1:] {
		if !small[word] && !small[words[i]] {
			pairs = append(pairs, x.pair(words[i], word))
		}
	}
	return pairs
}
