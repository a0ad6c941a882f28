package site_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"net/http/httptest"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store/storetest"
)

// asked is a form's own values with some changed.
func asked(form url.Values, pairs ...string) url.Values {
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

func TestAllAdsAreListedSearchedAndNarrowed(t *testing.T) {
	s := newService(t)
	ekby, other := s.employer("Ekby kommun"), s.employer("Norrvik AB")
	s.job("0000000001", ekby, func(j *board.Job) { j.Owners = []string{"anna@ekby.example"} })
	s.job("0000000002", other, func(j *board.Job) { j.Ad.Headline, j.State, j.Package = "Inköpare", board.StatusPaused, "plus" })
	s.job("0000000003", other, func(j *board.Job) {
		j.Ad.Headline, j.Run = "Jurist", board.Run{From: s.now.Add(time.Hour), Until: s.now.Add(9 * time.Hour)}
	})
	anna := s.as("anna@example.se", board.DeskEditor)
	d := s.page(200, "/redaktionen/annonser", anna...)
	d.says("tbody th", "Jurist | Inköpare | Upphandlare till Ekby kommun")
	d.says(".tabs__tab[aria-current=page] .tabs__count", "3 annonser")
	for path, want := range map[string]string{
		"?q=ekby": "Upphandlare till Ekby kommun", "?q=anna%40ekby": "Upphandlare till Ekby kommun", "?lage=paused": "Inköpare", "?lage=scheduled": "Jurist",
		"?lage=live": "Upphandlare till Ekby kommun", "?arbetsgivare=norrvik-ab&paket=plus": "Inköpare", "?q=0000000003": "Jurist",
		"?fran=2026-11-22&lage=live": "Upphandlare till Ekby kommun", "?till=2026-11-21": "", "?lage=okand&ordna=x&efter=y.z&paket=q": "Jurist | Inköpare | Upphandlare till Ekby kommun",
	} {
		s.page(200, "/redaktionen/annonser"+path, anna...).says("tbody th", want)
	}
	s.page(200, "/redaktionen/annonser?arbetsgivare=norrvik-ab", anna...).says(".ads__chips .chip", "Ta bort Norrvik AB ×")
	s.page(403, "/redaktionen/annonser/ny", s.as("fia@example.se", board.DeskFinance)...)
}

func TestTheListOfAdsGoesOnFromAnAd(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	for i := range 120 {
		s.job(board.ID(fmt.Sprintf("%010d", i)), e, func(j *board.Job) {
			j.Ad.Headline, j.CreatedAt = fmt.Sprintf("Annons %d", i), s.now.Add(time.Duration(i)*time.Minute)
		})
	}
	anna, seen := s.as("anna@example.se", board.DeskEditor), 0
	for path := "/redaktionen/annonser?ordna=changed"; path != ""; {
		d := s.page(200, path, anna...)
		seen += len(d.all("tbody tr"))
		next := d.links(".ads__pages a[rel=next]")
		if path = ""; len(next) == 1 {
			path = next[0]
		}
	}
	if seen != 120 {
		t.Errorf("%d of 120 ads", seen)
	}
}

func TestAnAdAtTheDeskIsMovedByItsForms(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	s.job("0000000001", e, func(j *board.Job) { j.Owners = []string{"anna@ekby.example"} })
	anna, path := s.as("anna@example.se", board.DeskEditor), "/redaktionen/annonser/0000000001"
	form := func(id string) url.Values { return typedInto(s.page(200, path, anna...), "#"+id+" form") }
	press := func(id, step string, pairs ...string) *httptest.ResponseRecorder {
		t.Helper()
		w := s.hands(path+"/"+step, asked(form(id), pairs...), anna...)
		s.follow()
		return w
	}
	leads := func(w *httptest.ResponseRecorder, key string) {
		t.Helper()
		if want := path + "?sagt=" + key; w.Code != 303 || w.Header().Get("Location") != want {
			t.Fatalf("%d %s, not to %s: %.300s", w.Code, w.Header().Get("Location"), want, w.Body)
		}
	}
	leads(press("feature", "toppannons", "featured_until", "2026-11-30"), "ad_feature")
	leads(press("pick", "redaktionens-val", "pick", "ja"), "ad_pick")
	leads(press("deadline", "sista-dag", "application_deadline", "2026-12-10", "deadline_reason", "holiday"), "ad_deadline")
	leads(press("owners", "ansvariga", "owners", "bo@ekby.example\r\njobb@ekby.example"), "ad_owners")
	leads(press("pause", "pausa", "note", "Väntar på besked"), "ad_pause")
	if s.ask("GET", "/api/v1/jobs/0000000001").Code != 404 {
		t.Error("readers see a paused ad")
	}
	d := s.page(200, path+"?sagt=ad_pause", anna...)
	d.says(".desk__state", "Pausad")
	d.says(".history__name", "Pausad | Ansvariga bytta | Sista dagen ändrad | Redaktionens val | Toppannons")
	leads(press("resume", "visa"), "ad_resume")
	leads(press("close", "avsluta", "end_reason", "filled"), "ad_close")
	s.page(200, "/lediga-jobb/upphandlare-till-ekby-kommun-0000000001").says(".notice__title", "Tjänsten är tillsatt")
	leads(press("take_down", "avpublicera", "takedown", "personal_data", "facts", "Texten nämner en sökande."), "ad_take_down")
	s.page(410, "/lediga-jobb/upphandlare-till-ekby-kommun-0000000001")
}

func TestAFormThatCannotBeDoneStaysAsItWasTyped(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	anna, path := s.as("anna@example.se", board.DeskEditor), "/redaktionen/annonser/0000000001"
	form := typedInto(s.page(200, path, anna...), "#deadline form")
	w := s.hands(path+"/sista-dag", asked(form, "application_deadline", "30/11", "note", "Kunden ringde"), anna...)
	if w.Code != 422 || !strings.Contains(w.Body.String(), "Skriv datumet som 2026-11-30") || !strings.Contains(w.Body.String(), "Kunden ringde") {
		t.Errorf("%d", w.Code)
	}
	if w := s.hands(path+"/pausa", url.Values{"version": {"1"}}, anna...); w.Code != 303 {
		t.Fatal(w.Code)
	}
	w = s.hands(path+"/sista-dag", asked(form, "application_deadline", "2026-12-24", "deadline_reason", "holiday"), anna...)
	if w.Code != 409 || !strings.Contains(w.Body.String(), "Anna Ekman pausade annonsen för") || !strings.Contains(w.Body.String(), "2026-12-24") {
		t.Errorf("%d %.400s", w.Code, w.Body)
	}
	w = s.hands(path+"/pausa", url.Values{"version": {"2"}}, anna...)
	if w.Code != 409 || !strings.Contains(w.Body.String(), "Den är redan pausad.") {
		t.Errorf("%d", w.Code)
	}
}

// Every move that a state does not allow is answered with what can be done instead.
func TestEveryRefusalSaysWhatToDo(t *testing.T) {
	s := newService(t)
	e, anna, n := s.employer("Ekby kommun"), s.as("anna@example.se", board.DeskEditor), 0
	forms := map[string]url.Values{
		"pausa": {}, "visa": {}, "avsluta": {"end_reason": {"filled"}}, "schemalagg": {"publication_date": {"2026-11-30"}},
		"sista-dag":  {"application_deadline": {"2026-12-24"}, "deadline_reason": {"holiday"}},
		"toppannons": {"featured_until": {"2026-11-30"}}, "redaktionens-val": {"pick": {"ja"}}, "ansvariga": {"owners": {"bo@ekby.example"}},
		"avpublicera": {"takedown": {"terms"}, "facts": {"x"}, "rule": {"3"}},
	}
	for _, state := range board.Statuses()[2:] {
		for step, form := range forms {
			n++
			j := s.job(board.ID(fmt.Sprintf("%010d", n)), e, func(j *board.Job) {
				j.State = state
				switch state {
				case board.StatusScheduled:
					j.State, j.Run.From = board.StatusLive, s.now.Add(time.Hour)
				case board.StatusExpired:
					j.State, j.Run.Until = board.StatusLive, s.now.Add(-time.Minute)
				}
			})
			w := s.hands("/redaktionen/annonser/"+string(j.ID)+"/"+step, asked(form, "version", "1"), anna...)
			if w.Code == 303 {
				continue
			}
			said := parse(t, w.Body.String()).text(".notice p")
			if w.Code != 409 || strings.Count(said, ".") < 3 || !strings.Contains(said, "Inget har ändrats.") {
				t.Errorf("%s of %s: %d %q", step, state, w.Code, said)
			}
		}
	}
}

func TestAnEditorPutsInAnAd(t *testing.T) {
	s := newService(t)
	anna, path := s.as("anna@example.se", board.DeskEditor), "/redaktionen/annonser/ny"
	form := typedInto(s.page(200, path, anna...), "#form")
	if w := s.hands(path, asked(form, "gor", "publicera"), anna...); w.Code != 422 || strings.Count(w.Body.String(), `href="#f-`) < 10 {
		t.Fatalf("an empty form: %d", w.Code)
	}
	form = asked(form, "title", "Upphandlare", "headline", "Upphandlare till Nyköping", "role", "upphandlare", "workplace_addresses.0.municipality", "Nykopping",
		"employment_type", "permanent", "working_hours", "full_time", "salary.reason", "individual", "description_text", "## Om oss\r\nDu leder *upphandlingar*.",
		"application_deadline", "2026-12-12", "application_details.email", "jobb@nykoping.example", "application_contacts.0.name", "Bo Ek",
		"application_contacts.0.telephone", "0155-24 80 00", "employer.name", "Nyköpings kommun", "package", "plus", "owners", "bo@nykoping.example")
	w := s.hands(path, asked(form, "gor", "publicera"), anna...)
	if w.Code != 422 || !strings.Contains(w.Body.String(), "Ingen kommun heter Nykopping. Menade du Nyköping?") || !strings.Contains(w.Body.String(), `value="Nykopping"`) {
		t.Fatalf("a misspelt place: %d %s", w.Code, w.Body)
	}
	form.Set("workplace_addresses.0.municipality", "Nyköping")
	w = s.hands(path, asked(form, "gor", "titta"), anna...)
	if d := parse(t, w.Body.String()); w.Code != 200 || !strings.Contains(d.text(".ad-form__look"), "Du leder upphandlingar.") {
		t.Errorf("the preview: %d", w.Code)
	}
	w = s.hands(path, asked(form, "gor", "", "fler", "application_contacts"), anna...)
	if d := parse(t, w.Body.String()); w.Code != 200 || len(d.all("#f-application_contacts .form-rows__row")) != 6 || len(d.all(".summary")) != 0 {
		t.Errorf("more contacts: %d", w.Code)
	}
	form.Del("fler")
	for range 2 { // the second press
		w = s.hands(path, asked(form, "gor", "publicera"), anna...)
		if w.Code != 303 || w.Header().Get("Location") != "/redaktionen/annonser/"+form.Get("id")+"?sagt=ad_placed" {
			t.Fatalf("%d %s %.300s", w.Code, w.Header().Get("Location"), w.Body)
		}
	}
	s.follow()
	d := s.page(200, "/lediga-jobb/upphandlare-till-nykoping-"+form.Get("id"))
	d.says("h1", "Upphandlare till Nyköping")
	d.says(".prose h3", "Om oss")
	d.says(".ad__where", "Nyköpings kommun, Nyköping")
	s.page(200, "/redaktionen/annonser", anna...).says("tbody th", "Upphandlare till NyköpingToppannons")
	sara := s.as("sara@example.se", board.DeskSales)
	if w := s.hands(path, asked(form, "id", "000000000z", "gor", "publicera"), sara...); w.Code != 403 {
		t.Errorf("sales publishes: %d", w.Code)
	}
	if w := s.hands(path, asked(form, "gor", "granskning"), sara...); w.Code != 303 {
		t.Errorf("sales puts in: %d", w.Code)
	}
	s.page(200, "/redaktionen/annonser/000000000z", sara...).says(".desk__state", "Granskas")
}

func TestTwoEditorsOfOneAdLoseNothing(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	anna, bo, path := s.as("anna@example.se", board.DeskEditor), s.as("bo@example.se", board.DeskAdmin), "/redaktionen/annonser/0000000001/andra"
	mine, yours := typedForm(s.page(200, path, anna...)), typedForm(s.page(200, path, bo...))
	if w := s.hands(path, asked(yours, "headline", "Inköpare till Ekby", "gor", "spara"), bo...); w.Code != 303 {
		t.Fatalf("%d %.600s", w.Code, w.Body)
	}
	w := s.hands(path, asked(mine, "headline", "Upphandlare sökes", "registry_number", "Dnr 1", "gor", "spara"), anna...)
	d := parse(t, w.Body.String())
	if w.Code != 409 || !strings.HasPrefix(d.text(".notice__title"), "Anna Ekman ändrade annonsen för") {
		t.Errorf("%d %s", w.Code, d.text(".notice"))
	}
	if theirs := d.text(".ad-form__theirs dl div"); !strings.Contains(theirs, "RubrikI annonsen nuInköpare till EkbyDin versionUpphandlare sökes") {
		t.Errorf("%s", theirs)
	}
	if w := s.hands(path, asked(typedForm(d), "gor", "spara"), anna...); w.Code != 303 {
		t.Errorf("saved in spite of it: %d", w.Code)
	}
	j, err := s.store.Job(t.Context(), "0000000001")
	s.must(err)
	if j.Ad.Headline != "Upphandlare sökes" || j.Ad.RegistryNumber != "Dnr 1" || j.Ad.Text.Plain != "Du leder upphandlingar.\n\nKrav\n\nErfarenhet." {
		t.Errorf("%+v", j.Ad)
	}
}

// typedForm is what the form of an ad would send as it stands.
func typedForm(d dom) url.Values {
	form := typedInto(d, "#form")
	for _, text := range d.all("#form textarea") {
		name, _ := attribute(text, "name")
		form.Set(name, strings.TrimPrefix(text.FirstChild.Data, "\n"))
	}
	return form
}

func TestTheSidebarIsOrderedByHand(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	for i := range 5 {
		s.job(board.ID(fmt.Sprintf("%010d", i)), e, func(j *board.Job) {
			j.Ad.Headline, j.Run.From = fmt.Sprintf("Annons %d", i), s.now.Add(-time.Duration(i+1)*time.Hour)
			if i > 0 {
				j.Promotion.FeaturedUntil = s.now.Add(48 * time.Hour)
			}
		})
	}
	anna, path := s.as("anna@example.se", board.DeskEditor), "/redaktionen/annonser/sidospalten"
	d := s.page(200, path, anna...)
	d.says("section[aria-labelledby=featured] li a", "Annons 1 | Annons 2 | Annons 3 | Annons 4")
	d.says("section[aria-labelledby=shown] li", "Annons 1 | Annons 2 | Annons 3 | Annons 0 | Annons 4")
	move := asked(typedInto(d, "section[aria-labelledby=featured] form"), "flytta", "0000000004:upp")
	for range 2 {
		if w := s.hands(path, move, anna...); w.Code != 303 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	s.follow()
	d = s.page(200, path, anna...)
	d.says("section[aria-labelledby=shown] li", "Annons 1 | Annons 2 | Annons 4 | Annons 0 | Annons 3")
	if got := s.ask("GET", "/api/v1/widget?limit=3").Body.String(); !regexp.MustCompile(`(?s)Annons 1.*Annons 2.*Annons 4`).MatchString(got) {
		t.Errorf("the sidebar: %s", got)
	}
	if len(s.page(200, path, s.as("fia@example.se", board.DeskFinance)...).all("button[name=flytta]")) != 0 {
		t.Error("finance may order it")
	}
}

func TestPagesOfAdsAskTheDatabaseAFixedNumberOfTimes(t *testing.T) {
	statements := func(ads int) map[string]int64 {
		s := newService(t)
		var n interface{ Load() int64 }
		s.store, n = storetest.Counted(t, storetest.SQLite(t))
		s.index, s.indexer.Store = search.New(), s.store
		s.indexer.Index = s.index
		s.demo(true)
		s.follow()
		e := s.employer("Ekby kommun")
		for i := range ads {
			s.job(board.ID(fmt.Sprintf("%010d", i)), e, func(j *board.Job) {
				j.Owners, j.Promotion.FeaturedUntil = []string{"a@ekby.example", "b@ekby.example"}, s.now.Add(time.Hour)
			})
		}
		anna := s.as("anna@example.se", board.DeskEditor)
		s.page(200, "/redaktionen/annonser", anna...)
		asked := map[string]int64{}
		for _, path := range []string{"", "?q=upphandlare", "?lage=live&ordna=ends", "?arbetsgivare=ekby-kommun", "/0000000000", "/0000000000/andra", "/ny", "/sidospalten"} {
			before := n.Load()
			s.page(200, "/redaktionen/annonser"+path, anna...)
			asked[path] = n.Load() - before
		}
		return asked
	}
	few, many := statements(1), statements(60)
	for path, n := range few {
		if many[path] != n || n > 12 {
			t.Errorf("%q asks %d times with one ad, %d with sixty", path, n, many[path])
		}
	}
}

func TestAdsAtTheDeskInABrowser(t *testing.T) {
	b := browsertest.Start(t)
	s := serviceAt(t, "http://localhost")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	s.job("0000000001", s.employer("Ekby kommun"), func(j *board.Job) {
		j.Owners, j.Promotion.FeaturedUntil = []string{"anna@ekby.example"}, s.now.Add(48*time.Hour)
	})
	cookie := strings.SplitN(s.as("anna@example.se", board.DeskEditor)[1], "=", 2)
	for _, view := range []browser.View{{Width: 360, Height: 740}, {Width: 1280, Height: 900}} {
		t.Run(view.String(), func(t *testing.T) {
			tab := b.Tab(t, view)
			tab.Go(server.URL + "/healthz")
			browsertest.Eval[bool](tab, fmt.Sprintf("document.cookie = %q, true", cookie[0]+"="+cookie[1]+"; path=/"))
			for _, path := range []string{"", "/0000000001", "/sidospalten"} {
				tab.Go(server.URL + "/redaktionen/annonser" + path)
				checked(t, tab, "ads"+strings.ReplaceAll(path, "/", "-"))
			}
			tab.Go(server.URL + "/redaktionen/annonser/ny")
			tab.Click("button[value=publicera]")
			tab.Wait(`document.querySelector(".summary") !== null`)
			checked(t, tab, "ad-form-faults")
			for name, value := range map[string]string{
				"title": "Inköpare", "headline": "Inköpare till Ekby", "role": "inkopare", "workplace_addresses.0.municipality": "Nyköping",
				"employment_type": "permanent", "working_hours": "full_time", "salary.min": "42 000", "salary.max": "48 000",
				"description_text": "## Om oss\n\n- Ett\n- Två", "application_deadline": "2026-12-12", "application_details.url": "jobb.ekby.example/1",
				"employer.name": "Nyköpings kommun", "package": "plus",
			} {
				browsertest.Eval[bool](tab, fmt.Sprintf("document.querySelector('[name=%q]').value = %q, true", name, value))
			}
			tab.Click("button[value=titta]")
			tab.Wait(`document.querySelector(".ad-form__look") !== null`)
			checked(t, tab, "ad-form-look")
			tab.Click("button[value=publicera]")
			tab.Wait(`document.querySelector(".desk__state") !== null`)
			if state := browsertest.Eval[string](tab, `document.querySelector(".desk__state").textContent`); state != "Publicerad" {
				t.Errorf("the ad is %s", state)
			}
			s.follow()
			tab.Click(".desk__ways a[href*='lediga-jobb']")
			tab.Wait(`document.querySelector("h1")?.textContent === "Inköpare till Ekby"`)
		})
	}
}

// checked holds a page to what holds for all of them, and takes its picture where pictures are looked at.
func checked(t *testing.T, tab *browsertest.Tab, name string) {
	t.Helper()
	tab.Clean()
	tab.Axe()
	if dir := os.Getenv("LEDIGAJOBB_TEST_PICTURES"); dir != "" {
		width := browsertest.Eval[int](tab, "innerWidth")
		tab.Screenshot(fmt.Sprintf("%s/%s-%d.png", dir, name, width))
	}
}
