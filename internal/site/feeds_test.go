package site_test

import (
	"encoding/json"
	"fmt"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/feed/feedtest"
)

// programs is everything but pages that tells of an ad.
var programs = []string{"/feed.xml", "/feed.json", "/jobb.ics", "/sitemap.xml", "/lediga-jobb/0000000001.ics", "/delning/0000000001.png",
	"/oembed?url=https://jobb.example.se" + ekbyPage, "/oembed?format=xml&url=https://jobb.example.se" + ekbyPage}

func TestWhatProgramsAreAnswered(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	for i, want := range []string{"application/rss+xml; charset=utf-8", "application/feed+json; charset=utf-8", "text/calendar; charset=utf-8",
		"application/xml; charset=utf-8", "text/calendar; charset=utf-8", "image/png", "application/json; charset=utf-8", "text/xml; charset=utf-8"} {
		path := programs[i]
		w := s.ask("GET", path)
		tag := w.Header().Get("Etag")
		if w.Code != 200 || w.Header().Get("Content-Type") != want || tag == "" || !strings.Contains(w.Header().Get("Cache-Control"), "max-age=30,") {
			t.Errorf("%s: %d %v", path, w.Code, w.Header())
		}
		if h := s.ask("HEAD", path); h.Code != 200 || h.Body.Len() != 0 || h.Header().Get("Content-Length") != fmt.Sprint(w.Body.Len()) || h.Header().Get("Etag") != tag {
			t.Errorf("HEAD %s: %d %v", path, h.Code, h.Header())
		}
		if n := s.ask("GET", path, "If-None-Match", tag); n.Code != 304 || n.Body.Len() != 0 || n.Header().Get("Etag") != tag {
			t.Errorf("%s again: %d %v", path, n.Code, n.Header())
		}
	}
}

// What was kept of an ad before its end does not outlive it, whichever way it ends.
func TestNothingOfAnEndedAdIsLeftForPrograms(t *testing.T) {
	for _, c := range []struct {
		name   string
		end    func(s *service, j *board.Job)
		status int // of what was the ad's own
	}{
		{"expired", func(s *service, j *board.Job) { s.now = j.Run.Until }, 410},
		{"filled", func(s *service, j *board.Job) { s.must(j.End("filled", s.now)); s.save(j) }, 410},
		{"withdrawn", func(s *service, j *board.Job) { s.must(j.Withdraw("not_ours", "", s.now)); s.save(j) }, 410},
		{"paused", func(s *service, j *board.Job) { s.must(j.Pause("anna@example.se", s.now)); s.save(j) }, 404},
	} {
		s := newService(t)
		j := s.job("0000000001", s.employer("Ekby kommun"), nil)
		for _, path := range programs {
			s.ask("GET", path)
		}
		s.ask("GET", ekbyPage)
		s.now = j.Run.Until.Add(-time.Millisecond)
		for _, path := range programs {
			if w := s.ask("GET", path); w.Code != 200 || !strings.Contains(w.Body.String(), "0000000001") && w.Header().Get("Content-Type") != "image/png" && !strings.HasPrefix(path, "/oembed") {
				t.Errorf("%s: %s at the last instant: %d", c.name, path, w.Code)
			}
		}
		c.end(s, j)
		for i, path := range programs {
			w := s.ask("GET", path)
			want := c.status
			if i < 4 {
				want = 200
			}
			if w.Code != want || i < 4 && strings.Contains(w.Body.String(), "0000000001") {
				t.Errorf("%s: %s answers %d", c.name, path, w.Code)
			}
		}
		if w := s.ask("GET", ekbyPage); strings.Contains(w.Body.String(), "ld+json") || strings.Contains(w.Body.String(), "og:image") || strings.Contains(w.Body.String(), ".ics") {
			t.Errorf("%s: the page still has markup, picture or calendar", c.name)
		}
	}
}

func TestFeedsFollowASearch(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	for i := range 60 {
		s.job(board.ID(fmt.Sprintf("%010d", i)), e, func(j *board.Job) {
			j.Run.From = s.now.Add(-time.Duration(i) * time.Hour)
			j.Ad.Headline = fmt.Sprintf("Upphandlare %d", i)
			if i%2 == 1 {
				j.Ad.Profile.Roles = []board.Role{"inkopare"}
			}
		})
	}
	for path, want := range map[string]struct {
		n     int
		first string
		self  string
		next  string
	}{
		"/feed.json":           {50, "Upphandlare 0", "/feed.json", "/feed.json?offset=50"},
		"/feed.json?offset=50": {10, "Upphandlare 50", "/feed.json?offset=50", ""},
		"/feed.json?utm_source=x&role=inkopare&ver=6":         {30, "Upphandlare 1", "/feed.json?role=inkopare", ""},
		"/feed.json?limit=20&role=inkopare":                   {20, "Upphandlare 1", "/feed.json?limit=20&role=inkopare", "/feed.json?limit=20&offset=20&role=inkopare"},
		"/feed.json?q=upphandlare":                            {50, "Upphandlare 0", "/feed.json?q=upphandlare", "/feed.json?offset=50&q=upphandlare"},
		"/feed.json?lang=en&sort=published&role=inkopare&q=":  {30, "Upphandlare 1", "/feed.json?lang=en&role=inkopare", ""},
		"/feed.json?role=uphandlare&employer=ekby-kommun":     {50, "Upphandlare 0", "/feed.json?employer=ekby-kommun", "/feed.json?employer=ekby-kommun&offset=50"},
		"/feed.json?deadline_before=2026-11-23&sort=deadline": {0, "", "/feed.json?deadline_before=2026-11-23&sort=deadline", ""},
	} {
		var got struct {
			Title, Description string
			FeedURL            string `json:"feed_url"`
			Next               string `json:"next_url"`
			Items              []struct {
				Title   string
				Posting map[string]any `json:"_jobposting"`
			}
		}
		if err := json.Unmarshal(s.ask("GET", path).Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		first := ""
		if len(got.Items) > 0 {
			first = got.Items[0].Title
		}
		next := strings.TrimPrefix(got.Next, "https://jobb.example.se")
		if len(got.Items) != want.n || first != want.first || got.FeedURL != "https://jobb.example.se"+want.self || next != want.next {
			t.Errorf("%s: %d, %s, %s, %s", path, len(got.Items), first, got.FeedURL, got.Next)
		}
		for _, item := range got.Items {
			if item.Posting["title"] != "Upphandlare" || item.Posting["description"] == "" {
				t.Errorf("%s: %v", path, item.Posting)
			}
		}
		if strings.Contains(path, "uphandlare&") && !strings.Contains(got.Description, "Ingen yrkesroll heter uphandlare") {
			t.Errorf("%s does not say what it could not understand: %s", path, got.Description)
		}
	}
	if n := strings.Count(s.ask("GET", "/jobb.ics").Body.String(), "BEGIN:VEVENT"); n != 60 {
		t.Errorf("%d deadlines", n)
	}
	if n := strings.Count(s.ask("GET", "/jobb.ics?role=inkopare").Body.String(), "BEGIN:VEVENT"); n != 30 {
		t.Errorf("%d deadlines of purchasers", n)
	}
}

func TestFeedsInEnglish(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	for path, says := range map[string]string{
		"/feed.xml":                   "Linköping or Stockholm. Application deadline 4 December 2026.",
		"/jobb.ics":                   "SUMMARY:Application deadline: Upphandlare till Ekby kommun",
		"/lediga-jobb/0000000001.ics": "SUMMARY:Application deadline: Upphandlare till Ekby kommun",
	} {
		if body := strings.ReplaceAll(s.ask("GET", path+"?lang=en").Body.String(), "\u00a0", " "); !strings.Contains(body, says) || !strings.Contains(strings.ReplaceAll(body, "\r\n ", ""), "0000000001?lang=en") {
			t.Errorf("%s: %s", path, body)
		}
		if body := s.ask("GET", path, "Accept-Language", "en").Body.String(); strings.Contains(body, "Application deadline") {
			t.Errorf("%s goes by the language of the program that asks", path)
		}
	}
}

func TestOneDeadline(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	j := s.job("0000000001", e, nil)
	s.job("0000000002", e, func(j *board.Job) { j.Ad.Deadline = board.Deadline{} })
	if got := s.page(200, ekbyPage).links("main a[href=/lediga-jobb/0000000001.ics]"); len(got) != 1 {
		t.Errorf("the page leads %d times to its deadline", len(got))
	}
	if got := s.ask("GET", "/lediga-jobb/upphandlare-till-ekby-kommun-0000000002").Body.String(); strings.Contains(got, ".ics\"") {
		t.Error("an ad without a deadline leads to one")
	}
	for _, path := range []string{"/lediga-jobb/0000000002.ics", "/lediga-jobb/zzzzzzzzzz.ics", "/lediga-jobb/.ics", "/delning/0000000001", "/delning/.png", "/sitemap/0.xml", "/sitemap/2.xml", "/sitemap/01.xml", "/sitemap/1", "/sitemap/200000000000000.xml"} {
		if w := s.ask("GET", path); w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	paths := []string{"/lediga-jobb/0000000001.ics", "/jobb.ics", "/jobb.ics?role=upphandlare"} // one ad's, all, and a search's
	var before, after []string
	for _, path := range paths {
		before = append(before, s.ask("GET", path).Body.String())
	}
	s.now = s.now.Add(time.Hour)
	s.must(j.Extend(board.Deadline{Date: j.Ad.Deadline.Date.AddDays(7)}, "few_applicants", 0, s.now))
	s.save(j)
	for _, path := range paths {
		after = append(after, s.ask("GET", path).Body.String())
	}
	read := feedtest.Calendar(t, append(before, after...)...)
	for i, path := range paths {
		a, b := read[i][0], read[len(paths)+i][0]
		if len(read[i]) != 1 || a.ID != b.ID || b.Sequence <= a.Sequence || a.Day != "2026-12-04" || b.Day != "2026-12-11" || !b.Changed.After(a.Changed) {
			t.Errorf("%s: %+v\n%+v", path, a, b)
		}
	}
}

func TestAPictureIsDrawnOnce(t *testing.T) {
	s := newService(t)
	j := s.job("0000000001", s.employer("Ekby kommun"), nil)
	before := s.ask("GET", "/delning/0000000001.png").Body.String()
	img, err := png.Decode(strings.NewReader(before))
	if err != nil || img.Bounds().Dx() != 1200 || img.Bounds().Dy() != 630 {
		t.Fatal(err)
	}
	if s.ask("GET", "/delning/0000000001.png?lang=en").Body.String() == before {
		t.Error("the picture in English is the Swedish one")
	}
	asked := s.asked.Load()
	s.ask("GET", "/delning/0000000001.png?utm_source=x")
	if n := s.asked.Load() - asked; n != 0 {
		t.Errorf("the same picture asks the database %d times", n)
	}
	j.Ad.Headline = "Inköpare till Ekby kommun"
	s.save(j)
	if s.ask("GET", "/delning/0000000001.png").Body.String() == before {
		t.Error("the picture shows the old headline")
	}
}

func TestOembedKnowsOurAdsAlone(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	for query, status := range map[string]int{
		"url=https://jobb.example.se" + ekbyPage:                 200,
		"url=http://JOBB.example.se" + ekbyPage:                  200,
		"url=https://jobb.example.se/lediga-jobb/0000000001":     200,
		"url=https://jobb.example.se" + ekbyPage + "&format=yml": 501,
		"":                                    404,
		"url=https://evil.example" + ekbyPage: 404,
		"url=https://jobb.example.se@evil.example" + ekbyPage:       404,
		"url=file:///lediga-jobb/0000000001":                        404,
		"url=https://jobb.example.se/lediga-jobb":                   404,
		"url=https://jobb.example.se/redaktionen/granska/000000001": 404,
		"url=%zz": 404,
	} {
		if w := s.ask("GET", "/oembed?"+query); w.Code != status {
			t.Errorf("%s: %d", query, w.Code)
		}
	}
	var small map[string]any
	if err := json.Unmarshal(s.ask("GET", "/oembed?maxwidth=600&url=https://jobb.example.se"+ekbyPage).Body.Bytes(), &small); err != nil || small["thumbnail_url"] != nil || small["title"] != "Upphandlare till Ekby kommun" {
		t.Errorf("%v, %v", small, err)
	}
}

func TestPagesSayWhereTheyCanBeFollowed(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	s.job("0000000001", e, nil)
	for path, want := range map[string]string{
		"/lediga-jobb": "https://jobb.example.se/feed.xml https://jobb.example.se/feed.json https://jobb.example.se/jobb.ics",
		"/lediga-jobb?lang=en&role=upphandlare&offset=0&utm_medium=x": "https://jobb.example.se/feed.xml?lang=en&role=upphandlare https://jobb.example.se/feed.json?lang=en&role=upphandlare https://jobb.example.se/jobb.ics?lang=en&role=upphandlare",
		"/arbetsgivare/ekby-kommun":                                   "https://jobb.example.se/feed.xml?employer=ekby-kommun https://jobb.example.se/feed.json?employer=ekby-kommun https://jobb.example.se/jobb.ics?employer=ekby-kommun",
	} {
		d := s.page(200, path)
		if got := strings.Join(d.links("head link[type]"), " "); !strings.Contains(got, want) {
			t.Errorf("%s: %s", path, got)
		}
	}
	// WordPress looks for the media type as it is written, before it reads the page.
	for _, literal := range []string{`type="application/json+oembed"`, `type="text/xml+oembed"`} {
		if !strings.Contains(s.ask("GET", ekbyPage).Body.String(), literal) {
			t.Errorf("no %s", literal)
		}
	}
}

func TestWhatNetworksShow(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), func(j *board.Job) { j.Ad.Headline = `Inköpare "till" <b>Ekby</b> & Co` })
	d := s.page(200, "/lediga-jobb/inkopare-till-b-ekby-b-co-0000000001?lang=en")
	for property, want := range map[string]string{
		"og:title": `Inköpare "till" <b>Ekby</b> & Co, Ekby kommun`, "og:locale": "en_GB", "og:site_name": "Lediga jobb",
		"og:url":         "https://jobb.example.se/lediga-jobb/inkopare-till-b-ekby-b-co-0000000001?lang=en",
		"og:image":       "https://jobb.example.se/delning/0000000001.png?lang=en",
		"og:description": "Ekby kommun. Linköping or Stockholm. Application deadline 4\u00a0December 2026.",
	} {
		found := d.all("meta[property=" + property + "]")
		if len(found) != 1 {
			t.Fatalf("%d of %s", len(found), property)
		}
		if got, _ := attribute(found[0], "content"); got != want {
			t.Errorf("%s is %q", property, got)
		}
	}
	if got := s.page(200, "/lediga-jobb?q=ekonom").all("meta[property]"); len(got) != 0 {
		t.Error("a page that is not to be found is to be shared")
	}
}

// hostile is what may stand in an ad, as far as its HTML is still clean.
const hostile = `</script><script>alert(1)</script><!-- ]]> 	` + "\u2028 \u2029 \x07"

func TestTheMarkupOfAHostileAd(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby "+hostile), func(j *board.Job) {
		j.Ad.Headline, j.Ad.Title, j.Ad.Apply.Reference = hostile, hostile, hostile
		j.Ad.Text = board.Text{HTML: "<p>&lt;/script&gt; \u2028</p>", Plain: "</script>"}
	})
	path := s.ask("GET", "/lediga-jobb/0000000001").Header().Get("Location")
	d := s.page(200, path)
	scripts := d.all("script[type=application/ld+json]")
	if len(scripts) != 1 || scripts[0].FirstChild == nil {
		t.Fatalf("%d scripts", len(scripts))
	}
	var posting map[string]any
	if err := json.Unmarshal([]byte(scripts[0].FirstChild.Data), &posting); err != nil || posting["title"] != hostile {
		t.Errorf("%q, %v", posting["title"], err)
	}
	page, rss := s.ask("GET", path).Body.String(), s.ask("GET", "/feed.xml").Body.String()
	if m := feedtest.Pages(t, page)[0]; len(m.Faults) > 0 || m.Posting["title"] == nil {
		t.Errorf("%+v", m)
	}
	if read := feedtest.RSS(t, rss)[0]; len(read.Items) != 1 || !strings.HasPrefix(read.Items[0].Title, "</script><script>alert(1)</script><!-- ]]>") {
		t.Errorf("%+v", read)
	}
}

func TestTheMarkupSaysNothingMoreThanThePage(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	s.job("0000000002", s.employer("Sjöstad"), func(j *board.Job) { j.Ad.Where = board.Where{} })
	for path, n := range map[string]int{ekbyPage: 1, "/lediga-jobb/upphandlare-till-ekby-kommun-0000000002": 0, "/lediga-jobb": 0, "/arbetsgivare/ekby-kommun": 0} {
		if got := len(s.page(200, path).all("script[type=application/ld+json]")); got != n {
			t.Errorf("%s has %d postings", path, got)
		}
	}
}

func TestWhatCrawlersMayRead(t *testing.T) {
	for _, base := range []string{"https://jobb.example.se", "https://site.example/jobb"} {
		s := serviceAt(t, base)
		s.job("0000000001", s.employer("Ekby kommun"), nil)
		site := strings.TrimSuffix(base, "/jobb")
		open := []string{"/", "/lediga-jobb", ekbyPage, ekbyPage + "?lang=en", "/lediga-jobb?lang=en", "/arbetsgivare", "/arbetsgivare/ekby-kommun", "/feed.xml", "/delning/0000000001.png", "/widget.js", "/api/v1/widget", "/sitemap.xml", "/platsannonsera"}
		closed := []string{"/lediga-jobb?role=upphandlare", "/lediga-jobb?lang=en&offset=20", "/lediga-jobb?utm_source=x", ekbyPage + "/ansok", ekbyPage + "/anmal", "/redaktionen", "/redaktionen/order", "/mina-annonser", "/logga-in", "/feed.xml?q=a", "/platsannonsera/ny", "/bevakningar", "/oembed?url=x"}
		c := feedtest.Crawl{Site: site, Text: s.ask("GET", "/robots.txt").Body.String()}
		for _, path := range slices.Concat(open, closed) {
			c.Addresses = append(c.Addresses, base+path)
		}
		got := feedtest.Robots(t, c)
		if !slices.Equal(got.Sitemaps, []string{base + "/sitemap.xml"}) {
			t.Errorf("%s: %v", base, got.Sitemaps)
		}
		if want := c.Addresses[:len(open)]; !slices.Equal(got.Allowed, want) {
			t.Errorf("%s: allowed %v", base, got.Allowed)
		}
	}
}

func TestTheSitemap(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	s.job("0000000001", e, nil)
	s.job("0000000002", e, func(j *board.Job) { j.Run.From = s.now.Add(time.Hour) })
	body := s.ask("GET", "/sitemap.xml").Body.String()
	for _, line := range []string{"<loc>https://jobb.example.se/lediga-jobb</loc>", "<loc>https://jobb.example.se/arbetsgivare/ekby-kommun</loc>",
		"<loc>https://jobb.example.se" + ekbyPage + "</loc><lastmod>2026-11-22T12:00:00+01:00</lastmod>"} {
		if !strings.Contains(body, line) {
			t.Errorf("no %s in %s", line, body)
		}
	}
	if strings.Contains(body, "0000000002") {
		t.Error("an ad that is yet to come is on the map")
	}
	s.now = s.now.Add(time.Hour)
	if body := s.ask("GET", "/sitemap.xml").Body.String(); !strings.Contains(body, "0000000002</loc><lastmod>2026-11-22T13:00:00+01:00") {
		t.Errorf("an ad that has come is not: %s", body)
	}
	if w := s.ask("GET", "/sitemap/1.xml"); w.Code != 200 || w.Body.String() != s.ask("GET", "/sitemap.xml").Body.String() {
		t.Error("the first part of a small map is not the whole")
	}
}

func TestALargeBoardHasSeveralMaps(t *testing.T) {
	if testing.Short() {
		t.Skip("fifty thousand ads take a while")
	}
	s := newService(t)
	e := board.Employer{Slug: "ekby-kommun", Name: "Ekby kommun"}
	jobs := make([]*board.Job, 50_000)
	for i := range jobs {
		jobs[i] = &board.Job{ID: board.ID(fmt.Sprintf("%010d", i)), State: board.StatusLive, Run: board.Run{From: s.now, Until: s.now.Add(time.Hour)}, Employer: e}
	}
	s.index.Load(board.Position{Epoch: "test", Seq: 1}, jobs)
	index, first, second := s.ask("GET", "/sitemap.xml"), s.ask("GET", "/sitemap/1.xml"), s.ask("GET", "/sitemap/2.xml")
	if n := strings.Count(index.Body.String(), "<sitemap>"); n != 2 || !strings.Contains(index.Body.String(), "<loc>https://jobb.example.se/sitemap/2.xml</loc>") {
		t.Errorf("%d maps: %.300s", n, index.Body)
	}
	all := first.Body.String() + second.Body.String()
	if n := strings.Count(first.Body.String(), "<url>"); n != 50_000 {
		t.Errorf("%d addresses in the first", n)
	}
	if n := strings.Count(all, "<loc>https://jobb.example.se/lediga-jobb/0"); n != 50_000 {
		t.Errorf("%d ads", n)
	}
	if w := s.ask("GET", "/sitemap/3.xml"); w.Code != 404 {
		t.Errorf("a third map: %d", w.Code)
	}
}
