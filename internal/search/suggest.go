package search

import (
	"cmp"
	"iter"
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
		for _, meant := range v.meantBy(typed, lang) {
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
	var found []Suggestion
	for i := names.from(0, []byte(typed)); i < len(names.ends) && strings.HasPrefix(string(names.folded(i)), typed); i++ {
		found = append(found, names.all[names.terms[i]])
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

// maxBeginnings is how many beginnings are tried for what was typed.
const maxBeginnings = 50

// meantBy is what was probably typed, folded: beginnings of names and headlines that are one change away from it.
func (v *Version) meantBy(typed string, lang board.Language) []string {
	if len(typed) < leastMended {
		return nil
	}
	var all []string
	note := func(begin string) { all = append(all, begin) }
	v.names[lang].of(v, lang).nearBegin(typed, note)
	for i := range v.parts {
		v.parts[i].titles.nearBegin(typed, note)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return all[:min(maxBeginnings, len(all))]
}

// Names are what is suggested but headlines, made when they are first asked for in a language.
type names struct {
	once  sync.Once
	all   []Suggestion
	forms // of each name from each of its words on; the terms are numbers of names
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
		var endings []string
		var of []int32
		for i, s := range n.all {
			for ending := range endingsOf(s.Text) {
				endings, of = append(endings, ending), append(of, int32(i))
			}
		}
		n.forms = newForms(len(endings), func(i int) (string, bool) { return endings[i], true })
		for i, ending := range n.terms {
			n.terms[i] = of[ending]
		}
	})
	return n
}

// endingsOf yields a name's words from the first on, and from each on that is worth typing alone.
func endingsOf(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		words := terms(name)
		for i, word := range words {
			if (i == 0 || !small[word]) && !yield(strings.Join(words[i:], " ")) {
				return
			}
		}
	}
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

func (n *names) add(s Suggestion) { n.all = append(n.all, s) }

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
