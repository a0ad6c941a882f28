package search_test

import (
	"errors"
	"flag"
	"io/fs"
	"runtime"
	"slices"
	"testing"
	"time"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// size is how many jobs BenchmarkBoard mixes.
var size = flag.Int("size", 25_825, "how many jobs the board of BenchmarkBoard has")

// BenchmarkBoard mixes a board of real ads and asks each class of searches of it, of one page with all facets: of a hundred
// different ones the middle (p50) and the longest (p99), each the best of five.
func BenchmarkBoard(b *testing.B) {
	ads, err := mix.Read("../../../shared/data/ads.jsonl.gz")
	if errors.Is(err, fs.ErrNotExist) {
		b.Skip("the real ads are not here")
	}
	jobs, err := mix.Jobs(mix.Mixed(ads, *size, start), start)
	if err != nil {
		b.Fatal(err)
	}
	searches := map[mix.Class][]mix.Search{}
	reader := mix.NewReader(jobs)
	for _, class := range mix.Classes() {
		searches[class] = reader.Searches(100, class)
	}
	x, before := search.New(), heap()
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			x.Load(board.Position{Epoch: "e", Seq: 1}, jobs)
		}
		b.ReportMetric(float64(heap()-before)/1e6, "MB")
	})
	v := x.At(start)
	var file []byte
	b.Run("save", func(b *testing.B) {
		for b.Loop() {
			file = save(v)
		}
		b.ReportMetric(float64(len(file))/1e6, "MB")
	})
	b.Run("save, one ended", func(b *testing.B) {
		x.Apply(board.Position{Epoch: "e", Seq: 2}, nil, []board.ID{jobs[0].ID})
		for b.Loop() {
			save(x.At(start))
		}
	})
	b.Run("restore", func(b *testing.B) {
		for b.Loop() {
			restarted(v)
		}
	})
	for _, class := range mix.Classes() {
		b.Run(string(class), func(b *testing.B) { ask(b, v, searches[class]) })
	}
}

// heap is how many bytes live.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

func ask(b *testing.B, v *search.Version, searches []mix.Search) {
	var times []time.Duration
	for b.Loop() {
		times = times[:0]
		for _, s := range searches {
			best := time.Hour
			for range 5 {
				began := time.Now()
				v.Search(s.Query)
				best = min(best, time.Since(began))
			}
			times = append(times, best)
		}
	}
	slices.Sort(times)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(times[len(times)-1].Microseconds()), "p99-µs")
}
