package apiv1_test

import (
	"net/http"
	"testing"

	"ledigajobb/internal/board"
)

func TestSearch(t *testing.T) {
	s := newService(t)
	buyer := s.published("aaaaaaaaaa", "Upphandlare till Ekby kommun", 10)
	buyer.Ad.Profile.Roles = []board.Role{"upphandlare"}
	buyer.Employer = s.hire(board.Employer{Name: "Ekby kommun", Sector: board.SectorMunicipality})
	lawyer := s.published("bbbbbbbbbb", "Jurist till Björkby kommun", 20)
	lawyer.Ad.Profile.Roles = []board.Role{"upphandlingsjurist"}
	lawyer.Ad.Terms.Employment = board.Permanent
	s.insert(buyer, lawyer)

	all := s.get("/api/v1/jobs").expect(http.StatusOK)
	all.is(2, "meta", "total").is(20, "meta", "limit").is("Upphandlare", "facets", "role", 0, "label")
	all.is("https://jobb.example.se/lediga-jobb/jurist-till-bjorkby-kommun-bbbbbbbbbb", "data", 1, "url")

	for address, want := range map[string]string{
		"/api/v1/jobs?q=jurist":                           "bbbbbbbbbb",
		"/api/v1/jobs?role=upphandlare":                   "aaaaaaaaaa",
		"/api/v1/jobs?role=upphandlare&role=inkopare":     "aaaaaaaaaa",
		"/api/v1/jobs?employer=ekby-kommun":               "aaaaaaaaaa",
		"/api/v1/jobs?sort=deadline&limit=1":              "aaaaaaaaaa",
		"/api/v1/jobs?sort=deadline&limit=1&offset=1":     "bbbbbbbbbb",
		"/api/v1/jobs?deadline_before=2026-11-23":         "aaaaaaaaaa",
		"/api/v1/jobs?role=upphandlare&q=jurist":          "",
		"/api/v1/jobs?published_after=2026-11-13&lang=en": "",
	} {
		if got := s.get(address).expect(http.StatusOK).ids(); got != want {
			t.Errorf("%s found %q, not %q", address, got, want)
		}
	}
	none := s.get("/api/v1/jobs?role=upphandlare&q=jurist&facets=none")
	none.is("role", "meta", "try", 0, "without", 0).is(1, "meta", "try", 0, "count").is(nil, "facets")
	none.is("https://jobb.example.se/api/v1/jobs?facets=none&q=jurist", "meta", "try", 0, "url")
	named := s.get("/api/v1/jobs?q=%22jurist%22+%22ekby+kommun%22&lang=en")
	named.is("q", "meta", "try", 0, "without", 0).is(`"ekby kommun"`, "meta", "try", 0, "words", 0).
		is("https://jobb.example.se/api/v1/jobs?lang=en&q=%22jurist%22", "meta", "try", 0, "url")
	english := s.get("/api/v1/jobs?employment_type=permanent&lang=en&facets=employment_type")
	english.is("Permanent position", "data", 0, "employment_type", "label").
		is("Permanent position", "facets", "employment_type", 0, "label").is(nil, "facets", "role")
}

func TestPagesLeadToEachOther(t *testing.T) {
	s := newService(t)
	for _, id := range []board.ID{"aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"} {
		s.insert(s.published(id, "Inköpare", 10))
	}
	const at = "https://jobb.example.se/api/v1/jobs?"
	first := s.get("/api/v1/jobs?limit=2&facets=none&offset=0&lang=en")
	first.is(at+"facets=none&lang=en&limit=2", "links", "self").is(at+"facets=none&lang=en&limit=2&offset=2", "links", "next").
		is(nil, "links", "prev")
	last := s.get("/api/v1/jobs?offset=2&limit=2")
	last.is(at+"limit=2&offset=2", "links", "self").is(nil, "links", "next").is(at+"limit=2", "links", "prev")
}

// One address and one with its parameters in another order are the same answer.
func TestTheSameSearchHasTheSameTag(t *testing.T) {
	s := newService(t)
	tag := s.get("/api/v1/jobs?role=upphandlare&role=inkopare&limit=20").header.Get("ETag")
	for _, address := range []string{"/api/v1/jobs?role=inkopare&role=upphandlare", "/api/v1/jobs?lang=sv&role=upphandlare&role=inkopare&offset=0"} {
		if got := s.get(address).header.Get("ETag"); got != tag {
			t.Errorf("%s: %s, not %s", address, got, tag)
		}
	}
	if got := s.get("/api/v1/jobs?role=inkopare&role=upphandlare&lang=en").header.Get("ETag"); got == tag {
		t.Error("another language has the same tag")
	}
	s.get("/api/v1/jobs?role=inkopare&role=upphandlare", "If-None-Match", tag).expect(http.StatusNotModified)
}

func TestAnEmployerWithoutAdsIsNoFault(t *testing.T) {
	s := newService(t)
	number, err := board.ParseOrgNr("212000-0142")
	if err != nil {
		t.Fatal(err)
	}
	e := s.hire(board.Employer{Name: "Ekby kommun", OrgNr: number})
	for _, name := range []string{"ekby-kommun", "2120000142", "212000-0142"} {
		s.get("/api/v1/jobs?employer="+name).expect(http.StatusOK).is(0, "meta", "total").
			is("https://jobb.example.se/api/v1/jobs?employer=ekby-kommun", "links", "self")
	}
	s.rename(e, "nya-ekby")
	job := s.published("aaaaaaaaaa", "Inköpare", 5)
	job.Employer = e
	s.insert(job)
	for _, name := range []string{"ekby-kommun", "nya-ekby", "2120000142"} {
		s.get("/api/v1/jobs?employer="+name).expect(http.StatusOK).is(1, "meta", "total")
	}
	s.get("/api/v1/jobs?employer=ekbykommun").expect(http.StatusBadRequest).is("value", "errors", 0, "code")
}

func TestWidget(t *testing.T) {
	s := newService(t)
	for i, id := range []board.ID{"aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", "dddddddddd", "eeeeeeeeee", "ffffffffff"} {
		s.now = s.now.Add(1e9)
		job := s.published(id, "Inköpare", 10)
		if i < 4 {
			job.Promotion.FeaturedUntil = at("2026-11-13 00:00")
		}
		s.insert(job)
	}
	for address, want := range map[string]string{
		"/api/v1/widget":                  "dddddddddd cccccccccc bbbbbbbbbb ffffffffff eeeeeeeeee aaaaaaaaaa",
		"/api/v1/widget?limit=4":          "dddddddddd cccccccccc bbbbbbbbbb ffffffffff",
		"/api/v1/widget?limit=2":          "dddddddddd cccccccccc",
		"/api/v1/widget?role=upphandlare": "",
	} {
		if got := s.get(address).expect(http.StatusOK).ids(); got != want {
			t.Errorf("%s shows %q, not %q", address, got, want)
		}
	}
	s.get("/api/v1/widget?role=inkopare&limit=3&lang=en").is("https://jobb.example.se/lediga-jobb?role=inkopare&lang=en", "links", "all")
	s.get("/api/v1/widget?limit=51&sort=deadline").expect(http.StatusBadRequest).
		is("limit", "errors", 0, "field").is("sort", "errors", 1, "field")
	s.now = at("2026-11-13 00:00")
	if got := s.get("/api/v1/widget?limit=1").ids(); got != "ffffffffff" {
		t.Errorf("after the featured places have ended %q is on top", got)
	}
}
