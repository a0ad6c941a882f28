package fetch

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestWhetherALinkIsGone(t *testing.T) {
	status := func(n int) http.HandlerFunc { return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(n) } }
	// to is one answer to those who ask for the header, and another to those who ask for the page.
	to := func(head, get http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodHead {
				head(w, r)
			} else {
				get(w, r)
			}
		}
	}
	for name, tt := range map[string]struct {
		handle http.HandlerFunc
		gone   bool
		told   bool // it is known
	}{
		"a page":                   {status(200), false, true},
		"not found":                {status(404), true, true},
		"gone":                     {status(410), true, true},
		"to heads alone not found": {to(status(404), status(200)), false, true},
		"knows no such question":   {to(status(405), status(404)), true, true},
		"hangs up on heads":        {to(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, status(200)), false, true},
		"turns programs away":      {status(403), false, false},
		"asks who it is":           {status(401), false, false},
		"too many":                 {status(429), false, false},
		"broken":                   {status(500), false, false},
		"away":                     {status(503), false, false},
		"silent":                   {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, false, false},
		"leads to what is not there": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				http.Redirect(w, r, "/moved", http.StatusFound)
				return
			}
			http.NotFound(w, r)
		}, true, true},
		"leads in circles": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) }, false, false},
		"leads to where nobody may ask": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
		}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			host := play(t, tt.handle)
			c := client(host)
			if name == "silent" {
				c.Timeout = 200 * time.Millisecond
			}
			gone, err := c.Gone(t.Context(), host)
			if gone != tt.gone || (err == nil) != tt.told {
				t.Errorf("gone is %v: %v", gone, err)
			}
		})
	}
}

func TestALinkWhoseHostIsNotThereIsGone(t *testing.T) {
	host := play(t, func(http.ResponseWriter, *http.Request) {})
	c := client(host)
	for name, tt := range map[string]struct {
		address string
		there   []string // what its name resolves to
		gone    bool
		told    bool
	}{
		"no such name":       {"http://jobb.example.com/", nil, true, true},
		"a name":             {"http://jobb.example.com" + host[strings.LastIndex(host, ":"):], []string{"127.0.0.1"}, false, true},
		"a name of our own":  {"http://jobb.example.com/", []string{"10.0.0.1"}, false, false},
		"nobody at the door": {"http://jobb.example.com:1/", []string{"127.0.0.1"}, false, false},
		"no address":         {"mailto:anna@ekby.example", nil, false, false},
	} {
		c.Resolver = answering(t, tt.there...)
		if gone, err := c.Gone(t.Context(), tt.address); gone != tt.gone || (err == nil) != tt.told {
			t.Errorf("%s: gone is %v: %v", name, gone, err)
		}
	}
}
