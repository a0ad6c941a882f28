package store_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// wantSentence fails the test when the error is not one line that says the words.
func wantSentence(t testing.TB, err error, words string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), words) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v\nwant a sentence with %q", err, words)
	}
}

func open(t testing.TB, address string) error {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Database: address, Random: rand.Reader})
	if err == nil {
		must(t, s.Close())
	}
	return err
}

func TestAnAddressThatNamesNoDatabase(t *testing.T) {
	for _, address := range []string{"", "sqlite", "sqlite:", "board.db", "mysql://x", "sqlite:a?mode=ro", "postgres://u:geheim@h:port/x", "postgres://u:gehe%im@h/x"} {
		err := open(t, address)
		wantSentence(t, err, "the database address")
		if strings.Contains(err.Error(), "gehe") {
			t.Errorf("%v tells the password", err)
		}
	}
}

func TestAFileThatIsNoDatabase(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	must(t, os.WriteFile(text, []byte(strings.Repeat("Det här är ingen databas.\n", 100)), 0o600))
	for path, words := range map[string]string{
		text:                          "is not a SQLite database",
		dir:                           "is a directory",
		filepath.Join(text, "a", "b"): "cannot be made: not a directory",
	} {
		wantSentence(t, open(t, "sqlite:"+path), words)
	}
	must(t, open(t, "sqlite:"+filepath.Join(dir, "new", "åäö 100% #1", "board.db")))
	if _, err := os.Stat(filepath.Join(dir, "new", "åäö 100% #1", "board.db")); err != nil {
		t.Error(err)
	}
}

func TestAReaderWritesNothing(t *testing.T) {
	wantKind(t, "a write by a reader", storetest.New(t).ExecReader("DELETE FROM jobs"), board.ErrReadOnly)
}

func TestALockedDatabase(t *testing.T) {
	address := storetest.SQLite(t)
	s := storetest.Open(t, address)
	write(t, s, func(ctx context.Context, _ *store.Tx) error {
		// A machine that is busy may take longer than the first times to come to the lock at all.
		for wait, met := 50*time.Millisecond, false; !met; wait *= 2 {
			impatient, cancel := context.WithTimeout(ctx, wait)
			_, err := store.Open(impatient, store.Options{Database: address})
			cancel()
			if met = errors.Is(err, board.ErrBusy) || wait > time.Minute; met {
				wantSentence(t, err, "another program holds it locked")
			}
		}
		return nil
	})
	must(t, open(t, address))
}

func TestAPostgreSQLThatDoesNotLetUsIn(t *testing.T) {
	address := storetest.Postgres(t)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	must(t, closed.Close())
	for what, change := range map[string]func(u *url.URL){
		"cannot be reached":        func(u *url.URL) { u.Host = closed.Addr().String() },
		"does not let user":        func(u *url.URL) { u.User = url.UserPassword(u.User.Username(), "geheim") },
		"has no database nowhere:": func(u *url.URL) { u.Path = "/nowhere" },
	} {
		u, err := url.Parse(address)
		must(t, err)
		change(u)
		err = open(t, u.String())
		wantSentence(t, err, what)
		if password, _ := u.User.Password(); strings.Contains(err.Error(), password) {
			t.Errorf("%v tells the password", err)
		}
	}
}

func TestMigrateSaysWhatItDidOnce(t *testing.T) {
	s, err := store.Open(t.Context(), store.Options{Database: "sqlite:" + filepath.Join(t.TempDir(), "board.db"), Random: rand.Reader})
	must(t, err)
	defer s.Close()
	if s.Ready(t.Context()) == nil {
		t.Error("an empty database is ready")
	}
	var files []string
	for _, f := range get[[]os.DirEntry](t)(os.ReadDir("migrations")) {
		files = append(files, f.Name())
	}
	want(t, "the first time", get[[]string](t)(s.Migrate(t.Context())), files)
	first := get[board.Position](t)(s.Position(t.Context()))
	want(t, "the second time", get[[]string](t)(s.Migrate(t.Context())), []string(nil))
	want(t, "its epoch", get[board.Position](t)(s.Position(t.Context())), first)
	must(t, s.Ready(t.Context()))
}

func TestSeveralProcessesMigrateAtOnce(t *testing.T) {
	address := "sqlite:" + filepath.Join(t.TempDir(), "board.db")
	var running sync.WaitGroup
	for range 4 {
		running.Go(func() {
			s, err := store.Open(t.Context(), store.Options{Database: address, Random: rand.Reader})
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			if _, err := s.Migrate(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	running.Wait()
	must(t, storetest.Open(t, address).Ready(t.Context()))
}

func TestADatabaseOfANewerProgramIsLeftAlone(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		must(t, s.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, ?)", true))
		_, err := s.Migrate(t.Context())
		wantSentence(t, err, "is of version 99999, this program knows ")
	})
}

// What the migrations say is what is there: every index, also after statements that copy a table.
func TestTheSQLiteSchemaHasItsIndexes(t *testing.T) {
	s := storetest.New(t)
	declared := map[string]string{} // the table of each index that the migrations leave
	statement := regexp.MustCompile(`(?:CREATE|CREATE UNIQUE) INDEX (\w+) ON (\w+)|DROP INDEX (\w+)|DROP TABLE (\w+)`)
	for _, f := range get[[]os.DirEntry](t)(os.ReadDir("migrations")) {
		up, _, _ := strings.Cut(string(get[[]byte](t)(os.ReadFile(filepath.Join("migrations", f.Name())))), "-- +goose Down")
		for _, found := range statement.FindAllStringSubmatch(up, -1) {
			if found[1] != "" {
				declared[found[1]] = found[2]
			}
			maps.DeleteFunc(declared, func(index, table string) bool { return index == found[3] || table == found[4] })
		}
	}
	there := get[[]string](t)(s.Strings("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
	want(t, fmt.Sprintf("the number of indexes (%v)", there), len(there), len(declared))
	want(t, "foreign keys that lead nowhere", len(get[[]string](t)(s.Strings("PRAGMA foreign_key_check"))), 0)
	want(t, "journal", get[[]string](t)(s.Strings("PRAGMA journal_mode")), []string{"wal"})
}

func TestABackupIsAWholeBoardOfItsOwnEpoch(t *testing.T) {
	s := storetest.New(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		tx.Append(jobChanged(1))
		return tx.InsertJob(ctx, liveJob(1))
	})
	file := filepath.Join(t.TempDir(), "copy.db")
	must(t, s.Backup(t.Context(), file))
	copied := storetest.Open(t, "sqlite:"+file)
	get[[]string](t)(copied.Migrate(t.Context()))
	want(t, "the job", get[*board.Job](t)(copied.Job(t.Context(), id(1))), get[*board.Job](t)(s.Job(t.Context(), id(1))))
	old, now := get[board.Position](t)(s.Position(t.Context())), get[board.Position](t)(copied.Position(t.Context()))
	if old.Seq != now.Seq || old.Epoch == now.Epoch || now.Epoch == "" {
		t.Errorf("the copy of %v is at %v", old, now)
	}
	wantSentence(t, s.Backup(t.Context(), file), "is there already")
	wantSentence(t, s.Backup(t.Context(), filepath.Join(file, "x")), "no backup can be written")
	left := get[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(file)))
	for _, f := range left {
		if strings.HasPrefix(f.Name(), ".backup") {
			t.Errorf("%s was left", f.Name())
		}
	}
}

func TestAMistypedAddressMakesNoDatabase(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "nothere")
	file := filepath.Join(dir, "typo.db")
	_, err := store.Open(t.Context(), store.Options{Database: "sqlite:" + file, Existing: true})
	wantSentence(t, err, "there is no database at "+file)
	wantKind(t, "it", err, board.ErrNotFound)
	if _, err := os.Stat(dir); err == nil {
		t.Error("its directory was made")
	}
	there := storetest.SQLite(t)
	s, err := store.Open(t.Context(), store.Options{Database: there, Existing: true})
	must(t, err)
	must(t, s.Close())
}

func TestABackupOfWhatIsNoBoard(t *testing.T) {
	s, err := store.Open(t.Context(), store.Options{Database: "sqlite:" + filepath.Join(t.TempDir(), "empty.db")})
	must(t, err)
	defer s.Close()
	err = s.Backup(t.Context(), filepath.Join(t.TempDir(), "copy.db"))
	wantSentence(t, err, "holds no board")
	if strings.Contains(err.Error(), "log_counter") {
		t.Errorf("%v speaks of tables", err)
	}
}

func TestPostgreSQLIsBackedUpByItsOwnTool(t *testing.T) {
	s := storetest.Open(t, storetest.Postgres(t))
	wantSentence(t, s.Backup(t.Context(), filepath.Join(t.TempDir(), "copy")), "pg_dump")
}
