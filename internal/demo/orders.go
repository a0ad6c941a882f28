package demo

import (
	"context"
	"fmt"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
)

// seller is who has taken the orders.
var seller = board.Actor{Kind: board.ActorEditor, Email: "annons@tidningen.example.se", Role: board.DeskSales}

// order places an order for each ad of those who can be sent an invoice: public bodies with a number, and private companies.
func order(ctx context.Context, d *desk.Desk, hirings []desk.Hiring) error {
	for _, h := range hirings {
		invoice, ok := invoiceOf(h.Employer)
		if !ok {
			continue
		}
		for i, j := range h.Jobs {
			wish := desk.Wish{Job: j.ID, Package: j.Package, Extras: extras(i), Invoice: invoice}
			if _, err := d.PlaceOrder(ctx, seller, wish); err != nil {
				return fmt.Errorf("order for %s: %w", j.ID, err)
			}
		}
	}
	return nil
}

// extras is what is bought beside the package of an employer's ad of the number: something with every third.
func extras(n int) []board.Item {
	if n%3 != 1 {
		return nil
	}
	return []board.Item{board.Extras()[n/3%len(board.Extras())]}
}

// invoiceOf is how an employer is invoiced; ok is false where it would need a number that an invented one does not have.
func invoiceOf(e board.Employer) (invoice board.Invoice, ok bool) {
	invoice = board.Invoice{Recipient: e.Name, Address: board.InvoiceAddress{Street: "Box 100", Postcode: "10000", City: "Ekby"}}
	switch {
	case e.OrgNr.PublicBody():
		invoice.Route, invoice.OrgNr, invoice.PeppolID = board.RoutePeppol, e.OrgNr, "0007:"+e.OrgNr.Digits()
		invoice.BuyerReference = "Inköpsenheten 4711"
		return invoice, true
	case e.Sector == board.SectorPrivate:
		invoice.Route, invoice.Email = board.RouteEmail, "faktura@"+e.URL[len("https://"):]
		return invoice, true
	}
	return invoice, false
}
