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

// A reordering is an owner who changes the order of an ad.
type reordering struct {
	*owning
	order   *board.Order // as it is; nil: there is none that can be changed
	invoice bool         // where the invoice goes is asked for
}

func (s *Site) reordering(c echo.Context) (*reordering, error) {
	o, err := s.owned(c)
	if err != nil {
		return nil, err
	}
	_, orders, err := s.Desk.MyAd(c.Request().Context(), o.actor(), o.job.ID)
	r := &reordering{owning: o, order: o.reorderable(orders)}
	r.invoice = r.order != nil && r.order.Invoice.Billed() && r.order.Total() != 0
	return r, err
}

// waiting is the ad as it stands, with its order.
func (r *reordering) waiting() *board.Draft {
	d := r.owning.waiting()
	if d.Client.For = board.ForOwn; d.Ad.Agency.Name != "" {
		d.Client.For = board.ForOther
	}
	if r.order != nil {
		d.Order.Invoice = r.order.Invoice
	}
	d.Owner = r.session.Email // who gets the invoice of a private employer that names nobody
	return d
}

// sections is what can be changed of an order; the employer only until the ad is approved.
func (r *reordering) sections() []adSection {
	all := []adSection{{"order", fillOrder, (*adFields).order, (*adReader).order}}
	if r.job.Status(r.now) != board.StatusScheduled {
		all = slices.Insert(all, 0, adSection{"employer", fillHirer, hirerAlone, (*adReader).hirer})
	}
	if r.invoice {
		all = append(all, adSection{"invoice", fillInvoice, (*adFields).invoice, (*adReader).invoice})
	}
	return all
}

// read reads the form. What is lacking in an invoice that stays as it was is said only when another order needs it.
func (r *reordering) read(form url.Values) (*board.Draft, *board.Invalid) {
	d, wrong := readParts(form, r.waiting(), r.sections())
	if r.order != nil && d.Order.Invoice == r.order.Invoice {
		wrong = &board.Invalid{Faults: slices.DeleteFunc(wrong.Faults, ofInvoice)}
	}
	return d, wrong
}

func ofInvoice(f board.Fault) bool { return strings.HasPrefix(f.Field, "invoice.") }

// hirerAlone is who hires, without what the ad says of it: that is changed with the ad.
func hirerAlone(f *adFields) []formPart {
	parts := f.hirer()
	for i := range parts {
		parts[i].Fields = slices.DeleteFunc(parts[i].Fields, func(one field) bool { return one.Name == "employer.workplace" })
	}
	return parts
}

// reorderable is the order of the ad that its owner can change still, nil: none.
func (o *owning) reorderable(orders []board.Order) *board.Order {
	if !o.job.Unpublished(o.now) {
		return nil
	}
	for i, order := range orders {
		if order.State == board.OrderOrdered && order.Credits == "" {
			return &orders[i]
		}
	}
	return nil
}

// reorderMine answers GET /mina-annonser/{id}/bestallning.
func (s *Site) reorderMine(c echo.Context) error {
	r, err := s.reordering(c)
	if err != nil {
		return err
	}
	typed := url.Values{}
	for _, section := range r.sections() {
		section.fill(typed, r.waiting())
	}
	return r.show(http.StatusOK, typed, r.waiting(), nil, "")
}

// saveReorder answers POST /mina-annonser/{id}/bestallning. A change that costs something is asked for a second time, with
// its price.
func (s *Site) saveReorder(c echo.Context) error {
	r, err := s.reordering(c)
	if err != nil {
		return err
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	r.invoice = form.Has("invoice.city") // without it, it stays as it is
	d, wrong := r.read(form)
	if wrong.Err() != nil {
		return r.show(http.StatusUnprocessableEntity, form, d, wrong, "")
	}
	change := r.wanted(d)
	change.Accepts = desk.Acceptance{Terms: form.Get("terms"), Sum: acceptedSum(form)}
	_, err = s.Desk.ChangeOrder(c.Request().Context(), r.actor(), desk.Seen{Job: r.job.ID, Version: version(form)}, change)
	var invalid *board.Invalid
	var move *board.MoveError
	switch {
	case errors.As(err, &invalid):
		r.invoice = r.invoice || slices.ContainsFunc(invalid.Faults, ofInvoice)
		return r.show(http.StatusUnprocessableEntity, form, d, invalid, "")
	case errors.Is(err, desk.ErrPrice):
		return r.showPrice(form, d)
	case errors.As(err, &move):
		return r.owning.show(attempt{}, r.text("my.not_now"))
	case errors.Is(err, board.ErrConflict):
		return r.showOvertaken(form, d)
	case errors.Is(err, board.ErrForbidden):
		return r.show(http.StatusForbidden, form, d, nil, r.text("draft.kept_away"))
	case err != nil:
		return err
	}
	return r.done("my_order_changed")
}

// showOvertaken shows the form as it was filled in, of an ad that somebody else has changed meanwhile.
func (r *reordering) showOvertaken(form url.Values, d *board.Draft) error {
	now, err := r.Site.reordering(r.c)
	if err != nil {
		return err
	}
	now.invoice = r.invoice
	return now.show(http.StatusConflict, form, d, nil, r.text("my.order.conflict"))
}

// showPrice asks whether the order is wanted for what it costs now.
func (r *reordering) showPrice(form url.Values, d *board.Draft) error {
	quote, err := r.Desk.ChangeQuote(r.c.Request().Context(), r.actor(), r.job.ID, r.wanted(d))
	if err != nil {
		return err
	}
	return r.show(http.StatusConflict, form, d, nil, r.text("my.order.price", "sum", kronorOre(r.visit, quote.Sum())))
}

func (r *reordering) wanted(d *board.Draft) desk.OrderChange {
	change := desk.OrderChange{Employer: d.Employer, Package: d.Package, PublishAt: d.PublishAt}
	if r.invoice {
		change.Invoice = &d.Order.Invoice
	}
	return change
}

func (r *reordering) show(status int, typed url.Values, d *board.Draft, wrong *board.Invalid, conflict string) error {
	ctx := r.c.Request().Context()
	prices, err := r.Desk.Prices(ctx)
	if err != nil {
		return err
	}
	fields := newAdFields(r.visit, typed, wrong, prices)
	main := &reorderPage{
		Title: r.text("my.order"), Lead: r.text("my.order.lead"), Action: r.address("bestallning"), Version: r.job.Version, Conflict: conflict, Back: r.address(),
	}
	for _, section := range r.sections() {
		main.Sections = append(main.Sections, fields.section(section.name, section.parts(fields)))
	}
	main.Summary = fields.summaryOf(main.Sections)
	quote, err := r.Desk.ChangeQuote(ctx, r.actor(), r.job.ID, r.wanted(d))
	var invalid *board.Invalid
	switch {
	case errors.As(err, &invalid): // without a package there is no price
	case errors.Is(err, board.ErrConflict):
		return r.owning.show(attempt{}, r.text("my.not_now"))
	case err != nil:
		return err
	default:
		main.Order = &orderBox{
			Lines: priced(r.visit, &quote.Order), Sum: quote.Sum(), Accepts: quote.Terms, Small: r.text("my.order.small"),
			Terms: r.link(r.Links.Path("annonsvillkor"), nil),
		}
	}
	return r.ownPage(r.c, r.visit, &page{
		template: "employer/reorder", Title: main.Title, section: "mina-annonser", Main: main, path: r.c.Request().URL.Path, status: status,
		Crumbs: []anchor{{Name: r.text("nav.my_ads"), URL: r.link(r.Links.Path("mina-annonser"), nil)}, {Name: r.job.Ad.Headline, URL: r.address()}, {Name: main.Title, Current: "page"}},
	})
}
