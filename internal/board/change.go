package board

import "time"

// ChangeKind says what a Change is about.
type ChangeKind string

// The kinds of change.
const (
	ChangeJob      ChangeKind = "job"
	ChangeEmployer ChangeKind = "employer"
	ChangeSettings ChangeKind = "settings"
)

// Boundary says that a change was made by the clock alone.
type Boundary string

// The boundaries of a job's run.
const (
	BoundaryNone  Boundary = ""
	BoundaryStart Boundary = "start"
	BoundaryEnd   Boundary = "end"
)

// A Change is a row of the change log: what readers see of a job, an employer or the settings became different.
type Change struct {
	Seq      int64 // without gaps in the order of commit
	Kind     ChangeKind
	Job      ID         // of a ChangeJob
	Employer EmployerID // of a ChangeEmployer
	Boundary Boundary
	At       time.Time
}

// Position is a place in the change log. The epoch is new after each restore from a backup: numbers of another epoch
// say nothing.
type Position struct {
	Epoch string
	Seq   int64
}
