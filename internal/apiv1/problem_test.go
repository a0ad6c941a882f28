package apiv1_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

func TestProblemsNameEveryFault(t *testing.T) {
	s := newService(t)
	for address, want := range map[string][]string{ // field code meant
		"/jobs?rol=upphandlare":               {"rol unknown role"},
		"/jobs?role=uphandlare":               {"role value upphandlare"},
		"/jobs?role=Upphandlare":              {"role value upphandlare"},
		"/jobs?municipality=Kista":            {"municipality value 0180"},
		"/jobs?sort=newest":                   {"sort value "},
		"/jobs?limit=0":                       {"limit range "},
		"/jobs?limit=1000":                    {"limit range "},
		"/jobs?offset=many":                   {"offset range "},
		"/jobs?facets=roles":                  {"facets value role"},
		"/jobs?deadline_before=tomorrow":      {"deadline_before format "},
		"/jobs?nationwide=yes":                {"nationwide format "},
		"/jobs?q=a&q=b":                       {"q repeated "},
		"/jobs?lang=de":                       {"lang value "},
		"/jobs?lang=sv&lang=en":               {"lang repeated "},
		"/jobs?q=%zz":                         {" query "},
		"/jobs?lang=fi&role=x&sort=y&limit=z": {"lang value ", "limit range ", "role value ", "sort value "},
		"/jobs/aaaaaaaaaa?q=1":                {"q unknown "},
		"/widget?limit=51":                    {"limit range "},
		"/widget?sort=deadline&offset=5":      {"offset unknown ", "sort unknown "},
		"/changes?afther=7":                   {"afther unknown after"},
		"/changes?after=x&limit=0":            {"after range ", "limit range "},
		"/changes?after=1&after=2":            {"after repeated "},
		"/changes/stream?after=x":             {"after range "},
		"/employers?limit=101&sort=name":      {"limit range ", "sort unknown "},
		"/employers/ekby?q=1":                 {"q unknown "},
		"/openapi.yaml?format=json":           {"format unknown "},
		"/docs?theme=dark":                    {"theme unknown "},
	} {
		a := s.get("/api/v1" + address).expect(http.StatusBadRequest)
		var got []string
		faults, _ := a.at("errors").([]any)
		for i := range faults {
			part := func(name string) string { text, _ := a.at("errors", i, name).(string); return text }
			got = append(got, part("field")+" "+part("code")+" "+part("meant"))
			if message := part("message"); message == "" || strings.Contains(message, "{") {
				t.Errorf("%s: message %q", address, message)
			}
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", address, got, want)
		}
	}
}

// What a long address asks for is counted before anything is looked up: the database is not even there.
func TestAFilterHasFiftyValuesAtMost(t *testing.T) {
	s := newService(t)
	s.hire(board.Employer{Name: "Ekby kommun"})
	s.get("/api/v1/jobs?employer=ekby-kommun" + strings.Repeat("&employer=ekby-kommun", 49)).expect(http.StatusOK)
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/jobs", "/widget"} {
		s.get("/api/v1"+path+"?lang=en&role=chef"+strings.Repeat("&employer=x", 51)).expect(http.StatusBadRequest).
			is("employer", "errors", 0, "field").is("range", "errors", 0, "code").
			is("employer may have 1–50 values.", "errors", 0, "message").is("role", "errors", 1, "field").is(nil, "errors", 2)
	}
}

func TestAProblemNamesTwentyFaultsAndHowManyMore(t *testing.T) {
	s := newService(t)
	twenty := s.get("/api/v1/jobs?lang=en" + strings.Repeat("&role=x", 20)).expect(http.StatusBadRequest)
	twenty.is("20 things in the request have to be corrected. No role is called x.", "detail").is("value", "errors", 19, "code")
	more := s.get("/api/v1/jobs?lang=en"+strings.Repeat("&role=x", 21)).expect(http.StatusBadRequest).is(nil, "errors", 20)
	more.is("21 things in the request have to be corrected. No role is called x. 1 more is not named here.", "detail")
}

func TestProblemsAreInTheLanguageThatIsAskedFor(t *testing.T) {
	s := newService(t)
	s.get("/api/v1/jobs?role=uphandlare", "Accept-Language", "en").expect(http.StatusBadRequest).
		is("Ingen yrkesroll heter uphandlare. Menade du upphandlare?", "errors", 0, "message").
		is("1 sak i frågan behöver rättas. Ingen yrkesroll heter uphandlare. Menade du upphandlare?", "detail").
		is("https://jobb.example.se/api/v1/docs#problem-invalid", "type").is(400, "status")
	english := s.get("/api/v1/jobs?role=uphandlare&limit=0&lang=en").expect(http.StatusBadRequest)
	english.is("limit must be 1–100, not 0.", "errors", 0, "message").
		is("2 things in the request have to be corrected. limit must be 1–100, not 0.", "detail")
	if got := english.header.Get("Content-Language"); got != "en" {
		t.Errorf("Content-Language is %q", got)
	}
}

func TestAFaultOfOursTellsAStrangerNothing(t *testing.T) {
	s := newService(t)
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	s.get("/api/v1/changes").expect(http.StatusInternalServerError).is("Något gick fel hos oss", "title").without("sql", "database")
}

func TestMethods(t *testing.T) {
	s := newService(t)
	s.insert(s.asked())
	for _, address := range []string{"/jobs", "/jobs/" + one, "/suggest?q=upp", "/widget", "/changes", "/employers", "/openapi.yaml", "/docs", "/docs.css"} {
		get, head := s.get("/api/v1"+address).expect(http.StatusOK), s.ask(http.MethodHead, "/api/v1"+address).expect(http.StatusOK)
		for _, name := range []string{"ETag", "Cache-Control", "Content-Type", "Access-Control-Expose-Headers"} {
			if g, h := get.header.Get(name), head.header.Get(name); g != h || g == "" {
				t.Errorf("HEAD %s: %s is %q, with GET %q", address, name, h, g)
			}
		}
		if len(head.body) > 0 {
			t.Errorf("HEAD %s has a body", address)
		}
		asked := s.ask(http.MethodOptions, "/api/v1"+address, "Origin", "https://tidning.example", "Access-Control-Request-Method", "GET")
		if asked.expect(http.StatusNoContent); asked.header.Get("Access-Control-Allow-Methods") != "GET, HEAD, OPTIONS" {
			t.Errorf("OPTIONS %s: %v", address, asked.header)
		}
		refused := s.ask(http.MethodDelete, "/api/v1"+address).expect(http.StatusMethodNotAllowed)
		if got := refused.header.Get("Allow"); !strings.Contains(got, "GET") {
			t.Errorf("DELETE %s: Allow is %q", address, got)
		}
		if got := refused.header.Get("Content-Type"); got != "application/problem+json" {
			t.Errorf("DELETE %s: %s", address, got)
		}
	}
	for _, address := range []string{"", "/", "/job", "/jobs/", "/jobs/too/deep", "/jobs/AAAAAAAAAA", "/jobs/short"} {
		s.get("/api/v1" + address).expect(http.StatusNotFound)
	}
}

// Every kind of failure has its words.
func TestEveryProblemHasWords(t *testing.T) {
	page := string(newService(t).get("/api/v1/docs").body)
	for _, name := range []string{"invalid", "malformed", "forbidden", "not_found", "method", "conflict", "gone", "restart",
		"too_many", "too_large", "unavailable", "internal"} {
		for _, part := range []string{".title", ".detail"} {
			if !words.Has("problem." + name + part) {
				t.Errorf("problem %s has no %s", name, part)
			}
		}
		if !strings.Contains(page, `id="problem-`+name+`"`) {
			t.Errorf("the description does not hold problem %s", name)
		}
	}
}

// Every status that the document names is some answer's.
func TestEveryDocumentedStatusIsProduced(t *testing.T) {
	s := newService(t)
	s.insert(s.asked(), s.published("bbbbbbbbbb", "Inköpare", 9), s.published("cccccccccc", "Inköpare", 9))
	s.change("cccccccccc", func(j *board.Job) error { return j.Withdraw("duplicate", one, s.now) })
	s.change("bbbbbbbbbb", func(j *board.Job) error { return j.Withdraw("", "", s.now) })
	e := s.hire(board.Employer{Name: "Ekby kommun"})
	s.rename(e, "ekby")
	close(s.done) // streams end at once
	known := func(address string) []string {
		return []string{"If-None-Match", s.get("/api/v1" + address).header.Get("ETag")}
	}
	addresses := map[string][]string{
		"searchJobs": {"/jobs", "/jobs?x=1"}, "getJob": {"/jobs/" + one, "/jobs/" + one + "?x=1", "/jobs/0000000000", "/jobs/bbbbbbbbbb", "/jobs/cccccccccc"},
		"getWidget": {"/widget", "/widget?x=1"}, "suggest": {"/suggest?q=upp", "/suggest?x=1"}, "listChanges": {"/changes", "/changes?x=1", "/changes?after=99"},
		"streamChanges": {"/changes/stream", "/changes/stream?x=1", "/changes/stream?after=99"},
		"listEmployers": {"/employers", "/employers?x=1"},
		"getEmployer":   {"/employers/ekby", "/employers/ekby-kommun", "/employers/ekby?x=1", "/employers/ingen"},
		"getDocument":   {"/openapi.yaml", "/openapi.yaml?x=1"}, "getDocs": {"/docs", "/docs?x=1"}, "getDocsStyle": {"/docs.css", "/docs.css?x=1"},
	}
	for path, item := range document().Paths.Map() {
		op := item.Get
		got := map[string]bool{"default": true, "429": true} // TestMethods, TestTooManyStreams
		for _, address := range addresses[op.OperationID] {
			got[strconv.Itoa(s.get("/api/v1"+address).status)] = true
		}
		if op.OperationID != "streamChanges" {
			first := addresses[op.OperationID][0]
			got[strconv.Itoa(s.get("/api/v1"+first, known(first)...).status)] = true
		}
		for status := range op.Responses.Map() {
			if !got[status] {
				t.Errorf("%s: nothing answered %s", path, status)
			}
		}
	}
}

// Whatever is asked, the answer is one that the document knows.
func FuzzSearch(f *testing.F) {
	s := newService(f)
	s.exemplify()
	for _, query := range []string{"q=upphandlare", "q=%22a+b%22+-c*&sort=relevance", "region=01&region=xx&limit=&offset=-1",
		"employer=2120000142&employer=&lang=en&lang=", "%zz;&=&&q", "deadline_after=2026-11-30T12:00:00+01:00&facets=none,role"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range []string{"/api/v1/jobs", "/api/v1/suggest", "/api/v1/widget", "/api/v1/changes", "/api/v1/employers"} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
			r.URL.RawQuery = query
			w := httptest.NewRecorder()
			s.handler.ServeHTTP(w, r)
			validate(t, r, answer{t, w.Code, w.Header(), w.Body.Bytes()})
			if w.Code != http.StatusOK && w.Code != http.StatusBadRequest && w.Code != http.StatusGone {
				t.Errorf("%s?%s: status %d", path, query, w.Code)
			}
		}
	})
}
