package site_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/feed/feedtest"
	"ledigajobb/internal/store"
)

const newsletterPage = "/redaktionen/nyhetsbrev"

// withIssue is a board with three ads of this week and one that is older.
func withIssue(t testing.TB) *service {
	s := newService(t)
	ekby := s.employer("Ekby kommun")
	for n, headline := range []string{"Upphandlare till Ekby kommun", "Inköpschef till Nyby stad", "Category manager to Ekby"} {
		s.job(board.ID(fmt.Sprintf("000000000%d", n+1)), ekby, func(j *board.Job) {
			j.Ad.Headline, j.Run.From = headline, s.now.Add(-time.Duration(n+1)*time.Hour)
			if n == 2 {
				j.Ad.Language = board.English
			}
		})
	}
	s.job("0000000009", ekby, func(j *board.Job) {
		j.Ad.Headline, j.CreatedAt, j.Run.From = "Jurist till Ekby kommun", s.now.AddDate(0, 0, -20), s.now.AddDate(0, 0, -20)
	})
	return s
}

// issue is the headlines of the issue that is being made, and of those beside it.
func (d dom) issue(want string) {
	d.t.Helper()
	if got := d.text(".lifted ol a") + " + " + d.text(".lifted ul a"); strings.TrimSuffix(got, " + ") != want {
		d.t.Errorf("the issue is %q, not %q", got, want)
	}
}

func TestAnEditorMakesTheNewsletter(t *testing.T) {
	s := withIssue(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	page := func() dom { return s.page(200, newsletterPage, anna...) }
	press := func(status int, name, value string) {
		s.hand(status, newsletterPage, url.Values{name: {value}}, anna...)
	}
	upphandlare, chef, manager, jurist := "Upphandlare till Ekby kommun", "Inköpschef till Nyby stad", "Category manager to Ekby", "Jurist till Ekby kommun"
	page().says(".lead", "Den senaste veckan. Inget brev är markerat som skickat än.")
	page().issue(upphandlare + " | " + chef + " | " + manager)
	press(303, "flytta", "up:0000000003")
	page().issue(upphandlare + " | " + manager + " | " + chef)
	press(303, "flytta", "down:0000000001")
	press(303, "flytta", "out:0000000002")
	page().issue(manager + " | " + upphandlare + " + " + chef)
	press(303, "ad", "https://jobb.example.se/lediga-jobb/jurist-till-ekby-kommun-0000000009?via=list")
	page().issue(manager + " | " + upphandlare + " | " + jurist + " + " + chef)
	press(422, "ad", "https://jobb.example.se/lediga-jobb/ingen-0000000008")
	s.page(200, newsletterPage, s.as("f@example.se", board.DeskFinance)...).says("button[name=flytta]", "")

	ended, err := s.store.Job(t.Context(), "0000000009")
	s.must(err)
	s.must(ended.End("filled", s.now))
	s.save(ended)
	page().issue(manager + " | " + upphandlare + " + " + chef)
}

func TestAnIssueIsSentAsItsEditorSawIt(t *testing.T) {
	s := withIssue(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	s.hand(303, newsletterPage, url.Values{"flytta": {"out:0000000003"}}, anna...)
	shown := s.page(200, newsletterPage, anna...)
	form := url.Values{"nummer": {"1"}, "sett": {fmt.Sprint(s.now.UnixMilli())}, "ad": {"0000000002", "0000000001"}}
	if got := shown.text(".issue__done button"); got != "Markera brev 1 som skickat" {
		t.Error(got)
	}
	for _, path := range []string{"/nyhetsbrev.json", "/nyhetsbrev.xml"} {
		if w := s.ask("GET", path); w.Code != 200 || strings.Contains(w.Body.String(), "via=newsletter") && strings.Contains(w.Body.String(), "0000000001") {
			t.Errorf("%s before anything was sent: %d %s", path, w.Code, w.Body)
		}
	}
	s.now = s.now.Add(10 * time.Minute)
	s.job("0000000004", s.employer("Nyby stad"), func(j *board.Job) { j.Ad.Headline, j.Run.From = "Controller till Nyby", s.now })
	s.now = s.now.Add(time.Minute)
	s.hand(303, newsletterPage+"/skickat", form, anna...)

	next := s.page(200, newsletterPage, anna...)
	next.says(".lead", "Sedan förra brevet 22 november 2026 kl. 12.11, nr 1, markerat som skickat av anna@example.se")
	next.issue("Controller till Nyby") // which she had not seen
	rss := s.ask("GET", "/nyhetsbrev.xml")
	read := feedtest.RSS(t, rss.Body.String())[0]
	if len(read.Items) != 2 || read.Items[0].Title != "Inköpschef till Nyby stad" ||
		read.Items[1].URL != "https://jobb.example.se/lediga-jobb/upphandlare-till-ekby-kommun-0000000001?via=newsletter" || read.Self != "https://jobb.example.se/nyhetsbrev.xml" {
		t.Errorf("%+v", read)
	}
	if again := s.ask("GET", "/nyhetsbrev.xml", "If-None-Match", rss.Header().Get("Etag")); again.Code != http.StatusNotModified {
		t.Error("asked again:", again.Code)
	}
	english := feedtest.JSON(t, s.ask("GET", "/nyhetsbrev.json?lang=en").Body.String())[0]
	if english.Title != "This week’s jobs" || !strings.HasSuffix(english.Items[0].URL, "?lang=en&via=newsletter") {
		t.Errorf("%+v", english)
	}

	if to := s.hand(303, newsletterPage+"/skickat", form, anna...).Header().Get("Location"); !strings.HasSuffix(to, "sagt=newsletter_other") {
		t.Error("sent twice:", to)
	}
	log := s.page(200, "/redaktionen/logg?kind=issue&about=1", anna...)
	if got := log.text("main"); !strings.Contains(got, "Markerade nyhetsbrevet som skickat") || !strings.Contains(got, "anna@example.se") {
		t.Error("the log:", got)
	}
	s.hand(303, newsletterPage+"/oppna", url.Values{"nummer": {"1"}}, anna...)
	s.page(200, newsletterPage, anna...).issue("Inköpschef till Nyby stad | Upphandlare till Ekby kommun | Controller till Nyby + Category manager to Ekby")
	if w := s.ask("GET", "/nyhetsbrev.json"); strings.Contains(w.Body.String(), "0000000001") {
		t.Error("an issue that was taken back is still told of")
	}
}

// An ad that has ended is in no block, nor in what programs fetch of an issue that was sent.
func TestANewsletterHasNoDeadAds(t *testing.T) {
	s := withIssue(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	s.hand(303, newsletterPage+"/skickat", url.Values{"nummer": {"1"}, "sett": {fmt.Sprint(s.now.UnixMilli())}, "ad": {"0000000001", "0000000002"}}, anna...)
	s.ask("GET", "/nyhetsbrev.json")
	j, err := s.store.Job(t.Context(), "0000000001")
	s.must(err)
	s.must(j.Withdraw("not_ours", "", s.now))
	s.save(j)
	if body := s.ask("GET", "/nyhetsbrev.json").Body.String(); strings.Contains(body, "0000000001") || !strings.Contains(body, "0000000002") {
		t.Error(body)
	}
	s.now = s.now.AddDate(0, 2, 0)
	if w := s.ask("GET", "/nyhetsbrev.json"); w.Code != 200 || len(feedtest.JSON(t, w.Body.String())[0].Items) != 0 {
		t.Errorf("after two months: %d %s", w.Code, w.Body)
	}
}

// Who has bought two issues is in two, however old the ad is by then.
func TestAnAdIsInAsManyIssuesAsWereBought(t *testing.T) {
	s := withIssue(t)
	s.write(func(tx *store.Tx) error {
		return tx.InsertOrder(s.Context(), &board.Order{
			Number: "A-2026-0001", Job: "0000000009", State: board.OrderPublished, VAT: 25, CreatedAt: s.now, UpdatedAt: s.now, Version: 1,
			Lines: []board.OrderLine{{Item: "plus", Quantity: 1, Price: 12900}, {Item: board.ItemNewsletter, Quantity: 1, Price: 3900}},
		})
	})
	anna := s.as("anna@example.se", board.DeskEditor)
	for n, want := range []string{"Har köpt 2 brev, har varit med i 0", "Har köpt 2 brev, har varit med i 1", ""} {
		d := s.page(200, newsletterPage, anna...)
		if got := d.text(".lifted"); strings.Contains(got, "Jurist till Ekby kommun") != (want != "") || !strings.Contains(got, want) {
			t.Errorf("issue %d: %s", n+1, got)
		}
		s.hand(303, newsletterPage+"/skickat", url.Values{"nummer": {fmt.Sprint(n + 1)}, "sett": {"0"}, "ad": {"0000000009"}}, anna...)
		s.now = s.now.Add(time.Hour)
	}
}

// TestTheNewsletterInABrowser looks at the desk's page, and at the block as a mail client shows it: without the page around it,
// and without what keeps it from running anything.
func TestTheNewsletterInABrowser(t *testing.T) {
	s := withIssue(t)
	as := s.as("anna@example.se", board.DeskEditor)
	block := s.ask("GET", newsletterPage+"/veckans-jobb.html", as...).Body.Bytes()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/block" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(bytes.Replace(block, []byte("<main>"), []byte("<main><h1>Nyhetsbrevet</h1>"), 1))
			return
		}
		for i := 0; i+1 < len(as); i += 2 {
			r.Header.Set(as[i], as[i+1])
		}
		s.handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	b := browsertest.Start(t)
	for _, c := range []struct {
		name, path string
		view       browser.View
	}{
		{"desk-360", newsletterPage, browser.View{Width: 360, Height: 740}},
		{"desk-1280", newsletterPage + "?lang=en", browser.View{Dark: true}},
		{"block-600", "/block", browser.View{Width: 600}},
		{"block-360", "/block", browser.View{Width: 360, Height: 740}},
	} {
		tab := b.Tab(t, c.view)
		tab.Go(server.URL + c.path)
		tab.Clean()
		tab.Axe()
		if wide := browsertest.Eval[float64](tab, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
			t.Errorf("%s is %v px too wide", c.name, wide)
		}
		if dir := os.Getenv("PICTURES"); dir != "" {
			tab.Screenshot(filepath.Join(dir, "newsletter-"+c.name+".png"))
		}
	}
}
