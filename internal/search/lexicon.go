package search

import (
	"slices"
	"strings"
	"sync"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/swedish"
)

// A lexicon knows what words mean to a search. It is the same for all versions of an index.
type lexicon struct {
	language *swedish.Language
	editors  string // synonyms that lie over the project's
	synonyms thesaurus
	towns    map[string]bool // names of places that are one word
	places   map[string]bool // names of municipalities and counties, as slugs
	known    *memory         // by word of a document: its keys
	spelled  func() spelling // the words of the language, to mend errors with
}

func newLexicon(editors string) *lexicon {
	x := &lexicon{editors: editors, towns: map[string]bool{}, places: map[string]bool{}, known: newMemory()}
	for _, m := range reference.Municipalities() {
		x.towns[strings.ToLower(m.Name)] = true
		x.places[board.Slugify(m.Name)] = true
	}
	for _, r := range reference.Regions() {
		x.places[board.Slugify(r.Name)] = true
	}
	x.language = swedish.New(slices.Collect(keysOf(x.towns))...)
	x.spelled = sync.OnceValue(func() spelling { return newSpelling(x.language.Words()) })
	x.synonyms = x.readSynonyms(synonymsFile, editors)
	return x
}

// withSynonyms is the lexicon with other synonyms of an editor's.
func (x *lexicon) withSynonyms(editors string) *lexicon {
	if editors == x.editors {
		return x
	}
	next := *x
	next.editors, next.synonyms = editors, x.readSynonyms(synonymsFile, editors)
	return &next
}

func keysOf(m map[string]bool) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

// A key is a base that a word is found by, and how near it is to the word itself.
type key struct {
	base string
	near float32 // from 0 to 1
}

// How near a key is to a word. What a compound is says more when it is somebody (upphandlare, of entreprenadupphandlare),
// what it is about says more when it is not (säkerhet, of säkerhetssamordnare).
const (
	nearSelf   = 1    // the word in any of its forms
	nearPair   = 0.9  // two words that are one when they are written together; see pairUnits
	nearMost   = 0.9  // the head that is somebody; the left part that is something
	nearThing  = 0.75 // the head that is something
	nearOthers = 0.5  // the left part that is somebody
	nearRoot   = 0.55 // what somebody does: inköp, of inköpare
)

// keys are what a word of a document is found by, each base once.
func (x *lexicon) keys(word string) []key {
	if keys, ok := x.known.get(word); ok {
		return keys
	}
	var keys []key
	add := func(base string, near float32) {
		if i := slices.IndexFunc(keys, func(k key) bool { return k.base == base }); i >= 0 {
			keys[i].near = max(keys[i].near, near)
			return
		}
		keys = append(keys, key{strings.Clone(base), near})
	}
	x.take(word, nearSelf, nearRoot, add)
	x.known.put(word, keys)
	return keys
}

// take adds what a word is found by, at a nearness, and what its parts are found by.
func (x *lexicon) take(word string, near, root float32, add func(base string, near float32)) {
	base := x.language.Base(word)
	add(base, near)
	if left, head, ok := x.language.Split(word); ok {
		nearHead, nearLeft := float32(nearThing), float32(nearMost)
		if swedish.IsPerson(x.language.Base(head)) {
			nearHead = nearMost
		}
		if swedish.IsPerson(x.language.Base(left)) {
			nearLeft = nearOthers
		}
		x.take(head, near*nearHead, root*nearHead, add)
		x.take(left, near*nearLeft, root*nearLeft, add)
	}
	if does, ok := x.language.Root(base); ok {
		add(does, root)
	}
}

// parts are the words that a compound is made of, none of another word.
func (x *lexicon) parts(word string) []string {
	left, head, ok := x.language.Split(word)
	if !ok {
		return nil
	}
	return []string{left, head}
}

// pair is the base of two words written together.
func (x *lexicon) pair(first, second string) string { return x.language.Base(first + second) }

// small are the words that say nothing alone: they need not be found when others are.
var small = map[string]bool{
	"i": true, "på": true, "till": true, "och": true, "för": true, "som": true, "med": true, "av": true, "en": true,
	"ett": true, "den": true, "det": true, "inom": true, "hos": true, "at": true, "vid": true, "the": true, "a": true, "an": true,
	"of": true, "in": true, "for": true, "to": true, "and": true, "with": true, "eller": true, "or": true,
	"jobb": true, "lediga": true, "ledig": true, "ledigt": true, "job": true, "jobs": true, "s": true,
}
