package kept

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

func generation(seq int64) Generation {
	return Generation{board.Position{Epoch: "a", Seq: seq}, noon.Add(time.Hour)}
}

func text(body string, made *int) Make {
	return func() (int, string, []byte, error) {
		*made++
		return http.StatusOK, "text/plain", []byte(body), nil
	}
}

func TestAnAnswerIsMadeOncePerGeneration(t *testing.T) {
	a, made := New(1<<20, "test"), 0
	for _, step := range []struct {
		seq  int64
		key  string
		want int
	}{{1, "/a", 1}, {1, "/a", 1}, {1, "/b", 2}, {2, "/a", 3}, {2, "/a", 3}, {1, "/a", 4}, {2, "/a", 4}} {
		if _, err := a.Answer(generation(step.seq), step.key, text("x", &made)); err != nil || made != step.want {
			t.Fatalf("%+v: made %d, %v", step, made, err)
		}
	}
}

func TestThoseWhoAskAtTheSameTimeWaitForOneRendering(t *testing.T) {
	a := New(1<<20, "test")
	var made atomic.Int32
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			a.Answer(generation(1), "/", func() (int, string, []byte, error) {
				made.Add(1)
				return 200, "text/plain", []byte("x"), nil
			})
		})
	}
	all.Wait()
	if made.Load() != 1 {
		t.Fatalf("rendered %d times", made.Load())
	}
}

func TestErrorsAndPanicsAreNotKept(t *testing.T) {
	a, made := New(1<<20, "test"), 0
	failure := errors.New("no")
	if _, err := a.Answer(generation(1), "/", func() (int, string, []byte, error) { return 0, "", nil, failure }); !errors.Is(err, failure) {
		t.Fatal(err)
	}
	func() {
		defer func() { recover() }()
		a.Answer(generation(1), "/", func() (int, string, []byte, error) { panic("no") })
	}()
	if answer, err := a.Answer(generation(1), "/", text("x", &made)); err != nil || string(answer.Body) != "x" {
		t.Fatal(answer, err)
	}
}

func TestTheRoomIsBoundedAndTheLeastAskedForLeave(t *testing.T) {
	a, made := New(10_000, "test"), 0
	for i := range 100 {
		a.Answer(generation(1), "/always", text(strings.Repeat("x", 1000), &made))
		a.Answer(generation(1), fmt.Sprint("/", i), text(strings.Repeat("x", 1000), &made))
		if a.Bytes() > 10_000 {
			t.Fatalf("%d bytes kept", a.Bytes())
		}
	}
	if made != 101 {
		t.Fatalf("made %d: the one that is always asked for was dropped", made)
	}
}

func TestAnAddressIsReadOncePerGeneration(t *testing.T) {
	a, made := New(10_000, "test"), 0
	answer, _ := a.Answer(generation(1), "/jobs", text("x", &made))
	a.Remember(generation(1), "/jobs?limit=20", answer)
	if known, ok := a.Known(generation(1), "/jobs?limit=20"); !ok || known != answer {
		t.Fatal("it was not remembered")
	}
	if _, ok := a.Known(generation(2), "/jobs?limit=20"); ok {
		t.Fatal("it outlived its version")
	}
	long := "/jobs?q=" + strings.Repeat("x", 200)
	a.Remember(generation(1), long, answer)
	if _, ok := a.Known(generation(1), long); ok {
		t.Fatal("an address that nobody else writes is remembered")
	}
	for i := range 100 {
		a.Remember(generation(1), fmt.Sprint("/jobs?limit=", i), answer)
	}
	if a.Bytes() > 10_000 {
		t.Fatalf("%d bytes kept", a.Bytes())
	}
}

func TestAnAnswerLivesOnWhileItStands(t *testing.T) {
	a, made := New(1<<20, "test"), 0
	remade := func(seq int64, stands bool) string {
		answer, err := a.Remake(generation(seq), "/a", func(before *Answer) (*Answer, error) {
			if before != nil && stands {
				return &Answer{Status: 200, Body: append(before.Body, '+'), Ground: before.Ground.(int) + 1}, nil
			}
			made++
			return &Answer{Status: 200, Body: fmt.Append(nil, "made ", made), Ground: 0}, nil
		})
		if err != nil || answer.tag != a.Tag(generation(seq), "/a") {
			t.Fatal(answer, err)
		}
		return fmt.Sprintf("%s %v", answer.Body, answer.Ground)
	}
	for _, step := range []struct {
		seq    int64
		stands bool
		want   string
	}{{1, false, "made 1 0"}, {1, false, "made 1 0"}, {2, true, "made 1+ 1"}, {2, false, "made 1+ 1"}, {5, true, "made 1++ 2"},
		{6, false, "made 2 0"}, {3, true, "made 3 0"}, {7, true, "made 2+ 1"}} {
		if got := remade(step.seq, step.stands); got != step.want {
			t.Errorf("%+v: %s", step, got)
		}
	}
}

func TestWhatEndsWithItsGenerationTakesNoRoomInTheNext(t *testing.T) {
	a, made := New(1<<20, "test"), 0
	lasting := func(before *Answer) (*Answer, error) { return &Answer{Status: 200, Ground: true}, nil }
	a.Remake(generation(1), "/lasting", lasting)
	left := a.Bytes()
	answer, _ := a.Answer(generation(1), "/a", text(strings.Repeat("x", 10_000), &made))
	a.Remember(generation(1), "/a?", answer)
	for range 3 { // counted once
		Serve(httptest.NewRecorder(), gzipRequest(), answer, noon, noon)
	}
	if a.Bytes() < left+10_000 {
		t.Errorf("%d bytes of an answer of 10,000", a.Bytes()-left)
	}
	a.Remake(generation(2), "/lasting", lasting)
	if a.Bytes() != left {
		t.Errorf("%d bytes, not %d", a.Bytes(), left)
	}
}

func TestTheCompressedFormIsCountedWhenItIsMade(t *testing.T) {
	a, made := New(1<<20, "test"), 0
	answer, _ := a.Answer(generation(1), "/a", text(strings.Repeat("x", 10_000), &made))
	before := a.Bytes()
	w := httptest.NewRecorder()
	Serve(w, gzipRequest(), answer, noon, noon)
	if got := a.Bytes() - before; got != int64(w.Body.Len()) {
		t.Errorf("%d bytes more for %d", got, w.Body.Len())
	}
}

func gzipRequest() *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	return r
}

func TestServe(t *testing.T) {
	long := strings.Repeat("Upphandlare till Ekby kommun. ", 100)
	a := New(1<<20, "test")
	answer, _ := a.Answer(generation(1), "/", func() (int, string, []byte, error) { return 200, "text/plain", []byte(long), nil })
	tag := a.Tag(generation(1), "/")
	for _, s := range []struct {
		name, method, encoding, none string
		left                         time.Duration
		status                       int
		etag, cache                  string
		body                         bool
	}{
		{"plain", "GET", "", "", time.Hour, 200, `"` + tag + `"`, "max-age=30, stale-while-revalidate=30", true},
		{"gzip", "GET", "br, gzip;q=0.8", "", time.Hour, 200, `"` + tag + `-gz"`, "max-age=30, stale-while-revalidate=30", true},
		{"gzip refused", "GET", "gzip;q=0, identity", "", time.Hour, 200, `"` + tag + `"`, "max-age=30", true},
		{"known", "GET", "gzip", `W/"` + tag + `-gz"`, time.Hour, 304, `"` + tag + `-gz"`, "max-age=30", false},
		{"known in another coding", "GET", "", `"x", "` + tag + `-gz"`, time.Hour, 304, `"` + tag + `"`, "max-age=30", false},
		{"another version", "GET", "", `"0123"`, time.Hour, 200, `"` + tag + `"`, "max-age=30", true},
		{"head", "HEAD", "", "", time.Hour, 200, `"` + tag + `"`, "max-age=30", false},
		{"ends in five seconds", "GET", "", "", 5900 * time.Millisecond, 200, `"` + tag + `"`, "max-age=3, stale-while-revalidate=2,", true},
		{"has ended", "GET", "", "", -time.Second, 200, `"` + tag + `"`, "max-age=0, stale-while-revalidate=0,", true},
	} {
		t.Run(s.name, func(t *testing.T) {
			r, w := httptest.NewRequest(s.method, "/", nil), httptest.NewRecorder()
			r.Header.Set("Accept-Encoding", s.encoding)
			if s.none != "" {
				r.Header.Set("If-None-Match", s.none)
			}
			Serve(w, r, answer, noon.Add(s.left), noon)
			h := w.Result().Header
			if w.Code != s.status || h.Get("ETag") != s.etag || !strings.Contains(h.Get("Cache-Control"), s.cache) || h.Get("Vary") != "Accept-Encoding" {
				t.Errorf("%d %v", w.Code, h)
			}
			body := w.Body.String()
			if h.Get("Content-Encoding") == "gzip" {
				z, err := gzip.NewReader(w.Body)
				if err != nil {
					t.Fatal(err)
				}
				b, _ := io.ReadAll(z)
				body = string(b)
			}
			if s.body && body != long || !s.body && body != "" {
				t.Errorf("body %.60q", body)
			}
		})
	}
}
