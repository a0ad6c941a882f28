package site

import (
	"errors"
	"slices"
	"time"

	"ledigajobb/internal/advice"
	"ledigajobb/internal/board"
	"ledigajobb/internal/fetch"
)

// applyField is where applicants are led on to.
const applyField = "application_details.url"

// patience is how long somebody who fills in the form waits for an address to be tried.
const patience = 3 * time.Second

// tryApply notes whether anybody answers where the ad leads on to apply. Who has had too many addresses tried is told nothing.
func (f *drafting) tryApply(d *board.Draft) error {
	if d.Form.Unreached = ""; d.Ad.Apply.URL == "" {
		return nil
	}
	ctx := f.c.Request().Context()
	if err := f.Desk.AllowReading(ctx, f.actor(), f.c.RealIP()); err != nil {
		if errors.Is(err, board.ErrTooMany) {
			return nil
		}
		return err
	}
	client := f.Prefill.Client
	client.Timeout = patience
	err := client.Reach(ctx, d.Ad.Apply.URL)
	if errors.Is(err, fetch.ErrUnreachable) || errors.Is(err, fetch.ErrGone) {
		d.Form.Unreached = d.Ad.Apply.URL
	}
	return nil
}

// advices is everything that may be looked at again in the draft.
func (f *drafting) advices() []advice.Advice {
	all := advice.For(f.draft.Ad, f.draft.Employer.Sector, f.Now())
	if url := f.draft.Ad.Apply.URL; url != "" && url == f.draft.Form.Unreached {
		all = append(all, advice.Advice{Field: applyField, Key: "unreachable"})
	}
	return all
}

// advised is what may be looked at again on a step; every step says it on the last one. It never keeps anybody from going on.
func (f *drafting) advised(at int) (lines []adviceLine) {
	if f.draft == nil {
		return nil
	}
	typed := draftTyped(f.draft)
	names := make([]map[string]bool, len(f.steps))
	for i := range f.steps {
		names[i] = namesIn(f.sections(i, typed, nil))
	}
	for _, a := range f.advices() {
		on := slices.IndexFunc(names, func(n map[string]bool) bool { return n[a.Field] })
		line := adviceLine{Text: a.Text(f.lang)}
		switch {
		case on == f.at:
			line.URL = "#f-" + a.Field
		case on >= 0:
			line.URL = f.stepLink(on) + "#f-" + a.Field
		}
		if last := f.at == len(f.steps)-1; last || on == at {
			lines = append(lines, line)
		}
	}
	return lines
}
