package apiv1_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/apiv1"
	"ledigajobb/internal/link"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// Another process holds the database for longer than a write waits.
func TestAnOccupiedDatabaseIsNotThereJustNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		address := storetest.SQLite(t)
		ours, other := storetest.Open(t, address), storetest.Open(t, address)
		links, err := link.New("https://jobb.example.se")
		if err != nil {
			t.Fatal(err)
		}
		api, s := apiv1.New(apiv1.Config{Store: ours, Links: links}), &service{TB: t, handler: echo.New()}
		s.handler.HTTPErrorHandler = func(err error, c echo.Context) {
			if err := api.Problem(c, err); err != nil {
				t.Error(err)
			}
		}
		// The calls only read, and who reads SQLite waits for nobody; this stands for one that writes.
		s.handler.GET("/api/v1/jobs", func(c echo.Context) error {
			return ours.Write(c.Request().Context(), func(*store.Tx) error { return nil })
		})
		err = other.Write(t.Context(), func(*store.Tx) error {
			refused := s.get("/api/v1/jobs").expect(http.StatusServiceUnavailable).is("Går inte just nu", "title").without("sql", "locked")
			if got := refused.header.Get("Retry-After"); got != "5" {
				t.Errorf("Retry-After is %q", got)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := ours.Write(context.Background(), func(*store.Tx) error { return nil }); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}
