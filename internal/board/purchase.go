package board

import (
	"slices"
	"strconv"
	"time"
)

// A Purchase is what somebody buys; a PriceList makes the lines of an order from it.
type Purchase struct {
	Package    Package
	Extras     []Item
	Bundle     Item   // a bundle of the package is bought: bundle_5, bundle_10; else empty
	Clip       bool   // the package is taken from a bundle that was bought before
	Again      bool   // an ad that ended lately is advertised again
	Agreed     *int64 // the customer's own price of the package, nil: the list's
	Commission int    // percent that an agency keeps, 0–15
	Discount   int64  // kronor off, by hand
	Reason     string // of that
}

// Check is nil, or an Invalid with all that does not go together.
func (p Purchase) Check() error {
	var wrong Invalid
	if _, ok := Parse(Packages(), string(p.Package)); !ok {
		wrong.Add(Fault{Field: "package", Code: "required"})
	}
	for i, e := range p.Extras {
		if !slices.Contains(Extras(), e) || slices.Contains(p.Extras[:i], e) {
			wrong.Add(Fault{Field: "extras", Code: "value", Value: string(e)})
		}
	}
	if p.Bundle != "" && (!slices.Contains(Bundles(), p.Bundle) || p.Clip || p.Again || len(p.Extras) > 0) {
		wrong.Add(Fault{Field: "bundle", Code: "alone"})
	}
	if p.Commission < 0 || p.Commission > MaxAgency {
		wrong.Add(Fault{Field: "commission", Code: "range", Allowed: "0–15"})
	}
	switch {
	case p.Discount < 0 || p.Discount > MaxPrice:
		wrong.Add(Fault{Field: "discount", Code: "range", Allowed: "0–1 000 000"})
	case p.Discount > 0 && p.Reason == "":
		wrong.Add(Fault{Field: "reason", Code: "required"})
	case longReason(p.Reason):
		wrong.Add(Fault{Field: "reason", Code: "long", Allowed: strconv.Itoa(MaxReason)})
	}
	return wrong.Err()
}

// Lines is the lines of an order for the purchase: the package, what makes it cheaper, the extras, and last the agency's
// commission and the discount by hand, which are on all before them. Discounts are rounded to whole kronor, half a krona
// in the customer's favour. A discount by hand that is larger than the rest is an Invalid.
func (l PriceList) Lines(p Purchase) ([]OrderLine, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	lines := l.packageLines(p)
	for _, e := range Extras() {
		if slices.Contains(p.Extras, e) {
			lines = append(lines, OrderLine{Item: e, Quantity: 1, Price: l.Offer(e).Price})
		}
	}
	lines = lessPercent(lines, ItemAgency, min(p.Commission, l.Offer(ItemAgency).Percent))
	if p.Discount > sum(lines) {
		return nil, &Invalid{[]Fault{{Field: "discount", Code: "too_much"}}}
	}
	if p.Discount > 0 {
		lines = append(lines, OrderLine{ItemManual, 1, -p.Discount, p.Reason})
	}
	return lines, nil
}

// packageLines is the package with what makes it alone cheaper. What comes from a bundle has been paid; what goes into
// one has the bundle's discount on the list price.
func (l PriceList) packageLines(p Purchase) []OrderLine {
	price := l.Offer(Item(p.Package)).Price
	line := OrderLine{Item: Item(p.Package), Quantity: 1, Price: price}
	switch {
	case p.Bundle != "":
		offer := l.Offer(p.Bundle)
		line.Quantity = offer.Ads
		return lessPercent([]OrderLine{line}, p.Bundle, offer.Percent)
	case p.Clip:
		return []OrderLine{line, {Item: ItemClip, Quantity: 1, Price: -price}}
	}
	lines := []OrderLine{line}
	if p.Agreed != nil && *p.Agreed < price {
		lines = append(lines, OrderLine{Item: ItemAgreement, Quantity: 1, Price: *p.Agreed - price})
	}
	if p.Again {
		lines = lessPercent(lines, ItemReadvertise, l.Offer(ItemReadvertise).Percent)
	}
	return lines
}

// lessPercent adds a discount on the sum of the lines, where it is any.
func lessPercent(lines []OrderLine, item Item, percent int) []OrderLine {
	off := (sum(lines)*int64(percent) + 50) / 100
	if off == 0 {
		return lines
	}
	return append(lines, OrderLine{Item: item, Quantity: 1, Price: -off})
}

// Again says whether a job that repeats another gets the discount for it at the time: the other has ended, and not too
// long ago.
func (l PriceList) Again(earlier *Job, now time.Time) bool {
	ended := earlier.EndedAt()
	return earlier.Status(now).Ended() && now.Before(ended.AddDate(0, 0, l.Offer(ItemReadvertise).Days))
}

// A Bundle is ads that were bought beforehand (klippkort).
type Bundle struct {
	ID       int64
	Order    string // the order by which it was bought
	Employer EmployerID
	Package  Package
	Size     int
	Used     int
	Until    time.Time // exclusive
}

// BundleMonths is for how many months a bundle can be used.
const BundleMonths = 12

// Left is how many ads are left in the bundle.
func (b Bundle) Left() int { return b.Size - b.Used }

// Clip takes one ad out of the bundle.
func (b *Bundle) Clip(now time.Time) error {
	switch {
	case b.Left() < 1:
		return &OrderError{Move: OrderClip, Why: "the bundle is used up"}
	case !now.Before(b.Until):
		return &OrderError{Move: OrderClip, Why: "the bundle's time is over"}
	}
	b.Used++
	return nil
}

// Return puts an ad that was not published back.
func (b *Bundle) Return() {
	if b.Used > 0 {
		b.Used--
	}
}
