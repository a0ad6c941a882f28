package search_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

func TestOfAPartOfTheBoardOnlyWhatWasAskedForMatches(t *testing.T) {
	job := func(id board.ID, headline, town string) *board.Job {
		j := advertise(id, start, start.Add(time.Hour))
		j.Ad.Headline, j.Ad.Where.Places = headline, []board.Place{{Municipality: town, Region: town[:2]}}
		return j
	}
	v := loaded(1, []*board.Job{
		job("a000000000", "Upphandlare", "1280"),
		job("b000000000", "Jurist till Norrvik", "1480"),
		job("c000000000", "Upphandlingsjurist", "1480"),
	}).At(start)
	for query, want := range map[string]string{
		"":                                    "a000000000 b000000000 c000000000",
		"q=upphandlare":                       "a000000000 c000000000",
		"q=upphandlarna":                      "a000000000 c000000000",
		"q=jurist":                            "b000000000 c000000000",
		"q=jurist+-norrvik":                   "c000000000",
		"q=jurits":                            "", // a search of the whole board would mend it
		"q=jurist+aktuarie":                   "", // and leave a word out
		`q="jurist+till+norrvik"`:             "b000000000",
		"q=upphandl*":                         "a000000000 c000000000",
		"municipality=1480":                   "b000000000 c000000000",
		"municipality=1480&q=upphandlare":     "c000000000",
		"region=12&region=14&q=upphandlare":   "a000000000 c000000000",
		"limit=1&offset=1&sort=deadline":      "a000000000 b000000000 c000000000",
		"published_after=2026-11-23&q=jurist": "",
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		q, err := search.ParseQuery(values, v)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, id := range v.Matches(q) {
			got = append(got, string(id))
		}
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", query, got, want)
		}
	}
}
