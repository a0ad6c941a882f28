package feed_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/feed"
	"ledigajobb/internal/feed/feedtest"
	"ledigajobb/internal/link"
)

func links(t testing.TB) link.Links {
	t.Helper()
	l, err := link.New("https://site.example/jobb")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// at is a time as Sweden's clocks show it.
func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", clock, board.Stockholm())
	if err != nil {
		panic(err)
	}
	return t
}

func deadline(s string) board.Deadline {
	d, err := board.ParseDeadline(s)
	if err != nil {
		panic(err)
	}
	return d
}

// vacancy is a live ad with all that a posting tells.
func vacancy() *board.Job {
	d := deadline("2026-11-30")
	return &board.Job{
		ID: "0123456789", State: board.StatusLive, Run: board.NewRun(at("2026-11-01 08:00:00"), d, 60), UpdatedAt: at("2026-11-02 09:30:00"), Version: 3,
		Employer: board.Employer{Slug: "ekby-kommun", Name: "Ekby kommun", URL: "https://ekby.example", Logo: "abc"},
		Ad: board.Ad{
			Title: "Upphandlare", Headline: "Upphandlare till Ekby kommun", Language: board.Swedish,
			Text:     board.Text{HTML: "<p>Du leder upphandlingar.</p>", Plain: "Du leder upphandlingar."},
			Profile:  board.Profile{Roles: []board.Role{"upphandlare"}},
			Where:    board.Where{Places: []board.Place{{Municipality: "0580", Region: "05", Street: "Storgatan 1", Postcode: "12345", City: "Ekby"}}},
			Terms:    board.Terms{Employment: board.Permanent, Hours: board.FullTime, Vacancies: 2},
			Salary:   board.Salary{Min: 42000, Max: 48000, Currency: "SEK", Period: board.PerMonth},
			Deadline: d, Apply: board.Apply{URL: "https://ekby.example/ansok", Reference: "KS-1"},
			Contacts: []board.Contact{{Name: "Anna Ekman", Email: "anna@ekby.example"}},
		},
	}
}

func newFeed(t testing.TB, jobs ...*board.Job) *feed.Feed {
	f := &feed.Feed{
		Links: links(t), Lang: board.Swedish, Title: "Lediga jobb – Journalen", Description: "Jobb", Publisher: "Journalen",
		Page: "https://site.example/jobb/lediga-jobb", Self: "https://site.example/jobb/feed.xml?q=a&role=upphandlare",
	}
	for _, j := range jobs {
		f.Entries = append(f.Entries, feed.Entry{Job: j, URL: f.Links.Job(j), Summary: "Ekby kommun. Linköping.", Image: "https://site.example/jobb/delning/0123456789.png"})
	}
	return f
}

// hostile is what people and broken programs write into headlines.
var hostile = []string{
	`Inköpare <script>alert("1")</script> & Söner`, "]]> ]]&gt; <![CDATA[", "</script><!--<script>", "noll\x00klocka\x07flykt\x1b[31m", "halv\xc3 byte \xff",
	"rad\u2028stycke\u2029", "\ufeffmärke \ufffe\uffff", "komma, semikolon; bak\\streck\nBEGIN:VEVENT\r\nUID:1", "👩‍⚖️ jurist 👩‍⚖️",
	strings.Repeat("Åäö", 60), "&amp; &#0; &lt;b&gt;", " ", "ﷺ RTL \u202eredo", "e\u0301te\u0301",
}

func TestFeedsAreReadByOthers(t *testing.T) {
	var jobs []*board.Job
	for i, headline := range append([]string{"Upphandlare till Ekby kommun"}, hostile...) {
		j := vacancy()
		j.ID = board.ID("012345678" + string(rune('a'+i)))
		j.Ad.Headline = headline
		j.Ad.Text.HTML = "<p>a]]&gt;b ]]> &amp; å</p>"
		jobs = append(jobs, j)
	}
	f := newFeed(t, jobs...)
	rss, err := f.RSS()
	if err != nil {
		t.Fatal(err)
	}
	body, err := f.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for kind, read := range map[string]feedtest.Feed{"RSS": feedtest.RSS(t, string(rss))[0], "JSON": feedtest.JSON(t, string(body))[0]} {
		if read.Title != f.Title || read.URL != f.Page || kind == "RSS" && read.Self != f.Self || len(read.Items) != len(jobs) {
			t.Fatalf("%s: %q %s %s with %d items", kind, read.Title, read.URL, read.Self, len(read.Items))
		}
		first := read.Items[0]
		want := feedtest.Item{
			ID: "https://site.example/jobb/lediga-jobb/012345678a", Title: "Upphandlare till Ekby kommun",
			URL:     "https://site.example/jobb/lediga-jobb/upphandlare-till-ekby-kommun-012345678a",
			Content: "<p>Ekby kommun. Linköping.</p><p>a]]&gt;b ]]> &amp; å</p>", Summary: "Ekby kommun. Linköping.",
			Author: "Ekby kommun", Published: at("2026-11-01 08:00:00").UTC(),
		}
		if first != want {
			t.Errorf("%s: %+v", kind, first)
		}
		ids := map[string]bool{}
		for _, item := range read.Items {
			ids[item.ID] = true
		}
		if len(ids) != len(jobs) {
			t.Errorf("%s: %d names for %d ads", kind, len(ids), len(jobs))
		}
	}
}

func TestNobodysNameIsInAFeed(t *testing.T) {
	f := newFeed(t, vacancy())
	rss, err := f.RSS()
	body, err2 := f.JSON()
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	calendar := (&feed.Calendar{Links: f.Links, Lang: f.Lang, Entries: f.Entries}).Write()
	for _, written := range [][]byte{rss, body, calendar} {
		if bytes.Contains(written, []byte("Anna")) || bytes.Contains(written, []byte("anna@")) {
			t.Errorf("%s", written)
		}
	}
}

func TestAnEmptyFeedIsOne(t *testing.T) {
	f := newFeed(t)
	body, err := f.JSON()
	if err != nil || !bytes.Contains(body, []byte(`"items":[]`)) {
		t.Errorf("%s, %v", body, err)
	}
	if rss, err := f.RSS(); err != nil || bytes.Contains(rss, []byte("lastBuildDate")) {
		t.Errorf("%s, %v", rss, err)
	}
}

func TestWhenADeadlineIsInTheCalendar(t *testing.T) {
	cases := []struct{ name, deadline, day, instant string }{
		{"a day", "2026-11-30", "2026-11-30", ""},
		{"the last second of one", "2026-11-30T23:59:59", "2026-11-30", ""},
		{"noon in winter", "2026-11-30T12:00", "", "2026-11-30T11:00:00Z"},
		{"noon in summer", "2026-07-01T12:00", "", "2026-07-01T10:00:00Z"},
		{"the day that clocks go forward", "2027-03-28", "2027-03-28", ""},
		{"its noon", "2027-03-28T12:00", "", "2027-03-28T10:00:00Z"},
		{"just before the clocks", "2027-03-28T01:59", "", "2027-03-28T00:59:00Z"},
		{"just after", "2027-03-28T03:00", "", "2027-03-28T01:00:00Z"},
		{"the day that they go back", "2026-10-25", "2026-10-25", ""},
		{"its noon", "2026-10-25T12:00", "", "2026-10-25T11:00:00Z"},
		{"New Year's Eve", "2026-12-31", "2026-12-31", ""},
		{"its last minute but one", "2026-12-31T23:58", "", "2026-12-31T22:58:00Z"},
		{"New Year's Day", "2027-01-01", "2027-01-01", ""},
		{"a leap day", "2028-02-29", "2028-02-29", ""},
	}
	var written []string
	for _, c := range cases {
		j := vacancy()
		j.Ad.Deadline = deadline(c.deadline)
		f := newFeed(t, j)
		written = append(written, string((&feed.Calendar{Links: f.Links, Lang: f.Lang, Title: "Jobb", Entries: f.Entries}).Write()))
	}
	for i, events := range feedtest.Calendar(t, written...) {
		c := cases[i]
		if len(events) != 1 || events[0].Day != c.day || events[0].At != c.instant {
			t.Errorf("%s: %+v", c.name, events)
		}
		if events[0].At != "" && events[0].Zone != "Europe/Stockholm" {
			t.Errorf("%s: in zone %s", c.name, events[0].Zone)
		}
	}
}

func TestAnEntryMovesWhenTheTimeIsExtended(t *testing.T) {
	j, none := vacancy(), vacancy()
	none.ID, none.Ad.Deadline = "none", board.Deadline{}
	before := newFeed(t, j, none)
	calendar := func(f *feed.Feed) string {
		return string((&feed.Calendar{Links: f.Links, Lang: f.Lang, Entries: f.Entries}).Write())
	}
	written := []string{calendar(before)}
	later := *j
	later.Ad.Deadline, later.Version, later.UpdatedAt = deadline("2026-12-14"), 4, at("2026-11-20 10:00:00")
	later.Ad.Headline = "En annan rubrik"
	written = append(written, calendar(newFeed(t, &later)))
	read := feedtest.Calendar(t, written...)
	if len(read[0]) != 1 || len(read[1]) != 1 {
		t.Fatalf("%+v", read)
	}
	a, b := read[0][0], read[1][0]
	if a.ID != b.ID || a.ID != "0123456789@site.example" || b.Sequence <= a.Sequence || !b.Changed.After(a.Changed) || a.Day != "2026-11-30" || b.Day != "2026-12-14" || b.End != "2026-12-15" {
		t.Errorf("%+v\n%+v", a, b)
	}
	if a.Title != "Sista ansökningsdag: Upphandlare till Ekby kommun" || !strings.HasSuffix(a.URL, "-0123456789") || a.Description != "Ekby kommun. Linköping.\n"+a.URL {
		t.Errorf("%+v", a)
	}
}

func TestHostileHeadlinesInTheCalendar(t *testing.T) {
	var written []string
	for _, headline := range hostile {
		j := vacancy()
		j.Ad.Headline = headline
		f := newFeed(t, j)
		written = append(written, string((&feed.Calendar{Links: f.Links, Lang: f.Lang, Entries: f.Entries}).Write()))
	}
	for i, events := range feedtest.Calendar(t, written...) {
		if len(events) != 1 || events[0].ID != "0123456789@site.example" || !strings.HasPrefix(events[0].Title, "Sista ansökningsdag: ") {
			t.Errorf("%q: %+v", hostile[i], events)
		}
	}
}

func TestWhatAPostingNeeds(t *testing.T) {
	remote := func(j *board.Job) { j.Ad.Where = board.Where{Workplace: board.Remote} }
	for _, c := range []struct {
		name     string
		change   func(*board.Job)
		complete bool
	}{
		{"all of it", func(*board.Job) {}, true},
		{"no title", func(j *board.Job) { j.Ad.Title = "" }, false},
		{"no text", func(j *board.Job) { j.Ad.Text = board.Text{} }, false},
		{"a text that is its title", func(j *board.Job) { j.Ad.Text = board.Text{HTML: "<p>Upphandlare</p>", Plain: "Upphandlare"} }, false},
		{"no employer", func(j *board.Job) { j.Employer = board.Employer{} }, false},
		{"no place", func(j *board.Job) { j.Ad.Where = board.Where{} }, false},
		{"no place, partly remote", func(j *board.Job) { j.Ad.Where = board.Where{Workplace: board.Hybrid} }, false},
		{"no place, remote", remote, true},
		{"the whole country", func(j *board.Job) { j.Ad.Where = board.Where{Nationwide: true} }, true},
		{"no deadline", func(j *board.Job) { j.Ad.Deadline = board.Deadline{} }, true},
		{"nothing that is only recommended", func(j *board.Job) { j.Ad.Terms, j.Ad.Salary, j.Ad.Apply = board.Terms{}, board.Salary{}, board.Apply{} }, true},
	} {
		j := vacancy()
		c.change(j)
		if p := feed.NewPosting(links(t), j); p.Complete() != c.complete {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
}

// told is a posting as those who read it find it.
func told(t testing.TB, j *board.Job) map[string]any {
	t.Helper()
	markup, err := feed.NewPosting(links(t), j).Markup()
	if err != nil {
		t.Fatal(err)
	}
	var found map[string]any
	if err := json.Unmarshal([]byte(markup), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWhatAPostingTells(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*board.Job)
		field  string
		want   string
	}{
		{"the title, not the headline", nil, "title", `"Upphandlare"`},
		{"when it was published", nil, "datePosted", `"2026-11-01T08:00:00+01:00"`},
		{"when it leaves", nil, "validThrough", `"2026-12-01T00:00:00+01:00"`},
		{"when it leaves without a deadline", func(j *board.Job) {
			j.Ad.Deadline, j.Run = board.Deadline{}, board.NewRun(j.Run.From, board.Deadline{}, 30)
		},
			"validThrough", `"2026-12-02T00:00:00+01:00"`},
		{"the employer", nil, "hiringOrganization", `{"@type":"Organization","logo":"https://site.example/jobb/logotyp/abc","name":"Ekby kommun","sameAs":"https://ekby.example"}`},
		{"an employer's address that is none", func(j *board.Job) { j.Employer.URL, j.Employer.Logo = "javascript:alert(1)", "" }, "hiringOrganization", `{"@type":"Organization","name":"Ekby kommun"}`},
		{"one place", nil, "jobLocation", `{"@type":"Place","address":{"@type":"PostalAddress","addressCountry":"SE","addressLocality":"Ekby","addressRegion":"Östergötlands län","postalCode":"123 45","streetAddress":"Storgatan 1"}}`},
		{"a municipality", func(j *board.Job) {
			j.Ad.Where.Places = []board.Place{{Municipality: "0180", Region: "01", Country: "SE"}}
		}, "jobLocation",
			`{"@type":"Place","address":{"@type":"PostalAddress","addressCountry":"SE","addressLocality":"Stockholm","addressRegion":"Stockholms län"}}`},
		{"several places", func(j *board.Job) { j.Ad.Where.Places = []board.Place{{City: "Ekby"}, {City: "Oslo", Country: "NO"}} }, "jobLocation",
			`[{"@type":"Place","address":{"@type":"PostalAddress","addressCountry":"SE","addressLocality":"Ekby"}},{"@type":"Place","address":{"@type":"PostalAddress","addressCountry":"NO","addressLocality":"Oslo"}}]`},
		{"a place abroad", func(j *board.Job) { j.Ad.Where.Places = []board.Place{{Country: "NO", City: "Oslo"}} }, "jobLocation",
			`{"@type":"Place","address":{"@type":"PostalAddress","addressCountry":"NO","addressLocality":"Oslo"}}`},
		{"the whole country", func(j *board.Job) { j.Ad.Where.Nationwide = true }, "jobLocation", `{"@type":"Place","address":{"@type":"PostalAddress","addressCountry":"SE"}}`},
		{"not remote", func(j *board.Job) { j.Ad.Where.Workplace = board.Hybrid }, "jobLocationType", `null`},
		{"remote", func(j *board.Job) { j.Ad.Where.Workplace = board.Remote }, "jobLocationType", `"TELECOMMUTE"`},
		{"from where", func(j *board.Job) { j.Ad.Where.Workplace = board.Remote }, "applicantLocationRequirements", `{"@type":"Country","name":"SE"}`},
		{"remote from anywhere in the country has no place", func(j *board.Job) { j.Ad.Where = board.Where{Workplace: board.Remote, Nationwide: true} }, "jobLocation", `null`},
		{"pay from and to", nil, "baseSalary", `{"@type":"MonetaryAmount","currency":"SEK","value":{"@type":"QuantitativeValue","maxValue":48000,"minValue":42000,"unitText":"MONTH"}}`},
		{"one pay", func(j *board.Job) { j.Ad.Salary = board.Salary{Min: 210, Max: 210, Period: board.PerHour} }, "baseSalary",
			`{"@type":"MonetaryAmount","currency":"SEK","value":{"@type":"QuantitativeValue","unitText":"HOUR","value":210}}`},
		{"pay from, which is no figure to Google", func(j *board.Job) { j.Ad.Salary.Max = 0 }, "baseSalary", `null`},
		{"no pay", func(j *board.Job) { j.Ad.Salary = board.Salary{Reason: board.PayIndividual} }, "baseSalary", `null`},
		{"full time", nil, "employmentType", `"FULL_TIME"`},
		{"part time for a while", func(j *board.Job) { j.Ad.Terms.Hours, j.Ad.Terms.Employment = board.PartTime, "substitute" }, "employmentType", `["PART_TIME","TEMPORARY"]`},
		{"either", func(j *board.Job) { j.Ad.Terms.Hours = board.FullOrPartTime }, "employmentType", `["FULL_TIME","PART_TIME"]`},
		{"a thesis", func(j *board.Job) { j.Ad.Terms = board.Terms{Employment: board.Thesis} }, "employmentType", `"INTERN"`},
		{"an assignment", func(j *board.Job) { j.Ad.Terms = board.Terms{Employment: "assignment"} }, "employmentType", `"CONTRACTOR"`},
		{"on call", func(j *board.Job) { j.Ad.Terms = board.Terms{Employment: board.OnCall} }, "employmentType", `"PER_DIEM"`},
		{"the employer's own number", nil, "identifier", `{"@type":"PropertyValue","name":"Ekby kommun","value":"KS-1"}`},
		{"or the register's", func(j *board.Job) { j.Ad.Apply.Reference, j.Ad.RegistryNumber = "", "Dnr 1" }, "identifier", `{"@type":"PropertyValue","name":"Ekby kommun","value":"Dnr 1"}`},
		{"a link leads elsewhere", nil, "directApply", `false`},
		{"a mail begins here", func(j *board.Job) { j.Ad.Apply = board.Apply{Email: "jobb@ekby.example"} }, "directApply", `true`},
	} {
		j := vacancy()
		if c.change != nil {
			c.change(j)
		}
		var got bytes.Buffer
		encoder := json.NewEncoder(&got)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(told(t, j)[c.field]); err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(got.String()) != c.want {
			t.Errorf("%s: %s, not %s", c.name, got.String(), c.want)
		}
	}
}

func TestASitemapSaysWhatIsTrue(t *testing.T) {
	got := string(feed.Sitemap([]feed.Address{{URL: "https://site.example/a?b&c"}, {URL: "https://site.example/d", Changed: at("2026-07-01 12:00:00")}}))
	want := xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://site.example/a?b&amp;c</loc></url>
<url><loc>https://site.example/d</loc><lastmod>2026-07-01T12:00:00+02:00</lastmod></url>
</urlset>
`
	if got != want {
		t.Error(got)
	}
}

// FuzzText writes whatever somebody may have called a job and its employer, and reads it again.
func FuzzText(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		j := vacancy()
		j.Ad.Headline, j.Ad.Title, j.Employer.Name, j.Ad.Text.HTML, j.Ad.Apply.Reference = text, text, text, text, text
		written := newFeed(t, j)
		written.Title = text
		rss, err := written.RSS()
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, rss)
		embedded, err := feed.Embed{Title: text, AuthorName: text}.XML()
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, embedded)
		if body, err := written.JSON(); err != nil || !json.Valid(body) {
			t.Fatalf("%s, %v", body, err)
		}
		markup, err := feed.NewPosting(written.Links, j).Markup()
		if err != nil || strings.ContainsAny(markup, "<>&\u2028\u2029") {
			t.Fatalf("%s, %v", markup, err)
		}
		if got := told(t, j); got["title"] != strings.ToValidUTF8(text, "\ufffd") && text != "" && utf8.ValidString(text) {
			t.Fatalf("%q became %q", text, got["title"])
		}
		folded(t, string((&feed.Calendar{Links: written.Links, Lang: written.Lang, Title: text, Entries: written.Entries}).Write()))
	})
}

// wellFormed reads XML to its end and looks for characters that are none.
func wellFormed(t *testing.T, document []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(document)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v in %q", err, document)
		}
	}
}

// folded looks at a calendar's lines: whole characters, at most 75 bytes, one event.
func folded(t *testing.T, calendar string) {
	t.Helper()
	for line := range strings.SplitSeq(strings.TrimSuffix(calendar, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n\x00") {
			t.Fatalf("%q", line)
		}
	}
	unfolded := strings.Split(strings.ReplaceAll(calendar, "\r\n ", ""), "\r\n")
	if n := len(slices.DeleteFunc(unfolded, func(line string) bool { return line != "BEGIN:VEVENT" })); n != 1 {
		t.Fatalf("%d events in %q", n, calendar)
	}
}
