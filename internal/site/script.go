package site

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/web"
)

// A script is the sidebar's script as it is served: at /widget.js, which always holds the newest, and at an address of
// its own, which a page can hold to an integrity hash (W3C Subresource Integrity).
type script struct {
	digest    string // in its own address
	integrity string // "sha384-…"
	answer    *kept.Answer
	manifest  *kept.Answer // says both
}

func newScript(links link.Links) (*script, error) {
	body := web.Script(links.Absolute(links.Path()))
	sum := sha512.Sum384(body)
	s := &script{digest: hex.EncodeToString(sum[:6]), integrity: "sha384-" + base64.StdEncoding.EncodeToString(sum[:])}
	s.answer = kept.NewAnswer(http.StatusOK, "text/javascript; charset=utf-8", body, s.digest)
	manifest, err := json.Marshal(map[string]string{"src": links.Absolute(s.path(links)), "integrity": s.integrity})
	if err != nil {
		return nil, err
	}
	s.manifest = kept.NewAnswer(http.StatusOK, echo.MIMEApplicationJSON, append(manifest, '\n'), s.digest)
	return s, nil
}

// path is the script's own address.
func (s *script) path(links link.Links) string {
	return links.Path("widget", s.digest, "lediga-jobb.js")
}

// How long caches may keep the script: at the address of the newest, and at its own.
const (
	keepNewest = "public, max-age=300, stale-while-revalidate=3600, stale-if-error=604800"
	keepOwn    = "public, max-age=31536000, immutable"
)

// newestScript answers GET /widget.js.
func (s *Site) newestScript(c echo.Context) error {
	return serveScript(c, s.widget.script.answer, keepNewest)
}

// ownScript answers GET /widget/{digest}/lediga-jobb.js. What was served there by an earlier version of the program is
// not there any more.
func (s *Site) ownScript(c echo.Context) error {
	if c.Param("digest") != s.widget.script.digest {
		return board.ErrNotFound
	}
	return serveScript(c, s.widget.script.answer, keepOwn)
}

// scriptManifest answers GET /widget.json.
func (s *Site) scriptManifest(c echo.Context) error {
	return serveScript(c, s.widget.script.manifest, keepNewest)
}

func serveScript(c echo.Context, a *kept.Answer, cacheControl string) error {
	c.Response().Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	kept.ServeAs(c.Response(), c.Request(), a, cacheControl)
	return nil
}

// openToAll lets any web page read what the handler answers, failures too.
func openToAll(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Access-Control-Allow-Origin", "*")
		return next(c)
	}
}
