package app

import (
	"fmt"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/config"
	"ledigajobb/internal/mail/mailtest"
	"ledigajobb/internal/store/storetest"
)

// An employing is the program with a mail server, for somebody who advertises.
type employing struct {
	*Board
	address string
	post    *mailtest.Server
	clock   *clock
}

func newEmploying(t *testing.T) *employing {
	t.Helper()
	e := &employing{post: mailtest.New(t)}
	server := httptest.NewUnstartedServer(nil)
	e.address = "http://" + server.Listener.Addr().String()
	c := config.Serve{
		Database: config.Database{Database: storetest.SQLite(t)}, BaseURL: e.address, EndedDays: 180,
		Access: config.Access{Editors: []string{"rut@journal.example"}},
	}
	c.SMTP, c.MailFrom = e.post.URL(), "jobb@journal.example"
	e.clock = newClock(morning)
	here := env(e.clock)
	here.Near = func(netip.AddrPort) bool { return true } // other people's pages are on this machine
	var err error
	if e.Board, err = Open(t.Context(), c, here); err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = e.Handler
	server.Start()
	t.Cleanup(func() {
		server.Close()
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// set fills a field in as a person would, and says so to the page.
func set(tab *browsertest.Tab, name, value string) {
	browsertest.Eval[bool](tab, fmt.Sprintf(`(() => {
  const all = [...document.querySelectorAll('[name=%q]')];
  const field = all.find(f => f.type !== 'radio' && f.type !== 'checkbox' || f.value === %q);
  if (!field) throw new Error('no ' + %q + ' at ' + location + ': ' + document.querySelector('main')?.textContent);
  if (field.type === 'radio' || field.type === 'checkbox') field.checked = true; else field.value = %q;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
})()`, name, value, name, value))
}

// A walker is a browser's tab on its way, with or without scripts.
type walker struct {
	*browsertest.Tab
	t    *testing.T
	view browser.View
	name string // of its pictures
}

// comes waits until a page is there whose path ends so. Without scripts a page cannot wait by itself: it is asked again and
// again.
func (w *walker) comes(to string) {
	w.t.Helper()
	there := fmt.Sprintf(`location.pathname.endsWith(%q) && document.readyState == "complete"`, to)
	if !w.view.NoScript {
		w.Wait(there)
		return
	}
	for range 20_000 {
		if browsertest.Eval[bool](w.Tab, there) {
			return
		}
	}
	w.t.Fatalf("no page %s", to)
}

// goesOn presses a button, and waits for the next page.
func (w *walker) goesOn(button, to string) {
	w.t.Helper()
	w.Click(button)
	w.comes(to)
}

// looks looks at the page in every view, and goes on in its own.
func (w *walker) looks(name string) {
	w.t.Helper()
	see(w.t, w.Tab, w.name+"-"+name)
	w.Show(w.view)
}

// fills fills fields in as a person would.
func (w *walker) fills(fields map[string]string) {
	w.t.Helper()
	for name, value := range fields {
		set(w.Tab, name, value)
	}
}

// TestAnAdFromTheFirstPageToTheSidebar goes the whole way of somebody who advertises, with and without a script, in both
// languages: the offer, the form, the letter, the desk, the list and the sidebar. Pictures of the pages are left in the
// directory PICTURES, if that is set.
func TestAnAdFromTheFirstPageToTheSidebar(t *testing.T) {
	chromium := browsertest.Start(t)
	for _, way := range []struct {
		name, lang string
		view       browser.View
		live       string
	}{
		{"sv", "", browser.View{}, "Publicerad"},
		{"en", "?lang=en", browser.View{NoScript: true}, "Published"},
	} {
		t.Run(way.name, func(t *testing.T) { wholeWay(t, chromium, way.name, way.lang, way.view, way.live) })
	}
}

const next = ".ordering__go button[value=nasta]"

func wholeWay(t *testing.T, chromium *browsertest.Browser, name, lang string, view browser.View, live string) {
	e := newEmploying(t)
	w := &walker{chromium.Tab(t, view), t, view, name}
	w.Go(e.address + "/platsannonsera" + lang)
	w.looks("1-erbjudande")
	w.goesOn(".offer__act .button", "/ny")
	w.looks("2-for-vem")
	w.fills(map[string]string{"client.for": "own", "owners": "maria@stockholm.example"})
	w.goesOn(next, "/tjansten")
	w.looks("3-tjansten")
	w.fills(map[string]string{
		"title": "Upphandlare", "headline": "Upphandlare till Stockholms stad", "role": "upphandlare", "level": "experienced", "law": "lou",
		"workplace_addresses.0.municipality": "Stockholm", "employment_type": "permanent", "working_hours": "full_time", "salary.min": "42 000",
		"salary.max": "48 000", "salary.period": "month",
	})
	w.goesOn(next, "/texten")
	w.fills(map[string]string{"description_text": "## Om tjänsten\n\nDu leder upphandlingar från behov till avtal.\n\n- LOU\n- Avtal\n\n## Om dig\n\nDu har arbetat med upphandling i några år."})
	w.looks("4-texten")
	w.goesOn(next, "/ansokan")
	w.fills(map[string]string{
		"application_deadline": "2026-12-15", "application_details.url": "https://jobb.stockholm.example/1", "application_contacts.0.name": "Anna Ek",
		"application_contacts.0.telephone": "08-123 45 67",
	})
	w.looks("5-ansokan")
	w.goesOn(next, "/arbetsgivare")
	w.fills(map[string]string{
		"employer.organization_number": "212000-0142", "employer.workplace": "Upphandlingsenheten", "invoice.reference": "ZZ123", "invoice.city": "Stockholm",
	})
	w.looks("6-arbetsgivare")
	w.goesOn(next, "/bestall")
	w.looks("7-bestall")
	if !view.NoScript {
		w.fills(map[string]string{"package": "plus"})
		w.Wait(`document.querySelector(".order-box__total td").textContent.includes("16")`)
	}
	e.clock.set(morning.Add(12 * time.Minute)) // no person is done at once
	w.goesOn("button[value=bestall]", "/skickad")
	w.looks("8-skickad")
	e.lives(t, chromium, w, lang, live)
}

// lives goes on where the letter comes: on a telephone, to the list and the sidebar.
func (e *employing) lives(t *testing.T, chromium *browsertest.Browser, w *walker, lang, live string) {
	t.Helper()
	links := scan(t, e.post.To(t, "maria@stockholm.example"))
	view := browser.View{Width: 360, Touch: true, NoScript: w.view.NoScript}
	phone := &walker{chromium.Tab(t, view), t, view, w.name}
	phone.Go(first(links, "/bekrafta/") + lang)
	phone.looks("9-bekrafta")
	phone.goesOn(".confirm .button", "/tack")
	phone.looks("10-tack")
	ad := browsertest.Eval[string](phone.Tab, `location.pathname.replace("/tack", "")`)
	phone.goesOn(".thanks__links .button", ad)
	phone.looks("11-granskas")
	e.approves(t, chromium)
	phone.Go(e.address + ad + lang)
	if state := browsertest.Eval[string](phone.Tab, `document.querySelector(".my-ad__state").textContent`); state != live {
		t.Errorf("the ad is %q", state)
	}
	phone.looks("12-publicerad")
	phone.Go(e.address + ad + "/andra" + lang)
	phone.looks("13-andra")
	phone.Go(e.address + ad + "/bevis" + lang)
	phone.looks("14-bevis")
	phone.Go(e.address + "/mina-annonser" + lang)
	phone.looks("15-mina")
	phone.Go(e.address + "/widget.html")
	if html := browsertest.Eval[string](phone.Tab, "document.body.textContent"); !strings.Contains(html, "Upphandlare till Stockholms stad") {
		t.Errorf("the sidebar says %q", html)
	}
}

// first is the first of the addresses with something in it.
func first(links []string, with string) string {
	for _, l := range links {
		if strings.Contains(l, with) {
			return l
		}
	}
	return ""
}

// approves is an editor who signs in and approves what waits.
func (e *employing) approves(t *testing.T, chromium *browsertest.Browser) {
	t.Helper()
	token, err := e.desk.NewSignInLink(t.Context(), "rut@journal.example", "/redaktionen")
	if err != nil {
		t.Fatal(err)
	}
	desk := &walker{Tab: chromium.Tab(t, browser.View{Still: true}), t: t}
	desk.Go(e.address + "/logga-in/" + token)
	desk.goesOn("main .button", "/redaktionen")
	desk.Click(".queue__headline a")
	desk.Wait(`location.pathname.includes("/granska/") && document.readyState == "complete"`)
	desk.goesOn("button[value=godkann]", "/redaktionen")
}
