package app

import (
	"net/http/httptest"
	"strings"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/feed/feedtest"
	"ledigajobb/internal/link"
	"ledigajobb/internal/store/storetest"
)

// TestTheSampleAdsAreReadByOthers has other people's programs read every sample ad as it is served: its page's markup, the
// feeds, the calendar.
func TestTheSampleAdsAreReadByOthers(t *testing.T) {
	database, c, base := config.Database{Database: storetest.SQLite(t)}, newClock(morning), "https://site.example/jobb"
	links, err := link.New(base)
	if err != nil {
		t.Fatal(err)
	}
	if err := FillDemo(t.Context(), database, env(c)); err != nil {
		t.Fatal(err)
	}
	b, err := Open(t.Context(), config.Serve{Database: database, Access: access, BaseURL: base, EndedDays: 180, KeptMB: 16}, env(c))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	get := func(path string) string {
		w := httptest.NewRecorder()
		b.Handler.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 200 {
			t.Fatalf("%s: %d", path, w.Code)
		}
		return w.Body.String()
	}
	hits := b.Index.At(morning).Search(board.Query{Limit: board.MaxLimit}).Hits
	var pages []string
	deadlines := map[string]string{}
	for _, hit := range hits {
		pages = append(pages, get(links.Local(links.Job(hit.Job))))
		if d := hit.Job.Ad.Deadline; !d.IsZero() {
			deadlines[string(hit.Job.ID)+"@site.example"] = d.Date.String()
		}
	}
	for i, m := range feedtest.Pages(t, pages...) {
		j := hits[i].Job
		for _, fault := range m.Faults {
			t.Errorf("%s: %s", j.Ad.Headline, fault)
		}
		if m.Posting["title"] != j.Ad.Title || m.Posting["validThrough"] == nil {
			t.Errorf("%s: %v", j.Ad.Headline, m.Posting)
		}
	}
	rss, body := get("/jobb/feed.xml?limit=100"), get("/jobb/feed.json?limit=100")
	for kind, read := range map[string]feedtest.Feed{"RSS": feedtest.RSS(t, rss)[0], "JSON": feedtest.JSON(t, body)[0]} {
		if len(read.Items) != len(hits) {
			t.Fatalf("%s: %d of %d ads", kind, len(read.Items), len(hits))
		}
		for i, item := range read.Items {
			j := hits[i].Job
			if item.Title != j.Ad.Headline || item.URL != links.Job(j)+"?via=feed" || !item.Published.Equal(j.Run.From.Truncate(1e9)) || !strings.Contains(item.Content, "<p>") {
				t.Errorf("%s: %+v", kind, item)
			}
		}
	}
	events := feedtest.Calendar(t, get("/jobb/jobb.ics"))[0]
	if len(events) != len(deadlines) {
		t.Errorf("%d of %d deadlines", len(events), len(deadlines))
	}
	for _, e := range events {
		day := e.Day
		if day == "" {
			day = e.At[:10]
		}
		if deadlines[e.ID] != day {
			t.Errorf("%s is on %s, not %s", e.Title, day, deadlines[e.ID])
		}
	}
}
