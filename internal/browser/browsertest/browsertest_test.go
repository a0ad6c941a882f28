package browsertest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/browser"
)

// page is a faultless page around some content.
func page(head, body string) string {
	return `<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>En sida</title><link rel="icon" href="data:,">` + head + `</head><body><main><h1>En sida</h1>` + body + `</main></body></html>`
}

// serve serves pages by their paths for as long as the test lasts, and a script and a style.
func serve(t *testing.T, pages map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch text, ok := pages[r.URL.Path]; {
		case r.URL.Path == "/style.css":
			w.Header().Set("Content-Type", "text/css")
			fmt.Fprint(w, "body { background: white; color: black }\n@media (prefers-color-scheme: dark) { body { background: black; color: white } }")
		case r.URL.Path == "/slow":
			select { // an answer that never comes
			case <-r.Context().Done():
			case <-t.Context().Done():
			}
		case ok:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if strings.HasPrefix(r.URL.Path, "/strict") {
				w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src data:")
			}
			if strings.HasPrefix(r.URL.Path, "/gone") {
				w.WriteHeader(http.StatusGone)
			}
			fmt.Fprint(w, text)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// TestFaultsAreSeen shows the browser a page with each fault, so that one which is no longer seen is.
func TestFaultsAreSeen(t *testing.T) {
	b := Start(t)
	tab := b.Tab(t, browser.View{})
	for _, s := range []struct{ name, path, page, fault string }{
		{"none", "/good", page(`<link rel="stylesheet" href="/style.css">`, `<p>Text.</p>`), ""},
		{"the console's error", "/console", page("", `<script>console.error("trasig", 7)</script>`), "console: trasig 7"},
		{"an uncaught exception", "/throws", page("", `<script>throw new Error("oj")</script>`), "uncaught: Uncaught Error: oj"},
		{"a promise that nobody took", "/rejects", page("", `<script>Promise.reject(new Error("aj"))</script>`), "aj"},
		{"a style against the policy", "/strict-style", page("", `<p style="color: red">Text.</p>`), "security: "},
		{"a script against the policy", "/strict-script", page("", `<script>1</script>`), "Content Security Policy"},
		{"a file that is not there", "/missing", page("", `<img src="/none.png" alt="">`), "none.png: status 404"},
		{"a host that does not answer", "/refused", page("", `<img src="http://127.0.0.1:1/x.png" alt="">`), "request: http://127.0.0.1:1/x.png"},
		{"an error that is meant", "/gone", page("", `<p>Borttagen.</p>`), ""},
		{"what moves by itself", "/shift", page("", `<p id="late">Text.</p><script>onload = () => requestAnimationFrame(() => requestAnimationFrame(() =>
			late.insertAdjacentHTML("beforebegin", "<div style='height: 300px'></div>")))</script>`), "layout shift: "},
	} {
		t.Run(s.name, func(t *testing.T) {
			tab.For(t).Go(serve(t, map[string]string{s.path: s.page}) + s.path)
			faults, err := tab.tab.Faults()
			must(t, err)
			if (s.fault == "") != (len(faults) == 0) || !strings.Contains(strings.Join(faults, "\n"), s.fault) {
				t.Errorf("the faults are %q, not %q", faults, s.fault)
			}
		})
	}
}

func TestFindingsAreSeen(t *testing.T) {
	b := Start(t)
	if b.axe == "" {
		t.Skip("axe-core is not there: " + axe + " is not set")
	}
	tab := b.Tab(t, browser.View{Still: true})
	for _, s := range []struct{ name, body, rule string }{
		{"none", `<p>Text.</p>`, ""},
		{"a picture without text", `<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">`, "image-alt"},
		{"grey on white", `<p style="color: #bbb">Text.</p>`, "color-contrast"},
		{"a field without a label", `<input type="text">`, "label"},
		{"a target too small", `<button style="all: unset; width: 9px; height: 9px" aria-label="a"></button><button style="all: unset; width: 9px; height: 9px" aria-label="b"></button>`, "target-size"},
		{"a heading skipped", `<h4>Under</h4>`, "heading-order"},
	} {
		t.Run(s.name, func(t *testing.T) {
			tab.For(t).Go(serve(t, map[string]string{"/": page("", s.body)}))
			findings, err := tab.tab.Audit(b.axe)
			must(t, err)
			found := slices.ContainsFunc(findings, func(f browser.Finding) bool { return f.Rule == s.rule })
			if (s.rule == "") != (len(findings) == 0) || s.rule != "" && !found {
				t.Errorf("the findings are %v, not %s", findings, s.rule)
			}
		})
	}
}

func TestAPageIsLookedAtInManyWays(t *testing.T) {
	b := Start(t)
	tab := b.Tab(t, browser.View{})
	address := serve(t, map[string]string{"/": page(`<link rel="stylesheet" href="/style.css">`, `<p id="p">Utan skript.</p><script>p.textContent = "Med skript."</script>`)})
	moment := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	for _, s := range []struct {
		name  string
		view  browser.View
		value string // a JavaScript expression that is true
	}{
		{"a desktop", browser.View{}, `innerWidth === 1280 && innerHeight === 800`},
		{"a phone", browser.View{Width: 360, Height: 740, Touch: true}, `innerWidth === 360 && matchMedia("(hover: none) and (pointer: coarse)").matches`},
		{"zoomed", browser.View{Width: 1280, Zoom: 2}, `innerWidth === 640 && devicePixelRatio === 2`},
		{"light", browser.View{}, `getComputedStyle(document.body).backgroundColor === "rgb(255, 255, 255)"`},
		{"dark", browser.View{Dark: true}, `getComputedStyle(document.body).backgroundColor === "rgb(0, 0, 0)"`},
		{"still", browser.View{Still: true}, `matchMedia("(prefers-reduced-motion: reduce)").matches`},
		{"on paper", browser.View{Print: true}, `matchMedia("print").matches`},
		{"with scripts", browser.View{}, `p.textContent === "Med skript."`},
		{"without scripts", browser.View{NoScript: true}, `p.textContent === "Utan skript."`},
		{"at another time", browser.View{Now: moment}, fmt.Sprintf(`Math.abs(new Date() - %d) < 60000 && new Date(5).getTime() === 5`, moment.UnixMilli())},
		{"in the reader's country", browser.View{}, `navigator.language === "sv-SE" && new Date("2026-07-01T00:00:00+02:00").getHours() === 0`},
	} {
		t.Run(s.name, func(t *testing.T) {
			tab := tab.For(t)
			tab.Show(s.view)
			tab.Go(address)
			if !Eval[bool](tab, s.value) {
				t.Errorf("%s is not true", s.value)
			}
		})
	}
}

func TestKeysClicksAndRequests(t *testing.T) {
	tab := Start(t).Tab(t, browser.View{})
	address := serve(t, map[string]string{"/": page(`<link rel="stylesheet" href="/style.css">`,
		`<button id="a">A</button><button id="b" onclick="setTimeout(() => document.title = 'Klickad', 50)">B</button>`)})
	tab.Go(address + "/")
	tab.Press(browser.TabKey + browser.TabKey)
	if id := Eval[string](tab, `document.activeElement.id`); id != "b" {
		t.Errorf("Tab leads to %q", id)
	}
	tab.Shift(browser.TabKey)
	if id := Eval[string](tab, `document.activeElement.id`); id != "a" {
		t.Errorf("Shift and Tab lead to %q", id)
	}
	tab.Click("#b")
	tab.Wait(`document.title === "Klickad"`)
	requests := tab.Requests()
	if len(requests) != 2 || requests[0].Kind != "Document" || requests[1].URL != address+"/style.css" || !requests[1].Blocking ||
		requests[1].Status != 200 || requests[1].Bytes == 0 {
		t.Errorf("the requests are %+v", requests)
	}
	if picture, err := tab.tab.Screenshot(0); err != nil || !strings.HasPrefix(string(picture), "\x89PNG") {
		t.Errorf("no picture: %v", err)
	}
}
