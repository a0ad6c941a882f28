// Command engines measures the board's search beside Bleve and SQLite's FTS5, in one run on the same ads and the same
// work: a page of 20 hits, the total and the counts of all facets, each facet without its own choice.
//
// The searches are drawn from the ads, by class, always the same ones. Each engine answers them alone, on one core, as
// often as the time for a class allows. The others have less to do: they hand back IDs, without excerpts and marks; of
// synonyms they are told which to look for; employers that are left out they do not count. Where words mean the same to
// two engines, in quotes or with a star, and of filters, totals and counts are compared.
//
// It is a module of its own, so that the program does not depend on the others.
//
//	make bench                                              # all that is measured here, and the service over HTTP
//	GOMEMLIMIT=19GiB GOGC=25 go -C internal/bench/engines run . -alone 1000000   # the board's search alone; on 24 GB
//	go -C internal/bench/engines run . -cpu                 # on a machine that does other things at the same time
package main

import (
	"context"
	"flag"
	"fmt"
	"iter"
	"os"
	"time"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
)

func main() {
	var ads string
	var alone int
	var s settings
	flag.StringVar(&ads, "ads", "../../../../shared/data/ads.jsonl.gz", "the file of ads to search in")
	flag.IntVar(&alone, "alone", 0, "measure the board's search alone, with so many mixed ads")
	flag.DurationVar(&s.each, "each", 1500*time.Millisecond, "how long an engine is measured with a class of searches")
	flag.IntVar(&s.samples, "samples", 1000, "how often at most")
	flag.BoolVar(&s.cpu, "cpu", false, "count the searching thread's processor time instead of the time that passes")
	flag.Parse()
	if err := run(context.Background(), ads, alone, s); err != nil {
		fmt.Fprintln(os.Stderr, "engines:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, path string, alone int, s settings) (err error) {
	if _, err := os.Stat(path); err != nil {
		fmt.Println("The real ads are not beside the project: the engines are not measured.")
		return nil
	}
	if s.dir, err = os.MkdirTemp("", "ledigajobb-engines"); err != nil {
		return err
	}
	defer os.RemoveAll(s.dir)
	ads, err := mix.Read(path)
	if err != nil {
		return err
	}
	now := time.Now()
	mixed := func(n int) setting {
		ads := func() iter.Seq[board.Incoming] { return mix.Mixed(ads, n, now) }
		return setting{name: fmt.Sprintf("%d mixed ads", n), ads: ads, now: now, compared: 10}
	}
	if alone > 0 {
		return s.alone(mixed(alone), alone)
	}
	real := setting{name: fmt.Sprintf("%d real ads", len(ads)), now: now, compared: 100, written: true,
		ads: func() iter.Seq[board.Incoming] { return mix.Real(ads, now) }}
	if _, err := s.compare(ctx, real); err != nil {
		return err
	}
	goals, err := s.compare(ctx, mixed(100_000))
	printGoals(goals)
	return err
}

// A setting is a board to measure with.
type setting struct {
	name     string
	ads      func() iter.Seq[board.Incoming]
	now      time.Time
	compared int  // how many answers of a class are compared
	written  bool // those to words as written, too
}

func (s setting) jobs() ([]*board.Job, error) { return mix.Jobs(s.ads(), s.now) }
