// Package swedish takes words apart: into the form that all forms of a word share, and compounds into their parts.
//
// It knows Swedish, the English that stands in Swedish job ads, and nothing of where the words come from. What is
// listed in data wins over every rule:
//
//   - Base begins with forms.txt (avtalet is a form of avtal). English words, which english.txt lists, lose the plural's
//     ending only (the S-stemmer; Harman 1991). Names of those who do something keep what sets them apart from what they
//     do, and those of qualities likewise: lärarna is a form of lärare and not of lära, säkerhet none of säker. Nouns that
//     words.txt has with further endings are bases themselves: entreprenad, beside entreprenader. For all others the rules of
//     Snowball hold (Porter 2001).
//   - Split takes a compound apart only where both sides are words of words.txt or parts.txt, the right one as long as can be, the left
//     one with or without what links it: upphandlings|jurist, hälso|samordnare, skol|lärare (compare Koehn and Knight
//     2003). compounds.txt lists what this gets wrong, either way.
//   - Fold is how a word is written on a keyboard without å, ä and ö.
//
// A word is a run of letters and digits in lower case and normal form C. A Language is immutable.
package swedish

import (
	"embed"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	snowball "github.com/blevesearch/snowballstem/swedish"
)

//go:embed data/*.txt
var data embed.FS

// A Language is the word lists, read.
type Language struct {
	words     map[string]bool
	english   map[string]bool
	forms     map[string]string
	irregular map[string][]string // the other way round
	compounds map[string][]string // a word's parts; one part: it is no compound
	apart     map[string]bool     // what stands before other words without being a part of a compound
	short     map[string]bool     // two letters that are
	heads     map[string]bool     // what makes a compound with whatever stands before it
}

// New reads the word lists. Words of whole, such as the names of places, are never taken apart.
func New(whole ...string) *Language {
	l := &Language{
		words: set(slices.Concat(read("words"), read("parts"))), english: set(read("english")), apart: set(read("apart")), short: set(read("short")),
		heads: set(read("heads")),
		forms: map[string]string{}, irregular: map[string][]string{}, compounds: map[string][]string{},
	}
	for _, line := range read("forms") {
		base, forms, _ := strings.Cut(line, ":")
		l.forms[base] = base
		l.irregular[base] = strings.Fields(forms)
		for _, form := range l.irregular[base] {
			l.forms[form] = base
		}
	}
	for _, line := range read("compounds") {
		word, parts, _ := strings.Cut(line, ":")
		l.compounds[word] = strings.Fields(parts)
	}
	for _, word := range whole {
		l.compounds[word] = []string{word}
		if its := word + "s"; l.Base(word) != l.Base(its) { // Karlstads
			l.forms[word], l.forms[its] = word, word
		}
	}
	return l
}

// read is the lines of an embedded file, but for empty ones and remarks.
func read(name string) []string {
	text, err := data.ReadFile("data/" + name + ".txt")
	if err != nil {
		panic(err) // it is embedded above
	}
	var lines []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

func set(words []string) map[string]bool {
	s := make(map[string]bool, len(words))
	for _, w := range words {
		s[w] = true
	}
	return s
}

// Base is the form that stands for all forms of a word. It is no word of its own, and only compared with others.
func (l *Language) Base(word string) string {
	if base, ok := l.forms[word]; ok {
		return base
	}
	if len(word) < 3 || word[0] <= '9' {
		return word
	}
	word = l.owner(word)
	if base, ok := l.doer(word, endingsOf(word)); ok {
		return base
	}
	word = l.indefinite(word)
	if base, ok := l.forms[word]; ok {
		return base
	}
	if l.isNoun(word) {
		return word
	}
	if one := singular(word); l.english[word] || (l.english[one] || l.english[word+"s"]) && !l.words[word] {
		return one
	}
	env := snowballstem.NewEnv(word)
	snowball.Stem(env)
	return env.Current()
}

// Words is the words of the language that may be parts of compounds, in order.
func (l *Language) Words() []string { return slices.Sorted(maps.Keys(l.words)) }

// Irregular is the forms of a base that are listed because the rules do not bring them to it: böcker, of bok.
func (l *Language) Irregular(base string) []string { return l.irregular[base] }

// doers are the forms of the endings of those who do something, the base form first; before them those of qualities, since
// säkerhet is no form of säker.
var doers = [...]struct {
	of    origin
	forms []string
}{
	{anywhere, []string{"het", "heten", "hetens", "heter", "heterna", "hets"}},
	{anywhere, []string{"are", "aren", "arens", "ares", "arna", "arnas"}},
	{anywhere, []string{"iker", "ikern", "ikerns", "ikers", "ikerna", "ikernas"}},
	{fromEnglish, []string{"ler", "lern", "lerns", "lers", "lerna"}},
	{fromEnglish, []string{"ner", "nern", "nerns", "ners", "nerna"}},
	{fromEnglish, []string{"ger", "gern", "gerns", "gers", "gerna"}},
	{fromEnglish, []string{"per", "pern", "perns", "pers", "perna"}},
	{fromLatin, []string{"or", "orn", "orns", "ors", "orer", "orers", "orerna", "orernas"}},
	{anywhere, []string{"man", "mannen", "mannens", "mans", "män", "männen", "männens", "mäns"}},
}

// An origin is where a word comes from of which an ending says something: controllern is somebody, cykeln is not; nor are
// flickor, as koordinator is.
type origin int

const (
	anywhere origin = iota
	fromEnglish
	fromLatin
)

// latin are the ends of stems before an -or from Latin: koordinator, rektor, revisor.
var latin = [...]string{"at", "kt", "it", "vis", "ess", "ons", "ens", "ut"}

// leastLatin is of how many letters a stem from Latin is: gator are no people.
const leastLatin = 4

// An ending is one of doers that a word has, with the base form's.
type ending struct {
	has, base string
	of        origin
}

// endingsOf is the endings of doers that a word has, and so all that stands at its end.
func endingsOf(word string) (all []ending) {
	for _, d := range doers {
		for _, has := range d.forms {
			if strings.HasSuffix(word, has) {
				all = append(all, ending{has, d.forms[0], d.of})
			}
		}
	}
	return all
}

// doer is the base form of the name of somebody who does something, a word with the endings.
func (l *Language) doer(word string, endings []ending) (base string, ok bool) {
	for _, e := range endings {
		stem, has := strings.CutSuffix(word, e.has)
		if !has || utf8.RuneCountInString(stem) < 2 || e.has == "man" { // scheman are no people
			continue
		}
		base := stem + e.base
		if strings.HasPrefix(e.has, "arna") && l.isWord(stem) && !l.isWord(base) {
			continue // upphandlingarna are no people
		}
		if e.of == anywhere || e.of == fromEnglish && l.english[base] || e.of == fromLatin && isLatin(stem) {
			return base, true
		}
	}
	return "", false
}

func isLatin(stem string) bool {
	return utf8.RuneCountInString(stem) >= leastLatin &&
		slices.ContainsFunc(latin[:], func(end string) bool { return strings.HasSuffix(stem, end) })
}

// owner takes an s off that says whose something is, or that there are several in English: kunders, purchasers; not the one
// of analys.
func (l *Language) owner(word string) string {
	stem, has := strings.CutSuffix(word, "s")
	switch {
	case !has || utf8.RuneCountInString(stem) < 3 || l.english[word]:
		return word
	case l.isWord(stem):
		return stem
	case l.isWord(word):
		return word
	case strings.HasSuffix(stem, "er") || strings.HasSuffix(stem, "or"):
		return stem
	}
	return word
}

// isNoun says whether a word is a noun whose end Snowball takes for an ending: analys, entreprenad, kandidat, dator, kvalitet.
func (l *Language) isNoun(word string) bool {
	if strings.HasSuffix(word, "itet") || strings.HasSuffix(word, "ultet") {
		return true
	}
	for _, end := range [...]string{"s", "ad", "at", "or"} {
		if strings.HasSuffix(word, end) {
			return l.declines(word)
		}
	}
	return false
}

// declines says whether a word has the further endings of a noun, or the head of a compound does.
func (l *Language) declines(word string) bool {
	if l.words[word+"en"] || l.words[word+"er"] || l.words[word+"et"] {
		return l.words[word]
	}
	_, head, ok := l.Split(word)
	return ok && l.declines(head)
}

// indefinite takes off the endings that Snowball leaves: those of the definite (skolan, projektet, arbetet, industrin, nyckeln),
// and of the neuter of adjectives (kommunalt). Of those that it would take off it leaves no part: doktoranden.
func (l *Language) indefinite(word string) string {
	short := strings.TrimSuffix(word, "s")
	for _, ending := range [...]string{"an", "et", "en"} {
		stem, has := strings.CutSuffix(short, ending)
		if !has || utf8.RuneCountInString(stem) < 3 {
			continue
		}
		if vowel := stem + ending[:1]; ending != "en" && l.isWord(vowel) {
			return vowel
		}
		if ending != "an" && l.isWord(stem) && !l.english[word] && !strings.HasSuffix(short, "itet") {
			return stem
		}
	}
	if stem, has := strings.CutSuffix(short, "n"); has && utf8.RuneCountInString(stem) >= 3 && l.isWord(stem) {
		for _, end := range [...]string{"i", "u", "y", "å", "ö", "é", "el", "or"} {
			if strings.HasSuffix(stem, end) {
				return stem
			}
		}
	}
	for _, ending := range [...]string{"alt", "skt", "ivt"} {
		if strings.HasSuffix(word, ending) && l.words[word[:len(word)-1]] {
			return word[:len(word)-1]
		}
	}
	return word
}

func (l *Language) isWord(word string) bool { return l.words[word] || l.isCompound(word) }

// people are the endings of words for those who work.
var people = [...]string{"are", "iker", "ör", "ist", "log", "gog", "nom", "ska", "chef", "konsult", "assistent", "arkitekt",
	"controller", "ator", "strateg", "terapeut", "biträde", "kock", "vikarie", "rektor", "student", "manager", "developer",
	"engineer", "man", "vakt", "lektor", "doktorand", "praktikant", "värd", "adjunkt", "agent"}

// IsPerson says whether a word means somebody who works, rather than what they work with.
func IsPerson(base string) bool {
	for _, ending := range people {
		if strings.HasSuffix(base, ending) || strings.HasSuffix(base+"a", ending) {
			return true
		}
	}
	return false
}

// roots are the endings of somebody's name and of what they do.
var roots = [...]struct{ who, what string }{
	{"iker", "ik"}, {"log", "logi"}, {"nom", "nomi"}, {"tör", "tion"}, {"er", ""},
}

// Root is what somebody does, in a form that is comparable with a Base: of inköpare inköp, of tekniker teknik. ok is
// false for other words.
func (l *Language) Root(base string) (root string, ok bool) {
	if stem, ok := strings.CutSuffix(base, "are"); ok {
		return stem, utf8.RuneCountInString(stem) >= 4
	}
	for _, r := range roots {
		if stem, has := strings.CutSuffix(base, r.who); has && l.words[stem+r.what] && len(stem) >= 3 {
			return l.Base(stem + r.what), true
		}
	}
	return "", false
}

// singular takes the ending of an English plural off.
func singular(word string) string {
	switch {
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		return word[:len(word)-3] + "y"
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
		return word
	case strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "xes"):
		return word[:len(word)-2]
	case strings.HasSuffix(word, "s") && len(word) > 3:
		return word[:len(word)-1]
	}
	return word
}

// Fold is the word without marks over its letters: Håbo and Habo, née and nee are then the same.
func Fold(word string) string {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return folder.Replace(word)
		}
	}
	return word
}

var folder = strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e", "è", "e", "ü", "u", "á", "a", "à", "a",
	"æ", "a", "ø", "o", "ó", "o", "ñ", "n", "ç", "c", "ë", "e", "ê", "e", "í", "i")
