package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	gormpostgres "gorm.io/driver/postgres"
	gormsqlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"ledigajobb/internal/board"
)

// A dialect is what the two databases do not have in common.
type dialect interface {
	// open connects, and says in one sentence why it cannot. What is to be existing is not made.
	open(ctx context.Context, existing bool) (reader, writer *gorm.DB, err error)
	// migrations is the dialect's name and options for goose, and its words for the migrations.
	migrations() (goose.Dialect, []goose.ProviderOption, *strings.Replacer, error)
	// alone waits until nobody else's transaction is alone under the name, and keeps others waiting until this one ends.
	alone(tx *gorm.DB, name string) error
	// notify tells other processes, with the commit of the transaction, that the change log has grown.
	notify(tx *gorm.DB) error
	// listen calls wake for each notification until the context ends.
	listen(ctx context.Context, log *slog.Logger, wake func())
}

// dialectOf reads a database's address.
func dialectOf(address string) (dialect, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	switch scheme {
	case "sqlite":
		if rest == "" || strings.ContainsAny(rest, "?\x00") {
			return nil, errors.New("the database address names no file: write sqlite: and a path, as in sqlite:data/ledigajobb.db")
		}
		return sqliteFile(rest), nil
	case "postgres", "postgresql":
		config, err := pgx.ParseConfig(address)
		if err != nil { // the error repeats parts of the address, which holds a password
			return nil, errors.New("the database address is not a PostgreSQL address: write postgres://user:password@host:5432/name, with special characters in the password percent-encoded")
		}
		return &postgres{config}, nil
	}
	return nil, errors.New("the database address begins with neither sqlite: nor postgres://: write sqlite:data/ledigajobb.db or postgres://user:password@host:5432/name")
}

// bindText binds what cannot be stored as a text as null: it equals nothing that is there, and no column takes it. Left
// alone, SQLite would store it, and PostgreSQL would refuse even to look for it.
func bindText(stmt *gorm.Statement, value any) {
	v := reflect.ValueOf(value)
	if v.Kind() == reflect.String && (strings.Contains(v.String(), "\x00") || !utf8.ValidString(v.String())) {
		stmt.Vars[len(stmt.Vars)-1] = nil
	}
}

// kindOf is the kind of error that an error of GORM or a driver is, of package board or of our own, or nil.
func kindOf(err error) error {
	var lite *sqlite.Error
	var pg *pgconn.PgError
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows):
		return board.ErrNotFound
	case errors.As(err, &lite):
		return sqliteKind(lite.Code())
	case errors.As(err, &pg):
		return postgresKind(pg.Code)
	}
	return nil
}

// sqliteKind reads a result code (sqlite.org/rescode.html), whose low byte is the primary one.
func sqliteKind(code int) error {
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE:
		return errTaken
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return errRefers
	case sqlite3.SQLITE_CONSTRAINT_NOTNULL:
		return errUnstored
	}
	switch code & 0xff {
	case sqlite3.SQLITE_READONLY:
		return board.ErrReadOnly
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return board.ErrBusy
	}
	return nil
}

// postgresKind reads an SQLSTATE (PostgreSQL's appendix A).
func postgresKind(state string) error {
	switch state {
	case "23505": // unique_violation
		return errTaken
	case "23503": // foreign_key_violation
		return errRefers
	case "23502": // not_null_violation
		return errUnstored
	case "25006": // read_only_sql_transaction: a standby, or one that is being moved
		return board.ErrReadOnly
	case "40001", "40P01", "55P03": // serialization_failure, deadlock_detected, lock_not_available
		return board.ErrBusy
	}
	return nil
}

// transient says whether a transaction that failed so may succeed when it is begun anew.
func transient(err error) bool {
	var lite *sqlite.Error
	var pg *pgconn.PgError
	return errors.As(err, &lite) && sqliteKind(lite.Code()) == board.ErrBusy ||
		errors.As(err, &pg) && postgresKind(pg.Code) == board.ErrBusy
}

// sqliteFile is the path of a SQLite database.
type sqliteFile string

// sqliteDialector is GORM's, with errors that it can read: GORM's own expects the driver in C.
type sqliteDialector struct{ *gormsqlite.Dialector }

// Translate gives an error its kind.
func (sqliteDialector) Translate(err error) error { return translate(err) }

// BindVarTo binds a value to a statement.
func (d sqliteDialector) BindVarTo(w clause.Writer, stmt *gorm.Statement, value any) {
	bindText(stmt, value)
	d.Dialector.BindVarTo(w, stmt, value)
}

// dsn names the file with what holds for each connection; pragmas run in this order, the wait for locks first.
func (file sqliteFile) dsn(wait time.Duration, more ...string) string {
	pragmas := append([]string{fmt.Sprintf("busy_timeout(%d)", wait.Milliseconds()), "foreign_keys(1)", "temp_store(memory)"}, more...)
	path := (&url.URL{Path: string(file)}).EscapedPath() // a path may hold what means something in an address
	return "file:" + path + "?_txlock=immediate&" + url.Values{"_pragma": pragmas}.Encode()
}

// sqliteReaders is how many connections read a SQLite file at once.
const sqliteReaders = 8

// open makes one connection that writes, whose transactions take the write lock when they begin and are on disk when
// they have committed, and several that read.
func (file sqliteFile) open(ctx context.Context, existing bool) (reader, writer *gorm.DB, err error) {
	if err := file.prepare(existing); err != nil {
		return nil, nil, err
	}
	writer, err = file.connect(ctx, file.dsn(again, "journal_mode(WAL)", "synchronous(FULL)"), 1)
	if err == nil {
		err = patiently(ctx, func() error { return tryWriting(writer.WithContext(ctx)) })
	}
	if err != nil {
		return nil, nil, file.explain(err, writer)
	}
	reader, err = file.connect(ctx, file.dsn(patience, "query_only(1)"), sqliteReaders)
	if err != nil {
		return nil, nil, file.explain(err, writer)
	}
	return reader, writer, nil
}

// tryWriting writes and takes it back, to learn whether writing is possible at all: SQLite begins a transaction that is
// to write also on a file that it may only read.
func tryWriting(db *gorm.DB) error {
	takeBack := errors.New("written")
	err := db.Transaction(func(tx *gorm.DB) error {
		return cmp.Or(tx.Exec("CREATE TABLE written (x)").Error, takeBack)
	})
	if errors.Is(err, takeBack) {
		return nil
	}
	return translate(err)
}

// prepare makes the file and its directory where they are missing, unless they are to be existing. Nobody but their
// owner can read what is made; SQLite gives the files that it puts beside the database the same rights.
func (file sqliteFile) prepare(existing bool) error {
	info, err := os.Stat(string(file))
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("the database %s is a directory: name a file in it", file)
	case errors.Is(err, fs.ErrNotExist) && existing:
		return fmt.Errorf("there is no database at %s: %w: see that its path is right", file, board.ErrNotFound)
	case err == nil || existing:
		return nil // what else is wrong with it, SQLite says
	}
	dir := filepath.Dir(string(file))
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("the directory %s of the database cannot be made: %w", dir, errors.Unwrap(err))
	}
	// Only ever a new file: to close one that is there would end the locks that this process has on it.
	if f, err := os.OpenFile(string(file), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); err == nil {
		return f.Close()
	}
	return nil
}

func (file sqliteFile) connect(ctx context.Context, dsn string, connections int) (*gorm.DB, error) {
	pool, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	if err := patiently(ctx, func() error { return pool.PingContext(ctx) }); err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return gorm.Open(sqliteDialector{&gormsqlite.Dialector{Conn: pool}}, gormConfig()) // which closes the pool when it fails
}

// explain says why the file cannot be opened, and closes what was.
func (file sqliteFile) explain(err error, opened *gorm.DB) error {
	if opened != nil {
		defer closeDB(opened)
	}
	var lite *sqlite.Error
	if !errors.As(err, &lite) {
		return fmt.Errorf("the database %s cannot be opened: %w", file, err)
	}
	switch lite.Code() & 0xff {
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("the file %s is not a SQLite database: name another file", file)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("the database %s is damaged: put back a backup", file)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return fmt.Errorf("the database %s cannot be opened: the user who runs this program needs the right to read and write it and its directory", file)
	case sqlite3.SQLITE_READONLY:
		return fmt.Errorf("the database %s is %w: the user who runs this program needs the right to write it and its directory", file, board.ErrReadOnly)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("the database %s is %w: another program holds it locked; stop that one first", file, board.ErrBusy)
	}
	return fmt.Errorf("the database %s cannot be opened: %w", file, err)
}

func (file sqliteFile) migrations() (goose.Dialect, []goose.ProviderOption, *strings.Replacer, error) {
	return goose.DialectSQLite3, nil, strings.NewReplacer(
		"{{key}}", "TEXT",
		"{{blob}}", "BLOB",
		"{{serial}}", "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", // a number is never given twice
		"{{json:ad.Headline}}", "json_extract(ad, '$.Headline')",
		"{{fixed:audit}}", sqliteFixed,
		"{{emptied:audit_personal}}", sqliteEmptied,
		"{{dropfixed}}", "",
	), nil
}

// alone has nothing to wait for: only one transaction writes at a time.
func (file sqliteFile) alone(*gorm.DB, string) error { return nil }

// notify has nobody to tell: other processes on the same file look for themselves.
func (file sqliteFile) notify(*gorm.DB) error { return nil }

func (file sqliteFile) listen(context.Context, *slog.Logger, func()) {}

// postgres is a PostgreSQL database.
type postgres struct{ config *pgx.ConnConfig }

// String names the database without its password.
func (p *postgres) String() string {
	return fmt.Sprintf("%s at %s:%d", p.config.Database, p.config.Host, p.config.Port)
}

// postgresDialector is GORM's, with our kinds of error.
type postgresDialector struct{ gorm.Dialector }

// Translate gives an error its kind.
func (postgresDialector) Translate(err error) error { return translate(err) }

// BindVarTo binds a value to a statement.
func (d postgresDialector) BindVarTo(w clause.Writer, stmt *gorm.Statement, value any) {
	bindText(stmt, value)
	d.Dialector.BindVarTo(w, stmt, value)
}

// postgresConnections is how many connections a process has at most; PostgreSQL serves 100 by default.
const postgresConnections = 16

// open makes one pool for reads and writes.
func (p *postgres) open(ctx context.Context, _ bool) (reader, writer *gorm.DB, err error) {
	pool := stdlib.OpenDB(*p.config)
	pool.SetMaxOpenConns(postgresConnections)
	pool.SetMaxIdleConns(postgresConnections)
	if err := pool.PingContext(ctx); err != nil {
		return nil, nil, errors.Join(p.explain(err), pool.Close())
	}
	dialector := postgresDialector{gormpostgres.New(gormpostgres.Config{Conn: pool})}
	db, err := gorm.Open(dialector, gormConfig())
	if err != nil {
		return nil, nil, errors.Join(p.explain(err), pool.Close())
	}
	return db, db, nil
}

// explain says why the database cannot be reached. It names host, user and database, never the password.
func (p *postgres) explain(err error) error {
	where := net.JoinHostPort(p.config.Host, fmt.Sprint(p.config.Port))
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return fmt.Errorf("PostgreSQL at %s cannot be reached: see that it runs, and that host and port of the database address are right", where)
	}
	switch pg.Code {
	case "28P01", "28000": // invalid_password, invalid_authorization_specification
		return fmt.Errorf("PostgreSQL at %s does not let user %s in: see that user and password of the database address are right", where, p.config.User)
	case "3D000": // invalid_catalog_name
		return fmt.Errorf("PostgreSQL at %s has no database %s: make it with createdb, or name another", where, p.config.Database)
	case "53300": // too_many_connections
		return fmt.Errorf("PostgreSQL at %s is %w: all its connections are taken", where, board.ErrBusy)
	case "57P03": // cannot_connect_now
		return fmt.Errorf("PostgreSQL at %s is %w: it is starting or stopping", where, board.ErrBusy)
	}
	return fmt.Errorf("PostgreSQL at %s refuses: %s", where, pg.Message)
}

func (p *postgres) migrations() (goose.Dialect, []goose.ProviderOption, *strings.Replacer, error) {
	locker, err := lock.NewPostgresSessionLocker() // replicas that start together migrate one after the other
	if err != nil {
		return "", nil, nil, err
	}
	return goose.DialectPostgres, []goose.ProviderOption{goose.WithSessionLocker(locker)}, strings.NewReplacer(
		"{{key}}", `TEXT COLLATE "C"`, // in the order of bytes, as in SQLite
		"{{blob}}", "BYTEA",
		"{{serial}}", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
		"{{json:ad.Headline}}", "(ad::json ->> 'Headline')",
		"{{fixed:audit}}", postgresFixed,
		"{{emptied:audit_personal}}", postgresEmptied,
		"{{dropfixed}}", "DROP FUNCTION audit_fixed();\nDROP FUNCTION audit_emptied();",
	), nil
}

func (p *postgres) alone(tx *gorm.DB, name string) error {
	return tx.Exec("SELECT pg_advisory_xact_lock(hashtext(?))", name).Error
}

// channel is where the processes on one PostgreSQL database tell each other that the change log has grown.
const channel = "ledigajobb_changes"

func (p *postgres) notify(tx *gorm.DB) error {
	return tx.Exec("SELECT pg_notify(?, '')", channel).Error
}

// reconnect is how long listen waits before it connects anew. Meanwhile Watch's poll stands in.
const reconnect = time.Second

func (p *postgres) listen(ctx context.Context, log *slog.Logger, wake func()) {
	for ctx.Err() == nil {
		err := p.hear(ctx, wake)
		if ctx.Err() != nil {
			return
		}
		log.Warn("the connection that listens for changes was lost", "error", err)
		_ = pause(ctx, reconnect)
	}
}

// hear listens on a connection of its own until that breaks.
func (p *postgres) hear(ctx context.Context, wake func()) error {
	conn, err := pgx.ConnectConfig(ctx, p.config.Copy())
	if err != nil {
		return p.explain(err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	for {
		wake()
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return err
		}
	}
}
