package site

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/words"
)

// A drafting is somebody at a step of the form.
type drafting struct {
	*Site
	*visit
	c      echo.Context
	key    string // of the draft, empty for who is signed in
	draft  *board.Draft
	steps  []draftStep
	at     int // the step
	prices board.PriceList
}

// drafting finds the draft and the step that the address names; another's draft is not found.
func (s *Site) drafting(c echo.Context) (*drafting, error) {
	f, err := s.newDrafting(c)
	if err != nil {
		return nil, err
	}
	id, err := board.ParseID(c.Param("draft"))
	if err != nil {
		return nil, err
	}
	f.key = s.draftKeys(c)[id]
	if f.draft, err = s.Desk.Draft(c.Request().Context(), f.actor(), id, f.key); err != nil {
		return nil, err
	}
	if path := c.Param("step"); path != "" {
		if f.at = stepAt(f.steps, path); f.at < 0 {
			return nil, board.ErrNotFound
		}
	}
	return f, nil
}

// orItsAd answers those who come back to a draft that is no more: by the browser's way back, a second press on the button that
// ordered it, or a page that was open while they confirmed it elsewhere. Whoever owns its ad is led there. Whoever had its key is
// told where it is, in the same words whatever became of it: a key that opens nothing proves nothing.
func (s *Site) orItsAd(draft echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		err := draft(c)
		id, wrong := board.ParseID(c.Param("draft"))
		if wrong != nil || !errors.Is(err, board.ErrNotFound) {
			return err
		}
		v := s.visit(c.Request())
		if v.session.Email != "" {
			job, none := s.Store.Job(c.Request().Context(), id)
			if none == nil && slices.Contains(job.Owners, v.session.Email) {
				return s.seeOther(c, v, s.Links.Path("mina-annonser", string(id)), "")
			}
		}
		if _, had := s.draftKeys(c)[id]; !had {
			return err
		}
		return s.account(c, v, http.StatusGone, signInPage{
			Title: v.text("draft.gone"), Lead: v.text("draft.gone.lead"), Other: &anchor{Name: v.text("nav.my_ads"), URL: v.link(s.Links.Path("mina-annonser"), nil)},
		})
	}
}

func (s *Site) newDrafting(c echo.Context) (*drafting, error) {
	prices, err := s.Desk.Prices(c.Request().Context())
	return &drafting{Site: s, visit: s.visit(c.Request()), c: c, steps: draftSteps(), prices: prices}, err
}

// newDraft answers GET /platsannonsera/ny: the first step of a draft that begins when it is sent.
func (s *Site) newDraft(c echo.Context) error {
	f, err := s.newDrafting(c)
	if err != nil {
		return err
	}
	return f.show(http.StatusOK, url.Values{"owners": {f.session.Email}}, nil)
}

// beginDraft answers POST /platsannonsera/ny.
func (s *Site) beginDraft(c echo.Context) error {
	f, err := s.newDrafting(c)
	if err != nil {
		return err
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	if form.Get(trap) != "" {
		return echo.NewHTTPError(http.StatusBadRequest) // no person has sent this
	}
	if wrong := f.unfit(form); wrong.Err() != nil {
		return f.show(http.StatusUnprocessableEntity, form, wrong)
	}
	draft, key, err := s.Desk.StartDraft(c.Request().Context(), f.actor(), desk.Start{}, c.RealIP())
	if often := (*board.TooMany)(nil); errors.As(err, &often) {
		return f.show(http.StatusTooManyRequests, form, nil, notice{Text: tooOften(c, f.visit, often)})
	}
	if err != nil {
		return err
	}
	if f.draft, f.key = draft, key; key != "" {
		s.keepDraftKey(c, draft.ID, key)
	}
	begun, _ := f.steps[0].read(form, draft)
	begun.Package = cmp.Or(begun.Package, board.Packages()[0])
	if err := f.save(0, begun); err != nil {
		return err
	}
	return f.onward(form, f.at+1)
}

// unfit is what is wrong with the first step before there is a draft.
func (f *drafting) unfit(form url.Values) *board.Invalid {
	begun, wrong := f.steps[0].read(form, &board.Draft{})
	if handed, ok := f.rules.Handed(begun).(*board.Invalid); ok {
		wrong = merged(wrong, handed)
	}
	return wrong
}

// merged is the faults of both, of each field those of the first that has any.
func merged(first, second *board.Invalid) *board.Invalid {
	all := &board.Invalid{Faults: slices.Clone(first.Faults)}
	for _, fault := range second.Faults {
		if !slices.ContainsFunc(first.Faults, func(known board.Fault) bool { return known.Field == fault.Field }) {
			all.Add(fault)
		}
	}
	return all
}

// resumeDraft answers GET /platsannonsera/{draft}: it leads to where its author was.
func (s *Site) resumeDraft(c echo.Context) error {
	f, err := s.drafting(c)
	if err != nil {
		return err
	}
	return f.leadTo(max(0, stepAt(f.steps, f.draft.Form.Step)), nil)
}

// draftStep answers GET /platsannonsera/{draft}/{step}. What is wrong is said where the address asks for it.
func (s *Site) draftStep(c echo.Context) error {
	f, err := s.drafting(c)
	if err != nil {
		return err
	}
	var wrong *board.Invalid
	if f.values.Has("fel") {
		wrong = f.wrong(f.draft)[f.at]
	}
	return f.show(http.StatusOK, draftTyped(f.draft), wrong)
}

// saveStep answers POST /platsannonsera/{draft}/{step}: what was typed is saved, right or wrong; then it goes on, back, or
// to the step that was chosen. Only going on asks whether it is right.
func (s *Site) saveStep(c echo.Context) error {
	f, err := s.drafting(c)
	if err != nil {
		return err
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	next, _ := f.steps[f.at].read(form, f.draft)
	act := cmp.Or(form.Get("gor"), "nasta")
	if act == "nasta" || act == "bestall" || act == "korrektur" {
		looked(next, append(sortedKeys(form), f.boxes()...))
	}
	if act == "nasta" && f.steps[f.at].name == "apply" {
		if err := f.tryApply(next); err != nil {
			return err
		}
	}
	if err := f.save(version(form), next); err != nil {
		return f.notSaved(form, err)
	}
	if err := f.takeLogo(); err != nil {
		return f.notSaved(form, err)
	}
	if form.Has(moreRows) {
		return f.show(http.StatusOK, f.typed(form), nil)
	}
	return f.act(form, act)
}

// act does what the button says that was pressed.
func (f *drafting) act(form url.Values, act string) error {
	if step, ok := strings.CutPrefix(act, "steg."); ok {
		return f.leadTo(max(0, stepAt(f.steps, step)), nil)
	}
	switch act {
	case "tillbaka":
		return f.leadTo(f.at-1, nil)
	case "spara":
		return f.leadTo(f.at, nil)
	case "utan-logotyp":
		return f.dropLogo()
	case "mejla":
		return f.mailLink(form)
	case "bestall":
		return f.order(form)
	case "korrektur":
		return f.sendProof(form)
	}
	if wrong := withoutPackage(f.wrong(f.draft)[f.at]); wrong.Err() != nil {
		typed := draftTyped(f.draft) // faults name rows as the draft counts them, without the empty ones
		typed["link"] = form["link"]
		return f.show(http.StatusUnprocessableEntity, typed, wrong)
	}
	return f.onward(form, f.at+1)
}

// withoutPackage leaves out what the choice of another package mends: that is for the last step.
func withoutPackage(wrong *board.Invalid) *board.Invalid {
	return &board.Invalid{Faults: slices.DeleteFunc(wrong.Faults, func(f board.Fault) bool { return f.Code == "deadline.far" })}
}

// onward goes on to a step; from the first by way of the address that was pasted there.
func (f *drafting) onward(form url.Values, to int) error {
	if address := strings.TrimSpace(form.Get("link")); address != "" && f.at == 0 {
		if err := f.prefill(address); err != nil {
			return f.notFound(form, err)
		}
	}
	return f.leadTo(to, nil)
}

// typed is the whole form: the step as it was sent, the others as the draft has them.
func (f *drafting) typed(form url.Values) url.Values {
	typed := draftTyped(f.draft)
	for _, name := range f.boxes() {
		delete(typed, name) // what is not ticked is not sent
	}
	for name, values := range form {
		typed[name] = values
	}
	return typed
}

// boxes is the names of the boxes of the step.
func (f *drafting) boxes() (names []string) {
	for _, section := range f.sections(f.at, draftTyped(f.draft), nil) {
		for _, part := range section.Parts {
			if part.Ticks != nil {
				names = append(names, part.Ticks.Name)
			}
		}
	}
	return names
}

// looked takes the marks off the fields that somebody has had before them.
func looked(d *board.Draft, fields []string) {
	left := map[string]string{}
	for name, how := range d.Form.Check {
		sent := slices.ContainsFunc(fields, func(field string) bool { return field == name || strings.HasPrefix(field, name+".") })
		if !sent {
			left[name] = how
		}
	}
	d.Form.Check = left
}

func sortedKeys(form url.Values) []string {
	names := make([]string, 0, len(form))
	for name := range form {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// save writes what was typed into the draft.
func (f *drafting) save(version int, typed *board.Draft) error {
	draft, err := f.Desk.SaveDraft(f.c.Request().Context(), f.actor(), f.draft.ID, f.key, version, func(d *board.Draft) {
		keep := *d
		*d = *typed
		d.CreatedAt, d.UpdatedAt, d.Version = keep.CreatedAt, keep.UpdatedAt, keep.Version
	})
	if err == nil {
		f.draft = draft
	}
	return err
}

// notSaved shows the step as it was sent, and why it could not be saved. Who saves after another is told so; the next press
// saves theirs.
func (f *drafting) notSaved(form url.Values, err error) error {
	var invalid *board.Invalid
	var stale *board.Stale
	var often *board.TooMany
	switch {
	case errors.As(err, &often):
		return f.show(http.StatusTooManyRequests, f.typed(form), nil, notice{Text: tooOften(f.c, f.visit, often)})
	case errors.As(err, &invalid):
		return f.show(http.StatusUnprocessableEntity, f.typed(form), invalid)
	case errors.As(err, &stale):
		draft, failed := f.Desk.Draft(f.c.Request().Context(), f.actor(), f.draft.ID, f.key)
		if failed != nil {
			return failed
		}
		f.draft = draft
		return f.show(http.StatusConflict, f.typed(form), nil, notice{
			Text: f.text("draft.conflict"), Link: f.text("draft.conflict.theirs"), URL: f.stepLink(f.at),
		})
	}
	return err
}

// A saved draft is what a script is told.
type savedDraft struct {
	Version int    `json:"version"`
	Said    string `json:"said"`
}

// autosave answers POST /platsannonsera/{draft}/{step}/spara, for the page's script.
func (s *Site) autosave(c echo.Context) error {
	f, err := s.drafting(c)
	if err != nil {
		return err
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	next, _ := f.steps[f.at].read(form, f.draft)
	err = f.save(version(form), next)
	var invalid *board.Invalid
	var stale *board.Stale
	switch {
	case errors.As(err, &stale):
		return c.JSON(http.StatusConflict, savedDraft{Said: f.text("draft.conflict")})
	case errors.As(err, &invalid):
		return c.JSON(http.StatusUnprocessableEntity, savedDraft{Said: words.Fault(f.lang, invalid.Faults[0])})
	case err != nil:
		return err
	}
	return c.JSON(http.StatusOK, savedDraft{f.draft.Version, f.savedAt()})
}

// savedAt says when the draft was saved.
func (f *drafting) savedAt() string {
	at := f.draft.UpdatedAt.In(board.Stockholm())
	return f.text("post.saved", "time", words.Clock(f.lang, at.Hour()*60+at.Minute()))
}

// deleteDraft answers POST /platsannonsera/{draft}/radera.
func (s *Site) deleteDraft(c echo.Context) error {
	f, err := s.drafting(c)
	if err != nil {
		return err
	}
	if err := s.Desk.DeleteDraft(c.Request().Context(), f.actor(), f.draft.ID, f.key); err != nil {
		return err
	}
	switch {
	case f.atDesk():
		return s.seeOther(c, f.visit, s.Links.Path("redaktionen", "korrektur"), "draft_deleted")
	case f.session.Email == "":
		return s.seeOther(c, f.visit, s.Links.Path("platsannonsera"), "")
	}
	return s.seeOther(c, f.visit, s.Links.Path("mina-annonser"), "draft_deleted")
}

func (f *drafting) stepPath(at int) string {
	return f.Links.Path("platsannonsera", string(f.draft.ID), f.steps[at].path)
}

func (f *drafting) stepLink(at int) string { return f.link(f.stepPath(at), nil) }

// leadTo leads to a step.
func (f *drafting) leadTo(at int, values url.Values) error {
	at = min(max(at, 0), len(f.steps)-1)
	return f.c.Redirect(http.StatusSeeOther, f.link(f.stepPath(at), values))
}
