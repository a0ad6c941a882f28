package app

import (
	"fmt"
	"net/http/httptest"
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
	var err error
	if e.Board, err = Open(t.Context(), c, env(e.clock)); err != nil {
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
  if (field.type === 'radio' || field.type === 'checkbox') field.checked = true; else field.value = %q;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
})()`, name, value, value))
}

// goesOn presses a button of the form, and waits for the next page.
func goesOn(tab *browsertest.Tab, button, to string) {
	tab.Click(button)
	tab.Wait(fmt.Sprintf(`location.pathname.endsWith(%q) && document.readyState == "complete"`, to))
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

// looks looks at a page in every view, and goes on in the one that it was in.
func looks(t *testing.T, tab *browsertest.Tab, view browser.View, name string) {
	t.Helper()
	see(t, tab, name)
	tab.Show(view)
}

const next = ".ordering__go button[value=nasta]"

func wholeWay(t *testing.T, chromium *browsertest.Browser, name, lang string, view browser.View, live string) {
	e := newEmploying(t)
	tab := chromium.Tab(t, view)
	tab.Go(e.address + "/platsannonsera" + lang)
	looks(t, tab, view, name+"-1-erbjudande")
	goesOn(tab, ".offer__act .button", "/ny")
	looks(t, tab, view, name+"-2-for-vem")
	for field, value := range map[string]string{"client.for": "own", "owners": "maria@stockholm.example"} {
		set(tab, field, value)
	}
	goesOn(tab, next, "/tjansten")
	looks(t, tab, view, name+"-3-tjansten")
	for field, value := range map[string]string{
		"title": "Upphandlare", "headline": "Upphandlare till Stockholms stad", "role": "upphandlare", "level": "experienced", "law": "lou",
		"workplace_addresses.0.municipality": "Stockholm", "employment_type": "permanent", "working_hours": "full_time", "salary.min": "42 000",
		"salary.max": "48 000", "salary.period": "month",
	} {
		set(tab, field, value)
	}
	goesOn(tab, next, "/texten")
	set(tab, "description_text", "## Om tjänsten\n\nDu leder upphandlingar från behov till avtal.\n\n- LOU\n- Avtal\n\n## Om dig\n\nDu har arbetat med upphandling i några år.")
	looks(t, tab, view, name+"-4-texten")
	goesOn(tab, next, "/ansokan")
	tab.Click(next)
	tab.Wait(`document.querySelector(".summary")`)
	looks(t, tab, view, name+"-5-fel")
	for field, value := range map[string]string{
		"application_deadline": "2026-12-15", "application_details.url": "https://jobb.stockholm.example/1", "application_contacts.0.name": "Anna Ek",
		"application_contacts.0.telephone": "08-123 45 67",
	} {
		set(tab, field, value)
	}
	goesOn(tab, next, "/arbetsgivare")
	for field, value := range map[string]string{
		"employer.organization_number": "212000-0142", "employer.workplace": "Upphandlingsenheten", "invoice.reference": "ZZ123", "invoice.city": "Stockholm",
	} {
		set(tab, field, value)
	}
	looks(t, tab, view, name+"-6-arbetsgivare")
	goesOn(tab, next, "/bestall")
	looks(t, tab, view, name+"-7-bestall")
	if !view.NoScript {
		set(tab, "package", "plus")
		tab.Wait(`document.querySelector(".order-box__total td").textContent.includes("16")`)
	}
	e.clock.set(morning.Add(12 * time.Minute))
	goesOn(tab, "button[value=bestall]", "/skickad")
	looks(t, tab, view, name+"-8-skickad")
	links := scan(t, e.post.To(t, "maria@stockholm.example"))
	phoneView := browser.View{Width: 360, Touch: true, NoScript: view.NoScript}
	phone := chromium.Tab(t, phoneView)
	phone.Go(first(links, "/bekrafta/") + lang)
	looks(t, phone, phoneView, name+"-9-bekrafta")
	goesOn(phone, ".confirm .button", "/tack")
	looks(t, phone, phoneView, name+"-10-tack")
	goesOn(phone, ".thanks__links .button", browsertest.Eval[string](phone, `location.pathname.replace("/tack", "")`))
	looks(t, phone, phoneView, name+"-11-granskas")
	e.approves(t, chromium)
	phone.Go(browsertest.Eval[string](phone, "location.href"))
	phone.Wait(fmt.Sprintf(`document.querySelector(".my-ad__state").textContent == %q`, live))
	looks(t, phone, phoneView, name+"-12-publicerad")
	phone.Go(e.address + "/mina-annonser" + lang)
	looks(t, phone, phoneView, name+"-13-mina")
	phone.Go(e.address + "/widget.html")
	if html := browsertest.Eval[string](phone, "document.body.textContent"); !strings.Contains(html, "Upphandlare till Stockholms stad") {
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
	desk := chromium.Tab(t, browser.View{})
	desk.Go(e.address + "/logga-in/" + token)
	goesOn(desk, "main .button", "/redaktionen")
	desk.Click(".queue__headline a")
	desk.Wait(`location.pathname.includes("/granska/")`)
	goesOn(desk, "button[value=godkann]", "/redaktionen")
}
