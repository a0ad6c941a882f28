package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

const (
	meanwhile = "Annonsen ändrades av någon annan medan du höll på. Se hur den är nu och försök igen."
	tooLate   = "Det går inte längre i det läge som annonsen är."
)

// refusal is what an answer says that was refused, and where: in one place, which takes the focus.
func refusal(t *testing.T, w *httptest.ResponseRecorder, place, want string) dom {
	t.Helper()
	page := parse(t, w.Body.String())
	page.says(place+" .notice", want)
	if all := page.all(".notice"); w.Code != http.StatusConflict || len(all) != 1 {
		t.Fatalf("%d, %d notices", w.Code, len(all))
	} else if _, focused := attribute(all[0], "autofocus"); !focused {
		t.Error("the keyboard begins elsewhere")
	}
	return page
}

// saysMore is somebody else with Anna's address, who changes the headline.
func (s *service) saysMore(ad, headline string) {
	s.Helper()
	headers := s.as(anna, "")
	form := typedInto(s.page(200, ad+"/andra", headers...), "#form")
	form.Set("headline", headline)
	if w := s.does(ad, "andra", form, headers...); w.Code != http.StatusSeeOther {
		s.Fatalf("%d", w.Code)
	}
}

func TestWhatIsRefusedIsSaidInTheFormThatWasSent(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	old := url.Values{"version": {s.page(200, ad, headers...).value("version")}, "reason": {"changed"}, "application_deadline": {"2026-12-18"}}
	s.saysMore(ad, "Upphandlare till Ekby kommun, bygg")
	page := refusal(t, s.does(ad, "forlang", old, headers...), "#extend", meanwhile)
	if page.typed("application_deadline") != "2026-12-18" {
		t.Errorf("what was typed is gone: %q", page.typed("application_deadline"))
	}
}

func TestAnExtensionUnderOtherTermsSaysThatTheyHaveChanged(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	buy, _ := attribute(s.page(200, ad, headers...).all("#f-extend-buy option")[1], "value")
	sum, _, _ := strings.Cut(buy, " ")
	form := url.Values{"reason": {"changed"}, "application_deadline": {"2027-02-01"}, "buy": {sum + " older"}}
	page := parse(t, s.does(ad, "forlang", form, headers...).Body.String())
	page.says("#extend .notice", "Annonsvillkoren har ändrats. Läs dem och beställ igen.")
}

func TestADeadlineBeyondThePackageLeadsToWhatCanBeBought(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	page := parse(t, s.does(ad, "forlang", url.Values{"reason": {"changed"}, "application_deadline": {"2027-03-20"}}, headers...).Body.String())
	if said := page.text("#extend .summary a"); !strings.Contains(said, "förläng utöver paketet") {
		t.Errorf("%q", said)
	}
}

func TestWhatIsRefusedForGoodIsSaidAboveTheAd(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	s.does(ad, "avsluta", url.Values{"reason": {"filled"}}, headers...)
	refusal(t, s.does(ad, "forlang", url.Values{"reason": {"changed"}, "application_deadline": {"2026-12-18"}}, headers...), ".my-ad", tooLate)
}

func TestAnOwnerWhoStaysIsNotOfferedToBeAdded(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	s.does(ad, "agare", url.Values{"owners": {"hr@ekby.example"}}, headers...)
	page := refusal(t, s.does(ad, "utan-agare", url.Values{"version": {"1"}, "owners": {"hr@ekby.example"}}, headers...), ".my-ad", meanwhile)
	if open := page.all("details[open]"); len(open) != 0 {
		t.Errorf("%d forms are open", len(open))
	}
}

func TestWhoIsOvertakenWhileWritingSeesBothVersions(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	old := typedInto(s.page(200, ad+"/andra", headers...), "#form")
	s.saysMore(ad, "Upphandlare till Ekby kommun, bygg")
	old.Set("headline", "Upphandlare till Ekby kommun, it")
	w := s.does(ad, "andra", old, headers...)
	page := refusal(t, w, ".my-edit", "Annonsen ändrades av någon annan medan du skrev. Din version finns kvar här nedanför. Välj vad som ska gälla: spara den, eller behåll den andra.")
	if versions := page.texts("#skillnader dd"); len(versions) != 2 || !strings.Contains(versions[0], "bygg") || !strings.Contains(versions[1], "it") {
		t.Errorf("not the two versions of what differs: %q", versions)
	}
	old.Set("version", page.value("version"))
	if w := s.does(ad, "andra", old, headers...); w.Code != http.StatusSeeOther {
		t.Errorf("chosen, it is not saved: %d", w.Code)
	}
}

func TestAChangeThatComesTooLateIsRefusedForThatReasonAndKept(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	form := typedInto(s.page(200, ad+"/andra", headers...), "#form")
	form.Set("headline", "Upphandlare till Ekby kommun, it")
	s.now = s.stored("0000000001").Run.Until.Add(time.Hour)
	page := refusal(t, s.does(ad, "andra", form, headers...), ".my-edit", tooLate)
	if page.typed("headline") != "Upphandlare till Ekby kommun, it" {
		t.Errorf("what was typed is gone: %q", page.typed("headline"))
	}
}

func TestAnOrderThatIsOvertakenKeepsWhatWasChosen(t *testing.T) {
	s := newService(t)
	ad, headers := s.waits()
	form := typedInto(s.page(200, ad+"/bestallning", headers...), "#form")
	form.Set("package", "plus")
	s.saysMore(ad, "Upphandlare till Ekby kommun, bygg")
	page := refusal(t, s.does(ad, "bestallning", form, headers...), ".my-edit", "Annonsen ändrades av någon annan medan du höll på. Dina val finns kvar här nedanför. Kontrollera dem och spara igen.")
	if page.typed("package") != "plus" || page.value("version") == form.Get("version") {
		t.Errorf("chosen: %q, version %s", page.typed("package"), page.value("version"))
	}
	j := s.stored("0000000001")
	j.State = board.StatusRefused
	s.save(j)
	refusal(t, s.does(ad, "bestallning", form, headers...), ".my-ad", tooLate)
}
