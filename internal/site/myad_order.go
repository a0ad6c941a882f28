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

// A reorderPage changes the order of an ad that readers have not seen yet: who hires, the package, the wished time.
type reorderPage struct {
	Title, Lead string
	Action      string
	Version     int
	Conflict    string
	Summary     *summary
	Sections    []formSection
	Order       *orderBox
	Back        string
}

// reorderSections is what can be changed of an order; the employer only until the ad is approved.
func (o *owning) reorderSections() []adSection {
	order := adSection{"order", fillOrder, (*adFields).order, (*adReader).order}
	if o.job.Status(o.now) == board.StatusScheduled {
		return []adSection{order}
	}
	return []adSection{{"employer", fillHirer, hirerAlone, (*adReader).hirer}, order}
}

// hirerAlone is who hires, without what the ad says of it: that is changed with the ad.
func hirerAlone(f *adFields) []formPart {
	parts := f.hirer()
	for i := range parts {
		parts[i].Fields = slices.DeleteFunc(parts[i].Fields, func(one field) bool { return one.Name == "employer.workplace" })
	}
	return parts
}

// mayReorder says whether the ad has an order that its owner can change still.
func (o *owning) mayReorder(orders []board.Order) bool {
	if !o.job.Unpublished(o.now) {
		return false
	}
	for _, order := range orders {
		if order.State == board.OrderOrdered && order.Credits == "" {
			return true
		}
	}
	return false
}

// reorderMine answers GET /mina-annonser/{id}/bestallning.
func (s *Site) reorderMine(c echo.Context) error {
	o, err := s.owned(c)
	if err != nil {
		return err
	}
	typed := url.Values{}
	for _, section := range o.reorderSections() {
		section.fill(typed, o.waiting())
	}
	return o.showReorder(http.StatusOK, typed, o.waiting(), nil, "")
}

// saveReorder answers POST /mina-annonser/{id}/bestallning. A change that costs something is asked for a second time, with
// its price.
func (s *Site) saveReorder(c echo.Context) error {
	o, err := s.owned(c)
	if err != nil {
		return err
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	d, wrong := readParts(form, o.waiting(), o.reorderSections())
	if wrong.Err() != nil {
		return o.showReorder(http.StatusUnprocessableEntity, form, d, wrong, "")
	}
	change := wanted(d)
	change.Accepts = desk.Acceptance{Terms: form.Get("terms"), Sum: acceptedSum(form)}
	_, err = s.Desk.ChangeOrder(c.Request().Context(), o.actor(), desk.Seen{Job: o.job.ID, Version: version(form)}, change)
	var invalid *board.Invalid
	var move *board.MoveError
	switch {
	case errors.As(err, &invalid):
		return o.showReorder(http.StatusUnprocessableEntity, form, d, invalid, "")
	case errors.Is(err, desk.ErrPrice):
		return o.showReorder(http.StatusConflict, form, d, nil, o.text("my.order.price"))
	case errors.As(err, &move):
		return o.show(attempt{}, o.text("my.not_now"))
	case errors.Is(err, board.ErrConflict):
		return o.show(attempt{}, o.text("my.conflict"))
	case errors.Is(err, board.ErrForbidden):
		return o.showReorder(http.StatusForbidden, form, d, nil, o.text("draft.kept_away"))
	case err != nil:
		return err
	}
	return o.done("my_order_changed")
}

func wanted(d *board.Draft) desk.OrderChange {
	return desk.OrderChange{Employer: d.Employer, Package: d.Package, PublishAt: d.PublishAt}
}

func (o *owning) showReorder(status int, typed url.Values, d *board.Draft, wrong *board.Invalid, conflict string) error {
	ctx := o.c.Request().Context()
	prices, err := o.Desk.Prices(ctx)
	if err != nil {
		return err
	}
	fields := newAdFields(o.visit, typed, wrong, prices)
	main := &reorderPage{
		Title: o.text("my.order"), Lead: o.text("my.order.lead"), Action: o.address("bestallning"), Version: o.job.Version, Conflict: conflict, Back: o.address(),
	}
	for _, section := range o.reorderSections() {
		main.Sections = append(main.Sections, fields.section(section.name, section.parts(fields)))
	}
	main.Summary = fields.summaryOf(main.Sections)
	quote, err := o.Desk.ChangeQuote(ctx, o.actor(), o.job.ID, wanted(d))
	var invalid *board.Invalid
	switch {
	case errors.As(err, &invalid): // without a package there is no price
	case errors.Is(err, board.ErrConflict):
		return o.show(attempt{}, o.text("my.not_now"))
	case err != nil:
		return err
	default:
		main.Order = &orderBox{
			Lines: priced(o.visit, &quote.Order), Sum: quote.Sum(), Accepts: quote.Terms, Small: o.text("my.order.small"),
			Terms: o.link(o.Links.Path("annonsvillkor"), nil),
		}
	}
	return o.ownPage(o.c, o.visit, &page{
		template: "employer/reorder", Title: main.Title, section: "mina-annonser", Main: main, path: o.c.Request().URL.Path, status: status,
		Crumbs: []anchor{{Name: o.text("nav.my_ads"), URL: o.link(o.Links.Path("mina-annonser"), nil)}, {Name: o.job.Ad.Headline, URL: o.address()}, {Name: main.Title, Current: "page"}},
	})
}
