package store

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// A Store is one board in one database. It is safe for use by many goroutines.
type Store struct {
	queries          // from the readers
	writer  *gorm.DB // on PostgreSQL the same pool
	dialect dialect
	options Options
	watchers
}

// Options say which database to open, and lend what a program has and a package should not take for itself.
type Options struct {
	Database string       // "sqlite:data/board.db" or "postgres://user:password@host:5432/name"
	Log      *slog.Logger // told of lost connections; nil: nobody
	Random   io.Reader    // makes the epochs of change logs
	Existing bool         // the database must be there already: what is only read must not be made by a mistyped path

	// Statement is called with each SQL statement, without its values, when it has been run; nil: nobody counts.
	Statement func(sql string)
}

// Open opens the database, and makes the file of a SQLite database and its directory where they are missing, unless it
// is to be Existing. Each failure is one sentence that says what is wrong and what to do, without the password.
func Open(ctx context.Context, options Options) (*Store, error) {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	d, err := dialectOf(options.Database)
	if err != nil {
		return nil, err
	}
	reader, writer, err := d.open(ctx, options.Existing)
	if err != nil {
		return nil, err
	}
	s := &Store{queries: queries{db: reader}, writer: writer, dialect: d, options: options}
	if err := s.tellStatements(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// tellStatements lets options.Statement know of each statement that GORM runs.
func (s *Store) tellStatements() error {
	if s.options.Statement == nil {
		return nil
	}
	tell := func(db *gorm.DB) {
		if !db.DryRun { // as GORM runs one that is a part of another
			s.options.Statement(db.Statement.SQL.String())
		}
	}
	pools := []*gorm.DB{s.db}
	if s.writer != s.db {
		pools = append(pools, s.writer)
	}
	for _, db := range pools {
		on := db.Callback()
		err := errors.Join(on.Query().After("gorm:query").Register("tell", tell), on.Row().After("gorm:row").Register("tell", tell),
			on.Raw().After("gorm:raw").Register("tell", tell), on.Create().After("gorm:create").Register("tell", tell),
			on.Update().After("gorm:update").Register("tell", tell), on.Delete().After("gorm:delete").Register("tell", tell))
		if err != nil {
			return err
		}
	}
	return nil
}

// Close ends all connections. Whoever watches must have stopped before.
func (s *Store) Close() error {
	return errors.Join(closeDB(s.db), closeDB(s.writer))
}

func closeDB(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}

// gormConfig logs nothing: what fails is returned, and statements with their values stay out of logs. GORM keeps no
// prepared statements: its store of them never ends its goroutine, pgx has its own, and SQLite prepares in microseconds.
func gormConfig() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		Logger:                 logger.Discard,
		DisableAutomaticPing:   true,
	}
}
