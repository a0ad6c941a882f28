package board

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Item is what a line of an order is for: a package, an extra, a discount (terms: 14).
type Item string

// The items beside the packages, whose slugs are items too.
const (
	ItemNewsletter     Item = "newsletter"
	ItemTop            Item = "top_7"
	ItemLinkedIn       Item = "linkedin"
	ItemExtend         Item = "extend"
	ItemWrite          Item = "write"
	ItemSecondLanguage Item = "second_language"

	ItemBundle5     Item = "bundle_5"
	ItemBundle10    Item = "bundle_10"
	ItemReadvertise Item = "readvertise"
	ItemAgreement   Item = "agreement" // a price agreed with the customer; the line is what it is below the list
	ItemAgency      Item = "agency"
	ItemManual      Item = "manual" // with a reason
	ItemClip        Item = "clip"   // the ad was paid for with a bundle
	ItemCredit      Item = "credit" // the one line of a credit
)

// Extras lists what can be bought beside a package.
func Extras() []Item {
	return []Item{ItemNewsletter, ItemTop, ItemLinkedIn, ItemExtend, ItemWrite, ItemSecondLanguage}
}

// Bundles lists the sizes in which ads can be bought beforehand (klippkort).
func Bundles() []Item { return []Item{ItemBundle5, ItemBundle10} }

// Discounts lists what makes an order cheaper.
func Discounts() []Item {
	return []Item{ItemBundle5, ItemBundle10, ItemReadvertise, ItemAgreement, ItemAgency, ItemManual, ItemClip}
}

// Items lists everything that a line can be for: packages, extras, discounts, the credit.
func Items() []Item {
	var all []Item
	for _, p := range Packages() {
		all = append(all, Item(p))
	}
	return slices.Concat(all, Extras(), Discounts(), []Item{ItemCredit})
}

// Discount says whether lines of the item lower the sum.
func (i Item) Discount() bool { return i == ItemCredit || slices.Contains(Discounts(), i) }

// An Offer is an item of the price list. What does not belong to the item is zero.
type Offer struct {
	Price       int64 // kronor without VAT
	Percent     int   // a discount, or the most that it may be
	Days        int   // how long an ad stands at most, an extension lasts, or a discount is given after an ad's end
	Top         int   // days as Toppannons
	Newsletters int
	Ads         int // in a bundle
}

// A PriceList says what everything costs, in whole kronor without VAT. DefaultPrices has one; ParsePrices reads another.
type PriceList struct {
	offers map[Item]Offer
	VAT    int // percent
}

// Limits of a price list, which keep a slip of the finger from an invoice.
const (
	MaxPrice    = 1_000_000 // kronor
	MaxDiscount = 100       // percent
	MaxAgency   = 15        // percent of commission
	maxDays     = 365
)

// ItemVAT is the line of a price list that is no item.
const ItemVAT Item = "vat"

// defaultPrices is terms 14.
const defaultPrices = `basic 8900 days=45
plus 12900 days=60 top=7 newsletters=1
premium 17900 days=60 top=14 newsletters=2
student 0 days=60
newsletter 3900 newsletters=1
top_7 2900 top=7
linkedin 2900
extend 1900 days=30
write 3500
second_language 0
bundle_5 15% ads=5
bundle_10 25% ads=10
readvertise 50% days=90
agency 15%
vat 25%
`

// DefaultPrices is the price list that holds until another has been set.
func DefaultPrices() PriceList {
	l, err := ParsePrices(defaultPrices)
	if err != nil {
		panic("board: the default price list: " + err.Error())
	}
	return l
}

// Priced lists the items that a price list has to have, in its order.
func Priced() []Item {
	return slices.Concat(Items()[:len(Packages())], Extras(), Bundles(), []Item{ItemReadvertise, ItemAgency, ItemVAT})
}

// ParsePrices reads a price list: a line for each item with its price in kronor or its percentage, and what belongs to it.
//
//	plus 12900 days=60 top=7 newsletters=1
//	bundle_5 15% ads=5
//
// An Invalid names every fault, its field the item or, where that cannot be told, the line's number. Codes: "required" for
// an item that is missing, "unknown", "repeated", "format", "range".
func ParsePrices(text string) (PriceList, error) {
	l := PriceList{offers: map[Item]Offer{}}
	var wrong Invalid
	for n, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		item, known := Parse(Priced(), words[0])
		_, twice := l.offers[item]
		switch {
		case !known:
			wrong.Add(Fault{Field: "line " + strconv.Itoa(n+1), Code: "unknown", Value: words[0]})
			continue
		case twice:
			wrong.Add(Fault{Field: string(item), Code: "repeated"})
			continue
		}
		offer, faults := parseOffer(item, words[1:])
		l.offers[item] = offer
		wrong.Faults = append(wrong.Faults, faults...)
	}
	for _, item := range Priced() {
		if _, ok := l.offers[item]; !ok {
			wrong.Add(Fault{Field: string(item), Code: "required"})
		}
	}
	l.VAT = l.offers[ItemVAT].Percent
	return l, wrong.Err()
}

func parseOffer(item Item, words []string) (o Offer, faults []Fault) {
	fault := func(code, value, allowed string) {
		faults = append(faults, Fault{Field: string(item), Code: code, Value: value, Allowed: allowed})
	}
	if len(words) == 0 {
		fault("required", "", "")
		return o, faults
	}
	if code, allowed := o.setAmount(item, words[0]); code != "" {
		fault(code, words[0], allowed)
	}
	for _, word := range words[1:] {
		name, value, _ := strings.Cut(word, "=")
		place, most := o.detail(item, OfferPart(name))
		n, err := strconv.Atoi(value)
		switch {
		case place == nil:
			fault("unknown", word, "")
		case err != nil:
			fault("format", word, name+"=30")
		case n < 1 || n > most:
			fault("range", word, "1–"+strconv.Itoa(most))
		default:
			*place = n
		}
	}
	for _, part := range needs(item) {
		if place, _ := o.detail(item, part); *place == 0 && len(faults) == 0 {
			fault("format", "", string(part)+"=30")
		}
	}
	return o, faults
}

// setAmount reads the price, or for a discount the percentage, and says what is wrong with it.
func (o *Offer) setAmount(item Item, s string) (code, allowed string) {
	number, isPercent := strings.CutSuffix(s, "%")
	percent := item.inPercent()
	n, err := strconv.Atoi(number)
	most, example := item.maxAmount(), "8900"
	if percent {
		example = "25%"
	}
	if item == ItemAgency {
		example = "15%"
	}
	switch {
	case err != nil || percent != isPercent:
		return "format", example
	case n < 0 || n > most:
		return "range", "0–" + strconv.Itoa(most)
	case percent:
		o.Percent = n
	default:
		o.Price = int64(n)
	}
	return "", ""
}

// inPercent says whether the item's offer is a percentage rather than a price.
func (i Item) inPercent() bool { return i.Discount() || i == ItemVAT }

// maxAmount is the most that an item's price, in kronor, or its percentage may be.
func (i Item) maxAmount() int {
	switch {
	case i == ItemAgency:
		return MaxAgency
	case i.inPercent():
		return MaxDiscount
	}
	return MaxPrice
}

// detail is the place of a detail of an item's offer and its largest value, nil for one that the item cannot have.
func (o *Offer) detail(item Item, part OfferPart) (place *int, most int) {
	_, isPackage := Parse(Packages(), string(item))
	switch {
	case part == PartDays && (isPackage || item == ItemExtend || item == ItemReadvertise):
		return &o.Days, maxDays
	case part == PartTop && (isPackage || item == ItemTop):
		return &o.Top, maxDays
	case part == PartNewsletters && (isPackage || item == ItemNewsletter):
		return &o.Newsletters, 10
	case part == PartAds && slices.Contains(Bundles(), item):
		return &o.Ads, 100
	}
	return nil, 0
}

// needs is the details that an item cannot be without.
func needs(item Item) []OfferPart {
	var o Offer
	switch days, _ := o.detail(item, PartDays); {
	case days != nil:
		return []OfferPart{PartDays}
	case item == ItemTop:
		return []OfferPart{PartTop}
	case slices.Contains(Bundles(), item):
		return []OfferPart{PartAds}
	}
	return nil
}

// String writes the list as ParsePrices reads it.
func (l PriceList) String() string {
	var b strings.Builder
	for _, item := range Priced() {
		o := l.offers[item]
		amount := strconv.FormatInt(o.Price, 10)
		if item.inPercent() {
			amount = strconv.Itoa(o.Percent) + "%"
		}
		fmt.Fprintf(&b, "%s %s", item, amount)
		for _, part := range details {
			if place, _ := o.detail(item, part); place != nil && *place > 0 {
				fmt.Fprintf(&b, " %s=%d", part, *place)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Offer is what the list says of an item; nothing for one that has no price, such as a manual discount.
func (l PriceList) Offer(item Item) Offer { return l.offers[item] }

// Equal says whether the lists say the same.
func (l PriceList) Equal(other PriceList) bool { return maps.Equal(l.offers, other.offers) }
