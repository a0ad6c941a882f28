package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// TestPhrasesOfCommonWordsAgreeWithANaiveScan asks for rows of words that most jobs have, again and again, while jobs come, go
// and end.
func TestPhrasesOfCommonWordsAgreeWithANaiveScan(t *testing.T) {
	g := newGenerator(3, 20)
	jobs, now := g.jobs(2_400, 60), start
	x := loaded(1, jobs[:2_200])
	found := 0
	agree := func(jobs []*board.Job) {
		all := newNaive(jobs)
		for range 60 {
			words := make([]string, 2+g.IntN(2))
			for i := range words {
				words[i] = g.words[g.IntN(4)]
			}
			q := board.Query{Text: `"` + strings.Join(words, " ") + `"`, Limit: 20, Facets: board.Facets()}
			switch g.IntN(4) {
			case 0:
				q.Text = "-" + q.Text
			case 1:
				q.Filters = map[board.Facet][]string{board.FacetRole: {g.value(board.FacetRole)}}
			}
			got := x.At(now).Search(q)
			compare(t, all.at(x.At(now), now), q, got)
			if found += min(got.Total, 1); t.Failed() {
				t.Fatalf("%+v at %s", q, now)
			}
		}
	}
	agree(jobs[:2_200])
	x.Apply(board.Position{Epoch: "e", Seq: 2}, jobs[2_200:], []board.ID{jobs[7].ID, jobs[8].ID})
	jobs = slices.Delete(jobs, 7, 9)
	agree(jobs)
	now = now.Add(100 * time.Hour)
	agree(jobs)
	if found < 100 {
		t.Errorf("only %d searches found something", found)
	}
}

// TestAWordThatManyHaveIsNotTakenForABeginning asks for a word, and for what begins with it, both of which are kept.
func TestAWordThatManyHaveIsNotTakenForABeginning(t *testing.T) {
	const word, longer = 2_100, 300
	jobs := make([]*board.Job, word+longer)
	for i := range jobs {
		jobs[i] = advertise(board.ID(fmt.Sprintf("%010d", i)), start, start.Add(time.Hour))
		jobs[i].Ad.Text.Plain = "bolag"
		if i >= word {
			jobs[i].Ad.Text.Plain = "bolagsordning"
		}
	}
	x := search.New()
	x.Apply(board.Position{Epoch: "e", Seq: 1}, jobs, nil) // as one segment
	v := x.At(start)
	for range 2 {
		for text, want := range map[string]int{`"bolag"`: word, "bolag*": word + longer} {
			if got := v.Search(board.Query{Text: text}).Total; got != want {
				t.Errorf("%s finds %d, want %d", text, got, want)
			}
		}
	}
}
