package browser

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// shiftsScript lists the page's layout shifts: what moved by itself, how far, and how much of the window that was. What moves
// while the page is still being read, because its bytes come in pieces, is none.
//
//go:embed shifts.js
var shiftsScript string

// Faults names what is wrong with the page that is open and that no page should have: errors in the console, uncaught
// exceptions, violations of its content security policy, requests of its own that failed, and layout that shifted
// without being asked to. That the page itself is answered with an error is none: some pages are.
func (t *Tab) Faults() ([]string, error) {
	if err := t.settle(); err != nil {
		return nil, err
	}
	faults := t.said()
	for _, r := range t.Requests() {
		switch {
		case r.Failure != "":
			faults = append(faults, fmt.Sprintf("request: %s: %s", r.URL, r.Failure))
		case r.Status >= http.StatusBadRequest && r.Kind != "Document":
			faults = append(faults, fmt.Sprintf("request: %s: status %d", r.URL, r.Status))
		}
	}
	shifts, err := Eval[[]string](t, shiftsScript)
	for _, shift := range shifts {
		faults = append(faults, "layout shift: "+shift)
	}
	return faults, err
}

// A Finding is something that axe-core holds against a page.
type Finding struct {
	Rule    string   `json:"rule"`
	Help    string   `json:"help"`
	Targets []string `json:"targets"` // the elements, as CSS selectors
	Detail  string   `json:"detail"`  // of the first of them
}

func (f Finding) String() string {
	first, more := f.Targets, ""
	if len(first) > 3 {
		first, more = first[:3], fmt.Sprintf(" and %d more", len(first)-3)
	}
	return fmt.Sprintf("%s: %s: %s%s (%s)", f.Rule, f.Help, strings.Join(first, ", "), more, f.Detail)
}

// auditScript runs axe-core over the page, by all its rules for WCAG 2.2 A and AA and for best practice, or by some.
//
//go:embed audit.js
var auditScript string

// Audit runs axe-core, whose source is given, over the page that is open. Rules are names of axe-core's; none means all of
// those for WCAG 2.2, levels A and AA, and for best practice.
func (t *Tab) Audit(axe string, rules ...string) ([]Finding, error) {
	if there, err := Eval[bool](t, `typeof axe === "object"`); err != nil {
		return nil, err
	} else if !there {
		if _, err := Eval[struct{}](t, axe); err != nil {
			return nil, err
		}
	}
	names, err := json.Marshal(append([]string{}, rules...))
	if err != nil {
		return nil, err
	}
	return Eval[[]Finding](t, "("+auditScript+")("+string(names)+")")
}
