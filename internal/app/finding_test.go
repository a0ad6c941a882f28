package app

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/demo"
	"ledigajobb/internal/desk"
)

// startBoard serves the sample board to a real browser.
func startBoard(t *testing.T) (*browsertest.Browser, string) {
	t.Helper()
	chromium := browsertest.Start(t)
	b, address := startSite(t)
	if err := demo.Fill(t.Context(), b.desk, morning); err != nil {
		t.Fatal(err)
	}
	waitForNewest(t, b)
	return chromium, address
}

// A reader is somebody at the list who uses it, and sees whether another page is loaded.
type reader struct {
	*browsertest.Tab
	t       *testing.T
	address string
}

// reads opens the list in a window of a width. What is said of the number of jobs is noted from then on.
func reads(t *testing.T, chromium *browsertest.Browser, address string, view browser.View) reader {
	t.Helper()
	view.Still, view.Now = true, morning
	r := reader{chromium.Tab(t, view), t, address}
	r.open("/lediga-jobb")
	return r
}

func (r reader) open(path string) {
	r.t.Helper()
	r.Go(r.address + path)
	browsertest.Eval[any](r.Tab, `(() => {
		window.same = true;
		window.said = [];
		const status = document.querySelector(".results__count");
		if (status) new MutationObserver(() => said.push(status.textContent)).observe(status, {childList: true, characterData: true, subtree: true});
	})()`)
}

// shows waits until the list says how many jobs there are, on the page that was opened.
func (r reader) shows(count, search string) {
	r.t.Helper()
	r.Wait(`window.same && document.querySelector(".results__count").textContent.startsWith("` + count + ` lediga jobb")
		&& location.search === "` + search + `" && document.querySelector(".search-page[aria-busy=true]") === null`)
}

// is checks a value of the page.
func is[T comparable](r reader, what, expression string, want T) {
	r.t.Helper()
	if got := browsertest.Eval[T](r.Tab, expression); got != want {
		r.t.Errorf("%s: %v, not %v", what, got, want)
	}
}

// focus is what has the focus.
const focus = `(() => { const e = document.activeElement; return e.value || e.id || e.textContent })()`

// drawn is what the list shows, less what is the reader's own: which filters are open, what is saved.
const drawn = `document.querySelector("main").outerHTML.replace(/ (open|aria-busy|aria-expanded|aria-activedescendant)="[^"]*"/g, "")
	.replace(/<form class="searchbox".*?<\/form>/s, "").replace(/\s+/g, " ")`

func TestTheListChangesInPlace(t *testing.T) {
	chromium, address := startBoard(t)
	r := reads(t, chromium, address, browser.View{Width: 1280})

	r.Click("input[name=role][value=upphandlare]")
	r.shows("13", "?role=upphandlare")
	is(r, "the focus", focus, "upphandlare")
	is(r, "what is said, once", "said.join()", "13 lediga jobb")
	is(r, "the title", "document.title", "Lediga jobb: Upphandlare – Lediga jobb")
	is(r, "the chips", `document.querySelector(".chip [aria-hidden]").innerText`, "Upphandlare")

	r.Click(".sorts a:not([aria-current])")
	r.shows("13", "?role=upphandlare&sort=deadline")
	is(r, "the focus", focus, "Sista ansökningsdag")
	is(r, "what is said, once more", "said.length", 2)

	r.Click(".chip")
	r.shows("42", "?sort=deadline")
	is(r, "the focus, where nothing is left of what had it", focus, "traffar")

	r.Click(".pager [rel=next]")
	r.shows("42", "?offset=20&sort=deadline")
	is(r, "the focus", focus, "traffar")
	is(r, "what is said", "said.at(-1)", "42 lediga jobb. Sida 2 av 3")
	inPlace := browsertest.Eval[string](r.Tab, drawn)
	r.Clean()

	browsertest.Eval[any](r.Tab, "history.go(-3)")
	r.shows("13", "?role=upphandlare")
	is(r, "the filter", "document.querySelector('input[name=role][value=upphandlare]').checked", true)
	browsertest.Eval[any](r.Tab, "history.go(-1)")
	r.shows("42", "")
	is(r, "the filter", "document.querySelector('input[name=role][value=upphandlare]').checked", false)
	browsertest.Eval[any](r.Tab, "history.go(4)")
	r.shows("42", "?offset=20&sort=deadline")
	r.open("/lediga-jobb?offset=20&sort=deadline")
	if loaded := browsertest.Eval[string](r.Tab, drawn); loaded != inPlace {
		t.Errorf("in place it is %s, loaded %s", inPlace, loaded)
	}
}

func TestALandingPage(t *testing.T) {
	chromium := browsertest.Start(t)
	b, address := startSite(t)
	hirings := sized(t, 60)
	if _, err := b.desk.Fill(t.Context(), func() ([]desk.Hiring, error) { return hirings, nil }); err != nil {
		t.Fatal(err)
	}
	waitForNewest(t, b)
	r := reads(t, chromium, address, browser.View{Width: 1280})
	path := browsertest.Eval[string](r.Tab, `document.querySelector(".anchors a[href$=-lan]").getAttribute("href")`)
	glance(t, r.Tab, address, page{name: "role in a county", path: path, status: 200})

	r.Show(browser.View{Width: 1280, Still: true, Now: morning})
	r.open(path)
	is(r, "the heading", `document.querySelector("h1").textContent.includes(" i ")`, true)
	r.Click(".chip")
	r.Wait(`window.same && location.pathname === "/lediga-jobb" && document.querySelector("h1").textContent === "Lediga jobb" && !document.querySelector("main > .lead")`)
	browsertest.Eval[any](r.Tab, "history.back()")
	r.Wait(`window.same && location.pathname === "` + path + `" && document.querySelector("h1").textContent.includes(" i ")`)
	r.Clean()
}

// holdScript lets the page's questions wait until the test lets them go: held says which there are, and which were given up.
const holdScript = `(() => {
	const ask = window.fetch;
	window.held = [];
	window.fetch = (address, options) => new Promise((resolve, reject) => {
		const question = {address: String(address), go: () => ask(address, options).then(resolve, reject), fail: () => reject(new TypeError("no network"))};
		options.signal.addEventListener("abort", () => { question.over = true; reject(options.signal.reason) });
		held.push(question);
	});
})()`

func TestASlowListAndALostOne(t *testing.T) {
	chromium, address := startBoard(t)
	r := reads(t, chromium, address, browser.View{Width: 1280})
	browsertest.Eval[any](r.Tab, holdScript)
	r.Click("input[name=role][value=upphandlare]")
	r.Wait(`held.length === 1 && document.querySelector(".search-page").ariaBusy === "true"`)
	r.Click("input[name=role][value=inkopare]")
	r.Wait("held.length === 2 && held[0].over")
	is(r, "the address meanwhile", "location.search", "")
	browsertest.Eval[any](r.Tab, "held[1].go()")
	r.shows("16", "?role=upphandlare&role=inkopare")
	is(r, "what is said, once", "said.join()", "16 lediga jobb")
	r.Clean()

	r.Click("input[name=role][value=inkopare]")
	r.Wait("held.length === 3")
	browsertest.Eval[any](r.Tab, "held[2].fail()")
	r.Wait(`!window.same && location.search === "?role=upphandlare" && document.querySelector(".results__count")?.textContent === "13 lediga jobb"`)
}

func TestFiltersOfAPhone(t *testing.T) {
	chromium, address := startBoard(t)
	r := reads(t, chromium, address, browser.View{Width: 360, Touch: true})
	is(r, "the filters", `getComputedStyle(document.querySelector(".filters")).display`, "none")
	r.Click(".results__filter")
	r.Wait(`getComputedStyle(document.querySelector(".filters")).display === "block"`)
	r.Click("input[name=role][value=upphandlare]")
	r.shows("13", "?role=upphandlare")
	is(r, "the button", `document.querySelector(".filters .button").innerText`, "Visa 13 jobb")
	is(r, "the filters, still", `getComputedStyle(document.querySelector(".filters")).display`, "block")
	r.Click(".filters .button")
	r.Wait(`getComputedStyle(document.querySelector(".filters")).display === "none"`)
	r.shows("13", "?role=upphandlare")
	browsertest.Eval[any](r.Tab, "history.back()")
	r.Wait(`getComputedStyle(document.querySelector(".filters")).display === "block"`)
	browsertest.Eval[any](r.Tab, "history.back()")
	r.Wait(`getComputedStyle(document.querySelector(".filters")).display === "none"`)
	r.shows("42", "")
}

func TestSuggestionsByTheKeyboard(t *testing.T) {
	chromium, address := startBoard(t)
	for _, width := range []int{320, 1280} {
		r := reads(t, chromium, address, browser.View{Width: width})
		browsertest.Eval[any](r.Tab, `document.querySelector("#q").focus()`)
		is(r, "the role", `document.querySelector("#q").role`, "combobox")
		r.Press("upphandlingsj")
		r.Wait(`document.querySelectorAll("#q-list [role=option]").length > 0`)
		is(r, "opened", `document.querySelector("#q").ariaExpanded`, "true")
		is(r, "beyond the window", "document.documentElement.scrollWidth > document.documentElement.clientWidth", false)
		r.Axe()
		r.Press(kb.ArrowDown)
		is(r, "the active one", `document.getElementById(document.querySelector("#q").getAttribute("aria-activedescendant")).ariaSelected`, "true")
		is(r, "the box", `document.querySelector("#q").value`, "Upphandlingsjurist")
		r.Press(kb.ArrowUp)
		is(r, "the box, beyond the first", `document.querySelector("#q").value`, "upphandlingsj")
		r.Press(kb.ArrowDown + kb.Escape)
		is(r, "closed", `document.querySelector("#q-list").hidden`, true)
		is(r, "the box, as it was typed", `document.querySelector("#q").value`, "upphandlingsj")
		r.Press("u")
		r.Wait(`document.querySelectorAll("#q-list [role=option]").length > 0`)
		r.Press(kb.ArrowDown + kb.Enter)
		r.Wait(`location.search === "?q=Upphandlingsjurist" && document.title.includes("Upphandlingsjurist")`)
		is(r, "the page, still", "window.same", true)
		is(r, "the focus", focus, "Upphandlingsjurist")
		r.Clean()
	}
}

func TestSavingJobs(t *testing.T) {
	chromium, address := startBoard(t)
	r := reads(t, chromium, address, browser.View{Width: 360})
	headline := browsertest.Eval[string](r.Tab, `document.querySelectorAll(".job-card__headline")[2].textContent`)
	r.Click(".job-card:nth-child(3) .save")
	is(r, "the button", `document.querySelector(".job-card:nth-child(3) .save").ariaPressed`, "true")
	is(r, "its word", `document.querySelector(".job-card:nth-child(3) .save__on").checkVisibility({visibilityProperty: true})`, true)
	is(r, "the menu", `document.querySelector("[data-saved-count]").textContent`, "(1)")
	r.Click(".sorts a:not([aria-current])")
	r.Wait(`location.search === "?sort=deadline" && document.querySelectorAll(".save[aria-pressed=true]").length <= 1`)

	r.open("/sparade")
	r.Wait(`document.querySelector(".saved__count")?.textContent === "1 sparat jobb att söka"`)
	is(r, "the ad", `document.querySelector(".job-card__headline").textContent`, headline)
	is(r, "the address", "location.search", "")
	r.Clean()
	r.Axe()
	for _, request := range r.Requests() {
		if !strings.HasPrefix(request.URL, address+"/") {
			t.Errorf("another is asked: %s", request.URL)
		}
	}
	browsertest.Eval[any](r.Tab, `document.querySelector(".job-card__headline a").click()`)
	r.Wait(`document.querySelector(".ad .save")?.ariaPressed === "true"`)
	r.Click(".ad .save")
	is(r, "the ad's button", `document.querySelector(".ad .save").ariaPressed`, "false")

	browsertest.Eval[any](r.Tab, `localStorage.setItem("sparade", '["zzzzzzzzzz", "no ID", 7]')`)
	r.open("/sparade")
	r.Wait(`document.querySelector("[data-gone] p")?.textContent === "1 sparad annons har tagits bort och går inte att läsa längre."`)
	r.Axe()
	r.Click("[data-act=forget]")
	is(r, "what is kept", `localStorage.getItem("sparade")`, "[]")
	r.open("/sparade")
	r.Wait(`document.querySelector("[data-when=none]")?.checkVisibility()`)
	r.Axe()
	r.Clean()
}

func TestFindingWithoutScripts(t *testing.T) {
	chromium, address := startBoard(t)
	r := reads(t, chromium, address, browser.View{Width: 360, NoScript: true})
	is(r, "the buttons", `document.querySelector(".save").checkVisibility()`, false)
	is(r, "the box", `document.querySelector("#q").hasAttribute("role")`, false)
	r.Click("#q")
	r.Press("upphandlare" + kb.Enter)
	r.Wait(`location.search.startsWith("?q=upphandlare") && document.readyState === "complete"`)
	r.Go(address + "/lediga-jobb#filter")
	r.Click("input[name=role][value=upphandlare]")
	r.Click(".filters .button")
	r.Wait(`location.search.includes("role=upphandlare") && document.querySelector(".chip [aria-hidden]")?.innerText === "Upphandlare"`)
	r.Go(address + "/sparade")
	is(r, "what is said", `document.querySelector(".saved__needs").checkVisibility() && !document.querySelector(".saved").checkVisibility()`, true)
}
