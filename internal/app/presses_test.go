package app

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
)

// recruited is an ad as recruitment systems show it.
const recruited = `<!doctype html><html lang="sv"><title>Upphandlare | Lediga jobb i Stockholms stad</title><script type="application/ld+json">
{"@context":"https://schema.org","@type":"JobPosting","title":"Upphandlare till Stockholms stad",
"description":"<h2>Om tjänsten</h2><p>Du leder upphandlingar enligt LOU från behov till avtal.</p><h2>Om anställningen</h2><p>Tillsvidareanställning på heltid. Vi tillämpar individuell lönesättning.</p><p>Frågor: Anna Ek, upphandlingschef, 08-123 45 67, anna.ek@stockholm.example</p>","datePosted":"2026-11-20","validThrough":"2026-12-15T23:59",
"employmentType":"FULL_TIME","identifier":{"@type":"PropertyValue","value":"2026/123"},"hiringOrganization":{"@type":"Organization","name":"Stockholms stad"},
"jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressLocality":"Stockholm","addressCountry":"SE"}}}</script><h1>Upphandlare till Stockholms stad</h1></html>`

// mostPresses is how often somebody presses at most who has the ad's address: to go from page to page, and to choose.
const mostPresses = 8

// A presser counts how often somebody presses a button, a link or a choice.
type presser struct {
	*walker
	presses int
}

func (p *presser) press(selector string) {
	p.t.Helper()
	p.presses++
	p.Click(selector)
}

// types writes into a field with the keyboard.
func (p *presser) types(name, text string) {
	p.t.Helper()
	browsertest.Eval[bool](p.Tab, fmt.Sprintf(`(document.querySelector("[name='%s']").focus(), true)`, name))
	p.Press(text)
}

// TestFromAPastedLinkToTheOrderInEightPresses counts real presses, with a real pointer: of the boxes and lists of the way none
// has to be touched but the first, and what only the customer knows is typed.
func TestFromAPastedLinkToTheOrderInEightPresses(t *testing.T) {
	theirs := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, recruited)
	}))
	defer theirs.Close()
	e := newEmploying(t)
	p := &presser{walker: &walker{browsertest.Start(t).Tab(t, browser.View{}), t, browser.View{}, "presses"}}
	p.Go(e.address + "/platsannonsera/ny")
	p.types("link", theirs.URL+"/jobb/1")
	p.press("[name='client.for'][value=own]")
	p.types("owners", "maria@stockholm.example")
	for _, step := range []string{"/tjansten", "/texten", "/ansokan", "/arbetsgivare"} {
		p.press(next)
		p.comes(step)
	}
	p.types("invoice.reference", "ZZ123")
	p.types("invoice.city", "Stockholm")
	p.press(next)
	p.comes("/bestall")
	e.clock.set(morning.Add(10 * time.Minute)) // no person is done at once
	p.press("button[value=bestall]")
	p.comes("/skickad")
	if p.presses > mostPresses {
		t.Errorf("%d presses", p.presses)
	}
}

// TestAPressWaitsForWhatIsBeingSaved presses while the form saves itself, as everybody does who goes from a field straight to
// the button: leaving the field saves.
func TestAPressWaitsForWhatIsBeingSaved(t *testing.T) {
	e := newEmploying(t)
	p := &presser{walker: &walker{browsertest.Start(t).Tab(t, browser.View{}), t, browser.View{}, "saves"}}
	p.Go(e.address + "/platsannonsera/ny")
	p.press("[name='client.for'][value=own]")
	p.types("owners", "maria@stockholm.example")
	p.press(next)
	p.comes("/tjansten")
	p.types("title", "Upphandlare")
	browsertest.Eval[bool](p.Tab, `(document.activeElement.dispatchEvent(new Event("change", { bubbles: true })),
		setTimeout(() => document.querySelector("`+next+`").click(), 0), true)`)
	p.Wait(`document.readyState == "complete" && document.querySelector(".summary, .notice")`)
	if said := browsertest.Eval[string](p.Tab, `document.querySelector("main").innerText`); strings.Contains(said, "på ett annat ställe") {
		t.Error("the form takes its own saving for another's:", said)
	}
}
