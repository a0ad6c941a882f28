package worker

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// again is the indexer of a service that starts anew, with the file of the one before.
func again(before *Indexer, log *bytes.Buffer) *Indexer {
	saved := &SavedIndex{Path: before.Saved.Path, Program: before.Saved.Program, Log: slog.New(slog.NewTextHandler(log, nil))}
	return &Indexer{Store: before.Store, Index: search.New(), Now: before.Now, Saved: saved}
}

// saving is a store with ads, and an indexer that has saved its index.
func saving(t *testing.T, s *store.Store) *Indexer {
	t.Helper()
	x := indexed(t, s, "a", "b")
	x.Saved = &SavedIndex{Path: filepath.Join(t.TempDir(), "board.index"), Program: "one", Log: slog.New(slog.DiscardHandler)}
	found(t, x, "upphandlare")
	if err := x.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	return x
}

func TestASavedIndexIsTakenUpAndFollowsTheLogFromThere(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		before := saving(t, s)
		take(t, s, "c")
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.SaveSetting(ctx, board.SettingSynonyms, "avropsmästare = upphandlare", "eva@example.se", morning)
		})
		var log bytes.Buffer
		x := again(before, &log)
		if got := found(t, x, "avropsmästare"); got != "3 at 4" {
			t.Error(got)
		}
		if x.Saved.at.Seq != 2 || log.Len() > 0 {
			t.Error("taken up at", x.Saved.at, log.String())
		}
		info, err := os.Stat(x.Saved.Path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Error("others can read it:", info.Mode(), err)
		}
	})
}

func TestASavedIndexThatDoesNotFitIsNotUsed(t *testing.T) {
	for name, turn := range map[string]func(t *testing.T, x *Indexer){
		"after a restore": func(t *testing.T, x *Indexer) {
			if err := x.Store.NewEpoch(t.Context()); err != nil {
				t.Fatal(err)
			}
		},
		"when the log was thinned past its place": func(t *testing.T, x *Indexer) {
			write(t, x.Store, func(ctx context.Context, tx *store.Tx) error {
				jobs, err := tx.JobsBySource(ctx, "test", []string{"a"})
				for range 2 {
					tx.Append(board.Change{Kind: board.ChangeJob, Job: jobs["a"].ID, At: morning})
				}
				return err
			})
			if err := Compact(x.Store, func() time.Time { return morning.Add(KeepLog + time.Hour) })(t.Context()); err != nil {
				t.Fatal(err)
			}
		},
		"by a clock that was ahead": func(t *testing.T, x *Indexer) {
			write(t, x.Store, func(ctx context.Context, tx *store.Tx) error {
				return tx.SaveSetting(ctx, board.SettingSynonyms, "", "eva@example.se", morning)
			})
			right := x.Now
			x.Now = func() time.Time { return morning.AddDate(10, 0, 0) }
			err := errors.Join(x.Step(t.Context()), x.Save(t.Context()))
			if x.Now = right; err != nil {
				t.Fatal(err)
			}
		},
		"by a clock that had been ahead": func(t *testing.T, x *Indexer) {
			write(t, x.Store, func(ctx context.Context, tx *store.Tx) error {
				return tx.SaveSetting(ctx, board.SettingSynonyms, "", "eva@example.se", morning)
			})
			x.Index.At(morning.AddDate(10, 0, 0))
			if err := errors.Join(x.Step(t.Context()), x.Save(t.Context())); err != nil {
				t.Fatal(err)
			}
		},
		"of another program": func(_ *testing.T, x *Indexer) { x.Saved.Program = "two" },
		"cut off": func(t *testing.T, x *Indexer) {
			if err := os.Truncate(x.Saved.Path, 300); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T, s *store.Store) {
				before := saving(t, s)
				turn(t, before)
				var log bytes.Buffer
				x := again(before, &log)
				if got := found(t, x, "upphandlare"); !strings.HasPrefix(got, "2 at") {
					t.Error(got)
				}
				if !strings.Contains(log.String(), "is not used") {
					t.Error("nobody is told:", log.String())
				}
				if _, err := os.Stat(x.Saved.Path); !errors.Is(err, fs.ErrNotExist) {
					t.Error("it is still there:", err)
				}
				if err := x.Save(t.Context()); err != nil {
					t.Fatal(err)
				}
				log.Reset()
				if y := again(x, &log); found(t, y, "upphandlare") != found(t, x, "upphandlare") || log.Len() > 0 {
					t.Error("what was saved then is not used:", log.String())
				}
			})
		})
	}
}

// Nobody tells a log that is put back as a file that it begins anew.
func TestAnIndexOfALogThatWasPutBackIsNotUsedWhenTheLogHasGrownPastIt(t *testing.T) {
	address := storetest.SQLite(t)
	opened := func() *store.Store {
		t.Helper()
		s, err := store.Open(t.Context(), store.Options{Database: address, Random: rand.Reader})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	closed := func(s *store.Store) {
		t.Helper()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := opened()
	x := saving(t, s)
	closed(s)
	file := strings.TrimPrefix(address, "sqlite:")
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	x.Store = opened()
	take(t, x.Store, "förr")
	if got := found(t, x, "förr"); got != "1 at 3" {
		t.Fatal(got)
	}
	if err := x.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	closed(x.Store)

	if err := os.WriteFile(file, kept, 0o600); err != nil {
		t.Fatal(err)
	}
	x.Store = opened()
	defer closed(x.Store)
	take(t, x.Store, "nu", "sedan")
	var log bytes.Buffer
	y := again(x, &log)
	if now, before := found(t, y, "nu"), found(t, y, "förr"); now != "1 at 4" || before != "0 at 4" {
		t.Error(now, before, log.String())
	}
}

// Whoever mistypes a file's name does not lose the file.
func TestAFileThatIsNoIndexIsLeftAlone(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	x := indexed(t, s, "a", "b")
	var log bytes.Buffer
	for name, content := range map[string]string{"a database": "SQLite format 3\x00" + strings.Repeat("x", 500), "nothing": ""} {
		path := filepath.Join(t.TempDir(), "board.index")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		y := &Indexer{Store: s, Index: search.New(), Now: x.Now, Saved: &SavedIndex{Path: path, Log: slog.New(slog.NewTextHandler(&log, nil))}}
		if got := found(t, y, "upphandlare"); got != "2 at 2" || !strings.Contains(log.String(), "--index-file") {
			t.Error(name, got, log.String())
		}
		if err := y.Save(t.Context()); err != nil {
			t.Error(name, err)
		}
		if left, err := os.ReadFile(path); err != nil || string(left) != content {
			t.Errorf("%s has become %q, %v", name, left, err)
		}
		log.Reset()
	}
}

// What cannot be read may be anybody's.
func TestAFileThatCannotBeReadIsLeftAlone(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	x := indexed(t, s, "a", "b")
	path := filepath.Join(t.TempDir(), "board.index")
	if err := os.Symlink("board.index", path); err != nil { // which leads to itself
		t.Fatal(err)
	}
	var log bytes.Buffer
	x.Saved = &SavedIndex{Path: path, Log: slog.New(slog.NewTextHandler(&log, nil))}
	if got := found(t, x, "upphandlare"); got != "2 at 2" || !strings.Contains(log.String(), "--index-file") {
		t.Error(got, log.String())
	}
	if err := x.Save(t.Context()); err != nil {
		t.Error(err)
	}
	if link, err := os.Readlink(path); err != nil || link != "board.index" {
		t.Error("it has become", link, err)
	}
}

func TestAServiceThatCannotSaveItsIndexStarts(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	x := indexed(t, s, "a", "b")
	var log bytes.Buffer
	x.Saved = &SavedIndex{Path: filepath.Join(t.TempDir(), "nowhere", "board.index"), Log: slog.New(slog.NewTextHandler(&log, nil))}
	if got := found(t, x, "upphandlare"); got != "2 at 2" || log.Len() > 0 {
		t.Error(got, log.String())
	}
	if err := x.Save(t.Context()); err == nil || !strings.Contains(err.Error(), "saving the index") {
		t.Error(err)
	}
}
