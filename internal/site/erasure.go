package site

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

// erasurePage asks whose values shall be taken out of the audit log, and, when it says how many there are, whether one is
// sure.
type erasurePage struct {
	Action  string
	Summary *summary
	Email   field
	Holds   string // in how many places the log names the address
	Sure    bool   // the next press erases
}

// erasure answers GET /redaktionen/logg/radera.
func (s *Site) erasure(c echo.Context) error {
	v := s.visit(c.Request())
	return s.showErasure(c, v, http.StatusOK, newFilled(v, nil, nil), erasurePage{})
}

func (s *Site) showErasure(c echo.Context, v *visit, status int, typed filled, main erasurePage) error {
	path := s.Links.Path("redaktionen", "logg", "radera")
	main.Action = v.link(path, nil)
	main.Email = typed.field(field{Name: "email", Label: v.text("sign_in.email"), Kind: "email"})
	main.Summary = typed.summary(v, main.Email)
	return s.desk(c, v, &page{
		template: "editor/erasure", Title: v.text("erasure.title"), section: "logg", path: path, Main: main, status: status,
		Crumbs: []anchor{{Name: v.text("desk.log"), URL: v.link(s.Links.Path("redaktionen", "logg"), nil)}, {Name: v.text("erasure.title"), Current: "page"}},
	})
}

// erase answers POST /redaktionen/logg/radera: first it says what would be erased, then it erases. The address comes in the
// body alone, so that it is in nobody's log of requests.
func (s *Site) erase(c echo.Context) error {
	v, ctx := s.visit(c.Request()), c.Request().Context()
	form, err := readForm(c)
	if err != nil {
		return err
	}
	sure := form.Get("sure") != ""
	look := s.Desk.LogNames
	if sure {
		look = s.Desk.EraseFromLog
	}
	held, err := look(ctx, v.actor(), form.Get("email"))
	var invalid *board.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.showErasure(c, v, http.StatusUnprocessableEntity, newFilled(v, form, invalid), erasurePage{})
	case err != nil:
		return err
	case sure:
		return s.seeOther(c, v, s.Links.Path("redaktionen", "logg"), "erased")
	}
	main := erasurePage{Holds: v.text("erasure.none"), Sure: held.Values > 0}
	if main.Sure {
		main.Holds = v.text("erasure.holds", "values", held.Values, "entries", held.Entries)
	}
	return s.showErasure(c, v, http.StatusOK, newFilled(v, form, nil), main)
}
