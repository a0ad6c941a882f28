package ledger

import (
	"encoding/json"
	"time"

	"ledigajobb/internal/board"
)

type documentJSON struct {
	Export    string      `json:"export"`
	CreatedAt time.Time   `json:"created_at"`
	Currency  string      `json:"currency"`
	Orders    []orderJSON `json:"orders"`
	Net       json.Number `json:"net_amount"` // of all orders
}

type orderJSON struct {
	Number      string      `json:"number"`
	Credits     *creditJSON `json:"credits,omitempty"`
	Job         string      `json:"job,omitempty"`
	Headline    string      `json:"headline,omitempty"`
	Employer    string      `json:"employer,omitempty"`
	Published   board.Date  `json:"published"`
	Lines       []lineJSON  `json:"lines"`
	Net         json.Number `json:"net_amount"`
	VATPercent  int         `json:"vat_percent"`
	VAT         json.Number `json:"vat_amount"`
	Gross       json.Number `json:"gross_amount"`
	PaymentDays int         `json:"payment_days"`
	Invoice     invoiceJSON `json:"invoice"`
}

type creditJSON struct {
	Order   string `json:"order"`
	Invoice string `json:"invoice"` // BT-25
	Reason  string `json:"reason"`
}

type lineJSON struct {
	Item     board.Item  `json:"item"`
	Name     string      `json:"name"`
	Quantity int         `json:"quantity"`
	Price    json.Number `json:"unit_price"`
	Net      json.Number `json:"net_amount"`
	Reason   string      `json:"reason,omitempty"`
}

type invoiceJSON struct {
	Route          board.InvoiceRoute `json:"route"`
	Recipient      string             `json:"recipient"`                       // BT-44
	OrgNr          board.OrgNr        `json:"organization_number"`             // BT-47
	Street         string             `json:"street,omitempty"`                // BT-50
	Postcode       string             `json:"postcode,omitempty"`              // BT-53
	City           string             `json:"city"`                            // BT-52
	Country        string             `json:"country"`                         // BT-55
	Email          string             `json:"email,omitempty"`                 // BT-58
	PeppolID       string             `json:"peppol_id,omitempty"`             // BT-49
	GLN            string             `json:"gln,omitempty"`                   // BT-46
	BuyerReference string             `json:"buyer_reference,omitempty"`       // BT-10
	OrderReference string             `json:"purchase_order_number,omitempty"` // BT-13
	Contract       string             `json:"contract_number,omitempty"`       // BT-12
	InvoicedObject string             `json:"invoiced_object,omitempty"`       // BT-18
	Mark           string             `json:"mark,omitempty"`                  //
	NotBefore      *board.Date        `json:"earliest_invoice_date,omitempty"` //
}

// JSON writes the document for programs.
func (d Document) JSON() (string, error) {
	out := documentJSON{Export: d.Number, CreatedAt: d.At.UTC(), Currency: "SEK", Orders: []orderJSON{}, Net: amount(100 * d.Total())}
	for _, e := range d.Entries {
		out.Orders = append(out.Orders, e.json())
	}
	text, err := json.MarshalIndent(out, "", "  ")
	return string(text) + "\n", err
}

func amount(ore int64) json.Number { return json.Number(money(ore, ".")) }

func (e Entry) json() orderJSON {
	o := &e.Order
	out := orderJSON{
		Number: o.Number, Job: string(o.Job), Headline: e.Headline, Employer: e.Employer, Published: board.DateOf(o.PublishedAt),
		Net: amount(100 * o.Total()), VATPercent: o.VAT, VAT: amount(o.Tax()), Gross: amount(100*o.Total() + o.Tax()),
		PaymentDays: board.PaymentDays, Invoice: newInvoiceJSON(&o.Invoice),
	}
	if o.Credits != "" {
		out.Credits = &creditJSON{o.Credits, e.Original, o.Why}
	}
	for _, l := range o.Lines {
		out.Lines = append(out.Lines, lineJSON{l.Item, itemName(l.Item), l.Quantity, amount(100 * l.Price), amount(100 * l.Sum()), l.Reason})
	}
	return out
}

func newInvoiceJSON(i *board.Invoice) invoiceJSON {
	out := invoiceJSON{
		Route: i.Route, Recipient: i.Recipient, OrgNr: i.OrgNr, Street: i.Address.Street, Postcode: i.Address.Postcode,
		City: i.Address.City, Country: country(i), Email: i.Email, PeppolID: i.PeppolID, GLN: i.GLN,
		BuyerReference: i.BuyerReference, OrderReference: i.OrderReference, Contract: i.Contract,
		InvoicedObject: i.InvoicedObject, Mark: i.Mark,
	}
	if !i.NotBefore.IsZero() {
		out.NotBefore = &i.NotBefore
	}
	return out
}
