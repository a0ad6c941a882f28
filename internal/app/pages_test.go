package app

import (
	"net/http/httptest"
	"strings"
	"testing"

	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/config"
	"ledigajobb/internal/store/storetest"
)

// A page is an address of the program and how it is answered.
type page struct {
	name   string
	path   string
	status int
}

// pagesOf is every page of the program, in each of the states it can be in.
func pagesOf(b *Board) []page {
	return []page{
		{"list", "/lediga-jobb", 200},
		{"API", "/api/v1/docs", 200},
	}
}

// widths are those that every page is looked at in: a phone, a tablet, a desktop.
var widths = []int{360, 768, 1280}

// inColour are axe-core's rules that a change of colours alone can break.
var inColour = []string{"color-contrast", "link-in-text-block"}

// Limits of what a reader has to wait for when they open a page.
const (
	maxTransfer = 100_000 // bytes over the network, headers included, logos too
	maxBlocking = 1       // files without which nothing is shown: the style sheet
)

// startSite starts the service on a free port, for as long as the test lasts, and gives its address.
func startSite(t *testing.T) (*Board, string) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	address := "http://" + server.Listener.Addr().String()
	c := newClock(morning)
	database := config.Database{Database: storetest.SQLite(t)}
	take(t, database.Database, ads(45), c)
	b, err := Open(t.Context(), config.Serve{Database: database, BaseURL: address, EndedDays: 180}, env(c))
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = b.Handler
	server.Start()
	t.Cleanup(func() {
		server.Close()
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b, address
}

// TestPages opens every page in a real browser, and holds it to what every page must be.
func TestPages(t *testing.T) {
	chromium := browsertest.Start(t)
	b, address := startSite(t)
	tab := chromium.Tab(t, browser.View{})
	bare := chromium.Tab(t, browser.View{NoScript: true})
	for _, p := range pagesOf(b) {
		for _, language := range []string{"sv", "en"} {
			t.Run(p.name+"/"+language, func(t *testing.T) {
				v := visit{tab.For(t), t, address, withLanguage(address+p.path, language)}
				v.open(p.status)
				v.saysTheSame(bare.For(t))
				v.fitsNarrowWindows()
				if language == "en" {
					v.audit(browser.View{Width: widths[0], Touch: true})
					return
				}
				v.walk()
				for _, width := range widths {
					v.audit(browser.View{Width: width, Touch: width < 1000})
				}
			})
		}
	}
}

func withLanguage(address, language string) string {
	if strings.Contains(address, "?") {
		return address + "&lang=" + language
	}
	return address + "?lang=" + language
}

// visit is a page that is being looked at.
type visit struct {
	*browsertest.Tab
	t      *testing.T
	origin string
	url    string
}

// see opens the page in a window of some width, and holds it to loading without a fault.
func (v visit) see(view browser.View) {
	v.t.Helper()
	view.Still, view.Now = true, morning
	v.Show(view)
	v.Go(v.url)
	v.Clean()
}

// open sees that the page comes as it should, from here alone, and quickly.
func (v visit) open(status int) {
	v.t.Helper()
	v.see(browser.View{})
	requests := v.Requests()
	if requests[0].Status != status {
		v.t.Errorf("the status is %d, not %d", requests[0].Status, status)
	}
	bytes, styles, blocking := 0, 0, 0
	for _, r := range requests {
		if !strings.HasPrefix(r.URL, v.origin+"/") {
			v.t.Errorf("another's %s is asked for: %s", r.Kind, r.URL)
		}
		bytes += r.Bytes
		if r.Kind == "Stylesheet" {
			styles++
		}
		if r.Blocking {
			blocking++
		}
	}
	if bytes > maxTransfer || styles > 1 || blocking > maxBlocking {
		v.t.Errorf("%d bytes, %d style sheets, %d files that hold it up: %v", bytes, styles, blocking, requests)
	}
}

// saysTheSame sees that a reader without scripts can read the same.
func (v visit) saysTheSame(bare *browsertest.Tab) {
	v.t.Helper()
	bare.Go(v.url)
	with, without := browsertest.Eval[string](v.Tab, "document.body.innerText"), browsertest.Eval[string](bare, "document.body.innerText")
	if with != without {
		v.t.Errorf("without scripts it says %q, with them %q", without, with)
	}
}

// beyondScript names what makes the page wider than its window, if anything does.
const beyondScript = `(() => {
	const root = document.documentElement;
	if (root.scrollWidth <= root.clientWidth) return [];
	return [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1)
		.map(e => e.localName + (e.className ? "." + e.className : "")).slice(0, 5).concat(root.scrollWidth + " px");
})()`

// fitsNarrowWindows sees that nothing has to be scrolled sideways in a narrow window, or enlarged (WCAG 1.4.10, 1.4.4).
func (v visit) fitsNarrowWindows() {
	v.t.Helper()
	for _, view := range []browser.View{{Width: 320, Touch: true}, {Width: 1280, Zoom: 2}, {Width: 1280, Zoom: 4}} {
		v.Show(view)
		if wide := browsertest.Eval[[]string](v.Tab, beyondScript); len(wide) > 0 {
			v.t.Errorf("%s: it has to be scrolled sideways: %v", view, wide)
		}
	}
}

// audit opens the page in a window, and lets axe-core look at it, in light colours and in dark ones.
func (v visit) audit(view browser.View) {
	v.t.Helper()
	v.see(view)
	v.Axe()
	view.Dark, view.Still = true, true
	v.Show(view)
	v.Axe(inColour...)
}

// stop is where the Tab key has led.
type stop struct {
	Name    string // the element
	Skip    bool   // it leads to the page's main part
	After   bool   // it comes after the stop before, in the page's order
	Marked  bool   // it is seen that it has the focus
	Covered bool   // something lies over it
}

// walkScript tells of the element that has the focus; null once Tab has led out of the page.
const walkScript = `(() => {
	const e = document.activeElement, before = window.before;
	if (!e || e === document.body || e === document.documentElement || e === before) return null;
	window.before = e;
	const style = getComputedStyle(e), box = e.getClientRects()[0] || {x: 0, y: 0, width: 0, height: 0};
	const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
	return {
		name: e.outerHTML.slice(0, 100),
		skip: !!e.hash && !!document.querySelector(e.hash)?.closest("main"),
		after: !before || !!(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING),
		marked: e.matches(":focus-visible") && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
		covered: !top || !(e.contains(top) || top.contains(e) || [...(e.labels || [])].some(l => l.contains(top))),
	};
})()`

// maxStops is how far the page is walked through.
const maxStops = 60

// walk goes through the page by the Tab key alone.
func (v visit) walk() {
	v.t.Helper()
	v.Show(browser.View{})
	faults := map[string][]string{} // the stops that have each
	for n := range maxStops {
		v.Press(browser.TabKey)
		s := browsertest.Eval[*stop](v.Tab, walkScript)
		if s == nil {
			break
		}
		for fault, is := range map[string]bool{
			"the first stop does not lead to the page's main part": n == 0 && !s.Skip,
			"the way leads back to":                                !s.After,
			"it does not show that it has the focus":               !s.Marked,
			"it has the focus and is covered":                      s.Covered,
		} {
			if is {
				faults[fault] = append(faults[fault], s.Name)
			}
		}
	}
	for fault, stops := range faults {
		v.t.Errorf("by the Tab key: %s: %s (%d in all)", fault, stops[0], len(stops))
	}
}
