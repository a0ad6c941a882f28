package site

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

// objection answers GET /platsannonsera/invand/{token}: an employer whom an agency advertises for can object, by a press.
func (s *Site) objection(c echo.Context) error {
	return s.objectionForm(c, http.StatusOK, nil, nil)
}

// objectionForm shows the form, with what was typed and what is wrong with it.
func (s *Site) objectionForm(c echo.Context, status int, typed url.Values, wrong *board.Invalid) error {
	v := s.visit(c.Request())
	c.Response().Header().Set("Referrer-Policy", "no-referrer") // the address is the secret
	job, err := s.Desk.Objection(c.Request().Context(), c.Param("token"))
	if errors.Is(err, board.ErrGone) && job != nil { // it is pressed twice, or the letter opened again
		return s.objected(c, v)
	}
	if errors.Is(err, board.ErrGone) || errors.Is(err, board.ErrNotFound) {
		return s.objectionGone(c, v)
	}
	if err != nil {
		return err
	}
	form := newFilled(v, typed, wrong)
	text := form.field(field{Name: "text", Label: v.text("object.text"), Kind: "textarea", Lines: 4, Optional: true})
	return s.account(c, v, status, signInPage{
		Title: v.text("object.title"), Lead: v.text("object.lead", "agency", job.Ad.Agency.Name, "headline", job.Ad.Headline),
		Summary: form.summary(v, text), Fields: []field{text}, Action: v.link(c.Request().URL.Path, nil), Button: v.text("object.button"),
	})
}

func (s *Site) objectionGone(c echo.Context, v *visit) error {
	return s.account(c, v, http.StatusGone, signInPage{Title: v.text("link.used.title"), Lead: v.text("object.used")})
}

// object answers POST /platsannonsera/invand/{token}.
func (s *Site) object(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	err = s.Desk.Object(c.Request().Context(), c.Param("token"), form.Get("text"))
	if errors.Is(err, board.ErrGone) || errors.Is(err, board.ErrNotFound) {
		return s.objection(c)
	}
	var wrong *board.Invalid
	if errors.As(err, &wrong) {
		return s.objectionForm(c, http.StatusUnprocessableEntity, form, wrong)
	}
	if err != nil {
		return err
	}
	return s.objected(c, v)
}

func (s *Site) objected(c echo.Context, v *visit) error {
	return s.account(c, v, http.StatusOK, signInPage{Title: v.text("object.done"), Lead: v.text("object.done.lead")})
}
