package site_test

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// waits is Anna's ad, in review, with an order, and the headers with which she asks.
func (s *service) waits() (ad string, headers []string) {
	s.Helper()
	ekby := s.employer("Ekby kommun")
	s.job("0000000001", ekby, func(j *board.Job) {
		j.Owners, j.Ad.Agency, j.State, j.Package, j.Days, j.Run = []string{anna}, board.Agency{}, board.StatusInReview, "basic", 45, board.Run{}
	})
	err := s.store.Write(s.Context(), func(tx *store.Tx) error {
		return tx.InsertOrder(s.Context(), &board.Order{
			Number: "2026-0001", State: board.OrderOrdered, Job: "0000000001", Employer: ekby.ID, VAT: 25, Terms: "1", CreatedAt: s.now, UpdatedAt: s.now,
			Invoice: board.Invoice{Route: board.RouteEmail, Email: "faktura@ekby.example", Recipient: "Ekby", BuyerReference: "Z1", Address: board.InvoiceAddress{City: "Ekby"}},
			Lines:   []board.OrderLine{{Item: "basic", Quantity: 1, Price: 8900}},
		})
	})
	if err != nil {
		s.Fatal(err)
	}
	return "/mina-annonser/0000000001", s.as(anna, "")
}

func TestAnOwnerChangesTheOrderOfAnAdThatWaits(t *testing.T) {
	s := newService(t)
	ad, headers := s.waits()
	if links := s.page(200, ad, headers...).links(".my-ad__ways a"); !strings.Contains(strings.Join(links, " "), "/bestallning") {
		t.Errorf("no way to the order: %s", links)
	}
	page := s.page(200, ad+"/bestallning", headers...)
	form := url.Values{"package": {"plus"}, "sum": {page.value("sum")}, "terms": {page.value("terms")}}
	for _, name := range []string{"employer.organization_number", "employer.name", "employer.sector", "employer.url", "employer.owned"} {
		if value := page.typed(name); value != "" {
			form.Set(name, value)
		}
	}
	asked := s.does(ad, "bestallning", form, headers...)
	now := parse(t, asked.Body.String())
	if said := now.text(".notice"); !strings.Contains(said, "16 125,00 kr") {
		t.Errorf("asked without the price: %q", said)
	}
	if asked.Code != http.StatusConflict || now.typed("package") != "plus" || now.value("sum") == page.value("sum") {
		t.Fatalf("%d %q %s", asked.Code, now.typed("package"), now.text(".summary"))
	}
	form.Set("sum", now.value("sum"))
	if w := s.does(ad, "bestallning", form, headers...); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, parse(t, w.Body.String()).text("main"))
	}
	if j := s.stored("0000000001"); j.Package != "plus" {
		t.Errorf("the package is %s", j.Package)
	}
	if w := s.does(ad, "bestallning", url.Values{"publication_date": {"i morgon"}}, headers...); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none: %d", w.Code)
	}
	for _, method := range []string{"GET", "POST"} {
		if w := s.ask(method, ad+"/bestallning", s.as("per@viken.example", "")...); w.Code != http.StatusNotFound && w.Code != http.StatusUnsupportedMediaType {
			t.Errorf("another's: %d", w.Code)
		}
	}
}

func TestWhatIsLackingInAnInvoiceIsSaidAtItsField(t *testing.T) {
	s := newService(t)
	ad, headers := s.waits()
	page := s.page(200, ad+"/bestallning", headers...)
	if page.typed("invoice.reference") != "Z1" || page.typed("invoice.email") != "faktura@ekby.example" {
		t.Errorf("the invoice is not shown: %q %q", page.typed("invoice.reference"), page.typed("invoice.email"))
	}
	form := url.Values{"package": {"basic"}, "sum": {page.value("sum")}, "terms": {page.value("terms")}}
	for _, name := range []string{"employer.name", "employer.sector", "employer.owned", "invoice.reference", "invoice.email", "invoice.recipient", "invoice.route"} {
		form.Set(name, page.typed(name))
	}
	form.Set("invoice.city", "")
	w := s.does(ad, "bestallning", form, headers...)
	said := parse(t, w.Body.String())
	if w.Code != http.StatusUnprocessableEntity || said.text("[id=f-invoice.city-fault]") == "" || said.typed("invoice.reference") != "Z1" {
		t.Errorf("%d %q %q", w.Code, said.text(".summary"), said.typed("invoice.reference"))
	}
	form.Set("invoice.city", "Ekby")
	form.Set("invoice.reference", "Z2")
	if w := s.does(ad, "bestallning", form, headers...); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, parse(t, w.Body.String()).text(".summary"))
	}
	orders, err := s.store.OrdersOfJob(t.Context(), "0000000001")
	if err != nil || len(orders) != 2 || orders[1].Invoice.BuyerReference != "Z2" || orders[0].State != board.OrderVoid {
		t.Errorf("%+v %v", orders, err)
	}
}

// sendsLogo sends a picture for the ad.
func (s *service) sendsLogo(ad string, content []byte, headers ...string) *httptest.ResponseRecorder {
	s.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	form.WriteField("version", strconv.Itoa(s.stored("0000000001").Version))
	file, err := form.CreateFormFile("logo", "logo.png")
	if err != nil {
		s.Fatal(err)
	}
	file.Write(content)
	form.Close()
	r, w := httptest.NewRequest("POST", ad+"/logotyp", &body), httptest.NewRecorder()
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	s.handler.ServeHTTP(w, r)
	return w
}

func TestWhoCannotChangeALogoIsToldWhy(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	if page := s.page(200, ad, headers...); !strings.Contains(page.text(".my-ad__logo"), "Skicka den till redaktionen") || len(page.all("[name=logo]")) != 0 {
		t.Errorf("%q", page.text(".my-ad__logo"))
	}
}

func TestAnOwnerChangesTheLogo(t *testing.T) {
	var fine bytes.Buffer
	if err := png.Encode(&fine, image.NewGray(image.Rect(0, 0, 400, 200))); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(*board.Job)
		file   []byte
		who    string
		status int
		kept   bool
	}{
		{"before it is approved", func(j *board.Job) { j.State = board.StatusInReview }, fine.Bytes(), anna, 303, true},
		{"a drawing", func(j *board.Job) { j.State = board.StatusInReview }, []byte("<svg/>"), anna, 422, false},
		{"nothing", func(j *board.Job) { j.State = board.StatusInReview }, nil, anna, 422, false},
		{"of a live ad, untrusted", func(*board.Job) {}, fine.Bytes(), anna, 404, false},
		{"an agency", func(j *board.Job) { j.State, j.Ad.Agency.Name = board.StatusInReview, "Lind" }, fine.Bytes(), anna, 404, false},
		{"another", func(j *board.Job) { j.State = board.StatusInReview }, fine.Bytes(), "per@viken.example", 404, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newService(t)
			s.job("0000000001", s.employer("Ekby kommun"), func(j *board.Job) {
				j.Owners, j.Ad.Agency = []string{anna}, board.Agency{}
				c.change(j)
			})
			w := s.sendsLogo("/mina-annonser/0000000001", c.file, s.as(c.who, "")...)
			if j := s.stored("0000000001"); w.Code != c.status || (j.Review.Logo != "") != c.kept {
				t.Errorf("%d, logo %q: %s", w.Code, j.Review.Logo, parse(t, w.Body.String()).text(".field__fault"))
			}
		})
	}
}

func TestAPrivateEmployersInvoiceGoesToWhoChangesTheOrder(t *testing.T) {
	s := newService(t)
	ad, headers := s.waits()
	page := s.page(200, ad+"/bestallning", headers...)
	form := url.Values{"package": {"basic"}, "sum": {page.value("sum")}, "terms": {page.value("terms")}, "employer.organization_number": {"556036-0793"},
		"employer.name": {"Solbacka bostäder"}, "employer.owned": {"nej"}, "employer.sector": {"private"}, "invoice.city": {"Ekby"}, "invoice.email": {""}}
	if w := s.does(ad, "bestallning", form, headers...); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, parse(t, w.Body.String()).text(".summary"))
	}
	orders, err := s.store.OrdersOfJob(t.Context(), "0000000001")
	if err != nil || len(orders) != 2 || orders[1].Invoice.Email != anna {
		t.Errorf("%+v %v", orders, err)
	}
}

func TestAnOwnerBuysDaysForThePriceThatIsShown(t *testing.T) {
	s := newService(t)
	ad, headers := s.waits()
	live := s.stored("0000000001")
	live.State, live.Run = board.StatusLive, board.NewRun(s.now.Add(-time.Hour), live.Ad.Deadline, 45)
	s.save(live)
	offered := s.page(200, ad, headers...).all("[name=buy] option")
	if len(offered) != 2 {
		t.Fatalf("%d choices", len(offered))
	}
	if text := words(offered[1]); !strings.Contains(text, "1 900 kr (2 375,00 kr med moms)") {
		t.Errorf("%q", text)
	}
	shown, _ := attribute(offered[1], "value")
	until := board.DateOf(s.now).AddDays(60)
	for _, buy := range []struct {
		what, accepted string
		status, orders int
	}{{"another price", "100" + shown[strings.Index(shown, " "):], 409, 1}, {"nothing", "", 422, 1}, {"the one that is shown", shown, 303, 2}} {
		w := s.does(ad, "forlang", url.Values{"application_deadline": {until.String()}, "reason": {"holiday"}, "buy": {buy.accepted}}, headers...)
		orders, err := s.store.OrdersOfJob(t.Context(), "0000000001")
		s.must(err)
		if w.Code != buy.status || len(orders) != buy.orders {
			t.Errorf("%s: %d, %d orders", buy.what, w.Code, len(orders))
		}
	}
}
