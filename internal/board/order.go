package board

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// OrderState is how far an order is on its way to the ledger.
type OrderState string

// The states of an order (terms: 14).
const (
	OrderOrdered   OrderState = "ordered"
	OrderPublished OrderState = "published" // to be invoiced
	OrderExported  OrderState = "exported"
	OrderInvoiced  OrderState = "invoiced"
	OrderCredited  OrderState = "credited" // wholly; in part it stays invoiced
	OrderVoid      OrderState = "void"     // nothing is invoiced
)

// OrderStates lists the states in the order of a life.
func OrderStates() []OrderState {
	return []OrderState{OrderOrdered, OrderPublished, OrderExported, OrderInvoiced, OrderCredited, OrderVoid}
}

// An Order is what an employer has bought with an ad, or beforehand. Prices are whole kronor without VAT. It goes
// ordered → published → exported → invoiced, by its moves only. A credit is an order of its own, with a negative sum, that
// names the order it credits and goes the same way.
type Order struct {
	Number   string // "A-2026-0147", without gaps within a year
	Job      ID     // empty: none, as when a bundle is bought
	Employer EmployerID
	Bundle   int64  // the bundle that its package was taken from, 0: none
	Credits  string // the number of the order that it credits
	Known    bool   // who ordered is known as the employer's: what has been agreed with it is for them

	State   OrderState
	Lines   []OrderLine
	VAT     int // percent
	Invoice Invoice
	Terms   string // the version of the terms that was accepted
	Why     string // why it is void, or a credit (a slug of CreditReasons)

	Credited int64  // kronor of it that credits have taken back
	Export   string // the number of the export that it left with
	Ledger   string // the invoice's number in the ledger

	CreatedAt   time.Time
	PublishedAt time.Time // when it became one to be invoiced
	UpdatedAt   time.Time
	Version     int
}

// An OrderLine is a package, an extra or a discount.
type OrderLine struct {
	Item     Item
	Quantity int
	Price    int64  // kronor for each, negative for a discount
	Reason   string // why, where somebody set it by hand
}

// Sum is the line's kronor.
func (l OrderLine) Sum() int64 { return int64(l.Quantity) * l.Price }

// PaymentDays is how long a customer has to pay.
const PaymentDays = 30

// Total is the order's sum in kronor without VAT.
func (o *Order) Total() int64 { return sum(o.Lines) }

func sum(lines []OrderLine) (total int64) {
	for _, l := range lines {
		total += l.Sum()
	}
	return total
}

// Tax is the VAT in öre, exact.
func (o *Order) Tax() int64 { return o.Total() * int64(o.VAT) }

// LineField is how a fault names a field of the line with an index.
func LineField(i int, field string) string { return "lines." + strconv.Itoa(i+1) + "." + field }

// MaxReason is how many characters there are in a reason that somebody writes at an order.
const MaxReason = 500

func longReason(reason string) bool { return utf8.RuneCountInString(reason) > MaxReason }

// CheckReason is nil for a reason that somebody has written, else an Invalid of the field "reason".
func CheckReason(reason string) error {
	switch {
	case strings.TrimSpace(reason) == "":
		return &Invalid{[]Fault{{Field: "reason", Code: "required"}}}
	case longReason(reason):
		return &Invalid{[]Fault{{Field: "reason", Code: "long", Allowed: strconv.Itoa(MaxReason)}}}
	}
	return nil
}

// CheckLines is nil, or an Invalid with all that is wrong with the lines of an order: fields "lines.1.price" and so on.
func CheckLines(lines []OrderLine) error {
	var wrong Invalid
	bought := false
	for i, l := range lines {
		at := func(field, code string) { wrong.Add(Fault{Field: LineField(i, field), Code: code}) }
		bought = bought || !l.Item.Discount()
		if _, ok := Parse(Items(), string(l.Item)); !ok || l.Item == ItemCredit {
			at("item", "value")
		}
		if l.Quantity < 1 || l.Quantity > 100 {
			at("quantity", "quantity")
		}
		switch {
		case l.Price > MaxPrice || l.Price < -100*MaxPrice:
			at("price", "money")
		case l.Item.Discount() && l.Price > 0:
			at("price", "discount")
		case !l.Item.Discount() && l.Price < 0:
			at("price", "negative")
		}
		if l.Item == ItemManual && l.Reason == "" {
			at("reason", "reason")
		}
		if longReason(l.Reason) {
			wrong.Add(Fault{Field: LineField(i, "reason"), Code: "long", Allowed: strconv.Itoa(MaxReason)})
		}
	}
	if !bought {
		wrong.Add(Fault{Field: "lines", Code: "required"})
	}
	if wrong.Err() == nil && sum(lines) < 0 {
		wrong.Add(Fault{Field: "lines", Code: "below_zero"})
	}
	return wrong.Err()
}

// CreditReason is why an invoice is credited.
type CreditReason string

// CreditReasons lists them.
func CreditReasons() []CreditReason {
	return []CreditReason{"wrong_reference", "wrong_recipient", "wrong_price", "our_fault", "double", "agreement"}
}

// OrderMove names a change of an order's state.
type OrderMove string

// The moves.
const (
	OrderRevise  OrderMove = "change"
	OrderPublish OrderMove = "publish"
	OrderCancel  OrderMove = "void"
	OrderExport  OrderMove = "export"
	OrderInvoice OrderMove = "invoice"
	OrderCredit  OrderMove = "credit"
	OrderClip    OrderMove = "clip"
)

// An OrderError says that an order's state does not allow a move. It is an ErrConflict.
type OrderError struct {
	Move   OrderMove
	Number string
	From   OrderState
	Why    string
}

// Error names the move, the order, its state and the reason.
func (e *OrderError) Error() string {
	s := "cannot " + string(e.Move)
	if e.Number != "" {
		s += " order " + e.Number + ", which is " + string(e.From)
	}
	if e.Why != "" {
		s += ": " + e.Why
	}
	return s
}

// Unwrap makes the error an ErrConflict.
func (e *OrderError) Unwrap() error { return ErrConflict }

func (o *Order) allow(move OrderMove, from ...OrderState) error {
	if !slices.Contains(from, o.State) {
		return &OrderError{Move: move, Number: o.Number, From: o.State}
	}
	return nil
}

// Revise gives an order that finance has not seen yet other lines and invoice data.
func (o *Order) Revise(lines []OrderLine, invoice Invoice, now time.Time) error {
	if err := o.allow(OrderRevise, OrderOrdered, OrderPublished); err != nil {
		return err
	}
	if o.Credits != "" && !slices.Equal(lines, o.Lines) {
		return &OrderError{OrderRevise, o.Number, o.State, "a credit's sum is what was decided"}
	}
	o.Lines, o.Invoice, o.UpdatedAt = lines, invoice, now
	return nil
}

// Publish makes an order one to be invoiced, or void where there is nothing to invoice.
func (o *Order) Publish(now time.Time) error {
	if err := o.allow(OrderPublish, OrderOrdered); err != nil {
		return err
	}
	o.State, o.PublishedAt, o.UpdatedAt = OrderPublished, now, now
	if o.Total() == 0 {
		o.State, o.Why = OrderVoid, "free"
	}
	return nil
}

// Void says that nothing is to be invoiced, and why. What finance has seen is credited instead.
func (o *Order) Void(why string, now time.Time) error {
	if err := o.allow(OrderCancel, OrderOrdered, OrderPublished); err != nil {
		return err
	}
	switch {
	case why == "":
		return &OrderError{OrderCancel, o.Number, o.State, "no reason is given"}
	case o.Credits != "":
		return &OrderError{OrderCancel, o.Number, o.State, "a credit has been promised"}
	}
	o.State, o.Why, o.UpdatedAt = OrderVoid, why, now
	return nil
}

// Leave hands an order over to finance with an export.
func (o *Order) Leave(export string, now time.Time) error {
	if err := o.allow(OrderExport, OrderPublished); err != nil {
		return err
	}
	o.State, o.Export, o.UpdatedAt = OrderExported, export, now
	return nil
}

// MaxLedger is the length of a number in the ledger, in characters.
const MaxLedger = 40

// Book writes down the invoice's number in the ledger, or corrects it. The wrong length is an Invalid.
func (o *Order) Book(ledger string, now time.Time) error {
	if err := o.allow(OrderInvoice, OrderExported, OrderInvoiced); err != nil {
		return err
	}
	if ledger == "" || len([]rune(ledger)) > MaxLedger {
		return &Invalid{[]Fault{{Field: "ledger", Code: "ledger"}}}
	}
	o.State, o.Ledger, o.UpdatedAt = OrderInvoiced, ledger, now
	return nil
}

// Credit takes back kronor of an invoiced order: it is the credit as an order of its own, to be exported, with a number
// yet to be given. All that is left makes the order credited.
func (o *Order) Credit(kronor int64, reason CreditReason, note string, now time.Time) (Order, error) {
	if err := o.allow(OrderCredit, OrderInvoiced); err != nil {
		return Order{}, err
	}
	_, known := Parse(CreditReasons(), string(reason))
	switch {
	case o.Credits != "":
		return Order{}, &OrderError{OrderCredit, o.Number, o.State, "it is a credit itself"}
	case !known:
		return Order{}, &OrderError{OrderCredit, o.Number, o.State, "no reason is given"}
	case kronor < 1 || kronor > o.Total()-o.Credited:
		return Order{}, &OrderError{OrderCredit, o.Number, o.State, "more than is left of it"}
	}
	o.Credited += kronor
	o.UpdatedAt = now
	if o.Credited == o.Total() {
		o.State = OrderCredited
	}
	return Order{
		Job: o.Job, Employer: o.Employer, Credits: o.Number, State: OrderPublished, VAT: o.VAT, Invoice: o.Invoice,
		Terms: o.Terms, Why: string(reason), CreatedAt: now, PublishedAt: now, UpdatedAt: now,
		Lines: []OrderLine{{ItemCredit, 1, -kronor, note}},
	}, nil
}

// OrderPatience is how long after its ad an order follows, so that a decision can be undone first.
const OrderPatience = time.Minute

// Follow takes an order to where its ad has come: to be invoiced when the ad has been shown, also by the clock alone,
// and void when it never will be: refused, or taken away before it began. moved is false where neither is so yet.
func (o *Order) Follow(j *Job, now time.Time) (moved bool, err error) {
	at, shown, settled := j.shown()
	switch {
	case o.State != OrderOrdered || !settled || now.Before(at.Add(OrderPatience)):
		return false, nil
	case shown:
		return true, o.Publish(later(at, o.CreatedAt)) // what is ordered for an ad that stands already is not due before
	}
	return true, o.Void(string(j.State), at)
}

// shown says since when readers have seen the job, or when it was settled that they never will.
func (j *Job) shown() (at time.Time, shown, settled bool) {
	switch j.State {
	case StatusLive:
		return j.Run.From, true, true
	case StatusRefused:
		return j.Decision.At, false, true
	case StatusPaused: // one that was paused before it began is yet to be seen
		return j.Run.From, true, j.Run.From.Before(j.Decision.At)
	case StatusFilled, StatusCancelled, StatusWithdrawn:
		if !j.Run.From.IsZero() && j.Run.From.Before(j.Ending.At) {
			return j.Run.From, true, true
		}
		return j.Ending.At, false, true
	}
	return time.Time{}, false, false
}
