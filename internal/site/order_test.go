package site_test

import (
	"crypto/rand"
	"encoding/csv"
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
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

var theSales = board.Actor{Kind: board.ActorEditor, Email: "sara@example.se", Role: board.DeskSales}

// ordersDesk is a desk on the service's database.
func ordersDesk(s *service) *desk.Desk {
	return desk.New(desk.Config{Store: s.store, Random: rand.Reader, Now: func() time.Time { return s.now }})
}

// ordered is orders of Ekby's, whose ads have been shown for a minute.
func ordered(s *service, n int) []string {
	s.Helper()
	e, d := s.employer("Ekby kommun"), ordersDesk(s)
	nr, err := board.ParseOrgNr("2120000142")
	s.must(err)
	var numbers []string
	for i := range n {
		j := s.job(board.ID(fmt.Sprintf("%010d", i+1)), e, nil)
		o, err := d.PlaceOrder(s.Context(), theSales, desk.Wish{Job: j.ID, Package: "basic", Extras: []board.Item{board.ItemTop}, Terms: "2026-11",
			Invoice: board.Invoice{Route: board.RoutePeppol, Recipient: "Ekby kommun", OrgNr: nr, PeppolID: "0007:2120000142", BuyerReference: fmt.Sprintf("FM%04d", i),
				Address: board.InvoiceAddress{Postcode: "12345", City: "Ekby"}}})
		s.must(err)
		numbers = append(numbers, o.Number)
	}
	s.now = s.now.Add(time.Minute)
	_, err = d.FollowAds(s.Context())
	s.must(err)
	return numbers
}

// hands posts a form.
func (s *service) hands(path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	s.Helper()
	r, w := httptest.NewRequest("POST", s.base+path, strings.NewReader(form.Encode())), httptest.NewRecorder()
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	s.handler.ServeHTTP(w, r)
	return w
}

// typedInto is what a form on a page would send as it stands.
func typedInto(d dom, form string) url.Values {
	values := url.Values{}
	for _, input := range d.all(form + " input") {
		name, _ := attribute(input, "name")
		value, _ := attribute(input, "value")
		if kind, _ := attribute(input, "type"); kind == "checkbox" {
			if _, checked := attribute(input, "checked"); !checked {
				continue
			}
		}
		values.Add(name, value)
	}
	for _, area := range d.all(form + " textarea") {
		name, _ := attribute(area, "name")
		for n := range area.ChildNodes() {
			values.Add(name, n.Data)
		}
	}
	for _, choice := range d.all(form + " select") {
		name, _ := attribute(choice, "name")
		for o := choice.FirstChild; o != nil; o = o.NextSibling {
			if _, chosen := attribute(o, "selected"); chosen || values.Get(name) == "" && o == choice.FirstChild {
				value, _ := attribute(o, "value")
				values.Set(name, value)
			}
		}
	}
	return values
}

func TestOrdersFromTheListToTheLedger(t *testing.T) {
	s := newService(t)
	numbers := ordered(s, 3)
	fia := s.as("fia@example.se", board.DeskFinance)
	d := s.page(200, "/redaktionen/order?state=published", fia...)
	d.says("tbody th", "A-2026-0003 | A-2026-0002 | A-2026-0001")
	d.says(".desk__status", "3 order, 35 400 kr exkl. moms")
	s.page(200, "/redaktionen/order?q=fm0001", fia...).says("tbody th", "A-2026-0002")
	s.page(200, "/redaktionen/order?state=void", fia...).says(".empty", "Inga order här.")

	if w := s.hands("/redaktionen/order/export", url.Values{}, fia...); w.Code != 422 {
		t.Errorf("nothing chosen: %d", w.Code)
	}
	chosen := url.Values{"order": numbers[:2]}
	if w := s.hands("/redaktionen/order/export", chosen, fia...); w.Code != 303 || w.Header().Get("Location") != "/redaktionen/order/export?sagt=exported" {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Location"))
	}
	if w := s.hands("/redaktionen/order/export", chosen, fia...); w.Code != 409 || !strings.Contains(w.Body.String(), "Någon annan hann") {
		t.Errorf("the same again: %d", w.Code)
	}
	d = s.page(200, "/redaktionen/order/export?sagt=exported", fia...)
	d.says(".balance__verdict", "Summorna stämmer. Inget är glömt och inget överfört två gånger.")
	w := s.ask("GET", "/redaktionen/order/export/E-2026-0001.csv", fia...)
	again := s.ask("GET", "/redaktionen/order/export/E-2026-0001.csv", fia...)
	if w.Code != 200 || w.Body.String() != again.Body.String() || w.Header().Get("Content-Disposition") != `attachment; filename="E-2026-0001.csv"` {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), "\ufeff")))
	r.Comma = ';'
	if rows, err := r.ReadAll(); err != nil || len(rows) != 5 || rows[4][0] != "A-2026-0002" || rows[4][14] != "2900,00" {
		t.Errorf("%v %v", err, rows)
	}
	for _, none := range []string{"E-2026-0009.csv", "E-2026-0001.exe", "E-2026-0001"} {
		s.page(404, "/redaktionen/order/export/"+none, fia...)
	}

	bad := url.Values{"numbers": {"A-2026-0001;77\nA-2026-0003;78\n"}}
	if w := s.hands("/redaktionen/order/fakturanummer", bad, fia...); w.Code != 422 || !strings.Contains(w.Body.String(), "A-2026-0003 finns inte eller har inte") || !strings.Contains(w.Body.String(), "A-2026-0001;77") {
		t.Errorf("%d", w.Code)
	}
	if w := s.hands("/redaktionen/order/fakturanummer", url.Values{"numbers": {"A-2026-0001;77\nA-2026-0002;78"}}, fia...); w.Code != 303 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	d = s.page(200, "/redaktionen/order/A-2026-0001", fia...)
	d.says(".desk__state", "Fakturerad, nr 77")
	d.says("tfoot td", "11 800 kr | 2 950,00 kr | 14 750,00 kr")
	d.says(".history__name", "Fakturanummer skrivet | Överförd till ekonomisystemet | Att fakturera | Beställd")

	sara := s.as("sara@example.se", board.DeskSales)
	d = s.page(200, "/redaktionen/order/A-2026-0001", sara...)
	form := typedInto(d, "#credit form")
	form.Set("amount", "20 000")
	if w := s.hands("/redaktionen/order/A-2026-0001/kreditera", form, sara...); w.Code != 422 || !strings.Contains(w.Body.String(), "från 1 till 11800 kronor") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	form.Set("amount", "2 900 kr")
	if w := s.hands("/redaktionen/order/A-2026-0001/kreditera", form, sara...); w.Code != 303 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := s.hands("/redaktionen/order/A-2026-0001/kreditera", form, sara...); w.Code != 409 || !strings.Contains(w.Body.String(), "sara@example.se ändrade ordern") {
		t.Errorf("the same form again: %d", w.Code)
	}
	s.page(200, "/redaktionen/order/A-2026-0004", fia...).says("tfoot td", "−2 900 kr | −725,00 kr | −3 625,00 kr")
	s.page(404, "/redaktionen/order/A-2026-0099", fia...)
}

func TestAnOrderIsChangedInItsForm(t *testing.T) {
	s := newService(t)
	number := ordered(s, 1)[0]
	sara := s.as("sara@example.se", board.DeskSales)
	path := "/redaktionen/order/" + number
	d := s.page(200, path, sara...)
	form := typedInto(d, ".desk__more form[novalidate]")
	if form.Get("lines.1.item") != "basic" || form.Get("invoice.peppol") != "0007:2120000142" {
		t.Fatalf("%v", form)
	}
	form.Set("lines.3.item", "manual")
	form.Set("lines.3.quantity", "1")
	form.Set("lines.3.price", "−900")
	form.Set("invoice.reference", "")
	w := s.hands(path, form, sara...)
	d = parse(t, w.Body.String())
	if w.Code != 422 || len(d.faults()) > 0 {
		t.Fatalf("%d %v", w.Code, d.faults())
	}
	d.says(".summary li", "Skriv en anledning. | Offentliga beställare behöver beställarreferens eller inköpsordernummer, annars kommer e-fakturan i retur. | Skriv en anledning.")
	for _, link := range d.links(".summary a") {
		if strings.Count(w.Body.String(), ` id="`+link[1:]+`"`) != 1 {
			t.Errorf("the summary links to %s", link)
		}
	}
	form.Set("lines.3.reason", "Ny kund")
	form.Set("invoice.reference", "FM1")
	form.Set("reason", "Ny kund")
	if w := s.hands(path, form, sara...); w.Code != 303 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	s.page(200, path, sara...).says("tfoot td", "10 900 kr | 2 725,00 kr | 13 625,00 kr")
	form = typedInto(s.page(200, path, sara...), "#void form")
	if w := s.hands(path+"/faktureras-inte", form, sara...); w.Code != 422 {
		t.Errorf("%d", w.Code)
	}
	form.Set("reason", "Vårt fel")
	blind := url.Values{"reason": {"Vårt fel"}}
	s.hand(409, path+"/faktureras-inte", blind, sara...) // it does not say what it was made from
	if w := s.hands(path+"/faktureras-inte", form, sara...); w.Code != 303 {
		t.Errorf("%d", w.Code)
	}
	s.page(200, path, sara...).says(".desk__state", "Faktureras inte")
}

func TestANewOrder(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	j := s.job("0000000001", e, nil)
	sara := s.as("sara@example.se", board.DeskSales)
	form := typedInto(s.page(200, "/redaktionen/order/ny?annons="+string(j.ID), sara...), ".desk__form")
	w := s.hands("/redaktionen/order/ny", form, sara...)
	d := parse(t, w.Body.String())
	if w.Code != 422 || len(d.faults()) > 0 || len(d.all(".field__fault")) < 4 {
		t.Fatalf("%d %v %s", w.Code, d.faults(), d.text(".field__fault"))
	}
	for name, value := range map[string]string{"recipient": "Ekby kommun", "orgnr": "212000-0142", "city": "Ekby", "postcode": "123 45", "peppol": "0007:2120000142", "order_reference": "4500"} {
		form.Set("invoice."+name, value)
	}
	form.Set("job", s.links.Job(j))
	form["extras"] = []string{"linkedin", "write"}
	if w := s.hands("/redaktionen/order/ny", form, sara...); w.Code != 303 || w.Header().Get("Location") != "/redaktionen/order/A-2026-0001?sagt=order_placed" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	form.Set("job", "")
	form.Set("customer", e.Slug)
	form["extras"] = nil
	form.Set("bundle", "bundle_5")
	if w := s.hands("/redaktionen/order/ny", form, sara...); w.Code != 303 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	s.page(200, "/redaktionen/order/A-2026-0002", sara...).says(".desk__state", "Att fakturera")
	for field, value := range map[string]string{"customer": "finns-inte", "job": "finns-inte"} {
		bad := url.Values{field: {value}}
		if w := s.hands("/redaktionen/order/ny", bad, sara...); w.Code != 422 {
			t.Errorf("%s: %d", field, w.Code)
		}
	}
}

func TestWhatPeopleMayDoToOrdersIsOnTheirPages(t *testing.T) {
	s := newService(t)
	ordered(s, 1)
	for role, forms := range map[board.DeskRole]string{"editor": "", "finance": "", "sales": "edit void", "admin": "edit void"} {
		d := s.page(200, "/redaktionen/order/A-2026-0001", s.as(string(role)+"@example.se", role)...)
		got := ""
		if len(d.all(".line-fields")) > 0 {
			got = "edit"
		}
		if len(d.all("#void")) > 0 {
			got = strings.TrimSpace(got + " void")
		}
		if got != forms {
			t.Errorf("%s: %q", role, got)
		}
	}
	for _, c := range []struct {
		method, path string
		role         board.DeskRole
		status       int
	}{{"GET", "/redaktionen/order/ny", "finance", 403}, {"GET", "/redaktionen/order/export/E-2026-0001.csv", "sales", 403}, {"POST", "/redaktionen/order/export", "sales", 403}, {"POST", "/redaktionen/order/A-2026-0001", "editor", 403}} {
		headers := s.as(string(c.role)+"@example.se", c.role)
		w := s.ask(c.method, c.path, headers...)
		if w.Code != c.status {
			t.Errorf("%s %s by %s: %d", c.method, c.path, c.role, w.Code)
		}
	}
}

// However many orders there are, a page asks the database the same few things.
func TestPagesOfOrdersAskAFixedNumberOfQuestions(t *testing.T) {
	address := storetest.SQLite(t)
	counted, n := storetest.Counted(t, address)
	s := newService(t)
	s.store = counted
	s.demo(true)
	s.indexer.Store = counted
	headers := s.as("anna@example.se", board.DeskAdmin)
	paths := []string{"/redaktionen/order", "/redaktionen/order?state=published&q=ekby", "/redaktionen/order/export", "/redaktionen/order/A-2026-0001"}
	asked := func() (counts []int64) {
		for _, path := range paths {
			s.page(200, path, headers...)
			before := n.Load()
			s.page(200, path, headers...)
			counts = append(counts, n.Load()-before)
		}
		return counts
	}
	ordered(s, 1)
	few := asked()
	s.now = s.now.Add(time.Hour)
	for i := range 60 {
		o, err := s.store.Order(t.Context(), "A-2026-0001")
		s.must(err)
		o.Number, o.Employer = fmt.Sprintf("A-2026-%04d", i+2), 0
		s.write(func(tx *store.Tx) error { return tx.InsertOrder(t.Context(), &o) })
	}
	for i, many := range asked() {
		if many > few[i] || many > 14 {
			t.Errorf("%s: %d questions, %d when there was one order", paths[i], many, few[i])
		}
	}
}

func TestPagesOfOrdersInABrowser(t *testing.T) {
	b := browsertest.Start(t)
	s := newService(t)
	numbers := ordered(s, 4)
	d := ordersDesk(s)
	finance := board.Actor{Kind: board.ActorEditor, Email: "fia@example.se", Role: board.DeskFinance}
	_, err := d.Export(t.Context(), finance, numbers[:2])
	s.must(err)
	_, err = d.Book(t.Context(), finance, numbers[0]+";10234")
	s.must(err)
	cookie := s.as("anna@example.se", board.DeskAdmin)[1]
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Cookie", cookie)
		s.handler.ServeHTTP(w, r)
	}))
	defer server.Close()
	for _, view := range []browser.View{{Width: 360, Height: 740}, {}, {Dark: true}} {
		tab := b.Tab(t, view)
		for _, path := range map[string]string{"orders": "/redaktionen/order?state=published", "order": "/redaktionen/order/" + numbers[2],
			"invoiced": "/redaktionen/order/" + numbers[0], "exports": "/redaktionen/order/export", "new": "/redaktionen/order/ny"} {
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
