// Package store remembers the board, in SQLite or in PostgreSQL.
//
// A Store is one board in one database. Reads are methods on it that take a context; every write is made inside
// Store.Write, one transaction, on a Tx, which has the same reads. What a write changes for readers it appends to the
// change log in the same transaction (Tx.Append), and whoever follows the log is woken when it has been committed
// (Store.Watch).
//
// GORM lives here and nowhere else. Its rows are unexported and stand next to their queries, with a conversion each
// way, so that the nouns of package board know no database. The two databases have the same tables, rows and queries;
// dialect.go is the one file that tells them apart.
//
// An ad lies in one column as JSON, beside its text in two more. No SQL ever looks inside an ad: searching is the
// index's. What SQL does ask for (state, run, employer, source, owners) has columns of its own. Drafts and revisions
// hold ads of the same shape.
//
// Instants are Unix milliseconds, 0 for none: as text they would compare wrongly in SQLite.
package store

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"ledigajobb/internal/board"
)

// queries are the reads that Store and Tx have in common.
type queries struct {
	db   *gorm.DB
	lock bool // a job that is read stays as it is until the transaction ends: it is going to be changed
}

// with is the database for a call.
func (q queries) with(ctx context.Context) *gorm.DB { return q.db.WithContext(ctx) }

// A Tx is one transaction: the reads of a Store, and all writes. It ends with the function that it was made for.
type Tx struct {
	queries
	dialect dialect
	changes []changeRow // appended, not numbered yet
	written int         // jobs
}

// patience is how long a write waits for others before it gives up with ErrBusy, and again how often it tries. SQLite's
// own wait backs off to 100 ms, in which a process that writes without end would always be first.
const (
	patience = 10 * time.Second
	again    = 2 * time.Millisecond
)

// many is how many jobs make a transaction long for those who wait.
const many = 100

// Write runs f in one transaction, and wakes those who watch the change log when it has been committed. An error of f
// takes back everything. Where the database asks for it (a deadlock, an occupied file) the transaction is begun anew:
// f may run more than once, so it loads in it what it changes. Writes that find the database occupied by others for ten
// seconds fail with ErrBusy.
func (s *Store) Write(ctx context.Context, f func(tx *Tx) error) error {
	var written int
	err := patiently(ctx, func() error {
		return s.writer.WithContext(ctx).Transaction(func(db *gorm.DB) error {
			tx := &Tx{queries: queries{db: db, lock: true}, dialect: s.dialect}
			if err := f(tx); err != nil {
				return err
			}
			written = tx.written
			return tx.number(ctx)
		})
	})
	if err != nil {
		return err
	}
	s.watchers.wake()
	if written >= many {
		_ = pause(ctx, 2*again) // another process that waits for the file gets its turn
	}
	return nil
}

// Alone lets only one transaction at a time go on from here under a name: those that look for many things and insert what
// is missing would otherwise insert the same. To be called first, before anything is read that it is about.
func (tx *Tx) Alone(ctx context.Context, name string) error {
	if err := tx.dialect.alone(tx.with(ctx), name); err != nil {
		return fmt.Errorf("waiting for another %s: %w", name, err)
	}
	return nil
}

// patiently repeats f while it fails for the sake of another's transaction. When the context ends first, the error is
// of both kinds.
func patiently(ctx context.Context, f func() error) error {
	enough := time.NewTimer(patience)
	defer enough.Stop()
	var before error
	for {
		err := f()
		switch {
		case err != nil && ctx.Err() != nil:
			return fmt.Errorf("%w: %w", cmp.Or(before, err), ctx.Err())
		case err == nil || !transient(err):
			return err
		}
		before = err
		select {
		case <-enough.C:
			return err
		case <-time.After(again):
		case <-ctx.Done():
		}
	}
}

// pause waits, or returns the context's error when that ends first.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Ready says whether the database can be reached and has been migrated.
func (s *Store) Ready(ctx context.Context) error {
	_, err := s.Position(ctx)
	return err
}

// millis is an instant as the database keeps it.
type millis int64

func toMillis(t time.Time) millis {
	if t.IsZero() {
		return 0
	}
	return millis(t.UnixMilli())
}

func (m millis) time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(m)).UTC()
}

// kept is an instant as it will be when it has been stored and read again.
func kept(t time.Time) time.Time { return toMillis(t).time() }

// chunk is how many values go into one IN list or rows into one INSERT: SQLite takes 32,766 parameters.
const chunk = 500

// exactlyOne is ErrNotFound unless the statement met a row.
func exactlyOne(result *gorm.DB) error {
	if result.Error == nil && result.RowsAffected == 0 {
		return board.ErrNotFound
	}
	return result.Error
}

// unchanged is the error of a save of a row by its version: none had it when somebody else was faster.
func unchanged(result *gorm.DB) error {
	if result.Error == nil && result.RowsAffected == 0 {
		return board.ErrConflict
	}
	return result.Error
}
