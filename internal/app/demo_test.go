package app

import (
	"net/http/httptest"
	"testing"

	"ledigajobb/internal/config"
	"ledigajobb/internal/link"
	"ledigajobb/internal/store/storetest"
)

func TestTheDemonstrationShowsWhatItNames(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		database, c := config.Database{Database: address}, newClock(morning)
		links, err := link.New("https://site.example/jobb")
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // a second start finds it filled
			if err := FillDemo(t.Context(), database, env(c)); err != nil {
				t.Fatal(err)
			}
		}
		b, err := Open(t.Context(), config.Serve{Database: database, Access: access, BaseURL: "https://site.example/jobb", EndedDays: 180, KeptMB: 16, Demo: true}, env(c))
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		sights, err := b.sights(t.Context(), links)
		if err != nil {
			t.Fatal(err)
		}
		if len(sights) != 12 {
			t.Errorf("%d sights", len(sights))
		}
		for _, s := range sights {
			w := httptest.NewRecorder()
			b.Handler.ServeHTTP(w, httptest.NewRequest("GET", links.Local(s.address), nil))
			if w.Code != 200 {
				t.Errorf("%s, %s: %d", s.what, s.address, w.Code)
			}
		}
	})
}
