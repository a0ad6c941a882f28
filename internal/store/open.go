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
	return &Store{queries: queries{db: reader}, writer: writer, dialect: d, options: options}, nil
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
