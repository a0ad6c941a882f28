// Command bench measures the service beside a bare echo handler that writes as many bytes, in one run on one machine,
// so that the ratio means something where the absolute figures do not.
//
// For each case the two are loaded in turn, over loopback with connections kept alive, for some rounds; the medians of
// the rounds are printed: requests a second, p50 and p99, and the ratio of the requests. The service runs whole, with its
// production middleware and its log written to nowhere. First it serves the real ads; then a hundred thousand that are mixed
// from them (package mix), which are searched in. Goals are those of ratios, and of the time until it is ready.
//
//	make bench                            # this, then engines: the search beside other engines
//	go run ./internal/bench -round 1s     # quicker, and rougher
package main

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"ledigajobb/internal/app"
	"ledigajobb/internal/config"
)

// settings say how long and how hard to measure.
type settings struct {
	ads         string
	rounds      int
	round       time.Duration
	connections int
	only        string // one part: real, searches or desk; empty: all
}

func main() {
	var s settings
	flag.StringVar(&s.ads, "ads", "../shared/data/ads.jsonl.gz", "the file of ads to serve")
	flag.IntVar(&s.rounds, "rounds", 3, "rounds of each case")
	flag.DurationVar(&s.round, "round", 4*time.Second, "how long a round is")
	flag.IntVar(&s.connections, "connections", 16, "connections kept alive")
	flag.StringVar(&s.only, "only", "", "measure one part alone: real, readers, searches, desk or alerts")
	flag.Parse()
	if err := run(context.Background(), s); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s settings) error {
	dir, err := os.MkdirTemp("", "ledigajobb-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if _, err := os.Stat(s.ads); err != nil {
		s.ads = "internal/importer/testdata/sample.jsonl"
		fmt.Println("The real ads are not beside the project: measuring with the sample, which says little.")
	}
	if s.only == "" || s.only == "real" {
		if err := measure(ctx, s, filepath.Join(dir, "real.db"), importBeside, (*bench).real); err != nil {
			return err
		}
		fmt.Println()
	}
	switch s.only {
	case "real":
		return nil
	case "searches":
		return measure(ctx, s, filepath.Join(dir, "mixed.db"), importMixed, (*bench).searching)
	case "desk":
		return measure(ctx, s, filepath.Join(dir, "mixed.db"), importMixed, (*bench).desk)
	case "readers":
		return measure(ctx, s, filepath.Join(dir, "mixed.db"), importMixed, (*bench).marked)
	case "alerts":
		return alerts(ctx, s, dir)
	}
	if err := measure(ctx, s, filepath.Join(dir, "mixed.db"), importMixed, (*bench).marked, (*bench).searching, (*bench).desk); err != nil {
		return err
	}
	return alerts(ctx, s, dir)
}

// measure fills a database with ads, serves it, and measures what is asked for.
func measure(ctx context.Context, s settings, file string, fill func(ctx context.Context, ads string, database config.Database) error,
	parts ...func(*bench, context.Context) error) error {
	database := config.Database{Database: "sqlite:" + file}
	if err := fill(ctx, s.ads, database); err != nil {
		return err
	}
	b := bench{settings: s}
	stop, err := b.open(ctx, database)
	if err != nil {
		return err
	}
	defer stop()
	for _, part := range parts {
		if err := part(&b, ctx); err != nil {
			return err
		}
	}
	return nil
}

// A bench is the service under measurement, once keeping its answers and once not.
type bench struct {
	settings
	board, afresh      *app.Board
	keeping, forgetful string // their addresses
	changes            int
}

// keptMB is how many megabytes of answers the service keeps: as many as it does by itself on a machine with 8 GB.
const keptMB = 512

func (b *bench) open(ctx context.Context, database config.Database) (stop func(), err error) {
	for _, how := range []string{"the first time, from the ads", "again, from the saved index"} {
		if b.board != nil {
			if err := b.board.Close(); err != nil {
				return nil, err
			}
		}
		begin := time.Now()
		if b.board, err = openBoard(ctx, database, keptMB); err != nil {
			return nil, err
		}
		ready := time.Since(begin)
		fmt.Printf("ready %s: %.1f s, goal 8 s: %s\n", how, ready.Seconds(), verdict(ready <= 8*time.Second))
	}
	fmt.Println()
	if b.afresh, err = openBoard(ctx, database, 0); err != nil {
		return nil, err
	}
	var stopOne, stopTwo func()
	if b.keeping, stopOne, err = serve(b.board.Handler); err != nil {
		return nil, err
	}
	if b.forgetful, stopTwo, err = serve(b.afresh.Handler); err != nil {
		return nil, err
	}
	return func() {
		stopOne()
		stopTwo()
		b.board.Close()
		b.afresh.Close()
	}, nil
}

// env is the world of production, but for a log that nobody reads.
func env() app.Env {
	return app.Env{Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: time.Now, Random: rand.Reader, Out: os.Stdout, Build: "bench"}
}

// access signs what nobody keeps.
var access = config.Access{Secret: []string{"what is measured, is measured alone"}, Editors: []string{admin}}

// openBoard opens a service that keeps so many megabytes of answers.
func openBoard(ctx context.Context, database config.Database, megabytes int) (*app.Board, error) {
	return app.Open(ctx, config.Serve{Database: database, Access: access, Addr: "127.0.0.1:8080", EndedDays: 180, KeptMB: megabytes}, env())
}
