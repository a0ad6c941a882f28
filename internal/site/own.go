package site

import (
	"github.com/labstack/echo/v4"
)

// ownPage writes a page of those who advertise, for one person alone. Who has signed in finds their ads in its menu.
func (s *Site) ownPage(c echo.Context, v *visit, p *page) error {
	f, err := s.frame(c.Request().Context(), s.Index.At(s.Now()).Position())
	if err != nil {
		return err
	}
	s.personal(p, v, f)
	if v.session.Email != "" {
		mine := anchor{Name: v.text("nav.my_ads"), URL: v.link(s.Links.Path("mina-annonser"), nil)}
		if p.section == "mina-annonser" {
			mine.Current = "true"
		}
		p.Menu = append(p.Menu, mine)
	}
	return s.private(c, p)
}
