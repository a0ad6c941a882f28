package board_test

import (
	"fmt"
	"slices"
	"testing"

	"ledigajobb/internal/board"
)

func ids(n int) (all []board.ID) {
	for i := range n {
		all = append(all, board.ID(fmt.Sprintf("%010d", i)))
	}
	return all
}

func TestAnIssueIsArranged(t *testing.T) {
	const a, b, c, d = board.ID("a"), board.ID("b"), board.ID("c"), board.ID("d")
	for _, s := range []struct {
		name      string
		do        func(i *board.Issue)
		ads, left string
	}{
		{"nothing", func(*board.Issue) {}, "[a b c]", "[]"},
		{"up", func(i *board.Issue) { i.Shift(b, true) }, "[b a c]", "[]"},
		{"down", func(i *board.Issue) { i.Shift(b, false) }, "[a c b]", "[]"},
		{"beyond the top", func(i *board.Issue) { i.Shift(a, true) }, "[a b c]", "[]"},
		{"beyond the end", func(i *board.Issue) { i.Shift(c, false) }, "[a b c]", "[]"},
		{"one that is not in it", func(i *board.Issue) { i.Shift(d, true) }, "[a b c]", "[]"},
		{"left out", func(i *board.Issue) { i.Leave(b) }, "[a c]", "[b]"},
		{"left out twice", func(i *board.Issue) { i.Leave(b); i.Leave(b) }, "[a c]", "[b]"},
		{"what was left out is not offered again", func(i *board.Issue) { i.Leave(b); i.Offer(b, d) }, "[a c d]", "[b]"},
		{"but is put back", func(i *board.Issue) { i.Leave(b); i.Put(b) }, "[a c b]", "[]"},
		{"put twice", func(i *board.Issue) { i.Put(d); i.Put(d) }, "[a b c d]", "[]"},
	} {
		i := board.Issue{Ads: []board.ID{a, b, c}}
		before := slices.Clone(i.Ads)
		whole := i.Ads
		s.do(&i)
		if fmt.Sprint(i.Ads) != s.ads || fmt.Sprint(i.Left) != s.left || !slices.Equal(whole, before) {
			t.Errorf("%s: %v and %v left out, before %v", s.name, i.Ads, i.Left, whole)
		}
	}
}

func TestAnIssueHasRoomForSoMany(t *testing.T) {
	var i board.Issue
	i.Offer(ids(100)...)
	if len(i.Ads) != 20 {
		t.Errorf("it takes %d by itself", len(i.Ads))
	}
	for _, id := range ids(100) {
		i.Put(id)
	}
	if len(i.Ads) != board.MostAds || i.Put("other") || !i.Put(i.Ads[0]) {
		t.Errorf("its editor puts %d in", len(i.Ads))
	}
}
