// Package importer reads jobs from elsewhere: one function per format, which gives ads cleaned and mapped to the values
// of our own lists.
//
// What comes in is hostile and what people wrote. An ad is refused only when it has no id or no headline, or cannot be
// read at all; everything else that does not fit is left out and noted as a Misfit, and the rest goes on. Nothing is
// guessed that an employer would have to answer for: no role, no level.
package importer

import (
	"errors"

	"ledigajobb/internal/board"
)

// An Item is one ad of a file: an Incoming with what did not fit, or the reason why it was refused.
type Item struct {
	Incoming board.Incoming
	Misfits  []Misfit
	Refused  error // then Incoming has the source's name and id at most
	Line     int   // the line of the file at which it begins, from 1
}

// A Misfit is a value that did not fit ours and was left out.
type Misfit struct {
	Field string // the name in our API: "employment_type"
	Value string // shortened; empty where it may be personal
}

// ErrRemoved is the reason to refuse an ad that its source says is gone.
var ErrRemoved = errors.New("removed at the source")
