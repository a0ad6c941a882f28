// Package browsertest lends tests a real browser.
//
// It takes a Chromium, whose path LEDIGAJOBB_TEST_CHROMIUM holds, and for accessibility axe-core, whose file
// LEDIGAJOBB_TEST_AXE names. Without them the tests that need them are skipped, and say so.
package browsertest

import (
	"os"
	"testing"

	"ledigajobb/internal/browser"
)

// The environment variables that lead to what is not Go.
const (
	chromium = "LEDIGAJOBB_TEST_CHROMIUM"
	axe      = "LEDIGAJOBB_TEST_AXE"
)

// A Browser lasts as long as the test that started it.
type Browser struct {
	browser *browser.Browser
	axe     string // the source of axe-core; empty if it is not there
}

// Start starts a browser for a test and its subtests. One is enough for all of them: each has tabs of its own.
func Start(t *testing.T) *Browser {
	t.Helper()
	program := os.Getenv(chromium)
	if program == "" {
		t.Skip("Chromium is not there: " + chromium + " is not set")
	}
	b := &Browser{}
	if file := os.Getenv(axe); file != "" {
		source, err := os.ReadFile(file)
		must(t, err)
		b.axe = string(source)
	}
	launched, err := browser.Launch(t.Context(), program)
	must(t, err)
	b.browser = launched
	t.Cleanup(func() { must(t, launched.Close()) })
	return b
}

// A Tab is a browser's tab that fails its test when something can't be done.
type Tab struct {
	t   testing.TB
	tab *browser.Tab
	axe string
}

// Tab opens a tab for as long as the test lasts.
func (b *Browser) Tab(t testing.TB, view browser.View) *Tab {
	t.Helper()
	tab, err := b.browser.NewTab(view)
	must(t, err)
	t.Cleanup(func() { must(t, tab.Close()) })
	return &Tab{t, tab, b.axe}
}

// For is the same tab for a subtest.
func (p *Tab) For(t testing.TB) *Tab { return &Tab{t, p.tab, p.axe} }

// Show changes how the tab is looked at.
func (p *Tab) Show(view browser.View) {
	p.t.Helper()
	must(p.t, p.tab.Show(view))
}

// Go leads to an address and waits until the page has loaded.
func (p *Tab) Go(address string) {
	p.t.Helper()
	must(p.t, p.tab.Go(address))
}

// Wait waits until a JavaScript expression is true.
func (p *Tab) Wait(condition string) {
	p.t.Helper()
	must(p.t, p.tab.Wait(condition))
}

// Press presses keys one after the other.
func (p *Tab) Press(keys string) {
	p.t.Helper()
	must(p.t, p.tab.Press(keys))
}

// Shift presses a key while Shift is held.
func (p *Tab) Shift(key string) {
	p.t.Helper()
	must(p.t, p.tab.Shift(key))
}

// Click clicks the first element that a CSS selector finds.
func (p *Tab) Click(selector string) {
	p.t.Helper()
	must(p.t, p.tab.Click(selector))
}

// Requests are those of the page that is open.
func (p *Tab) Requests() []browser.Request { return p.tab.Requests() }

// Clean fails the test for each of the page's faults, as browser.Tab.Faults names them.
func (p *Tab) Clean() {
	p.t.Helper()
	faults, err := p.tab.Faults()
	must(p.t, err)
	for _, fault := range faults {
		p.t.Errorf("%s: %s", p.tab.View(), fault)
	}
}

// Axe fails the test for each of axe-core's findings. Rules are names of axe-core's; none means all, as browser.Tab.Audit
// says.
func (p *Tab) Axe(rules ...string) {
	p.t.Helper()
	if p.axe == "" {
		p.t.Skip("axe-core is not there: " + axe + " is not set")
	}
	findings, err := p.tab.Audit(p.axe, rules...)
	must(p.t, err)
	for _, finding := range findings {
		p.t.Errorf("%s: axe: %s", p.tab.View(), finding)
	}
}

// Screenshot writes a picture of the whole page to a file, to be looked at.
func (p *Tab) Screenshot(file string) {
	p.t.Helper()
	picture, err := p.tab.Screenshot(0)
	must(p.t, err)
	must(p.t, os.WriteFile(file, picture, 0o644))
}

// Eval gives the value of a JavaScript expression in the page.
func Eval[T any](p *Tab, expression string) T {
	p.t.Helper()
	value, err := browser.Eval[T](p.tab, expression)
	must(p.t, err)
	return value
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
