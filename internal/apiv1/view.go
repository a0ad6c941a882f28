package apiv1

import (
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/reference"
)

// view is what the shape of an answer hangs on beside what it shows: the language, the addresses and the time.
type view struct {
	lang  board.Language
	links link.Links
	now   time.Time
}

func (a *API) view(lang board.Language, now time.Time) view {
	return view{lang, a.Links, now}
}

// inLanguage is the address of a page in the view's language.
func (v view) inLanguage(address string) string {
	switch {
	case v.lang == board.Swedish:
		return address
	case strings.Contains(address, "?"):
		return address + "&lang=" + string(v.lang)
	}
	return address + "?lang=" + string(v.lang)
}

// term writes a value and what it is called, nothing for none.
func (v view) term(w *writer, name string, list reference.List, value string) {
	if value != "" {
		w.object(name)
		v.value(w, list, value)
		w.end('}')
	}
}

func terms[T ~string](v view, w *writer, name string, list reference.List, values []T) {
	if len(values) == 0 {
		return
	}
	w.array(name)
	for _, value := range values {
		w.item()
		v.value(w, list, string(value))
		w.end('}')
	}
	w.end(']')
}

func (v view) value(w *writer, list reference.List, value string) {
	w.text("value", value)
	w.text("label", v.label(list, value))
}

// label is what a value is called, nothing for none.
func (v view) label(list reference.List, value string) string {
	if value == "" {
		return ""
	}
	return reference.Label(v.lang, list, value)
}

// employer writes who hires, and where it works.
func (v view) employer(w *writer, e *board.Employer, workplace string) {
	w.text("name", e.Name)
	w.someText("legal_name", e.LegalName)
	w.text("slug", e.Slug)
	w.someText("organization_number", e.OrgNr.Public())
	v.term(w, "sector", reference.ListSector, string(e.Sector))
	w.someText("workplace", workplace)
	w.someText("logo_url", v.logo(*e))
	w.someText("url", e.URL)
	w.flag("verified", e.Verified)
}

func (v view) logo(e board.Employer) string {
	if e.Logo == "" {
		return ""
	}
	return v.links.Logo(e.Logo)
}
