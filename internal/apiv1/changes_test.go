package apiv1_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// rows is the changes as "number type id".
func (a answer) rows() string {
	a.Helper()
	var rows []string
	data, _ := a.at("data").([]any)
	for i := range data {
		rows = append(rows, fmt.Sprint(a.at("data", i, "seq"), " ", a.at("data", i, "type"), " ", a.at("data", i, "id")))
	}
	return strings.Join(rows, ", ")
}

func (a answer) shows(want string) answer {
	a.Helper()
	if got := a.rows(); got != want {
		a.Errorf("the changes are %q, not %q", got, want)
	}
	return a
}

// logBoundaries is what the server's task does every quarter of a minute.
func (s *service) logBoundaries() {
	s.Helper()
	s.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.LogBoundaries(ctx, s.now, 100)
		return err
	})
}

func TestChanges(t *testing.T) {
	s := newService(t)
	s.insert(s.asked())                                             // 1
	s.insert(s.waiting("bbbbbbbbbb", "Inköpare", 10))               // 2
	s.hire(board.Employer{Name: "Ekby kommun"})                     // no row
	s.insert(s.published("cccccccccc", "Inköpschef till Ekby", 10)) // 3
	s.change("cccccccccc", func(j *board.Job) error { return j.Withdraw("", "", s.now) })

	all := s.get("/api/v1/changes").expect(http.StatusOK).
		shows("1 upsert aaaaaaaaaa, 3 removed cccccccccc, 4 removed cccccccccc").without("Inköpschef")
	all.is(4, "meta", "next").is(false, "meta", "more").is("Upphandlare till Ekby kommun", "data", 0, "job", "headline").
		is("Vi söker dig.", "data", 0, "job", "excerpt").is(nil, "data", 0, "job", "description_text")
	epoch := all.at("meta", "epoch").(string)

	s.get("/api/v1/changes?limit=2&epoch="+epoch).shows("1 upsert aaaaaaaaaa").is(2, "meta", "next").is(true, "meta", "more")
	s.get("/api/v1/changes?limit=1&after=1").shows("").is(2, "meta", "next").is(true, "meta", "more")
	s.get("/api/v1/changes?after=4").shows("").is(4, "meta", "next").is(false, "meta", "more")

	for _, wrong := range []string{"?after=5", "?after=0&epoch=another", "?after=9223372036854775807"} {
		s.get("/api/v1/changes"+wrong+"&lang=en").expect(http.StatusGone).is("Start again from the beginning", "title")
		s.get("/api/v1/changes/stream" + wrong).expect(http.StatusGone)
	}
	s.get("/api/v1/changes?after=-1&limit=1001").expect(http.StatusBadRequest).
		is("after", "errors", 0, "field").is("limit", "errors", 1, "field").is("range", "errors", 1, "code")
}

func TestChangesAreNeverStale(t *testing.T) {
	s := newService(t)
	s.insert(s.asked())
	a := s.get("/api/v1/changes?after=0")
	if got := a.header.Get("Cache-Control"); got != "no-cache" {
		t.Errorf("Cache-Control is %q", got)
	}
	tag := a.header.Get("ETag")
	s.get("/api/v1/changes?after=0", "If-None-Match", tag).expect(http.StatusNotModified)
	s.now = at("2026-12-01 00:00") // the clock alone ends the ad
	s.get("/api/v1/changes?after=0", "If-None-Match", tag).expect(http.StatusOK).shows("1 removed " + one)
}

// A scheduled ad comes, and an ad whose time is over goes, with a row of its own.
func TestTheClockChangesThings(t *testing.T) {
	s := newService(t)
	job := s.waiting(one, "Inköpare", 2)
	if err := job.Approve("redaktor@example.se", at("2026-11-13 06:00"), s.now); err != nil {
		t.Fatal(err)
	}
	s.insert(job)
	s.logBoundaries()
	s.get("/api/v1/changes?after=0").shows("").is(1, "meta", "next")
	s.now = at("2026-11-13 06:00")
	s.logBoundaries()
	s.get("/api/v1/changes?after=1").shows("2 upsert " + one)
	s.now = at("2026-11-15 00:00")
	s.logBoundaries()
	s.logBoundaries()
	s.get("/api/v1/changes?after=2").shows("3 removed " + one)
}

// Whoever has been away for longer than the list reaches back begins anew; whoever reads it from the beginning comes
// through in steps of any size.
func TestAListThatHasBeenCleared(t *testing.T) {
	s := newService(t)
	s.insert(s.asked(), s.published("bbbbbbbbbb", "Inköpare", 5)) // 1, 2
	for range 4 {                                                 // 3–6
		s.change(one, func(j *board.Job) error { j.UpdatedAt = s.now; return nil })
	}
	s.insert(s.published("cccccccccc", "Inköpare", 5)) // 7
	s.now = s.now.Add(time.Hour)
	s.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.CompactChanges(ctx, s.now)
		return err
	})
	s.get("/api/v1/changes?after=3").expect(http.StatusGone)
	var rows []string
	for next, more := 0, true; more; {
		a := s.get(fmt.Sprintf("/api/v1/changes?limit=1&after=%d", next)).expect(http.StatusOK)
		rows = append(rows, a.rows())
		next, more = int(a.at("meta", "next").(float64)), a.at("meta", "more").(bool)
	}
	if got := strings.Join(rows, ", "); got != "2 upsert bbbbbbbbbb, 6 upsert aaaaaaaaaa, 7 upsert cccccccccc" {
		t.Errorf("from the beginning: %s", got)
	}
}

// listener reads a stream of events.
type listener struct {
	testing.TB
	lines *bufio.Scanner
	leave func()
}

func (s *service) listen(address string, headers ...string) *listener {
	s.Helper()
	server := httptest.NewServer(s.handler)
	ctx, cancel := context.WithCancel(s.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+address, nil)
	if err != nil {
		s.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := server.Client().Do(r)
	if err != nil {
		s.Fatal(err)
	}
	leave := func() {
		cancel()
		response.Body.Close()
		server.Close()
	}
	s.Cleanup(leave)
	if got := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || got != "text/event-stream" {
		s.Fatalf("status %d, %s", response.StatusCode, got)
	}
	l := &listener{s.TB, bufio.NewScanner(response.Body), leave}
	l.lines.Buffer(nil, 1<<20)
	l.hears(": the changes of the board", "")
	return l
}

// hears waits for the lines; of data the beginning is enough.
func (l *listener) hears(want ...string) {
	l.Helper()
	for _, line := range want {
		if !l.lines.Scan() {
			l.Fatalf("the stream ended before %q: %v", line, l.lines.Err())
		}
		if got := l.lines.Text(); got != line && !(strings.HasPrefix(line, "data: ") && strings.HasPrefix(got, line)) {
			l.Fatalf("heard %q, not %q", got, line)
		}
	}
}

func TestStream(t *testing.T) {
	s := newService(t)
	s.insert(s.asked())
	fresh, late := s.listen("/api/v1/changes/stream"), s.listen("/api/v1/changes/stream?after=0&lang=en")
	late.hears("id: 1", "event: upsert", `data: {"seq":1,"type":"upsert","id":"aaaaaaaaaa"`, "")
	s.change(one, func(j *board.Job) error { return j.Withdraw("", "", s.now) })
	for _, l := range []*listener{fresh, late} {
		l.hears("id: 2", "event: removed", `data: {"seq":2,"type":"removed","id":"aaaaaaaaaa"`, "")
	}
	again := s.listen("/api/v1/changes/stream?after=0", "Last-Event-ID", "1")
	again.hears("id: 2", "event: removed", `data: {"seq":2,`, "")
}

func TestAStreamShowsThatItLives(t *testing.T) {
	s := newService(t)
	l := s.listen("/api/v1/changes/stream")
	s.tick <- s.now
	l.hears(":", "")
}

func TestStreamsEndWithTheServer(t *testing.T) {
	s := newService(t)
	l := s.listen("/api/v1/changes/stream")
	close(s.done)
	if l.lines.Scan() {
		t.Errorf("heard %q", l.lines.Text())
	}
	if err := l.lines.Err(); err != nil {
		t.Errorf("it did not end in order: %v", err)
	}
}

// from is the header by which the tests' reader stands at an address.
func from(address string) []string { return []string{"X-Forwarded-For", address} }

// believed is what from says.
func believed(r *http.Request) string { return r.Header.Get("X-Forwarded-For") }

func TestAReaderHasEightStreams(t *testing.T) {
	s := newService(t)
	s.handler.IPExtractor = believed
	const stream = "/api/v1/changes/stream"
	for name, reader := range map[string]struct{ address, same, other string }{
		"IPv4":              {"192.0.2.1", "192.0.2.1", "192.0.2.2"},
		"IPv4 within IPv6":  {"203.0.113.1", "::ffff:203.0.113.1", "::ffff:203.0.113.2"},
		"a network of IPv6": {"2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1"},
	} {
		first := s.listen(stream, from(reader.address)...)
		for range 7 {
			s.listen(stream, from(reader.address)...)
		}
		refused := s.get(stream, from(reader.same)...).expect(http.StatusTooManyRequests).is("För många frågor", "title")
		if got := refused.header.Get("Retry-After"); got != "30" {
			t.Errorf("%s: Retry-After is %q", name, got)
		}
		s.listen(stream, from(reader.other)...).leave()
		first.leave()
		s.listen(stream, from(reader.same)...)
	}
}

func TestTooManyStreams(t *testing.T) {
	s := newService(t)
	s.handler.IPExtractor = believed
	var listeners []*listener
	for i := range 256 {
		listeners = append(listeners, s.listen("/api/v1/changes/stream", from(fmt.Sprintf("192.0.2.%d", i))...))
	}
	s.get("/api/v1/changes/stream", from("198.51.100.1")...).expect(http.StatusTooManyRequests)
	for _, l := range listeners {
		l.leave()
	}
}
