package site

import (
	"bytes"
	"net/http"

	"github.com/labstack/echo/v4"
)

// logo answers GET /logotyp/{key}. The key names the content, so whoever has it need never ask again. Any site may show
// it: the sidebar stands on pages of other origins, some of which (COEP) take only what says so.
func (s *Site) logo(c echo.Context) error {
	p, err := s.Store.Picture(c.Request().Context(), c.Param("key"))
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", "image/png")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("ETag", `"`+p.Key+`"`)
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	http.ServeContent(c.Response(), c.Request(), "", p.CreatedAt, bytes.NewReader(p.Bytes))
	return nil
}
