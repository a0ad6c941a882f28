package site

import (
	"errors"
	"net/url"
	"slices"
	"strconv"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/words"
)

// A priceForm is the price list as its numbers, with the list that was shown.
type priceForm struct {
	Was, History string
	Groups       []priceGroup
}

// A priceGroup is the packages, the extras, the discounts or the tax.
type priceGroup struct {
	Title string
	Items []pricedItem
}

type pricedItem struct {
	ID, Name, Note string
	Fields         []field
}

func priceField(item board.Item, part board.OfferPart) string {
	return board.SettingPrices + "." + string(item) + "." + string(part)
}

// inItsName says whether a number is part of what the item is called, and therefore not to be changed.
func inItsName(item board.Item, part board.OfferPart) bool {
	return part == board.PartAds || item == board.ItemTop && part == board.PartTop || item == board.ItemNewsletter && part == board.PartNewsletters
}

// priceForm is the form for a price list, and its fields as a summary names them.
func (s *Site) priceForm(v *visit, has string, typed filled) (form *priceForm, named []field) {
	list := pricesOf(has)
	form = &priceForm{Was: has}
	if has != "" {
		form.History = s.settingsLink(v, "historik", board.SettingPrices)
	}
	title := ""
	for _, item := range board.Priced() {
		if t := v.text("settings.prices." + kindOfItem(item)); t != title {
			form.Groups, title = append(form.Groups, priceGroup{Title: t}), t
		}
		priced := pricedItem{ID: "p-" + string(item), Name: itemName(v, item)}
		if key := "offer.in." + string(item); words.Has(key) {
			priced.Note = v.text(key)
		}
		for _, part := range board.OfferParts(item) {
			if inItsName(item, part) {
				continue
			}
			f := typed.field(field{
				Name: priceField(item, part), Label: partLabel(v, item, part), InputMode: "numeric", Value: strconv.Itoa(list.Offer(item).Part(part)),
			})
			priced.Fields = append(priced.Fields, f)
			if f.Fault != "" {
				f.Fault = priced.Name + ", " + f.Label + ": " + f.Fault
			}
			named = append(named, f)
		}
		group := &form.Groups[len(form.Groups)-1]
		group.Items = append(group.Items, priced)
	}
	return form, named
}

// kindOfItem is the group that an item is shown in.
func kindOfItem(item board.Item) string {
	switch {
	case item == board.ItemVAT:
		return "vat"
	case item.Discount():
		return "discounts"
	case slices.Contains(board.Extras(), item):
		return "extras"
	}
	return "packages"
}

func itemName(v *visit, item board.Item) string {
	if item == board.ItemVAT {
		return v.text("settings.prices.vat")
	}
	return reference.Label(v.lang, reference.ListItem, string(item))
}

// partLabel is what a number of an item is called, or of any item.
func partLabel(v *visit, item board.Item, part board.OfferPart) string {
	key := "settings.price." + string(part)
	if own := key + "." + string(item); words.Has(own) {
		return v.text(own)
	}
	return v.text(key)
}

// pricesOf is the price list that a setting's value says, as far as it can be read.
func pricesOf(value string) board.PriceList {
	if value == "" {
		return board.DefaultPrices()
	}
	list, _ := board.ParsePrices(value)
	return list
}

// pricesTyped is the change of the price list that a form asks for. What is wrong is a board.Invalid, with the form's fields.
func pricesTyped(form url.Values) (desk.SettingChange, error) {
	change := desk.SettingChange{Key: board.SettingPrices, Was: form.Get("was." + board.SettingPrices)}
	shown := pricesOf(change.Was)
	list, err := board.ReadPrices(func(item board.Item, part board.OfferPart) string {
		if name := priceField(item, part); form.Has(name) {
			return form.Get(name)
		}
		return strconv.Itoa(shown.Offer(item).Part(part))
	})
	wrong := (*board.Invalid)(nil)
	if errors.As(err, &wrong) {
		for i := range wrong.Faults {
			wrong.Faults[i].Field = board.SettingPrices + "." + wrong.Faults[i].Field
		}
		return change, err
	}
	change.Value = list.String()
	if list.Equal(shown) {
		change.Value = change.Was
	}
	return change, nil
}

// pricesChanged is settingsChanged of the price list.
func pricesChanged(form url.Values) url.Values {
	shown := pricesOf(form.Get("was." + board.SettingPrices))
	for _, item := range board.Priced() {
		for _, part := range board.OfferParts(item) {
			if name := priceField(item, part); form.Get(name) == strconv.Itoa(shown.Offer(item).Part(part)) {
				form.Del(name)
			}
		}
	}
	return form
}
