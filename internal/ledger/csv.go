package ledger

import (
	"strconv"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/spreadsheet"
)

// column is a column of the CSV: its heading, and its cell for a line of an order.
type column struct {
	heading string
	cell    func(e *Entry, n int, l board.OrderLine) string
}

// columns are Swedish: the file is for people at the journal. What people have written is defused by text; numbers, dates
// and codes that this program has made are not.
var columns = [...]column{
	{"Order", func(e *Entry, _ int, _ board.OrderLine) string { return e.Order.Number }},
	{"Rad", func(_ *Entry, n int, _ board.OrderLine) string { return strconv.Itoa(n + 1) }},
	{"Krediterar order", func(e *Entry, _ int, _ board.OrderLine) string { return e.Order.Credits }},
	{"Krediterar faktura", func(e *Entry, _ int, _ board.OrderLine) string { return spreadsheet.Text(e.Original) }},
	{"Kreditorsak", func(e *Entry, _ int, _ board.OrderLine) string { return creditReason(e.Order) }},
	{"Annons", func(e *Entry, _ int, _ board.OrderLine) string { return spreadsheet.Text(string(e.Order.Job)) }},
	{"Rubrik", func(e *Entry, _ int, _ board.OrderLine) string { return spreadsheet.Text(e.Headline) }},
	{"Arbetsgivare", func(e *Entry, _ int, _ board.OrderLine) string { return spreadsheet.Text(e.Employer) }},
	{"Publicerad", func(e *Entry, _ int, _ board.OrderLine) string { return board.DateOf(e.Order.PublishedAt).String() }},
	{"Artikel", func(_ *Entry, _ int, l board.OrderLine) string { return string(l.Item) }},
	{"Benämning", func(_ *Entry, _ int, l board.OrderLine) string { return itemName(l.Item) }},
	{"Anledning", func(_ *Entry, _ int, l board.OrderLine) string { return spreadsheet.Text(l.Reason) }},
	{"Antal", func(_ *Entry, _ int, l board.OrderLine) string { return strconv.Itoa(l.Quantity) }},
	{"À-pris exkl. moms", func(_ *Entry, _ int, l board.OrderLine) string { return money(100*l.Price, ",") }},
	{"Belopp exkl. moms", func(_ *Entry, _ int, l board.OrderLine) string { return money(100*l.Sum(), ",") }},
	{"Momssats %", func(e *Entry, _ int, _ board.OrderLine) string { return strconv.Itoa(e.Order.VAT) }},
	{"Moms", func(e *Entry, _ int, l board.OrderLine) string { return money(l.Sum()*int64(e.Order.VAT), ",") }},
	{"Belopp inkl. moms", func(e *Entry, _ int, l board.OrderLine) string {
		return money(l.Sum()*int64(100+e.Order.VAT), ",")
	}},
	{"Valuta", func(*Entry, int, board.OrderLine) string { return "SEK" }},
	{"Betalningsvillkor dagar", func(*Entry, int, board.OrderLine) string { return strconv.Itoa(board.PaymentDays) }},
	{"Fakturaväg", invoice(func(i *board.Invoice) string { return string(i.Route) })},
	{"Fakturamottagare", invoice(func(i *board.Invoice) string { return spreadsheet.Text(i.Recipient) })},
	{"Organisationsnummer", invoice(func(i *board.Invoice) string { return hyphened(i.OrgNr) })},
	{"Gatuadress", invoice(func(i *board.Invoice) string { return spreadsheet.Text(i.Address.Street) })},
	{"Postnummer", invoice(func(i *board.Invoice) string { return spreadsheet.Text(i.Address.Postcode) })},
	{"Ort", invoice(func(i *board.Invoice) string { return spreadsheet.Text(i.Address.City) })},
	{"Land", invoice(func(i *board.Invoice) string { return spreadsheet.Text(country(i)) })},
	{"E-post", invoice(func(i *board.Invoice) string { return spreadsheet.Text(i.Email) })},
	{"Peppol-id", invoice(func(i *board.Invoice) string { return i.PeppolID })},
	{"GLN", invoice(func(i *board.Invoice) string { return spreadsheet.Text(i.GLN) })},
	{"Beställarreferens (BT-10)", invoice(func(i *board.Invoice) string { return spreadsheet.Text(i.BuyerReference) })},
	{"Inköpsordernummer (BT-13)", invoice(func(i *board.Invoice) string { return spreadsheet.Text(i.OrderReference) })},
	{"Avtalsnummer (BT-12)", invoice(func(i *board.Invoice) string { return spreadsheet.Text(i.Contract) })},
	{"Faktureringsobjekt (BT-18)", invoice(func(i *board.Invoice) string { return spreadsheet.Text(i.InvoicedObject) })},
	{"Fakturamärkning", invoice(func(i *board.Invoice) string { return spreadsheet.Text(i.Mark) })},
	{"Tidigaste fakturadatum", invoice(func(i *board.Invoice) string { return i.NotBefore.String() })},
}

func invoice(cell func(i *board.Invoice) string) func(*Entry, int, board.OrderLine) string {
	return func(e *Entry, _ int, _ board.OrderLine) string { return cell(&e.Order.Invoice) }
}

func itemName(i board.Item) string {
	return reference.Label(board.Swedish, reference.ListItem, string(i))
}

func creditReason(o board.Order) string {
	if o.Credits == "" {
		return ""
	}
	return reference.Label(board.Swedish, reference.ListCreditReason, o.Why)
}

func country(i *board.Invoice) string {
	if i.Address.Country == "" {
		return board.Sweden
	}
	return i.Address.Country
}

// hyphened is the number as it stands on an invoice, whoever's it is; Excel takes it for a text.
func hyphened(nr board.OrgNr) string {
	if nr.IsZero() {
		return ""
	}
	return nr.Digits()[:6] + "-" + nr.Digits()[6:]
}

// CSV writes the document as a Swedish Excel opens it.
func (d Document) CSV() string {
	var sheet spreadsheet.Sheet
	headings := make([]string, len(columns))
	for i, c := range columns {
		headings[i] = c.heading
	}
	sheet.Row(headings...)
	for i := range d.Entries {
		e := &d.Entries[i]
		for n, line := range e.Order.Lines {
			cells := make([]string, len(columns))
			for i, c := range columns {
				cells[i] = c.cell(e, n, line)
			}
			sheet.Row(cells...)
		}
	}
	return sheet.String()
}
