package board

import (
	"errors"
	"strings"
)

// The kinds of failure. Everything that fails for a reason the caller can act on wraps one of them, or is an Invalid;
// whatever is none of these is our own fault.
var (
	ErrNotFound  = errors.New("not found")            // there is nothing, or nothing for the one who asks
	ErrForbidden = errors.New("forbidden")            // the one who asks may not
	ErrConflict  = errors.New("conflict")             // it has changed meanwhile, or its state does not allow it
	ErrGone      = errors.New("gone")                 // it was here and will not come back
	ErrTooMany   = errors.New("too many requests")    // slow down
	ErrReadOnly  = errors.New("read only")            // the database takes no writes now
	ErrBusy      = errors.New("temporarily occupied") // try again
)

// A Fault is one thing that is wrong with one field of what came in.
type Fault struct {
	Field   string // the name of the field or parameter as the API writes it: "application_deadline", "role"
	Code    string // what is wrong, stable: "required", "orgnr.checksum", "unknown"
	Value   string // what was given, when repeating it helps and it is not personal
	Meant   string // what was probably meant, when something is close
	Allowed string // the values or the range that are allowed, when the list is short
}

// Invalid is everything that is wrong with what came in, at once.
type Invalid struct {
	Faults []Fault
}

// Error names every fault in English, for logs and commands; people read the words of package words.
func (e *Invalid) Error() string {
	parts := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		parts[i] = f.Field + ": " + f.Code
		if f.Value != "" {
			parts[i] += " (" + f.Value + ")"
		}
	}
	return "invalid: " + strings.Join(parts, "; ")
}

// Add notes one more fault.
func (e *Invalid) Add(f Fault) { e.Faults = append(e.Faults, f) }

// Err is the Invalid itself when it has faults, else nil; that of no Invalid is nil.
func (e *Invalid) Err() error {
	if e == nil || len(e.Faults) == 0 {
		return nil
	}
	return e
}
