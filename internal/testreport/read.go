package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// event is one line of "go test -json" (go doc test2json, go help buildjson).
type event struct {
	Action     string
	Package    string
	ImportPath string // in place of Package, in what a build says
	Test       string
	Output     string
}

// testName names a test of a package; an empty test stands for the package.
type testName struct{ pkg, test string }

func (n testName) String() string {
	return strings.TrimSpace(n.pkg + " " + n.test)
}

// reader follows the tests while they run.
type reader struct {
	out     io.Writer
	running map[testName]*run
	report  *Report
}

// run is a test between its start and its end.
type run struct {
	output   []string
	subtests bool // it has subtests, and is counted by them
	failed   bool // one of its subtests failed
}

// read follows the events in, prints failures and packages to out as they come,
// and answers the sum. A line that is no event is printed as it stands.
func read(in io.Reader, out io.Writer) (*Report, error) {
	r := reader{out: out, running: map[testName]*run{}, report: newReport()}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			r.line(line)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("go test's events: %w", err)
		}
	}
	for _, pkg := range r.unfinished() {
		r.endPackage(pkg, true)
	}
	return r.report, nil
}

func (r *reader) line(line []byte) {
	var e event
	if err := json.Unmarshal(line, &e); err != nil || e.Action == "" {
		r.out.Write(line)
		return
	}
	name := testName{e.Package, e.Test}
	switch e.Action {
	case "start", "run":
		r.start(name)
	case "output":
		r.output(name, e.Output)
	case "build-output":
		io.WriteString(r.out, e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			r.endPackage(e.Package, e.Action == "fail")
		} else {
			r.end(name, e.Action)
		}
	}
}

func (r *reader) start(name testName) {
	r.running[name] = &run{}
	for _, above := range ancestors(name) {
		if test := r.running[above]; test != nil {
			test.subtests = true
		}
	}
}

// output keeps what a test says until it is known whether it failed, and shows
// what a package says at once, but for the bare PASS before its "ok" line.
func (r *reader) output(name testName, text string) {
	if name.test == "" {
		if text != "PASS\n" {
			io.WriteString(r.out, text)
		}
		return
	}
	if test := r.running[name]; test != nil && !strings.HasPrefix(text, "=== ") {
		test.output = append(test.output, text)
	}
}

// end counts a test that has no subtests, and one that failed by itself.
func (r *reader) end(name testName, action string) {
	test := r.running[name]
	if test == nil {
		return
	}
	delete(r.running, name)
	switch {
	case action == "fail":
		io.WriteString(r.out, strings.Join(test.output, ""))
		r.fail(name, test)
	case test.subtests:
	case action == "skip":
		r.report.skip(name, test.output)
	default:
		r.report.pass(name)
	}
}

func (r *reader) fail(name testName, test *run) {
	if !test.failed {
		r.report.fail(name)
	}
	for _, above := range ancestors(name) {
		if up := r.running[above]; up != nil {
			up.failed = true
		}
	}
}

// endPackage fails the tests that a package left unfinished, the innermost
// first, and the package itself when it failed and none of its tests did.
func (r *reader) endPackage(pkg string, failed bool) {
	var left []testName
	for name := range r.running {
		if name.pkg == pkg && name.test != "" {
			left = append(left, name)
		}
	}
	slices.SortFunc(left, func(a, b testName) int { return strings.Compare(b.test, a.test) })
	for _, name := range left {
		fmt.Fprintf(r.out, "--- FAIL: %s (it did not end)\n", name.test)
		r.end(name, "fail")
	}
	whole := testName{pkg: pkg}
	if test := r.running[whole]; failed && (test == nil || !test.failed) {
		r.report.fail(whole)
	}
	delete(r.running, whole)
}

// unfinished lists the packages of which no end was told, in order.
func (r *reader) unfinished() []string {
	var pkgs []string
	for name := range r.running {
		pkgs = append(pkgs, name.pkg)
	}
	slices.Sort(pkgs)
	return slices.Compact(pkgs)
}

// ancestors are the tests that a test is a part of, and its package. A
// subtest's name may hold a slash, so some of them may not exist.
func ancestors(name testName) []testName {
	if name.test == "" {
		return nil
	}
	above := []testName{{pkg: name.pkg}}
	for i, c := range name.test {
		if c == '/' {
			above = append(above, testName{name.pkg, name.test[:i]})
		}
	}
	return above
}
