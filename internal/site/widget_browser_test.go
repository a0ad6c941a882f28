package site

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store/storetest"
)

// journal is two web sites, each of its own origin: a service whose API answers as the test says, and a journal that
// has its sidebar.
type journal struct {
	service, address string
	api              atomic.Value      // of http.HandlerFunc
	pages            map[string]string // by path
}

// policy is the strictest that a page with the sidebar can have.
func (j *journal) policy() string {
	return fmt.Sprintf("default-src 'none'; script-src %s; connect-src %[1]s; img-src %[1]s data:", j.service)
}

func newJournal(t *testing.T) *journal {
	t.Helper()
	j := &journal{pages: map[string]string{}}
	server := httptest.NewUnstartedServer(nil)
	j.service = "http://" + server.Listener.Addr().String()
	links, err := link.New(j.service)
	if err != nil {
		t.Fatal(err)
	}
	index := search.New()
	index.Load(board.Position{Epoch: "e", Seq: 7}, sidebarJobs())
	s, err := New(Config{Index: index, Store: storetest.Open(t, storetest.SQLite(t)), Links: links, Answers: kept.New(1<<20, "test"),
		Now: func() time.Time { return morning }, Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) { s.Problem(c, err) }
	s.Register(e.Group(""))
	e.GET("/api/v1/widget", func(c echo.Context) error {
		c.Response().Header().Set("Access-Control-Allow-Origin", "*")
		j.api.Load().(http.HandlerFunc)(c.Response(), c.Request())
		return nil
	})
	e.GET("/logotyp/:key", func(c echo.Context) error {
		return c.Blob(http.StatusOK, "image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#1c6"/></svg>`))
	})
	server.Config.Handler = e
	server.Start()
	t.Cleanup(server.Close)
	own := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		if strings.HasSuffix(r.URL.Path, ".css") {
			h.Set("Content-Type", "text/css; charset=utf-8")
		} else if strings.HasPrefix(r.URL.Path, "/strict") {
			h.Set("Content-Security-Policy", j.policy())
		}
		io.WriteString(w, j.pages[r.URL.Path])
	}))
	t.Cleanup(own.Close)
	j.address = own.URL
	j.pages["/journal.css"] = `lediga-jobb:not(:defined) { display: block; min-height: calc(8em + 4 * 7em) } aside { width: 300px }`
	return j
}

// page is a journal's page with something in its sidebar, and text below it that would be seen to move.
func (j *journal) page(path, head, sidebar string) string {
	style := `<link rel="stylesheet" href="/journal.css">`
	if strings.HasPrefix(path, "/strict") {
		style = ""
	}
	j.pages[path] = `<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Tidningen</title><link rel="icon" href="data:,">` +
		style + head + `</head><body><main><h1>Nyheter</h1><aside>` + sidebar + `<p>Under spalten.</p></aside></main></body></html>`
	return j.address + path
}

func (j *journal) script() string { return `<script src="` + j.service + `/widget.js" defer></script>` }

// answer makes the API answer with jobs.
func (j *journal) answer(jobs ...map[string]any) {
	body, err := json.Marshal(map[string]any{"data": append([]map[string]any{}, jobs...), "links": map[string]any{"all": j.service + "/lediga-jobb?role=upphandlare"}})
	if err != nil {
		panic(err)
	}
	j.answerWith(200, string(body))
}

func (j *journal) answerWith(status int, body string) {
	j.api.Store(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		io.WriteString(w, body)
	}))
}

// held makes the API answer only once what it gives is called.
func (j *journal) held(t *testing.T) (release func()) {
	then, gate := j.api.Load().(http.HandlerFunc), make(chan struct{})
	j.api.Store(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-gate:
			then(w, r)
		case <-t.Context().Done():
		}
	}))
	return func() { close(gate) }
}

// job is a job as the API says it, that ends some time after the morning.
func (j *journal) job(id, headline, employer string, left time.Duration) map[string]any {
	end := morning.Add(left)
	return map[string]any{"id": id, "headline": headline, "employer": map[string]any{"name": employer, "logo_url": j.service + "/logotyp/" + id},
		"url": j.service + "/lediga-jobb/" + id, "application_deadline": end.Add(-time.Second).Format(time.RFC3339), "published_until": end.Format(time.RFC3339)}
}

// What a reader sees in the first sidebar of a page.
const (
	root  = `document.querySelector("lediga-jobb").shadowRoot`
	shown = `[...(` + root + `?.querySelectorAll("li a") ?? [])].map(a => a.textContent)`
	note  = root + `?.querySelector("[part=note]")?.textContent`
)

func shows(headlines ...string) string {
	list, _ := json.Marshal(append([]string{}, headlines...)) // strings always can
	return fmt.Sprintf(`JSON.stringify(%s) === JSON.stringify(%s)`, shown, list)
}

func TestTheSidebarInABrowser(t *testing.T) {
	chromium := browsertest.Start(t)
	j := newJournal(t)
	view := browser.View{Now: morning}
	day := 24 * time.Hour
	one := j.job("one", "Upphandlare till Ekby kommun", "Ekby kommun", 9*day+16*time.Hour)
	two := j.job("two", `Jurist <img src=x onerror="console.error(1)">`, "<b>Östra verket</b>", 3*day+16*time.Hour)

	t.Run("an answer that is late moves nothing", func(t *testing.T) {
		j.answer(one, two)
		release := j.held(t)
		tab := chromium.Tab(t, view)
		tab.Go(j.page("/late", j.script(), `<lediga-jobb limit="4"><a href="`+j.service+`/lediga-jobb">Lediga jobb</a></lediga-jobb>`))
		tab.Wait(note + ` === "Hämtar lediga jobb"`)
		release()
		tab.Wait(shows("Upphandlare till Ekby kommun", `Jurist <img src=x onerror="console.error(1)">`))
		if got := browsertest.Eval[string](tab, root+`.querySelector("ul").innerText`); !strings.Contains(got, "Ansök senast 1 dec") || !strings.Contains(got, "<b>Östra verket</b>") ||
			!strings.Contains(got, "3 dagar kvar") || strings.Count(got, "Ekby") != 1 {
			t.Errorf("shows %q", got)
		}
		tab.Clean()
		tab.Axe()
	})

	t.Run("long headlines stay within the room that was kept", func(t *testing.T) {
		long := strings.Repeat("Upphandlare av entreprenader inom vatten och avlopp ", 6)
		j.answer(j.job("a", long, strings.Repeat("Myndigheten ", 9), day), j.job("b", long, long, day), j.job("c", long, long, day), j.job("d", long, long, day))
		release := j.held(t)
		tab := chromium.Tab(t, view)
		tab.Go(j.page("/long", j.script(), `<lediga-jobb limit="4"></lediga-jobb>`))
		tab.Wait(note + ` === "Hämtar lediga jobb"`)
		release()
		tab.Wait(shown + `.length === 4`)
		tab.Clean()
	})

	t.Run("what fails is tried again, and leaves the last good list", func(t *testing.T) {
		tab, renamed := chromium.Tab(t, view), 0
		again := func(tab *browsertest.Tab) { // changing an attribute asks anew
			renamed++
			tab.Wait(fmt.Sprintf(`(document.querySelector("lediga-jobb").setAttribute("heading", "Jobb %d"), true)`, renamed))
		}
		for _, s := range []struct {
			name, body string
			status     int
		}{
			{"an error", "nej", 500}, {"no JSON", "<html>", 200}, {"the wrong shape", `{"data": {"a": 1}}`, 200}, {"null", "null", 200},
			{"entries without a headline", `{"data": [{"url": "https://a.example/"}, null]}`, 200},
			{"addresses that run", `{"data": [{"headline": "A", "url": "javascript:alert(1)"}]}`, 200},
			{"an employer that is no object", `{"data": [{"headline": "A", "url": "https://a.example/", "employer": {"name": {}}}]}`, 200},
		} {
			t.Run(s.name, func(t *testing.T) {
				tab := tab.For(t)
				j.answerWith(s.status, s.body)
				tab.Go(j.page("/failing", j.script(), `<lediga-jobb limit="4"></lediga-jobb>`))
				tab.Wait(note + ` === "Jobben går inte att hämta just nu"`)
				if all := browsertest.Eval[string](tab, root+`.querySelector("[part=all]").href`); all != j.service+"/lediga-jobb" {
					t.Errorf("leads to %s", all)
				}
				j.answer(one)
				if s.status != 500 { // it tries again by itself, which is waited for once
					again(tab)
				}
				tab.Wait(shows("Upphandlare till Ekby kommun"))
				j.answerWith(s.status, s.body)
				again(tab)
				tab.Wait(`performance.getEntriesByType("resource").filter(r => r.name.includes("/api/v1/widget")).length >= 3`)
				tab.Wait(shows("Upphandlare till Ekby kommun"))
			})
		}
		tab.Axe()
	})

	t.Run("nothing to show", func(t *testing.T) {
		j.answer()
		tab := chromium.Tab(t, view)
		tab.Go(j.page("/empty", j.script(), `<lediga-jobb limit="4"></lediga-jobb>`))
		tab.Wait(note + ` === "Inga lediga jobb just nu"`)
		tab.Clean()
		tab.Axe()
	})

	t.Run("two on a page, the script loaded three times, in two ways", func(t *testing.T) {
		j.answer(one, two)
		src := `src="` + j.service + `/widget.js?ver=`
		tab := chromium.Tab(t, view)
		tab.Go(j.page("/two", `<script `+src+`1" defer></script><script `+src+`2" defer></script><script `+src+`3" type="module" crossorigin></script>`,
			`<lediga-jobb limit="4" filter="?role=upphandlare&amp;region=01"></lediga-jobb><lediga-jobb limit="2" lang="en" heading="Jobs" logos="none"></lediga-jobb>`))
		tab.Wait(shown + `.length === 2 && document.querySelectorAll("lediga-jobb")[1].shadowRoot.querySelectorAll("li").length === 2`)
		second := browsertest.Eval[string](tab, `document.querySelectorAll("lediga-jobb")[1].shadowRoot.querySelector("section").innerText`)
		if !strings.Contains(second, "Jobs") || !strings.Contains(second, "Apply by 1 Dec") || !strings.Contains(second, "3 days left") || !strings.Contains(second, "Show all vacancies") {
			t.Errorf("the second shows %q", second)
		}
		var asked []string
		for _, r := range tab.Requests() {
			if path, query, ok := strings.Cut(r.URL, "/api/v1/widget?"); ok && path == j.service {
				asked = append(asked, query)
			}
		}
		if got := strings.Join(asked, " "); got != "role=upphandlare&region=01&limit=4&lang=sv limit=2&lang=en" {
			t.Errorf("asked for %s", got)
		}
		tab.Clean()
		tab.Axe()
	})

	t.Run("a strict policy", func(t *testing.T) {
		j.answer(one, two)
		tab := chromium.Tab(t, view)
		// The policy allows no style sheet to keep the room: a script that the page waits for does it in its stead.
		tab.Go(j.page("/strict", strings.Replace(j.script(), " defer", "", 1), `<lediga-jobb limit="4"></lediga-jobb>`))
		tab.Wait(shown + `.length === 2`)
		if border := browsertest.Eval[string](tab, `getComputedStyle(`+root+`.querySelector("section")).borderTopWidth`); border != "3px" {
			t.Errorf("is not styled: its border is %s", border)
		}
		tab.Clean()
	})

	t.Run("the script as a file of the journal's own", func(t *testing.T) {
		j.answer(one)
		combined := `<script>var before = 1` + "\n" + scriptOf(t, j) + `</script>`
		tab := chromium.Tab(t, view)
		tab.Go(j.page("/combined", "", `<lediga-jobb limit="4"></lediga-jobb>`+combined))
		tab.Wait(shows("Upphandlare till Ekby kommun"))
	})

	t.Run("the fragment", func(t *testing.T) {
		j.answer(one)
		release := j.held(t)
		fragment := bodyOf(t, j.service+"/widget.html?limit=4")
		open := chromium.Tab(t, browser.View{NoScript: true})
		open.Go(j.page("/bare", j.script(), fragment))
		if text := browsertest.Eval[string](open, `document.querySelector("lediga-jobb").innerText`); !strings.Contains(text, "Strategisk inköpare\nÖstra verket, Urval sker löpande") {
			t.Errorf("without script it reads %q", text)
		}
		tab := chromium.Tab(t, view)
		tab.Go(j.page("/fragment", "", fragment+`<script>addEventListener("load", () => setTimeout(() => {
			const s = document.createElement("script"); s.src = "`+j.service+`/widget.js"; document.head.append(s) }, 100))</script>`)) // delayed, as plugins do
		tab.Wait(shows("Inköpschef", "Upphandlare till Ekby kommun", "Strategisk inköpare", `Jurist <img src=x onerror=alert(1)> & "mer"`))
		if meta := browsertest.Eval[string](tab, root+`.querySelector("li p").innerText`); meta != "Toppannons\nÖstra verket\nAnsök senast 12 jan 2027" {
			t.Errorf("the first says %q", meta)
		}
		tab.Clean()
		release()
		tab.Wait(shows("Upphandlare till Ekby kommun"))
		tab.Clean()
		tab.Axe()
		later := chromium.Tab(t, browser.View{Now: morning.Add(10 * time.Hour)})
		j.answerWith(503, "")
		later.Go(j.page("/kept", j.script(), fragment)) // the page was kept for ten hours
		later.Wait(shows("Inköpschef", "Upphandlare till Ekby kommun", "Strategisk inköpare"))
	})

	t.Run("an entry leaves at its end", func(t *testing.T) {
		j.answer(one, j.job("soon", "Inköpare", "Norrvik AB", 2*time.Second))
		tab := chromium.Tab(t, view)
		tab.Go(j.page("/ending", j.script(), `<lediga-jobb limit="4"></lediga-jobb>`))
		tab.Wait(shown + `.length === 2`)
		tab.Wait(shows("Upphandlare till Ekby kommun"))
		tab.Clean()
	})

	t.Run("by keyboard", func(t *testing.T) {
		j.answer(one, two)
		tab := chromium.Tab(t, view)
		tab.Go(j.page("/keyboard", j.script(), `<lediga-jobb limit="4"></lediga-jobb>`))
		tab.Wait(shown + `.length === 2`)
		for _, want := range []string{"/lediga-jobb/one", "/lediga-jobb/two", "/lediga-jobb?role=upphandlare"} {
			tab.Press(browser.TabKey)
			at := browsertest.Eval[[]string](tab, `(a => [a.href, getComputedStyle(a).outlineStyle, getComputedStyle(a).outlineWidth])(`+root+`.activeElement)`)
			if at[0] != j.service+want || at[1] != "solid" || at[2] != "2px" {
				t.Errorf("Tab leads to %v, not %s", at, want)
			}
		}
	})

	t.Run("the employer is named once", func(t *testing.T) {
		var jobs []map[string]any
		for _, s := range namings {
			jobs = append(jobs, j.job("n", s.headline, s.employer, day))
		}
		j.answer(jobs...)
		tab := chromium.Tab(t, view)
		tab.Go(j.page("/named", j.script(), `<lediga-jobb limit="50"></lediga-jobb>`))
		tab.Wait(fmt.Sprintf(`%s.length === %d`, shown, len(namings)))
		below := browsertest.Eval[[]bool](tab, `[...`+root+`.querySelectorAll("li")].map(li => !!li.querySelector("[part=employer]"))`)
		for i, s := range namings {
			if below[i] == s.named {
				t.Errorf("%q by %q: named below is %v", s.headline, s.employer, below[i])
			}
		}
	})

	t.Run("the demonstration", func(t *testing.T) {
		j.answer(one, two)
		for _, v := range []browser.View{{Now: morning, Width: 360, Touch: true}, {Now: morning, Width: 768}, {Now: morning}, {Now: morning, Dark: true}} {
			tab := chromium.Tab(t, v)
			tab.Go(j.service + "/widget-demo")
			tab.Wait(shown + `.length === 2`)
			tab.Clean()
			tab.Axe()
		}
	})
}

// scriptOf is the script as the service gives it.
func scriptOf(t *testing.T, j *journal) string { return bodyOf(t, j.service+"/widget.js") }

func bodyOf(t *testing.T, address string) string {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	return text(t, r)
}
