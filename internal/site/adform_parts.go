package site

import (
	"strconv"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// options is a list's values with their names; none is what choosing nothing is called, empty: something has to be chosen.
func options[T ~string](v *visit, list reference.List, values []T, none string) []option {
	var all []option
	if none != "" {
		all = append(all, option{Name: none})
	}
	for _, value := range values {
		all = append(all, option{Value: string(value), Name: reference.Label(v.lang, list, string(value))})
	}
	return all
}

// oneOf is a field in which one value of a list is chosen, or none.
func oneOf[T ~string](f *adFields, name string, list reference.List, values []T) field {
	return field{Name: name, Kind: "select", Options: options(f.v, list, values, f.v.text("adform.choose"))}
}

// unsaid is a field in which nothing need be chosen.
func unsaid[T ~string](f *adFields, name string, list reference.List, values []T) field {
	return field{Name: name, Kind: "select", Optional: true, Options: options(f.v, list, values, f.v.text("adform.unsaid"))}
}

func (f *adFields) job() []formPart {
	other, another := unsaid(f, roleField(1), reference.ListRole, board.Roles()), unsaid(f, roleField(2), reference.ListRole, board.Roles())
	return []formPart{
		f.fields(field{Name: "title"}),
		f.fields(field{Name: "headline"}),
		f.fields(oneOf(f, roleField(0), reference.ListRole, board.Roles()), other, another),
		f.fields(oneOf(f, "level", reference.ListLevel, board.Levels())),
		f.ticks("category", options(f.v, reference.ListCategory, board.Categories(), "")),
		f.ticks("law", options(f.v, reference.ListLaw, board.Laws(), "")),
		f.ticks("requirements", options(f.v, reference.ListRequirement, board.Requirements(), "")),
	}
}

// leastPlaces, leastContacts and leastUnions are how many rows a form has at least.
const (
	leastPlaces   = 1
	leastContacts = 3
	leastUnions   = 1
)

func (f *adFields) place() []formPart {
	return []formPart{
		f.fields(unsaid(f, "workplace", reference.ListWorkplace, board.Workplaces())),
		f.tick("nationwide"),
		f.rows("workplace_addresses", leastPlaces, board.MaxPlaces, func(at string) []field {
			return []field{
				{Name: at + "municipality", List: "kommuner"}, {Name: at + "street_address", Optional: true}, {Name: at + "postcode", Optional: true, InputMode: "numeric"},
				{Name: at + "city", Optional: true}, {Name: at + "country_code", Optional: true},
			}
		}),
	}
}

func (f *adFields) terms() []formPart {
	return []formPart{
		f.fields(oneOf(f, "employment_type", reference.ListEmploymentType, board.EmploymentTypes()), unsaid(f, "duration", reference.ListDuration, board.Durations())),
		f.tick("probation"),
		f.fields(oneOf(f, "working_hours", reference.ListWorkingHours, board.AllWorkingHours()),
			field{Name: "scope_of_work.min", Optional: true, InputMode: "numeric"}, field{Name: "scope_of_work.max", Optional: true, InputMode: "numeric"}),
		f.fields(unsaid(f, "start", reference.ListStart, board.StartTerms()), field{Name: "start.date", Kind: "date", Optional: true},
			field{Name: "number_of_vacancies", Optional: true, InputMode: "numeric"}),
		f.fields(field{Name: "salary.min", Optional: true, InputMode: "numeric"}, field{Name: "salary.max", Optional: true, InputMode: "numeric"},
			unsaid(f, "salary.period", reference.ListPayPeriod, board.PayPeriods()), field{Name: "salary.currency", Optional: true}),
		f.fields(unsaid(f, "salary.reason", reference.ListPayReason, board.PayReasons())),
		f.fields(field{Name: "salary.description", Optional: true}, field{Name: "collective_agreement", Optional: true}),
	}
}

func (f *adFields) text() []formPart {
	return []formPart{
		f.fields(field{Name: "description_text", Kind: "textarea", Lines: 18}),
		f.fields(oneOf(f, "language", reference.ListLanguage, board.Languages())),
	}
}

func (f *adFields) apply() []formPart {
	person := func(kinds bool) func(at string) []field {
		return func(at string) []field {
			fields := []field{{Name: at + "name"}, {Name: at + "description", Optional: true}, {Name: at + "telephone", Kind: "tel", Optional: true},
				{Name: at + "email", Kind: "email", Optional: true}}
			if kinds {
				fields = append(fields, unsaid(f, at+"kind", reference.ListContactKind, board.ContactKinds()))
			} else {
				fields[1].List = "fack"
			}
			return fields
		}
	}
	return []formPart{
		f.fields(field{Name: "application_deadline", Kind: "date"}, field{Name: "application_deadline.time", Kind: "time", Optional: true}),
		f.tick("continuous_selection"),
		f.fields(field{Name: "application_details.url", Kind: "url", Optional: true}),
		f.fields(field{Name: "application_details.email", Kind: "email", Optional: true}, field{Name: "application_details.reference", Optional: true},
			field{Name: "registry_number", Optional: true}),
		f.fields(field{Name: "application_details.information", Kind: "textarea", Lines: 4, Optional: true}),
		f.rows("application_contacts", leastContacts, maxContacts, person(true)),
		f.rows("union_contacts", leastUnions, maxContacts, person(false)),
		f.tick("no_sales_calls"),
	}
}

func (f *adFields) employer() []formPart {
	return []formPart{
		f.fields(field{Name: "employer.organization_number", Optional: true, InputMode: "numeric"}, field{Name: "employer.name", Optional: true, Autocomplete: "organization"}),
		f.fields(unsaid(f, "employer.sector", reference.ListSector, board.Sectors()), field{Name: "employer.url", Kind: "url", Optional: true}),
		f.fields(field{Name: "employer.workplace", Optional: true}),
		f.fields(field{Name: "agency.name", Optional: true}, field{Name: "agency.url", Kind: "url", Optional: true}),
	}
}

func (f *adFields) order() []formPart {
	packages := []option{{Name: f.v.text("adform.choose")}}
	for _, p := range board.Packages() {
		offer := f.prices.Offer(board.Item(p))
		name := f.v.text("adform.package.offer", "package", reference.Label(f.v.lang, reference.ListPackage, string(p)),
			"price", kronor(f.v, offer.Price), "days", strconv.Itoa(offer.Days))
		packages = append(packages, option{Value: string(p), Name: name})
	}
	return []formPart{
		f.fields(field{Name: "package", Kind: "select", Options: packages}),
		f.fields(field{Name: "publication_date", Kind: "date", Optional: true}, field{Name: "publication_date.time", Kind: "time", Optional: true}),
	}
}
