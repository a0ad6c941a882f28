package tally

import (
	"fmt"
	"maps"
	"sync"
	"testing"

	"ledigajobb/internal/board"
)

func view(job string, via board.Via) board.Counted {
	return board.Counted{Interest: board.InterestView, Job: board.ID(job), Day: board.Date{Year: 2026, Month: 11, Day: 22}, Via: via}
}

func TestWhatIsTheSameIsAddedUp(t *testing.T) {
	var tally Tally
	tally.Add(view("0000000001", "list"), 1)
	tally.Add(view("0000000001", "list"), 2)
	tally.Add(view("0000000001", "widget"), 1)
	tally.Add(view("0000000002", "list"), 1)
	want := map[board.Counted]int64{view("0000000001", "list"): 3, view("0000000001", "widget"): 1, view("0000000002", "list"): 1}
	if got := tally.Take(); !maps.Equal(got, want) {
		t.Error(got)
	}
	if again := tally.Take(); len(again) != 0 {
		t.Error("taken twice:", again)
	}
}

func TestManyAddAtOnceWhileSomebodyTakes(t *testing.T) {
	var tally Tally
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range 1000 {
				tally.Add(view(fmt.Sprintf("%010d", i%20), "list"), 1)
			}
		})
	}
	sum := int64(0)
	add := func() {
		for _, n := range tally.Take() {
			sum += n
		}
	}
	for range 100 {
		add()
	}
	all.Wait()
	add()
	if sum != 8000 {
		t.Error(sum)
	}
}

func TestItsRoomIsBounded(t *testing.T) {
	var tally Tally
	for i := range 2 * shards * mostKinds {
		tally.Add(view(fmt.Sprintf("%010d", i), "list"), 1)
	}
	tally.Add(view("0000000000", "list"), 1)
	got := tally.Take()
	if len(got) > shards*mostKinds {
		t.Error(len(got), "things")
	}
	if n := got[view("0000000000", "list")]; n != 2 {
		t.Error("what was known is no longer counted:", n)
	}
}

func BenchmarkAdd(b *testing.B) {
	var tally Tally
	c := view("0000000001", "list")
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			tally.Add(c, 1)
		}
	})
}
