package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
)

// A workload is a kind of request: its addresses are asked for in turn.
type workload struct {
	name  string
	paths []string
	gzip  bool
	goal  float64 // the ratio to reach
}

func workloads() []workload {
	var all []workload
	for _, gzip := range []bool{false, true} {
		all = append(all,
			workload{"/api/v1/widget", []string{"/api/v1/widget"}, gzip, 0.8},
			workload{"/api/v1/jobs, 1,000 addresses", searches(1000), gzip, 0.5})
	}
	return all
}

// searches are addresses of different searches: words, filters, sorts and pages in all combinations.
func searches(n int) []string {
	words := strings.Fields("upphandlare inköpare chef jurist kommun region lärare ingenjör säljare projektledare")
	filters := []string{"", "region=01", "region=14", "municipality=0180", "municipality=1280", "employment_type=permanent",
		"working_hours=full_time", "language=en", "region=12&language=sv", "sector=municipality"}
	var paths []string
	for offset := 0; len(paths) < n; offset += 20 {
		for _, word := range words {
			for _, filter := range filters {
				query := "q=" + url.QueryEscape(word) + "&offset=" + fmt.Sprint(offset)
				if filter != "" {
					query += "&" + filter
				}
				paths = append(paths, "/api/v1/jobs?"+query)
			}
		}
	}
	return paths[:n]
}

// compare prints a row for each workload.
func compare(s settings, target string) error {
	fmt.Printf("%-32s %-9s %22s %22s %7s %6s\n", "medians of "+fmt.Sprint(s.rounds)+" rounds", "coding", "service r/s p50 p99",
		"bare r/s p50 p99", "ratio", "goal")
	for _, w := range workloads() {
		service, bare, err := w.measure(s, target)
		if err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
		coding := "identity"
		if w.gzip {
			coding = "gzip"
		}
		fmt.Printf("%-32s %-9s %22s %22s %7.2f %6.2f\n", w.name, coding, service, bare, service.rate/bare.rate, w.goal)
	}
	return nil
}

// measure loads the service and a bare handler in turn. The bare one writes for the n-th request as many bytes as the
// service does.
func (w workload) measure(s settings, target string) (service, bare figures, err error) {
	requests := make([][]byte, len(w.paths))
	sizes := make([]int, len(w.paths))
	for i, path := range w.paths {
		requests[i] = rawRequest(path, w.gzip)
		if sizes[i], err = sizeOf(target, requests[i]); err != nil {
			return service, bare, fmt.Errorf("%s: %w", path, err)
		}
	}
	other, stop, err := serve(bareHandler(sizes))
	if err != nil {
		return service, bare, err
	}
	defer stop()
	bareRequests := make([][]byte, len(w.paths))
	for i := range w.paths {
		bareRequests[i] = rawRequest(fmt.Sprintf("/bare/%d", i), w.gzip)
	}
	var ours, theirs []figures
	for range s.rounds {
		one, err := load(s, target, requests)
		if err != nil {
			return service, bare, err
		}
		two, err := load(s, other, bareRequests)
		if err != nil {
			return service, bare, err
		}
		ours, theirs = append(ours, one), append(theirs, two)
	}
	return median(ours), median(theirs), nil
}

// bareHandler is echo with nothing around it; it says how much it writes, which spares it chunks.
func bareHandler(sizes []int) http.Handler {
	e := echo.New()
	bytes := make([]byte, slices.Max(sizes))
	e.GET("/bare/:n", func(c echo.Context) error {
		var n int
		for _, digit := range c.Param("n") {
			n = n*10 + int(digit-'0')
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
