package board

import (
	"strings"
	"unicode/utf8"
)

// MaxSlug is the longest slug in bytes; a longer one is cut at a word.
const MaxSlug = 80

// Slugify makes the readable part of an address: lower-case ASCII words with hyphens between. Å and ä become a, ö
// becomes o, é becomes e; what has no letter or digit in it becomes nothing.
// The text is expected in normal form C.
func Slugify(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= utf8.RuneSelf && foldLatin(r) != "":
			b.WriteString(foldLatin(r))
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return cutSlug(strings.Trim(b.String(), "-"))
}

func cutSlug(s string) string {
	if len(s) <= MaxSlug {
		return s
	}
	cut := strings.LastIndexByte(s[:MaxSlug+1], '-')
	if cut <= 0 {
		cut = MaxSlug
	}
	return s[:cut]
}

func foldLatin(r rune) string {
	for _, fold := range [...]struct{ from, to string }{
		{"åäàáâãā", "a"}, {"öøòóôõō", "o"}, {"éèêëē", "e"}, {"üùúûū", "u"}, {"íìîïī", "i"}, {"çčć", "c"}, {"ñń", "n"},
		{"šś", "s"}, {"žź", "z"}, {"ýÿ", "y"}, {"ł", "l"}, {"æ", "ae"}, {"œ", "oe"}, {"ß", "ss"}, {"ð", "d"}, {"þ", "th"},
	} {
		if strings.ContainsRune(fold.from, r) {
			return fold.to
		}
	}
	return ""
}
