package app

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/config"
	"ledigajobb/internal/demo"
	"ledigajobb/internal/link"
	"ledigajobb/internal/store/storetest"
)

// A page is an address of the program and how it is answered.
type page struct {
	name    string
	path    string
	status  int
	phone   bool // it is a page on phones only, and a part of one elsewhere
	journal bool // it is a journal's own page around our sidebar, with styles of its own
}

// pagesOf is every page of the program, in each of the states it can be in.
func pagesOf(t *testing.T, b *Board, links link.Links) []page {
	pages := []page{
		{name: "list", path: "/lediga-jobb", status: 200},
		{name: "list, its second page", path: "/lediga-jobb?offset=20", status: 200},
		{name: "list, filtered", path: "/lediga-jobb?role=upphandlare&employment_type=permanent&sort=deadline", status: 200},
		{name: "list, its filters", path: "/lediga-jobb#filter", status: 200, phone: true},
		{name: "list, nothing found, its filters", path: "/lediga-jobb?q=avtal&role=inkopare#filter", status: 200, phone: true},
		{name: "list, searched", path: "/lediga-jobb?q=avtal", status: 200},
		{name: "list, nothing found", path: "/lediga-jobb?q=xylofonist", status: 200},
		{name: "list, an unknown value", path: "/lediga-jobb?region=skane&sort=newest", status: 200},
		{name: "saved jobs", path: "/sparade", status: 200},
		{name: "students' jobs", path: "/lediga-jobb/student", status: 200},
		{name: "role in a county, with few ads", path: "/lediga-jobb/upphandlare/vasternorrlands-lan", status: 200},
		{name: "no such ad", path: "/lediga-jobb/upphandlare-0000000000", status: 404},
		{name: "no such page", path: "/finns-inte", status: 404},
		{name: "employers", path: "/arbetsgivare", status: 200},
		{name: "no such employer", path: "/arbetsgivare/finns-inte", status: 404},
		{name: "terms", path: "/annonsvillkor", status: 200},
		{name: "privacy", path: "/personuppgifter", status: 200},
		{name: "accessibility", path: "/tillganglighet", status: 200},
		{name: "contact", path: "/kontakt", status: 200},
		{name: "parts", path: "/delar", status: 200},
		{name: "sidebar", path: "/widget-demo", status: 200, journal: true},
		{name: "API", path: "/api/v1/docs", status: 200},
	}
	each := oneOfEach(t, b)
	for _, status := range []board.Status{board.StatusLive, board.StatusExpired, board.StatusFilled, board.StatusCancelled, board.StatusWithdrawn} {
		job := each[status]
		if job == nil {
			t.Errorf("no ad is %s", status)
			continue
		}
		answer := 200
		if job.GoneAt(morning, keptFor) {
			answer = 410
		}
		pages = append(pages, page{name: "ad, " + string(status), path: links.Local(links.Job(job)), status: answer})
		if status == board.StatusLive {
			pages = append(pages, page{name: "employer", path: links.Local(links.Employer(job.Employer.Slug)), status: 200})
		}
	}
	return pages
}

// oneOfEach is an ad in each of the states that a reader may meet.
func oneOfEach(t *testing.T, b *Board) map[board.Status]*board.Job {
	t.Helper()
	changes, err := b.Store.Changes(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	each := map[board.Status]*board.Job{}
	for _, change := range changes {
		job, err := b.Store.Job(t.Context(), change.Job)
		if err != nil {
			t.Fatal(err)
		}
		each[job.Status(morning)] = job
	}
	return each
}

// widths are those that every page is looked at in: a phone, a tablet, a desktop.
var widths = []int{360, 768, 1280}

// tall is a window in which a page need not be scrolled, so that a button that stays at its foot lies over nothing.
const tall = 4000

// inColour are axe-core's rules that a change of colours alone can break.
var inColour = []string{"color-contrast", "link-in-text-block"}

// Limits of what a reader has to wait for when they open a page.
const (
	maxTransfer = 100_000 // bytes over the network, headers included, logos too
	maxList     = 60_000  // bytes of the list, without logos
	maxBlocking = 1       // files without which nothing is shown: the style sheet
)

// keptFor is for how long ended ads can be read in these tests.
const keptFor = 180 * 24 * time.Hour

// startSite starts the service on a free port, for as long as the test lasts, and gives its address.
func startSite(t *testing.T) (*Board, string) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	address := "http://" + server.Listener.Addr().String()
	database := config.Database{Database: storetest.SQLite(t)}
	b, err := Open(t.Context(), config.Serve{Database: database, Access: access, BaseURL: address, EndedDays: int(keptFor / (24 * time.Hour)), Demo: true}, env(newClock(morning)))
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
	links, err := link.New(address)
	if err != nil {
		t.Fatal(err)
	}
	tab := chromium.Tab(t, browser.View{})
	bare := chromium.Tab(t, browser.View{NoScript: true})
	look(t, tab, bare, address, page{name: "list of an empty board", path: "/lediga-jobb", status: 200})
	if err := demo.Fill(t.Context(), b.desk, morning); err != nil {
		t.Fatal(err)
	}
	waitForNewest(t, b)
	for _, p := range pagesOf(t, b, links) {
		look(t, tab, bare, address, p)
	}
}

// waitForNewest waits until the service answers from the end of the log.
func waitForNewest(t *testing.T, b *Board) {
	t.Helper()
	at, err := b.Store.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	waitFor(t, b, at.Seq)
}

// look looks at a page, in Swedish in every way and in English as a phone shows it.
func look(t *testing.T, tab, bare *browsertest.Tab, address string, p page) {
	for _, language := range []string{"sv", "en"} {
		t.Run(p.name+"/"+language, func(t *testing.T) {
			v := visit{tab.For(t), t, address, withLanguage(address+p.path, language)}
			if p.phone {
				v.audit(browser.View{Width: widths[0], Height: tall, Touch: true})
				return
			}
			v.open(p)
			if !p.journal {
				v.saysTheSame(bare.For(t))
			}
			v.fitsNarrowWindows()
			if language == "en" {
				v.audit(browser.View{Width: widths[0], Touch: true})
				return
			}
			if !p.journal {
				v.walk()
			}
			for _, width := range widths {
				v.audit(browser.View{Width: width, Touch: width < 1000})
			}
		})
	}
}

func withLanguage(address, language string) string {
	if address, part, has := strings.Cut(address, "#"); has {
		return withLanguage(address, language) + "#" + part
	}
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
func (v visit) open(p page) {
	v.t.Helper()
	v.see(browser.View{})
	requests := v.Requests()
	if requests[0].Status != p.status {
		v.t.Fatalf("the status is %d, not %d", requests[0].Status, p.status)
	}
	bytes, pictures, styles, blocking := 0, 0, 0, 0
	for _, r := range requests {
		if !strings.HasPrefix(r.URL, v.origin+"/") {
			v.t.Errorf("another's %s is asked for: %s", r.Kind, r.URL)
		}
		bytes += r.Bytes
		if r.Kind == "Image" {
			pictures += r.Bytes
		}
		if r.Kind == "Stylesheet" {
			styles++
		}
		if r.Blocking {
			blocking++
		}
	}
	if !p.journal && (bytes > maxTransfer || styles > 1 || blocking > maxBlocking) {
		v.t.Errorf("%d bytes, %d style sheets, %d files that hold it up: %v", bytes, styles, blocking, requests)
	}
	if list := strings.HasPrefix(p.name, "list"); list && bytes-pictures > maxList {
		v.t.Errorf("the list takes %d bytes without logos", bytes-pictures)
	}
}

// textScript is what the page says, less what only a script does or makes needless.
const textScript = `(() => {
	const all = [...document.querySelectorAll("[data-script]:not([hidden])")];
	all.forEach(e => { e.hidden = true });
	const text = document.body.innerText;
	all.forEach(e => { e.hidden = false });
	return text;
})()`

// saysTheSame sees that a reader without scripts can read the same.
func (v visit) saysTheSame(bare *browsertest.Tab) {
	v.t.Helper()
	bare.Go(v.url)
	with, without := browsertest.Eval[string](v.Tab, textScript), browsertest.Eval[string](bare, textScript)
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
	Name   string // the element
	Skip   bool   // it leads to the page's main part
	After  bool   // it comes after the stop before, in the page's order
	Marked bool   // it is seen that it has the focus
	Cover  string // what lies over it; empty if nothing does
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
		cover: !top ? "outside the window" : e.contains(top) || top.contains(e) || [...(e.labels || [])].some(l => l.contains(top)) ? ""
			: top.outerHTML.slice(0, 100),
	};
})()`

// maxStops is how far the page is walked through.
const maxStops = 60

// walk goes through the page by the Tab key alone.
func (v visit) walk() {
	v.t.Helper()
	v.Show(browser.View{Still: true}) // what scrolls into the window is there at once
	faults := map[string][]string{}   // the stops that have each
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
			"it has the focus and is covered":                      s.Cover != "",
		} {
			if is {
				faults[fault] = append(faults[fault], strings.TrimSpace(s.Name+" "+s.Cover))
			}
		}
	}
	for fault, stops := range faults {
		v.t.Errorf("by the Tab key: %s: %s (%d in all)", fault, stops[0], len(stops))
	}
}
