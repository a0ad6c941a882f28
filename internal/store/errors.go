package store

import (
	"errors"
	"fmt"

	"ledigajobb/internal/board"
)

// What the databases refuse, in words.
var (
	errTaken    = fmt.Errorf("%w: it is there already", board.ErrConflict)
	errRefers   = fmt.Errorf("%w: it refers to what is not there, or is referred to", board.ErrConflict)
	errUnstored = errors.New("a text in it is no text: it has a zero byte, or is not UTF-8")
)

// A failure is a database's error as people may read it: it says its kind, and keeps the database's own words, which are
// about tables and statements, to itself.
type failure struct{ kind, cause error }

func (f failure) Error() string   { return f.kind.Error() }
func (f failure) Unwrap() []error { return []error{f.kind, f.cause} }

// translate gives a database's error its kind of package board, where it has one. Every error that GORM meets passes
// here, through its dialector; what is read from rows by hand is handed over by hand.
func translate(err error) error {
	if err == nil || errors.As(err, new(failure)) {
		return err
	}
	if kind := kindOf(err); kind != nil {
		return failure{kind, err}
	}
	return err
}
