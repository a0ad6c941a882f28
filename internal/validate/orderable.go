package validate

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-playground/validator/v10"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// Limits of an ad that is ordered, in characters.
const (
	MaxOrderTitle    = 100
	MaxOrderHeadline = 120
	MaxOrderText     = 20_000
)

// Farthest is for how many days ahead a date is set: what is later is a slip of the finger.
const Farthest = 366

// orderable is what an employer who orders an ad has to state, field by field. Rules that tie fields together are below.
type orderable struct {
	orderedProfile
	orderedTerms
	Title     string `field:"title" validate:"text,required,max=100"`
	Headline  string `field:"headline" validate:"text,required,max=120"`
	Text      string `field:"description_text" validate:"text,required,max=20000"`
	Language  string `field:"language" validate:"required,omitempty,language"`
	Workplace string `field:"workplace" validate:"omitempty,workplace"`

	Places   []orderedPlace   `field:"workplace_addresses" validate:"max=20,dive"`
	Registry string           `field:"registry_number" validate:"text,max=100"`
	Apply    orderedApply     `field:"application_details"`
	Salary   orderedSalary    `field:"salary"`
	Contacts []orderedContact `field:"application_contacts" validate:"max=20,dive"`
	Unions   []orderedContact `field:"union_contacts" validate:"max=20,dive"`
	Employer orderedEmployer  `field:"employer"`
	Agency   orderedAgency    `field:"agency"`
	Package  string           `field:"package" validate:"required,omitempty,package"`
	Owner    string           `field:"owners" validate:"omitempty,address"`
}

type orderedProfile struct {
	Roles    []string `field:"role" validate:"min=1,max=3,unique,dive,role"`
	Level    string   `field:"level" validate:"required,omitempty,level"`
	Laws     []string `field:"law" validate:"max=3,unique,dive,law"`
	Category []string `field:"category" validate:"max=5,unique,dive,category"`
}

type orderedTerms struct {
	Employment   string   `field:"employment_type" validate:"required,omitempty,employment_type"`
	Hours        string   `field:"working_hours" validate:"required,omitempty,working_hours"`
	Duration     string   `field:"duration" validate:"omitempty,duration"`
	Start        string   `field:"start" validate:"omitempty,start"`
	Vacancies    int      `field:"number_of_vacancies" validate:"min=0,max=999"`
	Requirements []string `field:"requirements" validate:"unique,dive,requirement"`
	Agreement    string   `field:"collective_agreement" validate:"text,max=200"`
}

type orderedPlace struct {
	Municipality string `field:"municipality" validate:"omitempty,municipality"`
	Region       string `field:"municipality" validate:"omitempty,region"`
	Country      string `field:"country_code" validate:"omitempty,iso3166_1_alpha2"`
	Street       string `field:"street_address" validate:"text,max=200"`
	Postcode     string `field:"postcode" validate:"omitempty,postcode"`
	City         string `field:"city" validate:"text,max=100"`
}

type orderedApply struct {
	URL         string `field:"url" validate:"omitempty,web,max=2000"`
	Email       string `field:"email" validate:"omitempty,address"`
	Reference   string `field:"reference" validate:"text,max=100"`
	Information string `field:"information" validate:"text,max=2000"`
}

type orderedSalary struct {
	Min         int64  `field:"min" validate:"min=0,max=100000000"`
	Max         int64  `field:"max" validate:"min=0,max=100000000"`
	Currency    string `field:"currency" validate:"omitempty,iso4217"`
	Period      string `field:"period" validate:"omitempty,pay_period"`
	Reason      string `field:"reason" validate:"omitempty,pay_reason"`
	Description string `field:"description" validate:"text,max=300"`
}

type orderedContact struct {
	Name        string `field:"name" validate:"text,required,max=100"`
	Description string `field:"description" validate:"text,max=200"`
	Email       string `field:"email" validate:"omitempty,address"`
	Telephone   string `field:"telephone" validate:"omitempty,phone,max=60"`
	Kind        string `field:"kind" validate:"omitempty,contact_kind"`
}

type orderedEmployer struct {
	Name       string `field:"name" validate:"text,max=200"`
	Sector     string `field:"sector" validate:"omitempty,sector"`
	URL        string `field:"url" validate:"omitempty,web,max=500"`
	Department string `field:"workplace" validate:"text,max=200"`
}

type orderedAgency struct {
	Name string `field:"name" validate:"text,max=200"`
	URL  string `field:"url" validate:"omitempty,web,max=500"`
}

// Orderable is nil for an ad that can be ordered, with its employer and package, else a board.Invalid. The ad is shown at
// most so many days (0: as long as its deadline says), from the time that the draft wishes, or from now.
func (v *Validator) Orderable(d *board.Draft, days int, now time.Time) error {
	err := v.check(newOrderable(d))
	invalid, known := err.(*board.Invalid)
	if err != nil && !known {
		return err
	}
	if invalid == nil {
		invalid = &board.Invalid{}
	}
	if d.PublishAt.After(now.AddDate(0, 0, Farthest)) {
		invalid.Add(board.Fault{Field: "publication_date", Code: "too_far"})
	}
	for _, f := range slices.Concat(together(d), deadlineFaults(d, days, now)) {
		invalid.Add(f)
	}
	return invalid.Err()
}

// Changed is what is wrong with an ad that was something else before, and was not wrong then: an imported ad, which never
// said all that is asked of those who order, can be mended in one place. Each is shown at most so
// many days.
func (v *Validator) Changed(before *board.Draft, daysBefore int, after *board.Draft, days int, now time.Time) error {
	err := v.Orderable(after, days, now)
	invalid, known := err.(*board.Invalid)
	if !known {
		return err
	}
	old, _ := v.Orderable(before, daysBefore, now).(*board.Invalid)
	if old == nil {
		return invalid
	}
	invalid.Faults = slices.DeleteFunc(invalid.Faults, func(f board.Fault) bool { return slices.Contains(old.Faults, f) })
	return invalid.Err()
}

func newOrderable(d *board.Draft) orderable {
	ad, terms, pay := &d.Ad, &d.Ad.Terms, &d.Ad.Salary
	input := orderable{
		Title: ad.Title, Headline: ad.Headline, Text: ad.Text.Plain, Language: string(ad.Language), Workplace: string(ad.Where.Workplace), Registry: ad.RegistryNumber,
		orderedProfile: orderedProfile{strs(ad.Profile.Roles), string(ad.Profile.Level), strs(ad.Profile.Laws), strs(ad.Profile.Categories)},
		orderedTerms: orderedTerms{string(terms.Employment), string(terms.Hours), string(terms.Duration), string(terms.Start.Term),
			terms.Vacancies, strs(terms.Requirements), terms.CollectiveAgreement},
		Apply:    orderedApply{ad.Apply.URL, ad.Apply.Email, ad.Apply.Reference, ad.Apply.Information},
		Salary:   orderedSalary{pay.Min, pay.Max, pay.Currency, string(pay.Period), string(pay.Reason), pay.Description},
		Employer: orderedEmployer{d.Employer.Name, string(d.Employer.Sector), d.Employer.URL, ad.Department},
		Agency:   orderedAgency{ad.Agency.Name, ad.Agency.URL}, Package: string(d.Package), Owner: d.Owner,
		Contacts: contactsOf(ad.Contacts), Unions: contactsOf(ad.UnionContacts),
	}
	for _, p := range ad.Where.Places {
		input.Places = append(input.Places, orderedPlace{p.Municipality, p.Region, p.Country, p.Street, p.Postcode, p.City})
	}
	return input
}

func contactsOf(people []board.Contact) []orderedContact {
	all := make([]orderedContact, len(people))
	for i, c := range people {
		all[i] = orderedContact{c.Name, c.Description, c.Email, c.Telephone, string(c.Kind)}
	}
	return all
}

// together is what is wrong with fields beside each other.
func together(d *board.Draft) (faults []board.Fault) {
	ad := &d.Ad
	wrong := func(is bool, field, code string) {
		if is {
			faults = append(faults, board.Fault{Field: field, Code: code})
		}
	}
	pay, scope, start := ad.Salary, ad.Terms.Scope, ad.Terms.Start
	wrong(len(ad.Where.Places) == 0 && !ad.Where.Nationwide, "workplace_addresses", "place")
	wrong(pay.Max > 0 && pay.Max < pay.Min, "salary.max", "pay.order")
	wrong(pay.Stated() && pay.Period == "", "salary.period", "required")
	wrong(!pay.Stated() && pay.Reason == "", "salary.reason", "pay.reason")
	wrong(scope.Min < 0 || scope.Min > 100, "scope_of_work.min", "percent")
	wrong(scope.Max < 0 || scope.Max > 100, "scope_of_work.max", "percent")
	wrong(scope.Max > 0 && scope.Max < scope.Min, "scope_of_work.max", "percent.order")
	wrong(!start.Date.IsZero() && start.Term != "", "start.date", "start.both")
	wrong(ad.Apply.URL == "" && ad.Apply.Email == "" && ad.Apply.Information == "", "application_details.url", "apply")
	wrong(d.EmployerID == 0 && d.Employer.OrgNr.IsZero() && d.Employer.Name == "", "employer.name", "required")
	wrong(ad.Agency.Name == "" && ad.Agency.URL != "", "agency.name", "required")
	return faults
}

// deadlineFaults is what is wrong with the deadline: it has passed, the package ends before it, or there is none although
// the ad does not say that applications are assessed as they arrive.
func deadlineFaults(d *board.Draft, days int, now time.Time) []board.Fault {
	const field = "application_deadline"
	from := d.PublishAt
	if from.IsZero() {
		from = now
	}
	deadline := d.Ad.Deadline
	run := board.NewRun(from, deadline, days)
	switch {
	case deadline.IsZero() && !d.Ad.Continuous:
		return []board.Fault{{Field: field, Code: "deadline.none"}}
	case deadline.IsZero():
		return nil
	case !deadline.End().After(now):
		return []board.Fault{{Field: field, Code: "deadline.past"}}
	case !deadline.End().After(from):
		return []board.Fault{{Field: field, Code: "deadline.early"}}
	case run.Until.Before(deadline.End()):
		last := board.DateOf(run.Until.Add(-time.Second))
		return []board.Fault{{Field: field, Code: "deadline.far", Value: strconv.Itoa(days), Allowed: last.String()}}
	}
	return nil
}

func strs[T ~string](values []T) []string {
	all := make([]string, len(values))
	for i, value := range values {
		all[i] = string(value)
	}
	return all
}

// lists is the closed lists, by the tags of the fields that take a value of them.
func lists() map[string][]string {
	return map[string][]string{
		"role": strs(board.Roles()), "level": strs(board.Levels()), "law": strs(board.Laws()), "category": strs(board.Categories()),
		"workplace": strs(board.Workplaces()), "employment_type": strs(board.EmploymentTypes()), "working_hours": strs(board.AllWorkingHours()),
		"duration": strs(board.Durations()), "start": strs(board.StartTerms()), "requirement": strs(board.Requirements()),
		"pay_period": strs(board.PayPeriods()), "pay_reason": strs(board.PayReasons()), "contact_kind": strs(board.ContactKinds()),
		"sector": strs(board.Sectors()), "package": strs(board.Packages()), "language": strs(board.Languages()),
	}
}

// phone is a number as people write it, with what they add: 08-123 45 67, +46 8 123 45 67 (vx).
var phone = regexp.MustCompile(`^\+?[0-9(][0-9 ()/,.–-]{5,}([a-zåäö.: ]*[0-9 ]*\)?)$`)

var postcode = regexp.MustCompile(`^[0-9A-Z][0-9A-Z -]{2,9}$`) // also of other countries

// rules is the trade's own rules, by their tags.
func rules() map[string]func(string) bool {
	all := map[string]func(string) bool{
		"municipality": func(s string) bool { _, ok := reference.MunicipalityByCode(s); return ok },
		"region":       func(s string) bool { _, ok := reference.RegionByCode(s); return ok },
		"text":         isText,
		"address":      func(s string) bool { _, err := board.ParseEmail(s); return err == nil },
		"phone":        func(s string) bool { return phone.MatchString(strings.ToLower(s)) },
		"postcode":     postcode.MatchString,
		"web":          isWeb,
	}
	for tag, list := range lists() {
		all[tag] = func(s string) bool { return slices.Contains(list, s) }
	}
	return all
}

// isWeb says whether a text is the whole address of a page on the web, with a host that has a domain and with nobody's name
// before it, which is there to be taken for the host.
func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && isText(s) && !strings.ContainsAny(s, " \t\r\n") && (u.Scheme == "http" || u.Scheme == "https") &&
		u.User == nil && strings.Contains(strings.Trim(u.Hostname(), "."), ".")
}

func register(v *validator.Validate) error {
	for tag, holds := range rules() {
		err := v.RegisterValidation(tag, func(fl validator.FieldLevel) bool { return holds(fl.Field().String()) })
		if err != nil {
			return err
		}
	}
	return nil
}
