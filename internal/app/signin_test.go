package app

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/config"
	"ledigajobb/internal/mail/mailtest"
	"ledigajobb/internal/store/storetest"
)

// scan opens every address in a letter several times, as programs do that look through mail before a person sees it.
func scan(t *testing.T, letter mailtest.Letter) (links []string) {
	t.Helper()
	for _, address := range regexp.MustCompile(`https?://[^\s"<>]+`).FindAllString(letter.Text+" "+letter.HTML, -1) {
		links = append(links, address)
		for range 5 {
			for _, method := range []string{http.MethodHead, http.MethodGet} {
				request, err := http.NewRequestWithContext(t.Context(), method, address, nil)
				if err != nil {
					t.Fatal(err)
				}
				response, err := http.DefaultClient.Do(request)
				if err != nil {
					t.Fatal(err)
				}
				response.Body.Close()
				if response.StatusCode != http.StatusOK {
					t.Errorf("%s %s: %d", method, address, response.StatusCode)
				}
			}
		}
	}
	return links
}

// TestAnEditorSignsIn goes the way of an editor with a real mail server: the link, after a scanner has opened it, on a
// telephone; the code, in the browser that asked. The pages on the way are looked at, and pictures of them left in the
// directory PICTURES, if that is set.
func TestAnEditorSignsIn(t *testing.T) {
	chromium, post := browsertest.Start(t), mailtest.New(t)
	server := httptest.NewUnstartedServer(nil)
	address := "http://" + server.Listener.Addr().String()
	c := config.Serve{
		Database: config.Database{Database: storetest.SQLite(t)}, BaseURL: address, EndedDays: 180,
		Access: config.Access{Editors: []string{"Rut@journal.example"}},
	}
	c.SMTP, c.MailFrom = post.URL(), "jobb@journal.example"
	b, err := Open(t.Context(), c, env(newClock(morning)))
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
	tab, phone := chromium.Tab(t, browser.View{Still: true}), chromium.Tab(t, browser.View{Width: 360, Touch: true, Still: true})

	tab.Go(address + "/redaktionen/konton")
	tab.Wait(`location.pathname == "/logga-in"`)
	see(t, tab, "logga-in")
	tab.Click("#f-email")
	tab.Press("rut@journal.example\r")
	tab.Wait(`location.pathname == "/logga-in/kod"`)
	letter := post.To(t, "rut@journal.example")
	links := scan(t, letter)

	phone.Go(links[0])
	see(t, phone, "lank")
	phone.Click("main .button")
	phone.Wait(`location.pathname == "/redaktionen/konton"`)
	see(t, phone, "konton")
	phone.Go(links[0]) // it has been used, but who is in goes on
	phone.Wait(`location.pathname == "/redaktionen/konton"`)
	see(t, chromium.Tab(t, browser.View{}), "anvand", links[0])

	tab.Go(address + "/logga-in")
	tab.Click("#f-email")
	tab.Press("rut@journal.example\r")
	tab.Wait(`location.pathname == "/logga-in/kod"`)
	code := strings.TrimPrefix(post.Wait(t, 2)[1].Subject, "Din kod är ")
	tab.Click("#f-code")
	tab.Press("000000\r")
	tab.Wait(`document.querySelector(".field__fault")`)
	see(t, tab, "kod")
	tab.Click("#f-code")
	tab.Press(code + "\r")
	tab.Wait(`location.pathname == "/redaktionen"`)
	tab.Go(address + "/redaktionen/sessioner")
	see(t, tab, "sessioner")
	tab.Click(".rows__row:last-child button")
	tab.Wait(`document.querySelectorAll(".rows__row").length == 1`)
	phone.Go(address + "/redaktionen")
	phone.Wait(`location.pathname == "/logga-in"`)
	tab.Click(".person__out")
	tab.Wait(`location.pathname == "/lediga-jobb"`)
}

// see looks at a page, that which is open or another, on a telephone and on a desktop.
func see(t *testing.T, tab *browsertest.Tab, name string, address ...string) {
	t.Helper()
	for _, a := range address {
		tab.Go(a)
	}
	for _, view := range []browser.View{{Width: 360, Touch: true, Still: true}, {Dark: true, Still: true}, {Still: true}} {
		tab.Show(view)
		if wide := browsertest.Eval[int](tab, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
			t.Errorf("%s, %s: %d px too wide", name, view, wide)
		}
		tab.Axe()
		if dir := os.Getenv("PICTURES"); dir != "" {
			tab.Screenshot(filepath.Join(dir, name+"-"+strings.ReplaceAll(view.String(), " ", "")+".png"))
		}
	}
}
