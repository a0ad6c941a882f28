package prefill

import (
	"regexp"
	"strconv"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/importer"
	"ledigajobb/internal/reference"
)

// The labels that recruitment systems put before a value, at the beginning of a line.
var (
	employmentLabel = label("anställningsform", "anställningstyp", "typ av anställning", "anställning", "employment type",
		"type of employment", "form of employment", "contract type")
	hoursLabel = label("omfattning", "anställningens omfattning", "sysselsättningsgrad", "tjänstgöringsgrad", "arbetstid",
		"tjänsteomfattning", "working hours", "extent", "employment rate", "hours")
	placeLabel = label("ort", "orter", "kommun", "placeringsort", "placering", "arbetsort", "arbetsplatsens ort", "stationeringsort",
		"plats", "location", "locations", "place of work", "city", "municipality")
	employerLabel   = label("arbetsgivare", "företag", "organisation", "employer", "company", "organization")
	departmentLabel = label("avdelning", "enhet", "förvaltning", "arbetsplats", "department", "unit")
	vacanciesLabel  = label("antal lediga befattningar", "antal befattningar", "antal platser", "antal tjänster", "number of positions",
		"number of openings", "openings")
	orgNrLabel     = label("organisationsnummer", "org.nr", "org nr", "orgnr", "organization number", "organisation number")
	salaryLabel    = label("lön", "löneform", "lönespann", "månadslön", "salary", "pay")
	startLabel     = label("tillträde", "startdatum", "start date", "starting date")
	referenceLabel = label("referensnummer", "referensnr", "ref.nr", "ref nr", "refnr", "referens", "annons-id", "annonsnummer", "jobb-id",
		"reference number", "reference no", "reference", "job id", "requisition id", "ref")
	registryLabel = label("diarienummer", "diarienr", "ärendenummer", "dnr", "registration number")
)

// label matches a line that begins with one of the words. Its groups are the sign after it and the value.
func label(words ...string) *regexp.Regexp {
	for i, word := range words {
		words[i] = regexp.QuoteMeta(word)
	}
	return regexp.MustCompile(`(?i)^(?:` + strings.Join(words, "|") + `)\.?(?:\s*([:–|])[\s:]*(.*)|\s+(.+)|)$`)
}

// facts fills in what the lines of a page say after a label, and the deadline and people that they name.
func (f *Found) facts(lines []string, today board.Date) {
	for i, text := range lines {
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		f.known(text, next, today)
		f.stated(text, next)
	}
	put(f, "application_deadline", Guess, &f.Ad.Deadline, deadlineIn(lines, today))
	contacts, unions := peopleIn(lines)
	putAll(f, "application_contacts", Guess, &f.Ad.Contacts, contacts)
	putAll(f, "union_contacts", Guess, &f.Ad.UnionContacts, unions)
	for _, text := range lines {
		put(f, "employment_type", Guess, &f.Ad.Terms.Employment, employmentOf(longWords.FindString(text)))
		put(f, "working_hours", Guess, &f.Ad.Terms.Hours, hoursOf(employed.FindString(text)))
		put(f, "registry_number", Guess, &f.Ad.RegistryNumber, registryIn(text))
		put(f, "salary", Guess, &f.Ad.Salary, payIn(text))
	}
}

// known fills in the values that are of our lists: what is none of them is passed over, so that a sentence which begins
// like a label does no harm.
func (f *Found) known(text, next string, today board.Date) {
	terms := &f.Ad.Terms
	if value := labelled(employmentLabel, text, next, false); value != "" {
		put(f, "employment_type", Page, &terms.Employment, employmentOf(value))
		put(f, "working_hours", Page, &terms.Hours, hoursOf(value))
		put(f, "probation", Page, &terms.Probation, terms.Employment == board.Permanent && probation.MatchString(value))
	}
	put(f, "working_hours", Page, &terms.Hours, hoursOf(labelled(hoursLabel, text, next, false)))
	putAll(f, "workplace_addresses", Page, &f.Ad.Where.Places, placesNamed(labelled(placeLabel, text, next, false)))
	if date, _, ok := dateIn(labelled(startLabel, text, next, false), today); ok {
		put(f, "start", Page, &terms.Start, board.Start{Date: date})
	}
	if n, err := strconv.Atoi(labelled(vacanciesLabel, text, next, false)); err == nil && n > 0 && n < 1000 {
		put(f, "number_of_vacancies", Page, &terms.Vacancies, n)
	}
	if number := numbered.FindString(labelled(registryLabel, text, next, false)); number != "" {
		put(f, "registry_number", Page, &f.Ad.RegistryNumber, line(number, maxValue))
	}
	if number := labelled(orgNrLabel, text, next, false); number != "" {
		f.employer(Page, "", number)
	}
}

// stated fills in values that may be anything, after a sign or on the line below.
func (f *Found) stated(text, next string) {
	if name := line(labelled(employerLabel, text, next, true), maxName); name != "" && f.Employer.Name == "" {
		f.employer(Page, name, "")
	}
	put(f, "employer.workplace", Page, &f.Ad.Department, line(labelled(departmentLabel, text, next, true), maxName))
	put(f, "salary", Page, &f.Ad.Salary, importer.Salary(line(labelled(salaryLabel, text, next, true), maxName)))
	if number := numbered.FindString(labelled(referenceLabel, text, next, true)); number != "" {
		put(f, "application_details.reference", Page, &f.Ad.Apply.Reference, line(number, maxValue))
	}
}

// labelled is the value after a label, or on the line below it. strict asks for a sign between them on one line.
func labelled(label *regexp.Regexp, text, next string, strict bool) string {
	m := label.FindStringSubmatch(text)
	switch {
	case m == nil:
		return ""
	case m[2] != "":
		return m[2]
	case m[3] != "" && strict:
		return ""
	case m[3] != "":
		return m[3]
	}
	return next
}

var (
	// numbered is a reference: it has a digit in it, and perhaps a short word before.
	numbered = regexp.MustCompile(`^(?:\p{Lu}{1,6} )?[\p{L}\d./:_-]*\d[\p{L}\d./:_-]*`)
	// registryNumber is the number of a case in a sentence.
	registryNumber = regexp.MustCompile(`(?i:\b(?:diarienummer|diarienr|dnr))[.:]?\s*((?:\p{Lu}{1,6} )?[\p{L}\d./:_-]*\d[\p{L}\d/:_-]*)`)

	// longWords are those that name a type of employment and nothing else, also in the middle of a text.
	longWords = regexp.MustCompile(`(?i)tillsvidareanställning|vikariat|visstidsanställning|tidsbegränsad anställning|permanent position|fixed-term`)
	// employed is an extent beside the word for a position.
	employed  = regexp.MustCompile(`(?i)(?:anställning|tjänst|vikariat|position)[^.]{0,40}(?:heltid|deltid|full[- ]time|part[- ]time)`)
	probation = regexp.MustCompile(`(?i)provanställning|probation`)
)

func registryIn(text string) string {
	if m := registryNumber.FindStringSubmatch(text); m != nil {
		return line(m[1], maxValue)
	}
	return ""
}

// employments are the words for types of employment; the first that is there counts.
var employments = []struct {
	words *regexp.Regexp
	kind  board.EmploymentType
}{
	{regexp.MustCompile(`(?i)tillsvidare|fast anställning|permanent`), board.Permanent},
	{regexp.MustCompile(`(?i)vikari|substitute`), "substitute"},
	{regexp.MustCompile(`(?i)sommar|summer`), board.Summer},
	{regexp.MustCompile(`(?i)säsong|season`), "seasonal"},
	{regexp.MustCompile(`(?i)timanställ|behovsanställ|on[- ]call`), board.OnCall},
	{regexp.MustCompile(`(?i)praktik|internship`), board.Internship},
	{regexp.MustCompile(`(?i)examensarbete|thesis`), board.Thesis},
	{regexp.MustCompile(`(?i)förordnande`), "appointment"},
	{regexp.MustCompile(`(?i)visstid|tidsbegränsa|projektanställ|fixed[- ]term|temporary`), board.FixedTerm},
	{regexp.MustCompile(`(?i)uppdrag|assignment`), "assignment"},
}

func employmentOf(text string) board.EmploymentType {
	for _, e := range employments {
		if e.words.MatchString(text) {
			return e.kind
		}
	}
	return ""
}

var (
	fullTime = regexp.MustCompile(`(?i)heltid|full[- ]?time|\b100 ?%`)
	partTime = regexp.MustCompile(`(?i)deltid|part[- ]?time|\b[1-9]\d ?%`)
)

func hoursOf(text string) board.WorkingHours {
	switch full, part := fullTime.MatchString(text), partTime.MatchString(text); {
	case full && part:
		return board.FullOrPartTime
	case full:
		return board.FullTime
	case part:
		return board.PartTime
	}
	return ""
}

// placesNamed is the municipalities that a value consists of: "Uppsala", "Ort: Uppsala, Stockholm eller Umeå".
func placesNamed(value string) (places []board.Place) {
	for _, name := range separators.Split(value, board.MaxPlaces) {
		m, ok := reference.MunicipalityByName(name)
		if ok && !hasPlace(places, m.Code) {
			places = append(places, board.Place{Municipality: m.Code, Region: m.Region, Country: board.Sweden})
		}
	}
	return places
}

var separators = regexp.MustCompile(`\s*(?:[,;/&()]|\soch\s|\seller\s|\sand\s|\sor\s)\s*`)

func hasPlace(places []board.Place, municipality string) bool {
	for _, p := range places {
		if p.Municipality == municipality {
			return true
		}
	}
	return false
}
