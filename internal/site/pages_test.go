package site_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

func TestTheRootLeadsToTheList(t *testing.T) {
	s := newService(t)
	s.leads(303, "/", "/lediga-jobb")
	s.leads(303, "/?lang=en", "/lediga-jobb?lang=en")
}

func TestTheLanguageIsTheAddressesThenTheBrowsers(t *testing.T) {
	s := newService(t)
	for _, c := range []struct{ path, browser, lang, links string }{
		{"/lediga-jobb", "", "sv", "/arbetsgivare"},
		{"/lediga-jobb", "en-GB,en;q=0.9,sv;q=0.8", "en", "/arbetsgivare"},
		{"/lediga-jobb", "sv-SE,sv;q=0.9,en;q=0.8", "sv", "/arbetsgivare"},
		{"/lediga-jobb", "fi,de;q=0.9", "sv", "/arbetsgivare"},
		{"/lediga-jobb", "fi,de;q=0.9,en;q=0.1", "en", "/arbetsgivare"},
		{"/lediga-jobb", "---;;q=x", "sv", "/arbetsgivare"},
		{"/lediga-jobb?lang=en", "sv", "en", "/arbetsgivare?lang=en"},
		{"/lediga-jobb?lang=sv", "en", "sv", "/arbetsgivare?lang=sv"},
	} {
		d := s.page(200, c.path, "Accept-Language", c.browser)
		if lang, _ := attribute(d.all("html")[0], "lang"); lang != c.lang {
			t.Errorf("%s for %q is in %s", c.path, c.browser, lang)
		}
		if got := d.links(".menu--own a")[1]; got != c.links {
			t.Errorf("%s for %q links to %s", c.path, c.browser, got)
		}
	}
}

func TestEveryPageInBothLanguages(t *testing.T) {
	s := few(t)
	for _, path := range []string{"/lediga-jobb", ekbyPage, "/arbetsgivare", "/arbetsgivare/ekby-kommun", "/annonsvillkor", "/personuppgifter",
		"/tillganglighet", "/kontakt", "/delar"} {
		s.page(200, path).says(".masthead__language", "In English")
		d := s.page(200, path+"?lang=en")
		d.says(".masthead__language", "På svenska")
		whole := "https://jobb.example.se" + path
		if got := strings.Join(d.links("link[hreflang]"), " "); got != whole+" "+whole+"?lang=en "+whole {
			t.Errorf("%s: alternates %q", path, got)
		}
		if got := strings.Join(d.links("link[rel=canonical]"), " "); got != whole+"?lang=en" {
			t.Errorf("%s: canonical %q", path, got)
		}
	}
}

func TestUnderABasePath(t *testing.T) {
	s := serviceAt(t, "https://site.example/jobb")
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	s.leads(303, "/", "/jobb/lediga-jobb")
	s.leads(303, "", "/jobb/lediga-jobb")
	for _, path := range []string{"/lediga-jobb", ekbyPage, "/arbetsgivare", "/kontakt", "/arbetsgivare/ekby-kommun"} {
		for _, address := range append(s.page(200, path).links("a[href]"), s.page(200, path).links("link[rel=stylesheet]")...) {
			inside := strings.HasPrefix(address, "/jobb/") || strings.HasPrefix(address, "#")
			if !inside && !strings.Contains(address, ":") {
				t.Errorf("%s leads out of the base path: %s", path, address)
			}
		}
	}
	d := s.page(200, ekbyPage)
	if got := strings.Join(d.links("link[rel=canonical]"), ""); got != "https://site.example/jobb"+ekbyPage {
		t.Errorf("canonical %q", got)
	}
}

func TestEmployers(t *testing.T) {
	s := few(t)
	d := s.page(200, "/arbetsgivare")
	d.says(".lead", "2 arbetsgivare med lediga jobb")
	d.says(".register h2", "E | V")
	d.says(".register li", "Ekby kommunKommun, 2 lediga jobb | Vikens Energi ABKommun, 1 ledigt jobb")
	d = s.page(200, "/arbetsgivare/ekby-kommun")
	d.says("h1", "Ekby kommun")
	d.says("p[role=status]", "2 lediga jobb")
	d.says(".job-card h3", "Procurement officer | Upphandlare till Ekby kommun")
	s.page(404, "/arbetsgivare/finns-inte").says("h1", "Sidan finns inte")
	newService(t).page(200, "/arbetsgivare").says(".lead", "Ingen arbetsgivare har lediga jobb just nu")
}

func TestAnEmployerThatWasMergedOrHasNoAds(t *testing.T) {
	s := few(t)
	old := s.employer("Gamla Ekby")
	into := s.employer("Nya Ekby")
	s.write(func(tx *store.Tx) error { return tx.MergeEmployers(s.Context(), old.ID, into.ID, s.now) })
	s.leads(301, "/arbetsgivare/gamla-ekby?lang=en", "/arbetsgivare/nya-ekby?lang=en")
	d := s.page(200, "/arbetsgivare/nya-ekby")
	d.says("p[role=status]", "Nya Ekby har inga lediga jobb just nu.")
	if len(d.all("meta[name=robots]")) == 0 {
		t.Error("the page of an employer without ads is to be indexed")
	}
}

func TestSmallPrint(t *testing.T) {
	s := newService(t)
	d := s.page(200, "/personuppgifter")
	d.says("h1", "Personuppgifter")
	for _, promise := range []string{"sätter inga kakor", "ligger kvar i 180 dagar", "redaktion@example.se"} {
		if !strings.Contains(d.text("main"), promise) {
			t.Errorf("the page does not say %q", promise)
		}
	}
	if cookies := s.ask("GET", "/lediga-jobb").Header().Values("Set-Cookie"); len(cookies) > 0 {
		t.Errorf("cookies %v", cookies)
	}
	s.set(map[string]string{"text.kontakt.sv": "Ring *oss*.\n\n## När\n\nKlockan åtta. <script>alert(1)</script>", "contact.email": "jobb@tidningen.example"})
	d = s.page(200, "/kontakt")
	if got := d.text(".small-print"); !strings.HasPrefix(got, "Ring oss.NärKlockan åtta.") {
		t.Errorf("a text from the settings: %q", got)
	}
	if got := s.page(200, "/kontakt?lang=en").text("main"); !strings.Contains(got, "jobb@tidningen.example") {
		t.Errorf("the address from the settings is missing: %q", got)
	}
}

func TestTheJournalsFrame(t *testing.T) {
	s := newService(t)
	plain := s.page(200, "/lediga-jobb").links("link[rel=stylesheet]")[0]
	s.set(map[string]string{
		"frame.name": "Upphandling & Avtal", "frame.home": "https://tidningen.example", "frame.menu": "Nyheter | https://tidningen.example/nyheter\nFel | javascript:alert(1)\n",
		"frame.accent": "#ffcc00", "frame.publisher": "Anna Ek", "frame.foot": "Tidningen AB", "frame.career": "https://tidningen.example/karriar",
	})
	d := s.page(200, "/lediga-jobb")
	d.says(".brand", "Upphandling & Avtal")
	d.says("title", "Lediga jobb – Upphandling & Avtal")
	d.says(".menu[aria-label] li", "Nyheter | Lediga jobb | Arbetsgivare | Platsannonsera | Sparade jobb")
	d.says(".colophon p", "Ansvarig utgivare: Anna Ek | Tidningen AB")
	if got := d.links(".crumbs a"); len(got) != 1 || got[0] != "https://tidningen.example/karriar" {
		t.Errorf("breadcrumb %v", got)
	}
	sheet := d.links("link[rel=stylesheet]")[0]
	if sheet == plain {
		t.Error("other colours stand at the same address")
	}
	fresh, old := s.ask("GET", sheet), s.ask("GET", plain)
	if got := fresh.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("the style sheet is kept as %q", got)
	}
	if got := old.Header().Get("Cache-Control"); old.Code != 200 || strings.Contains(got, "immutable") {
		t.Errorf("an older style sheet: %d, %q", old.Code, got)
	}
	if w := s.ask("GET", sheet, "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "gzip" {
		t.Error("the style sheet is not compressed")
	}
	s.set(map[string]string{"frame.accent": "red;}body{display:none"})
	if got := s.page(200, "/lediga-jobb").links("link[rel=stylesheet]")[0]; got != plain {
		t.Error("what is no colour reached the style sheet")
	}
}

func TestWhatGoesWrongIsAPage(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		sv, en string
		retry  string
	}{
		{board.ErrNotFound, 404, "Sidan finns inte", "The page does not exist", ""},
		{board.ErrGone, 410, "Annonsen har tagits bort", "The ad has been removed", ""},
		{board.ErrForbidden, 403, "Du får inte göra det här", "You are not allowed to do this", ""},
		{board.ErrConflict, 409, "Det har ändrats under tiden", "It has been changed meanwhile", ""},
		{board.ErrTooMany, 429, "Du har försökt många gånger", "You have tried many times", "30"},
		{board.ErrReadOnly, 503, "Just nu går det inte", "Not just now", "60"},
		{context.DeadlineExceeded, 503, "Just nu går det inte", "Not just now", "5"},
		{echo.ErrMethodNotAllowed, 405, "Det går inte att göra så här", "This cannot be done here", ""},
		{echo.ErrStatusRequestEntityTooLarge, 413, "Det är för stort", "It is too large", ""},
		{echo.NewHTTPError(418), 418, "Sidan går inte att visa", "The page cannot be shown", ""},
		{errors.New("secret"), 500, "Något gick fel hos oss", "Something went wrong with us", ""},
	} {
		s := newService(t)
		s.breaks(c.err)
		w := s.ask("GET", "/broken")
		d := parse(t, w.Body.String())
		d.says("h1", c.sv)
		if w.Code != c.status || w.Header().Get("Retry-After") != c.retry || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%v: %d, %v", c.err, w.Code, w.Header())
		}
		if faults := d.faults(); len(faults) > 0 || len(d.all("form input[name=q]")) != 1 || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%v: %v", c.err, faults)
		}
		parse(t, s.ask("GET", "/broken?lang=en").Body.String()).says("h1", c.en)
	}
}

// breaks puts a page at /broken that fails.
func (s *service) breaks(err error) {
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) { s.pages.Problem(c, err) }
	e.GET("/broken", func(echo.Context) error { return err })
	s.handler = e
}

func TestAPageCanBeMadeWithoutTheDatabase(t *testing.T) {
	s := newService(t)
	s.page(200, "/lediga-jobb")
	s.must(s.store.Close())
	w := s.ask("GET", "/lediga-jobb/0000000001")
	if w.Code != http.StatusInternalServerError && w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "<h1>") {
		t.Errorf("%d %.200s", w.Code, w.Body)
	}
	s.page(200, "/lediga-jobb")
}

func TestOnlyADemoShowsItsParts(t *testing.T) {
	s := newService(t)
	d := s.page(200, "/delar")
	for _, part := range []string{".button--danger", ".field__fault", ".summary", ".chip", ".pager", ".notice", ".empty", ".facts", ".table", ".chart", ".dialog", ".job-card", ".mark--featured"} {
		if len(d.all(part)) == 0 {
			t.Errorf("no %s", part)
		}
	}
	s.demo(false)
	s.page(404, "/delar")
}

func TestOtherMethodsAreRefused(t *testing.T) {
	s := newService(t)
	for _, path := range []string{"/lediga-jobb", "/kontakt"} {
		if w := s.ask("POST", path); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("POST %s: %d", path, w.Code)
		}
	}
}

func TestLinksOfPagesLeadSomewhere(t *testing.T) {
	s := few(t)
	seen, todo := map[string]bool{}, []string{"/lediga-jobb"}
	for len(todo) > 0 && len(seen) < 400 {
		path := todo[0]
		todo = todo[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code >= 400 {
			t.Errorf("%s: %d", path, w.Code)
		}
		for _, address := range parse(t, w.Body.String()).links("a[href]") {
			if strings.HasPrefix(address, "/") {
				todo = append(todo, address)
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d pages found", len(seen))
	}
}
