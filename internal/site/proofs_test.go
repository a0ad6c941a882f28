package site_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

const proofsBegin = "/redaktionen/korrektur/ny"

// begun is the draft that a form of the proof's first page led to.
func (s *service) begun(form url.Values, headers ...string) *board.Draft {
	s.Helper()
	w := s.send(proofsBegin, form, headers...)
	parts := strings.Split(w.Header().Get("Location"), "/")
	if w.Code != http.StatusSeeOther || len(parts) < 2 {
		s.Fatalf("%d %s", w.Code, parse(s, w.Body.String()).text(".summary"))
	}
	d, err := s.store.Draft(s.Context(), board.ID(parts[len(parts)-2]))
	s.must(err)
	return d
}

func TestADraftForACustomerBeginsWithWhatTheDeskHas(t *testing.T) {
	s := newService(t)
	headers := s.as("saga@journal.example", board.DeskSales)
	old := s.job("0000000001", s.employer("Ekby kommun"), nil)
	for _, c := range []struct {
		name  string
		form  url.Values
		holds func(*board.Draft) bool
	}{
		{"nothing", nil, func(d *board.Draft) bool { return d.Ad.Headline == "" }},
		{"a text from a letter", url.Values{"description_text": {"Inköpare till Viken\n\nDu köper in.\n\nSista ansökningsdag 15 december 2026."}},
			func(d *board.Draft) bool {
				return strings.Contains(d.Ad.Text.Plain, "Du köper in.") && d.Ad.Deadline.String() == "2026-12-15"
			}},
		{"an old ad", url.Values{"mall": {string(old.ID)}},
			func(d *board.Draft) bool {
				return d.Ad.Headline == old.Ad.Headline && d.Ad.Text.Plain == old.Ad.Text.Plain
			}},
		{"an old ad with a new text", url.Values{"mall": {string(old.ID)}, "description_text": {"Nu söker vi en till."}},
			func(d *board.Draft) bool {
				return d.Ad.Title == old.Ad.Title && strings.Contains(d.Ad.Text.Plain, "en till")
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			form := url.Values{"owners": {anna}}
			for name, values := range c.form {
				form[name] = values
			}
			if d := s.begun(form, headers...); d.Owner != anna || !d.Begun.AtDesk || d.Package == "" || !c.holds(d) {
				t.Errorf("%+v", d)
			}
		})
	}
}

func TestWhatIsWrongWithTheBeginningIsSaidAndKept(t *testing.T) {
	s := newService(t)
	headers := s.as("saga@journal.example", board.DeskSales)
	for _, c := range []struct {
		name, field string
		form        url.Values
	}{
		{"nobody's address", "owners", url.Values{"owners": {"maria"}, "description_text": {"Vi söker."}}},
		{"an address of our own network", "link", url.Values{"owners": {anna}, "link": {"https://10.0.0.1/hemligt"}}},
		{"an endless text", "description_text", url.Values{"owners": {anna}, "description_text": {strings.Repeat("Vi söker. ", 100_000)}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := s.send(proofsBegin, c.form, headers...)
			page := parse(t, w.Body.String())
			if w.Code != http.StatusUnprocessableEntity || page.text("[id=f-"+c.field+"-fault]") == "" || len(page.links(".summary a")) != 1 {
				t.Errorf("%d %q %q", w.Code, page.text(".summary"), page.text("[id=f-"+c.field+"-fault]"))
			}
			for name, values := range c.form {
				if got := page.typed(name); got != strings.TrimSpace(strings.Join(strings.Fields(values[0]), " ")) {
					t.Errorf("%s is %.40q", name, got)
				}
			}
		})
	}
	if drafts, err := s.store.DeskDrafts(t.Context(), 10); err != nil || len(drafts) != 0 {
		t.Errorf("%d drafts, %v", len(drafts), err)
	}
}

func TestOldAdsAreFoundForACustomer(t *testing.T) {
	s := newService(t)
	headers := s.as("saga@journal.example", board.DeskSales)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	search := url.Values{"gor": {"sok"}, "owners": {anna}, "q": {"Ekby"}}
	found := parse(t, s.send(proofsBegin, search, headers...).Body.String())
	if found.typed("mall") != "" || len(found.all("[name=mall]")) == 0 || found.typed("owners") != anna || found.typed("q") != "Ekby" {
		t.Errorf("%d ads, %q %q", len(found.all("[name=mall]")), found.typed("owners"), found.typed("q"))
	}
	search.Set("q", "Ingenstans")
	if none := parse(t, s.send(proofsBegin, search, headers...).Body.String()); !strings.Contains(none.text("main"), "Inga annonser") {
		t.Errorf("%q", none.text("main"))
	}
	const template = proofsBegin + "?mall=0000000001"
	if ways := s.page(200, "/redaktionen/annonser/0000000001", headers...).links("main a"); !slices.Contains(ways, template) {
		t.Errorf("no way from the ad: %s", ways)
	}
	chosen := s.page(200, template, headers...)
	if chosen.typed("mall") != "0000000001" {
		t.Errorf("the ad of the address is not chosen: %q", chosen.typed("mall"))
	}
	s.page(200, proofsBegin+"?mall=finns-inte", headers...)
}

func TestACustomerReadsWhatTheyWroteAboutAProofLineByLine(t *testing.T) {
	s := newService(t)
	d := s.begun(url.Values{"owners": {anna}}, s.as("saga@journal.example", board.DeskSales)...)
	d.State, d.Proof.SentAt, d.Proof.By = board.StatusUnconfirmed, s.now, "saga@journal.example"
	s.must(s.store.Write(s.Context(), func(tx *store.Tx) error { return tx.SaveDraft(s.Context(), d) }))
	token, err := s.door.NewProof(s.Context(), board.Notice{To: anna, Details: map[string]string{"draft": string(d.ID)}})
	s.must(err)
	link, form := "/platsannonsera/korrektur/"+token, url.Values{"gor": {"andra"}, "text": {"Byt rubrik.\r\n\r\nLönen är 45 000."}}
	s.hand(http.StatusSeeOther, link, form)
	for lang, lead := range map[string]string{"sv": "Du får ett nytt korrektur.", "en": "You will get a new proof."} {
		page := s.page(200, link+"?lang="+lang)
		page.says(".lead", lead)
		if lines := page.texts(".comment p"); !slices.Equal(lines, []string{"Byt rubrik.", "Lönen är 45 000."}) {
			t.Errorf("%q", lines)
		}
	}
}
