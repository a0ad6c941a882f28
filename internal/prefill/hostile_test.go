package prefill

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ledigajobb/internal/fetch"
)

// play answers every request of a test by one handler.
func play(t *testing.T, handle http.HandlerFunc) (host string) {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	return server.URL
}

func TestARedirectToWhereNobodyMayLook(t *testing.T) {
	for target, want := range map[string]string{"http://10.0.0.1/": CodeUnreachable, "file:///etc/passwd": CodeAddress} {
		host := play(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, target, http.StatusFound) })
		if _, err := reader(host).Read(t.Context(), host, today); code(err) != want {
			t.Errorf("%s: %v", target, err)
		}
	}
}

func TestAnswersThatAreNoPage(t *testing.T) {
	line := "<p>" + strings.Repeat("Vi söker en upphandlare. ", 400) + "</p>\n"
	for name, tt := range map[string]struct {
		want   string
		handle http.HandlerFunc
	}{
		"endless": {CodeNone, func(w http.ResponseWriter, _ *http.Request) {
			for err := error(nil); err == nil; {
				_, err = io.WriteString(w, line)
			}
		}},
		"10 MB": {CodeNone, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "10485760")
			_, _ = io.WriteString(w, strings.Repeat(" ", 10<<20))
		}},
		"packed 1000 times": {CodeNone, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzip.NewWriter(w)
			for err := error(nil); err == nil; {
				_, err = packed.Write(make([]byte, 1<<20))
			}
		}},
		"packed otherwise": {CodeNone, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			_, _ = io.WriteString(w, line)
		}},
		"dripping": {CodeUnreachable, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "<p>")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}},
		"never answering": {CodeUnreachable, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		"a file": {CodeNone, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/pdf")
			_, _ = io.WriteString(w, "%PDF-1.7")
		}},
		"a script": {CodeNone, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = io.WriteString(w, "alert(1)")
		}},
		"JSON that is none": {CodeNone, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"items": [{]`)
		}},
		"a huge header": {CodeUnreachable, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X", strings.Repeat("x", 1<<20))
		}},
		"too deep": {CodeNone, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, strings.Repeat("<div>", 100_000))
		}},
		"no text": {CodeNone, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<h1>Upphandlare</h1>") }},
		"only links": {CodeNone, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, strings.Repeat("<a href=/1>Upphandlare sökes till oss</a><br>", 99))
		}},
		"not allowed": {CodeNone, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }},
		"gone":        {CodeGone, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }},
		"broken":      {CodeUnreachable, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }},
		"hanging up":  {CodeUnreachable, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }},
	} {
		t.Run(name, func(t *testing.T) {
			host := play(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				tt.handle(w, r)
			})
			r := reader(host)
			if tt.want == CodeUnreachable {
				r.Timeout = 200 * time.Millisecond
			}
			if _, err := r.Read(t.Context(), host+"/secret-token", today); code(err) != tt.want || strings.Contains(err.Error(), "secret") {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

// TestPagesMadeToBeSlow has nothing to compare: pages that grow when they are parsed, or are read again for each of their
// elements, would take minutes or all memory.
func TestPagesMadeToBeSlow(t *testing.T) {
	const size = 256 << 10
	fonts := ""
	for i := range 400 {
		fonts += fmt.Sprintf("<font a=%d>", i)
	}
	for _, part := range []string{
		"<p>" + fonts + strings.Repeat("</p><p>x", 20_000), "<div>", "<h1><div>", "<a href=/x>a", "<td>x", "<!--x--><td>x", "<tr><td>x<td>y",
		"<ul><li>", "<header>x", "</b>", "<b>", "<p itemscope itemtype=http://schema.org/JobPosting itemprop=description>x",
		"<div itemprop=description>x", "<script type=application/ld+json>[[[{}]]]</script>", "Anna Ek ", "Sista ansökningsdag ", "0 1-", "a@", "sök ", "a.",
	} {
		body := []byte("<script type=application/ld+json>" + strings.Repeat("[", size) + "</script><div itemscope itemtype=http://schema.org/JobPosting>" +
			strings.Repeat(part, size/len(part)+1))
		p := parsePage(fetch.Answer{At: mustParse(t, "https://jobb.example.se/1"), Body: body})
		if found, err := p.read(today); err == nil {
			checkFound(t, found)
		}
	}
}

func TestOddEncodings(t *testing.T) {
	text := strings.Repeat("Vi k\xf6per \xe5t hela staden och s\xf6ker n\xe5gon som k\xf6per med oss. ", 5)
	for name, tt := range map[string]struct{ kind, meta string }{
		"named in the header":         {"text/html; charset=ISO-8859-1", ""},
		"named in the page":           {"text/html", `<meta charset="windows-1252">`},
		"named nowhere":               {"text/html", ""},
		"named by a name of no one's": {"text/html; charset=klingon", ""},
	} {
		host := play(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", tt.kind)
			_, _ = io.WriteString(w, tt.meta+"<h1>Ink\xf6pare</h1><script>alert('"+text+"')</script><p>"+text+"</p>")
		})
		f, err := reader(host).Read(t.Context(), host, today)
		if err != nil || f.Ad.Headline != "Inköpare" || !strings.HasPrefix(f.Ad.Text.HTML, "<p>Vi köper åt hela staden") {
			t.Errorf("%s: %+v %v", name, f.Ad, err)
		}
	}
	host := play(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, "<h1>Ink\xff\xfeöpare\u202e\u200b</h1><p>"+strings.Repeat("Bra jobb, \xf0\x28 bra \u202eord. ", 20))
	})
	f, err := reader(host).Read(t.Context(), host, today)
	if err != nil || strings.ContainsAny(f.Ad.Headline+f.Ad.Text.Plain, "\u202e\u200b") || !utf8.ValidString(f.Ad.Text.HTML) {
		t.Errorf("%+v %v", f.Ad, err)
	}
}

func TestWhoAsks(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	var asked http.Header
	host := play(t, func(w http.ResponseWriter, r *http.Request) {
		if asked = r.Header; r.URL.Path == "/" {
			http.SetCookie(w, &http.Cookie{Name: "id", Value: "1"})
			http.Redirect(w, r, "/gone", http.StatusFound)
			return
		}
		http.NotFound(w, r)
	})
	if _, err := reader(host).Read(t.Context(), host, today); code(err) != CodeGone {
		t.Fatal(err)
	}
	if asked.Get("User-Agent") != "Lediga jobb (https://jobb.example.se)" || asked.Get("Cookie") != "" || asked.Get("Authorization") != "" {
		t.Error(asked)
	}
}
