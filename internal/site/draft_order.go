package site

import (
	"cmp"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/words"
)

// order orders the ad: under the terms and for the sum that its author has seen.
func (f *drafting) order(form url.Values) error {
	f.at = len(f.steps) - 1
	if wrong := f.wrong(f.draft); anyWrong(wrong) {
		return f.show(http.StatusUnprocessableEntity, f.typed(form), wrong[f.at])
	}
	accepts := desk.Acceptance{Terms: form.Get("terms"), Sum: acceptedSum(form)}
	done, err := f.Desk.SubmitDraft(f.c.Request().Context(), f.actor(), f.draft.ID, f.key, f.draft.Version, accepts, f.c.RealIP())
	if err != nil {
		return f.notOrdered(form, err)
	}
	if done.Job != nil {
		return f.seeOther(f.c, f.visit, f.Links.Path("mina-annonser", string(done.Job.ID), "tack"), "")
	}
	return f.seeOther(f.c, f.visit, f.Links.Path("platsannonsera", string(f.draft.ID), "skickad"), "")
}

// acceptedSum is what the page said that the ad costs; a page that said nothing agrees to no price.
func acceptedSum(form url.Values) int64 {
	sum, err := strconv.ParseInt(form.Get("sum"), 10, 64)
	if err != nil {
		return -1
	}
	return sum
}

// anyWrong says whether something is wrong on any step.
func anyWrong(steps []*board.Invalid) bool {
	return slices.ContainsFunc(steps, func(wrong *board.Invalid) bool { return wrong.Err() != nil })
}

// notOrdered says why the ad could not be ordered; nothing that was typed is lost.
func (f *drafting) notOrdered(form url.Values, err error) error {
	var invalid *board.Invalid
	var often *board.TooMany
	switch {
	case errors.As(err, &invalid):
		by := f.byStep(f.typed(form), invalid)
		for i, wrong := range by {
			if wrong.Err() != nil && i != f.at {
				f.at = i
				return f.show(http.StatusUnprocessableEntity, f.typed(form), wrong)
			}
		}
		return f.show(http.StatusUnprocessableEntity, f.typed(form), by[f.at])
	case errors.As(err, &often):
		return f.show(http.StatusTooManyRequests, f.typed(form), nil, notice{Text: tooOften(f.c, f.visit, often)})
	case errors.Is(err, board.ErrForbidden):
		return f.show(http.StatusForbidden, f.typed(form), nil, notice{Text: f.text("draft.kept_away")})
	case errors.Is(err, desk.ErrPrice):
		return f.show(http.StatusConflict, f.typed(form), nil, notice{Text: f.text("draft.price_changed")})
	}
	return f.notSaved(form, err)
}

// A sentPage says that a letter is on its way, and what to do when it does not come.
type sentPage struct {
	Title, Lead, Help string
	Again             string // address of the form that sends another
	Change            anchor // back to the draft
}

// askedAgain marks the address that somebody comes to who has asked for the letter once more.
const askedAgain = "igen"

// sentDraft answers GET /platsannonsera/{draft}/skickad: the ad waits for its owner's confirmation.
func (s *Site) sentDraft(c echo.Context) error {
	f, err := s.drafting(c)
	if err != nil {
		return err
	}
	if f.draft.State != board.StatusUnconfirmed {
		return f.leadTo(len(f.steps)-1, nil)
	}
	if f.values.Has(askedAgain) {
		return f.showSent(http.StatusOK, notice{Text: f.text("sent.sent_again", "email", f.draft.Owner)})
	}
	return f.showSent(http.StatusOK)
}

// showSent shows where the letter is on its way to.
func (f *drafting) showSent(status int, notices ...notice) error {
	path := f.Links.Path("platsannonsera", string(f.draft.ID), "skickad")
	return f.ownPage(f.c, f.visit, &page{
		template: "employer/sent", Title: f.text("sent.title"), section: "platsannonsera", path: path, status: status, Notices: notices,
		Main: &sentPage{
			Title: f.text("sent.title"), Lead: f.text("sent.lead", "email", f.draft.Owner), Help: f.text("sent.help"),
			Again:  f.link(path, nil),
			Change: anchor{Name: f.text("sent.change"), URL: f.stepLink(len(f.steps) - 1)},
		},
	})
}

// sendConfirmation answers POST /platsannonsera/{draft}/skickad: the letter once more.
func (s *Site) sendConfirmation(c echo.Context) error {
	f, err := s.drafting(c)
	if err != nil {
		return err
	}
	err = s.Desk.AskAgain(c.Request().Context(), f.actor(), f.draft.ID, f.key, c.RealIP())
	if often := (*board.TooMany)(nil); errors.As(err, &often) {
		return f.showSent(http.StatusTooManyRequests, notice{Text: tooOften(c, f.visit, often)})
	}
	if err != nil && !errors.Is(err, board.ErrConflict) {
		return err
	}
	sent := s.Links.Path("platsannonsera", string(f.draft.ID), "skickad")
	return c.Redirect(http.StatusSeeOther, f.link(sent, url.Values{askedAgain: {"1"}}))
}

// mailLink sends the draft's owner a way back to it, from any machine: a letter that signs in.
func (f *drafting) mailLink(form url.Values) error {
	if f.draft.Owner == "" {
		return f.leadTo(0, url.Values{"fel": {"1"}})
	}
	_, err := f.Desk.AskToSignIn(f.c.Request().Context(), f.draft.Owner, f.lang, f.Links.Path("platsannonsera", string(f.draft.ID)), f.c.RealIP())
	if often := (*board.TooMany)(nil); errors.As(err, &often) {
		return f.show(http.StatusTooManyRequests, f.typed(form), nil, notice{Text: tooOften(f.c, f.visit, often)})
	}
	if err != nil {
		return err
	}
	return f.show(http.StatusOK, f.typed(form), nil, notice{Text: f.text("draft.mailed", "email", f.draft.Owner)})
}

// confirmation answers GET /platsannonsera/bekrafta/{token}: what is confirmed, and the button. Programs that look through
// mail follow links, and do not press.
func (s *Site) confirmation(c echo.Context) error { return s.showConfirmation(c, http.StatusOK) }

func (s *Site) showConfirmation(c echo.Context, status int, notices ...notice) error {
	v := s.visit(c.Request())
	c.Response().Header().Set("Referrer-Policy", "no-referrer") // the address is the secret
	waiting, err := s.Desk.Confirmation(c.Request().Context(), c.Param("token"))
	switch {
	case waiting.Job != nil:
		return s.confirmedBefore(c, v, waiting.Job)
	case errors.Is(err, board.ErrGone), errors.Is(err, board.ErrNotFound):
		return s.confirmationGone(c, v)
	case err != nil:
		return err
	case waiting.Draft.State != board.StatusUnconfirmed:
		return s.confirmationChanged(c, v, waiting.Draft)
	}
	draft := waiting.Draft
	main := &confirmPage{
		Title: v.text("confirm.title"), Headline: draft.Ad.Headline, Lead: v.text("confirm.lead", "email", board.MaskEmail(waiting.Email)),
		Action: v.link(c.Request().URL.Path, nil), Version: draft.Version, Text: template.HTML(draft.Ad.Text.HTML), Lang: other(v.lang, draft.Ad.Language),
		Small: v.text("confirm.small"), Sum: waiting.Quote.Sum(), Lines: priced(v, &waiting.Quote.Order), Facts: orderedFacts(v, draft),
	}
	return s.ownPage(c, v, &page{
		template: "employer/confirm", Title: main.Title, section: "platsannonsera", path: c.Request().URL.Path, Main: main, status: status, Notices: notices,
	})
}

// A confirmPage asks whether an ad shall be ordered.
type confirmPage struct {
	Title, Headline, Lead, Action, Lang, Small string
	Text                                       template.HTML
	Version                                    int
	Facts                                      []fact
	Lines                                      []priceLine
	Sum                                        int64 // in öre, as the form sends it back: what was seen
}

// orderedFacts is what else is ordered with an ad: when it is published, and who gets the invoice.
func orderedFacts(v *visit, d *board.Draft) []fact {
	l := factList{visit: v}
	l.add("job.employer", d.Employer.Name)
	l.add("job.deadline", deadlineText(v, d.Ad.Deadline))
	l.add("proof.wished", wishedAt(v, d))
	l.add("proof.recipient", d.Order.Invoice.Recipient)
	l.add("proof.reference", d.Order.Invoice.BuyerReference, d.Order.Invoice.OrderReference)
	return l.facts
}

// confirmedBefore answers for a link that somebody opens again once the ad is ordered: a colleague with the same mailbox, or
// who comes back to the letter. Who is in already goes on.
func (s *Site) confirmedBefore(c echo.Context, v *visit, job *board.Job) error {
	ad := s.Links.Path("mina-annonser", string(job.ID))
	if p, err := s.identify(c); err == nil && slices.Contains(job.Owners, p.session.Email) {
		return s.seeOther(c, v, ad, "")
	}
	return s.account(c, v, http.StatusOK, signInPage{
		Title: v.text("confirm.done"), Lead: v.text("confirm.done.lead", "headline", job.Ad.Headline),
		Other: &anchor{Name: v.text("thanks.ad"), URL: v.link(ad, nil)},
	})
}

// confirmationChanged answers for the link of an ad that has been changed since it was handed in, and waits for nobody. Its form
// is led to where it can be opened.
func (s *Site) confirmationChanged(c echo.Context, v *visit, draft *board.Draft) error {
	to := s.Links.Path("mina-annonser")
	switch _, err := s.Desk.Draft(c.Request().Context(), v.actor(), draft.ID, s.draftKeys(c)[draft.ID]); {
	case err == nil:
		to = s.Links.Path("platsannonsera", string(draft.ID))
	case !errors.Is(err, board.ErrNotFound):
		return err
	}
	return s.account(c, v, http.StatusConflict, signInPage{
		Title: v.text("confirm.open"), Lead: v.text("confirm.open.lead"), Other: &anchor{Name: v.text("confirm.open.form"), URL: v.link(to, nil)},
	})
}

func (s *Site) confirmationGone(c echo.Context, v *visit) error {
	return s.account(c, v, http.StatusGone, signInPage{
		Title: v.text("link.used.title"), Lead: v.text("confirm.used"),
		Other: &anchor{Name: v.text("nav.my_ads"), URL: v.link(s.Links.Path("mina-annonser"), nil)},
	})
}

// confirmAd answers POST /platsannonsera/bekrafta/{token}: the ad is ordered, and its owner is let in.
func (s *Site) confirmAd(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	done, err := s.Desk.ConfirmByLetter(c.Request().Context(), c.Param("token"), version(form), acceptedSum(form))
	var invalid *board.Invalid
	switch {
	case errors.Is(err, board.ErrGone), errors.Is(err, board.ErrNotFound):
		return s.confirmationGone(c, v)
	case errors.As(err, &invalid):
		return s.account(c, v, http.StatusConflict, signInPage{
			Title: v.text("confirm.late"), Lead: words.Fault(v.lang, invalid.Faults[0]),
			Other: &anchor{Name: v.text("nav.my_ads"), URL: v.link(s.Links.Path("mina-annonser"), nil)},
		})
	case errors.Is(err, desk.ErrPrice):
		return s.showConfirmation(c, http.StatusConflict, notice{Text: v.text("draft.price_changed")})
	case errors.Is(err, board.ErrConflict):
		return s.showConfirmation(c, http.StatusConflict, notice{Text: v.text("confirm.changed")})
	case err != nil:
		return err
	}
	if done.Session != "" {
		c.SetCookie(s.cookie.with(done.Session, cookieLife))
	}
	return s.seeOther(c, v, s.Links.Path("mina-annonser", string(done.Job.ID), "tack"), "")
}

// A thanksPage says what happens next.
type thanksPage struct {
	Title, Headline, Lead string
	Facts                 []fact
	Ad, Another           anchor
}

// thanks answers GET /mina-annonser/{id}/tack.
func (s *Site) thanks(c echo.Context) error {
	o, err := s.owned(c)
	if err != nil {
		return err
	}
	main := &thanksPage{
		Title: o.text("thanks.title"), Headline: o.job.Ad.Headline,
		Ad:      anchor{Name: o.text("thanks.ad"), URL: o.address()},
		Another: anchor{Name: o.text("thanks.another"), URL: o.link(s.Links.Path("platsannonsera", "ny"), nil)},
	}
	if main.Lead, err = s.promise(o); err != nil {
		return err
	}
	return s.ownPage(c, o.visit, &page{template: "employer/thanks", Title: main.Title, section: "mina-annonser", Main: main, path: c.Request().URL.Path})
}

// promise says when the ad will be published.
func (s *Site) promise(o *owning) (string, error) {
	switch o.job.Status(o.now) {
	case board.StatusLive:
		return o.text("thanks.live"), nil
	case board.StatusScheduled:
		return o.text("thanks.scheduled", "time", words.Moment(o.lang, o.job.Run.From)), nil
	}
	office, err := s.Desk.Office(o.c.Request().Context())
	if err != nil {
		return "", err
	}
	by := office.Promised(cmp.Or(o.job.Review.Since, o.job.CreatedAt))
	if wished := o.job.Review.Wished; wished.After(by) {
		by = wished
	}
	return o.text("thanks.lead", "time", words.By(o.lang, by, o.now)), nil
}

// cookieLife is for how many seconds a browser keeps a session's cookie.
const cookieLife = int(desk.SessionLife / 1e9)
