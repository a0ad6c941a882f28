//go:build unix

package store_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store/storetest"
)

// asNobody runs the test that calls it as a user without rights: root may write every file, so there the test is run
// anew in a process of another user. It says whether the caller is that user.
func asNobody(t *testing.T) bool {
	if os.Geteuid() != 0 {
		return true
	}
	const nobody = 65534
	dir, err := os.MkdirTemp("", "nobody-") // t.TempDir is for root's eyes alone
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	must(t, os.Chown(dir, nobody, nobody))
	program := filepath.Join(dir, "tests")
	must(t, os.WriteFile(program, get[[]byte](t)(os.ReadFile(get[string](t)(os.Executable()))), 0o755))
	cmd := exec.Command(program, "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "TMPDIR="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Errorf("as another user: %v\n%s", err, out)
	}
	return false
}

func TestAReadOnlyDatabase(t *testing.T) {
	if !asNobody(t) {
		return
	}
	address := storetest.SQLite(t)
	must(t, os.Chmod(strings.TrimPrefix(address, "sqlite:"), 0o400))
	err := open(t, address)
	wantSentence(t, err, "read only: the user who runs this program needs the right to write it")
	wantKind(t, "it", err, board.ErrReadOnly)

	address = storetest.SQLite(t)
	dir := filepath.Dir(strings.TrimPrefix(address, "sqlite:"))
	must(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { must(t, os.Chmod(dir, 0o700)) })
	wantSentence(t, open(t, address), "needs the right to")
}

// What a board holds is nobody else's to read.
func TestFilesAreTheirOwnersAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	address := "sqlite:" + filepath.Join(dir, "board.db")
	must(t, open(t, address))
	s := storetest.Open(t, address)
	get[[]string](t)(s.Migrate(t.Context()))
	must(t, s.Backup(t.Context(), filepath.Join(dir, "copy.db")))
	want(t, "rights", rights(t, dir), map[string]fs.FileMode{
		"board.db": 0o600, "board.db-wal": 0o600, "board.db-shm": 0o600, "copy.db": 0o600, ".": 0o750,
	})
}

func TestRightsThatWereGivenStay(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "board.db")
	must(t, os.WriteFile(file, nil, 0o600))
	must(t, os.Chmod(file, 0o660))
	must(t, open(t, "sqlite:"+file))
	want(t, "rights", rights(t, dir)["board.db"], 0o660)
}

// rights is who may do what with a directory and the files in it.
func rights(t *testing.T, dir string) map[string]fs.FileMode {
	t.Helper()
	found := map[string]fs.FileMode{".": get[fs.FileInfo](t)(os.Stat(dir)).Mode().Perm()}
	for _, f := range get[[]os.DirEntry](t)(os.ReadDir(dir)) {
		found[f.Name()] = get[fs.FileInfo](t)(f.Info()).Mode().Perm()
	}
	return found
}
