package site_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/store"
)

// asks has a reader ask for an alert.
func (s *service) asks(status int, email, search, frequency string, headers ...string) *httptest.ResponseRecorder {
	s.Helper()
	form, err := url.ParseQuery(search)
	s.must(err)
	form.Set("email", email)
	form.Set("frequency", frequency)
	return s.hand(status, "/bevakningar", form, headers...)
}

// letter takes the letters of a kind to somebody out of the outbox, and gives what the last one's links carry.
func (s *service) letter(kind board.NoticeKind, email string) map[string]string {
	s.Helper()
	found, err := s.store.NoticesTo(s.Context(), email, []board.NoticeKind{kind})
	s.must(err)
	found = slices.DeleteFunc(found, func(n board.Notice) bool { return n.State != board.NoticeWaiting })
	if len(found) == 0 {
		return nil
	}
	tokens, err := s.door.AlertTokens(s.Context(), found[len(found)-1])
	s.must(err)
	for _, n := range found {
		s.write(func(tx *store.Tx) error { return tx.EndNotice(s.Context(), n.ID, board.NoticeSent, "", s.now) })
	}
	return tokens
}

// alerts is somebody's alerts: how often, what, and whether they run.
func (s *service) alerts(email string) string {
	s.Helper()
	found, err := s.store.AlertsOf(s.Context(), email)
	s.must(err)
	var all []string
	for _, a := range found {
		all = append(all, fmt.Sprintf("%s %q %s %v", a.Frequency, a.Query, a.Name, a.ActiveAt(s.now)))
	}
	return strings.Join(all, "; ")
}

func TestAnySearchBecomesAnAlert(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	s.job("0000000001", e, nil)
	for _, link := range s.page(200, "/lediga-jobb?q=upphandlare&region=05&sort=deadline&published_after=2026-11-01").links(".results__watch a") {
		if link != "/bevakningar?q=upphandlare&region=05" {
			t.Errorf("the list leads to %s", link)
		}
	}
	ad := s.page(200, "/lediga-jobb/upphandlare-till-ekby-kommun-0000000001")
	if got := strings.Join(ad.links(".ad__watch a"), " "); got != "/bevakningar?region=01&region=05&role=upphandlare" {
		t.Errorf("the ad leads to %q", got)
	}
	for path, name := range map[string]string{
		"/bevakningar":                              "Alla lediga jobb",
		"/bevakningar?lang=en":                      "All vacancies",
		"/bevakningar?q=upphandlare&region=05":      "”upphandlare”, Östergötlands län",
		"/bevakningar?q=upphandlrae":                "”upphandlare”", // as the list answers it
		"/bevakningar?employer=" + e.Slug:           "Ekby kommun",
		"/bevakningar?role=upphandlare&limit=3&x=1": "Upphandlare",
		"/bevakningar?deadline_before=2026-12-01":   "Alla lediga jobb",
	} {
		s.page(200, path).says(".lead", name)
	}
	d := s.page(200, "/bevakningar?role=upphandlare")
	d.says("h1", "Få nya jobb via e-post")
	d.says("label.ticks__tick", "Direkt (ungefär 1 i månaden) | Varje vardag kl. 7 (ungefär 1 i månaden) | Måndagar kl. 7 (ungefär 1 i månaden)")
	if d.typed("frequency") != "daily" || d.typed("role") != "upphandlare" {
		t.Errorf("it brings %q and %q", d.typed("frequency"), d.typed("role"))
	}
}

func TestHowManyLettersToExpect(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	for i := range 30 { // one each day, and six on one of them
		s.job(board.ID(fmt.Sprintf("%010d", i)), e, func(j *board.Job) {
			j.Run.From = s.now.AddDate(0, 0, -max(i-5, 0)).Add(-time.Hour)
			j.Run.Until = s.now.AddDate(0, 1, 0)
		})
	}
	s.page(200, "/bevakningar").says("label.ticks__tick", "Direkt (ungefär 7 i veckan) | Varje vardag kl. 7 (ungefär 4 i veckan) | Måndagar kl. 7 (ungefär 1 i veckan)")
	s.page(200, "/bevakningar?q=jurist&lang=en").says("label.ticks__tick",
		"At once (less than once a month) | Weekdays at 7 am (less than once a month) | Mondays at 7 am (less than once a month)")
}

func TestAnAlertIsAskedForAndConfirmed(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	s.asks(422, "inte en adress", "role=upphandlare", "daily")
	s.asks(422, "lena@x.example", "role=upphandlare", "")
	if w := s.asks(303, " Lena@X.example ", "role=upphandlare", "daily"); w.Header().Get("Location") != "/bevakningar/skickat" {
		t.Error(w.Header())
	}
	s.page(200, "/bevakningar/skickat").says("h1", "Titta i din inkorg")
	if got := s.alerts("lena@x.example"); got != `daily "role=upphandlare" Upphandlare false` {
		t.Error(got)
	}
	confirm := "/bevakningar/bekrafta/" + s.letter(board.NoticeAlertConfirm, "lena@x.example")["confirm"]
	for range 3 { // programs look through mail
		s.page(200, confirm).says("h1", "Bekräfta bevakningen")
	}
	if got := s.alerts("lena@x.example"); !strings.HasSuffix(got, "false") {
		t.Error("looking at the page has confirmed it")
	}
	for range 2 {
		if w := s.hand(200, confirm, nil); !strings.Contains(w.Body.String(), "Bevakningen är igång") {
			t.Error(w.Body)
		}
	}
	if got := s.alerts("lena@x.example"); !strings.HasSuffix(got, "true") {
		t.Error(got)
	}

	s.asks(303, "lena@x.example", "role=upphandlare", "weekly") // the same search, otherwise
	if got := s.alerts("lena@x.example"); got != `daily "role=upphandlare" Upphandlare true` {
		t.Error("it changes before it is confirmed:", got)
	}
	s.hand(200, "/bevakningar/bekrafta/"+s.letter(board.NoticeAlertConfirm, "lena@x.example")["confirm"], nil)
	if got := s.alerts("lena@x.example"); got != `weekly "role=upphandlare" Upphandlare true` {
		t.Error(got)
	}
	s.page(404, "/bevakningar/bekrafta/x.y")
	s.now = s.now.AddDate(0, 0, 8)
	s.page(410, confirm)
}

func TestNobodyLearnsWhoFollows(t *testing.T) {
	s := newService(t)
	s.asks(303, "lena@x.example", "", "daily")
	s.hand(200, "/bevakningar/bekrafta/"+s.letter(board.NoticeAlertConfirm, "lena@x.example")["confirm"], nil)
	known, unknown := s.asks(303, "lena@x.example", "", "daily"), s.asks(303, "per@x.example", "", "daily")
	if known.Body.String() != unknown.Body.String() || known.Header().Get("Location") != unknown.Header().Get("Location") {
		t.Error("an address that follows is answered otherwise")
	}
	for i := range board.MostAlerts + 5 { // and one that has as many as it can have
		s.now = s.now.Add(3 * time.Hour)
		s.asks(303, "lena@x.example", fmt.Sprintf("q=%d", i), "daily")
		if token := s.letter(board.NoticeAlertConfirm, "lena@x.example")["confirm"]; token != "" {
			s.hand(200, "/bevakningar/bekrafta/"+token, nil)
		}
	}
	if got := strings.Count(s.alerts("lena@x.example"), "daily"); got != board.MostAlerts {
		t.Errorf("%d alerts", got)
	}
	if strings.Contains(s.letterLinks("lena@x.example"), "lena") {
		t.Error("a link tells the address")
	}
}

// TestAStrangerTakesNobodysPlaces asks for alerts in somebody's name that nobody confirms.
func TestAStrangerTakesNobodysPlaces(t *testing.T) {
	s := newService(t)
	for i := range board.MostAlerts + 5 {
		s.now = s.now.Add(3 * time.Hour)
		s.asks(303, "lena@x.example", fmt.Sprintf("q=%d", i), "daily")
	}
	s.now = s.now.Add(3 * time.Hour)
	s.following("lena@x.example", "role=upphandlare")
	if got := s.alerts("lena@x.example"); !strings.Contains(got, `daily "role=upphandlare" Upphandlare true`) {
		t.Error("there is no place left for her own:", got)
	}
}

func (s *service) letterLinks(email string) string {
	var all []string
	for _, token := range s.letter(board.NoticeAlertConfirm, email) {
		all = append(all, token)
	}
	return strings.Join(all, " ")
}

func TestAlertsAreBounded(t *testing.T) {
	s := newService(t)
	s.hand(303, "/bevakningar", url.Values{"email": {"lena@x.example"}, "frequency": {"daily"}, "website": {"https://spam.example"}})
	if got := s.alerts("lena@x.example"); got != "" {
		t.Error("the trap has let it through:", got)
	}
	for i := range 5 {
		s.asks(303, "lena@x.example", fmt.Sprintf("q=%d", i), "daily")
	}
	if w := s.asks(429, "lena@x.example", "q=jurist", "daily"); w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "lena@x.example") {
		t.Error("nobody says how long to wait, or what was typed is gone")
	}
	s.hand(403, "/bevakningar", url.Values{"email": {"per@x.example"}, "frequency": {"daily"}}, "Origin", "https://evil.example")
}

// following makes somebody follow a search, and gives the tokens of the letter.
func (s *service) following(email, search string) map[string]string {
	s.Helper()
	s.asks(303, email, search, "daily")
	tokens := s.letter(board.NoticeAlertConfirm, email)
	s.hand(200, "/bevakningar/bekrafta/"+tokens["confirm"], nil)
	return tokens
}

func TestAnAlertEndsByOneClick(t *testing.T) {
	s := newService(t)
	end := "/bevakningar/avsluta/" + s.following("lena@x.example", "")["end"]
	s.page(200, end).says("h1", "Avsluta bevakningen")
	if s.alerts("lena@x.example") == "" {
		t.Error("looking at the page has ended it")
	}
	for range 3 { // as mail programs do (RFC 8058), also after it has ended
		w := s.hand(200, end, url.Values{"List-Unsubscribe": {"One-Click"}})
		if len(w.Result().Cookies()) > 0 {
			t.Error("it sets a cookie")
		}
	}
	if got := s.alerts("lena@x.example"); got != "" {
		t.Error(got)
	}
	s.page(200, end).says("h1", "Bevakningen är avslutad")
	s.page(404, "/bevakningar/avsluta/x.y")
	s.hand(404, "/bevakningar/avsluta/x.y", nil)
}

func TestAReaderSeesChangesAndErasesWhatThereIs(t *testing.T) {
	s := newService(t)
	own := "/bevakningar/mina/" + s.following("lena@x.example", "role=upphandlare")["own"]
	s.now = s.now.Add(time.Minute)
	s.following("lena@x.example", "q=jurist")
	other := s.following("per@x.example", "q=jurist")
	d := s.page(200, own)
	d.says(".lead", "För lena@x.example")
	d.says("h2 a", "Upphandlare | ”jurist”")

	alerts, err := s.store.AlertsOf(t.Context(), "lena@x.example")
	s.must(err)
	first := string(alerts[0].ID)
	pause := func(status int, until string) {
		t.Helper()
		s.hand(status, own, url.Values{"alert": {first}, "frequency": {"weekly"}, "pause": {until}})
	}
	pause(422, "2026-11-22")
	pause(422, "2028-01-01")
	pause(422, "snart")
	pause(303, "2026-12-24")
	if got := s.alerts("lena@x.example"); got != `weekly "role=upphandlare" Upphandlare false; daily "q=jurist" ”jurist” true` {
		t.Error(got)
	}
	d = s.page(200, own+"?sagt=andrad")
	d.says(".notice p", "Bevakningen är ändrad.")
	d.says(".account__state", "Pausad till 24 december 2026 | Igång sedan 22 november 2026")
	pause(303, "")
	per, err := s.store.AlertsOf(t.Context(), "per@x.example")
	s.must(err)
	s.hand(404, own, url.Values{"alert": {string(per[0].ID)}, "gor": {"avsluta"}})
	s.hand(303, own, url.Values{"alert": {first}, "gor": {"avsluta"}})

	var file struct {
		Email  string
		Alerts []struct{ Name, URL string }
	}
	w := s.ask("GET", own+"/uppgifter.json")
	if err := json.Unmarshal(w.Body.Bytes(), &file); err != nil || file.Email != "lena@x.example" || len(file.Alerts) != 1 || file.Alerts[0].URL != "https://jobb.example.se/lediga-jobb?q=jurist" {
		t.Errorf("%v: %s", err, w.Body)
	}
	s.ask("GET", own+"/radera") // a GET changes nothing
	s.hand(200, own+"/radera", nil)
	s.hand(200, own+"/radera", nil)
	s.page(410, own)
	for what, left := range map[string]int{"letters": len(s.lettersTo("lena@x.example")), "alerts": len(s.alerts("lena@x.example"))} {
		if left > 0 {
			t.Errorf("%s are left", what)
		}
	}
	entries, err := s.store.Entries(t.Context(), store.AuditSearch{Action: "alert.", Limit: 100})
	s.must(err)
	if text := fmt.Sprintf("%+v", entries); strings.Contains(text, "lena@") || !strings.Contains(text, "per@") {
		t.Errorf("the log: %s", text)
	}
	s.page(200, "/bevakningar/mina/"+other["own"]).says(".lead", "För per@x.example")
}

func (s *service) lettersTo(email string) []board.Notice {
	s.Helper()
	all, err := s.store.NoticesTo(s.Context(), email, board.AlertNotices())
	s.must(err)
	return all
}

func TestWhoDoesNotAnswerIsForgotten(t *testing.T) {
	s := newService(t)
	care := func(day time.Time) {
		t.Helper()
		s.now = day
		s.must(s.door.LookAfterAlerts(t.Context()))
	}
	begin := s.now
	s.asks(303, "per@x.example", "", "daily")
	s.following("lena@x.example", "role=upphandlare")
	care(begin.AddDate(0, 0, 7).Add(-time.Second))
	if s.alerts("per@x.example") == "" {
		t.Error("it has vanished within the week")
	}
	care(begin.AddDate(0, 0, 7))
	if s.alerts("per@x.example") != "" || len(s.lettersTo("per@x.example")) > 0 {
		t.Error("an alert that nobody has confirmed is there after a week")
	}

	care(begin.AddDate(0, 0, 364))
	if s.letter(board.NoticeAlertKeep, "lena@x.example") != nil {
		t.Error("asked within the year")
	}
	care(begin.AddDate(0, 0, 365))
	keep := s.letter(board.NoticeAlertKeep, "lena@x.example")
	s.page(200, "/bevakningar/bekrafta/"+keep["confirm"]).says("h1", "Behåll bevakningen")
	s.hand(200, "/bevakningar/bekrafta/"+keep["confirm"], nil)
	care(begin.AddDate(0, 0, 365+31))
	if got := s.alerts("lena@x.example"); got != `daily "role=upphandlare" Upphandlare true` {
		t.Error("who has answered:", got)
	}
	care(begin.AddDate(0, 0, 2*365))
	if s.letter(board.NoticeAlertKeep, "lena@x.example") == nil {
		t.Error("not asked in the second year")
	}
	care(begin.AddDate(0, 0, 2*365+29))
	if s.alerts("lena@x.example") == "" || s.letter(board.NoticeAlertKeep, "lena@x.example") != nil {
		t.Error("ended within the thirty days, or asked again")
	}
	care(begin.AddDate(0, 0, 2*365+30))
	if s.alerts("lena@x.example") != "" || len(s.lettersTo("lena@x.example")) > 0 {
		t.Error("an alert that nobody has answered for is there after thirty days")
	}
}

func TestPagesOfAlertsInABrowser(t *testing.T) {
	b := browsertest.Start(t)
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	tokens := s.following("lena@x.example", "role=upphandlare&region=05&region=01&law=lou")
	s.following("lena@x.example", "q=jurist")
	server := httptest.NewServer(s.handler)
	defer server.Close()
	for _, view := range []browser.View{{Width: 360, Touch: true}, {}, {Dark: true}} {
		tab := b.Tab(t, view)
		for name, path := range map[string]string{
			"watch": "/bevakningar?role=upphandlare&region=05", "sent": "/bevakningar/skickat", "confirm": "/bevakningar/bekrafta/" + tokens["confirm"],
			"end": "/bevakningar/avsluta/" + tokens["end"], "own": "/bevakningar/mina/" + tokens["own"],
		} {
			tab.Go(server.URL + path)
			tab.Clean()
			tab.Axe()
			if wide := browsertest.Eval[float64](tab, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("%s: %s is %v px too wide", view, name, wide)
			}
			if dir := os.Getenv("LEDIGAJOBB_TEST_PICTURES"); dir != "" {
				tab.Screenshot(filepath.Join(dir, name+"-"+strings.ReplaceAll(view.String(), " ", "")+".png"))
			}
		}
	}
}

func TestWhatAStrangerSearchesForIsNoMessageToSomebodyElse(t *testing.T) {
	s := newService(t)
	s.asks(303, "lena@x.example", "q="+url.QueryEscape(`"vinn pengar på https://ond.example/vinn"`+strings.Repeat(" ord", 40)), "daily")
	found, err := s.store.NoticesTo(s.Context(), "lena@x.example", []board.NoticeKind{board.NoticeAlertConfirm})
	s.must(err)
	search := found[0].Details["search"]
	if strings.ContainsAny(search, "/@.") || len([]rune(search)) > 100 || !strings.Contains(search, "vinn pengar") {
		t.Errorf("the letter says %q", search)
	}
}
