package prefill

import (
	"cmp"
	"html"
	"regexp"
	"strconv"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/importer"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/richtext"
)

// posting fills in what a JobPosting states. article is the text of the page that it stands on.
func (f *Found) posting(p posting, article board.Text) {
	ad := &f.Ad
	put(f, "title", p.how, &ad.Title, positionIn(p.title()))
	f.description(p, article)
	f.hiring(p)
	f.applying(p)
	putAll(f, "workplace_addresses", p.how, &ad.Where.Places, placesOf(p.thing))
	f.working(p)
	put(f, "salary", p.how, &ad.Salary, salaryOf(p.thing))
	if start := importer.Deadline(p.text("jobStartDate")); !start.IsZero() {
		put(f, "start", p.how, &ad.Terms.Start, board.Start{Date: start.Date})
	}
	if p.text("jobImmediateStart") == "true" {
		put(f, "start", p.how, &ad.Terms.Start, board.Start{Term: "as_soon_as_possible"})
	}
	if n, err := strconv.Atoi(p.text("totalJobOpenings")); err == nil && n > 0 && n < 1000 {
		put(f, "number_of_vacancies", p.how, &ad.Terms.Vacancies, n)
	}
	put(f, "application_deadline", p.how, &ad.Deadline, validThrough(p.text("validThrough")))
}

// description fills in the text: the page's where the data holds only how it begins.
func (f *Found) description(p posting, article board.Text) {
	text := board.Text(richtext.FromUnknown(p.text("description")))
	if len(text.Plain) > maxText {
		text = board.Text{}
	}
	if breaksOff(text.Plain) && 2*len(text.Plain) < len(article.Plain) {
		put(f, "description_text", Page, &f.Ad.Text, article)
	}
	put(f, "description_text", p.how, &f.Ad.Text, text)
}

// breaksOff says whether a text looks like the beginning of another.
func breaksOff(plain string) bool {
	return len(plain) < 2*minText || strings.HasSuffix(plain, "…") || strings.HasSuffix(plain, "...")
}

// hiring fills in the employer, and the part of it where the work is.
func (f *Found) hiring(p posting) {
	organization := p.first("hiringOrganization")
	number := organization.text("taxID", "vatID", "identifier")
	if number == "" {
		number = organization.first("identifier").text("value")
	}
	name := html.UnescapeString(organization.text("name", "legalName"))
	if parent := organization.first("parentOrganization").text("name"); parent != "" {
		put(f, "employer.workplace", p.how, &f.Ad.Department, line(name, maxName))
		name = parent
	}
	f.employer(p.how, name, number)
	put(f, "employer.url", p.how, &f.Employer.URL, webAddress(organization.text("sameAs", "url")))
	department := cmp.Or(organization.first("department").text("name"), p.first("employmentUnit").text("name"))
	put(f, "employer.workplace", p.how, &f.Ad.Department, line(department, maxName))
}

// applying fills in what is to be named in an application, and whom to ask.
func (f *Found) applying(p posting) {
	reference := p.first("identifier")
	put(f, "application_details.reference", p.how, &f.Ad.Apply.Reference, line(cmp.Or(reference.text("value"), reference.text("name")), maxValue))
	var contacts []board.Contact
	for _, person := range p.all("applicationContact") {
		c := board.Contact{
			Name: line(person.text("name"), maxValue), Description: line(person.text("jobTitle", "contactType"), maxName),
			Email: mailOf(person.text("email")), Telephone: phoneOf(person.text("telephone")),
		}
		if c.Name != "" && len(contacts) < maxContacts {
			contacts = append(contacts, c)
		}
	}
	putAll(f, "application_contacts", p.how, &f.Ad.Contacts, contacts)
}

// working fills in type of employment and extent, as Google's list of values has them, and where the work can be done.
func (f *Found) working(p posting) {
	terms := &f.Ad.Terms
	has := map[string]bool{}
	for _, stated := range p.texts("employmentType") {
		for value := range strings.SplitSeq(stated, ",") {
			value = strings.ToUpper(strings.TrimSpace(value))
			has[strings.NewReplacer("-", "_", " ", "_").Replace(value)] = true
			put(f, "employment_type", p.how, &terms.Employment, employmentOf(value))
		}
	}
	put(f, "employment_type", p.how, &terms.Employment, employmentTypes[firstOf(has, "INTERN", "PER_DIEM", "CONTRACTOR", "TEMPORARY", "PERMANENT")])
	switch full, part := has["FULL_TIME"] || has["FULLTIME"], has["PART_TIME"] || has["PARTTIME"]; {
	case full && part:
		put(f, "working_hours", p.how, &terms.Hours, board.FullOrPartTime)
	case full:
		put(f, "working_hours", p.how, &terms.Hours, board.FullTime)
	case part:
		put(f, "working_hours", p.how, &terms.Hours, board.PartTime)
	}
	put(f, "working_hours", p.how, &terms.Hours, hoursOf(p.text("workHours")))
	if p.text("jobLocationType") == "TELECOMMUTE" {
		put(f, "workplace", p.how, &f.Ad.Where.Workplace, board.Remote)
	}
}

// employmentTypes are the values of Google's list that say what an employment is. Full time says nothing of it.
var employmentTypes = map[string]board.EmploymentType{
	"INTERN": board.Internship, "PER_DIEM": board.OnCall, "CONTRACTOR": "assignment", "TEMPORARY": board.FixedTerm, "PERMANENT": board.Permanent,
}

func firstOf(has map[string]bool, names ...string) string {
	for _, name := range names {
		if has[name] {
			return name
		}
	}
	return ""
}

// placesOf is where the work is.
func placesOf(posting thing) (places []board.Place) {
	for _, location := range posting.all("jobLocation") {
		address := location.first("address")
		if address.properties == nil {
			address = location
		}
		if place, ok := placeOf(address); ok && len(places) < board.MaxPlaces {
			places = append(places, place)
		}
	}
	return places
}

// placeOf is a place as a PostalAddress states it; one of which nothing is known but words is none.
func placeOf(address thing) (p board.Place, ok bool) {
	city := line(address.text("addressLocality", "name"), maxValue)
	m, ok := reference.MunicipalityByName(city)
	region, inRegion := reference.RegionByName(address.text("addressRegion"))
	if !ok {
		m, ok = reference.MunicipalityByName(address.text("addressRegion"))
	}
	country, known := reference.CountryByName(cmp.Or(address.text("addressCountry"), address.first("addressCountry").text("name"), "SE"))
	p = board.Place{
		Municipality: m.Code, Region: cmp.Or(m.Region, region.Code), Country: country,
		Street: line(address.text("streetAddress"), maxName), City: city,
	}
	if code := postcode.FindString(strings.ReplaceAll(address.text("postalCode"), " ", "")); country == board.Sweden {
		p.Postcode = code
	}
	return p, ok || inRegion || known && country != board.Sweden
}

var postcode = regexp.MustCompile(`^\d{5}$`)

// payPeriods are the units of a QuantitativeValue that pay is stated by.
var payPeriods = map[string]board.PayPeriod{"HOUR": board.PerHour, "MONTH": board.PerMonth, "YEAR": board.PerYear}

// salaryOf is the pay, in figures or in words.
func salaryOf(posting thing) board.Salary {
	for _, text := range posting.texts("baseSalary") {
		return importer.Salary(line(text, maxName))
	}
	pay := posting.first("baseSalary")
	value := pay.first("value")
	period := payPeriods[strings.ToUpper(cmp.Or(value.text("unitText"), pay.text("unitText")))]
	least, most := amount(cmp.Or(value.text("minValue"), pay.text("minValue"))), amount(cmp.Or(value.text("maxValue"), pay.text("maxValue")))
	if exact := amount(cmp.Or(value.text("value"), pay.text("value"))); exact > 0 && least+most == 0 {
		least, most = exact, exact
	}
	currency := strings.ToUpper(line(cmp.Or(pay.text("currency"), value.text("currency"), posting.text("salaryCurrency"), "SEK"), 3))
	if least+most == 0 || period == "" || len(currency) != 3 || most > 0 && most < least {
		return board.Salary{}
	}
	return board.Salary{Min: least, Max: most, Currency: currency, Period: period}
}

// amount is a sum in whole units, or 0.
func amount(s string) int64 {
	n, err := strconv.ParseFloat(strings.NewReplacer(" ", "", "\u00a0", "").Replace(s), 64)
	if err != nil || !(n > 0 && n < 100_000_000) {
		return 0
	}
	return int64(n)
}

// utcMidnight is how systems write a day that they have taken for an instant.
var utcMidnight = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)$`)

// validThrough is the deadline. A midnight in UTC is no time at which applications in Sweden close: the day is meant.
func validThrough(s string) board.Deadline {
	if day := utcMidnight.FindStringSubmatch(strings.TrimSpace(s)); day != nil {
		s = day[1]
	}
	return importer.Deadline(s)
}
