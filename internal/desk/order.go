package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/store"
)

// Prices is the price list that holds now: that of the settings, else board.DefaultPrices.
func (d *Desk) Prices(ctx context.Context) (board.PriceList, error) {
	settings, err := d.store.Settings(ctx)
	if err != nil {
		return board.PriceList{}, err
	}
	return prices(settings)
}

// prices is the settings and the price list that hold in the transaction.
func (c *change) prices(ctx context.Context) (settings map[string]string, list board.PriceList, err error) {
	if settings, err = c.tx.Settings(ctx); err == nil {
		list, err = prices(settings)
	}
	return settings, list, err
}

func prices(settings map[string]string) (board.PriceList, error) {
	text := settings[board.SettingPrices]
	if text == "" {
		return board.DefaultPrices(), nil
	}
	list, err := board.ParsePrices(text)
	if err != nil {
		return list, fmt.Errorf("the price list in the settings: %w", errors.New(err.Error())) // ours to mend, not the customer's
	}
	return list, nil
}

// A Wish is what somebody orders, and how it is to be invoiced. What the customer's agreements make of its price, the desk
// finds out.
type Wish struct {
	Job      board.ID         // the ad, empty: none, for a bundle
	Employer board.EmployerID // the customer; with an ad, its employer when 0
	Package  board.Package
	Extras   []board.Item
	Bundle   board.Item // a bundle that is bought
	Discount int64      // kronor off, by hand
	Reason   string
	Invoice  board.Invoice
	Terms    string // the version of the terms that was accepted
	Outsider bool   // whoever orders is not known as the customer's: what has been agreed with it is not for them
}

// PlaceOrder orders for a customer, at the desk. An Invalid has all that is wrong with the purchase and the invoice data.
func (d *Desk) PlaceOrder(ctx context.Context, by board.Actor, w Wish) (order board.Order, err error) {
	if !by.May(board.PermOrders) && !by.May(board.PermPlace) {
		return order, board.ErrForbidden
	}
	err = d.change(ctx, by, func(c *change) error {
		order, err = c.placeOrder(ctx, w)
		return err
	})
	return order, err
}

func (c *change) placeOrder(ctx context.Context, w Wish) (board.Order, error) {
	_, list, err := c.prices(ctx)
	if err != nil {
		return board.Order{}, err
	}
	o := board.Order{State: board.OrderOrdered, Job: w.Job, Employer: w.Employer, VAT: list.VAT, Invoice: w.Invoice, Terms: w.Terms, Known: !w.Outsider, CreatedAt: c.now, UpdatedAt: c.now}
	o.Invoice.Clean()
	buys, err := c.purchase(ctx, &o, w, list)
	if err != nil {
		return o, err
	}
	if o.Lines, err = list.Lines(buys); err != nil {
		return o, err
	}
	if err := c.checkInvoice(ctx, &o); err != nil {
		return o, err
	}
	return o, c.insertOrder(ctx, &o, buys, list)
}

// purchase is the wish with what agreements, bundles and an earlier ad make of it.
func (c *change) purchase(ctx context.Context, o *board.Order, w Wish, list board.PriceList) (board.Purchase, error) {
	buys := board.Purchase{Package: w.Package, Extras: w.Extras, Bundle: w.Bundle, Discount: w.Discount, Reason: strings.TrimSpace(w.Reason)}
	if w.Job != "" {
		job, err := c.tx.Job(ctx, w.Job)
		if err != nil {
			return buys, err
		}
		if o.Employer == 0 {
			o.Employer = job.Employer.ID
		}
		if buys.Again, err = c.again(ctx, job, list); err != nil {
			return buys, err
		}
	} else if w.Bundle == "" {
		return buys, &board.Invalid{Faults: []board.Fault{{Field: "job", Code: "required"}}}
	}
	if err := c.agreements(ctx, o, w.Outsider, &buys); err != nil || !buys.Clip {
		return buys, err
	}
	return buys, c.clip(ctx, o, w.Package)
}

// agreements is what has been agreed with the customer, or with its agency, about what it buys.
func (c *change) agreements(ctx context.Context, o *board.Order, outsider bool, buys *board.Purchase) error {
	if !outsider {
		agreed, err := c.tx.CustomerPrices(ctx, o.Employer)
		if err != nil {
			return err
		}
		if price, ok := agreed[buys.Package]; ok {
			buys.Agreed = &price
		}
	}
	switch o.Invoice.Route {
	case board.RouteAgency:
		agency, err := c.tx.Agency(ctx, o.Invoice.OrgNr)
		buys.Commission = agency.Percent
		return err
	case board.RouteBundle:
		if outsider {
			return &board.Invalid{Faults: []board.Fault{{Field: "invoice.route", Code: "no_bundle"}}}
		}
		buys.Clip, buys.Again = true, false
	}
	return nil
}

// again says whether the job repeats an ad of the same employer that ended lately.
func (c *change) again(ctx context.Context, job *board.Job, list board.PriceList) (bool, error) {
	if job.Readvertise.Of == "" {
		return false, nil
	}
	earlier, err := c.tx.Job(ctx, job.Readvertise.Of)
	if errors.Is(err, board.ErrNotFound) {
		return false, nil
	}
	return err == nil && earlier.Employer.ID == job.Employer.ID && list.Again(earlier, c.now), err
}

// clip takes the ad from a bundle of the customer's.
func (c *change) clip(ctx context.Context, o *board.Order, p board.Package) error {
	bundle, err := c.tx.UsableBundle(ctx, o.Employer, p, c.now)
	if errors.Is(err, board.ErrNotFound) {
		return &board.Invalid{Faults: []board.Fault{{Field: "invoice.route", Code: "no_bundle"}}}
	}
	if err != nil {
		return err
	}
	if err := bundle.Clip(c.now); err != nil {
		return err
	}
	o.Bundle = bundle.ID
	return c.tx.SaveBundle(ctx, bundle)
}

// insertOrder gives the order its number, and makes the bundle that it buys.
func (c *change) insertOrder(ctx context.Context, o *board.Order, buys board.Purchase, list board.PriceList) error {
	if buys.Bundle != "" { // nothing is left to be published
		if err := o.Publish(c.now); err != nil {
			return err
		}
	}
	if err := c.numberOrder(ctx, o, "order.place"); err != nil || buys.Bundle == "" {
		return err
	}
	return c.tx.InsertBundle(ctx, &board.Bundle{
		Order: o.Number, Employer: o.Employer, Package: buys.Package, Size: list.Offer(buys.Bundle).Ads,
		Until: c.now.In(board.Stockholm()).AddDate(0, board.BundleMonths, 0),
	})
}

// numberOrder inserts a new order with the year's next number.
func (c *change) numberOrder(ctx context.Context, o *board.Order, action string) error {
	series := fmt.Sprintf("A-%d", board.DateOf(c.now).Year)
	n, err := c.tx.Series(ctx, series)
	if err != nil {
		return err
	}
	o.Number = fmt.Sprintf("%s-%04d", series, n)
	if err := c.tx.InsertOrder(ctx, o); err != nil {
		return err
	}
	return c.audit(ctx, orderSubject(o.Number), action, "", nil, *o)
}

func orderSubject(number string) board.Subject {
	return board.Subject{Kind: board.SubjectOrder, ID: number}
}

// checkInvoice checks the invoice data of an order that costs something, or that has more said of it than its route.
func (c *change) checkInvoice(ctx context.Context, o *board.Order) error {
	if o.Total() == 0 && o.Invoice.Billed() && o.Invoice.Recipient == "" {
		return nil
	}
	if o.Total() != 0 && !o.Invoice.Billed() {
		return &board.Invalid{Faults: []board.Fault{{Field: "invoice.route", Code: "costs"}}}
	}
	employer, err := c.tx.Employer(ctx, o.Employer)
	if err != nil && !errors.Is(err, board.ErrNotFound) {
		return err
	}
	return o.Invoice.Check(publicBuyer(&o.Invoice, employer))
}

// publicBuyer says whether the invoice goes to somebody who is bound to e-invoices: a public body by its number or by the
// list of them. Without a number, the employer is taken for the buyer.
func publicBuyer(i *board.Invoice, employer board.Employer) bool {
	if i.OrgNr.IsZero() {
		return employer.OrgNr.PublicBody()
	}
	_, listed := reference.BodyByOrgNr(i.OrgNr)
	return i.OrgNr.PublicBody() || listed
}

// order loads an order that is to be changed, as change.job does a job.
func (c *change) order(ctx context.Context, number string, version int) (board.Order, error) {
	o, err := c.tx.Order(ctx, number)
	if err == nil && version != 0 && version != o.Version {
		err = c.stale(ctx, orderSubject(number))
	}
	return o, err
}

func (c *change) saveOrder(ctx context.Context, before board.Order, after *board.Order, action, note string) error {
	if err := c.tx.SaveOrder(ctx, after); err != nil {
		return err
	}
	return c.audit(ctx, orderSubject(after.Number), action, note, before, *after)
}

// ReviseOrder gives an order other lines and invoice data, for a reason; finance must not have seen it yet.
func (d *Desk) ReviseOrder(ctx context.Context, by board.Actor, number string, version int, lines []board.OrderLine, invoice board.Invoice, reason string) error {
	if !by.May(board.PermOrders) {
		return board.ErrForbidden
	}
	return d.change(ctx, by, func(c *change) error {
		o, err := c.order(ctx, number, version)
		if err != nil {
			return err
		}
		before, wrong := o, &board.Invalid{}
		invoice.Clean()
		keepPersonal(&invoice, o.Invoice)
		if err := o.Revise(lines, invoice, c.now); err != nil {
			return err
		}
		reason = strings.TrimSpace(reason)
		gather(wrong, board.CheckReason(reason))
		if o.Credits == "" {
			gather(wrong, board.CheckLines(lines))
		}
		if err := gather(wrong, c.checkInvoice(ctx, &o)); err != nil {
			return err
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		return c.saveOrder(ctx, before, &o, "order.change", reason)
	})
}

// keepPersonal keeps a sole trader's number, which no form shows, when none was typed.
func keepPersonal(typed *board.Invoice, was board.Invoice) {
	if was.OrgNr.Personal() && typed.OrgNr.IsZero() {
		typed.OrgNr = was.OrgNr
		if typed.PeppolID == "" {
			typed.PeppolID = was.PeppolID
		}
	}
}

// gather adds the faults of an error to others; an error that is none of faults is returned.
func gather(into *board.Invalid, err error) error {
	var invalid *board.Invalid
	if errors.As(err, &invalid) {
		into.Faults = append(into.Faults, invalid.Faults...)
		return nil
	}
	return err
}

// VoidOrder says that an order is not to be invoiced, and why.
func (d *Desk) VoidOrder(ctx context.Context, by board.Actor, number string, version int, why string) error {
	if !by.May(board.PermOrders) {
		return board.ErrForbidden
	}
	why = strings.TrimSpace(why)
	if err := board.CheckReason(why); err != nil {
		return err
	}
	return d.change(ctx, by, func(c *change) error {
		o, err := c.order(ctx, number, version)
		if err != nil {
			return err
		}
		before := o
		if err := o.Void(why, c.now); err != nil {
			return err
		}
		return c.voidOrder(ctx, before, &o)
	})
}

// voidOrder saves an order that is void, gives back the ad that it took from a bundle, and ends the bundle that it bought.
func (c *change) voidOrder(ctx context.Context, before board.Order, o *board.Order) error {
	if err := c.returnClip(ctx, o); err != nil {
		return err
	}
	bundle, err := c.tx.BundleOfOrder(ctx, o.Number)
	switch {
	case err == nil && bundle.Used > 0:
		return &board.OrderError{Move: board.OrderCancel, Number: o.Number, From: before.State, Why: "ads of its bundle have been used"}
	case err == nil:
		bundle.Until = c.now
		err = c.tx.SaveBundle(ctx, bundle)
	case errors.Is(err, board.ErrNotFound):
		err = nil
	}
	if err != nil {
		return err
	}
	return c.saveOrder(ctx, before, o, "order.void", "")
}

func (c *change) returnClip(ctx context.Context, o *board.Order) error {
	if o.Bundle == 0 || !o.PublishedAt.IsZero() {
		return nil
	}
	bundle, err := c.tx.Bundle(ctx, o.Bundle)
	if err != nil {
		return err
	}
	bundle.Return()
	return c.tx.SaveBundle(ctx, bundle)
}

// CreditOrder takes back kronor of an invoiced order: the credit is an order of its own, to be exported.
func (d *Desk) CreditOrder(ctx context.Context, by board.Actor, number string, version int, kronor int64, reason board.CreditReason, note string) (credit board.Order, err error) {
	if !by.May(board.PermOrders) {
		return credit, board.ErrForbidden
	}
	err = d.change(ctx, by, func(c *change) error {
		o, err := c.order(ctx, number, version)
		if err != nil {
			return err
		}
		before := o
		if err := checkCredit(&o, kronor, reason, note); err != nil {
			return err
		}
		if credit, err = o.Credit(kronor, reason, strings.TrimSpace(note), c.now); err != nil {
			return err
		}
		if err := c.numberOrder(ctx, &credit, "order.credit"); err != nil {
			return err
		}
		return c.saveOrder(ctx, before, &o, "order.credited", credit.Number)
	})
	return credit, err
}

func checkCredit(o *board.Order, kronor int64, reason board.CreditReason, note string) error {
	var wrong board.Invalid
	if utf8.RuneCountInString(note) > board.MaxReason {
		wrong.Add(board.Fault{Field: "note", Code: "long", Allowed: fmt.Sprint(board.MaxReason)})
	}
	if _, ok := board.Parse(board.CreditReasons(), string(reason)); !ok {
		wrong.Add(board.Fault{Field: "credit_reason", Code: "required"})
	}
	if left := o.Total() - o.Credited; kronor < 1 || kronor > left {
		wrong.Add(board.Fault{Field: "amount", Code: "credit", Allowed: fmt.Sprint(left)})
	}
	return wrong.Err()
}

// FollowAds moves each order to where its ad has come (board.Order.Follow) and says how many moved. It is a task that is
// done again and again, so that ads that begin by the clock are invoiced too.
func (d *Desk) FollowAds(ctx context.Context) (moved int, err error) {
	const most = 100
	waiting, err := d.store.OrdersToFollow(ctx, d.now(), most)
	if err != nil {
		return 0, fmt.Errorf("orders follow their ads: %w", err)
	}
	for _, number := range waiting {
		err := d.change(ctx, board.System, func(c *change) error { return c.follow(ctx, number, &moved) })
		if err != nil && !errors.Is(err, board.ErrConflict) { // another process may have been first
			return moved, fmt.Errorf("order %s follows its ad: %w", number, err)
		}
	}
	return moved, nil
}

func (c *change) follow(ctx context.Context, number string, moved *int) error {
	o, err := c.order(ctx, number, 0)
	if err != nil {
		return err
	}
	job, err := c.tx.Job(ctx, o.Job)
	if err != nil {
		return err
	}
	before := o
	moves, err := o.Follow(job, c.now)
	if err != nil || !moves {
		return err
	}
	*moved++
	if o.PublishedAt.IsZero() {
		return c.voidOrder(ctx, before, &o)
	}
	return c.saveOrder(ctx, before, &o, "order.publish", "")
}

// SaveCustomerPrices notes which prices have been agreed with a customer, and why. version is that of the board.Customer
// that the person saw.
func (d *Desk) SaveCustomerPrices(ctx context.Context, by board.Actor, employer board.EmployerID, version int, agreed map[board.Package]int64, note string) error {
	if !by.May(board.PermOrders) {
		return board.ErrForbidden
	}
	var wrong board.Invalid
	for p, kronor := range agreed {
		if kronor < 0 || kronor > board.MaxPrice {
			wrong.Add(board.Fault{Field: "price." + string(p), Code: "money"})
		}
	}
	gather(&wrong, board.CheckReason(note))
	if err := wrong.Err(); err != nil {
		return err
	}
	return d.change(ctx, by, func(c *change) error {
		known, err := c.tx.Customer(ctx, employer)
		if err != nil {
			return err
		}
		if known.Version != version {
			return c.stale(ctx, employerSubject(employer))
		}
		before, err := c.tx.CustomerPrices(ctx, employer)
		if err != nil {
			return err
		}
		if err := errors.Join(c.tx.SaveCustomer(ctx, known), c.tx.SaveCustomerPrices(ctx, employer, agreed)); err != nil {
			return err
		}
		return c.audit(ctx, employerSubject(employer), "employer.prices", note, before, agreed)
	})
}

// SaveAgency notes what has been agreed with an agency, and why; a.Version is that of the one that the person saw, 0: none.
func (d *Desk) SaveAgency(ctx context.Context, by board.Actor, a store.Agency, note string) error {
	if !by.May(board.PermOrders) {
		return board.ErrForbidden
	}
	var wrong board.Invalid
	if a.Name = richtext.Line(a.Name); a.Name == "" || utf8.RuneCountInString(a.Name) > maxCustomer {
		wrong.Add(board.Fault{Field: "name", Code: "name"})
	}
	if a.OrgNr.IsZero() {
		wrong.Add(board.Fault{Field: "organization_number", Code: "orgnr.format"})
	}
	if a.Percent < 0 || a.Percent > board.MaxAgency {
		wrong.Add(board.Fault{Field: "percent", Code: "range", Allowed: "0–15"})
	}
	gather(&wrong, board.CheckReason(note))
	if err := wrong.Err(); err != nil {
		return err
	}
	return d.change(ctx, by, func(c *change) error {
		subject := board.Subject{Kind: board.SubjectAgency, ID: a.OrgNr.Public()} // a sole trader's number is not for ever
		before, err := c.tx.Agency(ctx, a.OrgNr)
		if err != nil {
			return err
		}
		if before.Version != a.Version {
			return c.stale(ctx, subject)
		}
		if err := c.tx.SaveAgency(ctx, a); err != nil {
			return err
		}
		return c.audit(ctx, subject, "agency.commission", note, before, a)
	})
}
