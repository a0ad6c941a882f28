package site

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/link"
	"ledigajobb/internal/words"
)

// A person is who asks: the session that their browser has, and who they are at the desk, which is nobody for most.
type person struct {
	session board.Session
	editor  board.Editor
	said    words.Overlay // the journal's own wordings, for those at the desk
}

// actor is the person as writes name them.
func (p person) actor() board.Actor {
	if p.editor.Role != "" {
		return board.Actor{Kind: board.ActorEditor, Email: p.editor.Email, Role: p.editor.Role}
	}
	if p.session.Email == "" {
		return board.Actor{Kind: board.ActorReader}
	}
	return board.Actor{Kind: board.ActorOwner, Email: p.session.Email}
}

// personKey is where a request's context holds the person that admit has found.
type personKey struct{}

func personOf(ctx context.Context) person {
	p, _ := ctx.Value(personKey{}).(person)
	return p
}

// admit lets a request through to those who may, and tells the handler's visit who they are. It is the one place where
// that is decided: whoever has not signed in is led there, whoever may not is told so.
func (s *Site) admit(may board.Permission, next echo.HandlerFunc) echo.HandlerFunc {
	if may == anyone {
		return next
	}
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "no-store")
		p, err := s.identify(c)
		switch {
		case errors.Is(err, board.ErrNotFound) && may == welcome: // nobody is welcome too
		case errors.Is(err, board.ErrNotFound):
			return s.leadToSignIn(c)
		case err != nil:
			return err
		case may != signedIn && may != welcome && !p.editor.Role.May(may):
			return board.ErrForbidden
		}
		f, err := s.frame(c.Request().Context(), s.Index.At(s.Now()).Position())
		if err != nil {
			return err
		}
		p.said = f.Said
		c.SetRequest(c.Request().WithContext(context.WithValue(c.Request().Context(), personKey{}, p)))
		return next(c)
	}
}

// identify finds who a request's cookie belongs to; nobody is ErrNotFound.
func (s *Site) identify(c echo.Context) (person, error) {
	cookie, err := c.Cookie(s.cookie.name)
	if err != nil {
		return person{}, board.ErrNotFound
	}
	var p person
	p.session, p.editor, err = s.Desk.Session(c.Request().Context(), cookie.Value)
	if err == nil && s.Now().Sub(p.session.SeenAt) >= desk.SeenEvery {
		c.SetCookie(s.cookie.with(cookie.Value, int(desk.SessionLife/time.Second))) // the session has become longer
	}
	return p, err
}

// leadToSignIn answers whoever has to sign in first. What was to be read they find afterwards; what was to be done they
// begin again.
func (s *Site) leadToSignIn(c echo.Context) error {
	v, r := s.visit(c.Request()), c.Request()
	values := url.Values{}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		values.Set("till", r.URL.RequestURI())
	}
	return c.Redirect(http.StatusSeeOther, v.link(s.Links.Path("logga-in"), values))
}

// A cookie says how a cookie is named and where a browser sends it: to this service alone, and over https alone where the
// service has it. No script can read it, and no other site's form brings it along.
type cookie struct {
	name   string
	path   string
	secure bool
}

// newCookie makes a cookie that no other host can set (__Host-, RFC 6265bis, 4.1.3.2) where the service has a host of its
// own, and one for its path where it lies under another site's.
func newCookie(name string, links link.Links) cookie {
	c := cookie{name: name, path: cmp.Or(links.BasePath(), "/"), secure: links.Secure()}
	switch {
	case c.secure && links.BasePath() == "":
		c.name = "__Host-" + name
	case c.secure:
		c.name = "__Secure-" + name
	}
	return c
}

// with is the cookie with a value, for as many seconds; less than none takes it away.
func (k cookie) with(value string, seconds int) *http.Cookie {
	return &http.Cookie{
		Name: k.name, Value: value, Path: k.path, MaxAge: seconds, Secure: k.secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}
