package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Backup writes a consistent copy of a SQLite database to a new file while others read and write the database. The copy
// is checked and on disk when Backup returns, for its owner alone to read; until then there is no file of that name. A
// board that is put back from it begins a new epoch of its change log.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, ok := s.dialect.(sqliteFile); !ok {
		return errors.New("backup copies SQLite databases: use pg_dump for PostgreSQL")
	}
	if !s.with(ctx).Migrator().HasTable("log_counter") {
		return fmt.Errorf("the database %s holds no board: name another", s.dialect)
	}
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("the file %s is there already: name a new one", file)
	}
	dir, err := os.MkdirTemp(filepath.Dir(file), ".backup-")
	if err != nil {
		return fmt.Errorf("no backup can be written to %s: %w", filepath.Dir(file), errors.Unwrap(err))
	}
	defer os.RemoveAll(dir)
	unfinished := filepath.Join(dir, "board.db")
	// The writer's connection is lent since readers may write nowhere; the database itself is only read.
	if err := s.writer.WithContext(ctx).Exec("VACUUM INTO ?", unfinished).Error; err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	if err := verify(ctx, unfinished); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return publish(unfinished, file)
}

// verify checks the copy, and takes away its epoch.
func verify(ctx context.Context, file string) error {
	db, err := sql.Open("sqlite", sqliteFile(file).dsn(patience))
	if err != nil {
		return err
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("the copy is damaged: %s", verdict)
	}
	_, err = db.ExecContext(ctx, "UPDATE log_counter SET epoch = ''")
	return errors.Join(err, db.Close())
}

// publish gives the copy its name when all of it is on disk.
func publish(unfinished, file string) error {
	if err := os.Chmod(unfinished, 0o600); err != nil {
		return err
	}
	if err := flush(unfinished); err != nil {
		return err
	}
	if err := os.Rename(unfinished, file); err != nil {
		return err
	}
	return flush(filepath.Dir(file))
}

// flush waits until a file or directory is on disk.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
