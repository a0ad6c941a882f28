package ledger

import (
	"strconv"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
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
	{"Krediterar faktura", func(e *Entry, _ int, _ board.OrderLine) string { return text(e.Original) }},
	{"Kreditorsak", func(e *Entry, _ int, _ board.OrderLine) string { return creditReason(e.Order) }},
	{"Annons", func(e *Entry, _ int, _ board.OrderLine) string { return text(string(e.Order.Job)) }},
	{"Rubrik", func(e *Entry, _ int, _ board.OrderLine) string { return text(e.Headline) }},
	{"Arbetsgivare", func(e *Entry, _ int, _ board.OrderLine) string { return text(e.Employer) }},
	{"Publicerad", func(e *Entry, _ int, _ board.OrderLine) string { return board.DateOf(e.Order.PublishedAt).String() }},
	{"Artikel", func(_ *Entry, _ int, l board.OrderLine) string { return string(l.Item) }},
	{"Benämning", func(_ *Entry, _ int, l board.OrderLine) string { return itemName(l.Item) }},
	{"Anledning", func(_ *Entry, _ int, l board.OrderLine) string { return text(l.Reason) }},
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
	{"Fakturamottagare", invoice(func(i *board.Invoice) string { return text(i.Recipient) })},
	{"Organisationsnummer", invoice(func(i *board.Invoice) string { return hyphened(i.OrgNr) })},
	{"Gatuadress", invoice(func(i *board.Invoice) string { return text(i.Address.Street) })},
	{"Postnummer", invoice(func(i *board.Invoice) string { return text(i.Address.Postcode) })},
	{"Ort", invoice(func(i *board.Invoice) string { return text(i.Address.City) })},
	{"Land", invoice(func(i *board.Invoice) string { return text(country(i)) })},
	{"E-post", invoice(func(i *board.Invoice) string { return text(i.Email) })},
	{"Peppol-id", invoice(func(i *board.Invoice) string { return i.PeppolID })},
	{"GLN", invoice(func(i *board.Invoice) string { return text(i.GLN) })},
	{"Beställarreferens (BT-10)", invoice(func(i *board.Invoice) string { return text(i.BuyerReference) })},
	{"Inköpsordernummer (BT-13)", invoice(func(i *board.Invoice) string { return text(i.OrderReference) })},
	{"Avtalsnummer (BT-12)", invoice(func(i *board.Invoice) string { return text(i.Contract) })},
	{"Faktureringsobjekt (BT-18)", invoice(func(i *board.Invoice) string { return text(i.InvoicedObject) })},
	{"Fakturamärkning", invoice(func(i *board.Invoice) string { return text(i.Mark) })},
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

// CSV writes the document as a Swedish Excel opens it: a byte-order mark, so that it is read as UTF-8; semicolons between
// cells and decimal commas, as Swedish settings have them; CR LF after each row (RFC 4180).
func (d Document) CSV() string {
	var b strings.Builder
	b.WriteString("\ufeff")
	for i, c := range columns {
		b.WriteString(separator(i) + quoted(c.heading))
	}
	b.WriteString("\r\n")
	for i := range d.Entries {
		e := &d.Entries[i]
		for n, line := range e.Order.Lines {
			for i, c := range columns {
				b.WriteString(separator(i) + quoted(c.cell(e, n, line)))
			}
			b.WriteString("\r\n")
		}
	}
	return b.String()
}

func separator(i int) string {
	if i == 0 {
		return ""
	}
	return ";"
}

func quoted(cell string) string {
	if !strings.ContainsAny(cell, ";\"\r\n") {
		return cell
	}
	return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
}

// text is a cell that somebody wrote. One that a spreadsheet would take for a formula, or for a number or date that it
// would write differently (00123, 7350000000009, 3-4), has an apostrophe in front and stays what it is.
func text(s string) string {
	if s == "" {
		return ""
	}
	if strings.ContainsAny(s[:1], "=+-@\t\r\n'") || strings.HasPrefix(s, "＝") || strings.HasPrefix(s, "＋") ||
		strings.HasPrefix(s, "－") || strings.HasPrefix(s, "＠") || rewritten(s) {
		return "'" + s
	}
	return s
}

// exact is how many digits of a number Excel shows.
const exact = 11

// rewritten says whether a spreadsheet would show the text as another.
func rewritten(s string) bool {
	if strings.Trim(s, "0123456789 .,:/-eE") != "" || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	plain := strings.Trim(s, "0123456789") == ""
	return !plain || len(s) > exact || s[0] == '0' && len(s) > 1
}
