package site

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/words"
)

// An ownPage is everything that there is of a reader who follows searches.
type ownPage struct {
	Email    string
	Action   string
	Summary  *summary
	Alerts   []ownAlert
	Data     string // what there is, in a sentence
	Download string
	Erase    string
}

// An ownAlert is one of them with what can be changed.
type ownAlert struct {
	ID     string
	Name   string
	Search string // address of the search
	State  string
	Asked  bool // it is not confirmed yet: it can only be ended
	Fields []field
}

func (s *Site) ownLink(c echo.Context, v *visit, more ...string) string {
	return v.link(s.Links.Path(append([]string{"bevakningar", "mina", c.Param("token")}, more...)...), nil)
}

// ownAlerts answers GET /bevakningar/mina/{token}.
func (s *Site) ownAlerts(c echo.Context) error {
	return s.showOwn(c, s.secretly(c), http.StatusOK, nil, nil)
}

// showOwn shows a reader's page, with what was typed for one alert and what is wrong with that.
func (s *Site) showOwn(c echo.Context, v *visit, status int, typed url.Values, wrong *board.Invalid) error {
	f, err := s.Desk.Follower(c.Request().Context(), c.Param("token"))
	if err != nil {
		return s.alertGone(c, v, err)
	}
	main := ownPage{
		Email: f.Email, Action: s.ownLink(c, v), Download: s.ownLink(c, v, "uppgifter.json"), Erase: s.ownLink(c, v, "radera"),
		Data: v.text("alert.data", "n", len(f.Alerts), "told", len(f.Told), "letters", len(f.Letters)),
	}
	for _, a := range f.Alerts {
		one := newFilled(v, url.Values{"frequency": {string(a.Frequency)}, "pause": {pausedUntil(a, s.Now()).String()}}, nil)
		if string(a.ID) == typed.Get("alert") {
			one = newFilled(v, typed, wrong)
		}
		own := s.ownAlert(v, a, one)
		if summary := one.summary(v, own.Fields...); summary != nil {
			main.Summary = summary
		}
		main.Alerts = append(main.Alerts, own)
	}
	return s.desk(c, v, &page{
		template: "account/alerts", Title: v.text("alert.own"), Main: main, status: status, Notices: ownNotices(v), path: c.Request().URL.Path,
	})
}

// pausedUntil is the day on which an alert goes on; none where it is not paused.
func pausedUntil(a board.Alert, now time.Time) board.Date {
	if !a.PausedUntil.After(now) {
		return board.Date{}
	}
	return board.DateOf(a.PausedUntil)
}

func (s *Site) ownAlert(v *visit, a board.Alert, f filled) ownAlert {
	values, _ := url.ParseQuery(a.Query) // what the desk keeps was written by Encode
	own := ownAlert{ID: string(a.ID), Name: a.Name, Search: v.link(s.Links.Path("lediga-jobb"), values)}
	switch pause := pausedUntil(a, s.Now()); {
	case a.ConfirmedAt.IsZero():
		own.State, own.Asked = v.text("alert.state.waiting"), true
		return own
	case !pause.IsZero():
		own.State = v.text("alert.state.paused", "date", words.Date(v.lang, pause))
	default:
		own.State = v.text("alert.state.running", "date", words.Date(v.lang, board.DateOf(a.ConfirmedAt)))
	}
	own.Fields = []field{
		f.field(field{Name: "frequency", Label: v.text("alert.how_often"), Kind: "select", Options: frequencies(v)}),
		f.field(field{Name: "pause", Label: v.text("alert.pause"), Help: v.text("alert.pause.help"), Kind: "date", Optional: true}),
	}
	for i := range own.Fields {
		own.Fields[i].ID += "-" + own.ID
	}
	return own
}

// ownNotices is what has just been done.
func ownNotices(v *visit) []notice {
	switch v.values.Get("sagt") {
	case "andrad":
		return []notice{{Text: v.text("alert.saved")}}
	case "avslutad":
		return []notice{{Text: v.text("alert.own_ended")}}
	}
	return nil
}

// changeAlert answers POST /bevakningar/mina/{token}: one alert is changed, paused or ended.
func (s *Site) changeAlert(c echo.Context) error {
	v, ctx := s.secretly(c), c.Request().Context()
	form, err := readForm(c)
	if err != nil {
		return err
	}
	id, done := board.ID(form.Get("alert")), "andrad"
	if form.Get("gor") == "avsluta" {
		err, done = s.Desk.EndOwnAlert(ctx, c.Param("token"), id), "avslutad"
	} else {
		err = s.saveAlert(c, id, form)
	}
	var invalid *board.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.showOwn(c, v, http.StatusUnprocessableEntity, form, invalid)
	case err != nil:
		return s.alertGone(c, v, err)
	}
	if _, err := s.Desk.Follower(ctx, c.Param("token")); errors.Is(err, board.ErrGone) { // it was the last one
		return s.erased(c, v)
	}
	return s.seeOther(c, v, s.Links.Path("bevakningar", "mina", c.Param("token")), done)
}

func (s *Site) saveAlert(c echo.Context, id board.ID, form url.Values) error {
	var pause board.Date
	if typed := form.Get("pause"); typed != "" {
		var err error
		if pause, err = board.ParseDate(typed); err != nil {
			pause = board.DateOf(s.Now()) // a day that no pause ends on
		}
	}
	return s.Desk.ChangeAlert(c.Request().Context(), c.Param("token"), id, board.Frequency(form.Get("frequency")), pause)
}

// eraseFollower answers POST /bevakningar/mina/{token}/radera.
func (s *Site) eraseFollower(c echo.Context) error {
	v := s.secretly(c)
	if err := s.Desk.Erase(c.Request().Context(), c.Param("token")); err != nil {
		return s.alertGone(c, v, err)
	}
	return s.erased(c, v)
}

func (s *Site) erased(c echo.Context, v *visit) error {
	return s.account(c, v, http.StatusOK, signInPage{
		Title: v.text("alert.erased.title"), Lead: v.text("alert.erased"),
		Other: &anchor{Name: v.text("alert.new"), URL: v.link(s.Links.Path("bevakningar"), nil)},
	})
}

// follower is a reader's data as a file.
type follower struct {
	Email   string           `json:"email"`
	Alerts  []followerAlert  `json:"alerts"`
	Told    []followerTold   `json:"told"`
	Letters []followerLetter `json:"letters"`
}

type followerAlert struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	URL         string     `json:"url"`
	Frequency   string     `json:"frequency"`
	Language    string     `json:"language"`
	CreatedAt   time.Time  `json:"created_at"`
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	PausedUntil *time.Time `json:"paused_until,omitempty"`
	AskedAt     *time.Time `json:"asked_at,omitempty"`
}

type followerTold struct {
	Job    string     `json:"job"`
	Alert  string     `json:"alert"`
	CameAt time.Time  `json:"came_at"`
	ToldAt *time.Time `json:"told_at,omitempty"`
}

type followerLetter struct {
	Kind      string     `json:"kind"`
	State     string     `json:"state"`
	SettledAt *time.Time `json:"settled_at,omitempty"`
}

// exportFollower answers GET /bevakningar/mina/{token}/uppgifter.json.
func (s *Site) exportFollower(c echo.Context) error {
	v := s.secretly(c)
	f, err := s.Desk.Follower(c.Request().Context(), c.Param("token"))
	if err != nil {
		return s.alertGone(c, v, err)
	}
	body, err := json.MarshalIndent(s.followerFile(f), "", "  ")
	if err != nil {
		return fmt.Errorf("a reader's data: %w", err)
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", `attachment; filename="bevakningar.json"`)
	return c.Blob(http.StatusOK, "application/json; charset=utf-8", append(body, '\n'))
}

func (s *Site) followerFile(f desk.Follower) follower {
	file := follower{Email: f.Email, Alerts: []followerAlert{}, Told: []followerTold{}, Letters: []followerLetter{}}
	for _, a := range f.Alerts {
		values, _ := url.ParseQuery(a.Query)
		file.Alerts = append(file.Alerts, followerAlert{
			ID: string(a.ID), Name: a.Name, URL: withQuery(s.Links.Absolute(s.Links.Path("lediga-jobb")), values), Frequency: string(a.Frequency),
			Language: string(a.Language), CreatedAt: a.CreatedAt, ConfirmedAt: given(a.ConfirmedAt), PausedUntil: given(a.PausedUntil), AskedAt: given(a.AskedAt),
		})
	}
	for _, t := range f.Told {
		file.Told = append(file.Told, followerTold{string(t.Job), string(t.Alert), t.Came, given(t.At)})
	}
	for _, n := range f.Letters {
		file.Letters = append(file.Letters, followerLetter{string(n.Kind), string(n.State), given(n.SettledAt)})
	}
	return file
}

// given is an instant, nothing where it is none.
func given(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
