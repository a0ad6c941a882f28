package site

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/picture"
)

// myLogo is the logo of an ad, to be changed.
type myLogo struct {
	Action  string
	Version int
	Field   logoField
	Help    string // for which ads, and from when on
	Why     string // why it cannot be changed here; empty: it can
	Contact anchor // who can
}

// logo is the ad's logo, where its owner has a say in it, with what was wrong with the last try.
func (o *owning) logo(try attempt) (*myLogo, error) {
	is, err := o.Desk.LogoOfAd(o.c.Request().Context(), o.actor(), o.job.ID)
	if err != nil || !is.Change && !is.Asks {
		return nil, err
	}
	form := &myLogo{Action: o.address("logotyp"), Version: o.job.Version, Field: newLogoField(o.visit, is.Key, ""), Help: o.text("my.logo.with_ad")}
	if is.All {
		form.Help = o.text("my.logo.all")
	}
	if is.Key != "" {
		form.Field.Shown = o.Links.Local(o.Links.Logo(is.Key))
	}
	if is.Asks {
		form.Why = o.text("my.logo.asks")
		form.Contact = anchor{Name: o.text("my.logo.contact"), URL: o.link(o.Links.Path("kontakt"), nil)}
	}
	if try.form == "logo" {
		form.Field.Fault = newFilled(o.visit, nil, try.wrong).faults["logo"]
	}
	return form, nil
}

// saveMyLogo answers POST /mina-annonser/{id}/logotyp.
func (s *Site) saveMyLogo(c echo.Context) error {
	o, err := s.owned(c)
	if err != nil {
		return err
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	file, err := sentFile(c.Request(), "logo")
	if err != nil {
		return err
	}
	if len(file) == 0 && form.Get("gor") != "utan-logotyp" {
		return o.show(attempt{form: "logo", wrong: &board.Invalid{Faults: []board.Fault{{Field: "logo", Code: "required"}}}}, "")
	}
	if form.Get("gor") == "utan-logotyp" {
		file = nil
	}
	_, err = s.Desk.SaveAdLogo(c.Request().Context(), o.actor(), desk.Seen{Job: o.job.ID, Version: version(form)}, file)
	var invalid *board.Invalid
	wrong := (*picture.Error)(nil)
	if errors.As(err, &wrong) && errors.As(logoFault(wrong), &invalid) {
		return o.show(attempt{form: "logo", wrong: invalid}, "")
	}
	if often := (*board.TooMany)(nil); errors.As(err, &often) {
		return o.show(attempt{status: http.StatusTooManyRequests}, tooOften(c, o.visit, often))
	}
	if errors.Is(err, board.ErrConflict) {
		return o.show(attempt{}, o.text("my.conflict"))
	}
	if err != nil {
		return err
	}
	return o.done("logo_saved")
}
