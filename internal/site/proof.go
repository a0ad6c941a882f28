package site

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/words"
)

// A proofPage shows a customer their ad as it will be, what it costs, and asks for their approval.
type proofPage struct {
	Headline, Lang string
	Lead           string
	Then           string // what follows from approving
	Facts          []fact
	Look           *look
	Order          *orderBox
	Action         string
	Opened         string // address that the script tells
	Version        int
	Summary        *summary
	Comment        field
}

// proof answers GET /platsannonsera/korrektur/{token}: the ad to be approved, or what became of it. Programs that look
// through mail follow links, and do not press: nothing changes by it.
func (s *Site) proof(c echo.Context) error {
	return s.showProof(c, http.StatusOK, nil, nil)
}

// showProof shows what the link leads to, with what was written and what is wrong with it.
func (s *Site) showProof(c echo.Context, status int, form url.Values, wrong *board.Invalid, notices ...notice) error {
	v := s.visit(c.Request())
	c.Response().Header().Set("Referrer-Policy", "no-referrer") // the address is the secret
	p, err := s.Desk.Proof(c.Request().Context(), c.Param("token"))
	switch {
	case errors.Is(err, board.ErrGone), errors.Is(err, board.ErrNotFound):
		return s.account(c, v, http.StatusGone, signInPage{Title: v.text("proof.gone"), Lead: v.text("proof.gone.lead")})
	case err != nil:
		return err
	case p.Draft == nil || p.Draft.State != board.StatusUnconfirmed:
		return s.proofAnswered(c, v, p)
	}
	main, err := s.proofPage(c, v, p, newFilled(v, form, wrong))
	if err != nil {
		return err
	}
	return s.ownPage(c, v, &page{
		template: "employer/proof", scripts: []string{"employer/proof"}, Title: v.text("proof.title", "headline", main.Headline), section: "platsannonsera", status: status,
		Main: main, Notices: notices, path: c.Request().URL.Path,
	})
}

func (s *Site) proofPage(c echo.Context, v *visit, p desk.Proofed, f filled) (*proofPage, error) {
	d, path := p.Draft, c.Request().URL.Path
	prices, err := s.Desk.Prices(c.Request().Context())
	if err != nil {
		return nil, err
	}
	main := &proofPage{
		Headline: d.Ad.Headline, Lang: other(v.lang, d.Ad.Language), Lead: v.text("proof.lead"), Then: v.text("proof.then.reviewed"), Facts: orderedFacts(v, d),
		Order: priceBox(v, p.Quote), Action: v.link(path, nil), Opened: path + "/oppnat", Version: d.Version,
		Comment: f.field(field{Name: "text", Label: v.text("proof.change.what"), Help: v.text("proof.change.help"), Kind: "textarea", Lines: 5}),
	}
	switch {
	case !d.Proof.Reviewed:
		main.Then = v.text("proof.then.review")
	case d.PublishAt.After(s.Now()):
		main.Then = v.text("proof.then.scheduled", "time", words.Moment(v.lang, d.PublishAt))
	}
	main.Order.Small, main.Order.Terms = v.text("proof.small"), v.link(s.Links.Path("annonsvillkor"), nil)
	main.Summary = f.summary(v, main.Comment)
	job, customer := draftedJob(d, prices), board.Actor{Kind: board.ActorOwner, Email: d.Owner}
	if err := s.wearLogo(c.Request().Context(), customer, job, p.Quote.Order.Employer); err != nil {
		return nil, err
	}
	main.Look, err = s.looks(v, job, later(d.PublishAt, s.Now()))
	return main, err
}

// proofAnswered says what became of a proof that can no longer be answered.
func (s *Site) proofAnswered(c echo.Context, v *visit, p desk.Proofed) error {
	if p.Job != nil {
		return s.proofApproved(c, v, p.Job)
	}
	main := signInPage{Title: v.text("proof.changing"), Lead: v.text("proof.changing.lead")}
	switch p.Draft.ProofState() {
	case board.ProofCommented:
		main = signInPage{Title: v.text("proof.commented"), Lead: v.text("proof.commented.lead"), Wrote: commentOf(v, p.Draft)}
		if main.Wrote != nil { // it may have been erased
			main.Wrote.By = v.text("proof.commented.wrote")
		}
	case board.ProofTaken:
		main = signInPage{Title: v.text("proof.taken"), Lead: v.text("proof.taken.lead"), Action: v.link(c.Request().URL.Path, nil),
			Hidden: map[string]string{"gor": "formular"}, Button: v.text("proof.taken.button")}
	}
	return s.account(c, v, http.StatusOK, main)
}

// proofApproved says what happens with an ad that has been approved.
func (s *Site) proofApproved(c echo.Context, v *visit, j *board.Job) error {
	now := s.Now()
	main := signInPage{Title: v.text("proof.approved"), Lead: v.text("proof.approved.lead", "headline", j.Ad.Headline, "state", v.text("state."+string(j.Status(now))))}
	main.Other = &anchor{Name: v.text("nav.my_ads"), URL: v.link(s.Links.Path("mina-annonser"), nil)}
	switch j.Status(now) {
	case board.StatusLive:
		main.Lead = v.text("proof.approved.live", "headline", j.Ad.Headline)
		main.Other = &anchor{Name: v.text("letter.approved.button"), URL: v.link(s.Links.Local(s.Links.Job(j)), nil)}
	case board.StatusScheduled:
		main.Lead = v.text("proof.approved.scheduled", "headline", j.Ad.Headline, "time", words.Moment(v.lang, j.Run.From))
	case board.StatusInReview:
		main.Lead = v.text("proof.approved.review", "headline", j.Ad.Headline)
	}
	return s.account(c, v, http.StatusOK, main)
}

// answerProof answers POST /platsannonsera/korrektur/{token}: the ad is approved, commented on, or taken over into the form.
func (s *Site) answerProof(c echo.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	switch form.Get("gor") {
	case "formular":
		return s.takeProof(c)
	case "andra":
		err = s.Desk.CommentProof(c.Request().Context(), c.Param("token"), form.Get("text"))
	default:
		accepts := desk.Acceptance{Terms: form.Get("terms"), Sum: acceptedSum(form)}
		_, err = s.Desk.ApproveProof(c.Request().Context(), c.Param("token"), version(form), accepts)
	}
	return s.proofAnswer(c, form, err)
}

// proofAnswer leads back to the link's page, which says what happened, or shows it again with what kept from that. Nothing
// that was written is lost.
func (s *Site) proofAnswer(c echo.Context, form url.Values, err error) error {
	v := s.visit(c.Request())
	var invalid *board.Invalid
	var often *board.TooMany
	say := func(status int, text string) error { return s.showProof(c, status, form, nil, notice{Text: text}) }
	switch {
	case err == nil:
		return s.seeOther(c, v, c.Request().URL.Path, "")
	case errors.Is(err, desk.ErrPrice):
		return say(http.StatusConflict, v.text("proof.price_changed"))
	case errors.As(err, &invalid) && invalid.Faults[0].Field == "text":
		return s.showProof(c, http.StatusUnprocessableEntity, form, invalid)
	case errors.As(err, &invalid):
		return say(http.StatusUnprocessableEntity, v.text("proof.faulty", "why", words.Fault(v.lang, invalid.Faults[0])))
	case errors.As(err, &often):
		return say(http.StatusTooManyRequests, tooOften(c, v, often))
	case errors.Is(err, board.ErrForbidden):
		return say(http.StatusForbidden, v.text("draft.kept_away"))
	case errors.Is(err, board.ErrConflict):
		return say(http.StatusConflict, v.text("proof.changed"))
	case errors.Is(err, board.ErrGone), errors.Is(err, board.ErrNotFound):
		return s.showProof(c, http.StatusGone, form, nil)
	}
	return err
}

// takeProof lets the customer go on in the form.
func (s *Site) takeProof(c echo.Context) error {
	v := s.visit(c.Request())
	id, key, err := s.Desk.TakeProof(c.Request().Context(), c.Param("token"))
	if err != nil {
		return s.proofAnswer(c, nil, err)
	}
	s.keepDraftKey(c, id, key)
	return s.seeOther(c, v, s.Links.Path("platsannonsera", string(id), draftSteps()[1].path), "")
}

// openedProof answers POST /platsannonsera/korrektur/{token}/oppnat, for the page's script.
func (s *Site) openedProof(c echo.Context) error {
	err := s.Desk.OpenedProof(c.Request().Context(), c.Param("token"))
	if err != nil && !errors.Is(err, board.ErrConflict) {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
