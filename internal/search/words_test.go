package search_test

import (
	"slices"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

func TestText(t *testing.T) {
	ad := func(id board.ID, headline, text string) *board.Job {
		j := advertise(id, start, start.Add(time.Hour))
		j.Ad.Headline, j.Ad.Text.Plain = headline, text
		j.Employer = board.Employer{Slug: "e", Name: "Norrvik AB"}
		return j
	}
	v := loaded(1, []*board.Job{
		ad("a000000000", "IT-upphandlare till Ekby", "Du leder upphandlingar. Resor förekommer."),
		ad("b000000000", "Inköpare", "En upphandlare hos oss får resa."),
		ad("c000000000", "Projektledare", "Arbete i Linköping, nära Ekby och Malmö"),
	}).At(start)
	for text, want := range map[string][]board.ID{
		"":                                  {"a000000000", "b000000000", "c000000000"},
		" ?! - * \" ":                       {"a000000000", "b000000000", "c000000000"},
		"upphandlare":                       {"a000000000", "b000000000"}, // the headline counts more
		"UPPHANDLARE":                       {"a000000000", "b000000000"},
		"it-upphandlare":                    {"a000000000"},
		"upphandlare resa":                  {"a000000000", "b000000000"}, // resor is a form of resa
		"upphandl*":                         {"a000000000", "b000000000"},
		"ekby -upphandlare":                 {"c000000000"},
		"-ekby":                             {"b000000000"},
		`"till ekby"`:                       {"a000000000"},
		`”upphandlare hos oss”`:             {"b000000000"},
		`"hos upphandlare"`:                 {},
		`"ekby du"`:                         {}, // no phrase reaches from the headline into the text
		`-"till ekby"`:                      {"b000000000", "c000000000"},
		`"resa`:                             {"b000000000"},
		"malmo\u0308":                       {"c000000000"},
		"malmo":                             {"c000000000"},
		"norrvik":                           {"a000000000", "b000000000", "c000000000"},
		"köping":                            {},
		"it-upph*":                          {"a000000000"},
		"projektledare projektledare":       {"c000000000"},
		"projektledare -projektledare":      {},
		"\xff\xfe":                          {"a000000000", "b000000000", "c000000000"},
		"linköping ekby malmö \"inköpare\"": {"b000000000"}, // what is left when nothing has all
	} {
		got := v.Search(board.Query{Text: text, Limit: 10})
		if !slices.Equal(ids(got.Hits), want) || got.Total != len(want) {
			t.Errorf("%q finds %v, want %v", text, ids(got.Hits), want)
		}
	}
}

func TestHighlightsCountInCharacters(t *testing.T) {
	j := advertise("a000000000", start, start.Add(time.Hour))
	j.Ad.Headline = "Ägare, inköpare & IT-inköpare"
	v := loaded(1, []*board.Job{j}).At(start)
	h := v.Search(board.Query{Text: "inköp* -chef", Limit: 1}).Hits[0].Highlights
	if len(h) != 1 || h[0].Field != "headline" || !slices.Equal(h[0].Ranges, [][2]int{{7, 15}, {21, 29}}) {
		t.Errorf("%v", h)
	}
}
