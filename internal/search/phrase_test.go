package search_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
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
