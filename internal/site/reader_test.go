package site_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"ledigajobb/internal/board"
)

// firefox is a browser's name.
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

// counts is what has been counted of the test's ad since it was last asked: "view list", or nothing.
func (s *service) counts() string {
	s.Helper()
	var all []string
	for c, n := range s.tally.Take() {
		if c.Job != "0000000001" || c.Day != board.DateOf(s.now) || c.Role != "upphandlare" || c.Region != "05" || n != 1 {
			s.Errorf("%d of %+v", n, c)
		}
		all = append(all, string(c.Interest)+" "+string(c.Via))
	}
	return strings.Join(all, ", ")
}

func TestWhereReadersComeFrom(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	const step, own = "/lediga-jobb/0000000001/ansok", "https://jobb.example.se"
	for _, c := range []struct{ name, path, referrer, want string }{
		{"nobody knows", ekbyPage, "", "view direct"},
		{"a link says it", ekbyPage + "?via=newsletter", "", "view newsletter"},
		{"a link says it on another page", ekbyPage + "?via=widget", "https://www.google.se/", "view widget"},
		{"a link says something else", ekbyPage + "?via=nowhere", "", "view direct"},
		{"the list", ekbyPage, own + "/lediga-jobb?q=upphandlare", "view list"},
		{"an employer's page", ekbyPage, own + "/arbetsgivare/ekby-kommun", "view list"},
		{"the desk", ekbyPage, own + "/redaktionen/annonser", "view direct"},
		{"one's own ads", ekbyPage, own + "/mina-annonser", "view direct"},
		{"a search engine", ekbyPage, "https://www.google.se/", "view search_engine"},
		{"another", ekbyPage, "https://duckduckgo.com/", "view search_engine"},
		{"one with a country", ekbyPage, "https://se.search.yahoo.com/search", "view search_engine"},
		{"an app", ekbyPage, "android-app://com.google.android.googlequicksearchbox/", "view search_engine"},
		{"one that only sounds like it", ekbyPage, "https://google.example.org/", "view direct"},
		{"mail in a browser", ekbyPage, "https://mail.google.com/", "view direct"},
		{"another site", ekbyPage, "https://journal.example/", "view direct"},
		{"no address", ekbyPage, "::", "view direct"},

		{"going on to apply", step, "", "apply direct"},
		{"from the page as it was come to", step, own + ekbyPage + "?via=alert", "apply alert"},
		{"from the page", step, own + ekbyPage, "apply direct"},
		{"from elsewhere, which says nothing here", step, "https://evil.example/?via=alert", "apply direct"},
		{"by a link that says it", step + "?via=widget", own + ekbyPage + "?via=alert", "apply widget"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.ask("GET", c.path, "Accept-Language", "sv", "User-Agent", firefox, "Referer", c.referrer)
			if got := s.counts(); got != c.want {
				t.Errorf("counted %q, not %q", got, c.want)
			}
		})
	}
}

func TestOnlyReadersAreCounted(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	tag := s.ask("GET", ekbyPage).Header().Get("Etag")
	for _, c := range []struct {
		name, method, path string
		headers            []string
		counted            bool
	}{
		{"Firefox", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", firefox}, true},
		{"Safari on a telephone", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"}, true},
		{"a telephone made by Cubot", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36"}, true},
		{"as a page of its own", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", firefox, "Sec-Fetch-Dest", "document"}, true},
		{"one who has the page already", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", firefox, "If-None-Match", tag}, true},
		{"nobody who says a name", "GET", ekbyPage, []string{"Accept-Language", "sv"}, false},
		{"nobody who names a language", "GET", ekbyPage, []string{"User-Agent", firefox}, false},
		{"Googlebot", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, false},
		{"a program that is nobody's browser", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", "curl/8.14.1"}, false},
		{"a social network that draws a preview", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", "facebookexternalhit/1.1"}, false},
		{"a filter of mail that looks where links lead", "GET", ekbyPage + "?via=alert", []string{"Accept-Language", "en", "User-Agent", "Mozilla/5.0 (compatible; Proofpoint URL Defense)"}, false},
		{"another", "GET", ekbyPage + "?via=newsletter", []string{"Accept-Language", "en", "User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; Mimecast-UrlScan) AppleWebKit/537.36"}, false},
		{"one that goes on to apply", "GET", "/lediga-jobb/0000000001/ansok", []string{"Accept-Language", "en", "User-Agent", "BarracudaCentral Link Protection"}, false},
		{"one that asks for the headers first", "HEAD", ekbyPage + "?via=alert", []string{"Accept-Language", "en", "User-Agent", firefox}, false},
		{"a browser without a person", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/139.0.0.0 Safari/537.36"}, false},
		{"ahead of time", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", firefox, "Sec-Purpose", "prefetch;prerender"}, false},
		{"ahead of time, as older browsers say it", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", firefox, "Purpose", "prefetch"}, false},
		{"ahead of time, as Firefox said it", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", firefox, "X-Moz", "prefetch"}, false},
		{"from a script", "GET", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", firefox, "Sec-Fetch-Dest", "empty"}, false},
		{"the headers alone", "HEAD", ekbyPage, []string{"Accept-Language", "sv", "User-Agent", firefox}, false},
		{"under another name of the ad", "GET", "/lediga-jobb/x-0000000001", []string{"Accept-Language", "sv", "User-Agent", firefox}, false},
		{"its deadline for a calendar", "GET", "/lediga-jobb/0000000001.ics", []string{"Accept-Language", "sv", "User-Agent", firefox}, false},
		{"going on to apply, by a robot", "GET", "/lediga-jobb/0000000001/ansok", []string{"Accept-Language", "sv", "User-Agent", "Mozilla/5.0 (compatible; bingbot/2.0)"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.ask(c.method, c.path, c.headers...)
			if got := s.counts(); (got != "") != c.counted {
				t.Errorf("counted %q", got)
			}
		})
	}
}

func TestEndedAdsAreNotCounted(t *testing.T) {
	s := newService(t)
	job := s.job("0000000001", s.employer("Ekby kommun"), nil)
	s.now = job.Run.Until
	s.ask("GET", ekbyPage, "Accept-Language", "sv", "User-Agent", firefox)
	s.ask("GET", "/lediga-jobb/0000000001/ansok", "Accept-Language", "sv", "User-Agent", firefox)
	if got := s.counts(); got != "" {
		t.Error(got)
	}
}

func TestTheDayIsSwedens(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	for _, clock := range []string{"2026-11-22 23:59", "2026-11-23 00:00", "2026-11-23 00:59"} {
		s.now = at(clock)
		s.ask("GET", ekbyPage, "Accept-Language", "sv", "User-Agent", firefox)
		if got := s.counts(); got != "view direct" { // counts has looked at the day
			t.Errorf("at %s: %q", clock, got)
		}
	}
}

func TestOwnLinksSayWhereTheyStand(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	for path, via := range map[string]string{"/lediga-jobb": "list", "/lediga-jobb?lang=en": "list", "/arbetsgivare/ekby-kommun": "list",
		"/widget.html": "widget", "/api/v1/widget": "widget", "/feed.xml": "feed", "/feed.json": "feed", "/jobb.ics": "feed"} {
		if body := strings.NewReplacer("\r\n ", "", "&amp;", "&", `\u0026`, "&").Replace(s.ask("GET", path).Body.String()); !strings.Contains(body, "via="+via) {
			t.Errorf("%s has no link that says %s", path, via)
		}
	}
	for _, path := range []string{"/sitemap/1.xml", "/api/v1/jobs", ekbyPage + "?via=list"} {
		body := s.ask("GET", path).Body.String()
		if i := strings.Index(body, "via=list"); i >= 0 && !strings.Contains(body[max(0, i-200):i], "job-card") {
			t.Errorf("%s says where a link stands that is none of a page's", path)
		}
	}
	s.leads(301, "/lediga-jobb/x-0000000001?via=newsletter", ekbyPage+"?via=newsletter")
}

func TestCountingKeepsAnswersKept(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	first := s.ask("GET", ekbyPage)
	asked := s.asked.Load()
	for _, via := range board.Vias() {
		w := s.ask("GET", ekbyPage+"?via="+string(via), "Accept-Language", "sv", "User-Agent", firefox)
		if w.Body.String() != first.Body.String() || w.Header().Get("Etag") != first.Header().Get("Etag") {
			t.Errorf("by %s the page is another", via)
		}
		for _, c := range w.Result().Cookies() {
			t.Errorf("by %s a cookie is set: %s", via, c.Name)
		}
	}
	if s.asked.Load() != asked {
		t.Error("counting asks the database")
	}
}

func TestThePageSaysWhatIsCounted(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	for path, want := range map[string]string{
		ekbyPage:              "Vi räknar visningar utan kakor och utan att känna igen dig.",
		ekbyPage + "?lang=en": "We count views without cookies and without recognising you.",
	} {
		if body := s.page(200, path).text("main"); !strings.Contains(body, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
}

func BenchmarkACountedPage(b *testing.B) {
	s := newService(b)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	for name, agent := range map[string]string{"reader": firefox, "robot": ""} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r := httptest.NewRequest("GET", ekbyPage+"?via=list", nil)
				r.Header.Set("User-Agent", agent)
				r.Header.Set("Accept-Language", "sv")
				s.handler.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}
