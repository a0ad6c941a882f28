package main

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

// ledigajobb runs the program as a person would, in this process.
func ledigajobb(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	status = run(ctx, args, &out, &errs)
	return status, out.String(), errs.String()
}

func TestWhatIsWrongIsSaidInASentence(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	db := "--database=sqlite:" + filepath.Join(dir, "a.db")
	notes := "--database=sqlite:" + file("notes.db", strings.Repeat("This is no database. ", 100))
	for _, s := range []struct {
		name   string
		args   []string
		status int
		parts  []string // of standard error
	}{
		{"no command", nil, wrongUsage, []string{"serve", "import"}},
		{"unknown command", []string{"server"}, wrongUsage, []string{"server"}},
		{"unknown flag", []string{"serve", "--port=1"}, wrongUsage, []string{"--port"}},
		{"every setting wrong", []string{"serve", "--addr=8080", "--database=mysql://x", "--log-level=loud", "--base-url=site", "--ended-days=0"},
			wrongUsage, []string{"--addr", "--database", "--log-level", "--base-url", "--ended-days"}},
		{"a password in a mail server that is none", []string{"serve", "--smtp=smtp://jobb:hemligt@mail:x"}, wrongUsage, []string{"--smtp is no mail server"}},
		{"a try-out without a mail server", []string{"mail-test", "maria"}, wrongUsage, []string{"--smtp is missing", "no mail address"}},
		{"a mail server that is away", []string{"mail-test", "--smtp=smtp://127.0.0.1:1", "--mail-from=jobb@journal.invalid", "maria@ekby.example"}, failed,
			[]string{"the letter was not sent", "cannot be reached"}},
		{"a short secret", []string{"serve", "--secret=hemligt", "--editors=ada"}, wrongUsage, []string{"--secret number 1 has 7 characters", "--editors \"ada\""}},
		{"PostgreSQL without a secret", []string{"serve", "--database=postgres://u:hemligt@h/db"}, wrongUsage, []string{"--secret is missing"}},
		{"a link for nobody", []string{"editor-link", db, "nils@example.se"}, failed, []string{"nobody at the desk", "--editors"}},
		{"taken port", []string{"serve", db, "--addr=" + taken.Addr().String()}, failed, []string{"another program listens"}},
		{"no database", []string{"serve", notes, "--addr=127.0.0.1:0"}, failed, []string{"notes.db", "not a SQLite database"}},
		{"no such file", []string{"import", db, filepath.Join(dir, "nothing.jsonl")}, failed, []string{"nothing.jsonl"}},
		{"unknown format", []string{"import", db, "--format=csv", file("x.csv", "a;b")}, wrongUsage, []string{"--format", "jobtech"}},
		{"no ads", []string{"import", db, file("no-ads", "Upphandlare sökes.\n")}, failed, []string{"nothing was taken in"}},
		{"no server", []string{"health", "--addr=127.0.0.1:1"}, failed, []string{"no server answers"}},
		{"no address", []string{"health", "--addr=x"}, failed, []string{"--addr"}},
		{"backup into nothing", []string{"backup", db, filepath.Join(dir, "no", "where.db")}, failed, []string{"no backup can be written"}},
	} {
		t.Run(s.name, func(t *testing.T) {
			status, _, stderr := ledigajobb(t, s.args...)
			if status != s.status {
				t.Errorf("status %d, want %d: %s", status, s.status, stderr)
			}
			for _, part := range s.parts {
				if !strings.Contains(stderr, part) {
					t.Errorf("%q is missing in: %s", part, stderr)
				}
			}
			if strings.Contains(stderr, "hemligt") {
				t.Errorf("a password is repeated: %s", stderr)
			}
			if strings.Contains(stderr, "goroutine") || strings.Contains(stderr, ".go:") {
				t.Errorf("a stack trace: %s", stderr)
			}
		})
	}
}

func TestHelpShowsFlagsEnvironmentAndDefaults(t *testing.T) {
	status, stdout, stderr := ledigajobb(t, "serve", "--help")
	if status != done || stderr != "" {
		t.Fatal(status, stderr)
	}
	for _, part := range []string{"--database", "$LEDIGAJOBB_DATABASE", "sqlite:data/ledigajobb.db", "--trusted-proxies", "127.0.0.1:8080"} {
		if !strings.Contains(stdout, part) {
			t.Errorf("%q is missing in:\n%s", part, stdout)
		}
	}
	if _, stdout, _ := ledigajobb(t, "demo", "--help"); !strings.Contains(stdout, "sqlite:data/demo.db") {
		t.Errorf("the demonstration has no database of its own:\n%s", stdout)
	}
}

func TestADatabaseFromItsFirstDayToItsBackup(t *testing.T) {
	dir := t.TempDir()
	db := "--database=sqlite:" + filepath.Join(dir, "new", "board.db")
	sample, copied := "../../internal/importer/testdata/sample.jsonl", filepath.Join(dir, "copy.db")
	for _, s := range []struct {
		args []string
		want string // part of standard output
	}{
		{[]string{"migrate", db}, "00001"},
		{[]string{"migrate", db}, "up to date"},
		{[]string{"import", db, "--publish", "--redate", sample}, "refused 0"},
		{[]string{"import", db, "--publish", "--redate", sample}, "new 0, updated 0"},
		{[]string{"editor-link", db, "--editors=Ada@journal.example", "--base-url=https://site.example/jobb", "ada@journal.example"}, "https://site.example/jobb/logga-in/"},
		{[]string{"backup", db, copied}, "verified"},
		{[]string{"migrate", "--database=sqlite:" + copied}, "up to date"},
		{[]string{"version"}, "ledigajobb"},
	} {
		status, stdout, stderr := ledigajobb(t, s.args...)
		if status != done || !strings.Contains(stdout, s.want) {
			t.Fatalf("%v: status %d, %q, %q", s.args, status, stdout, stderr)
		}
	}
	if status, _, stderr := ledigajobb(t, "backup", db, copied); status != failed || !strings.Contains(stderr, "copy.db") {
		t.Errorf("a backup was written over: %d %s", status, stderr)
	}
}

func TestAnInterruptedImportSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	status := run(ctx, []string{"import", "--database=sqlite:" + filepath.Join(t.TempDir(), "a.db"), "../../internal/importer/testdata/sample.jsonl"}, &out, &errs)
	if status != failed || errs.Len() == 0 {
		t.Errorf("status %d: %s", status, errs.String())
	}
}

// What is edited by hand has the commit of what it was before.
func TestAProgramOfWhichNothingIsCertainIsKnownByItsBytes(t *testing.T) {
	from := func(version, modified string) identity {
		settings := []debug.BuildSetting{{Key: "vcs.revision", Value: "abc"}, {Key: "vcs.modified", Value: modified}}
		return identify(version, &debug.BuildInfo{Settings: settings})
	}
	for name, id := range map[string]identity{
		"release":           from("1.2.0", "false"),
		"release elsewhere": identify("1.2.0", &debug.BuildInfo{}),
		"clean commit":      from(development, "false"),
	} {
		if got := id.tag(); got != id.String() {
			t.Errorf("%s: %s", name, got)
		}
	}
	for name, id := range map[string]identity{
		"edited by hand":                   from(development, "true"),
		"edited by hand and built by make": from("1.2.0-3-gabc-dirty", "true"),
		"of an unknown tree":               identify(development, &debug.BuildInfo{}),
	} {
		if got := id.tag(); len(got) != len(id.String()+" ")+64 || got != id.tag() {
			t.Errorf("%s: %s", name, got)
		}
	}
}
