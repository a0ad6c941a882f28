package importer

import (
	"strings"

	"ledigajobb/internal/board"
)

// concepts maps a list of JobTech's taxonomy to one of ours: by the concept's id, and by its label, in lower case and
// with a plain hyphen, for ads that have only that.
type concepts[T ~string] map[string]T

// of is the concept's value; stated says whether there is a concept at all.
func (c concepts[T]) of(concept object) (value T, stated bool) {
	id, label := concept.line("concept_id"), plainLabel(concept)
	value, ok := c[id]
	if !ok {
		value = c[label]
	}
	return value, id != "" || label != ""
}

func plainLabel(concept object) string {
	return strings.ToLower(strings.ReplaceAll(concept.line("label"), "–", "-"))
}

var employmentTypes = concepts[board.EmploymentType]{
	"kpPX_CNN_gDU": board.Permanent,
	"sTu5_NBQ_udq": board.FixedTerm,
	"vWxw_BCd_VG6": board.FixedTerm,
	"gro4_cWF_6D7": "substitute",
	"EBhX_Qm2_8eX": "seasonal",
	"Jh8f_q9J_pbJ": board.Summer,
	"1paU_aCR_nGn": board.OnCall,

	"tillsvidareanställning (inkl. eventuell provanställning)": board.Permanent,
	"tillsvidareanställning":                                   board.Permanent,
	"tidsbegränsad anställning":                                board.FixedTerm,
	"visstidsanställning":                                      board.FixedTerm,
	"vikariat":                                                 "substitute",
	"säsongsanställning":                                       "seasonal",
	"sommarjobb / feriejobb":                                   board.Summer,
	"sommarjobb":                                               board.Summer,
	"behovsanställning":                                        board.OnCall,
}

var workingHours = concepts[board.WorkingHours]{
	"6YE1_gAC_R2G": board.FullTime,
	"947z_JGS_Uk2": board.PartTime,
	"hGCt_6Ni_XPz": board.FullOrPartTime,

	"heltid":              board.FullTime,
	"deltid":              board.PartTime,
	"heltid/deltid":       board.FullOrPartTime,
	"heltid / deltid":     board.FullOrPartTime,
	"heltid eller deltid": board.FullOrPartTime,
}

var durations = concepts[board.Duration]{
	"a7uU_j21_mkL": board.UntilFurtherNotice,
	"9RGe_UxD_FZw": "over_1_year",
	"gJRb_akA_95y": "6_to_12_months",
	"qQUd_4qe_NDT": "6_to_12_months",
	"Xj7x_7yZ_jEn": "3_to_6_months",
	"Sy9J_aRd_ALx": "under_3_months",
	"cAQ8_TpB_Tdv": "under_3_months",

	"tills vidare":                    board.UntilFurtherNotice,
	"tillsvidare":                     board.UntilFurtherNotice,
	"12 månader eller längre":         "over_1_year",
	"6 månader - upp till 12 månader": "6_to_12_months",
	"6 månader eller längre":          "6_to_12_months",
	"3 månader - upp till 6 månader":  "3_to_6_months",
	"11 dagar - upp till 3 månader":   "under_3_months",
	"upp till 10 dagar":               "under_3_months",
	"upp till 3 månader":              "under_3_months",
}

// termsOf is on what terms the work is done.
func termsOf(ad object) board.Terms {
	duration, stated := durations.of(ad.object("duration"))
	if stated && duration == "" {
		ad.note("duration", ad.object("duration").line("label"))
	}
	hours, stated := workingHours.of(ad.object("working_hours_type"))
	if stated && hours == "" {
		ad.note("working_hours", ad.object("working_hours_type").line("label"))
	}
	return board.Terms{
		Employment:   employmentOf(ad, duration),
		Hours:        hours,
		Scope:        scopeOf(ad.object("scope_of_work")),
		Duration:     duration,
		Vacancies:    vacanciesOf(ad),
		Requirements: requirementsOf(ad),
	}
}

// employmentOf is the type of employment. JobTech's "Vanlig anställning" says nothing by itself: the duration decides.
func employmentOf(ad object, duration board.Duration) board.EmploymentType {
	concept := ad.object("employment_type")
	label := plainLabel(concept)
	ordinary := concept.line("concept_id") == "PFZr_Syz_cUq" || label == "vanlig anställning"
	kind, stated := employmentTypes.of(concept)
	switch {
	case kind == board.Summer && label == "säsongsanställning": // one id has had both labels
		return "seasonal"
	case kind != "" || !stated:
		return kind
	case ordinary && duration == board.UntilFurtherNotice:
		return board.Permanent
	case ordinary && duration != "":
		return board.FixedTerm
	}
	ad.note("employment_type", concept.line("label"))
	return ""
}

// scopeOf is how much of full time the work is. From nothing to everything states nothing.
func scopeOf(o object) board.Scope {
	least, _ := o.number("min")
	most, stated := o.number("max")
	if !stated && least > 0 {
		most = 100
	}
	switch {
	case least == 0 && (most == 0 || most == 100):
		return board.Scope{}
	case least < 0 || most > 100 || least > most:
		o.note("scope_of_work", "")
		return board.Scope{}
	}
	return board.Scope{Min: least, Max: most}
}

// maxVacancies is the largest number of vacancies that is believed.
const maxVacancies = 1000

func vacanciesOf(ad object) int {
	n, stated := ad.number("number_of_vacancies")
	if stated && (n < 1 || n > maxVacancies) {
		ad.note("number_of_vacancies", "")
		return 0
	}
	return n
}

// requirementsOf is the ticks. Every licence from B on holds B's right.
func requirementsOf(ad object) []board.Requirement {
	if !ad.flag("driving_license_required") {
		return nil
	}
	licences := ad.objects("driving_license")
	for _, licence := range licences {
		if label := licence.line("label"); strings.ContainsAny(label, "BCD") {
			return []board.Requirement{board.DrivingLicence}
		}
	}
	if len(licences) > 0 {
		ad.note("requirements", licences[0].line("label"))
		return nil
	}
	return []board.Requirement{board.DrivingLicence}
}
