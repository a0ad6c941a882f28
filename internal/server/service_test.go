package server

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/apiv1"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/search"
	"ledigajobb/internal/site"
	"ledigajobb/internal/store/storetest"
)

// service is the whole handler, on an empty board, and what it logs.
type service struct {
	testing.TB
	handler http.Handler
	log     bytes.Buffer
}

func newService(t testing.TB, baseURL string) *service {
	t.Helper()
	links, err := link.New(baseURL)
	if err != nil {
		t.Fatal(err)
	}
	s := &service{TB: t}
	db, index, answers := storetest.New(t), search.New(), kept.New(1<<20, "test")
	now := func() time.Time { return noon }
	pages, err := site.New(site.Config{
		Index: index, Store: db, Desk: desk.New(desk.Config{Store: db, Random: rand.Reader, Now: now}), Links: links, Answers: answers, Now: now,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.handler = New(Config{
		API:  apiv1.New(apiv1.Config{Index: index, Store: db, Links: links, Answers: answers, Now: now}),
		Site: pages, Links: links, Now: now, Ready: db.Ready,
		Log: slog.New(slog.NewTextHandler(&s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	return s
}

func (s *service) ask(ctx context.Context, method, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, httptest.NewRequestWithContext(ctx, method, path, nil))
	return w
}

func TestLoadBalancersAskByGetOrHead(t *testing.T) {
	for base, s := range map[string]*service{"": newService(t, "https://jobb.example.se"), "/jobb": newService(t, "https://site.example/jobb")} {
		for _, path := range []string{"/healthz", "/readyz", base + "/healthz", base + "/readyz"} {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				if w := s.ask(t.Context(), method, path); w.Code != http.StatusOK {
					t.Errorf("%s %s: %d", method, path, w.Code)
				}
			}
		}
	}
}

// Whatever lies under /api is asked for by programs; all else by people.
func TestFailuresAreToldAsTheirReadersUnderstandThem(t *testing.T) {
	for base, s := range map[string]*service{"": newService(t, "https://jobb.example.se"), "/jobb": newService(t, "https://site.example/jobb")} {
		for path, want := range map[string]string{
			"/api": "application/problem+json", "/api/": "application/problem+json", "/api/v1": "application/problem+json",
			"/api/v1/": "application/problem+json", "/api/v2/jobs": "application/problem+json",
			"/apier": "text/html; charset=UTF-8", "/jobs": "text/html; charset=UTF-8",
		} {
			w := s.ask(t.Context(), http.MethodGet, base+path)
			if got := w.Header().Get("Content-Type"); w.Code != http.StatusNotFound || got != want {
				t.Errorf("%s: %d %s", base+path, w.Code, got)
			}
		}
	}
}

// A reader who leaves before the answer is nobody's error.
func TestAReaderWhoHasGone(t *testing.T) {
	s := newService(t, "https://jobb.example.se")
	gone, leave := context.WithCancel(t.Context())
	leave()
	for _, path := range []string{"/api/v1/changes", "/api/v1/jobs/aaaaaaaaaa", "/lediga-jobb/aaaaaaaaaa"} {
		s.log.Reset()
		w := s.ask(gone, http.MethodGet, path)
		if log := s.log.String(); !strings.Contains(log, "level=DEBUG") || !strings.Contains(log, "status=499") || strings.Contains(log, "error=") {
			t.Errorf("%s: %s", path, log)
		}
		if w.Body.Len() > 0 || len(w.Header()["Content-Type"]) > 0 {
			t.Errorf("%s: %v %s", path, w.Header(), w.Body)
		}
	}
}

// nowhere is a connection that takes everything.
type nowhere struct{ header http.Header }

func (n nowhere) Header() http.Header       { return n.header }
func (nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (nowhere) WriteHeader(int)             {}

// BenchmarkKept is what a kept answer costs from the first middleware to the line in the log.
func BenchmarkKept(b *testing.B) {
	s := newService(b, "https://jobb.example.se")
	w := nowhere{http.Header{}}
	r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/api/v1/widget?limit=5", nil)
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		s.log.Reset()
		s.handler.ServeHTTP(w, r)
	}
}
