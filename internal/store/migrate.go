package store

import (
	"context"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"testing/fstest"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Migrate brings the database up to date and returns the names of the migrations that it ran. A database that a newer
// program has migrated is left alone, with an error that says so. Several processes may start at once. It also gives the
// change log an epoch where it has none: when it is new, or was put back from a backup.
func (s *Store) Migrate(ctx context.Context) (done []string, err error) {
	before := int64(-1)
	for {
		has, failed := s.migrate(ctx, &done)
		if failed == nil {
			break
		}
		if has == before || !errors.Is(failed, errUp) { // otherwise another process has come further meanwhile
			return done, fmt.Errorf("migrate: %w", translate(failed))
		}
		before = has
	}
	return done, s.beginEpoch(ctx)
}

// errUp marks a migration that failed.
var errUp = errors.New("the database's tables cannot be brought up to date")

// migrate tries once, and says which version it found.
func (s *Store) migrate(ctx context.Context, done *[]string) (has int64, err error) {
	provider, err := s.provider()
	if err != nil {
		return 0, err
	}
	var knows int64
	err = patiently(ctx, func() error {
		has, knows, err = provider.GetVersions(ctx)
		return err
	})
	switch {
	case err != nil:
		return has, err
	case has > knows:
		return has, fmt.Errorf("the database %s is of version %d, this program knows %d: use the newer program", s.dialect, has, knows)
	}
	err = patiently(ctx, func() error {
		results, err := provider.Up(ctx)
		for _, r := range results {
			*done = append(*done, path.Base(r.Source.Path))
		}
		return err
	})
	if err != nil {
		return has, fmt.Errorf("%w: %w", errUp, err)
	}
	return has, nil
}

func (s *Store) provider() (*goose.Provider, error) {
	name, options, words, err := s.dialect.migrations()
	if err != nil {
		return nil, err
	}
	files, err := spoken(migrationFiles, words)
	if err != nil {
		return nil, err
	}
	pool, err := s.writer.DB()
	if err != nil {
		return nil, err
	}
	options = append(options, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	return goose.NewProvider(name, pool, files, options...)
}

// spoken is the migrations in the words of one database.
func spoken(files fs.FS, words *strings.Replacer) (fs.FS, error) {
	out := fstest.MapFS{}
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		out[path.Base(name)] = &fstest.MapFile{Data: []byte(words.Replace(string(text)))}
	}
	return out, nil
}

// beginEpoch gives a change log that has no epoch a new one.
func (s *Store) beginEpoch(ctx context.Context) error {
	position, err := s.Position(ctx)
	if err != nil || position.Epoch != "" {
		return err
	}
	return s.NewEpoch(ctx)
}

// NewEpoch tells all who follow the change log to begin anew: its numbers no longer mean what they meant. To be called
// when a PostgreSQL database has been put back from a backup; a copy that Backup has made gets its own by Migrate.
func (s *Store) NewEpoch(ctx context.Context) error {
	var random [8]byte
	if _, err := io.ReadFull(s.options.Random, random[:]); err != nil {
		return fmt.Errorf("epoch: %w", err)
	}
	return s.Write(ctx, func(tx *Tx) error {
		return tx.with(ctx).Exec("UPDATE log_counter SET epoch = ? WHERE id = 1", hex.EncodeToString(random[:])).Error
	})
}
