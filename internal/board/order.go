package board

import "time"

// OrderState is how far an order is on its way to the ledger.
type OrderState string

// The states of an order (terms: 14).
const (
	OrderOrdered   OrderState = "ordered"
	OrderPublished OrderState = "published" // to be invoiced
	OrderExported  OrderState = "exported"
	OrderInvoiced  OrderState = "invoiced"
	OrderCredited  OrderState = "credited"
	OrderVoid      OrderState = "void" // nothing is invoiced
)

// OrderStates lists the states in the order of a life.
func OrderStates() []OrderState {
	return []OrderState{OrderOrdered, OrderPublished, OrderExported, OrderInvoiced, OrderCredited, OrderVoid}
}

// An Order is what an employer has bought with an ad. Prices are whole kronor without VAT.
type Order struct {
	Number    string // "A-2026-0147"
	Job       ID
	State     OrderState
	Lines     []OrderLine
	Invoice   Invoice
	Terms     string // the version of the terms that was accepted
	CreatedAt time.Time
	UpdatedAt time.Time
}

// An OrderLine is a package, an extra or a discount.
type OrderLine struct {
	Item   string // a slug of terms 14
	Price  int64  // kronor, negative for a discount
	Reason string // why an editor set it, where one did
}

// Total is the order's sum in kronor without VAT.
func (o *Order) Total() (sum int64) {
	for _, l := range o.Lines {
		sum += l.Price
	}
	return sum
}

// Invoice says where and how the invoice goes. The BT numbers are those of EN 16931.
type Invoice struct {
	Route          string // a slug of terms 14: peppol, email, agency, bundle, free
	Recipient      string
	OrgNr          OrgNr
	Email          string
	PeppolID       string
	BuyerReference string // BT-10
	OrderReference string // BT-13
	Contract       string // BT-12
	InvoicedObject string // BT-18
	Mark           string
}
