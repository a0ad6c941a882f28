package board

import (
	"fmt"
	"time"
)

// An Entry is a line of the audit log: who did what to what, when, and what was different afterwards. It is written in
// the transaction of the write that it is about, and never changes.
type Entry struct {
	ID      int64
	At      time.Time
	By      Actor
	Action  string // "job.approve"
	Subject Subject
	Changes []Difference
}

// A Subject is what an entry is about.
type Subject struct {
	Kind SubjectKind
	ID   string
}

// SubjectKind is a kind of subject.
type SubjectKind string

// The kinds of subject.
const (
	SubjectJob      SubjectKind = "job"
	SubjectDraft    SubjectKind = "draft"
	SubjectEmployer SubjectKind = "employer"
	SubjectOrder    SubjectKind = "order"
	SubjectExport   SubjectKind = "export"
	SubjectAgency   SubjectKind = "agency"
	SubjectReport   SubjectKind = "report"
	SubjectNotice   SubjectKind = "notice"
	SubjectEditor   SubjectKind = "editor"
	SubjectSession  SubjectKind = "session"
	SubjectSetting  SubjectKind = "setting"
	SubjectAlert    SubjectKind = "alert"
	SubjectIssue    SubjectKind = "issue"  // of the newsletter
	SubjectIntake   SubjectKind = "intake" // a batch of an import
	SubjectAudit    SubjectKind = "audit"  // what the audit log says of people
)

// A Difference is one value before and after. A personal one lies beside its entry, can be erased there, and is then
// Erased with nothing before or after.
type Difference struct {
	Field    string // "ad.deadline"
	Before   string
	After    string
	Personal bool
	Erased   bool
}

// Stale says that what somebody wanted to change has been changed by another meanwhile. It is an ErrConflict.
type Stale struct {
	Last Entry // what was done last
}

// Error names what was done, and nobody.
func (e *Stale) Error() string {
	return fmt.Sprintf("%s %s has changed meanwhile: %s", e.Last.Subject.Kind, e.Last.Subject.ID, e.Last.Action)
}

// Unwrap makes the error an ErrConflict.
func (e *Stale) Unwrap() error { return ErrConflict }
