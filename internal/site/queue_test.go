package site_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
)

// waiting puts an ad that waits for the desk into the database.
func (s *service) waiting(n int, e board.Employer, change func(*board.Job)) *board.Job {
	s.Helper()
	return s.job(board.ID(fmt.Sprintf("%010d", n)), e, func(j *board.Job) {
		j.State, j.Run, j.Version = board.StatusInReview, board.Run{}, 1
		j.Ad.Headline = fmt.Sprintf("Upphandlare %d till Ekby kommun", n)
		j.Ad.Text.Plain = fmt.Sprintf("Annons nummer %d om upphandling i kommunen.", n)
		j.Owners = []string{"rekrytering@ekby.example.se"}
		if change != nil {
			change(j)
		}
	})
}

// send sends a form.
func (s *service) send(path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	s.Helper()
	r := httptest.NewRequest("POST", s.base+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	s.follow()
	return w
}

// decided sends a decision, which must have been taken, and gives where it led.
func (s *service) decided(path string, form url.Values, headers ...string) string {
	s.Helper()
	w := s.send(path, form, headers...)
	if w.Code != http.StatusSeeOther {
		s.Fatalf("%s %v: %d %.600s", path, form, w.Code, w.Body)
	}
	return w.Header().Get("Location")
}

// stored is a job as the database has it.
func (s *service) stored(id board.ID) *board.Job {
	s.Helper()
	j, err := s.store.Job(s.Context(), id)
	if err != nil {
		s.Fatal(err)
	}
	return j
}

func (s *service) office(clock string) { s.Helper(); s.now = at(clock) }

func TestTheQueueShowsWhatWaitsTheLongestFirst(t *testing.T) {
	s := newService(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	s.office("2026-11-23 09:00")
	s.page(200, "/redaktionen", anna...).says(".empty", "Inget att granska.")
	ekby := s.employer("Ekby kommun")
	s.waiting(1, ekby, nil)
	s.now = s.now.Add(5 * time.Hour)
	s.waiting(2, ekby, func(j *board.Job) { j.Ad.Text.Plain = "Annons nummer 1 om upphandling i kommunen." })
	s.job("aaaaaaaaaa", ekby, func(j *board.Job) {
		if err := j.Revise(j.Ad, "rekrytering@ekby.example.se", s.now.Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	})
	d := s.page(200, "/redaktionen", anna...)
	d.says(".queue__headline", "Upphandlare 1 till Ekby kommun | Upphandlare till Ekby kommun | Upphandlare 2 till Ekby kommun")
	d.says(".queue__kind", "Ny annons | Ändring | Ny annons")
	d.says(".queue__row--late .queue__age", "Väntat 5 timmarLovat svar senast i dag kl. 13.00")
	d.says(".queue__like", "Liknar Upphandlare 2 till Ekby kommun | Liknar Upphandlare 1 till Ekby kommun")
	if n := len(d.all(".queue__many button")); n != 2 {
		t.Errorf("%d buttons for many", n)
	}
	finance := s.page(200, "/redaktionen", s.as("ek@example.se", board.DeskFinance)...)
	if len(finance.all(".queue__many")) > 0 || len(finance.all("input[type=checkbox]")) > 1 {
		t.Error("finance can decide")
	}
}

func TestTheQueueLeadsToLettersThatCouldNotBeDelivered(t *testing.T) {
	s := newService(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	s.owe(board.NoticeSent, "")
	const failed = "/redaktionen/utskick?state=failed"
	if links := s.page(200, "/redaktionen", anna...).links("a"); slices.Contains(links, failed) {
		t.Error("a letter that was sent is to be looked at")
	}
	s.owe(board.NoticeFailed, "550 unknown")
	if links := s.page(200, "/redaktionen", anna...).links("a"); !slices.Contains(links, failed) {
		t.Errorf("no way to the letter: %v", links)
	}
}

func TestAnAdIsApprovedAndTheNextOneShownWithTheWayBack(t *testing.T) {
	s := newService(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	ekby := s.employer("Ekby kommun")
	s.waiting(1, ekby, nil)
	s.now = s.now.Add(time.Minute)
	s.waiting(2, ekby, nil)
	d := s.page(200, "/redaktionen/granska/0000000001", anna...)
	d.says(".review__head h1", "Upphandlare 1 till Ekby kommun")
	d.says(".review__preview .ad__headline", "Upphandlare 1 till Ekby kommun")
	d.says(".sidebar-line b", "Upphandlare 1 till Ekby kommun")
	next := s.decided("/redaktionen/granska/0000000001", url.Values{"version": {"1"}, "beslut": {"godkann"}}, anna...)
	if !strings.HasPrefix(next, "/redaktionen/granska/0000000002?beslut=") {
		t.Fatalf("it leads to %s", next)
	}
	s.page(200, "/lediga-jobb/"+"upphandlare-1-till-ekby-kommun-0000000001")
	d = s.page(200, next, anna...)
	d.says(".undo p", "Publicerad: Upphandlare 1 till Ekby kommun")
	d.says(".undo button", "Ångra (10)")
	decision, _ := attribute(d.all(".undo input")[0], "value")
	back := s.decided("/redaktionen/angra", url.Values{"beslut": {decision}}, anna...)
	s.page(200, back, anna...).says(".page .notice", "Beslutet är ångrat. Inget mejl skickas.")
	if j := s.stored("0000000001"); j.State != board.StatusInReview {
		t.Errorf("it is %s", j.State)
	}
	s.page(404, "/lediga-jobb/upphandlare-1-till-ekby-kommun-0000000001")
	s.now = s.now.Add(board.TimeToUndo)
	s.page(200, next, anna...).says(".undo", "")
}

func TestTheSecondOfTwoEditorsReadsWhoWasFirst(t *testing.T) {
	s := newService(t)
	anna, bo := s.as("anna@example.se", board.DeskEditor), s.as("bo@example.se", board.DeskEditor)
	s.waiting(1, s.employer("Ekby kommun"), nil)
	s.decided("/redaktionen/granska/0000000001", url.Values{"version": {"1"}, "beslut": {"godkann"}}, anna...)
	s.now = s.now.Add(3 * time.Minute)
	const first = "Anna Ekman godkände annonsen för 3 minuter sedan. Inget har ändrats av dig."
	for path, form := range map[string]url.Values{
		"/redaktionen/granska/0000000001":          {"version": {"1"}, "beslut": {"godkann"}},
		"/redaktionen/granska/0000000001/tillbaka": {"version": {"1"}, "reason": {"apply"}, "text": {"Nej"}, "gor": {"skicka"}},
		"/redaktionen/granska/0000000001/ratta":    {"version": {"1"}, "headline": {"Annat"}, "note": {"x"}},
	} {
		w := s.send(path, form, bo...)
		if w.Code != http.StatusConflict {
			t.Fatalf("%s: %d", path, w.Code)
		}
		parse(t, w.Body.String()).says(".notice--strong", first)
	}
	d := s.page(200, s.decided("/redaktionen/flera", url.Values{"beslut": {"godkann"}, "annons": {"0000000001:1"}}, bo...), bo...)
	d.says(".notice p", first+" Upphandlare 1 till Ekby kommun")
	if j := s.stored("0000000001"); j.Version != 2 || j.Ad.Headline == "Annat" {
		t.Error("it was overwritten")
	}
}

func TestTheLetterIsShownBeforeAnAdIsSentBack(t *testing.T) {
	s := newService(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	s.waiting(1, s.employer("Ekby kommun"), nil)
	const path = "/redaktionen/granska/0000000001/tillbaka"
	s.page(200, path, anna...).says(".reasons legend", "Vad är skälet?")
	wrong := s.send(path, url.Values{"version": {"1"}}, anna...)
	if wrong.Code != 422 {
		t.Errorf("without a reason: %d", wrong.Code)
	}
	parse(t, wrong.Body.String()).says(".summary a", "Välj minst ett skäl | Skriv vad kunden ska få veta")
	shown := s.send(path, url.Values{"version": {"1"}, "reason": {"deadline", "apply"}, "gor": {"visa"}}, anna...)
	d := parse(t, shown.Body.String())
	d.says(".letter__subject", "Vi behöver en ändring: Upphandlare 1 till Ekby kommun")
	text := d.text(".letter__text")
	for _, part := range []string{"Sista ansökningsdag i texten", "Länken till ansökan leder inte"} {
		if !strings.Contains(text, part) {
			t.Errorf("the letter lacks %q: %s", part, text)
		}
	}
	s.decided(path, url.Values{"version": {"1"}, "reason": {"deadline", "apply"}, "text": {"Vilket datum gäller?"}, "gor": {"skicka"}}, anna...)
	if j := s.stored("0000000001"); j.State != board.StatusReturned || j.Decision.Text != "Vilket datum gäller?" || len(j.Decision.Reasons) != 2 {
		t.Errorf("%s, %+v", j.State, j.Decision)
	}
}

func TestARevisionIsShownWordByWordAndApproved(t *testing.T) {
	s := newService(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	s.job("aaaaaaaaaa", s.employer("Ekby kommun"), func(j *board.Job) {
		ad := j.Ad
		ad.Headline = "Senior upphandlare till Ekby kommun"
		ad.Text = board.Text{HTML: "<p>Du driver upphandlingar.</p>", Plain: "Du driver upphandlingar.\n\nKrav\n\nErfarenhet."}
		ad.Salary.Max = 52000
		if err := j.Revise(ad, "rekrytering@ekby.example.se", s.now); err != nil {
			t.Fatal(err)
		}
	})
	d := s.page(200, "/redaktionen/granska/aaaaaaaaaa", anna...)
	d.says(".beside__which", strings.Repeat("Visas nu | Väntar | ", 2)+"Visas nu | Väntar")
	d.says(".changes dt", "Rubrik | Lön | Annonsens text")
	d.says(".changes del", "borttaget: Upphandlare slut. | borttaget: 48 slut. | borttaget: leder slut.")
	d.says(".changes ins", "tillagt: Senior upphandlare slut. | tillagt: 52 slut. | tillagt: driver slut.")
	s.decided("/redaktionen/granska/aaaaaaaaaa", url.Values{"version": {"1"}, "beslut": {"godkann"}}, anna...)
	s.page(200, "/lediga-jobb/senior-upphandlare-till-ekby-kommun-aaaaaaaaaa").says("h1", "Senior upphandlare till Ekby kommun")
}

func TestAQuestionAndACorrection(t *testing.T) {
	s := newService(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	s.waiting(1, s.employer("Ekby kommun"), nil)
	s.page(200, "/redaktionen/granska/0000000001/ratta", anna...)
	s.decided("/redaktionen/granska/0000000001/ratta", url.Values{"version": {"1"}, "headline": {"Upphandlare till Ekby"}, "title": {"Upphandlare"},
		"application_deadline": {"2026-12-20"}, "application_details.url": {"https://jobb.ekby.example/ansok?id=1"}, "note": {"Rubrik och datum"}}, anna...)
	if j := s.stored("0000000001"); j.Ad.Headline != "Upphandlare till Ekby" || j.Ad.Deadline.String() != "2026-12-20" {
		t.Errorf("%+v", j.Ad.Deadline)
	}
	s.page(200, "/redaktionen/granska/0000000001/fraga", anna...)
	s.decided("/redaktionen/granska/0000000001/fraga", url.Values{"version": {"2"}, "text": {"Vem anställer?"}, "gor": {"skicka"}}, anna...)
	d := s.page(200, "/redaktionen", anna...)
	d.says(".queue__asked .queue__headline", "Upphandlare till Ekby")
	s.page(200, "/redaktionen/granska/0000000001", anna...).says("section[aria-labelledby=about] dd", "Ekby kommun | Inte verifierad | Rekryt AB | https://rekryt.example | rekrytering@ekby.example.se | Vem anställer? | Frågad för mindre än en minut sedan | jobb.ekby.example/ansok?id=1")
	s.decided("/redaktionen/granska/0000000001", url.Values{"version": {"3"}, "beslut": {"svarat"}}, anna...)
	s.page(200, "/redaktionen", anna...).says(".queue__headline", "Upphandlare till Ekby")
}

func TestWhoDecidesSeesTheAgencyAndWhatTheEmployerObjects(t *testing.T) {
	s := newService(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	s.waiting(1, s.employer("Ekby kommun"), func(j *board.Job) { j.Ad.Agency = board.Agency{Name: "Lind Rekrytering"} })
	d := s.page(200, "/redaktionen/granska/0000000001", anna...)
	if about := d.text(".review__part"); !strings.Contains(about, "Lind Rekrytering") || len(d.all(".notice")) > 0 {
		t.Errorf("of the agency: %q", about)
	}
	if trust := d.all("[value=lita]"); len(trust) > 0 {
		t.Error("the agency can be trusted with the employer's ads")
	}
	if row := s.page(200, "/redaktionen", anna...).text(".queue__facts"); !strings.Contains(row, "Lind Rekrytering") {
		t.Errorf("in the queue: %q", row)
	}
	token, err := s.door.NewObjection(t.Context(), board.Notice{To: "hr@ekby.example", Job: "0000000001"})
	s.must(err)
	s.must(s.door.Object(t.Context(), token, "Vi har inte anlitat dem."))
	s.page(200, "/redaktionen", anna...).says("[data-rows] .queue__like", "Någon har anmält eller invänt mot annonsen")
	for _, page := range []string{"/redaktionen/granska/0000000001", "/redaktionen/annonser/0000000001"} {
		if said := s.page(200, page, anna...).text(".notice"); !strings.Contains(said, "Arbetsgivaren invänder") || !strings.Contains(said, "Vi har inte anlitat dem.") {
			t.Errorf("%s: %q", page, said)
		}
	}
}

func TestAnObjectionThatIsPressedTwiceIsReceived(t *testing.T) {
	s := newService(t)
	s.waiting(1, s.employer("Ekby kommun"), func(j *board.Job) { j.Ad.Agency = board.Agency{Name: "Lind Rekrytering"} })
	token, err := s.door.NewObjection(t.Context(), board.Notice{To: "hr@ekby.example", Job: "0000000001"})
	s.must(err)
	link := "/platsannonsera/invand/" + token
	s.page(200, link).says("h1", "Invänd mot annonsen")
	for range 2 {
		parse(t, s.send(link, url.Values{"text": {"Nej."}}).Body.String()).says("h1", "Invändningen är mottagen")
	}
	s.page(200, link).says("h1", "Invändningen är mottagen")
	if reports, err := s.store.ReportsOfJob(t.Context(), "0000000001"); err != nil || len(reports) != 1 {
		t.Errorf("%d reports, %v", len(reports), err)
	}
	s.page(410, link+"x").says("h1", "Länken går inte att använda")
}

func TestManyAreApprovedAtOnceAndTakenBack(t *testing.T) {
	s := newService(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	ekby := s.employer("Ekby kommun")
	var chosen []string
	for n := range 3 {
		s.waiting(n+1, ekby, func(j *board.Job) {
			if n == 2 {
				j.Ad.Deadline = board.Deadline{Date: board.DateOf(s.now).AddDays(-1)}
			}
		})
		chosen = append(chosen, fmt.Sprintf("%010d:1", n+1))
	}
	d := s.page(200, s.decided("/redaktionen/flera", url.Values{"beslut": {"godkann"}, "annons": chosen}, anna...), anna...)
	d.says(".undo p", "2 annonser publicerade")
	d.says(".notice p", "Sista ansökningsdag har redan varit. Rätta datumet eller skicka tillbaka annonsen. Upphandlare 3 till Ekby kommun")
	form := url.Values{}
	for _, input := range d.all(".undo input") {
		value, _ := attribute(input, "value")
		form.Add("beslut", value)
	}
	s.page(200, s.decided("/redaktionen/angra", form, anna...), anna...).says(".queue__headline",
		"Upphandlare 1 till Ekby kommun | Upphandlare 2 till Ekby kommun | Upphandlare 3 till Ekby kommun")
	w := s.send("/redaktionen/flera", url.Values{"beslut": {"tillbaka"}, "annons": append([]string{"none"}, chosen[1:]...)}, anna...)
	d = parse(t, w.Body.String())
	d.says(".message__about li", "Upphandlare 2 till Ekby kommun | Upphandlare 3 till Ekby kommun")
	if sent := typedInto(d, ".message__form")["annons"]; !slices.Equal(sent, chosen[1:]) {
		t.Errorf("the form brings %v", sent)
	}
	s.hand(422, "/redaktionen/flera", url.Values{"beslut": {"tillbaka"}, "annons": chosen[1:], "reason": {"deadline"},
		"text": {strings.Repeat("x", desk.MaxLetter+1)}, "gor": {"skicka"}}, anna...)
	d = s.page(200, s.decided("/redaktionen/flera", url.Values{"beslut": {"tillbaka"}, "annons": {"0000000002:3", "0000000003:1"},
		"reason": {"deadline"}, "text": {"Vilken gäller?"}, "gor": {"skicka"}}, anna...), anna...)
	d.says(".undo p", "2 annonser skickade tillbaka")
	d = s.page(200, s.decided("/redaktionen/flera", url.Values{"beslut": {"godkann"}, "annons": {"0000000001:1"}}, anna...), anna...)
	d.says(".notice p", "Annonsen har ändrats medan du läste. Inget har ändrats av dig. Läs den igen och försök på nytt. Upphandlare 1 till Ekby kommun")
	d = s.page(200, "/redaktionen?inte=0000000001%3Afel", anna...)
	d.says(".notice p", "Något gick fel hos oss. Inget har ändrats i annonsen; försök igen. Upphandlare 1 till Ekby kommun")
	s.decided("/redaktionen/flera", url.Values{"beslut": {"godkann"}}, anna...)
}

func TestADecisionIsForWhoMayReview(t *testing.T) {
	s := newService(t)
	s.waiting(1, s.employer("Ekby kommun"), nil)
	for _, role := range []board.DeskRole{board.DeskSales, board.DeskFinance} {
		who := s.as(string(role)+"@example.se", role)
		d := s.page(200, "/redaktionen/granska/0000000001", who...)
		if len(d.all(".review__verdicts")) > 0 {
			t.Errorf("%s is shown the decisions", role)
		}
		for path, form := range map[string]url.Values{
			"/redaktionen/granska/0000000001": {"version": {"1"}, "beslut": {"godkann"}},
			"/redaktionen/flera":              {"beslut": {"godkann"}, "annons": {"0000000001:1"}},
			"/redaktionen/angra":              {"beslut": {"1"}},
		} {
			if w := s.send(path, form, who...); w.Code != http.StatusForbidden {
				t.Errorf("%s %s: %d", role, path, w.Code)
			}
		}
	}
	anna := s.as("anna@example.se", board.DeskEditor)
	for _, form := range []url.Values{{"beslut": {"godkann"}}, {"version": {"x"}, "beslut": {"godkann"}}, {"version": {"1"}, "beslut": {"annat"}}, {"version": {"0"}, "beslut": {"godkann"}}} {
		if w := s.send("/redaktionen/granska/0000000001", form, anna...); w.Code != http.StatusBadRequest {
			t.Errorf("%v: %d", form, w.Code)
		}
	}
	s.page(404, "/redaktionen/granska/zzzzzzzzzz", anna...)
	s.page(404, "/redaktionen/granska/0000000001/annat", anna...)
	if j := s.stored("0000000001"); j.Version != 1 {
		t.Error("it was changed")
	}
}

// maxAsked is how many statements a page of the queue may need, however long the queue and however many the ads.
const maxAsked = 24

func TestAPageOfTheQueueAsksTheDatabaseAFixedNumberOfTimes(t *testing.T) {
	s := newService(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	ekby, lillsjo := s.employer("Ekby kommun"), s.employer("Lillsjö kommun")
	paths := []string{"/redaktionen", "/redaktionen?beslut=1&beslut=2&inte=0000000001", "/redaktionen/granska/0000000001",
		"/redaktionen/granska/0000000001/tillbaka"}
	counts := map[int][]int64{}
	n := 0
	for _, many := range []int{3, 120} {
		for ; n < many; n++ {
			e := ekby
			if n%2 == 0 {
				e = lillsjo
			}
			s.waiting(n+1, e, func(j *board.Job) {
				if n%10 == 2 {
					j.Review.Asked = board.Question{By: "anna@example.se", At: s.now, Text: "Vem?"}
				}
			})
		}
		for _, path := range paths {
			before := s.asked.Load()
			s.page(200, path, anna...)
			counts[many] = append(counts[many], s.asked.Load()-before)
		}
	}
	for i, path := range paths {
		if few, many := counts[3][i], counts[120][i]; few != many || many > maxAsked {
			t.Errorf("%s asks %d times with 3 ads, %d times with 120", path, few, many)
		}
	}
}

// An ad that leads to where nothing is any more stands in the queue until it leads elsewhere, or somebody at the desk knows
// better.
func TestLinksThatAreGoneStandInTheQueue(t *testing.T) {
	s := newService(t)
	s.demo(false)
	ekby := s.employer("Ekby kommun")
	var links []board.ApplyLink
	for n := range 3 {
		j := s.job(board.ID(fmt.Sprintf("000000000%d", n+1)), ekby, func(j *board.Job) { j.Ad.Headline = fmt.Sprintf("Upphandlare %d", n+1) })
		links = append(links, board.ApplyLink{Job: j.ID, Address: j.Ad.Apply.URL, TriedOn: board.DateOf(s.now), GoneSince: board.DateOf(s.now).AddDays(-n), Told: n < 2})
	}
	s.write(func(tx *store.Tx) error { return tx.SaveApplyLinks(s.Context(), links...) })
	anna := s.as("anna@example.se", board.DeskEditor)
	listed := func(want string) {
		t.Helper()
		s.page(200, "/redaktionen", anna...).says("[aria-labelledby=links] h3", want)
	}
	listed("Upphandlare 2 | Upphandlare 1")
	s.page(200, "/redaktionen", anna...).says("[aria-labelledby=links] .queue__age", "Borta sedan 21 november 2026 | Borta sedan 22 november 2026")
	s.page(200, "/redaktionen", s.as("f@example.se", board.DeskFinance)...).says("[aria-labelledby=links] button", "")
	gone := func(n int, as []string) string {
		t.Helper()
		return s.page(200, fmt.Sprintf("/redaktionen/annonser/000000000%d", n), as...).text(".notice--warm")
	}
	if said := gone(2, anna); said != "Länken till ansökan fungerar inte Borta sedan 21 november 2026: https://jobb.ekby.example/ansok?id=1 Länken fungerar" {
		t.Errorf("the ad's own page: %q", said)
	}
	if said := gone(2, s.as("f@example.se", board.DeskFinance)); said != "Länken till ansökan fungerar inte Borta sedan 21 november 2026: https://jobb.ekby.example/ansok?id=1" {
		t.Errorf("to who may not review: %q", said)
	}
	mended, err := s.store.Job(t.Context(), "0000000001")
	s.must(err)
	mended.Ad.Apply.URL = "https://jobb.ekby.example/ny"
	s.save(mended)
	listed("Upphandlare 2")
	if said := gone(1, anna) + gone(3, anna); said != "" {
		t.Errorf("of a link that was mended, and one that is new: %q", said)
	}
	back := s.hand(303, "/redaktionen/lankar/0000000002", url.Values{"annons": {""}}, anna...)
	if to := back.Header().Get("Location"); !strings.HasPrefix(to, "/redaktionen/annonser/0000000002") {
		t.Errorf("leads to %s", to)
	}
	listed("")
	s.hand(303, "/redaktionen/lankar/0000000002", nil, anna...)
	s.hand(404, "/redaktionen/lankar/0000000009", nil, anna...)
}
