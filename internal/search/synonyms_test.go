package search_test

import (
	"os"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

func TestAnEditorsSynonymsLieOverTheProjects(t *testing.T) {
	job := func(id board.ID, headline string) *board.Job {
		j := advertise(id, start, start.Add(time.Hour))
		j.Ad.Headline = headline
		return j
	}
	x := loaded(1, []*board.Job{job("a000000000", "Upphandlare"), job("b000000000", "Inköpare"), job("c000000000", "Avropsmästare")})
	seq := int64(1)
	for _, c := range []struct {
		lines string
		want  map[string]int // how many are found
	}{
		{"", map[string]int{"avropsmästare": 1, "inköpare": 2, "upphandlare": 2}},
		{"avropsmästare = upphandlare", map[string]int{"avropsmästare": 2, "inköpare": 2, "upphandlare": 3}},
		{"avropsmästare ~ upphandlare ~ inköpare", map[string]int{"avropsmästare": 3, "inköpare": 3, "upphandlare": 3}},
		{"- inköpare", map[string]int{"inköpare": 1}},
		{"- inköpare ~ upphandlare ~ upphandling", map[string]int{"inköpare": 1}},
		{"- inköpare ~ avropsmästare", map[string]int{"inköpare": 2}}, // they never were
		{"- inköpare\ninköpare = avropsmästare", map[string]int{"inköpare": 2, "avropsmästare": 2}},
		{"# avropsmästare = upphandlare\n\ninköpare =", map[string]int{"avropsmästare": 1, "inköpare": 2}},
		{"", map[string]int{"avropsmästare": 1, "inköpare": 2, "upphandlare": 2}},
	} {
		seq++
		x.SetSynonyms(board.Position{Epoch: "e", Seq: seq}, c.lines)
		v := x.At(start)
		if v.Position().Seq != seq {
			t.Errorf("%q: the version stands at %d", c.lines, v.Position().Seq)
		}
		for text, want := range c.want {
			if got := v.Search(board.Query{Text: text}).Total; got != want {
				t.Errorf("%q: %s finds %d, not %d", c.lines, text, got, want)
			}
		}
	}
}

func TestAnEditorsSynonymsStayWhenTheIndexBeginsAnew(t *testing.T) {
	x := search.New()
	x.SetSynonyms(board.Position{}, "avropsmästare = upphandlare")
	x.Load(board.Position{Seq: 1}, []*board.Job{advertise("a000000000", start, start.Add(time.Hour))})
	if got := x.At(start).Search(board.Query{Text: "avropsmästare"}).Total; got != 1 {
		t.Errorf("it finds %d", got)
	}
}

func TestTheProjectsSynonymsAreWithoutFault(t *testing.T) {
	lines, err := os.ReadFile("synonyms.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := board.ParseSynonyms(string(lines)); err != nil {
		t.Error(err)
	}
}
