// Package ledger writes orders as finance takes them, and reads what the ledger says of them.
//
// An export is one document in two forms: CSV that a Swedish Excel opens as it is, a row for each line of an order, and
// JSON for programs. Both have every field that an e-invoice to a public buyer needs (EN 16931, Peppol BIS Billing 3).
// Prices are written in kronor with two decimals, VAT among them; they are computed in whole kronor and öre, never in
// fractions of a machine.
package ledger

import (
	"fmt"
	"time"

	"ledigajobb/internal/board"
)

// A Document is the orders of an export.
type Document struct {
	Number  string // "E-2026-0007"
	At      time.Time
	Entries []Entry
}

// An Entry is an order, and what it is about in words.
type Entry struct {
	Order    board.Order
	Employer string
	Headline string
	Original string // of a credit: the number in the ledger of the invoice that it takes back
}

// Total is the kronor of all orders without VAT.
func (d Document) Total() (sum int64) {
	for _, e := range d.Entries {
		sum += e.Order.Total()
	}
	return sum
}

// money writes öre as kronor with two decimals and the decimal sign.
func money(ore int64, sign string) string {
	minus := ""
	if ore < 0 {
		minus, ore = "-", -ore
	}
	return fmt.Sprintf("%s%d%s%02d", minus, ore/100, sign, ore%100)
}
