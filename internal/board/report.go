package board

import "time"

// ReportReason is why a reader reports an ad.
type ReportReason string

// ReportReasons lists them in the order of a page (terms: 13).
func ReportReasons() []ReportReason {
	return []ReportReason{"expired", "broken_link", "wrong", "discriminating", "fraud", "personal_data", "duplicate", "other"}
}

// TakedownReason is why the desk takes an ad down, as its owners are told.
type TakedownReason string

// The reasons that have more to say than their name.
const (
	TakedownUnlawful     TakedownReason = "unlawful"      // names the law
	TakedownTerms        TakedownReason = "terms"         // names the point of the terms
	TakedownPersonalData TakedownReason = "personal_data" // the ad is emptied, and what the audit log says of people
	TakedownRights       TakedownReason = "rights"        // as well, and its employer's logo where that is the fault
	TakedownDuplicate    TakedownReason = "duplicate"     // leads to the other ad
	TakedownUnpaid       TakedownReason = "unpaid"        // pauses
)

// Empties says whether an ad that is taken down for the reason keeps nothing of what it said.
func (r TakedownReason) Empties() bool { return r == TakedownPersonalData || r == TakedownRights }

// TakedownReasons lists them in the order of a page (terms: 13).
func TakedownReasons() []TakedownReason {
	return []TakedownReason{"employer_asked", "not_authorised", TakedownUnlawful, TakedownTerms, TakedownPersonalData,
		TakedownRights, TakedownDuplicate, TakedownUnpaid}
}

// ReportOutcome is what the desk did about a report.
type ReportOutcome string

// The outcomes.
const (
	ReportDismissed ReportOutcome = "dismissed"
	ReportAsked     ReportOutcome = "asked" // the employer; the report is done with
	ReportTakenDown ReportOutcome = "taken_down"
)

// MaxReport is the length of a report's words in characters.
const MaxReport = 2000

// KeepReporter is how long a reporter's address is kept after the report has been handled.
const KeepReporter = 90 * 24 * time.Hour

// A Report is what a reader says is wrong with an ad.
type Report struct {
	ID       int64
	Job      ID
	Reason   ReportReason
	Text     string
	Email    string // where to answer, if anywhere
	Language Language
	At       time.Time
	Outcome  ReportOutcome // empty: it waits
	By       string        // the editor who handled it
	Handled  time.Time
}

// Handle notes what was done about the report. One that has been handled is an ErrConflict.
func (r *Report) Handle(outcome ReportOutcome, by string, now time.Time) error {
	if r.Outcome != "" {
		return ErrConflict
	}
	r.Outcome, r.By, r.Handled = outcome, by, now
	return nil
}
