package store

import "gorm.io/gorm"

// OnWrite calls f with each INSERT that the store makes from now on.
func (s *Store) OnWrite(f func(statement string)) error {
	return s.writer.Callback().Create().After("gorm:create").Register("test:count", func(db *gorm.DB) {
		f(db.Statement.SQL.String())
	})
}

// Exec runs a statement on the writer.
func (s *Store) Exec(statement string, values ...any) error {
	return s.writer.Exec(statement, values...).Error
}

// ExecReader runs a statement on a reader.
func (s *Store) ExecReader(statement string) error { return s.db.Exec(statement).Error }

// Strings reads a column of texts.
func (s *Store) Strings(query string) (texts []string, err error) {
	err = s.db.Raw(query).Scan(&texts).Error
	return texts, err
}

// Columns is the names of a table's columns.
func (s *Store) Columns(table string) (names []string, err error) {
	columns, err := s.db.Migrator().ColumnTypes(table)
	for _, c := range columns {
		names = append(names, c.Name())
	}
	return names, err
}
