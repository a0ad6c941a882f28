package site

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/kept"
	"ledigajobb/web"
)

// A sheet is the style sheet of all readers' pages, or of all the desk's, ready to be sent. Its name changes with its content.
type sheet struct {
	name   string
	answer *kept.Answer
}

func newSheet(styles string) *sheet {
	sum := sha256.Sum256([]byte(styles))
	tag := hex.EncodeToString(sum[:8])
	return &sheet{name: tag + ".css", answer: kept.NewAnswer(http.StatusOK, "text/css; charset=utf-8", []byte(styles), tag)}
}

// styles answers GET /stil/{checksum}.css. A page from a cache may ask for an older one: it gets today's, which is not to
// be kept under that name.
func (s *Site) styles(c echo.Context) error {
	f, err := s.frame(c.Request().Context(), s.Index.At(s.Now()).Position())
	if err != nil {
		return err
	}
	sheet, cacheControl := f.sheet, "no-cache"
	switch c.Param("name") {
	case f.sheet.name:
		cacheControl = keepOwn
	case f.deskSheet.name:
		sheet, cacheControl = f.deskSheet, keepOwn
	}
	kept.ServeAs(c.Response(), c.Request(), sheet.answer, cacheControl)
	return nil
}

// icon answers GET /ikon.svg, the picture beside a page's name.
func (s *Site) icon(c echo.Context) error {
	c.Response().Header().Set("Cache-Control", "public, max-age=86400")
	return c.Blob(http.StatusOK, "image/svg+xml", web.Icon)
}
