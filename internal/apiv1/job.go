package apiv1

import (
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
)

// job is a Job of the document. Its parts are flat in JSON.
type job struct {
	jobText
	jobProfile
	jobPlace
	jobTerms
	jobDates
	jobApply
}

type jobText struct {
	ID              board.ID     `json:"id"`
	URL             string       `json:"url"`
	Status          board.Status `json:"status"`
	Title           string       `json:"title"`
	Headline        string       `json:"headline"`
	Excerpt         string       `json:"excerpt,omitempty"`
	DescriptionText string       `json:"description_text,omitempty"`
	DescriptionHTML string       `json:"description_html,omitempty"`
	Language        *term        `json:"language,omitempty"`
	Employer        *employer    `json:"employer,omitempty"`
	Agency          *agency      `json:"agency,omitempty"`
}

type jobProfile struct {
	Role     []term `json:"role,omitempty"`
	Level    *term  `json:"level,omitempty"`
	Law      []term `json:"law,omitempty"`
	Category []term `json:"category,omitempty"`
}

type jobPlace struct {
	Workplace  *term     `json:"workplace,omitempty"`
	Address    *address  `json:"workplace_address,omitempty"`
	Addresses  []address `json:"workplace_addresses,omitempty"`
	Nationwide bool      `json:"nationwide,omitempty"`
}

type jobTerms struct {
	EmploymentType      *term   `json:"employment_type,omitempty"`
	WorkingHours        *term   `json:"working_hours,omitempty"`
	Scope               *scope  `json:"scope_of_work,omitempty"`
	Duration            *term   `json:"duration,omitempty"`
	Start               *start  `json:"start,omitempty"`
	Vacancies           int     `json:"number_of_vacancies,omitempty"`
	Requirements        []term  `json:"requirements,omitempty"`
	Salary              *salary `json:"salary,omitempty"`
	CollectiveAgreement string  `json:"collective_agreement,omitempty"`
}

type jobDates struct {
	PublicationDate      string   `json:"publication_date"`
	ApplicationDeadline  string   `json:"application_deadline,omitempty"`
	ContinuousSelection  bool     `json:"continuous_selection"`
	DeadlineExtendedFrom string   `json:"deadline_extended_from,omitempty"`
	PublishedUntil       string   `json:"published_until"`
	UpdatedAt            string   `json:"updated_at"`
	Featured             bool     `json:"featured"`
	Readvertises         board.ID `json:"readvertises,omitempty"`
}

type jobApply struct {
	Application    *application `json:"application_details,omitempty"`
	RegistryNumber string       `json:"registry_number,omitempty"`
	Highlights     []highlight  `json:"highlights,omitempty"`
	Contacts       []contact    `json:"application_contacts,omitempty"`
	UnionContacts  []contact    `json:"union_contacts,omitempty"`
	Source         *source      `json:"source,omitempty"`
}

type highlight struct {
	Field  string   `json:"field"`
	Ranges [][2]int `json:"ranges"`
}

type address struct {
	Municipality     string `json:"municipality,omitempty"`
	MunicipalityCode string `json:"municipality_code,omitempty"`
	Region           string `json:"region,omitempty"`
	RegionCode       string `json:"region_code,omitempty"`
	CountryCode      string `json:"country_code,omitempty"`
	Street           string `json:"street_address,omitempty"`
	Postcode         string `json:"postcode,omitempty"`
	City             string `json:"city,omitempty"`
}

type scope struct {
	Min int `json:"min,omitempty"`
	Max int `json:"max,omitempty"`
}

type start struct {
	Date  string `json:"date,omitempty"`
	Value string `json:"value,omitempty"`
	Label string `json:"label,omitempty"`
}

type salary struct {
	Min         int64  `json:"min,omitempty"`
	Max         int64  `json:"max,omitempty"`
	Currency    string `json:"currency,omitempty"`
	Period      *term  `json:"period,omitempty"`
	Reason      *term  `json:"reason,omitempty"`
	Description string `json:"description,omitempty"`
}

type application struct {
	URL         string `json:"url,omitempty"`
	Email       string `json:"email,omitempty"`
	Reference   string `json:"reference,omitempty"`
	Information string `json:"information,omitempty"`
}

type agency struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type contact struct {
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
	Email       string `json:"email,omitempty"`
	Telephone   string `json:"telephone,omitempty"`
}

type source struct {
	Name string `json:"name"`
	ID   string `json:"id"`
	URL  string `json:"url,omitempty"`
}

// whole is an ad with its text, as its own call shows it.
func (v view) whole(j *board.Job) *job {
	shown := v.job(j)
	shown.DescriptionText, shown.DescriptionHTML = j.Ad.Text.Plain, j.Ad.Text.HTML
	return shown
}

// listed is an ad with the part of its text that a list shows.
func (v view) listed(j *board.Job, excerpt string) *job {
	shown := v.job(j)
	shown.Excerpt = excerpt
	return shown
}

// found is an ad as a search has found it.
func (v view) found(hit search.Hit) *job {
	shown := v.listed(hit.Job, hit.Excerpt)
	for _, h := range hit.Highlights {
		shown.Highlights = append(shown.Highlights, highlight{h.Field, h.Ranges})
	}
	return shown
}

// job is what lists and single ads have in common, at the view's time.
func (v view) job(j *board.Job) *job {
	j = j.Public(v.now)
	ad := &j.Ad
	return &job{
		jobText: jobText{
			ID: j.ID, URL: v.links.Job(j), Status: j.State, Title: ad.Title, Headline: ad.Headline,
			Language: v.term(reference.ListLanguage, string(ad.Language)), Employer: v.hirer(j),
			Agency: orNil(agency(ad.Agency)),
		},
		jobProfile: jobProfile{
			Role: terms(v, reference.ListRole, ad.Profile.Roles), Level: v.term(reference.ListLevel, string(ad.Profile.Level)),
			Law:      terms(v, reference.ListLaw, ad.Profile.Laws),
			Category: terms(v, reference.ListCategory, ad.Profile.Categories),
		},
		jobPlace: v.place(ad.Where),
		jobTerms: v.terms(ad),
		jobDates: v.dates(j),
		jobApply: jobApply{
			Application: orNil(application(ad.Apply)), RegistryNumber: ad.RegistryNumber,
			Contacts: contacts(ad.Contacts), UnionContacts: contacts(ad.UnionContacts),
			Source: orNil(source{j.Source.Name, j.Source.ID, j.Source.URL}),
		},
	}
}

// place says where the work is: places, or the whole country.
func (v view) place(w board.Where) jobPlace {
	p := jobPlace{Workplace: v.term(reference.ListWorkplace, string(w.Workplace)), Nationwide: w.Nationwide}
	if w.Nationwide {
		return p
	}
	for _, at := range w.Places {
		p.Addresses = append(p.Addresses, address{
			Municipality: v.label(reference.ListMunicipality, at.Municipality), MunicipalityCode: at.Municipality,
			Region: v.label(reference.ListRegion, at.Region), RegionCode: at.Region,
			CountryCode: at.Country, Street: at.Street, Postcode: at.Postcode, City: at.City,
		})
	}
	if len(p.Addresses) > 0 {
		p.Address = &p.Addresses[0]
	}
	return p
}

func (v view) terms(ad *board.Ad) jobTerms {
	t := ad.Terms
	return jobTerms{
		EmploymentType:      v.term(reference.ListEmploymentType, string(t.Employment)),
		WorkingHours:        v.term(reference.ListWorkingHours, string(t.Hours)),
		Scope:               orNil(scope(t.Scope)),
		Duration:            v.term(reference.ListDuration, string(t.Duration)),
		Start:               v.start(t.Start),
		Vacancies:           t.Vacancies,
		Requirements:        terms(v, reference.ListRequirement, t.Requirements),
		Salary:              v.salary(ad.Salary),
		CollectiveAgreement: t.CollectiveAgreement,
	}
}

func (v view) start(s board.Start) *start {
	return orNil(start{
		Date: s.Date.String(), Value: string(s.Term), Label: v.label(reference.ListStart, string(s.Term)),
	})
}

func (v view) salary(s board.Salary) *salary {
	shown := salary{Min: s.Min, Max: s.Max, Reason: v.term(reference.ListPayReason, string(s.Reason)), Description: s.Description}
	if s.Stated() {
		shown.Currency, shown.Period = s.Currency, v.term(reference.ListPayPeriod, string(s.Period))
	}
	return orNil(shown)
}

func (v view) dates(j *board.Job) jobDates {
	return jobDates{
		PublicationDate: instant(j.Run.From), ApplicationDeadline: deadline(j.Ad.Deadline),
		ContinuousSelection: j.Continuous(), DeadlineExtendedFrom: deadline(j.Extension.From),
		PublishedUntil: instant(j.Run.Until), UpdatedAt: instant(j.UpdatedAt), Featured: j.FeaturedAt(v.now),
		Readvertises: j.Readvertise.Of,
	}
}

// instant writes a time as Sweden's clocks show it; parts of a second only where there are any.
func instant(t time.Time) string {
	return t.In(board.Stockholm()).Format("2006-01-02T15:04:05.999Z07:00")
}

func deadline(d board.Deadline) string {
	if d.IsZero() {
		return ""
	}
	return instant(d.LastSecond())
}

func contacts(people []board.Contact) []contact {
	var shown []contact
	for _, p := range people {
		shown = append(shown, contact{p.Name, p.Description, p.Email, p.Telephone})
	}
	return shown
}

// orNil is nil for a value that says nothing, so that it is left out.
func orNil[T comparable](value T) *T {
	var zero T
	if value == zero {
		return nil
	}
	return &value
}
