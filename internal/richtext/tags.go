package richtext

import (
	"html"
	"strings"
)

// dropped are the elements whose content is not text of the page.
var dropped = set("audio canvas iframe math noembed noframes noscript object plaintext script select style svg " +
	"template textarea title video xmp")

// blocks are the elements that stand on lines of their own, apart from lists and headings.
var blocks = set("address article aside blockquote body center dd details div dl dt fieldset figure footer form header " +
	"hr main nav p pre section table tr")

// inline are the other elements that show a text to be HTML.
var inline = set("a abbr b big br code em font h1 h2 h3 h4 h5 h6 head html i img label li link mark meta ol s small span " +
	"strike strong sub sup tbody td tfoot th thead tt u ul")

func set(names string) map[string]bool {
	all := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		all[name] = true
	}
	return all
}

// LooksLikeHTML says whether a text holds tags or entities of HTML, rather than being plain text in which there is a <
// or an & ("< 5 år", "<3", "a<b", "R&D", an e-mail address in angle brackets).
func LooksLikeHTML(s string) bool {
	for {
		i := strings.IndexAny(s, "<&")
		if i < 0 {
			return false
		}
		s = s[i:]
		if startsWithTag(s) || startsWithEntity(s) {
			return true
		}
		s = s[1:]
	}
}

// Bounds in bytes of where a tag's end, and its name's, are looked for: else a text of nothing but < would be read again
// for each of them.
const (
	longestTag  = 4 << 10
	longestName = 64
)

// startsWithTag says whether s starts with a whole tag of a known name, and with no more in it than attributes: the
// "<b and c>" of a formula is none.
func startsWithTag(s string) bool {
	name := tagName(s)
	if !dropped[name] && !blocks[name] && !inline[name] {
		return false
	}
	tag, _, whole := strings.Cut(s[:min(len(s), longestTag)], ">")
	attributes := strings.TrimLeft(tag, "</")[len(name):]
	return whole && (strings.Trim(attributes, " \t\r\n/") == "" || strings.Contains(attributes, "="))
}

// tagName is the lower-case name of the tag that s begins with, or "" if it has none that HTML or Word could have given.
func tagName(s string) string {
	if !strings.HasPrefix(s, "<") {
		return ""
	}
	name := strings.TrimPrefix(s[1:min(len(s), longestName)], "/")
	end := strings.IndexAny(name, " \t\r\n\f/>")
	if end <= 0 {
		return ""
	}
	name = strings.ToLower(name[:end])
	if strings.HasSuffix(name, ":") || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789:-_") != "" {
		return ""
	}
	return name
}

// longestEntity is the length of the longest named character reference, with & and ;.
const longestEntity = len("&CounterClockwiseContourIntegral;")

func startsWithEntity(s string) bool {
	end := strings.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 2 || s[0] != '&' {
		return false
	}
	entity := s[:end+1]
	plain := html.UnescapeString(entity)
	return plain != entity && !strings.HasSuffix(plain, ";")
}
