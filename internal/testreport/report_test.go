package main

import (
	"fmt"
	"strings"
	"testing"
)

// events writes what "go test -json" would, from lines "action test text" of
// package p; a test "-" is the package itself.
func events(lines ...string) string {
	var b strings.Builder
	for _, line := range lines {
		parts := append(strings.SplitN(line, " ", 3), "", "")
		test := strings.TrimPrefix(parts[1], "-")
		fmt.Fprintf(&b, `{"Action":%q,"Package":"p","Test":%q,"Output":%q}`+"\n", parts[0], test, parts[2])
	}
	return b.String()
}

func TestReport(t *testing.T) {
	for _, situation := range []struct {
		name string
		in   string
		ok   bool
		says []string
		not  []string
	}{{
		name: "all passed",
		in:   events("start -", "run TestA", "output TestA chatter", "pass TestA", "output - PASS\n", "output - ok  \tp\t0.1s\n", "pass -"),
		ok:   true,
		says: []string{"ok  \tp\t0.1s\n", "store tests: 0 on SQLite, 0 on PostgreSQL\n1 passed, 0 failed, 0 skipped\n"},
		not:  []string{"PASS", "chatter", "skipped:", "failed:"},
	}, {
		name: "a failure shows its output and is named again",
		in:   events("start -", "run TestA", "output TestA === RUN TestA\n", "output TestA a_test.go:1: no\n", "fail TestA", "fail -"),
		says: []string{"a_test.go:1: no\n", "failed:\n  p TestA\n", "0 passed, 1 failed, 0 skipped\n"},
		not:  []string{"=== RUN"},
	}, {
		name: "a test is counted by its subtests",
		in:   events("start -", "run TestA", "run TestA/b/c", "run TestA/d", "fail TestA/b/c", "pass TestA/d", "fail TestA", "fail -"),
		says: []string{"failed:\n  p TestA/b/c\nstore", "1 passed, 1 failed, 0 skipped\n"},
	}, {
		name: "a test that fails by itself while its subtests pass",
		in:   events("start -", "run TestA", "run TestA/b", "pass TestA/b", "fail TestA", "fail -"),
		says: []string{"failed:\n  p TestA\n", "1 passed, 1 failed, 0 skipped\n"},
	}, {
		name: "a skipped test is named with its reason",
		in:   events("start -", "run TestA", "output TestA     a_test.go:7: no database\n", "output TestA --- SKIP: TestA (0.00s)\n", "skip TestA", "run TestB", "skip TestB", "run TestC", "pass TestC", "pass -"),
		ok:   true,
		says: []string{"skipped:\n  p TestA: a_test.go:7: no database\n  p TestB: it gave no reason\n", "1 passed, 0 failed, 2 skipped\n"},
	}, {
		name: "the same tests on both databases",
		in:   events("start -", "run TestA/sqlite/x", "pass TestA/sqlite/x", "run TestA/postgres/x", "pass TestA/postgres/x", "run TestB/postgresque", "pass TestB/postgresque", "pass -"),
		ok:   true,
		says: []string{"store tests: 1 on SQLite, 1 on PostgreSQL\n3 passed"},
	}, {
		name: "a test that ran on one database alone",
		in:   events("start -", "run TestA/sqlite", "pass TestA/sqlite", "run TestA/postgres", "skip TestA/postgres", "pass -"),
		says: []string{"store tests: 1 on SQLite, 0 on PostgreSQL\n  passed on SQLite alone: p TestA/*\n1 passed, 0 failed, 1 skipped\n"},
	}, {
		name: "other tests on each, though as many",
		in:   events("start -", "run TestA/sqlite", "pass TestA/sqlite", "run TestB/postgres", "pass TestB/postgres", "pass -"),
		says: []string{"1 on SQLite, 1 on PostgreSQL\n  passed on SQLite alone: p TestA/*\n  passed on PostgreSQL alone: p TestB/*\n"},
	}, {
		name: "a package that does not build",
		in: `{"ImportPath":"p","Action":"build-output","Output":"a.go:1: broken\n"}` + "\n" +
			`{"ImportPath":"p","Action":"build-fail"}` + "\n" +
			events("start -", "output - FAIL\tp [build failed]\n", "fail -"),
		says: []string{"a.go:1: broken\n", "FAIL\tp [build failed]\n", "failed:\n  p\n", "0 passed, 1 failed, 0 skipped\n"},
	}, {
		name: "a panic leaves tests without an end",
		in:   events("start -", "run TestA", "run TestA/b", "output TestA/b panic: oh\n", "fail -"),
		says: []string{"TestA/b (it did not end)\npanic: oh\n", "failed:\n  p TestA/b\nstore", "0 passed, 1 failed, 0 skipped\n"},
	}, {
		name: "the events break off",
		in:   events("start -", "run TestA", "pass TestA", "run TestB"),
		says: []string{"failed:\n  p TestB\nstore", "1 passed, 1 failed, 0 skipped\n"},
	}, {
		name: "a package without tests",
		in:   events("start -", "output - ?   \tp\t[no test files]\n", "skip -"),
		says: []string{"[no test files]\n", "nothing was tested\n0 passed, 0 failed, 0 skipped\n"},
	}, {
		name: "a line that is no event",
		in:   "go: cannot find module\n",
		says: []string{"go: cannot find module\n", "nothing was tested\n"},
	}, {
		name: "nothing",
		says: []string{"nothing was tested\n0 passed, 0 failed, 0 skipped\n"},
	}} {
		t.Run(situation.name, func(t *testing.T) {
			var out strings.Builder
			report, err := read(strings.NewReader(situation.in), &out)
			if err != nil {
				t.Fatal(err)
			}
			report.print(&out)
			if report.ok() != situation.ok {
				t.Errorf("ok is %v", report.ok())
			}
			for _, says := range situation.says {
				if !strings.Contains(out.String(), says) {
					t.Errorf("%q is missing in\n%s", says, &out)
				}
			}
			for _, not := range situation.not {
				if strings.Contains(out.String(), not) {
					t.Errorf("%q stands in\n%s", not, &out)
				}
			}
		})
	}
}
