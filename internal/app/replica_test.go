package app

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"ledigajobb/internal/store/storetest"
)

// TestLimitsAreSharedByReplicas tries the same at two servers by turns: they let through as much together as one does alone.
func TestLimitsAreSharedByReplicas(t *testing.T) {
	situations := []struct {
		name, path string
		form       func(who string) url.Values
		from       func(who string, n int) string
	}{
		{"letters to one address", "/logga-in",
			func(who string) url.Values { return url.Values{"email": {who + "@ekby.example"}} },
			func(_ string, n int) string { return fmt.Sprintf("198.51.100.%d", n) }},
		{"drafts from one client", "/platsannonsera/ny",
			func(who string) url.Values {
				return url.Values{"client.for": {"own"}, "owners": {who + "@ekby.example"}}
			},
			func(who string, _ int) string {
				return map[string]string{"alone": "192.0.2.1", "both": "192.0.2.2"}[who]
			}},
	}
	storetest.Databases(t, func(t *testing.T, address string) {
		c := newClock(morning)
		one, two := open(t, address, c), open(t, address, c)
		for _, s := range situations {
			t.Run(s.name, func(t *testing.T) {
				granted := func(who string, servers ...*Board) (n int) {
					for ; n < 200; n++ {
						r := httptest.NewRequest("POST", s.path, strings.NewReader(s.form(who).Encode()))
						r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
						r.RemoteAddr = s.from(who, n) + ":1234"
						w := httptest.NewRecorder()
						if servers[n%len(servers)].Handler.ServeHTTP(w, r); w.Code == http.StatusTooManyRequests {
							return n
						} else if w.Code != http.StatusSeeOther {
							t.Fatalf("%d %s", w.Code, w.Body)
						}
					}
					return n
				}
				alone, both := granted("alone", one), granted("both", one, two)
				if alone != both || alone == 0 || alone == 200 {
					t.Errorf("one server lets %d through, two %d", alone, both)
				}
			})
		}
	})
}
