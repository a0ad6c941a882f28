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

// term is a value and what it is called.
type term struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// term is nil for no value.
func (v view) term(list reference.List, value string) *term {
	if value == "" {
		return nil
	}
	return &term{value, v.label(list, value)}
}

func terms[T ~string](v view, list reference.List, values []T) []term {
	var shown []term
	for _, value := range values {
		shown = append(shown, *v.term(list, string(value)))
	}
	return shown
}

// label is what a value is called, nothing for none.
func (v view) label(list reference.List, value string) string {
	if value == "" {
		return ""
	}
	return reference.Label(v.lang, list, value)
}

// employer is who hires.
type employer struct {
	Name               string `json:"name"`
	LegalName          string `json:"legal_name,omitempty"`
	Slug               string `json:"slug"`
	OrganizationNumber string `json:"organization_number,omitempty"`
	Sector             *term  `json:"sector,omitempty"`
	Workplace          string `json:"workplace,omitempty"`
	LogoURL            string `json:"logo_url,omitempty"`
	URL                string `json:"url,omitempty"`
	Verified           bool   `json:"verified"`
}

func (v view) employer(e board.Employer) employer {
	return employer{
		Name: e.Name, LegalName: e.LegalName, Slug: e.Slug, OrganizationNumber: e.OrgNr.Public(),
		Sector: v.term(reference.ListSector, string(e.Sector)), LogoURL: v.logo(e), URL: e.URL, Verified: e.Verified,
	}
}

// hirer is a job's employer with the workplace, nil for an imported job that names none.
func (v view) hirer(j *board.Job) *employer {
	if j.Employer.Name == "" {
		return nil
	}
	e := v.employer(j.Employer)
	e.Workplace = j.Ad.Department
	return &e
}

func (v view) logo(e board.Employer) string {
	if e.Logo == "" {
		return ""
	}
	return v.links.Logo(e.Logo)
}
