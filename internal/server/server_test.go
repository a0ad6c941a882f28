package server

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

// run sends a request through the middleware to a handler, and gives the answer and what was logged.
func run(h echo.HandlerFunc, r *http.Request) (*httptest.ResponseRecorder, string) {
	var log bytes.Buffer
	c := Config{Log: slog.New(slog.NewTextHandler(&log, nil)), Now: func() time.Time { return noon }}
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) { c.String(http.StatusInternalServerError, "sorry") }
	e.Use(c.logRequests(), recoverPanics, securityHeaders())
	e.Any("/lediga-jobb/:id", h)
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w, log.String()
}

func TestTheLogTellsTheRouteAndNothingOfTheReader(t *testing.T) {
	r := httptest.NewRequest("GET", "/lediga-jobb/anna?q=anna.andersson@example.se", nil)
	r.RemoteAddr = "192.0.2.77:1234"
	r.Header.Set("User-Agent", "Annas telefon")
	_, log := run(func(c echo.Context) error { return c.String(http.StatusOK, "hej") }, r)
	for _, part := range []string{"method=GET", "route=/lediga-jobb/:id", "status=200", "bytes=3"} {
		if !strings.Contains(log, part) {
			t.Errorf("%q is missing in %s", part, log)
		}
	}
	if strings.Contains(strings.ToLower(log), "anna") || strings.Contains(log, "192.0.2.77") {
		t.Errorf("the log tells of the reader: %s", log)
	}
}

func TestAPanicIsOurFaultAndSilentToTheReader(t *testing.T) {
	w, log := run(func(echo.Context) error { panic("secret") }, httptest.NewRequest("GET", "/lediga-jobb/1", nil))
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "secret") {
		t.Error(w.Code, w.Body)
	}
	if !strings.Contains(log, "panic: secret") || !strings.Contains(log, "level=ERROR") {
		t.Error(log)
	}
}

func TestAnAbortedAnswerGoesOn(t *testing.T) {
	defer func() {
		if r := recover(); r != http.ErrAbortHandler {
			t.Error(r)
		}
	}()
	run(func(echo.Context) error { panic(http.ErrAbortHandler) }, httptest.NewRequest("GET", "/lediga-jobb/1", nil))
}

func TestEveryAnswerHasItsHeaders(t *testing.T) {
	for name, h := range map[string]echo.HandlerFunc{
		"answer": func(c echo.Context) error { return c.NoContent(http.StatusNoContent) },
		"error":  func(echo.Context) error { return errors.New("no") },
	} {
		w, _ := run(h, httptest.NewRequest("GET", "/lediga-jobb/1", nil))
		policy := w.Header().Get("Content-Security-Policy")
		if w.Header().Get("X-Content-Type-Options") != "nosniff" || policy == "" || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %v", name, w.Header())
		}
	}
}

func TestOnlyProxiesAreBelieved(t *testing.T) {
	_, proxies, err := net.ParseCIDR("10.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []struct {
		name    string
		proxies []*net.IPNet
		from    string
		said    string
		want    string
	}{
		{"nobody in front", nil, "192.0.2.1", "203.0.113.9", "192.0.2.1"},
		{"a proxy", []*net.IPNet{proxies}, "10.0.0.1", "203.0.113.9", "203.0.113.9"},
		{"a stranger beside the proxy", []*net.IPNet{proxies}, "192.0.2.1", "203.0.113.9", "192.0.2.1"},
		{"a reader who lies to the proxy", []*net.IPNet{proxies}, "10.0.0.1", "127.0.0.1, 203.0.113.9", "203.0.113.9"},
		{"a private address that is no proxy", []*net.IPNet{proxies}, "192.168.0.1", "203.0.113.9", "192.168.0.1"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = s.from + ":1234"
		r.Header.Set("X-Forwarded-For", s.said)
		if got := ipExtractor(s.proxies)(r); got != s.want {
			t.Errorf("%s: %s", s.name, got)
		}
	}
}

func TestTheServerLetsRequestsFinish(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	begun, stopped := make(chan struct{}), make(chan struct{})
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-stopped // as a stream ends when it is told to
		io.WriteString(w, "whole")
	})
	served := make(chan error, 1)
	go func() { served <- Listen(ctx, l, h, func() { close(stopped) }, slog.New(slog.DiscardHandler)) }()
	answered := make(chan string, 1)
	go func() {
		response, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			answered <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answered <- string(body)
	}()
	<-begun
	cancel()
	if got := <-answered; got != "whole" {
		t.Error(got)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}
