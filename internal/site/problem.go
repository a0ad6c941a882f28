package site

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

// Problem writes a failure as a page in the reader's language. It is what the server's error handler calls for every
// address that is not the API's.
func (s *Site) Problem(c echo.Context, err error) error {
	status := http.StatusInternalServerError
	var known *echo.HTTPError
	switch {
	case errors.As(err, &known):
		status = known.Code
	case errors.Is(err, board.ErrNotFound):
		status = http.StatusNotFound
	case errors.Is(err, board.ErrGone):
		status = http.StatusGone
	}
	return c.String(status, http.StatusText(status)+"\n")
}
