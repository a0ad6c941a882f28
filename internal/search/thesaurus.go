package search

import (
	_ "embed"
	"slices"
	"strings"

	"ledigajobb/internal/board"
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
	words  []string // of a longer one, which stands in texts: looked up as they are written
	weight int      // of fullWeight
}

// readSynonyms reads lines as board.ParseSynonyms knows them. What comes later is added to what was there, or takes it away.
func (x *lexicon) readSynonyms(files ...string) thesaurus {
	all := thesaurus{}
	for _, file := range files {
		lines, _ := board.ParseSynonyms(file) // what is wrong with a line was said when it was written
		for _, line := range lines {
			if line.Off {
				all.part(x, line)
			} else {
				all.relate(x, line)
			}
		}
	}
	return all
}

// relate makes each of a line's entries a synonym of each other: the same where both are the same as the first, else near.
func (t thesaurus) relate(x *lexicon, line board.Synonyms) {
	for i, e := range line.Entries {
		entry := x.entry(e.Text)
		for k, other := range line.Entries {
			weight := weightNear
			if e.Same && other.Same {
				weight = weightSame
			}
			if k != i {
				t[entry] = append(t[entry], x.synonym(other.Text, weight))
			}
		}
	}
}

// leastPhrase is of how many words a synonym is that is looked for in texts, too: lagen om offentlig upphandling. What two words
// together mean in a headline, they seldom do in a text.
const leastPhrase = 3

func (x *lexicon) synonym(text string, weight int) synonym {
	words := terms(text)
	s := synonym{shown: text, bases: x.looked(words), weight: weight}
	if len(words) >= leastPhrase {
		s.words = words
	}
	return s
}

// part takes away what a line's entries are to each other; of a single one, what it is to all others.
func (t thesaurus) part(x *lexicon, line board.Synonyms) {
	var entries []string
	for _, e := range line.Entries {
		entries = append(entries, x.entry(e.Text))
	}
	for entry := range t {
		t[entry] = slices.DeleteFunc(t[entry], func(s synonym) bool {
			other := x.entry(s.shown)
			if len(entries) == 1 {
				return entry == entries[0] || other == entries[0]
			}
			return slices.Contains(entries, entry) && slices.Contains(entries, other)
		})
	}
}

// entry is the key of a text in a thesaurus: as phrase, with words that are written with a hyphen as one, and without those that
// say nothing, which a query loses as well.
func (x *lexicon) entry(text string) string {
	var words []string
	for t := range tokens(text) {
		if last := len(words) - 1; t.hyphen {
			words[last] += t.term
		} else {
			words = append(words, t.term)
		}
	}
	telling := slices.DeleteFunc(slices.Clone(words), func(word string) bool { return small[word] })
	if len(telling) == 0 {
		telling = words
	}
	return x.phrase(telling)
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
