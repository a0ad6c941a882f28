package board

import "strings"

// InvoiceRoute is the way by which an invoice goes.
type InvoiceRoute string

// The routes (terms: 14).
const (
	RoutePeppol InvoiceRoute = "peppol"
	RouteEmail  InvoiceRoute = "email"  // a PDF, which public bodies may not take
	RouteAgency InvoiceRoute = "agency" // to the media agency that placed the ad
	RouteBundle InvoiceRoute = "bundle" // the ad was paid for beforehand
	RouteFree   InvoiceRoute = "free"
)

// InvoiceRoutes lists the routes.
func InvoiceRoutes() []InvoiceRoute {
	return []InvoiceRoute{RoutePeppol, RouteEmail, RouteAgency, RouteBundle, RouteFree}
}

// Invoice says where and how the invoice goes. The BT numbers are those of EN 16931; the fields are those that SFTI's
// guide to Peppol BIS Billing 3 asks of a supplier to a Swedish public buyer.
type Invoice struct {
	Route          InvoiceRoute
	Recipient      string // fakturamottagare, BT-44
	OrgNr          OrgNr  // BT-47
	Address        InvoiceAddress
	Email          string
	PeppolID       string // BT-49: "0007:2120000142", "0088:" and a GLN
	GLN            string // BT-46, where it is not the Peppol-id
	BuyerReference string // beställarreferens, BT-10
	OrderReference string // inköpsordernummer, BT-13
	Contract       string // avtalsnummer, BT-12
	InvoicedObject string // faktureringsobjekt, BT-18
	Mark           string // fakturamärkning: for an agency, the employer's name
	NotBefore      Date   // tidigaste fakturadatum
	Reason         string // of an order that is free
}

// InvoiceAddress is fakturaadress, BG-8.
type InvoiceAddress struct {
	Street   string
	Postcode string // five digits, of Swedish ones
	City     string
	Country  string // ISO 3166-1 alpha-2; empty: Sweden
}

// maxInvoiceField is the length of a field in characters, which ledgers take.
const maxInvoiceField = 100

// PublicBody says whether the number is that of the state, a region, a municipality or an association of them: its first
// digit is 2. Companies that they own cannot be told by it.
func (o OrgNr) PublicBody() bool { return strings.HasPrefix(o.digits, "2") }

// Check is nil, or an Invalid with all that keeps an invoice from being sent by its route. public says that the buyer is
// bound to e-invoices (lag 2018:1277): it needs Peppol and a reference or an order number (PEPPOL-EN16931-R003), without
// which the invoice comes back. Fields are named "invoice.route" and so on.
func (i *Invoice) Check(public bool) error {
	wrong := &Invalid{}
	require := func(field, value string) {
		if value == "" {
			wrong.Add(Fault{Field: "invoice." + field, Code: "required"})
		}
	}
	if _, ok := Parse(InvoiceRoutes(), string(i.Route)); !ok {
		require("route", "")
	}
	if i.Route == RouteFree {
		require("reason", i.Reason)
	}
	if i.Billed() {
		require("recipient", i.Recipient)
		require("city", i.Address.City)
		i.checkRoute(wrong, require, public)
	}
	i.checkForms(wrong)
	return wrong.Err()
}

// Billed says whether an invoice leaves at all.
func (i *Invoice) Billed() bool { return i.Route != RouteBundle && i.Route != RouteFree }

func (i *Invoice) checkRoute(wrong *Invalid, require func(field, value string), public bool) {
	switch i.Route {
	case RoutePeppol:
		require("orgnr", i.OrgNr.Digits())
		require("peppol", i.PeppolID)
	case RouteEmail:
		require("email", i.Email)
		if public {
			wrong.Add(Fault{Field: "invoice.route", Code: "pdf"})
		}
	case RouteAgency:
		require("orgnr", i.OrgNr.Digits())
		require("reference", i.BuyerReference)
		require("mark", i.Mark)
	}
	if i.BuyerReference == "" && i.OrderReference == "" && (i.Route == RoutePeppol || i.Route == RouteEmail && public) {
		wrong.Add(Fault{Field: "invoice.reference", Code: "reference"})
	}
}

// checkForms looks at what is there, whatever the route.
func (i *Invoice) checkForms(wrong *Invalid) {
	if i.PeppolID != "" && !ValidPeppolID(i.PeppolID) {
		wrong.Add(Fault{Field: "invoice.peppol", Code: "peppol"})
	}
	if i.GLN != "" && !ValidGLN(i.GLN) {
		wrong.Add(Fault{Field: "invoice.gln", Code: "gln"})
	}
	if a := i.Address; a.Postcode != "" && (a.Country == "" || a.Country == Sweden) && (len(a.Postcode) != 5 || !digits(a.Postcode)) {
		wrong.Add(Fault{Field: "invoice.postcode", Code: "postcode"})
	}
	if _, err := ParseEmail(i.Email); i.Email != "" && err != nil {
		wrong.Add(Fault{Field: "invoice.email", Code: "email"})
	}
	for _, f := range i.texts() {
		if len([]rune(*f.value)) > maxInvoiceField {
			wrong.Add(Fault{Field: "invoice." + f.name, Code: "long", Allowed: "100"})
		}
	}
}

type invoiceText struct {
	name  string
	value *string
}

func (i *Invoice) texts() []invoiceText {
	return []invoiceText{{"recipient", &i.Recipient}, {"street", &i.Address.Street}, {"city", &i.Address.City},
		{"postcode", &i.Address.Postcode}, {"country", &i.Address.Country}, {"email", &i.Email}, {"peppol", &i.PeppolID}, {"gln", &i.GLN},
		{"reference", &i.BuyerReference}, {"order_reference", &i.OrderReference}, {"contract", &i.Contract},
		{"object", &i.InvoicedObject}, {"mark", &i.Mark}, {"reason", &i.Reason}}
}

// Clean takes the spaces from around the fields, and out of numbers that people write with them.
func (i *Invoice) Clean() {
	for _, f := range i.texts() {
		*f.value = strings.Join(strings.Fields(*f.value), " ")
	}
	for _, number := range []*string{&i.PeppolID, &i.GLN, &i.Address.Postcode} {
		*number = strings.ReplaceAll(*number, " ", "")
	}
	i.Address.Country = strings.ToUpper(i.Address.Country)
}

// ValidPeppolID says whether the text is an address in Peppol as Swedish buyers have them: 0007 and an organisation
// number, or 0088 and a GLN.
func ValidPeppolID(s string) bool {
	scheme, id, _ := strings.Cut(s, ":")
	switch scheme {
	case "0007":
		return len(id) == 10 && digits(id) && luhn(id)
	case "0088":
		return ValidGLN(id)
	}
	return false
}

// ValidGLN says whether the text is a GS1 global location number: thirteen digits, the last a check digit (GS1 General
// Specifications, 7.9).
func ValidGLN(s string) bool {
	if len(s) != 13 || !digits(s) {
		return false
	}
	sum := 0
	for i, r := range s {
		weight := 1 + 2*(i%2)
		sum += weight * int(r-'0')
	}
	return sum%10 == 0
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }
