package site

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/search"
)

// alertRoutes is how readers follow a search by mail.
func (s *Site) alertRoutes() []route {
	return []route{
		{"GET", "/bevakningar", anyone, s.watchForm},
		{"POST", "/bevakningar", anyone, s.watch},
		{"GET", "/bevakningar/skickat", anyone, s.watchAsked},
		{"GET", "/bevakningar/bekrafta/:token", anyone, s.alertToConfirm},
		{"POST", "/bevakningar/bekrafta/:token", anyone, s.confirmAlert},
		{"GET", "/bevakningar/avsluta/:token", anyone, s.alertsToEnd},
		{"POST", "/bevakningar/avsluta/:token", anyone, s.endAlerts},
		{"GET", "/bevakningar/mina/:token", anyone, s.ownAlerts},
		{"POST", "/bevakningar/mina/:token", anyone, s.changeAlert},
		{"POST", "/bevakningar/mina/:token/radera", anyone, s.eraseFollower},
		{"GET", "/bevakningar/mina/:token/uppgifter.json", anyone, s.exportFollower},
	}
}

// A watchPage asks for two things: where to write, and how often.
type watchPage struct {
	Search  string // what it is called
	Action  string
	Hidden  []hidden
	Summary *summary
	Email   field
	Often   ticks
	Fault   string
	Trap    string // the name of a field that people do not see, and programs fill in
	Privacy string
}

// watchLink is where a search becomes an alert.
func (s *Site) watchLink(v *visit, q board.Query) string {
	q = followable(q)
	return v.link(s.Links.Path("bevakningar"), q.Values())
}

// watchSimilar is where the search for an ad's role in its county becomes an alert.
func (s *Site) watchSimilar(v *visit, j *board.Job) string {
	if len(j.Ad.Profile.Roles) == 0 {
		return ""
	}
	q := board.Query{Limit: board.DefaultLimit, Filters: map[board.Facet][]string{board.FacetRole: {string(j.Ad.Profile.Roles[0])}}}
	if regions := j.Values(board.FacetRegion); len(regions) > 0 {
		q.Filters[board.FacetRegion] = regions
	}
	return v.link(s.Links.Path("bevakningar"), q.Values())
}

// followable is what of a search can be followed: not how it was looked at, nor days, which would be over at some time.
func followable(q board.Query) board.Query {
	return board.Query{Text: q.Text, Filters: q.Filters, Nationwide: q.Nationwide, Limit: board.DefaultLimit}
}

// watched is the search that an address or a form names, as it is followed: with errors mended, as it was answered.
func (s *Site) watched(ctx context.Context, v *visit, version *search.Version) (board.Query, error) {
	q, err := s.query(ctx, v, version)
	q = followable(q)
	if err == nil && q.Text != "" {
		if meant := version.Search(q).Corrected; meant != "" {
			q.Text = meant
		}
	}
	return q, err
}

// maxNamed is how many characters of a search's words are in its name.
const maxNamed = 80

// unlinked takes out of words what mail programs make links of: a stranger may have typed them, for a letter to somebody
// else.
var unlinked = strings.NewReplacer("://", " ", "/", " ", "@", " ", ".", " ")

// searchName is what a search is called: its words and the names of its filters.
func (s *Site) searchName(v *visit, version *search.Version, q board.Query) string {
	var parts []string
	if q.Text != "" {
		parts = append(parts, v.text("alert.words", "words", richtext.Excerpt(unlinked.Replace(q.Text), maxNamed)))
	}
	for _, c := range (listing{Site: s, visit: v, version: version, query: q, now: s.Now()}).chips() {
		parts = append(parts, c.Name)
	}
	if len(parts) == 0 {
		return v.text("alert.all")
	}
	return strings.Join(parts, ", ")
}

// watchForm answers GET /bevakningar.
func (s *Site) watchForm(c echo.Context) error {
	return s.showWatch(c, s.visit(c.Request()), http.StatusOK, url.Values{"frequency": {string(board.Daily)}}, nil, "")
}

// showWatch shows the form with what was typed and what is wrong with it.
func (s *Site) showWatch(c echo.Context, v *visit, status int, typed url.Values, wrong *board.Invalid, fault string) error {
	version := s.Index.At(s.Now())
	q, err := s.watched(c.Request().Context(), v, version)
	if err != nil {
		return err
	}
	f := newFilled(v, typed, wrong)
	main := watchPage{
		Search: s.searchName(v, version, q), Action: v.link(s.Links.Path("bevakningar"), nil), Fault: fault, Trap: trap,
		Privacy: v.link(s.Links.Path("personuppgifter"), nil),
		Email:   f.field(field{Name: "email", Label: v.text("alert.email"), Kind: "email", Autocomplete: "email"}),
	}
	often := f.field(field{Name: "frequency", Options: s.often(v, version, q)})
	main.Often = ticks{
		ID: often.ID, Name: often.Name, Label: v.text("alert.how_often"), Help: v.text("alert.how_often.help"), Fault: often.Fault,
		Radio: true, Options: often.Options,
	}
	for name, given := range sorted(q.Values()) {
		for _, value := range given {
			main.Hidden = append(main.Hidden, hidden{name, value})
		}
	}
	main.Summary = f.summary(v, main.Email, often)
	return s.desk(c, v, &page{
		template: "account/watch", Title: v.text("alert.make"), Main: main, status: status, Notices: v.notices,
		path: s.Links.Path("bevakningar"), values: q.Values(),
		Crumbs: []anchor{{Name: v.text("nav.jobs"), URL: v.link(s.Links.Path("lediga-jobb"), q.Values())}, {Name: v.text("alert.make"), Current: "page"}},
	})
}

// frequencies is the choices of how often.
func frequencies(v *visit) []option {
	var options []option
	for _, f := range board.Frequencies() {
		options = append(options, option{Value: string(f), Name: reference.Label(v.lang, reference.ListFrequency, string(f))})
	}
	return options
}

// often is the choices of how often, with how many letters each would have brought in the last weeks.
func (s *Site) often(v *visit, version *search.Version, q board.Query) []option {
	options := frequencies(v)
	first, came := arrivals(version, q, s.Now())
	for i, f := range board.Frequencies() {
		options[i].Name += " (" + expectation(v, f.Letters(first, came)) + ")"
	}
	return options
}

// weeksCounted is over how many weeks it is counted how often a search finds something new.
const weeksCounted = 4

// arrivals is how many of the ads that stand came until each of the last mornings, the last of them the next one.
func arrivals(version *search.Version, q board.Query, now time.Time) (first board.Date, came []int) {
	last := board.DateOf(now)
	if !now.Before(last.Morning()) {
		last = last.AddDays(1)
	}
	first = last.AddDays(1 - 7*weeksCounted)
	var mornings []time.Time
	for day := first.AddDays(-1); day != last; day = day.AddDays(1) {
		mornings = append(mornings, day.Morning())
	}
	after := append(version.PublishedAfter(q, mornings...), 0)
	for i := range mornings {
		came = append(came, after[i]-after[i+1])
	}
	return first, came
}

// expectation is so many letters in the counted weeks as a person would say it.
func expectation(v *visit, letters int) string {
	switch {
	case letters == 0:
		return v.text("alert.expect.rare")
	case letters < weeksCounted:
		return v.text("alert.expect.month", "n", letters)
	}
	return v.text("alert.expect.week", "n", int(math.Round(float64(letters)/weeksCounted)))
}

// watch answers POST /bevakningar, alike for an address that is known and one that is not. What fell into the trap is
// answered so too, and forgotten.
func (s *Site) watch(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	v.values = form
	if form.Get(trap) != "" {
		return s.seeOther(c, v, s.Links.Path("bevakningar", "skickat"), "")
	}
	version := s.Index.At(s.Now())
	q, err := s.watched(c.Request().Context(), v, version)
	if err != nil {
		return err
	}
	err = s.Desk.Watch(c.Request().Context(), board.Alert{
		Email: form.Get("email"), Query: q.Values().Encode(), Name: s.searchName(v, version, q),
		Frequency: board.Frequency(form.Get("frequency")), Language: v.lang,
	}, c.RealIP())
	var invalid *board.Invalid
	var often *board.TooMany
	switch {
	case errors.As(err, &invalid):
		return s.showWatch(c, v, http.StatusUnprocessableEntity, form, invalid, "")
	case errors.As(err, &often):
		return s.showWatch(c, v, http.StatusTooManyRequests, form, nil, tooOften(c, v, often))
	case err != nil:
		return err
	}
	return s.seeOther(c, v, s.Links.Path("bevakningar", "skickat"), "")
}

// watchAsked answers GET /bevakningar/skickat.
func (s *Site) watchAsked(c echo.Context) error {
	v := s.visit(c.Request())
	return s.account(c, v, http.StatusOK, signInPage{
		Title: v.text("alert.sent.title"), Lead: v.text("alert.sent"),
		Other: &anchor{Name: v.text("alert.sent.back"), URL: v.link(s.Links.Path("lediga-jobb"), nil)},
	})
}

// alertToConfirm answers GET /bevakningar/bekrafta/{token} with a button: programs that look through mail follow links, and
// do not press.
func (s *Site) alertToConfirm(c echo.Context) error {
	v := s.secretly(c)
	a, err := s.Desk.AlertToConfirm(c.Request().Context(), c.Param("token"))
	if err != nil {
		return s.alertGone(c, v, err)
	}
	title := v.text("alert.confirm")
	if !a.ConfirmedAt.IsZero() && a.Asked() {
		title = v.text("alert.keep")
	}
	return s.account(c, v, http.StatusOK, signInPage{
		Title: title, Lead: v.text("alert.confirm.lead", "search", a.Name, "frequency", frequencyName(v, a)),
		Action: v.link(s.Links.Path("bevakningar", "bekrafta", c.Param("token")), nil), Button: title,
	})
}

// secretly is the visit of a page whose address is a secret that no other site is told.
func (s *Site) secretly(c echo.Context) *visit {
	c.Response().Header().Set("Referrer-Policy", "no-referrer")
	return s.visit(c.Request())
}

func frequencyName(v *visit, a board.Alert) string {
	return reference.Label(v.lang, reference.ListFrequency, string(a.Frequency))
}

// confirmAlert answers POST /bevakningar/bekrafta/{token}.
func (s *Site) confirmAlert(c echo.Context) error {
	v := s.secretly(c)
	a, own, err := s.Desk.ConfirmAlert(c.Request().Context(), c.Param("token"))
	if err != nil {
		return s.alertGone(c, v, err)
	}
	return s.account(c, v, http.StatusOK, signInPage{
		Title: v.text("alert.confirmed.title"), Lead: v.text("alert.confirmed", "search", a.Name, "frequency", frequencyName(v, a)),
		Other: &anchor{Name: v.text("alert.change"), URL: v.link(s.Links.Path("bevakningar", "mina", own), nil)},
	})
}

// alertGone answers for a link that does nothing any more, or never did.
func (s *Site) alertGone(c echo.Context, v *visit, err error) error {
	if !errors.Is(err, board.ErrGone) {
		return err
	}
	return s.account(c, v, http.StatusGone, signInPage{
		Title: v.text("alert.gone.title"), Lead: v.text("alert.gone"),
		Other: &anchor{Name: v.text("alert.new"), URL: v.link(s.Links.Path("bevakningar"), nil)},
	})
}

// alertsToEnd answers GET /bevakningar/avsluta/{token} with a button.
func (s *Site) alertsToEnd(c echo.Context) error {
	v := s.secretly(c)
	alerts, err := s.Desk.AlertsToEnd(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	if len(alerts) == 0 {
		return s.alertsEnded(c, v)
	}
	title := v.text("alert.end")
	if len(alerts) > 1 {
		title = v.text("alert.end_all")
	}
	return s.account(c, v, http.StatusOK, signInPage{
		Title: title, Lead: v.text("alert.end.lead", "searches", alertNames(alerts)),
		Action: v.link(s.Links.Path("bevakningar", "avsluta", c.Param("token")), nil), Button: title,
	})
}

func alertNames(alerts []board.Alert) string {
	names := make([]string, len(alerts))
	for i, a := range alerts {
		names[i] = a.Name
	}
	return strings.Join(names, "; ")
}

// endAlerts answers POST /bevakningar/avsluta/{token}, by the page's button and by mail programs (RFC 8058): without a
// cookie, whatever the body, and as often as they like.
func (s *Site) endAlerts(c echo.Context) error {
	v := s.secretly(c)
	if err := s.Desk.EndAlerts(c.Request().Context(), c.Param("token")); err != nil {
		return err
	}
	return s.alertsEnded(c, v)
}

func (s *Site) alertsEnded(c echo.Context, v *visit) error {
	return s.account(c, v, http.StatusOK, signInPage{
		Title: v.text("alert.ended.title"), Lead: v.text("alert.ended"),
		Other: &anchor{Name: v.text("alert.new"), URL: v.link(s.Links.Path("bevakningar"), nil)},
	})
}
