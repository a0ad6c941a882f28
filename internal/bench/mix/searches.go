package mix

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// A Class is a kind of search that readers make.
type Class string

// The classes.
const (
	OneWord      Class = "one word"
	TwoWords     Class = "two words"
	WordAndPlace Class = "word and place"
	Phrase       Class = "phrase"
	Compound     Class = "compound" // a word that others are made with: upphandlare
	Prefix       Class = "prefix"
	Misspelt     Class = "misspelt"
	Minus        Class = "minus"
	Synonym      Class = "synonym"
	Empty        Class = "empty search"
	OneFilter    Class = "one filter"
	TwoFilters   Class = "two filters"
	ThreeFilters Class = "three filters"
	WordFiltered Class = "word, filters"
	Written      Class = "word as written" // in quotes: no engine may take it for another
)

// Classes lists those that are measured.
func Classes() []Class {
	return []Class{OneWord, TwoWords, WordAndPlace, Phrase, Compound, Prefix, Misspelt, Minus, Synonym,
		Empty, OneFilter, TwoFilters, ThreeFilters, WordFiltered}
}

// A Search is a query, and its text taken apart for engines that read another language.
type Search struct {
	Query   board.Query
	Clauses []Clause
}

// A Clause is a part of a text.
type Clause struct {
	Words  []string // in lower case; several of a phrase
	Quoted bool
	Not    bool
	Prefix bool
	Or     []string // what may stand in its place: words and phrases
}

func (c Clause) String() string {
	s := strings.Join(c.Words, " ")
	if c.Quoted {
		s = `"` + s + `"`
	}
	if c.Not {
		s = "-" + s
	}
	if c.Prefix {
		s += "*"
	}
	return s
}

// A Reader makes searches, out of the words of the ads' headlines, places and values.
type Reader struct {
	*rand.Rand
	jobs   []*board.Job
	common []string // words that several headlines have, by the alphabet
	heads  []string // those that others end with
	known  map[string]bool
}

// NewReader is a reader of the jobs.
func NewReader(jobs []*board.Job) *Reader {
	r := &Reader{Rand: rand.New(rand.NewPCG(seed, 3)), jobs: jobs, known: map[string]bool{}}
	times := map[string]int{}
	for _, j := range jobs {
		for _, word := range wordsOf(j.Ad.Headline) {
			times[word]++
			r.known[word] = true
		}
	}
	for word, n := range times {
		if n >= leastCommon {
			r.common = append(r.common, word)
		}
	}
	slices.Sort(r.common)
	r.heads = headsOf(r.common)
	return r
}

// leastCommon is how many headlines have a common word.
const leastCommon = 3

// Searches is n searches of the classes in turn, each another; fewer where there are no more.
func (r *Reader) Searches(n int, classes ...Class) []Search {
	var all []Search
	seen := map[string]bool{}
	for tries := 0; len(all) < n && tries < maxTries*n; tries++ {
		s, ok := r.search(classes[tries%len(classes)])
		if key := s.Query.Values(); ok && !seen[key.Encode()] {
			seen[key.Encode()] = true
			all = append(all, s)
		}
	}
	return all
}

// maxTries is how often a search is drawn until it is another.
const maxTries = 50

// Beginnings is n different texts, in lower case, of two to ten letters with which a headline, an employer or a place
// begins; fewer where there are no more.
func (r *Reader) Beginnings(n int) []string {
	var all []string
	seen := map[string]bool{}
	for tries := 0; len(all) < n && tries < maxTries*n; tries++ {
		j := r.jobs[r.IntN(len(r.jobs))]
		names := []string{j.Ad.Headline, j.Ad.Title, j.Employer.Name}
		for _, p := range j.Ad.Where.Places {
			names = append(names, p.City)
		}
		letters := []rune(strings.ToLower(names[r.IntN(len(names))]))
		text := strings.TrimSpace(string(letters[:min(len(letters), 2+r.IntN(9))]))
		if text != "" && !seen[text] {
			seen[text] = true
			all = append(all, text)
		}
	}
	return all
}

// search draws one; ok is false where the job that was drawn has not what it takes.
func (r *Reader) search(class Class) (s Search, ok bool) {
	j := r.jobs[r.IntN(len(r.jobs))]
	words := wordsOf(j.Ad.Headline)
	if len(words) == 0 {
		return s, false
	}
	clauses, filters := []Clause{r.word(words)}, 0
	switch class {
	case TwoWords:
		clauses = append(clauses, r.word(words))
	case WordAndPlace:
		clauses, ok = r.withPlace(clauses, j)
		if !ok {
			return s, false
		}
	case Phrase:
		clauses, ok = r.phrase(j.Ad.Headline)
		if !ok {
			return s, false
		}
	case Compound:
		clauses = []Clause{r.word(r.heads)}
	case Prefix:
		letters := []rune(clauses[0].Words[0])
		clauses = []Clause{{Words: []string{string(letters[:min(len(letters), 3+r.IntN(3))])}, Prefix: true}}
	case Misspelt:
		clauses, ok = r.misspelt(clauses[0].Words[0])
		if !ok {
			return s, false
		}
	case Minus:
		other := r.word(words)
		other.Not = true
		clauses = append(clauses, other)
	case Synonym:
		clauses = []Clause{r.word(withSynonyms())}
	case Written:
		clauses[0].Quoted = true
	case Empty:
		clauses = nil
	case OneFilter, TwoFilters, ThreeFilters:
		clauses, filters = nil, 1+slices.Index([]Class{OneFilter, TwoFilters, ThreeFilters}, class)
	case WordFiltered:
		filters = 1 + r.IntN(2)
	}
	s.Query, ok = r.query(clauses, j, filters)
	s.Clauses = clauses
	return s, ok
}

func (r *Reader) word(words []string) Clause {
	return Clause{Words: []string{words[r.IntN(len(words))]}}
}

// query asks for a page with all facets.
func (r *Reader) query(clauses []Clause, j *board.Job, filters int) (q board.Query, ok bool) {
	var text []string
	for i, c := range clauses {
		if i > 0 && slices.Equal(c.Words, clauses[0].Words) {
			return q, false
		}
		text = append(text, c.String())
	}
	q = board.Query{Text: strings.Join(text, " "), Limit: board.DefaultLimit, Facets: board.Facets(), Filters: map[board.Facet][]string{}}
	for _, f := range r.Perm(len(board.Facets())) {
		facet := board.Facets()[f]
		if values := j.Values(facet); len(values) > 0 && len(q.Filters) < filters {
			q.Filters[facet] = values[:1]
		}
	}
	return q, len(q.Filters) == filters
}

func (r *Reader) withPlace(clauses []Clause, j *board.Job) ([]Clause, bool) {
	if len(j.Ad.Where.Places) == 0 {
		return nil, false
	}
	town, ok := reference.MunicipalityByCode(j.Ad.Where.Places[0].Municipality)
	name := wordsOf(town.Name)
	if !ok || len(name) != 1 {
		return nil, false
	}
	return append(clauses, Clause{Words: name}), true
}

// phrase is two or three words that follow each other.
func (r *Reader) phrase(headline string) ([]Clause, bool) {
	words := strings.Fields(strings.ToLower(headline))
	n := 2 + r.IntN(2)
	if len(words) < n {
		return nil, false
	}
	begin := r.IntN(len(words) - n + 1)
	words = words[begin : begin+n]
	if slices.ContainsFunc(words, func(word string) bool { return strings.ContainsFunc(word, notLetter) }) {
		return nil, false
	}
	return []Clause{{Words: words, Quoted: true}}, true
}

// misspelt is a word with one error, which is no word that a headline has.
func (r *Reader) misspelt(word string) ([]Clause, bool) {
	letters := []rune(word)
	if len(letters) < 7 {
		return nil, false
	}
	at := 1 + r.IntN(len(letters)-2)
	switch r.IntN(3) {
	case 0:
		letters[at], letters[at+1] = letters[at+1], letters[at]
	case 1:
		letters = slices.Delete(letters, at, at+1)
	default:
		letters = slices.Insert(letters, at, letters[at])
	}
	word = string(letters)
	return []Clause{{Words: []string{word}}}, !r.known[word]
}

func notLetter(c rune) bool { return !unicode.IsLetter(c) }

// wordsOf is the words of a line, in lower case, but for the small ones.
func wordsOf(line string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(strings.ToLower(line), notLetter), func(word string) bool {
		return len([]rune(word)) < 3 || slices.Contains(small, word)
	})
}

// headsOf is those of the words, in order, that some others end with.
func headsOf(words []string) (heads []string) {
	ends := map[string]int{}
	for _, word := range words {
		for begin := range word {
			if begin >= 3 && len(word)-begin >= 4 {
				ends[word[begin:]]++
			}
		}
	}
	for _, word := range words {
		if ends[word] >= leastCommon {
			heads = append(heads, word)
		}
	}
	return heads
}
