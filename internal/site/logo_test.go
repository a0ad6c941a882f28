package site

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestLogosMayBeShownAnywhereAndKeptForEver(t *testing.T) {
	logo := store.Picture{Key: "00112233445566778899", Bytes: []byte("\x89PNG\r\n\x1a\n"), Width: 4, Height: 2, CreatedAt: morning}
	path := "/karriar/logotyp/" + logo.Key
	h := newLogoSite(t, logo)
	got := get(h, "GET", path)
	body, _ := io.ReadAll(got.Body)
	if got.StatusCode != http.StatusOK || !bytes.Equal(body, logo.Bytes) {
		t.Fatalf("%d %q", got.StatusCode, body)
	}
	for name, want := range map[string]string{
		"Content-Type": "image/png", "Cache-Control": "public, max-age=31536000, immutable", "ETag": `"00112233445566778899"`,
		"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin", "Content-Length": "8",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.Header.Get(name), want)
		}
	}
	if again := get(h, "GET", path, "If-None-Match", `"00112233445566778899"`); again.StatusCode != http.StatusNotModified {
		t.Errorf("one that is known: %d", again.StatusCode)
	}
	if head := get(h, "HEAD", path); head.StatusCode != http.StatusOK || head.Header.Get("Content-Length") != "8" {
		t.Errorf("HEAD: %d, %v", head.StatusCode, head.Header)
	}
	for _, key := range []string{"ffffffffffffffffffff", "x", "%00", "..%2f..", "00112233445566778899.png"} {
		none := get(h, "GET", "/karriar/logotyp/"+key)
		if none.StatusCode != http.StatusNotFound || none.Header.Get("Cache-Control") == "public, max-age=31536000, immutable" {
			t.Errorf("%s: %d, %q", key, none.StatusCode, none.Header.Get("Cache-Control"))
		}
	}
}

// newLogoSite is the pages of a service with a picture and no ads.
func newLogoSite(t *testing.T, p store.Picture) http.Handler {
	t.Helper()
	links, err := link.New(service)
	if err != nil {
		t.Fatal(err)
	}
	database := storetest.New(t)
	if err := database.Write(t.Context(), func(tx *store.Tx) error { return tx.SavePicture(context.Background(), p) }); err != nil {
		t.Fatal(err)
	}
	index := search.New()
	index.Load(board.Position{}, nil)
	s, err := New(Config{Index: index, Store: database, Links: links, Answers: kept.New(1<<20, "test"), Now: func() time.Time { return morning }})
	if err != nil {
		t.Fatal(err)
	}
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) { s.Problem(c, err) }
	s.Register(e.Group("/karriar"))
	return e
}
