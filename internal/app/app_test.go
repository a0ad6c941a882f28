package app

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock is a clock that stands still until it is set.
type clock struct{ ms atomic.Int64 }

func newClock(t time.Time) *clock {
	c := &clock{}
	c.set(t)
	return c
}

func (c *clock) now() time.Time  { return time.UnixMilli(c.ms.Load()) }
func (c *clock) set(t time.Time) { c.ms.Store(t.UnixMilli()) }

var morning = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

// access is a secret, as PostgreSQL needs one.
var access = config.Access{Secret: []string{"a secret for tests, which is long enough"}}

func env(c *clock) Env {
	return Env{Log: slog.New(slog.DiscardHandler), Now: c.now, Random: rand.Reader, Out: io.Discard, Build: "test"}
}

// ads is n invented ads, one object a line.
func ads(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"%d","headline":"Upphandlare %d till Ekby kommun","description":{"text":"Du leder upphandlingar."},`+
			`"employer":{"name":"Ekby kommun %d"},"workplace_address":{"municipality_code":"0180"},"publication_date":"2026-11-20T10:00:00",`+
			`"application_deadline":"2026-12-%02dT23:59:59"}`+"\n", i, i, i%40, 1+i%30)
	}
	return b.String()
}

// take imports the ads and gives the report.
func take(t testing.TB, address, ads string, c *clock) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "ads.jsonl")
	if err := os.WriteFile(file, []byte(ads), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	e := env(c)
	e.Out = &out
	if err := Import(t.Context(), config.Import{Database: config.Database{Database: address}, File: file, Publish: true, Days: 60}, e, nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// open is a service on a database for as long as the test runs.
func open(t testing.TB, address string, c *clock) *Board {
	t.Helper()
	b, err := Open(t.Context(), config.Serve{Database: config.Database{Database: address}, Access: access, Addr: "127.0.0.1:8080", EndedDays: 180, KeptMB: 16}, env(c))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// get asks the service, decodes the answer into v, and gives the status.
func get(t testing.TB, b *Board, path string, v any) int {
	t.Helper()
	w := httptest.NewRecorder()
	b.Handler.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	if v != nil && w.Code == 200 {
		if err := json.Unmarshal(w.Body.Bytes(), v); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	return w.Code
}

type list struct {
	Data []struct{ ID, Headline string }
	Meta struct {
		Total int
		Seq   int64
	}
}

func TestAnImportIsServedAndRunAgainChangesNothing(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		c := newClock(morning)
		if report := take(t, address, ads(600), c); report != "read 600, new 600, updated 0, unchanged 0, refused 0\n" {
			t.Fatal(report)
		}
		b := open(t, address, c)
		var first, second list
		get(t, b, "/api/v1/jobs", &first)
		if first.Meta.Total != 600 || first.Meta.Seq != 600 {
			t.Fatalf("%+v", first.Meta)
		}
		c.set(morning.Add(time.Hour))
		if report := take(t, address, ads(600), c); !strings.Contains(report, "new 0, updated 0, unchanged 600") {
			t.Fatal(report)
		}
		altered := strings.Replace(ads(600), "Upphandlare 17 ", "Xylofonist 17 ", 1)
		if report := take(t, address, altered, c); !strings.Contains(report, "new 0, updated 1, unchanged 599") {
			t.Fatal(report)
		}
		waitFor(t, b, 601)
		get(t, b, "/api/v1/jobs?q=xylofonist", &second)
		if second.Meta.Seq != 601 || second.Meta.Total != 1 {
			t.Fatalf("one altered line: %+v", second.Meta)
		}
	})
}

func TestAnIDThatStandsTwiceInAFile(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		c := newClock(morning)
		twice := ads(150) + strings.Replace(ads(1), "Upphandlare 0", "Inköpare 0", 1)
		for _, want := range []string{"new 150, updated 0, unchanged 0, refused 1", "new 0, updated 0, unchanged 150, refused 1"} {
			report := take(t, address, twice, c)
			if !strings.Contains(report, want) || !strings.Contains(report, `refused, line 151: its id "0" stands earlier in the file`) {
				t.Error(report)
			}
		}
	})
}

// waitFor waits until the service answers from a place in the log, and says how long that took.
func waitFor(t testing.TB, b *Board, seq int64) time.Duration {
	t.Helper()
	begin := time.Now()
	for b.Index.At(b.env.clock()).Position().Seq < seq {
		if time.Since(begin) > 20*time.Second {
			t.Fatalf("change %d was not seen", seq)
		}
		time.Sleep(time.Millisecond)
	}
	return time.Since(begin)
}

func TestTwoServersSeeEachOthersChanges(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		c := newClock(morning)
		servers := []*Board{open(t, address, c), open(t, address, c)}
		var largest time.Duration
		for n := range 40 {
			writer, reader := servers[n%2], servers[(n+1)%2]
			seq := publish(t, writer, fmt.Sprint("change-", n), c)
			largest = max(largest, waitFor(t, reader, seq))
		}
		t.Logf("40 changes seen, the slowest after %s", largest.Round(time.Millisecond))
		for _, b := range servers { // the last writer too has to hear of its own change
			waitFor(t, b, 40)
		}
		var one, two list
		get(t, servers[0], "/api/v1/jobs?limit=100", &one)
		get(t, servers[1], "/api/v1/jobs?limit=100", &two)
		if one.Meta.Total != 40 || fmt.Sprint(one) != fmt.Sprint(two) {
			t.Errorf("the servers disagree: %+v %+v", one.Meta, two.Meta)
		}
	})
}

func TestAnEditorsSynonymsReachEveryServer(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		c := newClock(morning)
		servers := []*Board{open(t, address, c), open(t, address, c)}
		waitFor(t, servers[1], publish(t, servers[0], "a", c))
		editor := board.Actor{Kind: board.ActorEditor, Email: "eva@example.se", Role: board.DeskAdmin}
		seq, was := int64(1), ""
		for _, lines := range []string{"avropsmästare = upphandlare", "", "avropsmästare ~ upphandlare"} {
			change := []desk.SettingChange{{Key: board.SettingSynonyms, Was: was, Value: lines}}
			if err := servers[0].desk.SaveSettings(t.Context(), editor, change); err != nil {
				t.Fatal(err)
			}
			seq, was = seq+1, lines
			for i, b := range append(servers, open(t, address, c)) { // one has begun with the setting, the others were told
				waitFor(t, b, seq)
				var found list
				get(t, b, "/api/v1/jobs?q=avropsm%C3%A4stare", &found) // kept from before, where nothing forgets it
				if want := min(1, len(lines)); found.Meta.Total != want {
					t.Errorf("%q: server %d finds %d", lines, i, found.Meta.Total)
				}
			}
		}
	})
}

// What an admin sets holds at every server with the next page, which is made anew there too.
func TestASettingReachesEveryServer(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		c := newClock(morning)
		servers := []*Board{open(t, address, c), open(t, address, c)}
		admin := board.Actor{Kind: board.ActorEditor, Email: "eva@example.se", Role: board.DeskAdmin}
		prices := board.DefaultPrices().String()
		dearer := strings.Replace(prices, "basic 8900", "basic 9900", 1)
		for n, change := range []struct{ key, was, value, path, shown string }{
			{board.SettingName, "", "Upphandling i dag", "/lediga-jobb", "Upphandling i dag"},
			{board.SettingPrices, "", dearer, "/platsannonsera", "9\u00a0900\u00a0kr"},
			{board.SettingPrices, strings.TrimSpace(dearer), "", "/platsannonsera", "8\u00a0900\u00a0kr"},
		} {
			for _, b := range servers { // so that it is kept
				b.Handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", change.path, nil))
			}
			if err := servers[0].desk.SaveSettings(t.Context(), admin, []desk.SettingChange{{Key: change.key, Was: change.was, Value: change.value}}); err != nil {
				t.Fatal(err)
			}
			for i, b := range servers {
				waitFor(t, b, int64(n+1))
				w := httptest.NewRecorder()
				b.Handler.ServeHTTP(w, httptest.NewRequest("GET", change.path, nil))
				if w.Code != 200 || !strings.Contains(w.Body.String(), change.shown) {
					t.Errorf("%s: server %d answers %d without %q", change.key, i, w.Code, change.shown)
				}
			}
		}
	})
}

// publish takes one ad in through the board's own store, and gives its number in the log.
func publish(t testing.TB, b *Board, id string, c *clock) int64 {
	t.Helper()
	in := board.Incoming{Source: board.Source{Name: "test", ID: id, Digest: id}, Ad: board.Ad{Headline: "Upphandlare " + id},
		Employer: board.NewEmployer{Name: "Ekby kommun"}}
	takeIn(t, b, in, c)
	at, err := b.Store.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return at.Seq
}

func takeIn(t testing.TB, b *Board, in board.Incoming, c *clock) {
	t.Helper()
	if _, err := b.desk.Take(t.Context(), []board.Incoming{in}, publishAll); err != nil {
		t.Fatal(err)
	}
}

type changes struct {
	Data []struct {
		Seq      int64
		Type, ID string
	}
}

func TestAnEndIsInTheLogOnceWithTwoServers(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		deadline := board.Deadline{Date: board.Date{Year: 2026, Month: 11, Day: 30}}
		c := newClock(morning)
		servers := []*Board{open(t, address, c), open(t, address, c)}
		takeIn(t, servers[0], board.Incoming{Source: board.Source{Name: "test", ID: "ends", Digest: "1"},
			Ad: board.Ad{Headline: "Upphandlare", Deadline: deadline}}, c)
		takeIn(t, servers[0], board.Incoming{Source: board.Source{Name: "test", ID: "begins", Digest: "1"},
			Ad: board.Ad{Headline: "Inköpare"}, Published: deadline.End()}, c)
		for _, b := range servers {
			waitFor(t, b, 2)
		}
		total := func(b *Board) (l list) {
			get(t, b, "/api/v1/jobs", &l)
			return l
		}
		c.set(deadline.LastSecond())
		for _, b := range servers {
			if l := total(b); l.Meta.Total != 1 || l.Data[0].Headline != "Upphandlare" {
				t.Errorf("at 23:59:59: %+v", l)
			}
		}
		c.set(deadline.End())
		for _, b := range servers {
			if l := total(b); l.Meta.Total != 1 || l.Data[0].Headline != "Inköpare" || l.Meta.Seq != 2 {
				t.Errorf("at 00:00:00: %+v", l)
			}
		}
		for range 3 {
			for _, b := range servers {
				step(t, b, "boundaries")
			}
		}
		waitFor(t, servers[1], 4)
		var log changes
		get(t, servers[1], "/api/v1/changes?after=2", &log)
		if len(log.Data) != 2 || log.Data[0].Type == log.Data[1].Type {
			t.Errorf("the clock's changes: %+v", log.Data)
		}
	})
}

// step does one of the board's tasks now.
func step(t testing.TB, b *Board, name string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for _, task := range b.table(ctx) {
		if task.Name == name {
			if err := task.Step(ctx); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("no task %s", name)
}
