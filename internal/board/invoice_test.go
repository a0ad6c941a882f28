package board

import (
	"errors"
	"strings"
	"testing"
)

func TestWhatAnInvoiceNeeds(t *testing.T) {
	nr, err := ParseOrgNr("212000-0142")
	if err != nil {
		t.Fatal(err)
	}
	whole := Invoice{Route: RoutePeppol, Recipient: "Stockholms stad", OrgNr: nr, PeppolID: "0007:2120000142", BuyerReference: "FM1234",
		Address: InvoiceAddress{Street: "Box 1", Postcode: "10512", City: "Stockholm"}}
	for _, c := range []struct {
		name   string
		public bool
		change func(*Invoice)
		faults string
	}{
		{"whole", true, func(*Invoice) {}, ""},
		{"an order number is as good as a reference", true, func(i *Invoice) { i.BuyerReference, i.OrderReference = "", "4500012345" }, ""},
		{"neither", true, func(i *Invoice) { i.BuyerReference = "" }, "invoice.reference reference"},
		{"neither, of a private buyer in Peppol", false, func(i *Invoice) { i.BuyerReference = "" }, "invoice.reference reference"},
		{"no Peppol-id", true, func(i *Invoice) { i.PeppolID = "" }, "invoice.peppol required"},
		{"a Peppol-id with a wrong check digit", true, func(i *Invoice) { i.PeppolID = "0007:2120000143" }, "invoice.peppol peppol"},
		{"a Peppol-id of another country", true, func(i *Invoice) { i.PeppolID = "9908:987654321" }, "invoice.peppol peppol"},
		{"a Peppol-id that is a GLN", true, func(i *Invoice) { i.PeppolID = "0088:7350000000009" }, ""},
		{"a GLN with a wrong check digit", true, func(i *Invoice) { i.GLN = "7350000000007" }, "invoice.gln gln"},
		{"a PDF to a public body", true, func(i *Invoice) { i.Route, i.Email = RouteEmail, "faktura@ekby.example" }, "invoice.route pdf"},
		{"a PDF to a firm", false, func(i *Invoice) {
			*i = Invoice{Route: RouteEmail, Recipient: "Viken AB", Email: "faktura@viken.example", Address: i.Address}
		}, ""},
		{"a PDF to nowhere", false, func(i *Invoice) { i.Route = RouteEmail }, "invoice.email required"},
		{"a PDF to no address", false, func(i *Invoice) { i.Route, i.Email = RouteEmail, "a b@c" }, "invoice.email email"},
		{"an agency", false, func(i *Invoice) { i.Route, i.Mark = RouteAgency, "Ekby kommun" }, ""},
		{"an agency without the employer's name", false, func(i *Invoice) { i.Route = RouteAgency }, "invoice.mark required"},
		{"no way", false, func(i *Invoice) { i.Route = "" }, "invoice.route required"},
		{"a way that there is not", false, func(i *Invoice) { i.Route = "pigeon" }, "invoice.route required"},
		{"nobody and nowhere", false, func(i *Invoice) { i.Recipient, i.Address.City = "", "" }, "invoice.recipient required, invoice.city required"},
		{"a postcode of four digits", true, func(i *Invoice) { i.Address.Postcode = "1051" }, "invoice.postcode postcode"},
		{"a Danish postcode", true, func(i *Invoice) { i.Address.Postcode, i.Address.Country = "1051", "DK" }, ""},
		{"from a bundle", true, func(i *Invoice) { *i = Invoice{Route: RouteBundle} }, ""},
		{"free for a reason", true, func(i *Invoice) { *i = Invoice{Route: RouteFree, Reason: "Praktik"} }, ""},
		{"free for none", true, func(i *Invoice) { *i = Invoice{Route: RouteFree} }, "invoice.reason required"},
		{"a reference without end", true, func(i *Invoice) { i.BuyerReference = strings.Repeat("å", 101) }, "invoice.reference long"},
	} {
		invoice := whole
		c.change(&invoice)
		var got []string
		if invalid := (*Invalid)(nil); errors.As(invoice.Check(c.public), &invalid) {
			for _, f := range invalid.Faults {
				got = append(got, f.Field+" "+f.Code)
			}
		}
		if strings.Join(got, ", ") != c.faults {
			t.Errorf("%s: %v, not %s", c.name, got, c.faults)
		}
	}
}

func TestAnInvoiceIsCleaned(t *testing.T) {
	i := Invoice{Recipient: "  Ekby\tkommun\r\n", PeppolID: "0007: 212000 0142", Address: InvoiceAddress{Postcode: "105 12", Country: "se"}}
	i.Clean()
	if i.Recipient != "Ekby kommun" || i.PeppolID != "0007:2120000142" || i.Address.Postcode != "10512" || i.Address.Country != "SE" {
		t.Errorf("%+v", i)
	}
}
