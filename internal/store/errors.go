package store

import "fmt"

// translate gives a database's error its kind of package board, where it has one. Every error that GORM meets passes
// here once, through its dialector; what is read from rows by hand is handed over by hand.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if kind := kindOf(err); kind != nil {
		return fmt.Errorf("%w: %w", kind, err)
	}
	return err
}
