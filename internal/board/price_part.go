package board

import (
	"slices"
	"strconv"
	"strings"
)

// An OfferPart is one of the numbers of an item's offer.
type OfferPart string

// The parts of an offer. Which of them an item has, OfferParts says.
const (
	PartPrice       OfferPart = "price"   // kronor without VAT
	PartPercent     OfferPart = "percent" // instead of a price
	PartDays        OfferPart = "days"
	PartTop         OfferPart = "top"
	PartNewsletters OfferPart = "newsletters"
	PartAds         OfferPart = "ads"
)

// details are the parts beside what an item costs, in their order.
var details = [...]OfferPart{PartDays, PartTop, PartNewsletters, PartAds}

// OfferParts lists the parts of an item's offer, what it costs first.
func OfferParts(item Item) []OfferPart {
	parts := []OfferPart{PartPrice}
	if item.inPercent() {
		parts[0] = PartPercent
	}
	for _, part := range details {
		if place, _ := (&Offer{}).detail(item, part); place != nil {
			parts = append(parts, part)
		}
	}
	return parts
}

// Part is one of the offer's numbers.
func (o Offer) Part(part OfferPart) int {
	switch part {
	case PartPrice:
		return int(o.Price)
	case PartPercent:
		return o.Percent
	case PartDays:
		return o.Days
	case PartTop:
		return o.Top
	case PartNewsletters:
		return o.Newsletters
	}
	return o.Ads
}

// ReadPrices makes a price list of what somebody has typed for each part of each item. Spaces within a number, and a % or
// kr behind it, say nothing. An Invalid names every fault, its field the item and the part, "basic.days". Codes:
// "number.format", "number.range".
func ReadPrices(typed func(Item, OfferPart) string) (PriceList, error) {
	l := PriceList{offers: map[Item]Offer{}}
	var wrong Invalid
	for _, item := range Priced() {
		var o Offer
		for _, part := range OfferParts(item) {
			n, fault := readPart(item, part, typed(item, part))
			if fault.Code != "" {
				wrong.Add(fault)
			}
			o.setPart(item, part, n)
		}
		l.offers[item] = o
	}
	l.VAT = l.offers[ItemVAT].Percent
	return l, wrong.Err()
}

// readPart is a part's number, or what is wrong with it.
func readPart(item Item, part OfferPart, typed string) (n int, wrong Fault) {
	digits := strings.Join(strings.Fields(typed), "")
	digits = strings.TrimSuffix(strings.TrimSuffix(digits, "%"), "kr")
	least, most := 0, item.maxAmount()
	if slices.Contains(details[:], part) {
		_, most = (&Offer{}).detail(item, part)
		if slices.Contains(needs(item), part) {
			least = 1
		} else if digits == "" { // nothing of it belongs to the item
			return 0, Fault{}
		}
	}
	n, err := strconv.Atoi(digits)
	if err == nil && least <= n && n <= most {
		return n, Fault{}
	}
	wrong = Fault{Field: string(item) + "." + string(part), Code: "number.range", Value: typed, Allowed: strconv.Itoa(least) + "–" + strconv.Itoa(most)}
	if err != nil {
		wrong.Code = "number.format"
	}
	return 0, wrong
}

func (o *Offer) setPart(item Item, part OfferPart, n int) {
	switch part {
	case PartPrice:
		o.Price = int64(n)
	case PartPercent:
		o.Percent = n
	default:
		if place, _ := o.detail(item, part); place != nil {
			*place = n
		}
	}
}
