package site_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/mail"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
	"ledigajobb/internal/worker"
)

// secrets are what letters in these tests may tell.
var secrets = map[board.NoticeKind]mail.Secrets{
	board.NoticeSignIn: func(context.Context, board.Notice) (map[string]string, error) {
		return map[string]string{"link": "https://journal.example/logga-in/geheim", "code": "482 913"}, nil
	},
}

// owe puts a letter into the outbox, in a state.
func (s *service) owe(state board.NoticeState, why string) {
	s.Helper()
	s.write(func(tx *store.Tx) error {
		n := board.Notice{Kind: board.NoticeSignIn, To: "maria@ekby.example", Language: "sv", NotBefore: s.now}
		if err := tx.Owe(s.Context(), n); err != nil || state == board.NoticeWaiting {
			return err
		}
		leased, err := tx.LeaseNotices(s.Context(), s.now, s.now.Add(time.Minute), 100)
		if err != nil {
			return err
		}
		return tx.EndNotice(s.Context(), leased[len(leased)-1].ID, state, why, s.now)
	})
}

func TestTheOutboxSaysWhatBecameOfEachLetter(t *testing.T) {
	s := newService(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	s.page(200, "/redaktionen/utskick", anna...).says(".outbox__none", "Inga mejl här")
	s.owe(board.NoticeSent, "")
	s.owe(board.NoticeFailed, "RCPT TO: 550 (address) is unknown")
	s.owe(board.NoticeWaiting, "")

	d := s.page(200, "/redaktionen/utskick", anna...)
	if n := len(d.all(".rows__row")); n != 3 {
		t.Errorf("%d letters", n)
	}
	d = s.page(200, "/redaktionen/utskick?state=failed", anna...)
	d.says(".outbox__bad", "Kom inte fram")
	d.says(".rows__name", "Din kod är •••")
	if note := d.text(".rows__note"); !strings.Contains(note, "550 (address) is unknown") {
		t.Errorf("why: %q", note)
	}
	if n := len(d.all(".rows__row")); n != 1 {
		t.Errorf("%d letters failed", n)
	}
	s.page(200, "/redaktionen/utskick?state=nonsense&before=x&lang=en", anna...).says("h1", "Mailings")
}

func TestALetterIsLookedAtWithoutItsSecrets(t *testing.T) {
	s := newService(t)
	s.demo(false)
	s.owe(board.NoticeKept, "")
	anna := s.as("anna@example.se", board.DeskFinance)
	d := s.page(200, "/redaktionen/utskick/1", anna...)
	if text := d.text(".outbox__text"); !strings.Contains(text, "•••") || strings.Contains(text, "geheim") || strings.Contains(text, "482") {
		t.Errorf("the letter: %s", text)
	}
	if n := len(d.all(".outbox__again")); n != 0 {
		t.Error("who may not send letters is offered to")
	}
	w := s.ask("GET", "/redaktionen/utskick/1/html", anna...)
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Security-Policy"), "sandbox; default-src 'none'") || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if strings.Contains(w.Body.String(), "geheim") || !strings.Contains(w.Body.String(), "•••") {
		t.Errorf("as a mail program shows it: %s", w.Body)
	}
	for path, status := range map[string]int{
		"/redaktionen/utskick/99": 404, "/redaktionen/utskick/x": 404, "/redaktionen/utskick/99/html": 404, "/redaktionen/utskick/-1": 404,
	} {
		if w := s.ask("GET", path, anna...); w.Code != status {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := s.ask("POST", "/redaktionen/utskick/1", anna...); w.Code != 403 {
		t.Errorf("finance sends a letter again: %d", w.Code)
	}
}

func TestADemonstrationShowsLettersWhole(t *testing.T) {
	s := newService(t)
	s.owe(board.NoticeKept, "")
	d := s.page(200, "/redaktionen/utskick/1", s.as("anna@example.se", board.DeskEditor)...)
	if text := d.text(".outbox__text"); !strings.Contains(text, "https://journal.example/logga-in/geheim") || !strings.Contains(text, "482 913") {
		t.Errorf("the letter: %s", text)
	}
}

func TestALetterThatCannotBeWrittenSaysSo(t *testing.T) {
	s := newService(t)
	s.write(func(tx *store.Tx) error {
		return tx.Owe(s.Context(), board.Notice{Kind: "of_another_version", To: "maria@ekby.example", NotBefore: s.now})
	})
	anna := s.as("anna@example.se", board.DeskEditor)
	s.page(200, "/redaktionen/utskick", anna...).says(".rows__name", "(utan ämne)")
	d := s.page(200, "/redaktionen/utskick/1", anna...)
	if text := d.text("main"); !strings.Contains(text, "går inte att skriva nu") {
		t.Error(text)
	}
}

func TestALetterIsSentAgain(t *testing.T) {
	s := newService(t)
	s.owe(board.NoticeFailed, "550 no such user")
	s.owe(board.NoticeWaiting, "")
	anna := s.as("anna@example.se", board.DeskEditor)
	if w := s.ask("POST", "/redaktionen/utskick/1", anna...); w.Code != 303 || w.Header().Get("Location") != "/redaktionen/utskick/1?sagt=resent" {
		t.Fatalf("%d to %s", w.Code, w.Header().Get("Location"))
	}
	d := s.page(200, "/redaktionen/utskick/1?sagt=resent", anna...)
	if text := d.text("main"); !strings.Contains(text, "Mejlet skickas igen") || !strings.Contains(text, "Väntar") {
		t.Error(text)
	}
	if w := s.ask("POST", "/redaktionen/utskick/2", anna...); w.Code != 409 {
		t.Errorf("one that waits for its time: %d", w.Code)
	}
	entries, err := s.store.Entries(t.Context(), store.AuditSearch{Action: "letter.resend", Limit: 10})
	if err != nil || len(entries) != 1 || entries[0].Subject.ID != "1" || entries[0].By.Email != "anna@example.se" {
		t.Errorf("the log: %v %v", entries, err)
	}
}

func TestTheOutboxIsReadPageByPage(t *testing.T) {
	s := newService(t)
	for range 120 {
		s.owe(board.NoticeWaiting, "")
	}
	anna := s.as("anna@example.se", board.DeskEditor)
	path, seen := "/redaktionen/utskick?state=waiting", 0
	for page := 1; path != ""; page++ {
		d := s.page(200, path, anna...)
		seen += len(d.all(".rows__row"))
		path = ""
		for _, next := range d.all(".pager__step[rel=next]") {
			path, _ = attribute(next, "href")
		}
		if page > 3 {
			t.Fatal("no end")
		}
	}
	if seen != 120 {
		t.Errorf("%d letters", seen)
	}
}

func TestTheOutboxNeedsAsMuchOfTheDatabaseForFiftyLettersAsForOne(t *testing.T) {
	s, statements := newService(t), 0
	counted, err := store.Open(t.Context(), store.Options{
		Database: storetest.SQLite(t), Random: rand.Reader, Statement: func(string) { statements++ },
	})
	s.must(err)
	defer counted.Close()
	s.store, s.indexer = counted, worker.Indexer{Store: counted, Index: s.index, Now: func() time.Time { return s.now }}
	s.demo(false)
	anna := s.as("anna@example.se", board.DeskEditor)
	needs := func(letters int) int {
		for i := range letters {
			j := s.job(board.ID(fmt.Sprintf("%07d%03d", letters, i)), s.employer(fmt.Sprint(letters, i)), nil)
			s.write(func(tx *store.Tx) error {
				return tx.Owe(t.Context(), board.Notice{Kind: board.NoticeApproved, To: "maria@ekby.example", Job: j.ID, NotBefore: s.now})
			})
		}
		statements = 0
		s.page(200, "/redaktionen/utskick", anna...)
		return statements
	}
	if one, fifty := needs(1), needs(50); one != fifty || fifty > 12 {
		t.Errorf("%d statements for one letter, %d for fifty", one, fifty)
	}
}

func TestTheOutboxIsForEverybody(t *testing.T) {
	b := browsertest.Start(t)
	s := newService(t)
	s.owe(board.NoticeFailed, "RCPT TO: 550 5.1.1 (address): Recipient address rejected: User unknown in virtual mailbox table")
	s.owe(board.NoticeSent, "")
	s.owe(board.NoticeWaiting, "")
	anna := s.as("anna@example.se", board.DeskEditor)
	letter := s.ask("GET", "/redaktionen/utskick/1/html", anna...).Body.String()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/letter" { // as a mail program has it: what looks at it may run scripts
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(letter))
			return
		}
		r.Header.Set("Cookie", anna[1])
		s.handler.ServeHTTP(w, r)
	}))
	defer server.Close()
	for _, view := range []browser.View{{Width: 360, Height: 740}, {}, {Dark: true}} {
		tab := b.Tab(t, view)
		for _, path := range []string{"/redaktionen/utskick", "/redaktionen/utskick?state=sent", "/redaktionen/utskick/1", "/letter"} {
			tab.Go(server.URL + path)
			tab.Clean()
			tab.Axe()
			if wide := browsertest.Eval[float64](tab, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("%s: %s is %v px too wide", view, path, wide)
			}
		}
	}
}
