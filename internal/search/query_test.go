package search_test

import (
	"errors"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// version has one employer, Ekby kommun, and one whose job is only scheduled.
func version(t testing.TB) *search.Version {
	t.Helper()
	nr, err := board.ParseOrgNr("212000-0142")
	if err != nil {
		t.Fatal(err)
	}
	ekby := advertise("a000000000", start, start.Add(time.Hour))
	ekby.Employer.OrgNr = nr
	later := advertise("b000000000", start.Add(time.Hour), start.Add(2*time.Hour))
	later.Employer = board.Employer{Slug: "norrvik-ab", Name: "Norrvik AB"}
	ended := advertise("c000000000", start.Add(-2*time.Hour), start.Add(-time.Hour))
	ended.Employer = board.Employer{Slug: "sodervik-ab", Name: "Södervik AB"}
	return loaded(1, []*board.Job{ekby, later, ended}).At(start)
}

func values(t testing.TB, query string) url.Values {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestParseQuery(t *testing.T) {
	plain := func(edit func(q *board.Query)) board.Query {
		q := board.Query{Filters: map[board.Facet][]string{}, Limit: 20, Facets: board.Facets()}
		edit(&q)
		return q
	}
	filter := func(f board.Facet, values ...string) board.Query {
		return plain(func(q *board.Query) { q.Filters[f] = values })
	}
	stockholm := func(hour int) time.Time { return time.Date(2026, 11, 30, hour, 0, 0, 0, board.Stockholm()) }
	for query, want := range map[string]board.Query{
		"":                                       plain(func(*board.Query) {}),
		"q=++it%20%20upphandlare+":               plain(func(q *board.Query) { q.Text = "it upphandlare" }),
		"q=":                                     plain(func(*board.Query) {}),
		"role=utredare&role=annan&role=utredare": filter(board.FacetRole, "annan", "utredare"),
		"municipality=1280":                      filter(board.FacetMunicipality, "1280"),
		"region=12":                              filter(board.FacetRegion, "12"),
		"pay=stated":                             filter(board.FacetPay, "stated"),
		"employer=ekby-kommun":                   filter(board.FacetEmployer, "ekby-kommun"),
		"employer=212000-0142":                   filter(board.FacetEmployer, "ekby-kommun"),
		"employer=norrvik-ab":                    filter(board.FacetEmployer, "norrvik-ab"),
		"nationwide=true":                        plain(func(q *board.Query) { q.Nationwide = true }),
		"nationwide=false":                       plain(func(*board.Query) {}),
		"limit=100&offset=10000":                 plain(func(q *board.Query) { q.Limit, q.Offset = 100, 10000 }),
		"sort=deadline":                          plain(func(q *board.Query) { q.Sort = board.SortDeadline }),
		"facets=none":                            plain(func(q *board.Query) { q.Facets = nil }),
		"facets=law&facets=role":                 plain(func(q *board.Query) { q.Facets = []board.Facet{board.FacetRole, board.FacetLaw} }),
		"facets=law,role":                        plain(func(q *board.Query) { q.Facets = []board.Facet{board.FacetRole, board.FacetLaw} }),
		"published_after=2026-11-30":             plain(func(q *board.Query) { q.PublishedAfter = stockholm(0) }),
		"deadline_before=2026-11-30T12:00:00":    plain(func(q *board.Query) { q.DeadlineBefore = stockholm(12) }),
		"deadline_after=2026-11-30T12:00:00%2B01:00":      plain(func(q *board.Query) { q.DeadlineAfter = stockholm(12) }),
		"deadline_after=2026-11-30T12:00:00+01:00":        plain(func(q *board.Query) { q.DeadlineAfter = stockholm(12) }),
		"deadline_after=2026-11-30T11:00:00Z&facets=role": plain(func(q *board.Query) { q.DeadlineAfter, q.Facets = stockholm(12), []board.Facet{board.FacetRole} }),
		"q=" + strings.Repeat("%C3%B6", board.MaxQuery):   plain(func(q *board.Query) { q.Text = strings.Repeat("ö", board.MaxQuery) }),
		"sort=relevance&language=sv&language=en&level=senior": plain(func(q *board.Query) {
			q.Sort, q.Filters = board.SortRelevance, map[board.Facet][]string{"language": {"en", "sv"}, "level": {"senior"}}
		}),
	} {
		got, err := search.ParseQuery(values(t, query), version(t))
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		for _, instant := range []*time.Time{&got.PublishedAfter, &got.DeadlineBefore, &got.DeadlineAfter} {
			*instant = instant.In(board.Stockholm())
		}
		for _, instant := range []*time.Time{&want.PublishedAfter, &want.DeadlineBefore, &want.DeadlineAfter} {
			*instant = instant.In(board.Stockholm())
		}
		if len(got.Facets) == 0 {
			got.Facets = nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s\n got %+v\nwant %+v", query, got, want)
		}
	}
}

func TestParseQueryNamesEveryFault(t *testing.T) {
	for query, want := range map[string][]board.Fault{
		"rol=upphandlare":               {{Field: "rol", Code: "unknown", Meant: "role"}},
		"publishedafter=x":              {{Field: "publishedafter", Code: "unknown", Meant: "published_after"}},
		"utm_source=brev":               {{Field: "utm_source", Code: "unknown"}},
		"role=upphandlaren":             {{Field: "role", Code: "value", Value: "upphandlaren", Meant: "upphandlare"}},
		"role=Purchaser":                {{Field: "role", Code: "value", Value: "Purchaser", Meant: "inkopare"}},
		"role=":                         {{Field: "role", Code: "value"}},
		"municipality=malmo":            {{Field: "municipality", Code: "value", Value: "malmo", Meant: "1280"}},
		"municipality=Malm%C3%B6":       {{Field: "municipality", Code: "value", Value: "Malmö", Meant: "1280"}},
		"region=Sk%C3%A5ne":             {{Field: "region", Code: "value", Value: "Skåne", Meant: "12"}},
		"region=stockholm":              {{Field: "region", Code: "value", Value: "stockholm", Meant: "01"}},
		"region=99":                     {{Field: "region", Code: "value", Value: "99"}},
		"employer=ekby-komun":           {{Field: "employer", Code: "value", Value: "ekby-komun", Meant: "ekby-kommun"}},
		"employer=sodervik-ab":          {{Field: "employer", Code: "value", Value: "sodervik-ab"}}, // its last ad has ended
		"pay=no":                        {{Field: "pay", Code: "value", Value: "no"}},
		"sort=publish":                  {{Field: "sort", Code: "value", Value: "publish", Meant: "published", Allowed: "relevance, published, deadline"}},
		"limit=0":                       {{Field: "limit", Code: "range", Value: "0", Allowed: "1–100"}},
		"limit=many":                    {{Field: "limit", Code: "range", Value: "many", Allowed: "1–100"}},
		"offset=10001":                  {{Field: "offset", Code: "range", Value: "10001", Allowed: "0–10000"}},
		"limit=5&limit=6":               {{Field: "limit", Code: "repeated"}},
		"nationwide=yes":                {{Field: "nationwide", Code: "format", Value: "yes", Allowed: "true, false"}},
		"facets=rol":                    {{Field: "facets", Code: "value", Value: "rol", Meant: "role"}},
		"facets=none,role":              {{Field: "facets", Code: "value", Value: "none"}},
		"deadline_after=30/11":          {{Field: "deadline_after", Code: "format", Value: "30/11", Allowed: "2026-11-30, 2026-11-30T12:00:00+01:00"}},
		"q=" + strings.Repeat("a", 401): {{Field: "q", Code: "range", Allowed: "0–400"}},
		"law=lovv&sort=new&limit=0&rol=x&q=a&q=b": {
			{Field: "law", Code: "value", Value: "lovv", Meant: "lov"},
			{Field: "limit", Code: "range", Value: "0", Allowed: "1–100"},
			{Field: "q", Code: "repeated"},
			{Field: "rol", Code: "unknown", Meant: "role"},
			{Field: "sort", Code: "value", Value: "new", Allowed: "relevance, published, deadline"},
		},
	} {
		_, err := search.ParseQuery(values(t, query), version(t))
		var invalid *board.Invalid
		if !errors.As(err, &invalid) {
			t.Errorf("%s: %v", query, err)
		} else if !slices.Equal(invalid.Faults, want) {
			t.Errorf("%s\n got %+v\nwant %+v", query, invalid.Faults, want)
		}
	}
}

// FuzzParseQuery holds that any parameters are either refused or a query that is the same again when it is written as an
// address and read, and that can be searched.
func FuzzParseQuery(f *testing.F) {
	for _, seed := range []string{"q=%22a+b%22+-c+d*&role=annan", "limit=0&q=%ff", "deadline_after=2026-11-30T12:00:00+01:00",
		"municipality=1280&sort=relevance&offset=7", "facets=none&published_after=1970-01-01"} {
		f.Add(seed)
	}
	v := version(f)
	f.Fuzz(func(t *testing.T, query string) {
		given, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		q, err := search.ParseQuery(given, v)
		if err != nil {
			var invalid *board.Invalid
			if !errors.As(err, &invalid) || len(invalid.Faults) == 0 {
				t.Fatalf("%v", err)
			}
			return
		}
		v.Search(q)
		again, err := search.ParseQuery(q.Values(), v)
		if err != nil {
			t.Fatalf("%v: %v", q.Values(), err)
		}
		if got, want := again.Values().Encode(), q.Values().Encode(); got != want {
			t.Fatalf("%s becomes %s", want, got)
		}
	})
}
