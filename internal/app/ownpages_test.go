package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
)

// TestPagesOfThoseWhoHaveSignedIn opens every page that is shown to an owner or to the desk, as the routes name them, and
// holds it to what every page must be. A page whose route has no sample in rights_test.go is not seen here.
func TestPagesOfThoseWhoHaveSignedIn(t *testing.T) {
	chromium := browsertest.Start(t)
	r := newRights(t)
	server := httptest.NewServer(r.Handler)
	defer server.Close()
	seen := map[string]bool{}
	for _, person := range []string{"owner", "admin"} {
		tab := chromium.Tab(t, browser.View{})
		tab.Go(server.URL + "/lediga-jobb")
		browsertest.Eval[string](tab, `document.cookie = "ledigajobb=`+r.session(person)+`; path=/"`)
		for _, path := range r.ownPages(person) {
			if !seen[path] {
				seen[path] = true
				t.Run(person+strings.ReplaceAll(path, "/", " "), func(t *testing.T) { glance(t, tab, server.URL, page{path: path, status: 200}) })
			}
		}
	}
}

// ownPages is the addresses of the pages that are shown to somebody, and not to those who have not signed in.
func (r *rights) ownPages(person string) (paths []string) {
	for _, route := range r.routes() {
		path := r.address(strings.TrimPrefix(route, "GET "))
		if !strings.HasPrefix(route, "GET /") || r.ask("nobody", http.MethodGet, path) == "200" {
			continue
		}
		w := r.answer(person, http.MethodGet, path)
		if w.Code == http.StatusOK && strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			paths = append(paths, path)
		}
	}
	return paths
}
