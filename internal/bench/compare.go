package main

import (
	"context"
	"fmt"
	"math/rand"
	"net"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"
)

// A workload is a kind of request.
type workload struct {
	name  string
	paths []string
	gzip  bool
	zipf  bool    // the addresses are drawn by Zipf's law, else asked for in turn
	bare  bool    // of a service that keeps no answers
	goal  float64 // the ratio to reach
	busy  bool    // one change a second meanwhile
	check bool    // every hundredth answer is compared with one made afresh
}

// real is the workloads of the real ads.
func (b *bench) real(context.Context) error {
	ads, err := adPaths(b.board, 10_000)
	if err != nil {
		return err
	}
	var all []workload
	for _, gzip := range []bool{false, true} {
		all = append(all,
			workload{name: "/api/v1/widget", paths: []string{"/api/v1/widget"}, gzip: gzip, goal: 0.8},
			workload{name: "/api/v1/jobs, 1,000 in turn", paths: searches("/api/v1/jobs", 1000), gzip: gzip, goal: 0.5})
	}
	lists := searches("/lediga-jobb", 10_000)
	return b.compare(append(all,
		workload{name: "/lediga-jobb, Zipf of 10,000", paths: lists, zipf: true, busy: true, check: true, goal: 0.25},
		workload{name: "/lediga-jobb/…, Zipf of 10,000", paths: ads, zipf: true, busy: true, check: true, goal: 0.25},
		workload{name: "/lediga-jobb, not kept", paths: lists, bare: true, goal: 0.05},
		workload{name: "/lediga-jobb/…, not kept", paths: ads, bare: true, goal: 0.05}))
}

// compare prints a row for each workload.
func (b *bench) compare(all []workload) error {
	fmt.Printf("%-34s %-9s %24s %24s %7s %6s\n", "medians of "+strconv.Itoa(b.rounds)+" rounds", "coding", "service r/s p50 p99",
		"bare r/s p50 p99", "ratio", "goal")
	for _, w := range all {
		service, bare, err := b.measure(w)
		if err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
		coding := "identity"
		if w.gzip {
			coding = "gzip"
		}
		ratio := service.rate / bare.rate
		fmt.Printf("%-34s %-9s %24s %24s %7.2f %6.2f %s\n", w.name, coding, service, bare, ratio, w.goal, verdict(ratio >= w.goal))
		if !w.check {
			continue
		}
		if err := b.checkAnswers(w); err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
	}
	return nil
}

func verdict(reached bool) string {
	if reached {
		return "reached"
	}
	return "missed"
}

// measure loads the service and a bare handler in turn. The bare one writes for each request as many bytes as the service
// does.
func (b *bench) measure(w workload) (service, bare figures, err error) {
	target := b.keeping
	if w.bare {
		target = b.forgetful
	}
	ours, theirs := make([][]byte, len(w.paths)), make([][]byte, len(w.paths))
	sizes := make([]int, len(w.paths))
	for i, path := range w.paths {
		ours[i], theirs[i] = rawRequest(path, w.gzip), rawRequest("/bare/"+strconv.Itoa(i), w.gzip)
		if sizes[i], err = sizeOf(target, ours[i]); err != nil {
			return service, bare, fmt.Errorf("%s: %w", path, err)
		}
	}
	other, stop, err := serve(bareHandler(sizes))
	if err != nil {
		return service, bare, err
	}
	defer stop()
	var one, two []figures
	for range b.rounds {
		if w.busy {
			done := b.change()
			one, err = b.round(one, w, target, ours)
			done()
		} else {
			one, err = b.round(one, w, target, ours)
		}
		if err == nil {
			two, err = b.round(two, w, other, theirs)
		}
		if err != nil {
			return service, bare, err
		}
	}
	return median(one), median(two), nil
}

func (b *bench) round(so []figures, w workload, target string, requests [][]byte) ([]figures, error) {
	one, err := load(b.settings, target, requests, w.zipf)
	return append(so, one), err
}

// draw is in which order requests are made: by Zipf's law with exponent 1.1 and the same seed each time, or in turn.
func draw(zipf bool, n, seed int) func() int {
	if zipf {
		law := rand.NewZipf(rand.New(rand.NewSource(int64(seed))), 1.1, 1, uint64(n-1))
		return func() int { return int(law.Uint64()) }
	}
	next := seed * 37
	return func() int { next++; return next % n }
}

// bareHandler is echo with nothing around it; it says how much it writes, which spares it chunks.
func bareHandler(sizes []int) http.Handler {
	e := echo.New()
	bytes := make([]byte, slices.Max(sizes))
	e.GET("/bare/:n", func(c echo.Context) error {
		n, err := strconv.Atoi(c.Param("n"))
		if err != nil {
			return err
		}
		c.Response().Header().Set(echo.HeaderContentLength, strconv.Itoa(sizes[n]))
		return c.Blob(http.StatusOK, echo.MIMEApplicationJSON, bytes[:sizes[n]])
	})
	return e
}

// serve serves a handler on loopback until stop is called.
func serve(h http.Handler) (address string, stop func(), err error) {
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	s := &http.Server{Handler: h}
	go s.Serve(l)
	return l.Addr().String(), func() { s.Close() }, nil
}
