package site

import (
	"net/http/httptest"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
)

func TestWhoseViewsAreCounted(t *testing.T) {
	const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
	for _, s := range []struct {
		name, method, agent, language, purpose string
		want                                   bool
	}{
		{"a reader", "GET", firefox, "sv", "", true},
		{"a robot", "GET", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "sv", "", false},
		{"a filter of mail", "GET", "Mozilla/5.0 (compatible; Proofpoint URL Defense)", "en", "", false},
		{"a filter that says nothing", "GET", firefox, "", "", false},
		{"a script", "GET", "curl/8.5.0", "sv", "", false},
		{"nobody", "GET", "", "sv", "", false},
		{"who only asks whether it is there", "HEAD", firefox, "sv", "", false},
		{"a browser that looks ahead", "GET", firefox, "sv", "prefetch;prerender", false},
	} {
		r := httptest.NewRequest(s.method, "/lediga-jobb/x", nil)
		for name, value := range map[string]string{"User-Agent": s.agent, "Accept-Language": s.language, "Sec-Purpose": s.purpose} {
			r.Header.Set(name, value)
		}
		if got := byReader(r); got != s.want {
			t.Errorf("%s: %t", s.name, got)
		}
	}
}

func TestWhereReadersComeFrom(t *testing.T) {
	links, err := link.New("https://jobb.example.se/jobb")
	if err != nil {
		t.Fatal(err)
	}
	site := &Site{Config: Config{Links: links}}
	for _, s := range []struct {
		address, referer string
		want             board.Via
	}{
		{"/jobb/lediga-jobb/x", "", board.Direct}, {"/jobb/lediga-jobb/x?via=alert", "https://mail.example/", "alert"},
		{"/jobb/lediga-jobb/x?via=elsewhere", "", board.Direct}, {"/jobb/lediga-jobb/x", "https://www.google.se/", "search_engine"},
		{"/jobb/lediga-jobb/x", "https://duckduckgo.com/", "search_engine"}, {"/jobb/lediga-jobb/x", "https://google.example.org/", board.Direct},
		{"/jobb/lediga-jobb/x", "https://jobb.example.se/jobb/lediga-jobb?q=a", "list"}, {"/jobb/lediga-jobb/x", "https://elsewhere.example/lediga-jobb", board.Direct},
		{"/jobb/lediga-jobb/x", "::not an address", board.Direct},
	} {
		r := httptest.NewRequest("GET", "https://jobb.example.se"+s.address, nil)
		r.Header.Set("Referer", s.referer)
		if got := site.cameFrom(r); got != s.want {
			t.Errorf("%s from %q: %s, want %s", s.address, s.referer, got, s.want)
		}
	}
}
