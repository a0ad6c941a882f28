package site

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
)

// A mineAct is something that an owner does with an ad: the form that it is done in, empty for one without fields of its own,
// what it does, and the text done.SAID that says so.
type mineAct struct {
	form, said string
	do         func(o *owning, seen desk.Seen, form url.Values) error
}

// mineActs is what owners do with their ads, by the last part of its address.
var mineActs = map[string]mineAct{
	"forlang":    {"extend", "ad_extended", extendMine},
	"avsluta":    {"close", "ad_ended", endMine},
	"utfall":     {"outcome", "ad_outcome", endMine},
	"ta-bort":    {"remove", "ad_removed", removeMine},
	"avbestall":  {"cancel", "ad_cancelled", cancelMine},
	"agare":      {"owner", "owner_added", addOwner},
	"utan-agare": {"", "owner_removed", removeOwner},
}

// actOnMine answers POST /mina-annonser/{id}/{act}.
func (s *Site) actOnMine(c echo.Context) error {
	o, err := s.owned(c)
	if err != nil {
		return err
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	switch name := c.Param("act"); name {
	case "aterannonsera":
		return o.begin(attempt{form: "again", typed: form}, desk.Start{Readvertise: o.job.ID, ApplyAgain: form.Get("apply_again") == "ja"})
	case "mall":
		return o.begin(attempt{form: "copy", typed: form}, desk.Start{Copy: o.job.ID})
	default:
		act, ok := mineActs[name]
		if !ok {
			return board.ErrNotFound
		}
		return o.act(act, form)
	}
}

func (o *owning) act(act mineAct, form url.Values) error {
	err := act.do(o, desk.Seen{Job: o.job.ID, Version: version(form)}, form)
	var invalid *board.Invalid
	var stale *board.Stale
	var move *board.MoveError
	var often *board.TooMany
	switch {
	case err == nil:
		return o.done(act.said)
	case errors.As(err, &invalid):
		return o.show(attempt{form: act.form, typed: form, wrong: invalid, status: http.StatusUnprocessableEntity}, "")
	case errors.As(err, &stale):
		return o.show(attempt{form: act.form, typed: form}, o.text("my.conflict"))
	case errors.Is(err, desk.ErrPrice):
		return o.show(attempt{form: act.form, typed: form}, o.text("my.extend.price"))
	case errors.As(err, &move):
		return o.show(attempt{form: act.form, typed: form}, o.text("my.not_now"))
	case errors.As(err, &often):
		return o.show(attempt{form: act.form, typed: form, status: http.StatusTooManyRequests}, tooOften(o.c, o.visit, often))
	}
	return err
}

// done leads back to the ad, or to the list where the ad is no longer theirs, and says what was done.
func (o *owning) done(said string) error {
	path := o.Links.Path("mina-annonser", string(o.job.ID))
	if !slices.Contains(o.job.Owners, o.session.Email) {
		path = o.Links.Path("mina-annonser")
	}
	return o.seeOther(o.c, o.visit, path, said)
}

// begin begins a draft that repeats the ad, as a form of its page asked.
func (o *owning) begin(try attempt, start desk.Start) error {
	draft, _, err := o.Desk.StartDraft(o.c.Request().Context(), o.actor(), start, o.c.RealIP())
	if move := (*board.MoveError)(nil); errors.As(err, &move) {
		return o.show(try, o.text("my.not_now"))
	}
	if often := (*board.TooMany)(nil); errors.As(err, &often) {
		try.status = http.StatusTooManyRequests
		return o.show(try, tooOften(o.c, o.visit, often))
	}
	if err != nil {
		return err
	}
	return o.c.Redirect(http.StatusSeeOther, o.link(o.Links.Path("platsannonsera", string(draft.ID)), nil))
}

func extendMine(o *owning, seen desk.Seen, form url.Values) error {
	e := desk.Extension{Reason: form.Get("reason"), Buy: form.Get("buy") != ""}
	sum, terms, _ := strings.Cut(form.Get("buy"), " ")
	e.Accepts = desk.Acceptance{Terms: terms, Sum: acceptedSum(url.Values{"sum": {sum}})}
	var err error
	if e.Deadline, err = board.ParseDeadline(form.Get("application_deadline")); err != nil {
		e.Deadline = board.Deadline{}
	}
	_, err = o.Desk.ExtendAd(o.c.Request().Context(), o.actor(), seen, e)
	return err
}

func endMine(o *owning, seen desk.Seen, form url.Values) error {
	_, err := o.Desk.EndAd(o.c.Request().Context(), o.actor(), seen, form.Get("reason"))
	return err
}

// removeMine never waits, whatever was changed meanwhile.
func removeMine(o *owning, _ desk.Seen, _ url.Values) error {
	_, err := o.Desk.WithdrawNow(o.c.Request().Context(), o.actor(), o.job.ID, board.EndAsked)
	return err
}

func cancelMine(o *owning, seen desk.Seen, _ url.Values) error {
	_, err := o.Desk.CancelOrder(o.c.Request().Context(), o.actor(), seen)
	return err
}

func addOwner(o *owning, seen desk.Seen, form url.Values) error {
	_, err := o.Desk.AddOwner(o.c.Request().Context(), o.actor(), seen, form.Get("owners"))
	return err
}

func removeOwner(o *owning, seen desk.Seen, form url.Values) error {
	job, err := o.Desk.RemoveOwner(o.c.Request().Context(), o.actor(), seen, form.Get("owners"))
	if err == nil {
		o.job = job
	}
	return err
}
