package site_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
)

// reached counts interest in an ad, n days before today.
func (s *service) reached(days int, i board.Interest, via board.Via, j *board.Job, n int64) {
	s.Helper()
	d := desk.New(desk.Config{Store: s.store, Now: func() time.Time { return s.now }})
	if err := d.Count(s.Context(), map[board.Counted]int64{j.Counted(i, via, s.now.AddDate(0, 0, -days)): n}); err != nil {
		s.Fatal(err)
	}
}

// withFigures is a board that has been looked at for some weeks: today is Sunday 22 November 2026, of week 47.
func withFigures(t testing.TB) *service {
	s := newService(t)
	ekby := s.employer("Ekby kommun")
	one := s.job("0000000001", ekby, nil)
	other := s.job("0000000002", ekby, func(j *board.Job) {
		j.Ad.Profile.Roles, j.Ad.Where, j.Ad.Salary = []board.Role{"inkopschef"}, board.Where{Nationwide: true}, board.Salary{}
	})
	s.reached(0, board.InterestView, "list", one, 1400)
	s.reached(0, board.InterestApply, "list", one, 40)
	s.reached(6, board.InterestView, "widget", other, 600)
	s.reached(7, board.InterestView, "newsletter", one, 500)
	s.reached(200, board.InterestView, "direct", one, 7)
	s.write(func(tx *store.Tx) error {
		if err := tx.Answered(s.Context(), 1, s.now.Add(-time.Hour), 3*time.Hour); err != nil {
			return err
		}
		return tx.Answered(s.Context(), 2, s.now.Add(-time.Hour), 26*time.Hour)
	})
	return s
}

func TestTheDesksFigures(t *testing.T) {
	s := withFigures(t)
	d := s.page(200, "/redaktionen/nyckeltal", s.as("f@example.se", board.DeskFinance)...)
	d.says(".figures__tile", "Annonser ute nu2 | Väntar på oss0 | Anger lön50 %1 av 2 | Visningar2 500 | Klick på ansökan40 | "+
		"Från order till beslut3 timmarMitten av 2 beslut. Nio av tio inom 26 timmar.")
	d.says("#period", "31 augusti 2026 till 22 november 2026")
	d.says(".figures__periods [aria-current=true]", "12 veckor")
	weeks := strings.Split(d.text(".chart tbody tr"), " | ")
	if len(weeks) != 24 || weeks[0] != "v. 36 2026000000000" || weeks[10] != "v. 46 20265000005000000" || weeks[11] != "v. 47 20262 0001 400600000000" ||
		weeks[23] != "v. 47 202640400000000" {
		t.Errorf("%d weeks: %q", len(weeks), weeks)
	}
	d.says(".figures__shares tbody tr", "Listan1 40040 | Sidospalten6000 | Bevakning00 | Nyhetsbrev5000 | RSS och kalender00 | Nyhetsflödet00 | Sökmotor00 | Direkt eller okänt00 | "+
		"Upphandlare11 90040 | Inköps- och upphandlingschef16000 | "+
		"Stockholms län100 | Östergötlands län11 90040 | Hela Sverige, utlandet eller inte angivet06000")
}

func TestAPeriodIsChosenInTheAddress(t *testing.T) {
	s := withFigures(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	for _, c := range []struct{ query, period, views string }{
		{"?from=2026-11-22", "22 november 2026 till 22 november 2026", "1 400 | 40 | 3 timmar"},
		{"?from=2026-11-15&until=2026-11-16", "15 november 2026 till 16 november 2026", "1 100 | 0 | –"},
		{"?from=2026-11-16&until=2026-11-15", "15 november 2026 till 16 november 2026", "1 100 | 0 | –"},
		{"?from=2026-01-01&until=2026-10-01", "1 januari 2026 till 1 oktober 2026", "7 | 0 | –"},
		{"?from=2027-01-01&until=2027-12-31", "1 januari 2027 till 31 december 2027", "0 | 0 | –"},
		{"?from=igår", "31 augusti 2026 till 22 november 2026", "2 500 | 40 | 3 timmar"},
		{"?from=0001-01-01&until=2026-11-22", "18 november 2024 till 22 november 2026", "2 507 | 40 | 3 timmar"},
		{"?from=2026-11-16&lang=en", "16 November 2026 to 22 November 2026", "2,000 | 40 | 3 hours"},
	} {
		d := s.page(200, "/redaktionen/nyckeltal"+c.query, anna...)
		d.says("#period", c.period)
		d.says(".figures__during .figures__value", c.views)
		if said := d.text(".notice") != ""; said != (strings.Contains(c.query, "igår") || strings.Contains(c.query, "0001")) {
			t.Errorf("%s: %q is said", c.query, d.text(".notice"))
		}
	}
}

func TestFiguresAreTakenHome(t *testing.T) {
	s := withFigures(t)
	w := s.ask("GET", "/redaktionen/nyckeltal/csv?from=2026-11-16&until=2026-11-22", s.as("anna@example.se", board.DeskEditor)...)
	if name := w.Header().Get("Content-Disposition"); name != `attachment; filename="nyckeltal-2026-11-16-2026-11-22.csv"` {
		t.Error(name)
	}
	for _, row := range []string{"\ufeffUppdelning;Vecka från;Namn;Visningar;Klick;Annonser ute nu", "Källa;2026-11-16;Listan;1400;40;", "Källa;2026-11-16;Sidospalten;600;0;",
		"Yrkesroll;;Upphandlare;1400;40;1", "Län;;Östergötlands län;1400;40;1"} {
		if !strings.Contains(w.Body.String(), row+"\r\n") {
			t.Errorf("no row %q in\n%s", row, w.Body)
		}
	}
}

func TestFiguresAskAFixedNumberOfStatements(t *testing.T) {
	s := withFigures(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	ask := func(query string) int64 {
		before := s.asked.Load()
		s.page(200, "/redaktionen/nyckeltal"+query, anna...)
		return s.asked.Load() - before
	}
	ask("")
	few, many := ask("?from=2026-11-22"), ask("?from=2024-12-01")
	if few != many || few > 12 {
		t.Errorf("%d statements for a day, %d for two years", few, many)
	}
}

func TestFiguresInABrowser(t *testing.T) {
	s := withFigures(t)
	for i := range 80 {
		s.reached(i, board.InterestView, board.Vias()[i%8], s.whole("0000000001", board.Employer{}), int64(100+17*i%90))
		s.reached(i, board.InterestApply, board.Vias()[i%8], s.whole("0000000001", board.Employer{}), int64(3+i%7))
	}
	as := s.as("anna@example.se", board.DeskEditor)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(as); i += 2 {
			r.Header.Set(as[i], as[i+1])
		}
		s.handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	b := browsertest.Start(t)
	for name, view := range map[string]browser.View{"360": {Width: 360, Height: 740}, "1280": {}, "dark": {Dark: true}} {
		tab := b.Tab(t, view)
		tab.Go(server.URL + "/redaktionen/nyckeltal")
		browsertest.Eval[bool](tab, `document.querySelector('details').open = true`)
		tab.Clean()
		tab.Axe()
		if wide := browsertest.Eval[float64](tab, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
			t.Errorf("%s is %v px too wide", view, wide)
		}
		if dir := os.Getenv("PICTURES"); dir != "" {
			tab.Screenshot(filepath.Join(dir, "figures-"+name+".png"))
		}
	}
}
