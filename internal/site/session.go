package site

import (
	"slices"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/words"
)

type sessionsPage struct {
	Email    string
	Revoke   string
	Sessions []sessionRow
}

type sessionRow struct{ ID, Name, Seen string }

// sessions answers GET /redaktionen/sessioner: where the person is signed in.
func (s *Site) sessions(c echo.Context) error {
	v := s.visit(c.Request())
	all, err := s.Desk.Sessions(c.Request().Context(), v.session.Email)
	if err != nil {
		return err
	}
	path := s.Links.Path("redaktionen", "sessioner")
	main := sessionsPage{Email: v.session.Email, Revoke: v.link(path, nil)}
	for _, one := range all {
		row := s.sessionRow(v, one)
		if row.ID == desk.SessionName(v.session) {
			main.Sessions = slices.Insert(main.Sessions, 0, row) // one's own is found first
			continue
		}
		main.Sessions = append(main.Sessions, row)
	}
	return s.desk(c, v, &page{template: "editor/sessions", Title: v.text("sessions.title"), section: "sessioner", Main: main, path: path})
}

func (s *Site) sessionRow(v *visit, one board.Session) sessionRow {
	since := words.Moment(v.lang, one.CreatedAt)
	row := sessionRow{
		ID: desk.SessionName(one), Name: v.text("sessions.since", "time", since),
		Seen: v.text("sessions.seen", "time", words.Moment(v.lang, one.SeenAt)),
	}
	if row.ID == desk.SessionName(v.session) {
		row.Name, row.Seen = v.text("sessions.here"), row.Name
	}
	return row
}

// revoke answers POST /redaktionen/sessioner: one session ends, or all of them.
func (s *Site) revoke(c echo.Context) error {
	v, ctx := s.visit(c.Request()), c.Request().Context()
	form, err := readForm(c)
	if err != nil {
		return err
	}
	if form.Get("all") != "" {
		if err := s.Desk.RevokeAll(ctx, v.actor()); err != nil {
			return err
		}
		c.SetCookie(s.cookie.with("", -1))
		return s.seeOther(c, v, s.Links.Path("logga-in"), "")
	}
	if err := s.Desk.Revoke(ctx, v.actor(), form.Get("session")); err != nil {
		return err
	}
	return s.seeOther(c, v, s.Links.Path("redaktionen", "sessioner"), "session_revoked")
}

// signOut answers POST /logga-ut.
func (s *Site) signOut(c echo.Context) error {
	v := s.visit(c.Request())
	if err := s.Desk.SignOut(c.Request().Context(), v.actor(), v.session); err != nil {
		return err
	}
	c.SetCookie(s.cookie.with("", -1))
	return s.seeOther(c, v, s.Links.Path("lediga-jobb"), "")
}
