package board

import "slices"

// The closed lists of values. Their slugs are promises: they stand in the API, the database and addresses, and never
// change. The order of each list is its order on a page. Their names in Swedish and English are in package reference.
type (
	Role           string // what the person hired will be; Swedish slugs, since English cannot tell upphandlare from inköpare
	Level          string // how much experience is asked for
	Law            string // the procurement law that the work is under
	Category       string // what is bought
	Sector         string // what kind of organisation the employer is
	EmploymentType string // permanent, fixed term …
	WorkingHours   string // full time, part time
	Duration       string // how long a fixed-term employment lasts
	Workplace      string // on site, hybrid, remote
	PayPeriod      string // what a salary's figures are for
	PayReason      string // why a salary has no figures
	Requirement    string // what is demanded of the person, as a tick
	Language       string // the language that an ad is written in, ISO 639-1
	StartTerm      string // when the work starts, when it is no date
	Frequency      string // how often an alert sends letters
	ContactKind    string // what a contact person is to the vacancy
	DeskRole       string // what an editor may do
	Package        string // what an employer has bought for an ad
	Via            string // where a reader comes from
)

// The values that rules depend on.
const (
	RoleOther Role = "annan"

	LevelStudent     Level = "student"
	LevelTrainee     Level = "trainee"
	LevelJunior      Level = "junior"
	LevelExperienced Level = "experienced"

	SectorMunicipality         Sector = "municipality"
	SectorRegion               Sector = "region"
	SectorMunicipalAssociation Sector = "municipal_association"
	SectorState                Sector = "state"
	SectorPrivate              Sector = "private"
	SectorNonProfit            Sector = "non_profit"

	Permanent  EmploymentType = "permanent"
	FixedTerm  EmploymentType = "fixed_term"
	Summer     EmploymentType = "summer"
	OnCall     EmploymentType = "on_call"
	Internship EmploymentType = "internship"
	Thesis     EmploymentType = "thesis"

	FullTime       WorkingHours = "full_time"
	PartTime       WorkingHours = "part_time"
	FullOrPartTime WorkingHours = "full_or_part_time"

	UntilFurtherNotice Duration = "until_further_notice"

	OnSite Workplace = "on_site"
	Hybrid Workplace = "hybrid"
	Remote Workplace = "remote"

	PerMonth PayPeriod = "month"
	PerHour  PayPeriod = "hour"
	PerYear  PayPeriod = "year"

	PayIndividual  PayReason = "individual"
	PayByAgreement PayReason = "agreement"

	DrivingLicence Requirement = "driving_licence"

	ViaList         Via = "list"   // the service's own pages
	ViaWidget       Via = "widget" // the sidebar
	ViaAlert        Via = "alert"
	ViaNewsletter   Via = "newsletter"
	ViaFeed         Via = "feed" // feeds and calendars
	ViaSearchEngine Via = "search_engine"
	Direct          Via = "direct" // or from nobody knows where

	Swedish Language = "sv"
	English Language = "en"
)

// Roles lists the roles in their order on a page; the other lists do the same.
func Roles() []Role {
	return []Role{"upphandlare", "inkopare", "strategisk-inkopare", "kategoriansvarig", "avtalsforvaltare",
		"upphandlingsjurist", "inkopschef", "inkopsstrateg", "inkopscontroller", "inkopssamordnare", "inkopsassistent",
		"hallbarhetsspecialist", "inkopssystem", "utredare", "upphandlingskonsult", "anbudsansvarig", RoleOther}
}

// Levels lists the levels.
func Levels() []Level {
	return []Level{LevelStudent, LevelTrainee, LevelJunior, LevelExperienced, "senior", "team_lead", "manager", "executive"}
}

// Laws lists the laws.
func Laws() []Law { return []Law{"lou", "luf", "luk", "lufs", "lov", "security", "private"} }

// Categories lists the procurement categories.
func Categories() []Category {
	return []Category{"construction", "real_estate", "it", "health_services", "medical", "transport", "food", "energy",
		"utilities", "defence", "consulting", "facility", "education", "office", "communication", "finance", "research",
		"logistics", "industry", "mixed"}
}

// Sectors lists the kinds of employer.
func Sectors() []Sector {
	return []Sector{SectorMunicipality, SectorRegion, SectorMunicipalAssociation, SectorState, "municipal_company",
		"regional_company", "state_company", "central_purchasing", SectorPrivate, "consultancy", "law_firm",
		SectorNonProfit, "international"}
}

// EmploymentTypes lists the types of employment.
func EmploymentTypes() []EmploymentType {
	return []EmploymentType{Permanent, FixedTerm, "substitute", "appointment", "seasonal", Summer, OnCall, Internship,
		Thesis, "assignment"}
}

// AllWorkingHours lists the extents.
func AllWorkingHours() []WorkingHours { return []WorkingHours{FullTime, PartTime, FullOrPartTime} }

// Durations lists the durations, longest first.
func Durations() []Duration {
	return []Duration{UntilFurtherNotice, "over_1_year", "6_to_12_months", "3_to_6_months", "under_3_months"}
}

// Workplaces lists where the work can be done.
func Workplaces() []Workplace { return []Workplace{OnSite, Hybrid, Remote} }

// PayPeriods lists what a salary's figures can be for.
func PayPeriods() []PayPeriod { return []PayPeriod{PerMonth, PerHour, PerYear} }

// PayReasons lists why a salary can have no figures.
func PayReasons() []PayReason {
	return []PayReason{PayIndividual, "on_request", PayByAgreement, "later"}
}

// Requirements lists the ticks.
func Requirements() []Requirement {
	return []Requirement{"security_clearance", "security_class", "citizenship", DrivingLicence, "wartime", "travel"}
}

// Languages lists the languages an ad can be in.
func Languages() []Language { return []Language{Swedish, English, "fi", "no", "da", "de"} }

// StartTerms lists the ways to start that are no date.
func StartTerms() []StartTerm { return []StartTerm{"by_agreement", "as_soon_as_possible"} }

// Frequencies lists how often alerts can send letters.
func Frequencies() []Frequency { return []Frequency{Instant, Daily, Weekly} }

// ContactKinds lists what contact persons can be.
func ContactKinds() []ContactKind { return []ContactKind{"manager", "hr", "union"} }

// DeskRoles lists the roles at the desk.
func DeskRoles() []DeskRole { return []DeskRole{"editor", "sales", "finance", "admin"} }

// Packages lists what can be bought for an ad.
func Packages() []Package { return []Package{"basic", "plus", "premium", "student"} }

// Vias lists where readers can come from.
func Vias() []Via {
	return []Via{ViaList, ViaWidget, ViaAlert, ViaNewsletter, ViaFeed, "news", ViaSearchEngine, Direct}
}

// Parse finds the value in its list; ok is false when the list has no such value.
func Parse[T ~string](list []T, s string) (value T, ok bool) {
	if i := slices.Index(list, T(s)); i >= 0 {
		return list[i], true
	}
	return "", false
}
