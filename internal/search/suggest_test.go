package search_test

import (
	"slices"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// town is a board with a few jobs in two places.
func town(t testing.TB) *search.Version {
	t.Helper()
	job := func(id board.ID, headline, code string, role board.Role) *board.Job {
		j := advertise(id, start, start.Add(time.Hour))
		j.Ad.Headline = headline
		j.Ad.Profile.Roles = []board.Role{role}
		j.Ad.Where.Places = []board.Place{{Municipality: code, Region: code[:2]}}
		return j
	}
	ended := job("e000000000", "Upphandlare i Tomtebo", "0180", "upphandlare")
	ended.Run.Until = start.Add(time.Minute)
	return loaded(1, []*board.Job{
		job("a000000000", "Entreprenadupphandlare", "1280", "upphandlare"),
		job("b000000000", "Upphandlare till Ekby kommun", "1280", "upphandlare"),
		job("c000000000", "UPPHANDLARE till Ekby kommun", "0680", "upphandlare"),
		job("d000000000", "Inköpschef", "0680", "inkopschef"), ended,
	}).At(start.Add(10 * time.Minute))
}

func TestSuggestions(t *testing.T) {
	v := town(t)
	upphandlare := []search.Suggestion{
		{Text: "Upphandlare", Kind: search.SuggestRole, Count: 3},
		{Text: "UPPHANDLARE till Ekby kommun", Kind: search.SuggestHeadline, Count: 2},
	}
	for typed, want := range map[string][]search.Suggestion{
		"":                      {},
		"?":                     {},
		"upphandla":             upphandlare,
		"Upphandlare":           upphandlare,
		"uphandla":              upphandlare, // one error
		"upphanlda":             upphandlare,
		"upphandlare till ekby": upphandlare[1:],
		"upphandlare til ekby":  upphandlare[1:], // wherever it stands
		"upphhandlare till ek":  upphandlare[1:],
		"uphandlare til ekby":   {}, // two
		"ekbi":                  {{Text: "Ekby kommun", Kind: search.SuggestEmployer, Count: 4}},
		"mlamö":                 {{Text: "Malmö", Kind: search.SuggestPlace, Count: 2}},
		"malm":                  {{Text: "Malmö", Kind: search.SuggestPlace, Count: 2}},
		"jonk":                  {{Text: "Jönköping", Kind: search.SuggestPlace, Count: 2}, {Text: "Jönköpings län", Kind: search.SuggestPlace, Count: 2}},
		"kommun":                {{Text: "Ekby kommun", Kind: search.SuggestEmployer, Count: 4}},
		"xyzåäö":                {},
		"upphandlare i tom":     {}, // that job has ended
	} {
		if got := v.Suggest(typed, board.Swedish); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", typed, got, want)
		}
	}
	for _, typed := range []string{"procurement o", "procuremnt o", "oficer"} {
		if got := v.Suggest(typed, board.English); len(got) != 1 || got[0] != (search.Suggestion{Text: "Procurement officer", Kind: search.SuggestRole, Count: 3}) {
			t.Errorf("%q in English: %v", typed, got)
		}
	}
}

func TestSimilarJobs(t *testing.T) {
	v := town(t)
	if got := ids(v.Similar("b000000000", 2)); !slices.Equal(got, []board.ID{"a000000000", "c000000000"}) {
		t.Errorf("%v", got)
	}
	if got := v.Similar("e000000000", 5); len(got) == 0 {
		t.Error("nothing is like a job that has ended")
	}
	if got := v.Similar("0000000000", 5); len(got) != 0 {
		t.Errorf("like nothing: %v", got)
	}
}
