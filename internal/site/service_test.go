package site_test

import (
	"bytes"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ledigajobb/internal/apiv1"
	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/mail"
	"ledigajobb/internal/search"
	"ledigajobb/internal/server"
	"ledigajobb/internal/site"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
	"ledigajobb/internal/tally"
	"ledigajobb/internal/worker"
)

// keep is for how long the tests' service keeps an ended ad.
const keep = 180 * 24 * time.Hour

// service is the whole program's handler on a real database and index, with a clock that the test moves.
type service struct {
	testing.TB
	store   *store.Store
	asked   *atomic.Int64 // how many statements the database has been asked
	index   *search.Index
	indexer worker.Indexer
	answers *kept.Answers
	links   link.Links
	door    *desk.Desk // through which everything is written
	pages   *site.Site
	handler http.Handler
	base    string
	now     time.Time
	tally   tally.Tally // of readers' interest
}

// at is a time as Sweden's clocks show it.
func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", clock, board.Stockholm())
	if err != nil {
		panic(err)
	}
	return t
}

// newService starts at noon of a Sunday in winter.
func newService(t testing.TB) *service { return serviceAt(t, "https://jobb.example.se") }

func serviceAt(t testing.TB, baseURL string) *service {
	t.Helper()
	links, err := link.New(baseURL)
	if err != nil {
		t.Fatal(err)
	}
	database, asked := storetest.Counted(t, storetest.SQLite(t))
	s := &service{TB: t, store: database, asked: asked, index: search.New(), answers: kept.New(10<<20, "test"), base: links.BasePath(), now: at("2026-11-22 12:00")}
	now := func() time.Time { return s.now }
	s.indexer = worker.Indexer{Store: s.store, Index: s.index, Now: now}
	s.links = links
	s.demo(true)
	s.follow()
	return s
}

// demo makes the handler, for those who look at the service or for those who use it.
func (s *service) demo(demo bool) {
	s.Helper()
	now := func() time.Time { return s.now }
	letters, err := mail.NewWriter(mail.Config{
		Links: s.links, From: "jobb@journal.example", Now: now, Settings: s.store.Settings, Jobs: s.store.Jobs, Alerts: s.store.Alerts, Secrets: secrets,
	})
	if err != nil {
		s.Fatal(err)
	}
	signer, err := link.NewSigner("a secret for tests, which is long enough")
	if err != nil {
		s.Fatal(err)
	}
	s.door = desk.New(desk.Config{Store: s.store, Random: rand.Reader, Now: now, Signer: signer})
	s.pages, err = site.New(site.Config{
		Index: s.index, Store: s.store, Desk: s.door, Links: s.links, Answers: s.answers,
		Letters: letters, Now: now, Keep: keep, Demo: demo, Tally: &s.tally,
	})
	if err != nil {
		s.Fatal(err)
	}
	api := apiv1.New(apiv1.Config{Index: s.index, Store: s.store, Links: s.links, Answers: s.answers, Now: now, Keep: keep})
	s.handler = server.New(server.Config{API: api, Site: s.pages, Links: s.links, Log: slog.New(slog.DiscardHandler), Now: now, Ready: s.store.Ready})
}

// follow takes the index to the end of the change log.
func (s *service) follow() {
	s.Helper()
	if err := s.indexer.Step(s.Context()); err != nil {
		s.Fatal(err)
	}
}

// write changes the database and lets the index follow.
func (s *service) write(do func(tx *store.Tx) error) {
	s.Helper()
	if err := s.store.Write(s.Context(), do); err != nil {
		s.Fatal(err)
	}
	s.follow()
}

// employer is an employer in the database.
func (s *service) employer(name string) board.Employer {
	s.Helper()
	e := board.Employer{Name: name, Sector: board.SectorMunicipality, UpdatedAt: s.now}
	s.write(func(tx *store.Tx) error { return tx.InsertEmployer(s.Context(), &e, "test:"+name, "") })
	return e
}

// whole is an ad with everything on it, published now.
func (s *service) whole(id board.ID, e board.Employer) *board.Job {
	deadline := board.Deadline{Date: board.DateOf(s.now).AddDays(12)}
	return &board.Job{
		ID: id, Employer: e, State: board.StatusLive, Run: board.NewRun(s.now.Add(-time.Hour), deadline, 60), Days: 60,
		CreatedAt: s.now, UpdatedAt: s.now,
		Ad: board.Ad{
			Title: "Upphandlare", Headline: "Upphandlare till Ekby kommun", Language: board.Swedish, Department: "Upphandlingsenheten",
			Text:     board.Text{HTML: "<p>Du leder upphandlingar.</p><h3>Krav</h3><p>Erfarenhet.</p>", Plain: "Du leder upphandlingar.\n\nKrav\n\nErfarenhet."},
			Agency:   board.Agency{Name: "Rekryt AB", URL: "https://rekryt.example"},
			Profile:  board.Profile{Roles: []board.Role{"upphandlare"}, Level: "senior", Laws: []board.Law{"lou", "luf"}, Categories: []board.Category{"it"}},
			Where:    board.Where{Places: []board.Place{{Municipality: "0580", Region: "05", Country: "SE", Street: "Storgatan 1", Postcode: "12345", City: "Ekby"}, {Municipality: "0180", Region: "01", Country: "SE"}}, Workplace: board.Hybrid},
			Terms:    board.Terms{Employment: board.Permanent, Probation: true, Hours: board.FullTime, Scope: board.Scope{Min: 80, Max: 100}, Duration: board.UntilFurtherNotice, Start: board.Start{Term: "by_agreement"}, Vacancies: 2, Requirements: []board.Requirement{"security_class", "citizenship"}, CollectiveAgreement: "HÖK"},
			Salary:   board.Salary{Min: 42000, Max: 48000, Currency: "SEK", Period: board.PerMonth, Reason: board.PayIndividual},
			Deadline: deadline, Continuous: true, RegistryNumber: "Dnr KS 2026/123",
			Apply:         board.Apply{URL: "https://jobb.ekby.example/ansok?id=1", Reference: "KS-1", Information: "Bifoga ett brev."},
			Contacts:      []board.Contact{{Name: "Anna Ekman", Description: "Upphandlingschef", Email: "anna@ekby.example", Telephone: "013-000 00 01"}},
			UnionContacts: []board.Contact{{Name: "Per Lind", Description: "Vision", Telephone: "013-000 00 02"}},
			NoSalesCalls:  true,
		},
	}
}

// job puts a whole ad, changed as the test wants it, into the database.
func (s *service) job(id board.ID, e board.Employer, change func(*board.Job)) *board.Job {
	s.Helper()
	j := s.whole(id, e)
	if change != nil {
		change(j)
	}
	s.write(func(tx *store.Tx) error {
		if err := tx.InsertJob(s.Context(), j); err != nil {
			return err
		}
		tx.Append(board.Change{Kind: board.ChangeJob, Job: j.ID, At: s.now})
		return nil
	})
	return j
}

// save writes a changed ad.
func (s *service) save(j *board.Job) {
	s.Helper()
	s.write(func(tx *store.Tx) error {
		if err := tx.SaveJob(s.Context(), j); err != nil {
			return err
		}
		tx.Append(board.Change{Kind: board.ChangeJob, Job: j.ID, At: s.now})
		return nil
	})
}

// set makes settings.
func (s *service) set(settings map[string]string) {
	s.Helper()
	s.write(func(tx *store.Tx) error {
		for key, value := range settings {
			if err := tx.SaveSetting(s.Context(), key, value, "anna@example.se", s.now); err != nil {
				return err
			}
		}
		return nil
	})
}

// ask asks the service; headers come in pairs.
func (s *service) ask(method, path string, headers ...string) *httptest.ResponseRecorder {
	s.Helper()
	r, w := httptest.NewRequest(method, s.base+path, nil), httptest.NewRecorder()
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	s.handler.ServeHTTP(w, r)
	return w
}

// page asks for a page, checks what holds for every page, and reads it.
func (s *service) page(status int, path string, headers ...string) dom {
	s.Helper()
	w := s.ask("GET", path, headers...)
	if w.Code != status {
		s.Fatalf("%s: %d, not %d: %.300s", path, w.Code, status, w.Body)
	}
	d := parse(s, w.Body.String())
	for _, fault := range d.faults() {
		s.Errorf("%s: %s", path, fault)
	}
	if policy := w.Header().Get("Content-Security-Policy"); policy == "" || strings.Contains(policy, "unsafe") {
		s.Errorf("%s: policy %q", path, policy)
	}
	if vary := strings.Join(w.Header().Values("Vary"), ", "); !strings.Contains(vary, "Accept-Language") {
		s.Errorf("%s: Vary %q", path, vary)
	}
	if bytes.Contains(w.Body.Bytes(), []byte("{n")) {
		s.Errorf("%s: a text without its argument", path)
	}
	return d
}

// leads checks a redirect.
func (s *service) leads(status int, path, to string, headers ...string) {
	s.Helper()
	w := s.ask("GET", path, headers...)
	if w.Code != status || w.Header().Get("Location") != to {
		s.Errorf("%s: %d to %q, not %d to %q", path, w.Code, w.Header().Get("Location"), status, to)
	}
}

// says checks what the elements of a selector say.
func (d dom) says(selector, want string) {
	d.t.Helper()
	if got := d.text(selector); got != want {
		d.t.Errorf("%s says %q, not %q", selector, got, want)
	}
}
