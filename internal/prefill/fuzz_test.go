package prefill

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/fetch"
)

func mustParse(t testing.TB, address string) *url.URL {
	t.Helper()
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// checkFound holds what was found to what a form can take: of bounded size, with safe addresses, each field with how.
func checkFound(t *testing.T, f Found) {
	t.Helper()
	if len(f.Ad.Text.Plain) > maxText || utf8.RuneCountInString(f.Ad.Headline) > maxHeadline || len(f.Ad.Where.Places) > board.MaxPlaces ||
		len(f.Ad.Contacts) > maxContacts || len(f.Ad.UnionContacts) > maxContacts || len(f.Ad.Profile.Roles) > board.MaxRoles {
		t.Errorf("too much: %d bytes of text, %d contacts", len(f.Ad.Text.Plain), len(f.Ad.Contacts))
	}
	for _, address := range []string{f.Ad.Apply.URL, f.Employer.URL} {
		if address != "" && webAddress(address) == "" {
			t.Errorf("an address that is none: %q", address)
		}
	}
	if strings.Contains(strings.ToLower(f.Ad.Text.HTML), "<script") || !utf8.ValidString(f.Ad.Text.HTML+f.Ad.Headline+f.Ad.Title+f.Employer.Name) {
		t.Errorf("a text that is not clean: %q", f.Ad.Text.HTML)
	}
	for _, field := range []struct {
		name string
		has  bool
	}{{"headline", f.Ad.Headline != ""}, {"title", f.Ad.Title != ""}, {"description_text", f.Ad.Text.HTML != ""},
		{"application_deadline", !f.Ad.Deadline.IsZero()}, {"employer.name", f.Employer.Name != ""}, {"salary", f.Ad.Salary != board.Salary{}},
		{"application_contacts", len(f.Ad.Contacts) > 0}, {"role", len(f.Ad.Profile.Roles) > 0}, {"level", f.Ad.Profile.Level != ""}} {
		if field.has != (f.How[field.name] != "") {
			t.Errorf("%s: found %t, how %q", field.name, field.has, f.How[field.name])
		}
	}
}

func FuzzPage(f *testing.F) {
	files, err := filepath.Glob("testdata/*.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		page, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(page)
	}
	f.Add([]byte(`<div itemscope itemtype=http://schema.org/JobPosting><p itemprop="title title">x<a itemprop=url href="http://[::1">`))
	f.Add([]byte(`<script type=application/ld+json>{"@type":["JobPosting",7],"title":{"@value":["a"]},"jobLocation":[["x"],{"@id":"#"}]}`))
	f.Add([]byte(`<table><tr><td>Sista ansökningsdag<td>0/0<tr><td>Ansök senast<td>99:99 2026-99-99`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p := parsePage(fetch.Answer{At: mustParse(t, "https://jobb.example.se/1"), Body: body})
		if found, err := p.read(today); err == nil {
			checkFound(t, found)
		}
	})
}

func FuzzFeed(f *testing.F) {
	feed, err := os.ReadFile("testdata/jobs.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(feed)
	f.Add([]byte(`{"@type": "JobPosting", "title": "Inköpare", "url": "https://a.example.se", "description": "<p>x"}`))
	f.Add([]byte(`{"items": {"title": "x", "_jobposting": []}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if found, err := readFeed(fetch.Answer{At: mustParse(t, "https://jobb.example.se/1"), JSON: true, Body: body}, ""); err == nil {
			checkFound(t, found)
		}
	})
}
