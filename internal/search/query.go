package search

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
)

// The parameters of a search besides the facets.
const (
	paramText           = "q"
	paramNationwide     = "nationwide"
	paramPublishedAfter = "published_after"
	paramDeadlineBefore = "deadline_before"
	paramDeadlineAfter  = "deadline_after"
	paramSort           = "sort"
	paramLimit          = "limit"
	paramOffset         = "offset"
	paramFacets         = "facets"
)

// The codes of a query's faults.
const (
	codeUnknown  = "unknown"  // there is no such parameter
	codeValue    = "value"    // the parameter has no such value
	codeRange    = "range"    // a number or length out of its range
	codeFormat   = "format"   // not written as a date, time or bool is
	codeRepeated = "repeated" // given more than once
)

// noFacets asks for no facet to be counted.
const noFacets = "none"

// parameters lists what a search can be given.
func parameters() []string {
	return append(texts(board.Facets()), paramText, paramNationwide, paramPublishedAfter, paramDeadlineBefore,
		paramDeadlineAfter, paramSort, paramLimit, paramOffset, paramFacets)
}

// ParseQuery reads a search's parameters. Filters may be repeated, and facets, which may also be parted by commas; all
// others are given once. What is wrong is a *board.Invalid with every fault, by parameter: codes "unknown", "value",
// "range", "format" and "repeated", with what was probably meant where something is close. An employer is one of the
// version, by its slug or organisation number; the query has its slug.
func ParseQuery(values url.Values, v *Version) (board.Query, error) {
	p := parser{values: values, version: v}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		p.parameter(name)
	}
	q := board.Query{
		Text:           p.text(),
		Filters:        p.filters(),
		Nationwide:     p.flag(paramNationwide),
		PublishedAfter: p.instant(paramPublishedAfter),
		DeadlineBefore: p.instant(paramDeadlineBefore),
		DeadlineAfter:  p.instant(paramDeadlineAfter),
		Sort:           p.sort(),
		Limit:          p.number(paramLimit, board.DefaultLimit, 1, board.MaxLimit),
		Offset:         p.number(paramOffset, 0, 0, board.MaxOffset),
		Facets:         p.facets(),
	}
	if len(p.invalid.Faults) > 0 {
		slices.SortStableFunc(p.invalid.Faults, func(a, b board.Fault) int { return strings.Compare(a.Field, b.Field) })
		return board.Query{}, &p.invalid
	}
	return q, nil
}

// A parser reads parameters and collects what is wrong with them.
type parser struct {
	values  url.Values
	version *Version
	invalid board.Invalid
}

// maxMeant is for how many faults of one query it is worked out what was meant.
const maxMeant = 20

// wrong notes a fault; meant is asked for only while the faults are few.
func (p *parser) wrong(f board.Fault, meant func() string) {
	if meant != nil && len(p.invalid.Faults) < maxMeant {
		f.Meant = meant()
	}
	f.Value = shorten(f.Value)
	p.invalid.Add(f)
}

// maxEcho is how much of a wrong value is repeated, in bytes.
const maxEcho = 80

func shorten(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) <= maxEcho {
		return s
	}
	cut := maxEcho
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// parameter checks that there is such a parameter, and how often it is given.
func (p *parser) parameter(name string) {
	switch {
	case !slices.Contains(parameters(), name):
		p.wrong(board.Fault{Field: shorten(name), Code: codeUnknown}, func() string { return ClosestName(name, parameters()) })
	case len(p.values[name]) > 1 && name != paramFacets && !slices.Contains(board.Facets(), board.Facet(name)):
		p.wrong(board.Fault{Field: name, Code: codeRepeated}, nil)
	}
}

// one is the value of a parameter that is given once.
func (p *parser) one(name string) (value string, ok bool) {
	if len(p.values[name]) != 1 {
		return "", false
	}
	return p.values[name][0], true
}

func (p *parser) text() string {
	value, _ := p.one(paramText)
	if utf8.RuneCountInString(value) > board.MaxQuery {
		p.wrong(board.Fault{Field: paramText, Code: codeRange, Allowed: fmt.Sprintf("0–%d", board.MaxQuery)}, nil)
		return ""
	}
	return richtext.Line(value)
}

func (p *parser) flag(name string) bool {
	value, ok := p.one(name)
	if ok && value != "true" && value != "false" {
		p.wrong(board.Fault{Field: name, Code: codeFormat, Value: value, Allowed: "true, false"}, nil)
	}
	return value == "true"
}

func (p *parser) number(name string, normal, least, most int) int {
	value, ok := p.one(name)
	if !ok {
		return normal
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < least || n > most {
		p.wrong(board.Fault{Field: name, Code: codeRange, Value: value, Allowed: fmt.Sprintf("%d–%d", least, most)}, nil)
	}
	return n
}

func (p *parser) sort() board.Sort {
	value, ok := p.one(paramSort)
	if !ok {
		return ""
	}
	order, known := board.Parse(board.Sorts(), value)
	if !known {
		p.wrong(board.Fault{Field: paramSort, Code: codeValue, Value: value, Allowed: strings.Join(texts(board.Sorts()), ", ")},
			func() string { return ClosestName(value, texts(board.Sorts())) })
	}
	return order
}

func (p *parser) facets() []board.Facet {
	given, ok := p.values[paramFacets]
	if !ok {
		return board.Facets()
	}
	var asked []board.Facet
	none := false
	for _, name := range strings.Split(strings.Join(given, ","), ",") {
		facet, known := board.Parse(board.Facets(), name)
		switch {
		case name == noFacets:
			none = true
		case known:
			asked = append(asked, facet)
		default:
			p.wrong(board.Fault{Field: paramFacets, Code: codeValue, Value: name},
				func() string { return ClosestName(name, append(texts(board.Facets()), noFacets)) })
		}
	}
	if none && len(asked) > 0 {
		p.wrong(board.Fault{Field: paramFacets, Code: codeValue, Value: noFacets}, nil)
	}
	return slices.DeleteFunc(board.Facets(), func(f board.Facet) bool { return !slices.Contains(asked, f) })
}

func (p *parser) filters() map[board.Facet][]string {
	filters := map[board.Facet][]string{}
	for _, facet := range board.Facets() {
		for _, value := range p.values[string(facet)] {
			if found, ok := p.version.value(facet, value); ok {
				filters[facet] = append(filters[facet], found)
				continue
			}
			p.wrong(board.Fault{Field: string(facet), Code: codeValue, Value: value},
				func() string { return p.version.meant(facet, value) })
		}
		if len(filters[facet]) > 0 {
			slices.Sort(filters[facet])
			filters[facet] = slices.Compact(filters[facet])
		}
	}
	return filters
}

func (p *parser) instant(name string) time.Time {
	value, ok := p.one(name)
	if !ok {
		return time.Time{}
	}
	t, err := parseInstant(value)
	if err != nil {
		p.wrong(board.Fault{Field: name, Code: codeFormat, Value: value, Allowed: "2026-11-30, 2026-11-30T12:00:00+01:00"}, nil)
	}
	return t
}

// parseInstant reads a date, which is its first instant in Sweden, or a time. A time without offset is that of Sweden. A
// plus sign that has become a space on its way through an address is put back.
func parseInstant(s string) (time.Time, error) {
	if day, err := board.ParseDate(s); err == nil && day.Year >= 1970 {
		return day.Start(), nil
	}
	t, err := time.Parse(time.RFC3339, strings.Replace(s, " ", "+", 1))
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if err != nil {
			t, err = time.ParseInLocation(layout, s, board.Stockholm())
		}
	}
	if err != nil || t.Year() < 1970 {
		return time.Time{}, fmt.Errorf("%.30q is not a date or time from 1970 on", s)
	}
	return t, nil
}
