package site

import (
	"fmt"
	"net/url"
	"strconv"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/richtext"
)

// put sets a value that there is.
func put(form url.Values, name, value string) {
	if value != "" {
		form.Set(name, value)
	}
}

func putNumber[N int | int64](form url.Values, name string, n N) {
	if n != 0 {
		form.Set(name, strconv.FormatInt(int64(n), 10))
	}
}

func putTick(form url.Values, name string, is bool) {
	if is {
		form.Set(name, ticked)
	}
}

func putAll[T ~string](form url.Values, name string, values []T) {
	for _, value := range values {
		form.Add(name, string(value))
	}
}

func fillJob(form url.Values, d *board.Draft) {
	ad := &d.Ad
	put(form, "title", ad.Title)
	put(form, "headline", ad.Headline)
	for i, role := range ad.Profile.Roles {
		put(form, roleField(i), string(role))
	}
	put(form, "level", string(ad.Profile.Level))
	putAll(form, "category", ad.Profile.Categories)
	putAll(form, "law", ad.Profile.Laws)
	putAll(form, "requirements", ad.Terms.Requirements)
}

// roleField is the name of the field of a role; the first, the main one, has that of the API.
func roleField(i int) string {
	if i == 0 {
		return "role"
	}
	return "role." + strconv.Itoa(i)
}

func fillPlaces(form url.Values, d *board.Draft) {
	where := &d.Ad.Where
	put(form, "workplace", string(where.Workplace))
	putTick(form, "nationwide", where.Nationwide)
	for i, p := range where.Places {
		at := fmt.Sprintf("workplace_addresses.%d.", i)
		put(form, at+"municipality", placeTyped(p))
		put(form, at+"street_address", p.Street)
		put(form, at+"postcode", p.Postcode)
		put(form, at+"city", p.City)
		if p.Country != board.Sweden && p.Country != "" {
			put(form, at+"country_code", reference.Label(board.Swedish, reference.ListCountry, p.Country))
		}
	}
}

// placeTyped is what a place is called in the form: its municipality, or the county where no more is known.
func placeTyped(p board.Place) string {
	if m, ok := reference.MunicipalityByCode(p.Municipality); ok {
		return m.Name
	}
	if r, ok := reference.RegionByCode(p.Region); ok {
		return r.Name
	}
	return ""
}

func fillTerms(form url.Values, d *board.Draft) {
	terms, pay := &d.Ad.Terms, &d.Ad.Salary
	put(form, "employment_type", string(terms.Employment))
	putTick(form, "probation", terms.Probation)
	put(form, "duration", string(terms.Duration))
	put(form, "working_hours", string(terms.Hours))
	putNumber(form, "scope_of_work.min", terms.Scope.Min)
	putNumber(form, "scope_of_work.max", terms.Scope.Max)
	put(form, "start", string(terms.Start.Term))
	put(form, "start.date", terms.Start.Date.String())
	putNumber(form, "number_of_vacancies", terms.Vacancies)
	putNumber(form, "salary.min", pay.Min)
	putNumber(form, "salary.max", pay.Max)
	put(form, "salary.currency", pay.Currency)
	put(form, "salary.period", string(pay.Period))
	put(form, "salary.reason", string(pay.Reason))
	put(form, "salary.description", pay.Description)
	put(form, "collective_agreement", terms.CollectiveAgreement)
}

func fillText(form url.Values, d *board.Draft) {
	put(form, "language", string(d.Ad.Language))
	put(form, "description_text", richtext.Markdown(d.Ad.Text.HTML))
}

func fillApply(form url.Values, d *board.Draft) {
	ad := &d.Ad
	put(form, "application_deadline", ad.Deadline.Date.String())
	put(form, "application_deadline.time", clock(ad.Deadline.Minute))
	putTick(form, "continuous_selection", ad.Continuous)
	put(form, "application_details.url", ad.Apply.URL)
	put(form, "application_details.email", ad.Apply.Email)
	put(form, "application_details.reference", ad.Apply.Reference)
	put(form, "application_details.information", ad.Apply.Information)
	put(form, "registry_number", ad.RegistryNumber)
	fillContacts(form, "application_contacts", ad.Contacts)
	for i, c := range ad.Contacts {
		put(form, fmt.Sprintf("application_contacts.%d.kind", i), string(c.Kind))
	}
	fillContacts(form, "union_contacts", ad.UnionContacts)
	putTick(form, "no_sales_calls", ad.NoSalesCalls)
}

// clock is a minute of the day as a form has it, nothing for the first.
func clock(minute int) string {
	if minute == 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", minute/60, minute%60)
}

func fillContacts(form url.Values, name string, people []board.Contact) {
	for i, c := range people {
		at := fmt.Sprintf("%s.%d.", name, i)
		put(form, at+"name", c.Name)
		put(form, at+"description", c.Description)
		put(form, at+"telephone", c.Telephone)
		put(form, at+"email", c.Email)
	}
}

func fillEmployer(form url.Values, d *board.Draft) {
	if !d.Employer.OrgNr.Personal() {
		put(form, "employer.organization_number", d.Employer.OrgNr.String())
	}
	put(form, "employer.name", d.Employer.Name)
	put(form, "employer.sector", string(d.Employer.Sector))
	put(form, "employer.url", d.Employer.URL)
	put(form, "employer.workplace", d.Ad.Department)
	put(form, "agency.name", d.Ad.Agency.Name)
	put(form, "agency.url", d.Ad.Agency.URL)
}

func fillOrder(form url.Values, d *board.Draft) {
	put(form, "package", string(d.Package))
	if at := d.PublishAt; !at.IsZero() {
		put(form, "publication_date", board.DateOf(at).String())
		put(form, "publication_date.time", at.In(board.Stockholm()).Format("15:04"))
	}
}
