package words

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"ledigajobb/internal/board"
)

// An Overlay is the texts that the journal has put in place of the catalogue's, by OverlayKey. The settings are one.
type Overlay map[string]string

// overlayPrefix begins the names of the settings that are texts of the catalogue.
const overlayPrefix = "words."

// OverlayKey is the name of the setting that a text of the catalogue gets another wording by: "words.letter.test.lead.sv".
func OverlayKey(key string, lang board.Language) string {
	return overlayPrefix + key + "." + string(lang)
}

// Text is as the function Text, but for texts that have been put in place of the catalogue's.
func (o Overlay) Text(lang board.Language, key string, args ...any) string {
	if text := o[OverlayKey(key, lang)]; text != "" {
		return fill(text, lang, args)
	}
	return Text(lang, key, args...)
}

// Only is the part of the settings that is an overlay.
func Only(settings map[string]string) Overlay {
	o := maps.Clone(settings)
	maps.DeleteFunc(o, func(key, _ string) bool { return !strings.HasPrefix(key, overlayPrefix) })
	return o
}

// editable are the texts that the journal may word in its own way: what letters say, and the reasons that go into them.
var editable = regexp.MustCompile(`^(letter\.[a-z_]+\.[a-z_]+|reason\.[a-z_]+\.text)$`)

// Editable lists the keys of the texts that may be put another way, in alphabetical order.
func Editable() []string {
	keys := slices.Collect(maps.Keys(catalogue()))
	keys = slices.DeleteFunc(keys, func(key string) bool {
		return !editable.MatchString(key) || strings.HasSuffix(key, ".name")
	})
	slices.Sort(keys)
	return keys
}

// Raw is a text as it stands in the catalogue, with its places.
func Raw(lang board.Language, key string) string {
	if lang == board.English {
		return catalogue()[key].english
	}
	return catalogue()[key].swedish
}

// place is what stands between braces: a name, and maybe two words to choose from by it.
var place = regexp.MustCompile(`\{([^{}|]*)(\|[^{}]*)?\}`)

// Places is the names of what is filled in to a text.
func Places(text string) []string {
	var names []string
	for _, found := range place.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, found[1]) {
			names = append(names, found[1])
		}
	}
	return names
}

// Strange is the places of a wording that its text in the catalogue does not have: nothing would be filled in there.
func Strange(lang board.Language, key, wording string) []string {
	known := Places(Raw(lang, key))
	return slices.DeleteFunc(Places(wording), func(name string) bool { return slices.Contains(known, name) })
}
