package site

import (
	"cmp"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/words"
)

// accountRoutes is signing in and out, the sessions of whoever has, and who may at the desk.
func (s *Site) accountRoutes() []route {
	return append([]route{
		{"GET", "/logga-in", anyone, s.signInForm},
		{"POST", "/logga-in", anyone, s.askToSignIn},
		{"GET", "/logga-in/kod", anyone, s.codeForm},
		{"POST", "/logga-in/kod", anyone, s.signInWithCode},
		{"GET", "/logga-in/:token", anyone, s.signInLink},
		{"POST", "/logga-in/:token", anyone, s.useSignInLink},
		{"POST", "/logga-in/:token/ny", anyone, s.askAgain},
		{"POST", "/logga-ut", signedIn, s.signOut},
		{"GET", "/redaktionen/sessioner", signedIn, s.sessions},
		{"POST", "/redaktionen/sessioner", signedIn, s.revoke},
	}, s.editorRoutes()...)
}

// signInPage asks for one thing: an address, a code, or a press on a button.
type signInPage struct {
	Title   string
	Lead    string
	Wrote   *comment // what somebody wrote here, as it was received
	Summary *summary
	Fields  []field
	Hidden  map[string]string
	Action  string
	Button  string
	Other   *anchor
}

// signInForm answers GET /logga-in. Who has signed in goes on.
func (s *Site) signInForm(c echo.Context) error {
	v := s.visit(c.Request())
	to := s.local(v.values.Get("till"))
	switch p, err := s.identify(c); {
	case err == nil:
		return s.goOn(c, v, p.editor, to)
	case !errors.Is(err, board.ErrNotFound):
		return err
	}
	return s.showSignIn(c, v, http.StatusOK, url.Values{"till": {to}}, "")
}

// showSignIn shows the form for an address, with what is wrong with the one that was typed.
func (s *Site) showSignIn(c echo.Context, v *visit, status int, typed url.Values, fault string, notices ...notice) error {
	form := filled{values: typed, faults: map[string]string{"email": fault}}
	email := form.field(field{Name: "email", Label: v.text("sign_in.email"), Kind: "email", Autocomplete: "email"})
	return s.account(c, v, status, signInPage{
		Title: v.text("nav.sign_in"), Lead: v.text("sign_in.lead"), Summary: form.summary(v, email), Fields: []field{email},
		Hidden: map[string]string{"till": typed.Get("till")}, Action: v.link(s.Links.Path("logga-in"), nil), Button: v.text("sign_in.send"),
	}, notices...)
}

func (s *Site) account(c echo.Context, v *visit, status int, main signInPage, notices ...notice) error {
	return s.desk(c, v, &page{template: "account/sign_in", Title: main.Title, section: "logga-in", Main: main, path: c.Request().URL.Path, status: status, Notices: notices})
}

// askToSignIn answers POST /logga-in, alike for an address that is known and one that is not.
func (s *Site) askToSignIn(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	form.Set("till", s.local(form.Get("till")))
	email, err := board.ParseEmail(form.Get("email"))
	if err != nil {
		return s.showSignIn(c, v, http.StatusUnprocessableEntity, form, words.Fault(v.lang, board.Fault{Field: "email", Code: "email"}))
	}
	return s.sendSignIn(c, v, email, form)
}

// sendSignIn has a letter sent, and leads to the page for its code.
func (s *Site) sendSignIn(c echo.Context, v *visit, email string, form url.Values) error {
	asked, err := s.Desk.AskToSignIn(c.Request().Context(), email, v.lang, form.Get("till"), c.RealIP())
	if often := (*board.TooMany)(nil); errors.As(err, &often) {
		return s.showSignIn(c, v, http.StatusTooManyRequests, form, "", notice{Text: tooOften(c, v, often)})
	}
	if err != nil {
		return err
	}
	value := asked + "." + base64.RawURLEncoding.EncodeToString([]byte(email))
	c.SetCookie(s.asked.with(value, int(desk.SignInLife/time.Second)))
	return s.seeOther(c, v, s.Links.Path("logga-in", "kod"), "")
}

// tooOften says how long to wait, to the person and to the program.
func tooOften(c echo.Context, v *visit, often *board.TooMany) string {
	wait := often.Wait.Truncate(time.Minute) + time.Minute
	c.Response().Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)))
	return v.text("form.too_often", "time", words.Age(v.lang, wait))
}

// askedHere is what this browser asked with, and the address that it asked for; empty: it did not ask.
func (s *Site) askedHere(c echo.Context) (asked, email string) {
	cookie, err := c.Cookie(s.asked.name)
	if err != nil {
		return "", ""
	}
	asked, encoded, _ := strings.Cut(cookie.Value, ".")
	text, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil {
		return "", ""
	}
	email, _ = board.ParseEmail(string(text))
	return asked, email
}

// codeForm answers GET /logga-in/kod, in the browser that asked.
func (s *Site) codeForm(c echo.Context) error { return s.showCode(c, http.StatusOK, "") }

func (s *Site) showCode(c echo.Context, status int, fault string, notices ...notice) error {
	v := s.visit(c.Request())
	_, email := s.askedHere(c)
	if email == "" {
		return s.seeOther(c, v, s.Links.Path("logga-in"), "")
	}
	form := filled{faults: map[string]string{"code": fault}}
	code := form.field(field{Name: "code", Label: v.text("sign_in.code"), Help: v.text("sign_in.code.help"), Autocomplete: "one-time-code", InputMode: "numeric"})
	return s.account(c, v, status, signInPage{
		Title: v.text("sign_in.sent"), Lead: v.text("sign_in.sent.lead", "email", email), Summary: form.summary(v, code), Fields: []field{code},
		Action: v.link(s.Links.Path("logga-in", "kod"), nil), Button: v.text("sign_in.button"),
		Other: &anchor{Name: v.text("sign_in.other"), URL: v.link(s.Links.Path("logga-in"), nil)},
	}, notices...)
}

// signInWithCode answers POST /logga-in/kod.
func (s *Site) signInWithCode(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	asked, email := s.askedHere(c)
	if email == "" {
		return s.seeOther(c, v, s.Links.Path("logga-in"), "")
	}
	entered, err := s.Desk.SignInWithCode(c.Request().Context(), asked, form.Get("code"), c.RealIP())
	wrong, often := (*desk.WrongCode)(nil), (*board.TooMany)(nil)
	switch {
	case errors.As(err, &wrong):
		return s.showCode(c, http.StatusUnprocessableEntity, v.text("sign_in.wrong", "n", wrong.Left))
	case errors.As(err, &often):
		return s.showCode(c, http.StatusTooManyRequests, "", notice{Text: tooOften(c, v, often)})
	case errors.Is(err, board.ErrGone):
		return s.showUsed(c, v, email, s.Links.Path("logga-in"), map[string]string{"email": email})
	case err != nil:
		return err
	}
	return s.enter(c, v, entered)
}

// signInLink answers GET /logga-in/{token} with a button: programs that look through mail follow links, and do not press.
func (s *Site) signInLink(c echo.Context) error {
	v := s.visit(c.Request())
	c.Response().Header().Set("Referrer-Policy", "no-referrer") // the address is the secret
	t, err := s.Desk.SignInLink(c.Request().Context(), c.Param("token"))
	if err != nil {
		return s.usedLink(c, v, t, err)
	}
	return s.account(c, v, http.StatusOK, signInPage{
		Title: v.text("sign_in.button"), Lead: v.text("sign_in.press", "email", board.MaskEmail(t.Email)),
		Action: v.link(s.Links.Path("logga-in", c.Param("token")), nil), Button: v.text("sign_in.button"),
	})
}

// useSignInLink answers POST /logga-in/{token}.
func (s *Site) useSignInLink(c echo.Context) error {
	v, ctx := s.visit(c.Request()), c.Request().Context()
	entered, err := s.Desk.SignIn(ctx, c.Param("token"))
	if err != nil {
		t, _ := s.Desk.SignInLink(ctx, c.Param("token"))
		return s.usedLink(c, v, t, err)
	}
	return s.enter(c, v, entered)
}

// usedLink answers for a link that does nothing any more, or never did. Who is in already goes on: they pressed twice.
func (s *Site) usedLink(c echo.Context, v *visit, t board.SignInToken, err error) error {
	switch {
	case errors.Is(err, board.ErrNotFound):
		return s.showUsed(c, v, "", "", nil)
	case !errors.Is(err, board.ErrGone):
		return err
	}
	if p, err := s.identify(c); err == nil && p.session.Email == t.Email {
		return s.goOn(c, v, p.editor, s.local(t.ReturnTo))
	}
	return s.showUsed(c, v, t.Email, s.Links.Path("logga-in", c.Param("token"), "ny"), nil)
}

// showUsed says that a link or a code does nothing any more, and offers another to its address where that is known.
func (s *Site) showUsed(c echo.Context, v *visit, email, again string, hidden map[string]string) error {
	main := signInPage{Title: v.text("link.used.title"), Lead: v.text("link.used.unknown")}
	form := &anchor{Name: v.text("nav.sign_in"), URL: v.link(s.Links.Path("logga-in"), nil)}
	if main.Other = form; email != "" {
		main.Lead = v.text("link.used", "email", board.MaskEmail(email))
		main.Action, main.Button, main.Hidden = v.link(again, nil), v.text("sign_in.send"), hidden
	}
	return s.account(c, v, http.StatusGone, main)
}

// askAgain answers POST /logga-in/{token}/ny: another letter to where the link was sent.
func (s *Site) askAgain(c echo.Context) error {
	v := s.visit(c.Request())
	t, err := s.Desk.SignInLink(c.Request().Context(), c.Param("token"))
	if err != nil && !errors.Is(err, board.ErrGone) {
		return s.usedLink(c, v, t, err)
	}
	return s.sendSignIn(c, v, t.Email, url.Values{"till": {t.ReturnTo}})
}

// enter gives a browser its session, and leads to where its person wanted to go.
func (s *Site) enter(c echo.Context, v *visit, e desk.Entered) error {
	c.SetCookie(s.cookie.with(e.Token, int(desk.SessionLife/time.Second)))
	c.SetCookie(s.asked.with("", -1))
	return s.goOn(c, v, e.Editor, s.local(e.ReturnTo))
}

// goOn leads somebody who has signed in to a page, or to the one that they begin with.
func (s *Site) goOn(c echo.Context, v *visit, e board.Editor, to string) error {
	begin := "lediga-jobb"
	if e.Role != "" {
		begin = "redaktionen"
	}
	if to == "" {
		to = v.link(s.Links.Path(begin), nil)
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// maxLocal is how many bytes a path may have that an address leads on to.
const maxLocal = 2000

// local is a path of this service with its parameters, or nothing: what an address asks to be led to afterwards must not
// lie anywhere else.
func (s *Site) local(to string) string {
	u, err := url.Parse(to)
	if err != nil || len(to) > maxLocal || u.Scheme != "" || u.Host != "" || u.User != nil || u.Fragment != "" {
		return ""
	}
	lies := path.Clean(u.Path) == cmp.Or(strings.TrimSuffix(u.Path, "/"), "/") && strings.HasPrefix(u.Path, s.Links.BasePath()+"/")
	if !lies || strings.ContainsAny(u.Path, "\\") || strings.HasPrefix(to, "//") {
		return ""
	}
	return u.RequestURI()
}
