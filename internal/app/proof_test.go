package app

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/mail/mailtest"
	"ledigajobb/internal/store"
)

// An ad as it stands on a customer's own pages.
const elsewhere = `<!doctype html><title>Upphandlare</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"JobPosting",
"title":"Upphandlare till Stockholms stad","description":"<h2>Om tjänsten</h2><p>Du leder upphandlingar från behov till avtal.</p><ul><li>LOU</li></ul>",
"datePosted":"2026-11-20","validThrough":"2026-12-15","employmentType":"FULL_TIME","hiringOrganization":{"@type":"Organization","name":"Stockholms stad"},
"jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressLocality":"Stockholm","addressCountry":"SE"}}}</script><h1>Upphandlare</h1>`

const customer = "maria@stockholm.example"

// A proofing is an editor who prepares ads, and the customer whom they are for.
type proofing struct {
	*employing
	t          *testing.T
	chromium   *browsertest.Browser
	name, lang string
	desk       *walker
}

func newProofing(t *testing.T, chromium *browsertest.Browser, name, lang string) *proofing {
	t.Helper()
	p := &proofing{employing: newEmploying(t), t: t, chromium: chromium, name: name, lang: lang}
	token, err := p.employing.desk.NewSignInLink(t.Context(), "rut@journal.example", "/redaktionen")
	if err != nil {
		t.Fatal(err)
	}
	p.desk = &walker{chromium.Tab(t, browser.View{}), t, browser.View{}, name}
	p.desk.Go(p.address + "/logga-in/" + token)
	p.desk.goesOn("main .button", "/redaktionen")
	return p
}

// prepares is the editor, who begins with a link and sends a proof.
func (p *proofing) prepares() {
	p.t.Helper()
	theirs := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, elsewhere)
	}))
	defer theirs.Close()
	w := p.desk
	w.Go(p.address + "/redaktionen" + p.lang)
	w.goesOn(".queue__drafts a", "/korrektur/ny")
	w.looks("1-borja")
	w.fills(map[string]string{"owners": customer, "link": theirs.URL + "/jobb/1"})
	w.goesOn(".begin__go .button", "/tjansten")
	w.fills(map[string]string{
		"title": "Upphandlare", "role": "upphandlare", "level": "experienced", "law": "lou", "employment_type": "permanent", "salary.min": "42 000",
		"salary.max": "48 000", "salary.period": "month",
	})
	w.looks("2-tjansten")
	w.goesOn(next, "/texten")
	w.goesOn(next, "/ansokan")
	w.fills(map[string]string{
		"application_details.url": "https://jobb.stockholm.example/1", "application_contacts.0.name": "Anna Ek", "application_contacts.0.telephone": "08-123 45 67",
	})
	w.goesOn(next, "/arbetsgivare")
	w.fills(map[string]string{"employer.organization_number": "212000-0142", "invoice.order_reference": "4711", "invoice.city": "Stockholm"})
	w.goesOn(next, "/bestall")
	w.looks("3-se-och-skicka")
	p.sends()
}

// sends presses the last step's button, and waits for the draft's page.
func (p *proofing) sends() {
	p.t.Helper()
	p.desk.Click("button[value=korrektur]")
	p.desk.Wait(`location.pathname.includes("/redaktionen/korrektur/") && document.readyState == "complete"`)
}

// opens is the customer, on a telephone, where nobody has signed in.
func (p *proofing) opens(letter mailtest.Letter, script bool) *walker {
	p.t.Helper()
	address := first(scan(p.t, letter), "/korrektur/") // mail filters have been there
	view := browser.View{Width: 360, Touch: true, NoScript: !script}
	phone := &walker{p.chromium.Tab(p.t, view), p.t, view, p.name}
	phone.Go(address + p.lang)
	return phone
}

// says waits until the page's headline has something in it.
func (w *walker) says(words string) {
	w.t.Helper()
	for range 20_000 {
		if strings.Contains(browsertest.Eval[string](w.Tab, `document.querySelector("h1")?.textContent ?? ""`), words) {
			return
		}
	}
	w.t.Fatalf("no page says %q", words)
}

// appears waits until there is something on the page.
func (w *walker) appears(selector string) {
	w.t.Helper()
	for range 20_000 {
		if browsertest.Eval[bool](w.Tab, `document.readyState == "complete" && document.querySelector("`+selector+`") != null`) {
			return
		}
	}
	w.t.Fatalf("no %s", selector)
}

// TestAProofFromAPastedLinkToTheSidebar goes the way of most orders: an editor begins with a link, the customer approves the
// proof without signing in, and the ad is live. Pictures are left in the directory PICTURES, if that is set.
func TestAProofFromAPastedLinkToTheSidebar(t *testing.T) {
	chromium := browsertest.Start(t)
	p := newProofing(t, chromium, "proof-sv", "")
	p.prepares()
	p.desk.looks("4-skickat")
	phone := p.opens(p.post.To(t, customer), true)
	p.waits("Väntar på kundens godkännande", false)
	phone.looks("5-korrektur")
	phone.Click(".proof__ways a")
	p.waits("Väntar på kundens godkännande", true)
	p.desk.looks("6-lista")
	phone.Click("button[value=godkann]")
	phone.says("Tack")
	phone.looks("7-godkant")
	phone.Go(p.address + "/widget.html")
	if html := browsertest.Eval[string](phone.Tab, "document.body.textContent"); !strings.Contains(html, "Upphandlare till Stockholms stad") {
		t.Errorf("the sidebar says %q", html)
	}
	p.ordered()
}

// waits holds where the list has the draft, and whether it has been opened.
func (p *proofing) waits(state string, opened bool) {
	p.t.Helper()
	for range 200 { // the page's script tells it when it can
		p.desk.Go(p.address + "/redaktionen/korrektur" + p.lang)
		if !opened || strings.Contains(browsertest.Eval[string](p.desk.Tab, "document.querySelector('.proofs').textContent"), "Öppnat") {
			break
		}
	}
	list := browsertest.Eval[string](p.desk.Tab, "document.querySelector('.proofs').textContent")
	if !strings.Contains(list, state) || strings.Contains(list, "Öppnat") != opened {
		p.t.Errorf("the list says %q", list)
	}
}

// ordered holds that the one ad is live, with an order under the terms that hold, and that the log names both who ordered
// and who approved it.
func (p *proofing) ordered() {
	p.t.Helper()
	ctx := p.t.Context()
	jobs, err := p.Store.JobsOfOwner(ctx, customer)
	if err != nil || len(jobs) != 1 || jobs[0].Status(p.clock.now()) != board.StatusLive {
		p.t.Fatal(jobs, err)
	}
	terms, err := p.employing.desk.Terms(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	orders, err := p.Store.OrdersOfJob(ctx, jobs[0].ID)
	if err != nil || len(orders) != 1 || orders[0].Terms != terms || orders[0].Invoice.OrderReference != "4711" {
		p.t.Error(orders, err)
	}
	entries, err := p.Store.Entries(ctx, store.AuditSearch{Subject: board.Subject{Kind: board.SubjectJob, ID: string(jobs[0].ID)}, Limit: 9})
	if err != nil {
		p.t.Fatal(err)
	}
	did := map[string]string{}
	for _, e := range entries {
		did[e.Action] = e.By.Email
	}
	if did["proof.approve"] != customer || did["job.approve"] != "rut@journal.example" {
		p.t.Error(did)
	}
}

// TestACustomerWritesWhatShallBeChanged goes the way of a comment: from the letter back to the queue, and out again, without
// a script and in English.
func TestACustomerWritesWhatShallBeChanged(t *testing.T) {
	chromium := browsertest.Start(t)
	p := newProofing(t, chromium, "proof-en", "?lang=en")
	p.prepares()
	phone := p.opens(p.post.To(t, customer), false)
	phone.looks("1-korrektur")
	phone.Click("button[value=andra]")
	phone.appears("#f-text-fault")
	phone.looks("2-utan-ord")
	phone.fills(map[string]string{"text": "The last day is the 12th.\nThe rest is fine."})
	phone.Click("button[value=andra]")
	phone.says("Thank you")
	phone.looks("3-skickat")
	if told := p.post.To(t, "rut@journal.example"); !strings.Contains(told.Text, "/redaktionen/korrektur/") {
		t.Errorf("the editor is told %q", told.Text)
	}
	p.changes()
	phone = p.opens(p.post.Wait(t, 3)[2], false)
	phone.Click("button[value=godkann]")
	phone.says("Thank you, the ad is approved")
	p.ordered()
}

// changes is the editor, who finds the comment in the queue, does as it says, and sends another proof.
func (p *proofing) changes() {
	p.t.Helper()
	w := p.desk
	w.Go(p.address + "/redaktionen" + p.lang)
	w.looks("4-ko")
	w.Click(".queue__asked .queue__headline a")
	w.Wait(`location.pathname.includes("/korrektur/") && document.readyState == "complete"`)
	w.looks("5-kommentar")
	w.goesOn(".proof__acts a", "/bestall")
	w.goesOn("button[value='steg.ansokan']", "/ansokan")
	w.fills(map[string]string{"application_deadline": "2026-12-12"})
	w.goesOn("button[value='steg.bestall']", "/bestall")
	p.sends()
}
