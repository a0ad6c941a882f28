package site

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
)

// A correctPage mends small things in an ad that waits.
type correctPage struct {
	Headline string
	Action   string
	Version  string
	Fields   []field
	Text     string // the ad's, to look words up in
	Lang     string
	Summary  *summary
	Back     anchor
}

// correct shows the form, or mends the ad and shows it again.
func (r *reviewing) correct(c echo.Context, f reviewForm) error {
	if r.job.WaitsSince().IsZero() {
		return r.show(c, http.StatusConflict, whyNot(r.visit, r.job, r.names, r.now))
	}
	if c.Request().Method != http.MethodPost {
		return r.showCorrect(c, f, r.stated(), nil)
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	seen, err := r.seen(form.Get("version"))
	if err != nil {
		return err
	}
	correction, invalid := correctionOf(form)
	if invalid != nil {
		return r.showCorrect(c, f, form, invalid)
	}
	decision, err := r.Desk.Correct(r.ctx, r.actor(), seen, correction)
	switch {
	case errors.As(err, &invalid):
		return r.showCorrect(c, f, form, invalid)
	case err != nil:
		return r.refused(c, err)
	}
	return r.said(c, r.Links.Path("redaktionen", "granska", string(r.job.ID)), decision)
}

// stated is the form filled with what the ad says.
func (r *reviewing) stated() url.Values {
	ad := r.job.Waiting()
	return url.Values{
		"version": {seenVersion(r.job)}, "headline": {ad.Headline}, "title": {ad.Title}, "application_deadline": {ad.Deadline.String()},
		"application_details.url": {ad.Apply.URL}, "application_details.email": {ad.Apply.Email},
	}
}

func correctionOf(form url.Values) (desk.Correction, *board.Invalid) {
	c := desk.Correction{
		Headline: form.Get("headline"), Title: form.Get("title"), ApplyURL: form.Get("application_details.url"),
		ApplyEmail: form.Get("application_details.email"), Words: form.Get("words"), By: form.Get("by"), Note: form.Get("note"),
	}
	if given := form.Get("application_deadline"); given != "" {
		deadline, err := board.ParseDeadline(given)
		if err != nil {
			return c, &board.Invalid{Faults: []board.Fault{{Field: "application_deadline", Code: "deadline.format"}}}
		}
		c.Deadline = deadline
	}
	return c, nil
}

func (r *reviewing) showCorrect(c echo.Context, f reviewForm, form url.Values, invalid *board.Invalid) error {
	typed, ad := newFilled(r.visit, form, invalid), r.job.Waiting()
	fields := []field{
		{Name: "headline", Label: r.text("review.headline")},
		{Name: "title", Label: r.text("review.job_title"), Optional: true},
		{Name: "application_deadline", Label: r.text("job.deadline"), Help: r.text("correct.deadline_help"), Optional: true},
		{Name: "application_details.url", Label: r.text("review.apply"), Kind: "url", Optional: true},
		{Name: "application_details.email", Label: r.text("correct.email"), Kind: "email", Optional: true},
		{Name: "words", Label: r.text("correct.words"), Help: r.text("correct.words_help"), Optional: true},
		{Name: "by", Label: r.text("correct.by"), Optional: true},
		{Name: "note", Label: r.text("correct.note"), Help: r.text("correct.note_help")},
	}
	for i := range fields {
		fields[i] = typed.field(fields[i])
	}
	main := correctPage{
		Headline: ad.Headline, Action: r.formLink(f), Version: form.Get("version"), Fields: fields, Text: ad.Text.Plain,
		Lang: other(r.lang, ad.Language), Summary: typed.summary(r.visit, fields...),
		Back: anchor{Name: r.text("message.back"), URL: r.reviewLink(r.visit, r.job.ID)},
	}
	status := http.StatusOK
	if main.Summary != nil {
		status = http.StatusUnprocessableEntity
	}
	return r.desk(c, r.visit, &page{
		template: "editor/correct", scripts: []string{"editor/queue"}, section: "", status: status, Title: r.text("decide.correct"), Main: main, path: main.Action,
		Crumbs: []anchor{{Name: r.text("desk.review"), URL: r.link(r.Links.Path("redaktionen"), nil)},
			{Name: ad.Headline, URL: main.Back.URL}, {Name: r.text("decide.correct"), Current: "page"}},
	})
}
