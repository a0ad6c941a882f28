package site

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
)

// An editMinePage changes an ad.
type editMinePage struct {
	Title, Lead string
	Action      string
	Version     int
	Conflict    string
	Asked       string // what the desk wants changed
	Summary     *summary
	Sections    []formSection
	Suggestions map[string][]string
	Theirs      []change // what somebody else has made of it meanwhile, beside what was typed
	Waits       []change
	Back        string
}

// adOwn is the sections of the form that are about the ad alone: its order is changed elsewhere, and of its employer it says the
// part that hires.
func adOwn() []adSection {
	all := slices.DeleteFunc(adSections(), func(s adSection) bool { return s.name == "employer" || s.name == "order" })
	fill := func(form url.Values, d *board.Draft) { put(form, "employer.workplace", d.Ad.Department) }
	parts := func(f *adFields) []formPart {
		return []formPart{f.fields(field{Name: "employer.workplace", Optional: true})}
	}
	return append(all, adSection{"employer", fill, parts, func(r *adReader) { r.line("employer.workplace", &r.d.Ad.Department) }})
}

// waiting is the ad as its owner last wanted it, to be changed.
func (o *owning) waiting() *board.Draft {
	d := o.job.AsDraft()
	d.Ad = *o.job.Waiting()
	return d
}

// editMine answers GET /mina-annonser/{id}/andra.
func (s *Site) editMine(c echo.Context) error {
	o, err := s.owned(c)
	if err != nil {
		return err
	}
	return o.showEdit(http.StatusOK, o.filled(), nil, editMinePage{})
}

// filled is the form as the ad fills it.
func (o *owning) filled() url.Values {
	form := url.Values{}
	for _, section := range adOwn() {
		section.fill(form, o.waiting())
	}
	return form
}

// showEdit shows the form as it was typed; main has what else is to be said.
func (o *owning) showEdit(status int, typed url.Values, wrong *board.Invalid, main editMinePage) error {
	fields := newAdFields(o.visit, typed, wrong, board.PriceList{})
	main.Title, main.Lead, main.Action, main.Version, main.Back = o.text("my.edit"), o.editLead(), o.address("andra"), o.job.Version, o.address()
	main.Suggestions = map[string][]string{"kommuner": municipalityNames(), "fack": unions[:]}
	if o.job.Status(o.now) == board.StatusReturned {
		main.Asked = o.job.Decision.Text
	}
	if o.job.Revision != nil && main.Theirs == nil {
		main.Waits = changesOf(o.Site, o.visit, o.job)
	}
	for _, section := range adOwn() {
		main.Sections = append(main.Sections, fields.section(section.name, section.parts(fields)))
	}
	main.Summary = fields.summaryOf(main.Sections)
	return o.ownPage(o.c, o.visit, &page{
		template: "employer/edit", Title: main.Title, section: "mina-annonser", Main: &main, path: o.c.Request().URL.Path, status: status,
		Crumbs: []anchor{{Name: o.text("nav.my_ads"), URL: o.link(o.Links.Path("mina-annonser"), nil)}, {Name: o.job.Ad.Headline, URL: o.address()}, {Name: main.Title, Current: "page"}},
	})
}

// showOvertaken shows the form as it was typed, beside what somebody else has made of the ad meanwhile. Saved again, it
// replaces that.
func (o *owning) showOvertaken(form url.Values, typed *board.Draft) (err error) {
	if o.job, err = o.Store.Job(o.c.Request().Context(), o.job.ID); err != nil {
		return err
	}
	theirs, yours := *o.job, *o.job
	theirs.Ad, yours.Ad = *o.job.Waiting(), typed.Ad
	return o.showEdit(http.StatusConflict, form, nil, editMinePage{
		Conflict: o.text("my.edit.conflict"), Theirs: changesBetween(o.Site, o.visit, &theirs, &yours),
	})
}

// editLead is what becomes of a change.
func (o *owning) editLead() string {
	switch o.job.Status(o.now) {
	case board.StatusReturned:
		return o.text("my.edit.returned")
	case board.StatusInReview:
		return o.text("my.edit.in_review")
	}
	return o.text("my.edit.lead")
}

// saveMine answers POST /mina-annonser/{id}/andra.
func (s *Site) saveMine(c echo.Context) error {
	o, err := s.owned(c)
	if err != nil {
		return err
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	was := o.waiting()
	d, wrong := readParts(form, was, adOwn())
	if form.Has(moreRows) {
		return o.showEdit(http.StatusOK, form, nil, editMinePage{})
	}
	if wrong.Err() != nil {
		return o.showEdit(http.StatusUnprocessableEntity, form, wrong, editMinePage{})
	}
	edited, err := s.Desk.EditAd(c.Request().Context(), o.actor(), desk.Seen{Job: o.job.ID, Version: version(form)}, d.Ad)
	var invalid *board.Invalid
	var move *board.MoveError
	switch {
	case errors.As(err, &invalid):
		return o.showEdit(http.StatusUnprocessableEntity, form, invalid, editMinePage{})
	case errors.As(err, &move):
		return o.showEdit(http.StatusConflict, form, nil, editMinePage{Conflict: o.text("my.not_now")})
	case errors.Is(err, board.ErrConflict):
		return o.showOvertaken(form, d)
	case err != nil:
		return err
	}
	said := "ad_changed"
	switch {
	case edited.Job.State == board.StatusInReview:
		said = "ad_in_review"
	case edited.Live && edited.Waits:
		said = "ad_changed_some"
	case edited.Waits:
		said = "ad_changed_waits"
	}
	return o.done(said)
}
