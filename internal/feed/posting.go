package feed

import (
	"cmp"
	"encoding/json"
	"slices"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/reference"
)

// A Posting is a job as schema.org's JobPosting, by Google's rules: what is stated, and nothing that a reader of the page
// does not see.
type Posting struct {
	Context        string           `json:"@context"`
	Type           string           `json:"@type"`
	Title          string           `json:"title,omitempty"`
	Description    string           `json:"description,omitempty"` // HTML
	DatePosted     string           `json:"datePosted,omitempty"`
	ValidThrough   string           `json:"validThrough,omitempty"`
	URL            string           `json:"url,omitempty"`
	Employer       *organization    `json:"hiringOrganization,omitempty"`
	Identifier     *property        `json:"identifier,omitempty"`
	EmploymentType several[string]  `json:"employmentType,omitempty"`
	Location       several[place]   `json:"jobLocation,omitempty"`
	LocationType   string           `json:"jobLocationType,omitempty"`
	ApplicantsFrom several[country] `json:"applicantLocationRequirements,omitempty"`
	Salary         *amount          `json:"baseSalary,omitempty"`
	StartDate      string           `json:"jobStartDate,omitempty"`
	Openings       int              `json:"totalJobOpenings,omitempty"`
	DirectApply    bool             `json:"directApply"`
	plain          string           // the description as text
}

// several is one value, or a list of more, as JSON-LD writes it and Google's examples do.
type several[T any] []T

// MarshalJSON writes one value as itself.
func (s several[T]) MarshalJSON() ([]byte, error) {
	if len(s) == 1 {
		return json.Marshal(s[0])
	}
	return json.Marshal([]T(s))
}

type organization struct {
	Type   string `json:"@type"`
	Name   string `json:"name"`
	SameAs string `json:"sameAs,omitempty"`
	Logo   string `json:"logo,omitempty"`
}

type property struct {
	Type  string `json:"@type"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

type place struct {
	Type    string  `json:"@type"`
	Address address `json:"address"`
}

type address struct {
	Type     string `json:"@type"`
	Street   string `json:"streetAddress,omitempty"`
	Locality string `json:"addressLocality,omitempty"`
	Region   string `json:"addressRegion,omitempty"`
	Postcode string `json:"postalCode,omitempty"`
	Country  string `json:"addressCountry"`
}

type country struct {
	Type string `json:"@type"`
	Name string `json:"name"` // ISO 3166-1 alpha-2
}

type amount struct {
	Type     string   `json:"@type"`
	Currency string   `json:"currency"`
	Value    quantity `json:"value"`
}

type quantity struct {
	Type  string `json:"@type"`
	Value int64  `json:"value,omitempty"`
	Min   int64  `json:"minValue,omitempty"`
	Max   int64  `json:"maxValue,omitempty"`
	Unit  string `json:"unitText"`
}

// NewPosting is what there is of a job that readers see, with its text.
func NewPosting(links link.Links, j *board.Job) *Posting {
	ad := &j.Ad
	p := &Posting{
		Context: "https://schema.org/", Type: "JobPosting", Title: ad.Title, Description: ad.Text.HTML, plain: ad.Text.Plain,
		DatePosted: instant(j.Run.From), ValidThrough: instant(j.Run.Until), URL: links.Job(j),
		Employer: hirer(links, j.Employer), EmploymentType: employmentTypes(ad.Terms), Salary: salary(ad.Salary),
		StartDate: ad.Terms.Start.Date.String(), Openings: ad.Terms.Vacancies,
		DirectApply: ad.Apply.URL == "" && ad.Apply.Email != "", // a link leads to another site's first page
	}
	if number := cmp.Or(ad.Apply.Reference, ad.RegistryNumber); number != "" && p.Employer != nil {
		p.Identifier = &property{"PropertyValue", p.Employer.Name, number}
	}
	p.Location = locations(ad.Where)
	if ad.Where.Workplace == board.Remote {
		p.LocationType, p.ApplicantsFrom = "TELECOMMUTE", countries(ad.Where)
		if ad.Where.Nationwide {
			p.Location = nil // it is nowhere
		}
	}
	return p
}

// Complete says whether the posting has what Google requires of one; without it there is to be none on a page.
func (p *Posting) Complete() bool {
	located := len(p.Location) > 0 || p.LocationType != "" && len(p.ApplicantsFrom) > 0
	return p.Title != "" && p.plain != "" && p.plain != p.Title && p.Employer != nil && located
}

// Markup is the posting as JSON that can stand inside a script element: <, > and & are escaped, and the line separators
// that JavaScript does not take.
func (p *Posting) Markup() (string, error) {
	body, err := json.Marshal(p)
	return string(body), err
}

// hirer is the employer, nil where none is named.
func hirer(links link.Links, e board.Employer) *organization {
	if e.Name == "" {
		return nil
	}
	o := &organization{Type: "Organization", Name: e.Name}
	o.SameAs, _ = link.Web(e.URL)
	if e.Logo != "" {
		o.Logo = links.Logo(e.Logo)
	}
	return o
}

// employmentTypes is how Google calls hours and type of employment; a permanent position is told by its hours alone.
func employmentTypes(t board.Terms) []string {
	var types []string
	if t.Hours == board.FullTime || t.Hours == board.FullOrPartTime {
		types = append(types, "FULL_TIME")
	}
	if t.Hours == board.PartTime || t.Hours == board.FullOrPartTime {
		types = append(types, "PART_TIME")
	}
	switch t.Employment {
	case board.Permanent, "":
	case board.OnCall:
		types = append(types, "PER_DIEM")
	case board.Internship, board.Thesis:
		types = append(types, "INTERN")
	case "assignment":
		types = append(types, "CONTRACTOR")
	default:
		types = append(types, "TEMPORARY")
	}
	return types
}

// locations is where the work is; the whole country is a place too.
func locations(w board.Where) []place {
	if w.Nationwide {
		return []place{{"Place", address{Type: "PostalAddress", Country: board.Sweden}}}
	}
	var places []place
	for _, p := range w.Places {
		a := address{Type: "PostalAddress", Street: p.Street, Locality: p.City, Postcode: postcode(p.Postcode), Country: cmp.Or(p.Country, board.Sweden)}
		if p.Municipality != "" && a.Locality == "" {
			a.Locality = reference.Label(board.Swedish, reference.ListMunicipality, p.Municipality)
		}
		if p.Region != "" {
			a.Region = reference.Label(board.Swedish, reference.ListRegion, p.Region)
		}
		places = append(places, place{"Place", a})
	}
	return places
}

// postcode is a Swedish postcode as it is written.
func postcode(digits string) string {
	if len(digits) == 5 {
		return digits[:3] + " " + digits[3:]
	}
	return digits
}

// countries is from where one can do work that is done anywhere: Sweden, where no place says otherwise.
func countries(w board.Where) []country {
	var names []string
	for _, p := range w.Places {
		names = append(names, cmp.Or(p.Country, board.Sweden))
	}
	if len(names) == 0 || w.Nationwide {
		names = []string{board.Sweden}
	}
	slices.Sort(names)
	var all []country
	for _, code := range slices.Compact(names) {
		all = append(all, country{"Country", code})
	}
	return all
}

// salary is a stated pay, nil for one that has no figure, or but a lowest or a highest: Google takes one or both.
func salary(s board.Salary) *amount {
	units := map[board.PayPeriod]string{"": "MONTH", board.PerMonth: "MONTH", board.PerHour: "HOUR", board.PerYear: "YEAR"}
	value := quantity{Type: "QuantitativeValue", Unit: units[s.Period]}
	switch {
	case s.Min <= 0 || s.Max <= 0 || value.Unit == "":
		return nil
	case s.Min == s.Max:
		value.Value = s.Min
	default:
		value.Min, value.Max = s.Min, s.Max
	}
	return &amount{"MonetaryAmount", cmp.Or(s.Currency, "SEK"), value}
}
