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
		n := names.all[names.terms[i]]
		if count := v.totals[n.facet][n.number]; count > 0 {
			found = append(found, Suggestion{n.text, n.kind, int(count)})
		}
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

// Names are what is suggested but headlines, made of a vocabulary when they are first asked for in a language.
type names struct {
	once  sync.Once
	all   []name
	forms // of each name from each of its words on; the terms are numbers of names
}

// A name is what a facet's value is called.
type name struct {
	text   string
	kind   SuggestionKind
	facet  int
	number uint32
}

func newNames() map[board.Language]*names {
	return map[board.Language]*names{board.Swedish: {}, board.English: {}}
}

func (n *names) of(v *Version, lang board.Language) *names {
	n.once.Do(func() {
		for f, d := range v.words {
			if kind, called := v.naming(d, lang); called != nil {
				for number := range d.values {
					n.all = append(n.all, name{called(uint32(number)), kind, f, uint32(number)})
				}
			}
		}
		var endings []string
		var of []int32
		for i, s := range n.all {
			for ending := range endingsOf(s.text) {
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

// naming is how a facet's values are suggested, and what each is called; nothing for a facet whose values are not.
func (v *Version) naming(d *dictionary, lang board.Language) (kind SuggestionKind, called func(number uint32) string) {
	label := func(list reference.List) func(number uint32) string {
		return func(number uint32) string { return reference.Label(lang, list, d.values[number]) }
	}
	switch d.facet {
	case board.FacetRole:
		return SuggestRole, label(reference.ListRole)
	case board.FacetMunicipality:
		return SuggestPlace, label(reference.ListMunicipality)
	case board.FacetRegion:
		return SuggestPlace, label(reference.ListRegion)
	case board.FacetEmployer:
		return SuggestEmployer, func(number uint32) string { return v.known[number].Name }
	}
	return "", nil
}

// headlines is the commonest of the headlines that begin so, folded.
func (v *Version) headlines(typed string, most int) []Suggestion {
	type headline struct {
		folded string
		count  int
	}
	var found []headline
	next := make([]int, len(v.parts))
	for i := range v.parts {
		next[i] = v.parts[i].titles.from(0, []byte(typed))
	}
	for len(found) < maxHeadlines {
		folded, ok := v.nextHeadline(next, typed)
		if !ok {
			break
		}
		if count := v.passHeadline(next, folded); count > 0 {
			found = append(found, headline{folded, count})
		}
	}
	slices.SortFunc(found, func(a, b headline) int {
		return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.folded, b.folded))
	})
	var commonest []Suggestion
	for _, h := range found[:min(most, len(found))] {
		commonest = append(commonest, Suggestion{v.spelling(h.folded), SuggestHeadline, h.count})
	}
	return commonest
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

// passHeadline goes on behind a headline, and counts the visible jobs that have it.
func (v *Version) passHeadline(next []int, folded string) (count int) {
	for i := range v.parts {
		p := &v.parts[i]
		for ; p.titles.is(next[i], folded); next[i]++ {
			count += p.visible.countOf(p.titles.with(next[i]))
		}
	}
	return count
}

// spelling is how a headline is written that visible jobs have: of several ways, the first.
func (v *Version) spelling(folded string) (text string) {
	for i := range v.parts {
		p := &v.parts[i]
		for at := p.titles.from(0, []byte(folded)); p.titles.is(at, folded); at++ {
			docs := p.titles.with(at)
			if p.visible.countOf(docs) == 0 {
				continue
			}
			if one := p.headline(docs[0]); text == "" || one < text {
				text = one
			}
		}
	}
	return text
}
