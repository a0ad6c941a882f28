package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/swedish"
)

// A Suggestion completes what somebody has begun to type.
type Suggestion struct {
	Text  string
	Kind  SuggestionKind
	Count int // of visible jobs
}

// A SuggestionKind says what a Suggestion names.
type SuggestionKind string

// The kinds, in the order in which they are shown.
const (
	SuggestRole     SuggestionKind = "role"
	SuggestPlace    SuggestionKind = "place"
	SuggestEmployer SuggestionKind = "employer"
	SuggestHeadline SuggestionKind = "headline"
)

// Limits of what is suggested.
const (
	maxSuggestions = 10
	maxOfKind      = 3   // of roles, places and employers each
	maxHeadlines   = 200 // of headlines that begin as typed, those that are looked at, by the alphabet
)

// Suggest completes a text, at most ten ways: roles in the language, places and employers of which a word begins so, the
// ones with most jobs, then headlines that begin so. When there are none, one error in what was typed is forgiven.
func (v *Version) Suggest(text string, lang board.Language) []Suggestion {
	words := terms(text)
	if len(words) == 0 {
		return []Suggestion{}
	}
	typed := fold(words)
	found := v.completions(typed, lang)
	if len(found) == 0 {
		for _, meant := range v.meantBy(words) {
			found = append(found, v.completions(meant, lang)...)
		}
		slices.SortStableFunc(found, compareSuggestions)
		found = slices.Compact(found)
	}
	return found[:min(maxSuggestions, len(found))]
}

func fold(words []string) string { return swedish.Fold(strings.Join(words, " ")) }

func (k SuggestionKind) place() int {
	return slices.Index([]SuggestionKind{SuggestRole, SuggestPlace, SuggestEmployer, SuggestHeadline}, k)
}

// compareSuggestions orders by kind, then the most jobs first, then by text.
func compareSuggestions(a, b Suggestion) int {
	return cmp.Or(cmp.Compare(a.Kind.place(), b.Kind.place()), cmp.Compare(b.Count, a.Count), strings.Compare(a.Text, b.Text))
}

// completions is what begins so, folded, in order.
func (v *Version) completions(typed string, lang board.Language) []Suggestion {
	names := v.names[lang].of(v, lang)
	first, _ := slices.BinarySearchFunc(names.keys, typed, func(k nameKey, typed string) int { return strings.Compare(k.folded, typed) })
	var found []Suggestion
	for _, k := range names.keys[first:] {
		if !strings.HasPrefix(k.folded, typed) {
			break
		}
		found = append(found, names.all[k.name])
	}
	slices.SortFunc(found, compareSuggestions)
	found = slices.Compact(found)
	of := map[SuggestionKind]int{}
	found = slices.DeleteFunc(found, func(s Suggestion) bool {
		of[s.Kind]++
		return of[s.Kind] > maxOfKind
	})
	return append(found, v.headlines(typed, maxSuggestions-min(maxSuggestions, len(found)))...)
}

// meantBy is what was probably typed, folded, each with another error in the last word mended.
func (v *Version) meantBy(words []string) []string {
	last := len(words) - 1
	before := slices.Clone(words[:last])
	for i, word := range before {
		if meant, ok := v.mend(word, v.have(word)); ok {
			before[i] = meant
		}
	}
	var all []string
	if word := swedish.Fold(words[last]); len(word) >= 4 {
		for i := range v.parts {
			v.parts[i].spelled.nearBegin(word, func(begin string) {
				all = append(all, fold(append(slices.Clone(before), begin)))
			})
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Names are what is suggested but headlines, made when they are first asked for in a language.
type names struct {
	once sync.Once
	all  []Suggestion
	keys []nameKey // by folded
}

// A nameKey is a name from one of its words on, folded.
type nameKey struct {
	folded string
	name   int
}

func newNames() map[board.Language]*names {
	return map[board.Language]*names{board.Swedish: {}, board.English: {}}
}

func (n *names) of(v *Version, lang board.Language) *names {
	n.once.Do(func() {
		for f, d := range v.words {
			for i, count := range v.totals[f] {
				if count > 0 {
					n.addValue(v, d, uint32(i), lang, int(count))
				}
			}
		}
		slices.SortFunc(n.keys, func(a, b nameKey) int {
			return cmp.Or(strings.Compare(a.folded, b.folded), cmp.Compare(a.name, b.name))
		})
	})
	return n
}

// addValue adds a facet's value, if it is suggested.
func (n *names) addValue(v *Version, d *dictionary, number uint32, lang board.Language, count int) {
	switch d.facet {
	case board.FacetRole:
		n.add(Suggestion{reference.Label(lang, reference.ListRole, d.values[number]), SuggestRole, count})
	case board.FacetMunicipality:
		n.add(Suggestion{reference.Label(lang, reference.ListMunicipality, d.values[number]), SuggestPlace, count})
	case board.FacetRegion:
		n.add(Suggestion{reference.Label(lang, reference.ListRegion, d.values[number]), SuggestPlace, count})
	case board.FacetEmployer:
		n.add(Suggestion{v.known[number].Name, SuggestEmployer, count})
	}
}

func (n *names) add(s Suggestion) {
	words := terms(s.Text)
	for i := range words {
		if i == 0 || !small[words[i]] {
			n.keys = append(n.keys, nameKey{fold(words[i:]), len(n.all)})
		}
	}
	n.all = append(n.all, s)
}

// headlines is the commonest of the headlines that begin so, folded.
func (v *Version) headlines(typed string, most int) []Suggestion {
	var found []Suggestion
	next := make([]int, len(v.parts))
	for i := range v.parts {
		next[i] = v.parts[i].titles.from(0, []byte(typed))
	}
	for len(found) < maxHeadlines {
		folded, ok := v.nextHeadline(next, typed)
		if !ok {
			break
		}
		if s := v.takeHeadline(next, folded); s.Count > 0 {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, compareSuggestions)
	return found[:min(most, len(found))]
}

// nextHeadline is the first headline of those that are next in the parts, if it begins as typed.
func (v *Version) nextHeadline(next []int, typed string) (folded string, ok bool) {
	for i := range v.parts {
		titles := &v.parts[i].titles
		if next[i] == len(titles.ends) {
			continue
		}
		if one := titles.folded(next[i]); strings.HasPrefix(string(one), typed) && (!ok || string(one) < folded) {
			folded, ok = string(one), true
		}
	}
	return folded, ok
}

// takeHeadline counts the visible jobs with a headline and goes on behind it. Of the ways to write it one is shown.
func (v *Version) takeHeadline(next []int, folded string) Suggestion {
	s := Suggestion{Kind: SuggestHeadline}
	for i := range v.parts {
		p := &v.parts[i]
		for ; next[i] < len(p.titles.ends) && string(p.titles.folded(next[i])) == folded; next[i]++ {
			doc := uint32(p.titles.terms[next[i]])
			if !p.visible.has(doc) {
				continue
			}
			if headline := p.headline(doc); s.Count == 0 || headline < s.Text {
				s.Text = headline
			}
			s.Count++
		}
	}
	return s
}
