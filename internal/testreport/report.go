package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// databases are the two that the store's tests run on, as elements of their
// names: TestJobs/sqlite/a_new_job and TestJobs/postgres/a_new_job.
var databases = [2]string{"sqlite", "postgres"}

// Report is the sum of a test run.
type Report struct {
	passed  int
	failed  []testName
	skipped []skipped
	stores  [len(databases)]map[string]bool // the names of what passed on each, without the database
}

// skipped is a test that did not run, and why.
type skipped struct {
	name   testName
	reason string
}

func newReport() *Report {
	report := &Report{}
	for i := range report.stores {
		report.stores[i] = map[string]bool{}
	}
	return report
}

func (r *Report) pass(name testName) {
	r.passed++
	elements := strings.Split(name.test, "/")
	for i, database := range databases {
		if at := slices.Index(elements, database); at > 0 {
			elements[at] = "*"
			r.stores[i][name.pkg+" "+strings.Join(elements, "/")] = true
			return
		}
	}
}

func (r *Report) fail(name testName) {
	r.failed = append(r.failed, name)
}

// skip takes the reason from what the test said, but for its "--- SKIP" line.
func (r *Report) skip(name testName, output []string) {
	var said []string
	for _, line := range output {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "--- SKIP") {
			said = append(said, line)
		}
	}
	reason := strings.Join(said, " ")
	if reason == "" {
		reason = "it gave no reason"
	}
	r.skipped = append(r.skipped, skipped{name, reason})
}

// ok tells whether something was tested, all of it passed, and the same tests
// passed on both databases.
func (r *Report) ok() bool {
	return r.passed > 0 && len(r.failed) == 0 && maps.Equal(r.stores[0], r.stores[1])
}

func (r *Report) print(out io.Writer) {
	fmt.Fprintln(out)
	if len(r.failed) > 0 {
		fmt.Fprintln(out, "failed:")
	}
	for _, name := range r.failed {
		fmt.Fprintf(out, "  %s\n", name)
	}
	if len(r.skipped) > 0 {
		fmt.Fprintln(out, "skipped:")
	}
	for _, test := range r.skipped {
		fmt.Fprintf(out, "  %s: %s\n", test.name, test.reason)
	}
	fmt.Fprintf(out, "store tests: %d on SQLite, %d on PostgreSQL\n", len(r.stores[0]), len(r.stores[1]))
	r.printAlone(out, 0, "SQLite")
	r.printAlone(out, 1, "PostgreSQL")
	if r.passed == 0 {
		fmt.Fprintln(out, "nothing was tested")
	}
	fmt.Fprintf(out, "%d passed, %d failed, %d skipped\n", r.passed, len(r.failed), len(r.skipped))
}

// printAlone names the tests that passed on one database alone.
func (r *Report) printAlone(out io.Writer, on int, database string) {
	for _, name := range slices.Sorted(maps.Keys(r.stores[on])) {
		if !r.stores[1-on][name] {
			fmt.Fprintf(out, "  passed on %s alone: %s\n", database, name)
		}
	}
}
