package board

import "time"

// An Ad is what an employer writes and a reader sees. What is not stated is left zero.
type Ad struct {
	Title    string // the position alone: "Upphandlare"
	Headline string // what the list shows: "Upphandlare till Ekby kommun"
	Text     Text
	Language Language

	Department string // the part of the employer where the work is: "Upphandlingsenheten"
	Agency     Agency // who recruits for the employer, if somebody else does

	Profile Profile
	Where   Where
	Terms   Terms
	Salary  Salary

	Deadline   Deadline // none: applications are assessed as they arrive until the ad's days are over
	Continuous bool     // applications are assessed as they arrive, also before the deadline

	Apply          Apply
	RegistryNumber string // the number of the case in the employer's register (diarienummer)
	Contacts       []Contact
	UnionContacts  []Contact
	NoSalesCalls   bool // "Vi undanber oss kontakt från bemanningsföretag och annonssäljare"
}

// Text is an ad's text in the two forms in which it is shown, both made once, when it came in.
type Text struct {
	HTML  string // safe to put into a page as it stands
	Plain string
}

// Profile says what kind of work it is.
type Profile struct {
	Roles      []Role // 1–3, the main one first; an imported ad may have none
	Level      Level
	Laws       []Law      // 0–3
	Categories []Category // 0–5
}

// Where says where the work is done.
type Where struct {
	Places     []Place // 0–20, the main one first
	Nationwide bool    // anywhere in Sweden; such an ad is found by that, not under each county
	Workplace  Workplace
}

// Limits of an Ad's lists.
const (
	MaxRoles      = 3
	MaxLaws       = 3
	MaxCategories = 5
	MaxPlaces     = 20
	MaxOwners     = 5
)

// A Place is where a workplace is. The codes are those of Statistics Sweden (SCB).
type Place struct {
	Municipality string // four digits: "0180"
	Region       string // the county's two digits, the first two of the municipality's
	Country      string // ISO 3166-1 alpha-2: "SE"
	Street       string
	Postcode     string // five digits
	City         string
}

// Sweden is the country of a place that does not name another.
const Sweden = "SE"

// Terms says on what terms the work is done.
type Terms struct {
	Employment          EmploymentType
	Probation           bool // a permanent position that begins with a probationary period
	Hours               WorkingHours
	Scope               Scope
	Duration            Duration
	Start               Start
	Vacancies           int // 0: not stated
	Requirements        []Requirement
	CollectiveAgreement string
}

// Scope is how much of full time the work is, in percent; zero: not stated.
type Scope struct {
	Min, Max int
}

// Start is when the work begins: a date, or in words.
type Start struct {
	Date Date
	Term StartTerm
}

// Salary is the stated pay: figures, or the reason why there are none.
type Salary struct {
	Min, Max    int64  // whole units of the currency; Max 0: no upper figure
	Currency    string // ISO 4217: "SEK"
	Period      PayPeriod
	Reason      PayReason
	Description string
}

// Stated says whether the pay has a figure.
func (s Salary) Stated() bool { return s.Min > 0 || s.Max > 0 }

// Apply says how to apply; a reader uses the first way that is there.
type Apply struct {
	URL         string
	Email       string
	Reference   string // to be named in the application
	Information string // any other way, in words
}

// Agency is a firm that recruits for the employer.
type Agency struct {
	Name string
	URL  string
}

// A Contact answers questions about the vacancy. It is personal data: it leaves the ad's page when the ad ends, and
// the database 30 days later.
type Contact struct {
	Name        string
	Description string // the person's title
	Email       string
	Telephone   string
	Kind        ContactKind
}

// WithoutContacts is the ad as it is shown after it has ended: its text kept for those who prepare for an interview, no
// person to call and no way to apply.
func (a Ad) WithoutContacts() Ad {
	a.Apply = Apply{}
	a.Contacts, a.UnionContacts = nil, nil
	return a
}

// A Run is from when until when a job is shown.
type Run struct {
	From  time.Time
	Until time.Time // exclusive
}

// Contains says whether the run has begun and not ended at the instant.
func (r Run) Contains(t time.Time) bool { return !t.Before(r.From) && t.Before(r.Until) }

// NewRun is the run of an ad that is published at an instant: until its deadline, but no longer than the given days
// after the day of publication (0: as long as the deadline says). An ad without a deadline stands those days.
func NewRun(from time.Time, deadline Deadline, days int) Run {
	last := DateOf(from).AddDays(days + 1).Start()
	switch {
	case deadline.IsZero():
		return Run{from, last}
	case days > 0 && last.Before(deadline.End()):
		return Run{from, last}
	}
	return Run{from, deadline.End()}
}
