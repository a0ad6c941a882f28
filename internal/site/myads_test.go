package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
)

const anna = "anna@ekby.example"

// mine is Anna's ad, live, and the headers with which she asks.
func (s *service) mine() (ad string, headers []string) {
	s.Helper()
	s.job("0000000001", s.employer("Ekby kommun"), func(j *board.Job) { j.Owners, j.Ad.Agency = []string{anna}, board.Agency{} })
	return "/mina-annonser/0000000001", s.as(anna, "")
}

// does posts a form of the ad's page with the version that it has.
func (s *service) does(ad, act string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	s.Helper()
	sent := url.Values{"version": {strconv.Itoa(s.stored("0000000001").Version)}}
	for name, values := range form {
		sent[name] = values
	}
	return s.send(ad+"/"+act, sent, headers...)
}

func TestAnOwnerSaysAfterwardsWhetherThePositionWasFilled(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	asks := func() bool {
		return strings.Contains(s.page(200, ad, headers...).text(".my-ad__main"), "Blev tjänsten tillsatt?")
	}
	if asks() {
		t.Error("asked before it has ended")
	}
	s.now = s.stored("0000000001").Run.Until.Add(time.Hour)
	until := s.stored("0000000001").Run.Until
	if !asks() {
		t.Error("not asked")
	}
	if w := s.does(ad, "utfall", nil, headers...); w.Code != http.StatusUnprocessableEntity || parse(t, w.Body.String()).text(".field__fault") == "" {
		t.Errorf("without an answer: %d", w.Code)
	}
	if w := s.does(ad, "utfall", url.Values{"reason": {"filled"}}, headers...); w.Code != http.StatusSeeOther {
		t.Fatalf("%d", w.Code)
	}
	if j := s.stored("0000000001"); j.State != board.StatusFilled || !j.EndedAt().Equal(until) {
		t.Errorf("%s, ended %s", j.State, j.EndedAt())
	}
	if asks() {
		t.Error("asked again")
	}
}

func TestWhatTheDeskWantsChangedStandsAboveTheFormAndLeadsToItsField(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), func(j *board.Job) {
		j.Owners, j.Ad.Agency, j.State, j.Run = []string{anna}, board.Agency{}, board.StatusReturned, board.Run{}
		j.Decision = board.Decision{Reasons: []string{"apply", "headline"}, Text: "Länken leder inte till tjänsten."}
	})
	ad, headers := "/mina-annonser/0000000001", s.as(anna, "")
	form := ad + "/andra"
	if ways := s.page(200, ad, headers...).links(".my-ad__ways a"); !slices.Contains(ways, form+"#f-application_details.url") {
		t.Errorf("the ways: %s", ways)
	}
	page := s.page(200, form, headers...)
	page.says(".notice__quote", "Länken leder inte till tjänsten.")
	page.says(".lead", "När du sparar lämnas annonsen in igen, och vi granskar den.")
	for _, reason := range board.Reasons() {
		if field := reason.Field(); field != "" && len(page.all("[id=f-"+field+"]")) != 1 {
			t.Errorf("%s: the form has no %s", reason, field)
		}
	}
	w := s.edited(ad, headers, url.Values{"headline": {"Upphandlare till Ekby kommun, bygg"}})
	if to := w.Header().Get("Location"); to != ad+"?sagt=ad_in_review" {
		t.Errorf("%d, led to %s", w.Code, to)
	}
}

func TestWhoLeavesAnAdToOthersIsLedToTheirList(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	s.does(ad, "agare", url.Values{"owners": {"hr@ekby.example"}}, headers...)
	w := s.does(ad, "utan-agare", url.Values{"owners": {anna}}, headers...)
	if to := w.Header().Get("Location"); to != "/mina-annonser?sagt=owner_removed" {
		t.Fatalf("%d, led to %s", w.Code, to)
	}
	s.page(200, "/mina-annonser?sagt=owner_removed", headers...).says(".notice", "Ägaren är borttagen.")
}

func TestWhatAnOwnerDidNotTouchStaysAsItWas(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	before := s.stored("0000000001")
	before.Ad.UnionContacts = []board.Contact{{Name: "Jonas Lindmark", Description: "Vision", Telephone: "08-465 004 02", Kind: "union"}}
	before.Ad.Where.Places = append(before.Ad.Where.Places, board.Place{Region: "01", Country: board.Sweden})
	s.save(before)
	form := typedInto(s.page(200, ad+"/andra", headers...), "#form")
	form.Set("application_details.reference", "2026/99")
	s.hand(303, ad+"/andra", form, headers...)
	want, got := before.Ad, s.stored("0000000001")
	want.Apply.Reference = "2026/99"
	if !reflect.DeepEqual(got.Ad, want) || got.Revision != nil {
		t.Errorf("%+v\n%+v\nwaits: %+v", got.Ad, want, got.Revision)
	}
}

func TestAnOwnerSeesTheirAdsByWhereTheyAre(t *testing.T) {
	s := newService(t)
	_, headers := s.mine()
	s.job("0000000002", s.employer("Viken"), func(j *board.Job) { j.Owners, j.State = []string{anna}, board.StatusInReview })
	s.job("0000000003", s.employer("Sjöbo"), func(j *board.Job) { j.Owners = []string{"per@viken.example"} })
	page := s.page(200, "/mina-annonser", headers...)
	page.says(".mine__group h2", "På gång | Publicerade")
	page.says(".mine__state", "Granskas | Publicerad")
	if en := s.page(200, "/mina-annonser?lang=en", headers...); en.text(".mine__state") != "In review | Published" {
		t.Errorf("in English %q", en.text(".mine__state"))
	}
}

func TestAnothersAdIsNotThere(t *testing.T) {
	s := newService(t)
	ad, _ := s.mine()
	other := s.as("per@viken.example", "")
	for _, page := range []string{"", "/andra", "/bevis", "/tack", "/bestallning"} {
		if w := s.ask("GET", ad+page, other...); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", page, w.Code)
		}
	}
	for _, act := range []string{"andra", "forlang", "avsluta", "ta-bort", "avbestall", "agare", "utan-agare", "aterannonsera", "mall", "bestallning", "logotyp"} {
		if w := s.does(ad, act, nil, other...); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", act, w.Code)
		}
	}
}

// Of an employer's ad neither a stranger nor an agency that advertises for the same employer is told anything: not who pays
// for it, not how many have looked at it, not its draft and not its logo.
func TestNothingOfAnothersAdIsTold(t *testing.T) {
	s := newService(t)
	ad, headers := s.waits()
	live := s.stored("0000000001")
	live.State, live.Run = board.StatusLive, board.NewRun(s.now.Add(-time.Hour), live.Ad.Deadline, 45)
	s.save(live)
	draft, _, err := s.door.StartDraft(t.Context(), board.Actor{Kind: board.ActorOwner, Email: anna}, desk.Start{}, "192.0.2.1")
	s.must(err)
	s.must(s.door.Count(t.Context(), map[board.Counted]int64{live.Counted(board.InterestView, "list", s.now): 7411}))
	s.job("0000000002", live.Employer, func(j *board.Job) { j.Owners, j.Ad.Agency = []string{"lind@lind.example"}, board.Agency{Name: "Lind"} })
	if page := s.page(200, ad, headers...); !strings.Contains(page.text("main"), "7 411") {
		t.Fatalf("the numbers are not told: %q", page.text("main"))
	}
	for _, who := range []string{"per@viken.example", "lind@lind.example"} {
		for _, page := range []string{ad, ad + "/bestallning", ad + "/bevis", ad + "/andra", "/platsannonsera/" + string(draft.ID) + "/bestall"} {
			w := s.ask("GET", page, s.as(who, "")...)
			if w.Code != http.StatusNotFound {
				t.Errorf("%s to %s: %d", page, who, w.Code)
			}
			for _, secret := range []string{"faktura@ekby.example", "Z1", "411", anna} {
				if strings.Contains(parse(t, w.Body.String()).text("main"), secret) {
					t.Errorf("%s tells %s of %s", page, who, secret)
				}
			}
		}
		if w := s.sendsLogo(ad, []byte("x"), s.as(who, "")...); w.Code != http.StatusNotFound && w.Code != http.StatusUnprocessableEntity || s.stored("0000000001").Review.Logo != "" {
			t.Errorf("a logo of %s: %d", who, w.Code)
		}
	}
}

func TestAnOwnerRunsTheirAd(t *testing.T) {
	for _, c := range []struct {
		name, act string
		form      url.Values
		status    int
		holds     func(*board.Job) bool
	}{
		{"a later day", "forlang", url.Values{"application_deadline": {"2026-12-20"}, "reason": {"holiday"}}, 303,
			func(j *board.Job) bool { return j.Ad.Deadline.String() == "2026-12-20" && !j.Extension.From.IsZero() }},
		{"a later day without a reason", "forlang", url.Values{"application_deadline": {"2026-12-20"}}, 422,
			func(j *board.Job) bool { return j.Extension.From.IsZero() }},
		{"the position is filled", "avsluta", url.Values{"reason": {"filled"}}, 303, func(j *board.Job) bool { return j.State == board.StatusFilled }},
		{"ending it without saying why", "avsluta", nil, 422, func(j *board.Job) bool { return j.State == board.StatusLive }},
		{"away with it", "ta-bort", url.Values{"version": {"1"}}, 303, func(j *board.Job) bool { return j.State == board.StatusWithdrawn }},
		{"a colleague", "agare", url.Values{"owners": {"hr@ekby.example"}}, 303, func(j *board.Job) bool { return len(j.Owners) == 2 }},
		{"nobody left", "utan-agare", url.Values{"owners": {anna}}, 422, func(j *board.Job) bool { return len(j.Owners) == 1 }},
		{"what another changed meanwhile", "avsluta", url.Values{"version": {"99"}, "reason": {"filled"}}, 409, func(j *board.Job) bool { return j.State == board.StatusLive }},
		{"to cancel what has been published", "avbestall", nil, 409, func(j *board.Job) bool { return j.State == board.StatusLive }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newService(t)
			ad, headers := s.mine()
			if w := s.does(ad, c.act, c.form, headers...); w.Code != c.status || !c.holds(s.stored("0000000001")) {
				t.Errorf("%d %s %+v", w.Code, parse(t, w.Body.String()).text("[role=alert]"), s.stored("0000000001").State)
			}
		})
	}
}

func TestAChangeWaitsBesideWhatReadersSee(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	form := url.Values{"headline": {"Senior upphandlare till Ekby kommun"}, "application_contacts.0.telephone": {"013-99 88 77"}}
	if w := s.edited(ad, headers, form); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, parse(t, w.Body.String()).text(".summary"))
	}
	j := s.stored("0000000001")
	if j.Revision == nil || j.Ad.Headline != "Upphandlare till Ekby kommun" || j.Ad.Contacts[0].Telephone != "013-99 88 77" {
		t.Errorf("%+v", j.Ad)
	}
	waits := "Visas nuborttaget: Upphandlare slut. till Ekby kommun | Väntartillagt: Senior upphandlare slut. till Ekby kommun | "
	if got := s.page(200, ad, headers...).text(".waits dd"); !strings.HasPrefix(got, waits) {
		t.Errorf("waiting: %q", got)
	}
}

func TestAnAdIsTheBeginningOfAnother(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	w := s.does(ad, "mall", nil, headers...)
	if to := w.Header().Get("Location"); !strings.HasPrefix(to, "/platsannonsera/") {
		t.Fatalf("%d %q", w.Code, to)
	}
	if w := s.does(ad, "aterannonsera", nil, headers...); w.Code != http.StatusConflict {
		t.Errorf("a live ad is advertised again: %d", w.Code)
	}
	s.does(ad, "avsluta", url.Values{"reason": {"filled"}}, headers...)
	w = s.does(ad, "aterannonsera", url.Values{"apply_again": {"ja"}}, headers...)
	d, err := s.store.Draft(t.Context(), board.ID(strings.TrimPrefix(w.Header().Get("Location"), "/platsannonsera/")))
	if err != nil || d.Readvertise.Of != "0000000001" || !d.Readvertise.ApplyAgain {
		t.Errorf("%v %+v", err, d)
	}
}

// edited is the form that changes the ad, as its page fills it in, with what is typed over it.
func (s *service) edited(ad string, headers []string, typed url.Values) *httptest.ResponseRecorder {
	s.Helper()
	form := url.Values{}
	page := s.page(200, ad+"/andra", headers...)
	for _, kind := range []string{"input", "select", "textarea"} {
		for _, e := range page.all("main " + kind) {
			if name, _ := attribute(e, "name"); name != "" && page.typed(name) != "" {
				form.Set(name, page.typed(name))
			}
		}
	}
	for name, values := range typed {
		form[name] = values
	}
	return s.does(ad, "andra", form, headers...)
}

func TestTheDeskIsShownWhatAnOwnerChangedOfALiveAd(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	if w := s.edited(ad, headers, url.Values{"number_of_vacancies": {"3"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d", w.Code)
	}
	desk := s.as("rut@journal.example", board.DeskEditor)
	queue := s.page(200, "/redaktionen", desk...)
	if got := queue.text(".changes ins"); !strings.Contains(got, "3") || !strings.Contains(queue.text("main"), "Ändrat av ägaren") {
		t.Fatalf("%q of %q", got, queue.text(".changes"))
	}
	seen := url.Values{"last": {queue.value("last")}}
	s.now = s.now.Add(time.Minute)
	s.edited(ad, headers, url.Values{"number_of_vacancies": {"4"}})
	for _, want := range []string{"?sagt=looked_at_not", "?sagt=looked_at"} {
		if to := s.send("/redaktionen/sett/0000000001", seen, desk...).Header().Get("Location"); to != "/redaktionen"+want {
			t.Errorf("leads to %s", to)
		}
		seen.Set("last", s.page(200, "/redaktionen", desk...).value("last"))
	}
	if left := s.page(200, "/redaktionen", desk...).all(".changes"); len(left) > 0 {
		t.Errorf("%d are left", len(left))
	}
}

func TestAnOwnerSeesThatTheLinkToApplyIsGone(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	today, address := board.DateOf(s.now), s.stored("0000000001").Ad.Apply.URL
	for _, c := range []struct {
		what  string
		link  board.ApplyLink
		shown string
	}{
		{"nobody has tried it", board.ApplyLink{}, ""},
		{"for one night", board.ApplyLink{Address: address, GoneSince: today}, ""},
		{"for two", board.ApplyLink{Address: address, GoneSince: today.AddDays(-1), Told: true}, "Länken till ansökan fungerar inte"},
		{"until the ad leads elsewhere", board.ApplyLink{Address: "https://ekby.example/fore", GoneSince: today.AddDays(-1), Told: true}, ""},
		{"but somebody at the desk knows better", board.ApplyLink{Address: address, Told: true}, ""},
	} {
		c.link.Job, c.link.TriedOn = "0000000001", today
		s.write(func(tx *store.Tx) error { return tx.SaveApplyLinks(s.Context(), c.link) })
		if got := s.page(200, ad, headers...).text(".notice__title"); got != c.shown {
			t.Errorf("%s: %q", c.what, got)
		}
	}
}

func TestAnAdIsLookedAtWithItsEmployersLogo(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	const logo = "0123456789abcdef0123"
	s.write(func(tx *store.Tx) error {
		e := s.stored("0000000001").Employer
		e.Logo = logo
		return tx.SaveEmployer(s.Context(), &e)
	})
	draft := s.does(ad, "mall", nil, headers...).Header().Get("Location")
	if shown := s.ask("GET", draft+"/bestall", headers...).Body.String(); !strings.Contains(shown, "/logotyp/"+logo) {
		t.Error("the logo that readers will see is not shown")
	}
	stranger := s.begins(url.Values{"client.for": {"own"}, "owners": {"per@viken.example"}})
	stranger.types("arbetsgivare", "spara", url.Values{"employer.name": {"Ekby kommun"}})
	if strings.Contains(stranger.step("bestall"), logo) {
		t.Error("a stranger sees the logo")
	}
}
