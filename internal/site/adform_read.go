package site

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
	"ledigajobb/internal/reference"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/search"
	"ledigajobb/internal/validate"
)

// An adReader reads a form into a draft, and notes what cannot be read.
type adReader struct {
	form  url.Values
	was   url.Values // the form as the draft filled it
	d     *board.Draft
	wrong *board.Invalid
}

// same says whether a field says what it said before.
func (r *adReader) same(name string) bool {
	return typedText(r.form.Get(name)) == r.was.Get(name)
}

// sameList says whether all fields whose names begin so say what they said before.
func (r *adReader) sameList(prefix string) bool {
	about := func(form url.Values) url.Values {
		part := maps.Clone(form)
		maps.DeleteFunc(part, func(name string, values []string) bool {
			return !strings.HasPrefix(name, prefix) || strings.Join(values, "") == ""
		})
		return part
	}
	return maps.EqualFunc(about(r.form), about(r.was), slices.Equal[[]string])
}

func (r *adReader) fault(field, code, value string) {
	r.wrong.Add(board.Fault{Field: field, Code: code, Value: value})
}

// typed is a text of one line.
func (r *adReader) typed(name string) string { return richtext.Line(r.form.Get(name)) }

func (r *adReader) line(name string, into *string) {
	if !r.same(name) {
		*into = r.typed(name)
	}
}

func (r *adReader) tick(name string, into *bool) { *into = r.form.Get(name) == ticked }

func choose[T ~string](r *adReader, name string, list []T, into *T) {
	if r.same(name) {
		return
	}
	given, known := r.form.Get(name), false
	if *into, known = board.Parse(list, given); given != "" && !known {
		r.fault(name, "value", given)
	}
}

func chooseAll[T ~string](r *adReader, name string, list []T, into *[]T) {
	if slices.Equal(r.form[name], r.was[name]) {
		return
	}
	*into = nil
	for _, given := range r.form[name] {
		value, known := board.Parse(list, given)
		if !known {
			r.fault(name, "value", given)
			continue
		}
		*into = append(*into, value)
	}
}

// number reads a whole number, also with spaces between its thousands and what it is of.
func number[N int | int64](r *adReader, name string, into *N) {
	if r.same(name) {
		return
	}
	given := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(r.form.Get(name)), "%"))
	if *into = 0; given == "" {
		return
	}
	n, err := readKronor(given)
	if err != nil || int64(N(n)) != n {
		r.fault(name, "number", "")
		return
	}
	*into = N(n)
}

func (r *adReader) date(name string, into *board.Date) {
	if r.same(name) {
		return
	}
	given := strings.TrimSpace(r.form.Get(name))
	if *into = (board.Date{}); given == "" {
		return
	}
	d, err := board.ParseDate(given)
	if err != nil {
		r.fault(name, "deadline.format", "")
	}
	*into = d
}

// time reads a time of day as minutes after midnight, nothing as the given minute.
func (r *adReader) time(name string, none int) int {
	given := strings.ReplaceAll(strings.TrimSpace(r.form.Get(name)), ".", ":")
	if given == "" {
		return none
	}
	t, err := time.Parse("15:04", given)
	if err != nil {
		r.fault(name, "time", "")
		return none
	}
	return t.Hour()*60 + t.Minute()
}

func (r *adReader) job() {
	ad := &r.d.Ad
	r.line("title", &ad.Title)
	r.line("headline", &ad.Headline)
	if !r.sameList("role") {
		ad.Profile.Roles = nil
		for i := range board.MaxRoles {
			var role board.Role
			if given := r.form.Get(roleField(i)); given != "" {
				if role, _ = board.Parse(board.Roles(), given); role == "" {
					r.fault(roleField(i), "value", given)
					continue
				}
				ad.Profile.Roles = append(ad.Profile.Roles, role)
			}
		}
	}
	choose(r, "level", board.Levels(), &ad.Profile.Level)
	chooseAll(r, "category", board.Categories(), &ad.Profile.Categories)
	chooseAll(r, "law", board.Laws(), &ad.Profile.Laws)
	chooseAll(r, "requirements", board.Requirements(), &ad.Terms.Requirements)
}

func (r *adReader) place() {
	where := &r.d.Ad.Where
	choose(r, "workplace", board.Workplaces(), &where.Workplace)
	r.tick("nationwide", &where.Nationwide)
	if r.sameList("workplace_addresses.") {
		return
	}
	where.Places = nil
	for i := range rowsIn(r.form, "workplace_addresses", board.MaxPlaces) {
		if p, ok := r.onePlace(fmt.Sprintf("workplace_addresses.%d.", i)); ok {
			where.Places = append(where.Places, p)
		}
	}
}

// onePlace reads a row; ok is false for an empty one.
func (r *adReader) onePlace(at string) (p board.Place, ok bool) {
	p = board.Place{
		Country: board.Sweden, Street: r.typed(at + "street_address"), City: r.typed(at + "city"),
		Postcode: strings.ReplaceAll(r.typed(at+"postcode"), " ", ""),
	}
	name, country := r.typed(at+"municipality"), r.typed(at+"country_code")
	if country != "" {
		if p.Country, ok = reference.CountryByName(country); !ok {
			r.fault(at+"country_code", "country", country)
		}
	}
	if name == "" {
		return p, p != board.Place{Country: board.Sweden}
	}
	m, known := reference.MunicipalityByName(name)
	region, county := reference.RegionByName(name)
	switch {
	case known:
		p.Municipality, p.Region = m.Code, m.Region
	case county:
		p.Region = region.Code
	default:
		r.wrong.Add(board.Fault{Field: at + "municipality", Code: "municipality", Value: name, Meant: search.ClosestName(name, municipalityNames())})
	}
	return p, true
}

func municipalityNames() []string {
	var names []string
	for _, m := range reference.Municipalities() {
		names = append(names, m.Name)
	}
	return names
}

func (r *adReader) terms() {
	terms, pay := &r.d.Ad.Terms, &r.d.Ad.Salary
	choose(r, "employment_type", board.EmploymentTypes(), &terms.Employment)
	r.tick("probation", &terms.Probation)
	choose(r, "duration", board.Durations(), &terms.Duration)
	choose(r, "working_hours", board.AllWorkingHours(), &terms.Hours)
	number(r, "scope_of_work.min", &terms.Scope.Min)
	number(r, "scope_of_work.max", &terms.Scope.Max)
	choose(r, "start", board.StartTerms(), &terms.Start.Term)
	r.date("start.date", &terms.Start.Date)
	number(r, "number_of_vacancies", &terms.Vacancies)
	number(r, "salary.min", &pay.Min)
	number(r, "salary.max", &pay.Max)
	choose(r, "salary.period", board.PayPeriods(), &pay.Period)
	choose(r, "salary.reason", board.PayReasons(), &pay.Reason)
	r.line("salary.description", &pay.Description)
	r.line("collective_agreement", &terms.CollectiveAgreement)
	if !r.same("salary.currency") {
		pay.Currency = strings.ToUpper(r.typed("salary.currency"))
	}
	if pay.Stated() && pay.Currency == "" {
		pay.Currency = "SEK"
	}
}

// farTooLong is from how many characters on Markdown is not even read: some of it takes time by the square of its length.
// HTML is read in one go, and is mostly longer than its text.
const farTooLong = validate.MaxOrderText * 5 / 4

func (r *adReader) text() {
	ad := &r.d.Ad
	choose(r, "language", board.Languages(), &ad.Language)
	if r.same("description_text") {
		return
	}
	typed := typedText(r.form.Get("description_text"))
	if n := utf8.RuneCountInString(typed); n > farTooLong && !isHTML(typed) {
		r.wrong.Add(board.Fault{Field: "description_text", Code: "text.long", Value: strconv.Itoa(n), Allowed: strconv.Itoa(validate.MaxOrderText)})
		return
	}
	ad.Text = typedMarkup(typed)
}

func (r *adReader) apply() {
	ad := &r.d.Ad
	r.deadline(&ad.Deadline)
	r.tick("continuous_selection", &ad.Continuous)
	r.address("application_details.url", &ad.Apply.URL)
	r.email("application_details.email", &ad.Apply.Email)
	r.line("application_details.reference", &ad.Apply.Reference)
	if !r.same("application_details.information") {
		ad.Apply.Information = richtext.FromPlain(typedText(r.form.Get("application_details.information"))).Plain
	}
	r.line("registry_number", &ad.RegistryNumber)
	r.contacts("application_contacts", "", &ad.Contacts)
	r.contacts("union_contacts", "union", &ad.UnionContacts)
	r.tick("no_sales_calls", &ad.NoSalesCalls)
}

func (r *adReader) deadline(into *board.Deadline) {
	if r.same("application_deadline") && r.same("application_deadline.time") {
		return
	}
	given := strings.TrimSpace(r.form.Get("application_deadline"))
	if *into = (board.Deadline{}); given == "" {
		return
	}
	minute := r.time("application_deadline.time", 0)
	d, err := board.ParseDeadline(fmt.Sprintf("%sT%02d:%02d", given, minute/60, minute%60))
	if err != nil {
		r.fault("application_deadline", "deadline.format", "")
	}
	*into = d
}

// address reads an address of the web; one that begins with its host gets what comes before it.
func (r *adReader) address(name string, into *string) {
	if r.line(name, into); r.same(name) || *into == "" || strings.Contains(*into, ":") {
		return
	}
	if host, _, _ := strings.Cut(*into, "/"); strings.Contains(host, ".") && !strings.ContainsAny(*into, " @") {
		*into = "https://" + *into
	}
}

func (r *adReader) email(name string, into *string) {
	if !r.same(name) {
		*into = mailOf(r.typed(name))
	}
}

// mailOf is a mail address in small letters, and what is none as it was typed.
func mailOf(typed string) string {
	if address, err := board.ParseEmail(typed); err == nil {
		return address
	}
	return typed
}

// maxContacts is how many people of a kind a form takes.
const maxContacts = 20

// contacts reads a list of people: of what kind each is, unless all are of the given one.
func (r *adReader) contacts(list string, all board.ContactKind, into *[]board.Contact) {
	if r.sameList(list + ".") {
		return
	}
	*into = nil
	for i := range rowsIn(r.form, list, maxContacts) {
		at := fmt.Sprintf("%s.%d.", list, i)
		c := board.Contact{
			Name: r.typed(at + "name"), Description: r.typed(at + "description"), Telephone: r.typed(at + "telephone"), Email: mailOf(r.typed(at + "email")),
		}
		if c == (board.Contact{}) {
			continue
		}
		if c.Kind = all; all == "" {
			c.Kind, _ = board.Parse(board.ContactKinds(), r.form.Get(at+"kind"))
		}
		*into = append(*into, c)
	}
}

func (r *adReader) employer() {
	if !r.same("employer.organization_number") || !r.same("employer.name") {
		r.d.EmployerID = 0
	}
	if !r.same("employer.organization_number") {
		r.d.Employer.OrgNr = board.OrgNr{}
		if given := strings.TrimSpace(r.form.Get("employer.organization_number")); given != "" {
			r.orgNr(given)
		}
	}
	r.line("employer.name", &r.d.Employer.Name)
	choose(r, "employer.sector", board.Sectors(), &r.d.Employer.Sector)
	r.address("employer.url", &r.d.Employer.URL)
	r.line("employer.workplace", &r.d.Ad.Department)
	r.line("agency.name", &r.d.Ad.Agency.Name)
	r.address("agency.url", &r.d.Ad.Agency.URL)
}

func (r *adReader) orgNr(given string) {
	nr, err := board.ParseOrgNr(given)
	if wrong, ok := err.(*board.Invalid); ok {
		for _, f := range wrong.Faults {
			r.fault("employer.organization_number", f.Code, "")
		}
	}
	r.d.Employer.OrgNr = nr
}

// earlyMorning is when an ad is published of which only the day is wished.
const earlyMorning = 6 * 60

func (r *adReader) order() {
	choose(r, "package", board.Packages(), &r.d.Package)
	if r.same("publication_date") && r.same("publication_date.time") {
		return
	}
	r.d.PublishAt = time.Time{}
	given := strings.TrimSpace(r.form.Get("publication_date"))
	if given == "" {
		return
	}
	date, err := board.ParseDate(given)
	if err != nil {
		r.fault("publication_date", "deadline.format", "")
		return
	}
	r.d.PublishAt = date.At(r.time("publication_date.time", earlyMorning))
}
