package apiv1

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// parameters are those of a request, being read. What is wrong with them is gathered.
type parameters struct {
	lang    board.Language
	values  url.Values // without lang
	invalid board.Invalid
}

// read reads the language of a request and notes what the others of its parameters are.
func read(r *http.Request) *parameters {
	p := &parameters{lang: board.Swedish}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		p.invalid.Add(board.Fault{Code: "query"})
	}
	if given, ok := values["lang"]; ok {
		p.language(given)
		delete(values, "lang")
	}
	p.values = values
	return p
}

func (p *parameters) language(given []string) {
	lang, ok := words.Language(given[0])
	switch {
	case len(given) > 1:
		p.invalid.Add(board.Fault{Field: "lang", Code: "repeated"})
	case !ok:
		p.invalid.Add(board.Fault{Field: "lang", Code: "value", Value: given[0], Allowed: "sv, en"})
	default:
		p.lang = lang
	}
}

// readOnly reads the request of a call that takes the named parameters beside lang and no others.
func readOnly(r *http.Request, names ...string) *parameters {
	p := read(r)
	for name := range p.values {
		if !slices.Contains(names, name) {
			p.invalid.Add(board.Fault{Field: name, Code: "unknown", Meant: closest(name, append(names, "lang"))})
		}
	}
	slices.SortFunc(p.invalid.Faults, func(a, b board.Fault) int { return cmp.Compare(a.Field, b.Field) })
	return p
}

// refuse notes those of the named parameters that are given as unknown, and takes them out.
func (p *parameters) refuse(names ...string) {
	for _, name := range names {
		if p.values.Has(name) {
			p.invalid.Add(board.Fault{Field: name, Code: "unknown"})
			p.values = with(p.values, name, nil)
		}
	}
}

// text takes a parameter that may stand once.
func (p *parameters) text(name string) string {
	if len(p.values[name]) > 1 {
		p.invalid.Add(board.Fault{Field: name, Code: "repeated"})
	}
	return p.values.Get(name)
}

// number takes a whole number within its range, the given one where there is none.
func (p *parameters) number(name string, otherwise, lowest, highest int64) int64 {
	s := p.text(name)
	if s == "" && !p.values.Has(name) {
		return otherwise
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < lowest || n > highest {
		p.invalid.Add(board.Fault{Field: name, Code: "range", Value: s, Allowed: span(lowest, highest)})
	}
	return n
}

// maxSeq is the highest number of a change.
const maxSeq = math.MaxInt64

func span(lowest, highest int64) string {
	if highest == maxSeq {
		return fmt.Sprintf("%d–", lowest)
	}
	return fmt.Sprintf("%d–%d", lowest, highest)
}

// withLanguage is the values with the language that was asked for, where it is not the one that holds anyway.
func (p *parameters) withLanguage(values url.Values) url.Values {
	if values == nil {
		values = url.Values{}
	}
	if p.lang != board.Swedish {
		values.Set("lang", string(p.lang))
	}
	return values
}

// join adds the faults that another reader of the same request has found.
func (p *parameters) join(err error) error {
	var more *board.Invalid
	if errors.As(err, &more) {
		p.invalid.Faults = append(p.invalid.Faults, more.Faults...)
	} else if err != nil {
		return err
	}
	return p.invalid.Err()
}

// closest is the name that differs from the given one by the fewest letters, if they are few.
func closest(given string, names []string) string {
	best, fewest := "", max(1, len(given)/3)+1
	for _, name := range names {
		if d := distance(given, name, fewest); d < fewest {
			best, fewest = name, d
		}
	}
	return best
}

// distance counts the letters to add, drop or replace (Levenshtein), and gives up at most.
func distance(a, b string, most int) int {
	if len(a)-len(b) >= most || len(b)-len(a) >= most {
		return most
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
