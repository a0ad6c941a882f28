package prefill

import (
	"net/url"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/fetch"
	"ledigajobb/internal/importer"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/richtext"
)

// Bounds of what is taken over, in characters.
const (
	maxHeadline = 200
	maxName     = 200
	maxValue    = 100
	maxContacts = 10
)

func newFound(at *url.URL) Found { return Found{Address: steady(at), How: map[string]How{}} }

// put fills a field that is still empty: what was found first is surer, and stands.
func put[T comparable](f *Found, field string, how How, at *T, value T) {
	var none T
	if value != none && *at == none {
		*at, f.How[field] = value, how
	}
}

// putAll is put for lists.
func putAll[T any](f *Found, field string, how How, at *[]T, values []T) {
	if len(values) > 0 && len(*at) == 0 {
		*at, f.How[field] = values, how
	}
}

// tracking are the parameters that tell where a reader came from and are no part of an address.
var tracking = []string{"utm_", "fbclid", "gclid", "msclkid", "mc_cid", "mc_eid"}

// steady is an address without what tracks those who follow it.
func steady(u *url.URL) string {
	cut := *u
	var kept []string
	for parameter := range strings.SplitSeq(u.RawQuery, "&") {
		tracks := false
		for _, name := range tracking {
			tracks = tracks || strings.HasPrefix(strings.ToLower(parameter), name)
		}
		if !tracks && parameter != "" {
			kept = append(kept, parameter)
		}
	}
	cut.RawQuery = strings.Join(kept, "&")
	return cut.String()
}

// line is a value as one clean line, and nothing when it is too long to be one.
func line(s string, max int) string {
	s = richtext.Line(s)
	if len(s) > 4*max || len([]rune(s)) > max {
		return ""
	}
	return s
}

// webAddress is an address of the web, or nothing.
func webAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || len(s) > fetch.MaxAddress || fetch.Acceptable(u) != nil {
		return ""
	}
	return u.String()
}

// employer fills in who hires; a public body that is known by its number or name with what is known of it.
func (f *Found) employer(how How, name, number string) {
	nr, _ := board.ParseOrgNr(number)
	put(f, "employer.organization_number", how, &f.Employer.OrgNr, nr)
	body, known := reference.BodyByOrgNr(f.Employer.OrgNr)
	if !known && f.Employer.OrgNr.IsZero() {
		body, known = reference.BodyByName(name)
	}
	if known {
		name = body.Name
		put(f, "employer.organization_number", Guess, &f.Employer.OrgNr, body.OrgNr)
	}
	put(f, "employer.name", how, &f.Employer.Name, line(name, maxName))
	put(f, "employer.sector", Guess, &f.Employer.Sector, body.Sector)
	put(f, "employer.sector", Guess, &f.Employer.Sector, f.Employer.OrgNr.SuggestedSector())
}

// guess fills what is still empty from what has been found, and says of an ad without any other way to apply that one
// applies at its own address. site is what the site calls itself.
func (f *Found) guess(site string) {
	ad := &f.Ad
	put(f, "title", Guess, &ad.Title, positionIn(ad.Headline))
	put(f, "headline", Guess, &ad.Headline, ad.Title)
	put(f, "language", Guess, &ad.Language, importer.Language(ad.Headline+"\n"+ad.Text.Plain))
	putAll(f, "role", Guess, &ad.Profile.Roles, rolesOf(ad.Title))
	putAll(f, "role", Guess, &ad.Profile.Roles, rolesOf(ad.Headline))
	put(f, "level", Guess, &ad.Profile.Level, levelOf(ad.Headline))
	if f.Employer.Name == "" {
		f.employer(Guess, employerIn(ad.Headline, site), "")
	}
	if !ad.Where.Nationwide {
		putAll(f, "workplace_addresses", Guess, &ad.Where.Places, placesIn(ad.Headline, f.Employer.Name))
	}
	if ad.Apply.Email == "" {
		put(f, "application_details.url", Guess, &ad.Apply.URL, f.Address)
	}
}
