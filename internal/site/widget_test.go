package site

import (
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store/storetest"
	"ledigajobb/internal/words"
	"ledigajobb/web"
)

var morning = time.Date(2026, 11, 22, 8, 0, 0, 0, board.Stockholm())

const service = "https://jobb.example/karriar"

// sidebarJobs are ads for sidebars, the newest first.
func sidebarJobs() []*board.Job {
	ekby := board.Employer{ID: 1, Slug: "ekby-kommun", Name: "Ekby kommun", Logo: "e1"}
	verk := board.Employer{ID: 2, Slug: "ostra-verket", Name: "Östra verket"}
	evil := board.Employer{ID: 3, Slug: "evil", Name: `"><script>alert(2)</script>`, Logo: `"onerror="alert(3)`}
	job := func(id string, e board.Employer, headline string, deadline board.Deadline, age time.Duration) *board.Job {
		j := &board.Job{ID: board.ID(id), State: board.StatusLive, Employer: e}
		j.Ad.Headline, j.Ad.Title, j.Ad.Deadline, j.Ad.Language = headline, "Upphandlare", deadline, board.Swedish
		j.Ad.Profile.Roles = []board.Role{"upphandlare"}
		j.Run = board.NewRun(morning.Add(-age), deadline, 60)
		return j
	}
	jobs := []*board.Job{
		job("aaaaaaaa", ekby, "Upphandlare till Ekby kommun", board.Deadline{Date: board.Date{Year: 2026, Month: 11, Day: 30}}, time.Hour),
		job("bbbbbbbb", verk, "Strategisk inköpare", board.Deadline{}, 2*time.Hour),
		job("cccccccc", evil, `Jurist <img src=x onerror=alert(1)> & "mer"`, board.Deadline{Date: board.Date{Year: 2026, Month: 11, Day: 22}, Minute: 12 * 60}, 3*time.Hour),
		job("dddddddd", verk, "Inköpschef", board.Deadline{Date: board.Date{Year: 2027, Month: 1, Day: 12}}, 4*time.Hour),
	}
	jobs[1].Ad.Profile.Roles = []board.Role{"strategisk-inkopare"}
	jobs[3].Promotion.FeaturedUntil = morning.Add(48 * time.Hour)
	return jobs
}

// newSidebarSite is the pages of a service with a few ads.
func newSidebarSite(t *testing.T, demo bool, jobs []*board.Job) http.Handler {
	t.Helper()
	links, err := link.New(service)
	if err != nil {
		t.Fatal(err)
	}
	index := search.New()
	index.Load(board.Position{Epoch: "e", Seq: 7}, jobs)
	s, err := New(Config{Index: index, Store: storetest.Open(t, storetest.SQLite(t)), Links: links, Answers: kept.New(1<<20, "test"),
		Now: func() time.Time { return morning }, Demo: demo})
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) { s.Problem(c, err) }
	s.Register(e.Group("/karriar"))
	return e
}

func get(h http.Handler, method, path string, header ...string) *http.Response {
	r, w := httptest.NewRequest(method, path, nil), httptest.NewRecorder()
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	h.ServeHTTP(w, r)
	return w.Result()
}

func text(t *testing.T, r *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestTheFragmentReadsWithoutScript(t *testing.T) {
	h := newSidebarSite(t, false, sidebarJobs())
	for _, s := range []struct {
		name, query string
		has, lacks  []string
	}{
		{"all", "", []string{
			`<lediga-jobb src="https://jobb.example/karriar" limit="10" lang="sv">`, "<h2>Lediga jobb</h2>",
			`<li data-until="2026-12-01T00:00:00+01:00" data-logo="https://jobb.example/karriar/logotyp/e1">` +
				`<a href="https://jobb.example/karriar/lediga-jobb/upphandlare-till-ekby-kommun-aaaaaaaa?via=widget">Upphandlare till Ekby kommun</a>`,
			`<time datetime="2026-11-30T23:59:59+01:00">Ansök senast 30` + "\u00a0" + `nov</time>`,
			`<span>Östra verket</span>, Urval sker löpande</li>`,
			`<strong>Toppannons</strong>`, "Ansök senast 12\u00a0jan 2027",
			`<a href="https://jobb.example/karriar/lediga-jobb">Visa alla lediga jobb</a>`,
		}, []string{"<span>Ekby kommun", "<script", "<img"}},
		{"filtered, with a heading of its own", "?role=strategisk-inkopare&limit=3&heading=Jobb+%3Cb%3E&logos=none&utm_source=brev&ver=6.4",
			[]string{`limit="3" filter="role=strategisk-inkopare" heading="Jobb &lt;b&gt;" lang="sv" logos="none"`, "<h2>Jobb &lt;b&gt;</h2>", "Strategisk inköpare"},
			[]string{"Ekby", "utm", "ver="}},
		{"in English", "?lang=en", []string{`lang="en"`, "<h2>Vacancies</h2>", "Apply by 30\u00a0Nov", `/lediga-jobb?lang=en">Show all vacancies`}, nil},
		{"nothing found", "?q=finnsinte", []string{"<p>Inga lediga jobb just nu</p>"}, []string{"<ul>"}},
		{"one, and the featured one is on top", "?limit=1", []string{"Inköpschef"}, []string{"Ekby"}},
		{"a value that does not exist", "?role=upphandlar&limit=99", []string{"<p>Ingen yrkesroll heter upphandlar.", "1–50", "Strategisk inköpare"}, nil},
	} {
		t.Run(s.name, func(t *testing.T) {
			body := strings.ReplaceAll(text(t, get(h, "GET", "/karriar/widget.html"+s.query)), "&#43;", "+")
			for _, want := range s.has {
				if !strings.Contains(body, want) {
					t.Errorf("lacks %s", want)
				}
			}
			for _, not := range s.lacks {
				if strings.Contains(body, not) {
					t.Errorf("has %s", not)
				}
			}
			if t.Failed() {
				t.Log(body)
			}
		})
	}
}

func TestHostileAdsAreShownAsText(t *testing.T) {
	body := text(t, get(newSidebarSite(t, false, sidebarJobs()), "GET", "/karriar/widget.html"))
	for _, tag := range regexp.MustCompile(`<[a-z/][^>]*>`).FindAllString(body, -1) {
		if !regexp.MustCompile(`^</?(lediga-jobb|h2|ul|li|a|br|span|strong|time|p)\b[^<>]*>$`).MatchString(tag) || strings.Contains(tag, " on") {
			t.Errorf("has the tag %s", tag)
		}
	}
	if plain := html.UnescapeString(body); !strings.Contains(plain, `>Jurist <img src=x onerror=alert(1)> & "mer"</a>`) {
		t.Error("the headline is not shown as it was written")
	}
}

func TestAnswersForOtherSites(t *testing.T) {
	h := newSidebarSite(t, false, sidebarJobs())
	own := ownPath(t, h)
	for _, s := range []struct {
		path, mime, cache string
		status            int
	}{
		{"/karriar/widget.html", "text/html; charset=utf-8", "max-age=30, stale-while-revalidate=30, stale-if-error=86400", 200},
		{"/karriar/widget.js", "text/javascript; charset=utf-8", "max-age=300", 200},
		{"/karriar/widget.js?ver=6.4", "text/javascript; charset=utf-8", "max-age=300", 200},
		{own, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", 200},
		{"/karriar/widget.json", "application/json", "max-age=300", 200},
		{"/karriar/widget/000000000000/lediga-jobb.js", "", "", 404},
		{"/karriar/widget-demo", "", "", 404},
	} {
		t.Run(s.path, func(t *testing.T) {
			r := get(h, "GET", s.path, "Origin", "https://tidning.example")
			if r.StatusCode != s.status || !strings.Contains(r.Header.Get("Cache-Control"), s.cache) {
				t.Fatalf("%d %v", r.StatusCode, r.Header)
			}
			if open := r.Header.Get("Access-Control-Allow-Origin"); open != "*" && !strings.HasSuffix(s.path, "demo") {
				t.Errorf("is open to %q", open)
			}
			if s.status != 200 {
				return
			}
			if r.Header.Get("Content-Type") != s.mime || r.Header.Get("Set-Cookie") != "" {
				t.Errorf("%v", r.Header)
			}
			if head := get(h, "HEAD", s.path); head.StatusCode != 200 || text(t, head) != "" || head.Header.Get("Content-Length") == "" {
				t.Errorf("HEAD: %d %v", head.StatusCode, head.Header)
			}
			known := get(h, "GET", s.path, "If-None-Match", r.Header.Get("ETag"))
			if known.StatusCode != 304 || known.Header.Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("known: %d %v", known.StatusCode, known.Header)
			}
		})
	}
}

// ownPath is the script's own address, without the host.
func ownPath(t *testing.T, h http.Handler) string {
	t.Helper()
	src, _ := manifest(t, h)
	return strings.TrimPrefix(src, "https://jobb.example")
}

func manifest(t *testing.T, h http.Handler) (src, integrity string) {
	t.Helper()
	var m struct{ Src, Integrity string }
	if err := json.Unmarshal([]byte(text(t, get(h, "GET", "/karriar/widget.json"))), &m); err != nil {
		t.Fatal(err)
	}
	return m.Src, m.Integrity
}

func TestTheIntegrityHashIsTheScripts(t *testing.T) {
	h := newSidebarSite(t, true, nil)
	src, integrity := manifest(t, h)
	r := get(h, "GET", ownPath(t, h))
	body := text(t, r)
	sum := sha512.Sum384([]byte(body))
	if integrity != "sha384-"+base64.StdEncoding.EncodeToString(sum[:]) {
		t.Errorf("%s is not the hash of %s", integrity, src)
	}
	if r.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
		t.Errorf("other sites may not load it: %v", r.Header)
	}
	if newest := text(t, get(h, "GET", "/karriar/widget.js")); newest != body {
		t.Error("the newest is another script")
	}
	if !strings.Contains(body, "'https://jobb.example/karriar'") || strings.Contains(body, "{base}") {
		t.Error("the script does not know its service")
	}
	if demo := html.UnescapeString(text(t, get(h, "GET", "/karriar/widget-demo"))); !strings.Contains(demo, integrity) {
		t.Error("the demonstration does not show the hash")
	}
}

// scriptSize is what the script takes on its way, in bytes.
func scriptSize(t *testing.T) int {
	t.Helper()
	r := get(newSidebarSite(t, false, nil), "GET", "/karriar/widget.js", "Accept-Encoding", "gzip")
	body := text(t, r)
	if _, err := gzip.NewReader(strings.NewReader(body)); err != nil || r.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("is not compressed: %v", err)
	}
	return len(body)
}

func TestTheScriptIsSmall(t *testing.T) {
	if n := scriptSize(t); n >= 4096 {
		t.Errorf("%d bytes compressed", n)
	}
}

func TestTheScriptSaysWhatThePagesSay(t *testing.T) {
	source := string(web.Script(service))
	for _, lang := range words.Languages() {
		for _, key := range []string{"nav.jobs", "list.all", "search.empty", "mark.featured", "deadline.card.none",
			"deadline.card.tomorrow", "deadline.card.today"} {
			if want := words.Text(lang, key); !strings.Contains(source, "'"+want+"'") {
				t.Errorf("%s: the script does not say %q", key, want)
			}
		}
		for _, key := range []string{"deadline.card.far", "deadline.card.days", "deadline.card.closes"} {
			if want := words.Text(lang, key, "date", "", "n", 3, "time", words.Clock(lang, 0)); !strings.Contains(source, strings.Trim(want, "03:.")) {
				t.Errorf("%s: the script does not say %q", key, want)
			}
		}
	}
}

func TestTheFragmentNamesAnEmployerOnce(t *testing.T) {
	for _, s := range namings {
		if got := named(s.headline, s.employer); got != s.named {
			t.Errorf("%q names %q: %v", s.headline, s.employer, got)
		}
	}
}

// namings say whether a headline names an employer, for the fragment and for the script.
var namings = []struct {
	headline, employer string
	named              bool
}{
	{"Upphandlare till Ekby kommun", "Ekby kommun", true},
	{"Upphandlare till EKBY KOMMUN!", "Ekby kommun", true},
	{"Upphandlare till Ekby kommuns inköpsenhet", "Ekby kommun", true},
	{"Upphandlare till Ekby", "Ekby kommun", true},
	{"Upphandlare i Ekby", "Ekby kommun", false},
	{"Upphandlare, Ekby", "Ekby kommun", false},
	{"Upphandlare till Ekbyholm", "Ekby kommun", false},
	{"Inköpare hos Norrvik", "Norrvik AB (publ)", true},
	{"Inköpare hos Norrvik AB", "Norrvik AB", true},
	{"Östra verkets nya upphandlare", "Östra verket", true},
	{"Jurist till Åby-Ö universitet", "Åby-Ö universitet", true},
	{"Upphandlare i Åby", "Åby universitet", false},
	{"Upphandlare", "Ekby kommun", false},
	{"Upphandlare", "AB", false},
}

// avoided are the words that lists of ad blockers look for in addresses, files, classes, parts and ids.
var avoided = regexp.MustCompile(`^(ads?|annons\pL*|banners?|sponsors?|track|logs?|counter|stats?)$`)

var (
	between = regexp.MustCompile(`[^\pL]+`)
	hump    = regexp.MustCompile(`(\p{Ll})(\p{Lu})`)
)

// TestNothingLooksLikeAnAdvertisement reads the names in everything that a journal's page takes from the service.
func TestNothingLooksLikeAnAdvertisement(t *testing.T) {
	h := newSidebarSite(t, true, sidebarJobs())
	own := ownPath(t, h)
	var names []string
	for _, path := range []string{"/karriar/widget.js", own, "/karriar/widget.html?limit=5&heading=x&logos=none&role=upphandlare&lang=sv", "/karriar/widget.json", "/karriar/widget-demo"} {
		names = append(names, path)
		body := text(t, get(h, "GET", path))
		body = regexp.MustCompile(`>[^<]*<`).ReplaceAllString(body, "><")                    // what is read is no name
		body = regexp.MustCompile(`'(Toppannons|Featured ad)'`).ReplaceAllString(body, "''") // nor this, which the law demands
		body = regexp.MustCompile(`sha384-[^"]*`).ReplaceAllString(body, "")
		names = append(names, body)
	}
	entries, err := web.Widget.ReadDir("widget")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	for _, name := range names {
		for _, word := range between.Split(hump.ReplaceAllString(name, "$1 $2"), -1) {
			if avoided.MatchString(strings.ToLower(word)) {
				t.Errorf("has the word %q", word)
			}
		}
	}
}

func TestTheDocumentationIsTrue(t *testing.T) {
	content, err := os.ReadFile("../../docs/embedding.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(content)
	said := regexp.MustCompile(`The script is (\d),(\d{3}) bytes compressed`).FindStringSubmatch(doc)
	if said == nil {
		t.Fatal("does not say how large the script is")
	}
	n, err := strconv.Atoi(said[1] + said[2])
	if size := scriptSize(t); err != nil || n < size-100 || n > size+100 {
		t.Errorf("says that the script is %d bytes; it is %d", n, size)
	}
	source := string(web.Script(service))
	for _, name := range regexp.MustCompile(`--lediga-jobb-[a-z-]+`).FindAllString(source, -1) {
		if !strings.Contains(doc, "| `"+name+"` |") {
			t.Errorf("does not explain %s", name)
		}
	}
	for _, part := range regexp.MustCompile(`make\('\w+', '(\w+)'`).FindAllStringSubmatch(source, -1) {
		if !strings.Contains(doc, "`"+part[1]+"`") {
			t.Errorf("does not name the part %s", part[1])
		}
	}
	attributes := regexp.MustCompile(`observedAttributes = \[([^\]]*)\]`).FindStringSubmatch(source)
	for attribute := range strings.SplitSeq(attributes[1], ", ") {
		if !strings.Contains(doc, "| `"+strings.Trim(attribute, "'")+"` |") {
			t.Errorf("does not explain the attribute %s", attribute)
		}
	}
	if reserved := regexp.MustCompile(`calc\(8em \+ .{1,16} \* 7em\)`); !reserved.MatchString(source) || !reserved.MatchString(doc) {
		t.Error("keeps another room than the script does")
	}
}
