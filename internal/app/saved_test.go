package app

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/store/storetest"
)

func TestAServiceBeginsWithTheIndexThatTheOneBeforeHasSaved(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		c, sqlite := newClock(morning), strings.HasPrefix(address, "sqlite:")
		s := config.Serve{Database: config.Database{Database: address}, Access: access, Addr: "127.0.0.1:8080", EndedDays: 180}
		file := strings.TrimPrefix(address, "sqlite:") + ".index" // where nothing is said
		if !sqlite {
			s.IndexFile = filepath.Join(t.TempDir(), "board.index")
			file = s.IndexFile
		}
		live := func() int {
			t.Helper()
			var log bytes.Buffer
			e := env(c)
			e.Log = slog.New(slog.NewTextHandler(&log, nil))
			b, err := Open(t.Context(), s, e)
			if err != nil {
				t.Fatal(err)
			}
			n := b.Index.At(c.now()).Search(board.Query{Text: "upphandlare"}).Total
			if err := b.Close(); err != nil {
				t.Error(err)
			}
			if strings.Contains(log.String(), "index") {
				t.Error(log.String())
			}
			return n
		}
		take(t, address, ads(3), c)
		if n := live(); n != 3 {
			t.Error(n, "at the first start")
		}
		if info, err := os.Stat(file); err != nil || info.Size() == 0 {
			t.Error("nothing is saved:", err)
		}
		take(t, address, ads(5), c)
		if n := live(); n != 5 {
			t.Error(n, "at the next start")
		}
	})
}

func TestNothingIsSavedBesidePostgreSQLWhereNothingIsSaid(t *testing.T) {
	c := config.Serve{Database: config.Database{Database: "postgres://anna@db.example/board"}}
	if saved := savedIndex(c, env(newClock(morning))); saved != nil {
		t.Error(saved.Path)
	}
}
