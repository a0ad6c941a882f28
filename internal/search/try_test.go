package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// tried writes hints as "parameters words: count".
func tried(hints []search.Hint) string {
	var all []string
	for _, h := range hints {
		all = append(all, fmt.Sprintf("%s: %d", strings.Join(append(h.Without, h.Words...), " "), h.Count))
	}
	return strings.Join(all, ", ")
}

func TestNothingFoundSaysWhatWouldHelp(t *testing.T) {
	job := func(id board.ID, headline, town, employer string, role board.Role) *board.Job {
		j := advertise(id, start, start.Add(time.Hour))
		j.Ad.Headline, j.Ad.Profile.Roles = headline, []board.Role{role}
		j.Ad.Where.Places = []board.Place{{Municipality: town, Region: town[:2]}}
		j.Employer = board.Employer{Slug: board.Slugify(employer), Name: employer}
		return j
	}
	v := loaded(1, []*board.Job{
		job("a000000000", "Upphandlare", "1280", "Ekby kommun", "upphandlare"),
		job("b000000000", "Upphandlare", "1280", "Ekby kommun", "upphandlare"),
		job("c000000000", "Jurist", "1480", "Norrvik AB", "upphandlingsjurist"),
		job("d000000000", "Upphandlare", "1480", "Norrvik AB", "upphandlare"),
		job("e000000000", "Controller", "0780", "Norrvik AB", "annan"),
	}).At(start)
	for query, want := range map[string]string{
		"role=upphandlare":                                 "",
		"q=xyzzy":                                          "",
		"q=xyzzy&role=annan":                               "", // nothing has the word
		"role=upphandlare&region=07":                       "region: 3, role: 1",
		"employer=norrvik-ab&municipality=1280":            "municipality: 3, employer: 2",
		"employer=norrvik-ab&municipality=1280&role=annan": "municipality: 1",
		"q=jurist&role=annan":                              "role: 1",
		"q=upphandlare&role=annan":                         "role: 4", // one deals with procurement
		"q=upphandlare+malm%C3%B6&employer=norrvik-ab":     "employer: 2, q malmö: 2",
		"q=uphandlare+malmo&employer=norrvik-ab":           "employer: 2, q malmo: 2",
		"q=upphandlare+%22malm%C3%B6%22&role=annan":        "role: 2",
		"q=upphandlare+norrvik+ab&municipality=1280":       "municipality: 2, q norrvik ab: 2",
		"q=%22g%C3%B6teborg%22+%22v%C3%A4xj%C3%B6%22":      "q \"växjö\": 2, q \"göteborg\": 1",
		"q=%22uppsala+l%C3%A4n%22+%22upphandlare%22":       "q \"uppsala län\": 3",
		"role=upphandlingsjurist&nationwide=true":          "nationwide: 1",
		"role=annan&published_after=2027-01-01":            "published_after: 1",
		"role=annan&deadline_before=2026-01-01":            "deadline_before: 1",
		"role=annan&region=12&employer=ekby-kommun":        "role: 2",
		"role=annan&region=12&nationwide=true":             "role nationwide: 2, region nationwide: 1",
		"nationwide=true&published_after=2027-01-01":       "nationwide published_after: 5",
		"role=utredare&law=lou&region=12&nationwide=true":  "", // three would have to go
	} {
		q, err := search.ParseQuery(values(t, query), v)
		if err != nil {
			t.Fatal(err)
		}
		if got := tried(v.Search(q).Try); got != want {
			t.Errorf("%s\n got %s\nwant %s", query, got, want)
		}
	}
}

func TestAChosenValueIsShownWhereNothingIsFound(t *testing.T) {
	v := loaded(1, []*board.Job{advertise("a000000000", start, start.Add(time.Hour))}).At(start)
	r := v.Search(board.Query{Filters: map[board.Facet][]string{
		board.FacetEmployer: {"ekby-kommun"}, board.FacetRegion: {"01"}}, Facets: board.Facets()})
	if counts := r.Facets[board.FacetRegion]; !slices.Equal(counts, []search.Count{{Value: "01"}}) {
		t.Errorf("the chosen value is left out: %v", counts)
	}
}

// TestHintsAreExact holds that what a hint promises is found, that hints are few and in order, and that nothing less than
// two things would have helped where two are named.
func TestHintsAreExact(t *testing.T) {
	g := newGenerator(9, 12)
	x := loaded(1, g.jobs(150, 8))
	v := x.At(start)
	tried := 0
	rapid.Check(t, func(t *rapid.T) {
		q := g.query()
		if rapid.Bool().Draw(t, "place") {
			q.Text = strings.TrimSpace(q.Text + " " + pick(g, g.towns).Name)
		}
		r := v.Search(q)
		if len(r.Try) > 5 || r.Total > 0 && len(r.Try) > 0 {
			t.Fatalf("%d hints for %d jobs", len(r.Try), r.Total)
		}
		for i, h := range r.Try {
			tried++
			if got := v.Search(h.Query).Total; got != h.Count || got == 0 {
				t.Errorf("%+v finds %d", h, got)
			}
			if i > 0 && h.Count > r.Try[i-1].Count || len(h.Without) == 0 {
				t.Errorf("%+v behind %+v", h, r.Try[i-1])
			}
		}
		if len(r.Try) > 0 && len(r.Try[0].Without)+max(0, len(r.Try[0].Words)-1) > 1 {
			for f := range q.Filters {
				less := q
				less.Filters = map[board.Facet][]string{}
				for other, values := range q.Filters {
					if other != f {
						less.Filters[other] = values
					}
				}
				if n := v.Search(less).Total; n > 0 {
					t.Errorf("without %s alone there are %d, but it tries %+v", f, n, r.Try)
				}
			}
		}
	})
	if tried == 0 {
		t.Error("nothing was tried")
	}
}
