package site

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/language"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// A visit is what every page wants to know of a request.
type visit struct {
	person
	lang    board.Language
	asked   bool       // the address names the language; then the links of the page do too
	values  url.Values // the parameters without lang
	notices []notice   // what of the address could not be understood
}

// visit reads a request. The language is the one that the address names, else the browser's, else Swedish.
func (s *Site) visit(r *http.Request) *visit {
	values := r.URL.Query() // what cannot be read is left out
	v := &visit{person: personOf(r.Context()), lang: s.preferred(r.Header.Get("Accept-Language")), values: values}
	given, ok := values["lang"]
	if !ok {
		return v
	}
	delete(values, "lang")
	if lang, known := words.Language(given[0]); known {
		v.lang, v.asked = lang, true
		return v
	}
	fault := board.Fault{Field: "lang", Code: "value", Value: given[0]}
	v.notices = append(v.notices, notice{Text: words.Fault(v.lang, fault)})
	return v
}

// preferred is the language that a browser asks for (RFC 9110, 12.5.4).
func (s *Site) preferred(header string) board.Language {
	if header == "" {
		return board.Swedish
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return board.Swedish
	}
	if _, i, confidence := s.accepted.Match(tags...); confidence != language.No {
		return words.Languages()[i]
	}
	return board.Swedish
}

// text is a text in the visitor's language.
func (v *visit) text(key string, args ...any) string { return v.said.Text(v.lang, key, args...) }

// link is a path with parameters and, where the visitor's address names it, the language.
func (v *visit) link(path string, values url.Values) string {
	if v.asked {
		values = with(values, "lang", string(v.lang))
	}
	return withQuery(path, values)
}

// key names the visitor's view of a canonical address among the kept answers.
func (v *visit) key(address string) string {
	var b strings.Builder
	b.WriteString(address)
	b.WriteString("#" + string(v.lang))
	if v.asked {
		b.WriteByte('!')
	}
	for _, n := range v.notices {
		b.WriteString("\x00" + n.Text + "\x00" + n.Link)
	}
	return b.String()
}

// with is the values with one set; the values themselves stay as they are.
func with(values url.Values, name, value string) url.Values {
	next := url.Values{name: {value}}
	for n, v := range values {
		if n != name {
			next[n] = v
		}
	}
	return next
}

func withQuery(path string, values url.Values) string {
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}
