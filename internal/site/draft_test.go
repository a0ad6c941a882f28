package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/site"
)

// typed is what a procurement manager types on each step.
func typed() map[string]url.Values {
	return map[string]url.Values{
		"for-vem": {"client.for": {"own"}, "owners": {"maria@stockholm.example"}},
		"tjansten": {
			"title": {"Upphandlare"}, "headline": {"Upphandlare till Stockholms stad"}, "role": {"upphandlare"}, "level": {"experienced"}, "law": {"lou"},
			"workplace_addresses.0.municipality": {"Stockholm"}, "employment_type": {"permanent"}, "working_hours": {"full_time"},
			"salary.min": {"42 000"}, "salary.max": {"48 000"}, "salary.period": {"month"},
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
		"Vi har skickat ett mejl till maria@stockholm.example. Tryck på länken i det, så är annonsen beställd.")
	d, err := s.store.Draft(t.Context(), board.ID(o.draft[strings.LastIndexByte(o.draft, '/')+1:]))
	if err != nil || d.State != board.StatusUnconfirmed || d.Employer.Name != "Stockholms stad" || d.Employer.Sector != board.SectorMunicipality ||
		d.Order.Invoice.PeppolID != "0007:2120000142" || d.Order.Invoice.Route != board.RoutePeppol {
		t.Errorf("%v %+v", err, d)
	}
}
