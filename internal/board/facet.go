package board

// Facet is a property that jobs are filtered and counted by. Its name is the API's parameter.
type Facet string

// The facets.
const (
	FacetRole           Facet = "role"
	FacetRegion         Facet = "region"
	FacetMunicipality   Facet = "municipality"
	FacetEmployer       Facet = "employer"
	FacetSector         Facet = "sector"
	FacetEmploymentType Facet = "employment_type"
	FacetWorkingHours   Facet = "working_hours"
	FacetWorkplace      Facet = "workplace"
	FacetLaw            Facet = "law"
	FacetCategory       Facet = "category"
	FacetLevel          Facet = "level"
	FacetLanguage       Facet = "language"
	FacetPay            Facet = "pay"
)

// PayStated is the one value of FacetPay.
const PayStated = "stated"

// Facets lists the facets in their order on a page.
func Facets() []Facet {
	return []Facet{FacetRole, FacetRegion, FacetMunicipality, FacetEmployer, FacetSector, FacetEmploymentType,
		FacetWorkingHours, FacetWorkplace, FacetLaw, FacetCategory, FacetLevel, FacetLanguage, FacetPay}
}

// Values is every value of the facet under which the job is found and counted, each once.
func (j *Job) Values(f Facet) []string {
	ad := &j.Ad
	switch f {
	case FacetRole:
		return texts(ad.Profile.Roles...)
	case FacetRegion:
		return ad.places(func(p Place) string { return p.Region })
	case FacetMunicipality:
		return ad.places(func(p Place) string { return p.Municipality })
	case FacetEmployer:
		return texts(j.Employer.Slug)
	case FacetSector:
		return texts(j.Employer.Sectors()...)
	case FacetEmploymentType:
		return texts(ad.Terms.Employment)
	case FacetWorkingHours:
		return ad.Terms.Hours.found()
	case FacetWorkplace:
		return texts(ad.Where.Workplace)
	case FacetLaw:
		return texts(ad.Profile.Laws...)
	case FacetCategory:
		return texts(ad.Profile.Categories...)
	case FacetLevel:
		return texts(ad.Profile.Level)
	case FacetLanguage:
		return texts(ad.Language)
	case FacetPay:
		if ad.Salary.Stated() {
			return []string{PayStated}
		}
	}
	return nil
}

// places is a code of each place, once; an ad for the whole country is found by that and not under each of them.
func (a *Ad) places(code func(Place) string) []string {
	if a.Where.Nationwide {
		return nil
	}
	codes := make([]string, len(a.Where.Places))
	for i, p := range a.Where.Places {
		codes[i] = code(p)
	}
	return texts(codes...)
}

// found is every extent under which the ad is found: one for full or part time also by either.
func (h WorkingHours) found() []string {
	if h == FullOrPartTime {
		return texts(FullTime, PartTime, FullOrPartTime)
	}
	return texts(h)
}

// texts is the values as strings, each once, empty ones left out.
func texts[T ~string](values ...T) []string {
	out := make([]string, 0, len(values))
	seen := make(map[T]bool, len(values))
	for _, v := range values {
		if v != "" && !seen[v] {
			seen[v] = true
			out = append(out, string(v))
		}
	}
	return out
}
