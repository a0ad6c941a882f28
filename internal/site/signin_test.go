package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
)

const (
	rut     = "rut@journal.example" // at the desk
	unknown = "nils@nowhere.example"
)

// client is somebody's browser: it keeps cookies, and sends them where they belong.
type client struct {
	*service
	cookies map[string]string
	from    string // its network address
}

func (s *service) browser() *client {
	return &client{service: s, cookies: map[string]string{}, from: "192.0.2.1"}
}

// send asks for a path, with a form or nil.
func (b *client) send(method, path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	b.Helper()
	r, w := httptest.NewRequest(method, path, strings.NewReader(form.Encode())), httptest.NewRecorder()
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	r.RemoteAddr = b.from + ":1234"
	b.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return w
}

// expect is send, and the status that it has to have.
func (b *client) expect(status int, method, path string, form url.Values) *httptest.ResponseRecorder {
	b.Helper()
	w := b.send(method, path, form)
	if w.Code != status {
		b.Fatalf("%s %s: %d, not %d: %.400s", method, path, w.Code, status, w.Body)
	}
	return w
}

// ask asks to sign in.
func (b *client) asks(email string) {
	b.Helper()
	b.expect(303, "POST", b.base+"/logga-in", url.Values{"email": {email}})
}

// letters writes every letter that waits, as the mail room does, and gives their links and codes, the oldest first.
func (s *service) letters() (links, codes []string) {
	s.Helper()
	var notices []board.Notice
	s.write(func(tx *store.Tx) (err error) {
		notices, err = tx.LeaseNotices(s.Context(), s.now, s.now.Add(1000*24*time.Hour), 100)
		return err
	})
	for _, n := range notices {
		token, code, err := s.desk().NewSignIn(s.Context(), n)
		if err != nil {
			s.Fatal(err)
		}
		links, codes = append(links, s.base+"/logga-in/"+token), append(codes, code)
	}
	return links, codes
}

func (s *service) desk() *desk.Desk { return s.pages.Desk }

// staff puts somebody at the desk.
func (s *service) staff(email string, role board.DeskRole) {
	s.Helper()
	err := s.desk().SaveEditor(s.Context(), board.System, board.Editor{Email: email, Name: "Rut Ask", Role: role})
	if err != nil {
		s.Fatal(err)
	}
}

// signedIn says whether a browser is.
func (b *client) signedIn() bool {
	b.Helper()
	return b.send("GET", b.base+"/redaktionen/sessioner", nil).Code == http.StatusOK
}

func TestALinkLetsInOnceAfterEveryScannerHasOpenedIt(t *testing.T) {
	s := newService(t)
	s.staff(rut, board.DeskAdmin)
	b := s.browser()
	b.asks(rut)
	links, _ := s.letters()
	scanner := s.browser()
	for range 20 {
		for _, link := range links {
			scanner.expect(200, "GET", link, nil)
			scanner.expect(200, "HEAD", link, nil)
		}
	}
	elsewhere := s.browser() // the letter is read on a telephone
	d := parse(t, elsewhere.expect(200, "GET", links[0], nil).Body.String())
	d.says("main .lead", "Tryck på knappen för att logga in som r•••@journal.example.")
	w := elsewhere.expect(303, "POST", links[0], url.Values{})
	if to := w.Header().Get("Location"); to != "/redaktionen" {
		t.Errorf("leads to %s", to)
	}
	if !elsewhere.signedIn() || scanner.signedIn() {
		t.Error("the wrong browser is signed in")
	}
	d = parse(t, scanner.expect(410, "POST", links[0], url.Values{}).Body.String())
	d.says("main .lead", "Länken är redan använd eller för gammal. Skicka en ny till r•••@journal.example?")
	scanner.expect(410, "GET", links[0], nil)
	scanner.expect(303, "POST", links[0]+"/ny", url.Values{})
	if again, _ := s.letters(); len(again) != 1 {
		t.Errorf("%d letters", len(again))
	}
	elsewhere.expect(303, "POST", links[0], url.Values{}) // pressed twice
}

func TestALinkEndsAfterAnHour(t *testing.T) {
	s := newService(t)
	s.staff(rut, board.DeskEditor)
	s.browser().asks(rut)
	links, _ := s.letters()
	s.now = s.now.Add(time.Hour - time.Millisecond)
	s.browser().expect(200, "GET", links[0], nil)
	s.now = s.now.Add(time.Millisecond)
	s.browser().expect(410, "GET", links[0], nil)
	s.browser().expect(410, "POST", links[0], url.Values{})
	s.browser().expect(410, "GET", s.base+"/logga-in/nothing-that-was-ever-sent", nil)
}

func TestACodeWorksInTheBrowserThatAsked(t *testing.T) {
	s := newService(t)
	s.staff(rut, board.DeskEditor)
	b, other := s.browser(), s.browser()
	b.expect(303, "POST", "/logga-in", url.Values{"email": {"  RUT@journal.example "}, "till": {"/redaktionen/sessioner?sagt=session_revoked"}})
	d := parse(t, b.expect(200, "GET", "/logga-in/kod", nil).Body.String())
	d.says("main .lead", "Om rut@journal.example finns hos oss har vi skickat en länk och en kod dit. De gäller i en timme.")
	links, codes := s.letters()
	if w := other.expect(303, "POST", "/logga-in/kod", url.Values{"code": {codes[0]}}); w.Header().Get("Location") != "/logga-in" {
		t.Error("another browser may try codes")
	}
	other.asks(rut)
	other.expect(422, "POST", "/logga-in/kod", url.Values{"code": {codes[0]}})
	w := b.expect(303, "POST", "/logga-in/kod", url.Values{"code": {codes[0][:3] + " " + codes[0][3:]}})
	if to := w.Header().Get("Location"); to != "/redaktionen/sessioner?sagt=session_revoked" {
		t.Errorf("leads to %s", to)
	}
	if !b.signedIn() {
		t.Error("the code lets nobody in")
	}
	s.browser().expect(410, "POST", links[0], url.Values{}) // the letter has been used
}

func TestFiveCodesCanBeTried(t *testing.T) {
	for name, email := range map[string]string{"known": rut, "unknown": unknown} {
		s := newService(t)
		s.staff(rut, board.DeskEditor)
		b := s.browser()
		b.asks(email)
		links, codes := s.letters()
		wrong := url.Values{"code": {"no code"}}
		for _, left := range []string{"4", "3", "2", "1"} {
			d := parse(t, b.expect(422, "POST", "/logga-in/kod", wrong).Body.String())
			d.says(".field__fault", "Koden stämmer inte. Du har "+left+" försök kvar.")
		}
		b.expect(410, "POST", "/logga-in/kod", wrong)
		b.expect(410, "POST", "/logga-in/kod", wrong)
		if name == "unknown" {
			continue
		}
		b.expect(410, "POST", "/logga-in/kod", url.Values{"code": codes})
		s.browser().expect(410, "POST", links[0], url.Values{})
	}
}

func TestNobodyLearnsWhichAddressesAreKnown(t *testing.T) {
	s := newService(t)
	s.staff(rut, board.DeskEditor)
	var answers [2]string
	for i, email := range []string{rut, unknown} {
		b := s.browser()
		for range 4 { // the last is one too many
			w := b.send("POST", "/logga-in", url.Values{"email": {email}})
			w.Header().Del("Set-Cookie") // its value is random
			answers[i] += http.StatusText(w.Code) + w.Header().Get("Location") + w.Header().Get("Retry-After") + strings.ReplaceAll(w.Body.String(), email, "X")
		}
		answers[i] += strings.ReplaceAll(b.send("GET", "/logga-in/kod", nil).Body.String(), email, "X")
		answers[i] += strings.ReplaceAll(b.send("POST", "/logga-in/kod", url.Values{"code": {"x"}}).Body.String(), email, "X")
	}
	if answers[0] != answers[1] {
		t.Errorf("known:\n%s\nunknown:\n%s", answers[0], answers[1])
	}
	if links, _ := s.letters(); len(links) != 3 {
		t.Errorf("%d letters, not 3", len(links))
	}
}

func TestLettersAreBounded(t *testing.T) {
	s := newService(t)
	s.staff(rut, board.DeskEditor)
	for hour := range 6 {
		for n := range 3 {
			b := s.browser()
			b.from = "192.0.2." + string(rune('1'+n)) // wherever from
			want := 303
			if hour*3+n >= 10 {
				want = 429
			}
			b.expect(want, "POST", "/logga-in", url.Values{"email": {rut}})
		}
		s.browser().expect(429, "POST", "/logga-in", url.Values{"email": {rut}})
		s.now = s.now.Add(time.Hour)
	}
	s.now = s.now.Add(24 * time.Hour)
	s.browser().asks(rut)

	s.now = s.now.Add(time.Hour)
	flood := s.browser()
	flood.from = "2001:db8::1"
	for n := range 30 {
		flood.asks("nobody" + string(rune('a'+n%26)) + string(rune('a'+n/26)) + "@nowhere.example")
	}
	flood.from = "2001:db8::2" // of the same network
	w := flood.expect(429, "POST", "/logga-in", url.Values{"email": {unknown}})
	if w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "Inget du skrivit är borta.") || !strings.Contains(w.Body.String(), unknown) {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
}

func TestWhatIsNoAddressIsSaidAtItsField(t *testing.T) {
	s := newService(t)
	w := s.browser().expect(422, "POST", "/logga-in?lang=en", url.Values{"email": {"rut at journal"}, "till": {"//evil.example"}})
	d := parse(t, w.Body.String())
	d.says(".field__fault", "Write an e-mail address, for example namn@ekby.se")
	if got, _ := attribute(d.all("input[name=email]")[0], "value"); got != "rut at journal" {
		t.Errorf("what was typed is %q", got)
	}
	if got, _ := attribute(d.all("input[name=till]")[0], "value"); got != "" {
		t.Errorf("leads to %q", got)
	}
	s.browser().expect(415, "POST", "/logga-in", nil)
}

func TestNobodyIsLedElsewhere(t *testing.T) {
	for base, cases := range map[string]map[string]string{
		"https://jobb.example.se": {
			"/redaktionen?x=1": "/redaktionen?x=1", "": "/lediga-jobb", "https://evil.example": "/lediga-jobb", "//evil.example/x": "/lediga-jobb",
			"/\\evil.example": "/lediga-jobb", "/%5Cevil.example": "/lediga-jobb", "/a/../b": "/lediga-jobb", "/\tx": "/lediga-jobb", "javascript:alert(1)": "/lediga-jobb",
			"/" + strings.Repeat("x", 3000): "/lediga-jobb", "x": "/lediga-jobb",
		},
		"https://site.example/jobb": {"/jobb/redaktionen": "/jobb/redaktionen", "/wp-admin": "/jobb/lediga-jobb", "/jobb/../wp-admin": "/jobb/lediga-jobb"},
	} {
		s := serviceAt(t, base)
		headers := s.as("per@ekby.example", "")
		for till, want := range cases {
			s.leads(303, "/logga-in?till="+url.QueryEscape(till), want, headers...)
		}
	}
}

func TestTheCookieBelongsToThisServiceAlone(t *testing.T) {
	for base, want := range map[string]string{
		"https://jobb.example.se":   "__Host-ledigajobb=T; Path=/; Max-Age=2592000; HttpOnly; Secure; SameSite=Lax",
		"https://site.example/jobb": "__Secure-ledigajobb=T; Path=/jobb; Max-Age=2592000; HttpOnly; Secure; SameSite=Lax",
		"http://127.0.0.1:8080":     "ledigajobb=T; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax",
		"http://127.0.0.1:8080/x":   "ledigajobb=T; Path=/x; Max-Age=2592000; HttpOnly; SameSite=Lax",
	} {
		s := serviceAt(t, base)
		s.staff(rut, board.DeskEditor)
		s.browser().asks(rut)
		links, _ := s.letters()
		b := s.browser()
		w := b.expect(303, "POST", links[0], url.Values{})
		got := w.Header().Values("Set-Cookie")[0]
		name, _, _ := strings.Cut(want, "=")
		if got = strings.Replace(got, b.cookies[name], "T", 1); got != want {
			t.Errorf("%s:\n got %s\nwant %s", base, got, want)
		}
	}
}

func TestWhatAnotherSitesPageSendsIsRefused(t *testing.T) {
	s := newService(t)
	b := s.browser()
	for _, headers := range [][]string{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"},
	} {
		if w := b.send("POST", "/logga-in", url.Values{"email": {rut}}, headers...); w.Code != http.StatusForbidden {
			t.Errorf("%v: %d", headers, w.Code)
		}
	}
	for _, headers := range [][]string{{"Sec-Fetch-Site", "same-origin"}, {"Origin", "https://jobb.example.se"}, nil} {
		if w := b.send("POST", "/logga-in", url.Values{"email": {"x"}}, headers...); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%v: %d", headers, w.Code)
		}
	}
}

func TestASessionLastsAsLongAsItIsUsed(t *testing.T) {
	s := newService(t)
	s.staff(rut, board.DeskEditor)
	s.browser().asks(rut)
	links, _ := s.letters()
	b := s.browser()
	b.expect(303, "POST", links[0], url.Values{})
	if w := b.expect(200, "GET", "/redaktionen/sessioner", nil); w.Header().Get("Set-Cookie") != "" {
		t.Error("the session is made longer with each page")
	}
	for range 3 {
		s.now = s.now.Add(29 * 24 * time.Hour)
		if w := b.expect(200, "GET", "/redaktionen/sessioner", nil); !strings.Contains(w.Header().Get("Set-Cookie"), "Max-Age=2592000") {
			t.Error("the cookie does not last as long as the session")
		}
	}
	s.now = s.now.Add(30 * 24 * time.Hour)
	if b.signedIn() {
		t.Error("a session that was not used goes on")
	}
}

func TestSessionsEndOneByOneOrAllAtOnce(t *testing.T) {
	s := newService(t)
	s.staff(rut, board.DeskEditor)
	here, there := s.browser(), s.browser()
	for _, b := range []*client{there, here} {
		b.asks(rut)
		_, codes := s.letters()
		s.now = s.now.Add(time.Minute)
		b.expect(303, "POST", "/logga-in/kod", url.Values{"code": codes})
	}
	d := parse(t, here.expect(200, "GET", "/redaktionen/sessioner", nil).Body.String())
	d.says(".rows__name", "Den här webbläsaren | Inloggad 22 november 2026 kl. 12.01")
	name, _ := attribute(d.all("li input[name=session]")[1], "value")
	stranger := s.browser()
	s.staff("per@journal.example", board.DeskEditor)
	stranger.asks("per@journal.example")
	_, codes := s.letters()
	stranger.expect(303, "POST", "/logga-in/kod", url.Values{"code": codes})
	stranger.expect(404, "POST", "/redaktionen/sessioner", url.Values{"session": {name}})
	here.expect(303, "POST", "/redaktionen/sessioner", url.Values{"session": {name}})
	if !here.signedIn() || there.signedIn() || !stranger.signedIn() {
		t.Error("the wrong session has ended")
	}
	here.expect(303, "POST", "/redaktionen/sessioner", url.Values{"all": {"1"}})
	if here.signedIn() || !stranger.signedIn() {
		t.Error("the wrong sessions have ended")
	}
}

func TestARoleThatIsTakenAwayIsGoneWithTheNextRequest(t *testing.T) {
	s := newService(t)
	s.staff("ada@journal.example", board.DeskAdmin)
	headers := s.as(rut, board.DeskAdmin)
	s.page(200, "/redaktionen/konton", headers...)
	e, err := s.store.Editor(t.Context(), rut)
	if err != nil {
		t.Fatal(err)
	}
	e.Role = board.DeskFinance
	s.write(func(tx *store.Tx) error { return tx.SaveEditor(t.Context(), e) })
	s.page(403, "/redaktionen/konton", headers...)
	if err := s.desk().RemoveEditor(t.Context(), board.System, e.ID); err != nil {
		t.Fatal(err)
	}
	s.leads(303, "/redaktionen/konton", "/logga-in?till=%2Fredaktionen%2Fkonton", headers...)
}
