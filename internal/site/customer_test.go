package site_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// hand posts a form and expects a status.
func (s *service) hand(status int, path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	s.Helper()
	w := s.hands(path, form, headers...)
	if w.Code != status {
		s.Errorf("POST %s: %d, not %d: %s", path, w.Code, status, parse(s, w.Body.String()).text(".field__fault"))
	}
	if w.Code >= 400 && w.Code != 403 && w.Code != 404 {
		if faults := parse(s, w.Body.String()).faults(); len(faults) > 0 {
			s.Errorf("POST %s: %v", path, faults)
		}
	}
	return w
}

func TestCustomersAreFound(t *testing.T) {
	s := newService(t)
	for _, name := range []string{"Örebro kommun", "Ekby kommun", "Vikens Energi AB"} {
		e := s.employer(name)
		if name == "Ekby kommun" {
			s.job("0000000001", e, func(j *board.Job) { j.Owners = []string{"anna@ekby.example"} })
		}
	}
	sara := s.as("sara@example.se", board.DeskSales)
	for path, want := range map[string]string{
		"":                           "Ekby kommun | Vikens Energi AB | Örebro kommun",
		"?q=%C3%96REBRO":             "Örebro kommun",
		"?q=anna%40ekby.example":     "Ekby kommun",
		"?q=energi":                  "Vikens Energi AB",
		"?visa=verifierade":          "",
		"?visa=ej-verifierade&q=kom": "Ekby kommun | Örebro kommun",
		"?visa=sparrade":             "",
	} {
		got := strings.Split(s.page(200, "/redaktionen/kunder"+path, sara...).text("tbody th"), " | ")
		if strings.Join(sortedStrings(got), " | ") != strings.Join(sortedStrings(strings.Split(want, " | ")), " | ") {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func sortedStrings(list []string) []string {
	for i := range list {
		for j := i; j > 0 && list[j] < list[j-1]; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
	return list
}

func TestACustomerIsVerifiedTrustedNotedAndBlocked(t *testing.T) {
	s := newService(t)
	e := s.employer("Stockholms stad")
	s.job("0000000001", e, func(j *board.Job) { j.Owners = []string{"anna@stockholm.example"} })
	anna := s.as("ed@example.se", board.DeskEditor)
	path := "/redaktionen/kunder/" + e.Slug
	d := s.page(200, path, anna...)
	if facts := d.text(".facts dd"); !strings.Contains(facts, "stockholm.example") || !strings.Contains(facts, "212000-0142") {
		t.Errorf("side by side: %s", facts)
	}
	form := typedInto(d, "#verify form")
	form.Set("verified", "1")
	s.hand(422, path+"/verifiera", form, anna...)
	form.Set("orgnr", "212000-0143")
	s.hand(422, path+"/verifiera", form, anna...)
	form.Set("orgnr", "212000-0142")
	s.hand(303, path+"/verifiera", form, anna...)
	s.follow()
	s.page(200, path, anna...).says(".marks", "Verifierad arbetsgivare")
	if got := s.page(200, "/arbetsgivare/"+e.Slug).text(".facts dd"); !strings.Contains(got, "212000-0142") {
		t.Errorf("readers see %s", got)
	}
	other := s.employer("Stockholm")
	s.hand(422, "/redaktionen/kunder/"+other.Slug+"/verifiera", url.Values{"name": {"Stockholm"}, "orgnr": {"2120000142"}, "version": {"1"}}, anna...)

	s.hand(303, path+"/betrodd", url.Values{"email": {"anna@stockholm.example"}, "trusted": {"1"}}, anna...)
	if got := s.page(200, path, anna...).text(".rows__note"); !strings.Contains(got, "Betrodd avsändare, av ed@example.se") {
		t.Error(got)
	}
	s.hand(303, path+"/betrodd", url.Values{"email": {"anna@stockholm.example"}}, anna...)

	note := typedInto(s.page(200, path, anna...), "#note form")
	note.Set("note", "Ring inte före tio.")
	note.Set("no_contact", "1")
	s.hand(303, path+"/anteckning", note, anna...)
	s.hand(409, path+"/anteckning", note, anna...)
	s.page(200, path, anna...).says(".desk__quote", "Ring inte före tio.")

	s.hand(422, path+"/sparra", url.Values{"kind": {"domain"}, "value": {"inte en domän"}}, anna...)
	s.hand(303, path+"/sparra", url.Values{"kind": {"domain"}, "value": {"@Stockholm.example"}, "reason": {"Bedrägeri"}}, anna...)
	s.hand(303, path+"/sparra", url.Values{"kind": {"employer"}, "reason": {"Betalar inte"}}, anna...)
	s.page(200, "/redaktionen/kunder?visa=sparrade", anna...).says("tbody th", "Stockholms stad")
	blocks := func(id board.EmployerID, email string) int {
		found, err := s.store.BlocksFor(t.Context(), id, email)
		s.must(err)
		return len(found)
	}
	for email, kept := range map[string]bool{"x@stockholm.example": true, "x@under.stockholm.example": true, "x@notstockholm.example": false} {
		if n := blocks(0, email); (n > 0) != kept {
			t.Errorf("%s: %d blocks", email, n)
		}
	}
	if blocks(e.ID, "x@ok.example") == 0 {
		t.Error("a blocked employer may advertise")
	}
	s.hand(303, path+"/hav-sparr", url.Values{"kind": {"employer"}}, anna...)
	if n := blocks(e.ID, "x@ok.example"); n > 0 {
		t.Errorf("%d blocks are left", n)
	}
	for _, step := range []string{"verifiera", "betrodd", "sla-ihop", "sparra", "anteckning"} {
		s.hand(403, path+"/"+step, nil, s.as("sara@example.se", board.DeskSales)...)
	}
	s.hand(403, path+"/priser", nil, anna...)
}

func TestDuplicatesAreMerged(t *testing.T) {
	s := newService(t)
	stays, gone := s.employer("Ekby kommun"), s.employer("Ekby Kommun (gamla)")
	s.job("0000000001", gone, nil)
	s.write(func(tx *store.Tx) error {
		if _, err := tx.Trust(t.Context(), board.Trust{Email: "anna@ekby.example", Employer: gone.ID}); err != nil {
			return err
		}
		if err := tx.SaveCustomerPrices(t.Context(), gone.ID, map[board.Package]int64{"basic": 7000}); err != nil {
			return err
		}
		if _, err := tx.Block(t.Context(), board.Block{Kind: board.BlockEmployer, Employer: gone.ID, Reason: "x"}); err != nil {
			return err
		}
		o := board.Order{Number: "A-2026-0001", Job: "0000000001", Employer: gone.ID, State: board.OrderOrdered, CreatedAt: s.now, UpdatedAt: s.now}
		return tx.InsertOrder(t.Context(), &o)
	})
	ed := s.as("ed@example.se", board.DeskEditor)
	s.hand(422, "/redaktionen/kunder/"+stays.Slug+"/sla-ihop", url.Values{"duplicate": {stays.Slug}}, ed...)
	s.hand(422, "/redaktionen/kunder/"+stays.Slug+"/sla-ihop", url.Values{"duplicate": {"ingen"}}, ed...)
	s.hand(303, "/redaktionen/kunder/"+stays.Slug+"/sla-ihop", url.Values{"duplicate": {gone.Slug}}, ed...)
	s.follow()
	s.leads(301, "/redaktionen/kunder/"+gone.Slug, "/redaktionen/kunder/"+stays.Slug, ed...)
	s.leads(301, "/arbetsgivare/"+gone.Slug, "/arbetsgivare/"+stays.Slug)
	d := s.page(200, "/redaktionen/kunder/"+stays.Slug, ed...)
	for _, want := range []string{"1 annons", "anna@ekby.example", "7 000 kr", "En dubblett inslagen", "Häv spärren"} {
		if !strings.Contains(strings.ReplaceAll(d.text("main"), "\u00a0", " "), want) {
			t.Errorf("no %s", want)
		}
	}
	s.page(200, "/redaktionen/order?kund="+stays.Slug, ed...).says("tbody th", "A-2026-0001")
}

func TestPricesAndAgencies(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	sara := s.as("sara@example.se", board.DeskSales)
	path := "/redaktionen/kunder/" + e.Slug
	form := typedInto(s.page(200, path, sara...), "#prices form")
	form.Set("price.basic", "sju tusen")
	s.hand(422, path+"/priser", form, sara...)
	form.Set("price.basic", "7 000 kr")
	s.hand(422, path+"/priser", form, sara...)
	form.Set("reason", "Ramavtal")
	s.hand(303, path+"/priser", form, sara...)
	if got := typedInto(s.page(200, path, sara...), "#prices form").Get("price.basic"); got != "7000" {
		t.Error(got)
	}
	agency := url.Values{"name": {"Byrån"}, "organization_number": {"556036-0793"}, "percent": {"16 %"}, "version": {"0"}}
	s.hand(422, "/redaktionen/kunder/byraer", agency, sara...)
	agency.Set("percent", "15 %")
	d := parse(s, s.hand(422, "/redaktionen/kunder/byraer", agency, sara...).Body.String())
	d.says(".field__fault", "Skriv en anledning.")
	agency.Set("reason", "Avtal från 1 december")
	s.hand(303, "/redaktionen/kunder/byraer", agency, sara...)
	s.page(200, "/redaktionen/kunder/byraer", sara...).says("tbody th", "Byrån")
	if log := s.page(200, "/redaktionen/logg?kind=agency", sara...).text(".history"); !strings.Contains(log, "Avtal från 1 december") {
		t.Errorf("the log does not say why: %s", log)
	}
}

// Two have the same page open: the second to save is told what the first did, and overwrites nothing unseen.
func TestTwoAtTheDeskChangeTheSameCustomer(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	path := "/redaktionen/kunder/" + e.Slug
	anna, bo := s.as("anna@example.se", board.DeskAdmin), s.as("bo@example.se", board.DeskAdmin)
	for form, change := range map[string]struct{ step, field, first, second, done string }{
		"verify": {"verifiera", "name", "Ekby stad", "Staden Ekby", "Uppgifter och verifiering"},
		"prices": {"priser", "price.basic", "7000", "6000", "Avtalade priser"},
		"note":   {"anteckning", "no_contact", "1", "", "Anteckning"},
	} {
		first, second := typedInto(s.page(200, path, anna...), "#"+form+" form"), typedInto(s.page(200, path, bo...), "#"+form+" form")
		first.Set("reason", "Ramavtal")
		second.Set("reason", "Nytt avtal")
		first.Set(change.field, change.first)
		second.Set(change.field, change.second)
		s.hand(303, path+"/"+change.step, first, anna...)
		s.now = s.now.Add(2 * time.Minute)
		d := parse(s, s.hand(409, path+"/"+change.step, second, bo...).Body.String())
		if said := d.text(".notice"); !strings.Contains(said, "Anna Ekman ändrade kunden för 2 minuter sedan: "+change.done) {
			t.Errorf("%s: %s", form, said)
		}
		again := typedInto(d, "#"+form+" form")
		if again.Get(change.field) != change.second {
			t.Errorf("%s: what was typed is gone: %v", form, again)
		}
		if now := typedInto(s.page(200, path, anna...), "#"+form+" form"); now.Get(change.field) != change.first {
			t.Errorf("%s: overwritten: %v", form, now)
		}
		s.hand(303, path+"/"+change.step, again, bo...)
	}

	agencies := "/redaktionen/kunder/byraer"
	form := func(percent string) url.Values {
		return url.Values{"name": {"Byrån"}, "organization_number": {"556036-0793"}, "percent": {percent}, "reason": {"Avtal"}, "version": {"0"}}
	}
	s.hand(303, agencies, form("5"), anna...)
	d := parse(s, s.hand(409, agencies, form("10"), bo...).Body.String())
	if said := d.text(".notice"); !strings.Contains(said, "Anna Ekman ändrade byrån") {
		t.Error(said)
	}
	s.hand(303, agencies, typedInto(d, "#save form"), bo...)
	to, _, _ := strings.Cut(s.page(200, agencies, anna...).links("tbody a")[0], "#")
	if shown := typedInto(s.page(200, to, anna...), "#save form"); shown.Get("percent") != "10" || shown.Get("version") != "2" {
		t.Errorf("to be changed: %v", shown)
	}
}

func TestAReaderReportsAnAd(t *testing.T) {
	s := newService(t)
	j := s.job("0000000001", s.employer("Ekby kommun"), func(j *board.Job) { j.Owners = []string{"anna@ekby.example"} })
	page := s.links.Local(s.links.Job(j))
	if got := s.page(200, page).links(`a[rel=nofollow]`); !strings.Contains(strings.Join(got, " "), page+"/anmal") {
		t.Errorf("no link to report: %v", got)
	}
	s.page(200, page+"/anmal").says("h1", "Anmäl annonsen")
	s.page(404, "/lediga-jobb/0000000009/anmal")
	s.hand(422, page+"/anmal", url.Values{"email": {"inte en adress"}})
	trapped := url.Values{"reason": {"fraud"}, "website": {"https://spam.example"}}
	s.hand(303, page+"/anmal", trapped)
	report := url.Values{"reason": {"fraud"}, "text": {"De vill ha <b>pengar</b>."}, "email": {"Läsare@Example.se"}}
	s.hand(422, page+"/anmal", report)
	report.Set("email", "Lasare@Example.se")
	if w := s.hand(303, page+"/anmal", report); !strings.HasSuffix(w.Header().Get("Location"), "/anmald") {
		t.Error(w.Header())
	}
	s.page(200, page+"/anmald").says("h1", "Anmälan är mottagen")
	open, err := s.store.Reports(t.Context(), true, 0, 10)
	s.must(err)
	if len(open) != 1 || open[0].Email != "lasare@example.se" {
		t.Fatalf("%+v", open)
	}
	report.Del("email")
	for range 4 {
		s.hand(303, page+"/anmal", report)
	}
	s.hand(429, page+"/anmal", report)

	ed := s.as("ed@example.se", board.DeskEditor)
	s.page(200, "/redaktionen", ed...).says(".queue__more a", "5 anmälningar att hantera | Lägg in annons åt kund")
	s.page(200, "/redaktionen/anmalningar", ed...)
	one := "/redaktionen/anmalningar/1"
	d := s.page(200, one, ed...)
	d.says(".desk__quote", "De vill ha <b>pengar</b>.")
	s.hand(422, one+"/fraga", url.Values{}, ed...)
	s.hand(303, "/redaktionen/anmalningar/3/lat-vara", url.Values{}, ed...)
	s.hand(409, "/redaktionen/anmalningar/3/lat-vara", url.Values{}, ed...)
	down := typedInto(d, "#take_down form")
	down.Set("takedown", "terms")
	s.hand(422, one+"/avpublicera", down, ed...)
	down.Set("facts", "Annonsen begär en avgift.")
	down.Set("rule", "Punkt 4")
	s.hand(303, one+"/avpublicera", down, ed...)
	s.follow()
	s.page(410, page)
	if n, err := s.store.OpenReports(t.Context()); n != 0 || err != nil {
		t.Errorf("%d reports are still open: %v", n, err)
	}
	s.page(200, "/redaktionen/anmalningar?hanterade=1", ed...)
	var letters []string
	s.write(func(tx *store.Tx) error {
		notices, err := tx.LeaseNotices(t.Context(), s.now, s.now, 20)
		for _, n := range notices {
			letters = append(letters, string(n.Kind)+" "+n.To)
		}
		return err
	})
	if got := strings.Join(letters, ", "); got != "taken_down anna@ekby.example, report_done lasare@example.se" {
		t.Error(got)
	}
	s.hand(403, one+"/lat-vara", nil, s.as("sara@example.se", board.DeskSales)...)
}

// However many customers and reports there are, a page asks the database the same few things.
func TestPagesOfCustomersAskAFixedNumberOfQuestions(t *testing.T) {
	counted, n := storetest.Counted(t, storetest.SQLite(t))
	s := newService(t)
	s.store, s.indexer.Store = counted, counted
	s.demo(true)
	headers := s.as("anna@example.se", board.DeskAdmin)
	e := s.employer("Ekby kommun")
	j := s.job("0000000001", e, func(j *board.Job) { j.Owners = []string{"a@ekby.example"} })
	paths := []string{"/redaktionen/kunder", "/redaktionen/kunder/" + e.Slug, "/redaktionen/anmalningar", "/redaktionen/anmalningar/1"}
	s.hand(303, s.links.Local(s.links.Job(j))+"/anmal", url.Values{"reason": {"wrong"}})
	asked := func() (counts []int64) {
		for _, path := range paths {
			s.page(200, path, headers...)
			before := n.Load()
			s.page(200, path, headers...)
			counts = append(counts, n.Load()-before)
		}
		return counts
	}
	few := asked()
	for i := range 40 {
		s.job(board.ID(fmt.Sprintf("%010d", i+2)), s.employer(fmt.Sprintf("Kund %d", i)), nil)
		s.job(board.ID(fmt.Sprintf("1%09d", i)), e, func(j *board.Job) { j.Owners = []string{fmt.Sprintf("b%d@ekby.example", i)} })
		s.write(func(tx *store.Tx) error {
			return tx.InsertReport(t.Context(), &board.Report{Job: j.ID, Reason: "wrong", Language: "sv", At: s.now})
		})
	}
	for i, many := range asked() {
		if many > few[i] || many > 20 {
			t.Errorf("%s: %d questions, %d when there was little", paths[i], many, few[i])
		}
	}
}

func TestPagesOfCustomersAndReportsInABrowser(t *testing.T) {
	b := browsertest.Start(t)
	s := newService(t)
	e := s.employer("Stockholms stad")
	j := s.job("0000000001", e, func(j *board.Job) { j.Owners = []string{"anna@stockholm.example", "hr@stockholm.example"} })
	report := s.links.Local(s.links.Job(j)) + "/anmal"
	s.hand(303, report, url.Values{"reason": {"wrong"}, "text": {"Lönen stämmer inte."}, "email": {"lasare@example.se"}})
	anna := s.as("anna@example.se", board.DeskAdmin)
	path := "/redaktionen/kunder/" + e.Slug
	s.hand(303, path+"/betrodd", url.Values{"email": {"hr@stockholm.example"}, "trusted": {"1"}}, anna...)
	s.hand(303, path+"/sparra", url.Values{"kind": {"address"}, "value": {"spam@stockholm.example"}, "reason": {"Bedrägeri"}}, anna...)
	prices := typedInto(s.page(200, path, anna...), "#prices form")
	prices.Set("price.basic", "7000")
	prices.Set("reason", "Ramavtal")
	s.hand(303, path+"/priser", prices, anna...)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/lediga-jobb") {
			r.Header.Set("Cookie", anna[1])
		}
		s.handler.ServeHTTP(w, r)
	}))
	defer server.Close()
	for _, view := range []browser.View{{Width: 360, Height: 740}, {}, {Dark: true}} {
		tab := b.Tab(t, view)
		for _, path := range map[string]string{"customers": "/redaktionen/kunder", "customer": path, "agencies": "/redaktionen/kunder/byraer",
			"report": report, "reports": "/redaktionen/anmalningar", "one": "/redaktionen/anmalningar/1"} {
			tab.Go(server.URL + path)
			tab.Clean()
			browsertest.Eval[bool](tab, `document.querySelectorAll("details").forEach(d => d.open = true) ?? true`)
			tab.Axe()
			if wide := browsertest.Eval[float64](tab, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("%s: %s is %v px too wide", view, path, wide)
			}
		}
	}
}
