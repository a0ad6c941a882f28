package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

// often is what a person is told half an hour before they may try again.
const often = "Du har försökt många gånger. Vänta 31 minuter och försök igen. Inget du skrivit är borta."

func TestALetterThatIsAskedForAgainIsSaidToBeSent(t *testing.T) {
	s := newService(t)
	o, _, _ := s.handsIn()
	s.now = s.now.Truncate(time.Hour).Add(time.Hour + 30*time.Minute)
	for range 3 {
		to := o.expect(http.StatusSeeOther, "POST", o.draft+"/skickad", nil).Header().Get("Location")
		parse(t, o.expect(http.StatusOK, "GET", to, nil).Body.String()).says(".notice", "Mejlet är skickat till maria@stockholm.example igen. Öppna det senaste.")
	}
	refused := o.expect(http.StatusTooManyRequests, "POST", o.draft+"/skickad", nil)
	page := parse(t, refused.Body.String())
	page.says(".notice", often)
	page.says(".sent__again a", "Ändra något i annonsen")
	if wait := refused.Header().Get("Retry-After"); wait != strconv.Itoa(31*60) {
		t.Errorf("a program waits %s seconds", wait)
	}
}

func TestAnAddressThatIsRightIsNotSaidToBeWrongWhenALetterIsAskedForTooOften(t *testing.T) {
	s := newService(t)
	s.now = s.now.Truncate(time.Hour).Add(time.Hour + 30*time.Minute)
	for range 3 {
		s.browser().asks(anna)
	}
	page := parse(t, s.browser().expect(http.StatusTooManyRequests, "POST", "/logga-in", url.Values{"email": {anna}}).Body.String())
	page.says(".notice", often)
	if page.value("email") != anna || len(page.faults()) > 0 || len(page.all(".summary")) > 0 {
		t.Errorf("%q %s %s", page.value("email"), page.faults(), page.text(".summary"))
	}
}

func TestAWayBackThatIsAskedForTooOftenIsRefusedAndNothingIsLost(t *testing.T) {
	s := newService(t)
	o := s.begins(typed()["for-vem"])
	s.now = s.now.Truncate(time.Hour).Add(time.Hour + 30*time.Minute)
	form := url.Values{"title": {"Inköpare"}}
	for range 3 {
		o.types("tjansten", "mejla", form)
	}
	refusesAndKeeps(t, o.types("tjansten", "mejla", form), "title", "Inköpare")
}

func TestAnOwnerWhoIsAskedForTooOftenIsRefusedAndNothingIsLost(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	s.now = s.now.Truncate(24 * time.Hour).Add(24*time.Hour - 30*time.Minute)
	for i := range 10 {
		email := "kollega" + strconv.Itoa(i) + "@ekby.example"
		s.does(ad, "agare", url.Values{"owners": {email}}, headers...)
		s.does(ad, "utan-agare", url.Values{"owners": {email}}, headers...)
	}
	const typed = "per@ekby.example"
	refusesAndKeeps(t, s.does(ad, "agare", url.Values{"owners": {typed}}, headers...), "owners", typed)
}

// refusesAndKeeps says that an answer is that somebody has tried too often, with what they typed in a field.
func refusesAndKeeps(t *testing.T, refused *httptest.ResponseRecorder, field, typed string) {
	t.Helper()
	page := parse(t, refused.Body.String())
	page.says(".notice", often)
	if refused.Code != http.StatusTooManyRequests || page.value(field) != typed {
		t.Errorf("%d: %q", refused.Code, page.value(field))
	}
}

func TestAMorningsOrdersAtTheDeskAreNotTooMany(t *testing.T) {
	s := newService(t)
	headers := s.as("saga@journal.example", board.DeskSales)
	form := url.Values{"owners": {anna}, "link": {"http://127.0.0.1/annons"}} // which is not read, and counts
	for range 21 {
		w := s.send(proofsBegin, form, headers...)
		if w.Code != http.StatusUnprocessableEntity {
			t.Fatalf("%d %s", w.Code, parse(t, w.Body.String()).text(".notice"))
		}
	}
	for range 61 {
		s.begun(url.Values{"owners": {anna}}, headers...)
	}
}
