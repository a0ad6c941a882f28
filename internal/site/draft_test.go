package site_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/site"
	"ledigajobb/internal/store"
)

// typed is what a procurement manager types on each step.
func typed() map[string]url.Values {
	return map[string]url.Values{
		"for-vem": {"client.for": {"own"}, "owners": {"maria@stockholm.example"}},
		"tjansten": {
			"title": {"Upphandlare"}, "headline": {"Upphandlare till Stockholms stad"}, "role": {"upphandlare"}, "level": {"experienced"}, "law": {"lou"},
			"workplace_addresses.0.municipality": {"Stockholm"}, "employment_type": {"permanent"}, "working_hours": {"full_time"},
			"salary.min": {"42000"}, "salary.max": {"48000"}, "salary.period": {"month"},
		},
		"texten":  {"description_text": {"## Om tjänsten\n\nDu leder upphandlingar.\n\n- LOU\n- Avtal"}, "language": {"sv"}},
		"ansokan": {"application_deadline": {"2026-12-15"}, "application_details.url": {"https://jobb.stockholm.example/1"}, "application_contacts.0.name": {"Anna Ek"}, "application_contacts.0.telephone": {"08-123 45 67"}},
		"arbetsgivare": {
			"employer.organization_number": {"212000-0142"}, "employer.workplace": {"Upphandlingsenheten"}, "invoice.reference": {"ZZ123"}, "invoice.city": {"Stockholm"},
		},
		"bestall": {"package": {"basic"}},
	}
}

// An ordering is somebody's browser at the form.
type ordering struct {
	*client
	draft string // its path
}

var versionField = regexp.MustCompile(`name="version" value="(\d+)"`)

// begins sends the first step, and follows where it leads.
func (s *service) begins(first url.Values) *ordering {
	s.Helper()
	o := &ordering{client: s.browser()}
	w := o.expect(http.StatusSeeOther, "POST", s.base+"/platsannonsera/ny", first)
	parts := strings.Split(w.Header().Get("Location"), "/")
	o.draft = strings.Join(parts[:len(parts)-1], "/")
	return o
}

// step is the page of a step as it stands.
func (o *ordering) step(path string) string {
	o.Helper()
	return o.expect(http.StatusOK, "GET", o.draft+"/"+path, nil).Body.String()
}

// types sends a step as a browser does: with the version that its page had.
func (o *ordering) types(path, act string, form url.Values) *httptest.ResponseRecorder {
	o.Helper()
	sent := url.Values{"gor": {act}, "version": {versionField.FindStringSubmatch(o.step(path))[1]}}
	for name, values := range form {
		sent[name] = values
	}
	return o.send("POST", o.draft+"/"+path, sent)
}

// walks goes the whole way, and gives the answer to the order.
func (o *ordering) walks() *httptest.ResponseRecorder {
	o.Helper()
	var last *httptest.ResponseRecorder
	form, steps := typed(), site.StepPaths()
	for i, path := range steps {
		act := "nasta"
		if i == len(steps)-1 {
			act = "bestall"
			page := parse(o, o.step(path))
			form[path]["sum"], form[path]["terms"] = []string{page.value("sum")}, []string{page.value("terms")}
		}
		if last = o.types(path, act, form[path]); last.Code != http.StatusSeeOther {
			o.Fatalf("%s: %d: %s", path, last.Code, parse(o, last.Body.String()).text(".summary"))
		}
	}
	return last
}

// value is what a field holds.
func (d dom) value(name string) string {
	for _, e := range d.all("input[name=" + name + "]") {
		value, _ := attribute(e, "value")
		return value
	}
	return ""
}

func TestAnAdIsOrderedStepByStep(t *testing.T) {
	s := newService(t)
	o := s.begins(typed()["for-vem"])
	s.now = s.now.Add(10 * time.Minute)
	if to := o.walks().Header().Get("Location"); to != o.draft+"/skickad" {
		t.Fatalf("leads to %s", to)
	}
	parse(s, o.expect(http.StatusOK, "GET", o.draft+"/skickad", nil).Body.String()).says("main .lead",
		"Vi har skickat ett mejl till maria@stockholm.example. Öppna länken i det och bekräfta, så är annonsen beställd.")
	d, err := s.store.Draft(t.Context(), board.ID(o.draft[strings.LastIndexByte(o.draft, '/')+1:]))
	if err != nil || d.State != board.StatusUnconfirmed || d.Employer.Name != "Stockholms stad" || d.Employer.Sector != board.SectorMunicipality ||
		d.Order.Invoice.PeppolID != "0007:2120000142" || d.Order.Invoice.Route != board.RoutePeppol {
		t.Errorf("%v %+v", err, d)
	}
}

// restarted is the same database under another process: nothing that was only in memory is left.
func (s *service) restarted() { s.Helper(); s.demo(true) }

func TestADraftIsWholeWhereverTheServerWasKilled(t *testing.T) {
	for i, killed := range site.StepPaths() {
		t.Run(killed, func(t *testing.T) {
			s := newService(t)
			form := typed()
			o := s.begins(form["for-vem"])
			for _, path := range site.StepPaths()[1 : i+1] {
				if w := o.types(path, "spara", form[path]); w.Code != http.StatusSeeOther {
					t.Fatalf("%s: %d", path, w.Code)
				}
			}
			s.restarted()
			o.handler = s.handler
			for _, path := range site.StepPaths()[:i+1] {
				page := parse(t, o.step(path))
				for name, values := range form[path] {
					if got := page.typed(name); got != strings.Join(strings.Fields(values[0]), " ") {
						t.Errorf("%s: %s is %q, not %q", path, name, got, values[0])
					}
				}
			}
			w := o.expect(http.StatusSeeOther, "GET", o.draft, nil)
			if to := w.Header().Get("Location"); to != o.draft+"/"+killed {
				t.Errorf("goes on at %s", to)
			}
		})
	}
}

// typed is what a field holds, of whatever kind it is.
func (d dom) typed(name string) string {
	for _, e := range d.all("[name=" + name + "]") {
		value, _ := attribute(e, "value")
		_, checked := attribute(e, "checked")
		switch kind, _ := attribute(e, "type"); {
		case e.Data == "textarea":
			return strings.TrimSpace(words(e))
		case e.Data == "select":
			for option := range e.Descendants() {
				if _, selected := attribute(option, "selected"); selected {
					value, _ = attribute(option, "value")
				}
			}
			return value
		case kind == "radio" || kind == "checkbox":
			if checked {
				return value
			}
		default:
			return value
		}
	}
	return ""
}

func TestWhatIsWrongIsKeptAndSaidAtItsField(t *testing.T) {
	s := newService(t)
	o := s.begins(typed()["for-vem"])
	form := url.Values{"application_deadline": {"den sista november"}, "application_deadline.time": {"12.00"}, "application_contacts.1.name": {"Anna Ek"}, "application_contacts.1.email": {"anna"}}
	w := o.types("ansokan", "nasta", form)
	page := parse(t, w.Body.String())
	if w.Code != http.StatusUnprocessableEntity || len(page.all(".summary li")) < 3 {
		t.Fatalf("%d %s", w.Code, page.text(".summary"))
	}
	if _, focused := attribute(page.all(".summary")[0], "autofocus"); !focused {
		t.Error("the keyboard does not begin at what is wrong")
	}
	for _, link := range page.links(".summary a") {
		if len(page.all(`[id=`+link[1:]+`]`)) == 0 {
			t.Errorf("%s leads nowhere", link)
		}
	}
	for _, part := range []string{"name", "email"} { // rows that are empty are left out
		form["application_contacts.0."+part] = form["application_contacts.1."+part]
		delete(form, "application_contacts.1."+part)
	}
	again := parse(t, o.step("ansokan"))
	for name, values := range form {
		if got := again.typed(name); got != values[0] {
			t.Errorf("%s is %q, not %q", name, got, values[0])
		}
	}
	o.types("ansokan", "nasta", typed()["ansokan"])
	if got := parse(t, o.step("ansokan")).typed("application_deadline"); got != "2026-12-15" {
		t.Errorf("mended, it is %q", got)
	}
}

func TestOnlyWhatIsWrongIsSaidToBeWrong(t *testing.T) {
	body := url.Values{"employer.organization_number": {"212000-0142"}, "employer.name": {"Stockholms  stad"}}
	for name, form := range map[string]url.Values{
		"nothing said of a public buyer's invoice": {"invoice.route": {""}, "invoice.recipient": {""}, "invoice.orgnr": {""}, "invoice.peppol": {""}, "invoice.email": {""}},
		"the recipient with two spaces":            {"invoice.recipient": {"Stockholms  stad"}, "invoice.email": {" Faktura@Stockholm.example"}, "invoice.postcode": {"111 22 "}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			o := s.begins(typed()["for-vem"])
			maps.Copy(form, body)
			page := parse(t, o.types("arbetsgivare", "nasta", form).Body.String())
			if links := page.links(".summary a"); !slices.Equal(links, []string{"#f-invoice.reference", "#f-invoice.city"}) {
				t.Errorf("%s: %s", links, page.text(".summary"))
			}
		})
	}
	s := newService(t)
	o := s.begins(typed()["for-vem"])
	page := parse(t, o.types("arbetsgivare", "nasta", url.Values{"employer.name": {"Ekby  bostäder"}, "invoice.orgnr": {"12"}, "invoice.city": {"Ekby "}}).Body.String())
	if links := page.links(".summary a"); !slices.Equal(links, []string{"#f-invoice.orgnr"}) || page.typed("invoice.orgnr") != "12" {
		t.Errorf("%s: %s", links, page.text(".summary"))
	}
}

func TestWhatIsLeftOpenOfAnInvoiceFollowsTheEmployer(t *testing.T) {
	s := newService(t)
	o := s.begins(typed()["for-vem"])
	sends := func(changes ...string) dom {
		t.Helper()
		form := typedInto(parse(t, o.step("arbetsgivare")), "#annons")
		for i := 0; i < len(changes); i += 2 {
			form.Set(changes[i], changes[i+1])
		}
		delete(form, "gor")
		return parse(t, o.types("arbetsgivare", "nasta", form).Body.String())
	}
	invoice := func() board.Invoice {
		t.Helper()
		d, err := s.store.Draft(t.Context(), board.ID(o.draft[strings.LastIndexByte(o.draft, '/')+1:]))
		s.must(err)
		return d.Order.Invoice
	}
	page := sends("employer.organization_number", "556036-0793", "employer.name", "Ekby bostäder", "invoice.city", "Ekby", "invoice.reference", "ZZ1")
	if said := page.links(".summary a"); !slices.Equal(said, []string{"#f-employer.owned"}) {
		t.Errorf("who owns it is not asked alone: %s", said)
	}
	if said := sends("employer.owned", "kommun").text(".summary"); said != "" {
		t.Errorf("once answered: %s", said)
	}
	if i := invoice(); i.Route != board.RoutePeppol || i.PeppolID != "0007:5560360793" || i.Recipient != "Ekby bostäder" {
		t.Errorf("of the municipality's company: %+v", i)
	}
	sends("employer.organization_number", "212000-0142", "employer.name", "Stockholms stad")
	if i := invoice(); i.OrgNr.String() != "212000-0142" || i.PeppolID != "0007:2120000142" || i.Recipient != "Stockholms stad" {
		t.Errorf("of another employer: %+v", i)
	}
	sends("invoice.recipient", "Serviceförvaltningen", "invoice.route", "email", "invoice.email", "faktura@stockholm.example")
	page = parse(t, o.step("arbetsgivare"))
	if page.typed("invoice.recipient") != "Serviceförvaltningen" || page.typed("invoice.route") != "email" || page.typed("invoice.orgnr") != "" {
		t.Errorf("what was said is shown as %q, %q, %q", page.typed("invoice.recipient"), page.typed("invoice.route"), page.typed("invoice.orgnr"))
	}
}

func TestABlockedWordIsSaidAtItsField(t *testing.T) {
	for field, step := range map[string]string{
		"headline": "tjansten", "workplace_addresses.0.city": "tjansten", "salary.description": "tjansten", "collective_agreement": "tjansten",
		"description_text": "texten", "application_contacts.0.description": "ansokan", "union_contacts.0.name": "ansokan", "registry_number": "ansokan",
		"application_details.reference": "ansokan", "application_details.information": "ansokan", "employer.workplace": "arbetsgivare",
	} {
		t.Run(field, func(t *testing.T) {
			s := newService(t)
			s.set(map[string]string{board.SettingBlockedWords: "krypto"})
			o, form := s.begins(typed()["for-vem"]), typed()
			s.now = s.now.Add(10 * time.Minute)
			form["ansokan"].Set("union_contacts.0.name", "Saco-S")
			form["ansokan"].Set("union_contacts.0.email", "facket@stockholm.example")
			form[step][field] = []string{"Krypto"}
			for _, path := range site.StepPaths()[1:] {
				o.types(path, "spara", form[path])
			}
			last := parse(t, o.step("bestall"))
			w := o.types("bestall", "bestall", url.Values{"package": {"basic"}, "sum": {last.value("sum")}, "terms": {last.value("terms")}})
			page := parse(t, w.Body.String())
			if w.Code != http.StatusUnprocessableEntity || !slices.Equal(page.links(".summary a"), []string{"#f-" + field}) {
				t.Errorf("%d %s", w.Code, page.links(".summary a"))
			}
			if said := page.text("[id=f-" + field + "-fault]"); !strings.Contains(said, "krypto") {
				t.Errorf("at the field: %q", said)
			}
		})
	}
}

func TestAnothersDraftIsNotThere(t *testing.T) {
	s := newService(t)
	o, stranger := s.begins(typed()["for-vem"]), s.browser()
	for _, path := range append(site.StepPaths(), "skickad", "radera", "tjansten/spara") {
		method := "GET"
		if path == "radera" || strings.HasSuffix(path, "/spara") {
			method = "POST"
		}
		if w := stranger.send(method, o.draft+"/"+path, url.Values{}); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestADoubleClickMakesOneAd(t *testing.T) {
	s := newService(t)
	o := s.begins(typed()["for-vem"])
	s.now = s.now.Add(time.Minute)
	page := parse(t, o.step("bestall"))
	o.walks()
	twice := url.Values{"gor": {"bestall"}, "version": {page.value("version")}, "package": {"basic"}}
	o.send("POST", o.draft+"/bestall", twice)
	notices := 0
	err := s.store.Write(t.Context(), func(tx *store.Tx) error {
		owed, err := tx.LeaseNotices(t.Context(), s.now, s.now.Add(time.Hour), 100)
		for _, n := range owed {
			if n.Kind == board.NoticeConfirm {
				notices++
			}
		}
		return err
	})
	if err != nil || notices != 1 {
		t.Errorf("%d letters, %v", notices, err)
	}
}

func TestAPriceThatChangedMeanwhileIsShownAndAskedForAgain(t *testing.T) {
	s := newService(t)
	o := s.begins(typed()["for-vem"])
	s.now = s.now.Add(10 * time.Minute)
	for _, path := range site.StepPaths()[1:] {
		o.types(path, "spara", typed()[path])
	}
	before := parse(t, o.step("bestall"))
	s.reprices("basic 8900", "basic 9900")
	order := url.Values{"package": {"basic"}, "sum": {before.value("sum")}, "terms": {before.value("terms")}}
	w := o.types("bestall", "bestall", order)
	now := parse(t, w.Body.String())
	if w.Code != http.StatusConflict || now.text(".order-box__total td") != "12 375,00 kr" || !strings.HasPrefix(now.text(".notice"), "Priset har ändrats") {
		t.Fatalf("%d %q %q", w.Code, now.text(".order-box__total td"), now.text(".notice"))
	}
	order.Del("sum")
	if w := o.types("bestall", "bestall", order); w.Code != http.StatusConflict {
		t.Errorf("without a price that was seen: %d", w.Code)
	}
	order.Set("sum", now.value("sum"))
	if w := o.types("bestall", "bestall", order); w.Code != http.StatusSeeOther {
		t.Errorf("accepted: %d %s", w.Code, parse(t, w.Body.String()).text(".summary"))
	}
}

// handsIn orders an ad, and gives its id and the link that its owner is asked to confirm it by.
func (s *service) handsIn() (o *ordering, id, link string) {
	s.Helper()
	o = s.begins(typed()["for-vem"])
	s.now = s.now.Add(10 * time.Minute)
	o.walks()
	id = o.draft[strings.LastIndexByte(o.draft, '/')+1:]
	token, err := s.door.NewConfirmation(s.Context(), board.Notice{To: "maria@stockholm.example", Details: map[string]string{"draft": id}})
	s.must(err)
	return o, id, "/platsannonsera/bekrafta/" + token
}

func TestAConfirmationsLinkLeadsOnWhenItIsOpenedAgain(t *testing.T) {
	s := newService(t)
	o, id, link := s.handsIn()
	colleague := s.browser()
	page := parse(t, o.expect(http.StatusOK, "GET", link, nil).Body.String())
	pressed := url.Values{"version": {page.value("version")}, "sum": {page.value("sum")}}
	o.expect(http.StatusSeeOther, "POST", link, pressed)
	if to := o.expect(http.StatusSeeOther, "GET", link, nil).Header().Get("Location"); to != "/mina-annonser/"+id {
		t.Errorf("who is in is led to %s", to)
	}
	for _, back := range []string{"", "/bestall", "/skickad"} { // the browser's way back
		if to := o.expect(http.StatusSeeOther, "GET", o.draft+back, nil).Header().Get("Location"); to != "/mina-annonser/"+id {
			t.Errorf("%s leads to %s", back, to)
		}
		colleague.expect(http.StatusNotFound, "GET", o.draft+back, nil)
	}
	if to := o.expect(http.StatusSeeOther, "POST", o.draft+"/bestall", pressed).Header().Get("Location"); to != "/mina-annonser/"+id {
		t.Errorf("a second press leads to %s", to)
	}
	again := parse(t, colleague.expect(http.StatusOK, "GET", link, nil).Body.String())
	again.says("h1", "Annonsen är redan beställd")
	if links := again.links("main a"); !slices.Contains(links, "/mina-annonser/"+id) {
		t.Errorf("a colleague finds %s", links)
	}
	s.now = s.now.Add(8 * 24 * time.Hour)
	parse(t, colleague.expect(http.StatusOK, "GET", link, nil).Body.String()).says("h1", "Annonsen är redan beställd")
}

func TestAPageThatWasOpenWhileItsAdWasConfirmedElsewhereSaysWhereItIs(t *testing.T) {
	s := newService(t)
	o, id, link := s.handsIn()
	telephone := s.browser()
	page := parse(t, telephone.expect(http.StatusOK, "GET", link, nil).Body.String())
	telephone.expect(http.StatusSeeOther, "POST", link, url.Values{"version": {page.value("version")}, "sum": {page.value("sum")}})
	for _, again := range []struct{ method, path string }{{"GET", ""}, {"GET", "/tjansten"}, {"GET", "/skickad"}, {"POST", "/skickad"}, {"POST", "/tjansten"}} {
		gone := parse(t, o.expect(http.StatusGone, again.method, o.draft+again.path, nil).Body.String())
		gone.says("h1", "Utkastet finns inte kvar här")
		if links := gone.links("main a"); !slices.Contains(links, "/mina-annonser") || strings.Contains(strings.Join(links, " "), id) {
			t.Errorf("%s %s leads to %s", again.method, again.path, links)
		}
	}
	s.browser().expect(http.StatusNotFound, "GET", o.draft, nil)
}

func TestAnAdThatIsChangedAgainIsNotConfirmedByTheLetterBefore(t *testing.T) {
	s := newService(t)
	o, _, link := s.handsIn()
	o.types("tjansten", "spara", url.Values{"title": {"Inköpare"}})
	for who, b := range map[string]struct {
		browser *client
		leads   string
	}{"its author": {o.client, o.draft}, "its owner, elsewhere": {s.browser(), "/mina-annonser"}} {
		page := parse(t, b.browser.expect(http.StatusConflict, "GET", link, nil).Body.String())
		page.says("h1", "Annonsen är inte beställd än")
		if links := page.links("main a"); !slices.Contains(links, b.leads) || len(page.all("main form")) > 0 {
			t.Errorf("%s finds %s", who, links)
		}
	}
}

// reprices writes another line into the price list.
func (s *service) reprices(was, now string) {
	s.Helper()
	err := s.store.Write(s.Context(), func(tx *store.Tx) error {
		return tx.SaveSetting(s.Context(), board.SettingPrices, strings.Replace(board.DefaultPrices().String(), was, now, 1), "rut@journal.example", s.now)
	})
	if err != nil {
		s.Fatal(err)
	}
}

func TestWhoAdvertisesForAnotherIsAskedForTheirFirm(t *testing.T) {
	s := newService(t)
	w := s.browser().expect(http.StatusUnprocessableEntity, "POST", "/platsannonsera/ny", url.Values{"client.for": {"other"}, "owners": {"maria@lind.example"}})
	parse(t, w.Body.String()).says(".summary a", "Fyll i rekryteringsföretagets namn")
}

func TestAProgramThatFillsInEverythingBeginsNothing(t *testing.T) {
	s := newService(t)
	form := typed()["for-vem"]
	form.Set("website", "https://spam.example")
	s.browser().expect(http.StatusBadRequest, "POST", "/platsannonsera/ny", form)
}

func TestTwoWindowsLoseNothing(t *testing.T) {
	s := newService(t)
	o := s.begins(typed()["for-vem"])
	old := url.Values{"version": {versionField.FindStringSubmatch(o.step("tjansten"))[1]}, "title": {"Inköpare"}}
	o.types("tjansten", "nasta", typed()["tjansten"])
	w := o.expect(http.StatusConflict, "POST", o.draft+"/tjansten", old)
	page := parse(t, w.Body.String())
	if got := page.typed("title"); got != "Inköpare" {
		t.Errorf("what was typed is %q", got)
	}
	old.Set("version", page.value("version"))
	o.expect(http.StatusUnprocessableEntity, "POST", o.draft+"/tjansten", old)
	if got := parse(t, o.step("tjansten")).typed("title"); got != "Inköpare" {
		t.Errorf("saved, it is %q", got)
	}
}

func TestHostileTextsAreRefusedOrCleanedAndSaid(t *testing.T) {
	s := newService(t)
	o := s.begins(typed()["for-vem"])
	for _, c := range []struct{ name, typed, said string }{
		{"a megabyte", strings.Repeat("Upphandling ", 1<<20/12), "Texten är"},
		{"nothing", " ", "Fyll i text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := o.types("texten", "nasta", url.Values{"description_text": {c.typed}, "language": {"sv"}})
			if page := parse(t, w.Body.String()); w.Code != http.StatusUnprocessableEntity || !strings.Contains(page.text(".field__fault"), c.said) {
				t.Errorf("%d %s", w.Code, page.text(".field__fault"))
			}
		})
	}
	w := o.types("texten", "nasta", url.Values{"description_text": {"Upp\u202ehand\u200blare <script>alert(1)</script> **LOU**"}, "language": {"sv"}})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, parse(t, w.Body.String()).text(".field__fault"))
	}
	if got := parse(t, o.step("texten")).typed("description_text"); strings.ContainsAny(got, "\u202e\u200b") || strings.Contains(got, "script") {
		t.Errorf("%q is kept", got)
	}
}

// withFile sends the employer's step with a picture.
func (o *ordering) withFile(content []byte) *httptest.ResponseRecorder {
	o.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	form.WriteField("version", versionField.FindStringSubmatch(o.step("arbetsgivare"))[1])
	form.WriteField("gor", "spara")
	form.WriteField("employer.name", "Ekby kommun")
	file, err := form.CreateFormFile("logo", "logo.png")
	if err != nil {
		o.Fatal(err)
	}
	file.Write(content)
	form.Close()
	r, w := httptest.NewRequest("POST", o.draft+"/arbetsgivare", &body), httptest.NewRecorder()
	r.Header.Set("Content-Type", form.FormDataContentType())
	for name, value := range o.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	o.handler.ServeHTTP(w, r)
	return w
}

func TestALogoIsTakenOrRefusedWithASentence(t *testing.T) {
	s := newService(t)
	o := s.begins(typed()["for-vem"])
	var fine bytes.Buffer
	if err := png.Encode(&fine, image.NewGray(image.Rect(0, 0, 400, 200))); err != nil {
		t.Fatal(err)
	}
	bomb := slices.Concat([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), []byte{0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10, 8, 0, 0, 0, 0})
	bomb = binary.BigEndian.AppendUint32(bomb, crc32.ChecksumIEEE(bomb[12:29]))
	for _, c := range []struct {
		name, said string
		file       []byte
	}{
		{"a drawing", "Filen är ingen bild vi kan använda.", []byte("<svg xmlns='http://www.w3.org/2000/svg'></svg>")},
		{"a bomb", "Bilden är 10000 × 10000 bildpunkter.", bomb},
		{"too large a file", "Bilden är 2.0 MB.", bytes.Repeat([]byte("a"), 2<<20+5)},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := parse(t, o.withFile(c.file).Body.String())
			if !strings.HasPrefix(page.text("[id=f-logo-fault]"), c.said) || page.typed("employer.name") != "Ekby kommun" {
				t.Errorf("%q, %q", page.text("[id=f-logo-fault]"), page.typed("employer.name"))
			}
		})
	}
	if w := o.withFile(fine.Bytes()); w.Code != http.StatusSeeOther {
		t.Fatalf("%d", w.Code)
	}
	if page := parse(t, o.step("arbetsgivare")); len(page.all("img.logo-field__now")) != 1 {
		t.Error("the logo is not shown")
	}
}

func TestNothingThatIsSentLiesOnTheDisk(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	o := newService(t).begins(typed()["for-vem"])
	o.withFile(bytes.Repeat([]byte("a"), 2<<20+5))
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// pasted is the page of an ad with all that search engines read.
const pasted = `<!doctype html><title>Upphandlare</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"JobPosting",
"title":"Upphandlare till Stockholms stad","description":"<h2>Om tjänsten</h2><p>Du leder upphandlingar.</p><ul><li>LOU</li></ul>","datePosted":"2026-11-20",
"validThrough":"2026-12-15","employmentType":"FULL_TIME","hiringOrganization":{"@type":"Organization","name":"Stockholms stad"},
"jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressLocality":"Stockholm","addressCountry":"SE"}},
"baseSalary":{"@type":"MonetaryAmount","currency":"SEK","value":{"@type":"QuantitativeValue","minValue":42000,"maxValue":48000,"unitText":"MONTH"}}}</script><h1>Upphandlare</h1>`

func TestFromAPastedLinkToTheOrderInEightPresses(t *testing.T) {
	s := newService(t)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, pasted)
	}))
	defer elsewhere.Close()
	s.pages.Prefill.Allow = func(netip.AddrPort) bool { return true }
	form, presses := typed(), 1
	first := form["for-vem"]
	first.Set("link", elsewhere.URL+"/jobb/1")
	o := s.begins(first)
	s.now = s.now.Add(time.Minute)
	page := parse(t, o.step("tjansten"))
	for _, name := range []string{"title", "headline", "role", "working_hours", "salary.min", "salary.max", "salary.period"} {
		if len(page.all(`[for=f-`+name+`] .field__check`)) == 0 || page.typed(name) == "" {
			t.Errorf("%s: found %q, without a mark", name, page.typed(name))
		}
	}
	if page.text(".notice--warm") != "9 fält är hämtade från annonsen. Kontrollera dem innan du går vidare." {
		t.Error(page.text(".notice--warm"))
	}
	o.walks()
	presses += len(site.StepPaths()) - 1
	if presses > 8 {
		t.Errorf("%d presses", presses)
	}
	if marks := parse(t, o.step("tjansten")).all(".field__check"); len(marks) > 0 {
		t.Errorf("%d marks are left after a look", len(marks))
	}
}

func TestALinkThatLeadsNowhereIsSaidAndLosesNothing(t *testing.T) {
	s := newService(t)
	form := typed()["for-vem"]
	form.Set("link", "https://10.0.0.1/hemligt")
	w := s.browser().expect(http.StatusUnprocessableEntity, "POST", "/platsannonsera/ny", form)
	page := parse(t, w.Body.String())
	page.says("[id=f-link-fault]", "Vi når inte sidan just nu. Kontrollera adressen, eller töm fältet och gå vidare utan den.")
	if page.typed("link") != form.Get("link") || page.typed("owners") != form.Get("owners") {
		t.Errorf("%q %q", page.typed("link"), page.typed("owners"))
	}
	if links := page.links(".summary a"); !slices.Equal(links, []string{"#f-link"}) || page.text(".summary a") != page.text("[id=f-link-fault]") {
		t.Errorf("%s %s", links, page.text(".summary"))
	}
}

func TestALinkToApplyByThatNobodyAnswersIsAdviceAndNoBlock(t *testing.T) {
	gone := true
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if gone {
			http.NotFound(w, r)
		}
	}))
	defer elsewhere.Close()
	s := newService(t)
	s.pages.Prefill.Allow = func(netip.AddrPort) bool { return true }
	o, form := s.begins(typed()["for-vem"]), typed()["ansokan"]
	form.Set("application_details.url", elsewhere.URL+"/jobb/1")
	for _, said := range []bool{true, false} {
		if w := o.types("ansokan", "nasta", form); w.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", w.Code, parse(t, w.Body.String()).text(".summary"))
		}
		for _, step := range []string{"ansokan", "bestall"} {
			if got := strings.Contains(parse(t, o.step(step)).text(".advice"), "Ingen svarade på ansökningslänken"); got != said {
				t.Errorf("%s: gone %t, said %t", step, gone, got)
			}
		}
		gone = false
	}
}
