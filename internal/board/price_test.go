package board

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestThePriceListOfTerms14(t *testing.T) {
	list := DefaultPrices()
	for item, want := range map[Item]Offer{
		"basic": {Price: 8900, Days: 45}, "plus": {Price: 12900, Days: 60, Top: 7, Newsletters: 1},
		"premium": {Price: 17900, Days: 60, Top: 14, Newsletters: 2}, "student": {Days: 60},
		ItemExtend: {Price: 1900, Days: 30}, ItemBundle5: {Percent: 15, Ads: 5}, ItemBundle10: {Percent: 25, Ads: 10},
		ItemReadvertise: {Percent: 50, Days: 90}, ItemManual: {},
	} {
		if got := list.Offer(item); got != want {
			t.Errorf("%s: %+v, not %+v", item, got, want)
		}
	}
	again, err := ParsePrices(list.String())
	if err != nil || !again.Equal(list) || list.VAT != 25 {
		t.Errorf("written and read again: %v", err)
	}
}

func TestFaultsOfAPriceList(t *testing.T) {
	for _, c := range []struct{ was, is, fault string }{
		{"basic 8900 days=45", "", "basic required"},
		{"basic 8900 days=45", "basic", "basic required"},
		{"basic 8900 days=45", "basic 8900", "basic format"},
		{"basic 8900 days=45", "basic 8 900 days=45", "basic unknown"},
		{"basic 8900 days=45", "basic 8900,50 days=45", "basic format"},
		{"basic 8900 days=45", "basic 15% days=45", "basic format"},
		{"basic 8900 days=45", "basic -1 days=45", "basic range"},
		{"basic 8900 days=45", "basic 1000001 days=45", "basic range"},
		{"basic 8900 days=45", "basic 8900 days=0", "basic range"},
		{"basic 8900 days=45", "basic 8900 days=x", "basic format"},
		{"basic 8900 days=45", "basic 8900 days=45 ads=2", "basic unknown"},
		{"bundle_5 15%", "bundle_5 15", "bundle_5 format"},
		{"bundle_5 15%", "bundle_5 101%", "bundle_5 range"},
		{"agency 15%", "agency 16%", "agency range"},
		{"vat 25%", "", "vat required"},
		{"vat 25%", "vat 25%\ngold 1", "line 16 unknown"},
		{"vat 25%", "vat 25%\nvat 25%", "vat repeated"},
	} {
		_, err := ParsePrices(strings.Replace(defaultPrices, c.was, c.is, 1))
		var invalid *Invalid
		if !errors.As(err, &invalid) || !slices.ContainsFunc(invalid.Faults, func(f Fault) bool { return f.Field+" "+f.Code == c.fault }) {
			t.Errorf("%q for %q: %v, not %s", c.is, c.was, err, c.fault)
		}
	}
	if _, err := ParsePrices("# a remark\n\n" + defaultPrices); err != nil {
		t.Errorf("remarks: %v", err)
	}
}

// typedPrices is the default list as a form shows it, with some of its fields typed over.
func typedPrices(over map[string]string) func(Item, OfferPart) string {
	list := DefaultPrices()
	return func(item Item, part OfferPart) string {
		if typed, ok := over[string(item)+"."+string(part)]; ok {
			return typed
		}
		return strconv.Itoa(list.Offer(item).Part(part))
	}
}

func TestAPriceListThatIsTypedNumberByNumber(t *testing.T) {
	if list, err := ReadPrices(typedPrices(nil)); err != nil || !list.Equal(DefaultPrices()) || list.VAT != 25 {
		t.Errorf("as it is shown: %v", err)
	}
	list, err := ReadPrices(typedPrices(map[string]string{
		"basic.price": " 9\u00a0900 kr", "bundle_5.percent": "20 %", "plus.top": "", "premium.newsletters": "0", "basic.top": "3",
	}))
	want := map[Item]Offer{
		"basic": {Price: 9900, Days: 45, Top: 3}, "plus": {Price: 12900, Days: 60, Newsletters: 1},
		"premium": {Price: 17900, Days: 60, Top: 14}, ItemBundle5: {Percent: 20, Ads: 5},
	}
	for item, offer := range want {
		if got := list.Offer(item); got != offer || err != nil {
			t.Errorf("%s: %+v, not %+v, %v", item, got, offer, err)
		}
	}
}

func TestFaultsOfAPriceListThatIsTyped(t *testing.T) {
	for _, c := range []struct{ field, typed, code, allowed string }{
		{"basic.price", "", "number.format", "0–1000000"},
		{"basic.price", "dyrt", "number.format", "0–1000000"},
		{"basic.price", "8900,50", "number.format", "0–1000000"},
		{"basic.price", "-1", "number.range", "0–1000000"},
		{"basic.price", "1000001", "number.range", "0–1000000"},
		{"basic.days", "", "number.format", "1–365"},
		{"basic.days", "0", "number.range", "1–365"},
		{"plus.newsletters", "11", "number.range", "0–10"},
		{"top_7.top", "0", "number.range", "1–365"},
		{"bundle_5.percent", "101", "number.range", "0–100"},
		{"bundle_5.ads", "0", "number.range", "1–100"},
		{"agency.percent", "16", "number.range", "0–15"},
		{"vat.percent", "", "number.format", "0–100"},
	} {
		_, err := ReadPrices(typedPrices(map[string]string{c.field: c.typed}))
		want := []Fault{{Field: c.field, Code: c.code, Value: c.typed, Allowed: c.allowed}}
		var invalid *Invalid
		if !errors.As(err, &invalid) || !slices.Equal(invalid.Faults, want) {
			t.Errorf("%s %q: %v", c.field, c.typed, err)
		}
	}
}

func FuzzParsePrices(f *testing.F) {
	f.Add(defaultPrices)
	f.Add("basic 1 days=\nvat %")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ParsePrices(text)
		if err != nil {
			return
		}
		if again, err := ParsePrices(list.String()); err != nil || !again.Equal(list) {
			t.Errorf("%q is written as %q: %v", text, list.String(), err)
		}
	})
}
