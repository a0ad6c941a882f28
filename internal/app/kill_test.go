package app

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

var publishAll = desk.Intake{Publish: true, Days: 60}

// TestAKilledImportLosesNothingAndCanBeRunAgain kills the program itself, without warning, after each of several
// batches has been acknowledged.
func TestAKilledImportLosesNothingAndCanBeRunAgain(t *testing.T) {
	program := build(t)
	file := filepath.Join(t.TempDir(), "ads.jsonl")
	if err := os.WriteFile(file, []byte(ads(4000)), 0o600); err != nil {
		t.Fatal(err)
	}
	storetest.Databases(t, func(t *testing.T, address string) {
		for _, enough := range []int64{1, 1000, 2500} {
			killAfter(t, program, file, address, enough)
		}
		report := take(t, address, ads(4000), newClock(morning))
		s := storetest.Open(t, address)
		if at := seq(t, s); at != 4000 {
			t.Errorf("%d changes for 4000 ads: %s", at, report)
		}
		if again := take(t, address, ads(4000), newClock(morning)); again != "read 4000, new 0, updated 0, unchanged 4000, refused 0\n" {
			t.Error(again)
		}
	})
}

func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "ledigajobb")
	command := exec.CommandContext(t.Context(), "go", "build", "-o", program, "ledigajobb/cmd/ledigajobb")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

// killAfter imports until the log has so many rows, kills the importer, and sees that none of them is lost.
func killAfter(t *testing.T, program, file, address string, enough int64) {
	t.Helper()
	s := storetest.Open(t, address)
	var stderr bytes.Buffer
	importer := exec.CommandContext(t.Context(), program, "import", "--publish", "--database="+address, file)
	importer.Stderr = &stderr
	if err := importer.Start(); err != nil {
		t.Fatal(err)
	}
	var acknowledged int64
	for begin := time.Now(); acknowledged < enough; acknowledged = seq(t, s) {
		if time.Since(begin) > time.Minute {
			t.Fatalf("the import does not move: %s", stderr.String())
		}
		time.Sleep(time.Millisecond)
	}
	importer.Process.Kill()
	importer.Wait()
	if at := seq(t, storetest.Open(t, address)); at < acknowledged {
		t.Errorf("%d changes were acknowledged, %d are there", acknowledged, at)
	}
}

func seq(t *testing.T, s *store.Store) int64 {
	t.Helper()
	at, err := s.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return at.Seq
}
