package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/store"
)

func TestASettingHoldsFromTheNextPage(t *testing.T) {
	s := newService(t)
	admin := s.as("anna@example.se", board.DeskAdmin)
	s.page(200, "/redaktionen/installningar", admin...).says("h1", "Inställningar")
	d := s.page(200, "/redaktionen/installningar/utseende", admin...)
	d.says("h1", "Utseende och kontakt")
	w := s.send("/redaktionen/installningar/utseende", url.Values{"frame.name": {"Upphandling i dag"}, "was.frame.name": {""}}, admin...)
	if w.Code != 303 || w.Header().Get("Location") != "/redaktionen/installningar/utseende?sagt=settings" {
		t.Fatalf("%d to %s", w.Code, w.Header().Get("Location"))
	}
	s.page(200, "/lediga-jobb").says(".brand__name", "Upphandling i dag")
	s.page(200, "/redaktionen/installningar/historik/frame.name", admin...).says(".setting__value", "Upphandling i dag")
	d = s.page(200, "/redaktionen/logg?kind=setting", admin...)
	d.says(".history__name", "Inställning ändrad")
	if text := d.text(".history"); !strings.Contains(text, "anna@example.se") || !strings.Contains(text, "Upphandling i dag") {
		t.Error(text)
	}
}

func TestASettingThatIsWrongIsSaidAtItsField(t *testing.T) {
	s := newService(t)
	admin := s.as("anna@example.se", board.DeskAdmin)
	w := s.send("/redaktionen/installningar/utseende", url.Values{
		"frame.accent": {"blått"}, "frame.home": {"tidningen"}, "frame.name": {"Upphandling i dag"},
	}, admin...)
	if w.Code != 422 {
		t.Fatal(w.Code)
	}
	for _, part := range []string{"Skriv färgen som #0b4a66", "Skriv hela adressen", `value="blått"`, `value="Upphandling i dag"`, `href="#f-frame.home"`} {
		if !strings.Contains(w.Body.String(), part) {
			t.Errorf("%q is missing", part)
		}
	}
}

func TestTwoAdminsAtTheSameSetting(t *testing.T) {
	s := newService(t)
	anna, bo := s.as("anna@example.se", board.DeskAdmin), s.as("bo@example.se", board.DeskAdmin)
	change := func(to string, was string, who []string) *httptest.ResponseRecorder {
		return s.send("/redaktionen/installningar/utseende", url.Values{"frame.name": {to}, "was.frame.name": {was}}, who...)
	}
	change("Ett", "", anna)
	w := change("Två", "", bo)
	if w.Code != 409 || !strings.Contains(w.Body.String(), "anna@example.se ändrade") || !strings.Contains(w.Body.String(), `value="Två"`) {
		t.Errorf("%d", w.Code)
	}
	if w := change("Två", "Ett", bo); w.Code != 303 {
		t.Errorf("when bo has seen it: %d", w.Code)
	}
}

func TestWhatAnotherHasSetMeanwhileIsNotSetBack(t *testing.T) {
	s := newService(t)
	anna, bo := s.as("anna@example.se", board.DeskAdmin), s.as("bo@example.se", board.DeskAdmin)
	const path = "/redaktionen/installningar/utseende"
	annas, bos := typedInto(s.page(200, path, anna...), "form.setting"), typedInto(s.page(200, path, bo...), "form.setting")
	annas.Set(board.SettingName, "Karriär")
	annas.Set(board.SettingPhone, "08-123 45 67")
	s.hand(303, path, annas, anna...)
	bos.Set(board.SettingName, "Lediga tjänster")
	again := typedInto(parse(t, s.hand(409, path, bos, bo...).Body.String()), "form.setting")
	if name, phone := again.Get(board.SettingName), again.Get(board.SettingPhone); name != "Lediga tjänster" || phone != "08-123 45 67" {
		t.Errorf("%q and %q are shown", name, phone)
	}
	s.hand(303, path, again, bo...)
	if name, phone := s.setting(board.SettingName), s.setting(board.SettingPhone); name != "Lediga tjänster" || phone != "08-123 45 67" {
		t.Errorf("%q and %q are set", name, phone)
	}
}

func TestPricesAreChangedNumberByNumber(t *testing.T) {
	s := newService(t)
	admin := s.as("anna@example.se", board.DeskAdmin)
	const path = "/redaktionen/installningar/priser"
	d := s.page(200, path, admin...)
	for _, group := range []string{"Paket", "Tillägg", "Rabatter och provision", "Moms"} {
		if !strings.Contains(d.text("main"), group) {
			t.Errorf("%s is missing", group)
		}
	}
	shown := typedInto(d, "form.setting")
	for name, value := range map[string]string{
		"prices.basic.price": "8900", "prices.basic.days": "45", "prices.plus.top": "7", "prices.premium.newsletters": "2",
		"prices.bundle_5.percent": "15", "prices.vat.percent": "25", "was.prices": "",
	} {
		if got := shown.Get(name); got != value {
			t.Errorf("%s is shown as %q, not %q", name, got, value)
		}
	}
	s.hand(303, path, shown, admin...)
	if s.setting(board.SettingPrices) != "" {
		t.Error("what nobody changed is kept as a change")
	}
	shown.Set("prices.basic.price", "9 900 kr")
	s.hand(303, path, shown, admin...)
	want := strings.TrimSpace(strings.Replace(board.DefaultPrices().String(), "basic 8900", "basic 9900", 1))
	if got := s.setting(board.SettingPrices); got != want {
		t.Errorf("kept as %q", got)
	}
	s.page(200, "/platsannonsera").says(".offer__price", "9 900 kr exkl. moms | 12 900 kr exkl. moms | 17 900 kr exkl. moms | Kostnadsfri")
	s.page(200, "/redaktionen/installningar/historik/prices", admin...).says(".setting__value", strings.Join(strings.Fields(want), " "))
}

func TestPricesThatAreWrongAreSaidAtTheirFields(t *testing.T) {
	s := newService(t)
	admin := s.as("anna@example.se", board.DeskAdmin)
	const path = "/redaktionen/installningar/priser"
	typed := typedInto(s.page(200, path, admin...), "form.setting")
	typed.Set("prices.basic.price", "dyrt")
	typed.Set("prices.agency.percent", "20")
	typed.Set("prices.plus.days", "30")
	d := parse(t, s.hand(422, path, typed, admin...).Body.String())
	for name, fault := range map[string]string{"prices.basic.price": "Skriv ett helt tal med siffror: 0–1000000.", "prices.agency.percent": "Skriv ett tal: 0–15."} {
		if !strings.Contains(d.text(".field__fault"), fault) {
			t.Errorf("%s: %q is not among %s", name, fault, d.text(".field__fault"))
		}
	}
	if again := typedInto(d, "form.setting"); again.Encode() != typed.Encode() {
		t.Errorf("what was typed is now %v", again)
	}
	if text := d.text(".summary"); !strings.Contains(text, "Bas, Pris i kronor: Skriv ett helt tal") {
		t.Error(text)
	}
	if s.setting(board.SettingPrices) != "" {
		t.Error("it is kept")
	}
}

func TestTwoAdminsAtThePrices(t *testing.T) {
	s := newService(t)
	anna, bo := s.as("anna@example.se", board.DeskAdmin), s.as("bo@example.se", board.DeskAdmin)
	const path = "/redaktionen/installningar/priser"
	annas, bos := typedInto(s.page(200, path, anna...), "form.setting"), typedInto(s.page(200, path, bo...), "form.setting")
	annas.Set("prices.write.price", "4000")
	s.hand(303, path, annas, anna...)
	bos.Set("prices.linkedin.price", "3000")
	d := parse(t, s.hand(409, path, bos, bo...).Body.String())
	again := typedInto(d, "form.setting")
	if again.Get("prices.linkedin.price") != "3000" || !strings.Contains(d.text("main"), "anna@example.se ändrade") {
		t.Error("bo's number is gone, or who was first")
	}
	s.hand(303, path, again, bo...)
	if prices := s.setting(board.SettingPrices); !strings.Contains(prices, "linkedin 3000\n") || !strings.Contains(prices, "write 4000\n") {
		t.Error(prices)
	}
}

func TestALetterInTheJournalsOwnWords(t *testing.T) {
	s := newService(t)
	admin := s.as("anna@example.se", board.DeskAdmin)
	if w := s.ask("GET", "/redaktionen/installningar/brev", admin...); !strings.Contains(w.Body.String(), "Publicerad: {headline}") {
		t.Errorf("%d: a letter's subject is missing", w.Code)
	}
	key := "words.letter.sign_in.subject.sv"
	if w := s.send("/redaktionen/installningar/brev", url.Values{key: {"Er kod: {code}"}}, admin...); w.Code != 303 {
		t.Fatal(w.Code)
	}
	s.owe(board.NoticeWaiting, "")
	s.page(200, "/redaktionen/utskick", admin...).says(".rows__name", "Er kod: •••")
}

func TestAReasonInTheJournalsOwnWords(t *testing.T) {
	s := newService(t)
	admin := s.as("anna@example.se", board.DeskAdmin)
	key := "words.reason.deadline.text.sv"
	if w := s.send("/redaktionen/installningar/skal", url.Values{key: {"Vilken dag gäller?"}}, admin...); w.Code != 303 {
		t.Fatal(w.Code)
	}
	j := s.job("aaaaaaaaaa", s.employer("Ekby kommun"), func(j *board.Job) {
		j.State, j.Run, j.Owners = board.StatusInReview, board.Run{}, []string{"per@ekby.example"}
	})
	w := s.ask("GET", "/redaktionen/granska/"+string(j.ID)+"/tillbaka", admin...)
	if !strings.Contains(w.Body.String(), "Vilken dag gäller?") {
		t.Errorf("%d", w.Code)
	}
}

func TestTheLogAsATable(t *testing.T) {
	s := newService(t)
	admin := s.as("anna@example.se", board.DeskAdmin)
	for _, name := range []string{"=1+1", "Två"} {
		s.send("/redaktionen/installningar/utseende", url.Values{"frame.name": {name}, "was.frame.name": {s.setting(board.SettingName)}}, admin...)
	}
	w := s.ask("GET", "/redaktionen/logg/csv?kind=setting", admin...)
	lines := strings.Split(strings.TrimSpace(w.Body.String()), "\r\n")
	if w.Code != 200 || len(lines) != 3 || !strings.HasPrefix(lines[0], "\ufeffNummer;") || !strings.HasSuffix(lines[2], ";'=1+1") {
		t.Errorf("%d %q", w.Code, lines)
	}
	if w := s.ask("GET", "/redaktionen/logg/csv", s.as("eva@example.se", board.DeskEditor)...); w.Code != 403 {
		t.Errorf("an editor takes the log away: %d", w.Code)
	}
}

func TestTheLogIsSearchedByWhoAndByWhatItIsAbout(t *testing.T) {
	s := newService(t)
	sara := s.as("sara@example.se", board.DeskSales)
	s.hand(303, "/redaktionen/kunder/byraer", url.Values{"name": {"Byrån"}, "organization_number": {"556036-0793"}, "percent": {"15"}, "reason": {"Avtal"}, "version": {"0"}}, sara...)
	for query, found := range map[string]bool{"by=Sara@Example.se&kind=agency": true, "kind=agency": true, "by=anna@example.se": false, "kind=order": false} {
		w := s.ask("GET", "/redaktionen/logg?"+query, sara...)
		if strings.Contains(w.Body.String(), "Byrå 556036-0793") != found {
			t.Errorf("%s: found is not %t", query, found)
		}
	}
}

func (s *service) setting(key string) string {
	s.Helper()
	settings, err := s.store.Settings(s.Context())
	s.must(err)
	return settings[key]
}

func TestSettingsAndLogAreForEverybody(t *testing.T) {
	b := browsertest.Start(t)
	s := newService(t)
	admin := s.as("anna@example.se", board.DeskAdmin)
	s.send("/redaktionen/installningar/utseende", url.Values{"frame.name": {"Upphandling i dag"}, "frame.accent": {"#7a1f3d"}}, admin...)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(admin); i += 2 {
			r.Header.Set(admin[i], admin[i+1])
		}
		s.handler.ServeHTTP(w, r)
	}))
	defer server.Close()
	for _, view := range []browser.View{{Width: 360, Height: 740}, {}, {Dark: true}} {
		tab := b.Tab(t, view)
		for _, path := range []string{
			"installningar", "installningar/utseende", "installningar/brev", "installningar/priser", "installningar/sok", "installningar/redaktionen", "installningar/historik/frame.name", "logg",
		} {
			tab.Go(server.URL + "/redaktionen/" + path)
			tab.Clean()
			tab.Axe()
			if wide := browsertest.Eval[float64](tab, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("%s: %s is %v px too wide", view, path, wide)
			}
		}
	}
}

func TestAnAdminErasesAPersonFromTheLog(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	admin := s.as("anna@example.se", board.DeskAdmin)
	customer, path := "/redaktionen/kunder/"+e.Slug, "/redaktionen/logg/radera"
	for _, trusted := range []string{"1", ""} {
		s.hand(303, customer+"/betrodd", url.Values{"email": {"per@ekby.example"}, "trusted": {trusted}}, admin...)
	}
	s.page(200, "/redaktionen/logg?kind=employer", admin...).says(".history dd", "per@ekby.example | per@ekby.example")
	s.page(200, path, admin...)
	s.hand(422, path, url.Values{"email": {"per"}}, admin...)
	s.hand(422, path, url.Values{"email": {"anna@example.se"}, "sure": {"1"}}, admin...)
	parse(s, s.hand(200, path, url.Values{"email": {"bo@ekby.example"}}, admin...).Body.String()).says("[role=status]", "Loggen nämner inte adressen.")
	d := parse(s, s.hand(200, path, url.Values{"email": {" Per@Ekby.example "}}, admin...).Body.String())
	d.says("main [role=status]", "Loggen nämner adressen på 2 ställen i 2 händelser.")
	s.hand(303, path, typedInto(d, "main form"), admin...)
	log := s.page(200, "/redaktionen/logg?kind=employer", admin...)
	log.says(".history dd", "(raderat) | (raderat)")
	log.says(".history__name", "Inte längre betrodd | Betrodd avsändare")
	log = s.page(200, "/redaktionen/logg", admin...)
	if told := log.text(".history li"); strings.Contains(told, "per@ekby.example") || !strings.Contains(told, "En persons uppgifter raderade Loggen") {
		t.Errorf("the log says %s", told)
	}
	s.hand(403, path, url.Values{"email": {"per@ekby.example"}, "sure": {"1"}}, s.as("bo@example.se", board.DeskEditor)...)
}

func TestTheLogIsReadByPeople(t *testing.T) {
	s := newService(t)
	admin := s.as("anna@example.se", board.DeskAdmin)
	tell := func(kind board.SubjectKind, action string, changes ...board.Difference) {
		s.write(func(tx *store.Tx) error {
			return tx.Audit(t.Context(), board.Entry{At: s.now, By: board.System, Action: action, Subject: board.Subject{Kind: kind, ID: "1"}, Changes: changes})
		})
	}
	for want, d := range map[string]struct {
		kind  board.SubjectKind
		field string
		value string
	}{
		"Läge Granskas":                        {board.SubjectJob, "state", "in_review"},
		"Läge Att fakturera":                   {board.SubjectOrder, "state", "published"},
		"Visas till 1 december 2026 kl. 00.00": {board.SubjectJob, "run.until", "2026-11-30T23:00:00Z"},
		"Sista ansökningsdag 1 december 2026":  {board.SubjectJob, "ad.deadline", "2026-12-01"},
		"Yrkesroll Upphandlare, Inköpare":      {board.SubjectJob, "ad.profile.roles", `["upphandlare","inkopare"]`},
		"Orter Storgatan 1, Linköping":         {board.SubjectJob, "ad.where.places", `[{"Municipality":"0580","Region":"05","Country":"SE","Street":"Storgatan 1"}]`},
		"Ändringen: Rubrik Upphandlare":        {board.SubjectJob, "revision.ad.headline", "Upphandlare"},
		"Bas 7 000 kr":                         {board.SubjectEmployer, "basic", "7000"},
		"Verifierad Ja":                        {board.SubjectEmployer, "verified", "true"},
		"Organisationsnummer 212000-0142":      {board.SubjectEmployer, "org_nr", "2120000142"},
		"Organisationsnummer (personal)":       {board.SubjectAgency, "org_nr", "8112189876"},
		"Rader Bas, 8 900 kr; Rabatt, −900 kr, Ny kund": {board.SubjectOrder, "lines",
			`[{"Item":"basic","Quantity":1,"Price":8900},{"Item":"manual","Quantity":1,"Price":-900,"Reason":"Ny kund"}]`},
		"Faktureringssätt E-faktura via Peppol": {board.SubjectOrder, "invoice.route", "peppol"},
		"Slag Publicerad":                       {board.SubjectNotice, "kind", "approved"},
		"Utfall Annonsen är borttagen":          {board.SubjectReport, "outcome", "taken_down"},
		"unknown.field as it is":                {board.SubjectJob, "unknown.field", "as it is"},
	} {
		tell(d.kind, "job.edit", board.Difference{Field: d.field, After: d.value})
		d := s.page(200, "/redaktionen/logg", admin...)
		got := strings.ReplaceAll(strings.SplitN(d.text(".history dt"), " | ", 2)[0]+" "+strings.SplitN(d.text(".history dd"), " | ", 2)[0], "\u00a0", " ")
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
