// Package storetest lends tests a fresh store of each kind.
//
// SQLite is always there. PostgreSQL is when LEDIGAJOBB_TEST_POSTGRES holds the address of a superuser of a throwaway
// cluster; without it the tests named postgres are skipped, and say so.
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver named pgx

	"ledigajobb/internal/store"
)

// variable is the environment variable that leads to PostgreSQL.
const variable = "LEDIGAJOBB_TEST_POSTGRES"

// Run runs the test on a fresh, migrated store of each kind, as the subtests sqlite and postgres.
func Run(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	Databases(t, func(t *testing.T, address string) { test(t, Open(t, address)) })
}

// Databases runs the test with the address of a fresh, migrated database of each kind, as the subtests sqlite and
// postgres: for those who Open it more than once.
func Databases(t *testing.T, test func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// New is a fresh, migrated store on SQLite.
func New(t testing.TB) *store.Store {
	t.Helper()
	return Open(t, SQLite(t))
}

// Open opens a database for as long as the test runs.
func Open(t testing.TB, address string) *store.Store {
	t.Helper()
	return open(t, store.Options{Database: address, Random: rand.Reader})
}

func open(t testing.TB, options store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Counted opens a database as Open does, and counts what is asked of it: n is the number of SQL statements so far.
func Counted(t testing.TB, address string) (s *store.Store, n *atomic.Int64) {
	t.Helper()
	n = new(atomic.Int64)
	return open(t, store.Options{Database: address, Random: rand.Reader, Statement: func(string) { n.Add(1) }}), n
}

// SQLite is the address of a fresh, migrated SQLite database.
func SQLite(t testing.TB) string {
	t.Helper()
	address := "sqlite:" + filepath.Join(t.TempDir(), "board.db")
	migrate(t, address)
	return address
}

// Postgres is the address of a fresh, migrated PostgreSQL database. Without PostgreSQL the test is skipped.
func Postgres(t testing.TB) string {
	t.Helper()
	admin := os.Getenv(variable)
	if admin == "" {
		t.Skip("PostgreSQL is not there: " + variable + " is not set")
	}
	db, err := sql.Open("pgx", admin)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	makeTemplate(t, db, admin)
	name := "test_" + strings.ToLower(rand.Text())
	command(t, db, "CREATE DATABASE "+name+" TEMPLATE "+template)
	t.Cleanup(func() {
		if _, err := db.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return named(t, admin, name)
}

// template is the database that those of the tests are copies of: copying is faster than migrating.
const template = "ledigajobb_template"

// makeTemplate makes the template where it is not there or not up to date. Tests of other packages run at the same time.
func makeTemplate(t testing.TB, db *sql.DB, admin string) {
	t.Helper()
	conn, err := db.Conn(context.Background()) // the lock is the connection's
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(t.Context(), "SELECT pg_advisory_lock(20261122)"); err != nil {
		t.Fatal(err)
	}
	defer conn.ExecContext(context.Background(), "SELECT pg_advisory_unlock(20261122)")
	var there bool
	err = conn.QueryRowContext(t.Context(), "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", template).Scan(&there)
	if err != nil {
		t.Fatal(err)
	}
	if there {
		return
	}
	command(t, db, "CREATE DATABASE "+template+"_unfinished")
	migrate(t, named(t, admin, template+"_unfinished"))
	command(t, db, "ALTER DATABASE "+template+"_unfinished RENAME TO "+template)
}

func command(t testing.TB, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(fmt.Errorf("%s: %w", statement, err))
	}
}

// named is the address of another database of the cluster.
func named(t testing.TB, address, database string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + database
	return u.String()
}

func migrate(t testing.TB, address string) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Database: address, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
}
