package site

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"

	"ledigajobb/internal/board"
	"ledigajobb/internal/prefill"
)

// prefill fills the draft in with what stands at an address. What is found is marked until somebody has looked at it.
func (f *drafting) prefill(address string) error {
	ctx := f.c.Request().Context()
	if err := f.Desk.AllowReading(ctx, f.actor(), f.c.RealIP()); err != nil {
		return err
	}
	found, err := f.Prefill.Read(ctx, address, board.DateOf(f.Now()))
	if err != nil {
		return err
	}
	return f.save(0, filledIn(f.draft, found))
}

// filledIn is the draft with what was found. Who advertises, and for whom, stays as it was said.
func filledIn(was *board.Draft, found prefill.Found) *board.Draft {
	d := *was
	d.Ad, d.Employer, d.EmployerID = found.Ad, found.Employer, 0
	d.Ad.Agency = was.Ad.Agency
	d.Ad.Language = cmp.Or(d.Ad.Language, board.Swedish)
	d.Ad.Profile.Level = cmp.Or(d.Ad.Profile.Level, board.LevelExperienced)
	d.Form.Link, d.Form.Typed, d.Form.Check = found.Address, nil, map[string]string{}
	for field, how := range found.How {
		d.Form.Check[field] = string(how)
	}
	return &d
}

// notFound shows the first step again, with why nothing was found at the address.
func (f *drafting) notFound(form url.Values, err error) error {
	f.at = 0
	var invalid *board.Invalid
	var often *board.TooMany
	switch {
	case errors.As(err, &invalid):
		return f.show(http.StatusUnprocessableEntity, f.typed(form), invalid)
	case errors.As(err, &often):
		return f.show(http.StatusTooManyRequests, f.typed(form), nil, notice{Text: tooOften(f.c, f.visit, often)})
	}
	return err
}
