package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

var (
	sales   = board.Actor{Kind: board.ActorEditor, Email: "sara@example.se", Role: board.DeskSales}
	finance = board.Actor{Kind: board.ActorEditor, Email: "fia@example.se", Role: board.DeskFinance}
)

// till is a desk with a customer who buys ads, and a clock that the test moves.
type till struct {
	*testing.T
	*Desk
	s     *store.Store
	now   time.Time
	buyer board.Employer
}

func newTill(t *testing.T, s *store.Store) *till {
	x := &till{T: t, s: s, now: morning}
	x.Desk = New(Config{Store: s, Random: rand.Reader, Now: func() time.Time { return x.now }})
	x.buyer = board.Employer{Name: "Ekby kommun", UpdatedAt: morning}
	x.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.InsertEmployer(ctx, &x.buyer, "test:ekby", "")
	})
	return x
}

func (x *till) write(do func(ctx context.Context, tx *store.Tx) error) {
	x.Helper()
	x.must(x.s.Write(x.Context(), func(tx *store.Tx) error { return do(x.Context(), tx) }))
}

func (x *till) must(err error) {
	x.Helper()
	if err != nil {
		x.Fatal(err)
	}
}

// ad is an ad of the customer's in review.
func (x *till) ad(change ...func(*board.Job)) *board.Job {
	x.Helper()
	id, err := x.newID()
	x.must(err)
	j := &board.Job{ID: id, Employer: x.buyer, State: board.StatusInReview, Days: 45, Package: "basic", CreatedAt: x.now, UpdatedAt: x.now,
		Ad: board.Ad{Headline: "Upphandlare till Ekby kommun"}, Owners: []string{"anna@ekby.example"}}
	for _, c := range change {
		c(j)
	}
	x.write(func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, j) })
	return j
}

// live is the ad approved, to begin at an instant.
func (x *till) live(j *board.Job, at time.Time) {
	x.Helper()
	x.must(j.Approve("anna@example.se", at, x.now))
	x.write(func(ctx context.Context, tx *store.Tx) error { return tx.SaveJob(ctx, j) })
}

func peppol(t *testing.T) board.Invoice {
	nr, err := board.ParseOrgNr("2120000142")
	if err != nil {
		t.Fatal(err)
	}
	return board.Invoice{Route: board.RoutePeppol, Recipient: "Ekby kommun", OrgNr: nr, PeppolID: "0007:2120000142", BuyerReference: "FM1234",
		Address: board.InvoiceAddress{Postcode: "123 45", City: "Ekby"}}
}

// ordered is an order for a new ad.
func (x *till) ordered(change ...func(*Wish)) board.Order {
	x.Helper()
	w := Wish{Job: x.ad().ID, Package: "basic", Invoice: peppol(x.T), Terms: "2026-11"}
	for _, c := range change {
		c(&w)
	}
	o, err := x.PlaceOrder(x.Context(), sales, w)
	x.must(err)
	return o
}

// due is an order whose ad has been shown.
func (x *till) due() board.Order {
	x.Helper()
	j := x.ad()
	o := x.ordered(func(w *Wish) { w.Job = j.ID })
	x.live(j, x.now)
	x.now = x.now.Add(time.Minute)
	_, err := x.FollowAds(x.Context())
	x.must(err)
	return x.order(o.Number)
}

func (x *till) order(number string) board.Order {
	x.Helper()
	o, err := x.s.Order(x.Context(), number)
	x.must(err)
	return o
}

func (x *till) is(number string, state board.OrderState) board.Order {
	x.Helper()
	o := x.order(number)
	if o.State != state {
		x.Errorf("order %s is %s, not %s", number, o.State, state)
	}
	return o
}

func codes(err error) string {
	var invalid *board.Invalid
	if !errors.As(err, &invalid) {
		return fmt.Sprint(err)
	}
	parts := make([]string, len(invalid.Faults))
	for i, f := range invalid.Faults {
		parts[i] = f.Field + " " + f.Code
	}
	return strings.Join(parts, ", ")
}

func tills(t *testing.T, test func(t *testing.T, x *till)) {
	storetest.Run(t, func(t *testing.T, s *store.Store) { test(t, newTill(t, s)) })
}

func TestAnOrderFromTheFormToTheLedger(t *testing.T) {
	tills(t, func(t *testing.T, x *till) {
		j := x.ad()
		o := x.ordered(func(w *Wish) { w.Job, w.Extras = j.ID, []board.Item{board.ItemTop} })
		if o.Number != "A-2026-0001" || o.Total() != 11800 || o.Employer != x.buyer.ID || o.Invoice.Address.Postcode != "12345" {
			t.Fatalf("%+v", o)
		}
		x.live(j, x.now.Add(24*time.Hour)) // scheduled
		x.FollowAds(t.Context())
		x.is(o.Number, board.OrderOrdered)
		x.now = x.now.Add(24*time.Hour + 30*time.Second) // begun, and not for good yet
		x.FollowAds(t.Context())
		x.is(o.Number, board.OrderOrdered)
		x.now = x.now.Add(30 * time.Second)
		if n, err := x.FollowAds(t.Context()); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		if o = x.is(o.Number, board.OrderPublished); !o.PublishedAt.Equal(j.Run.From) {
			t.Errorf("to be invoiced since %s", o.PublishedAt)
		}

		made, err := x.Export(t.Context(), finance, []string{o.Number})
		x.must(err)
		if o = x.is(o.Number, board.OrderExported); made.Number != "E-2026-0001" || o.Export != made.Number || made.Total != 11800 {
			t.Errorf("%+v", made)
		}
		if n, err := x.Book(t.Context(), finance, "Order;Faktura\n"+o.Number+"; 4711 \n"); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		if o = x.is(o.Number, board.OrderInvoiced); o.Ledger != "4711" {
			t.Error(o.Ledger)
		}

		part, err := x.CreditOrder(t.Context(), sales, o.Number, 0, 1800, "our_fault", "Toppannonsen syntes inte")
		x.must(err)
		x.is(o.Number, board.OrderInvoiced)
		rest, err := x.CreditOrder(t.Context(), sales, o.Number, 0, 10000, "double", "")
		x.must(err)
		x.is(o.Number, board.OrderCredited)
		if part.Number != "A-2026-0002" || rest.Number != "A-2026-0003" || part.Total()+rest.Total() != -11800 {
			t.Errorf("%+v, %+v", part, rest)
		}
		_, err = x.CreditOrder(t.Context(), sales, o.Number, 0, 1, "double", "")
		if err == nil {
			t.Error("more was credited than was invoiced")
		}
		credits, err := x.Export(t.Context(), finance, []string{part.Number, rest.Number})
		x.must(err)
		if credits.Total != -11800 || !strings.Contains(credits.CSV, ";4711;") {
			t.Errorf("%s", credits.CSV)
		}
		again, err := x.s.Export(t.Context(), made.Number)
		x.must(err)
		if again.CSV != made.CSV || again.JSON != made.JSON {
			t.Error("an export that is fetched again is another")
		}
		x.agrees()

		entries, err := x.s.Entries(t.Context(), store.AuditSearch{Subject: orderSubject(o.Number), Limit: 10})
		x.must(err)
		var actions []string
		for _, e := range entries {
			actions = append(actions, e.Action)
		}
		if got := strings.Join(actions, " "); got != "order.credited order.credited order.invoice order.export order.publish order.place" {
			t.Error(got)
		}
	})
}

// agrees checks that both ways of adding up say the same.
func (x *till) agrees() {
	x.Helper()
	b, err := x.s.Balance(x.Context(), time.Time{}, x.now.AddDate(1, 0, 0), x.now)
	x.must(err)
	if !b.Agrees() {
		x.Errorf("the sums do not agree: %+v", b)
	}
}

func TestAnOrderForAnAdThatHasLongBeenShownIsNotMissedAtOnce(t *testing.T) {
	tills(t, func(t *testing.T, x *till) {
		j := x.ad()
		x.live(j, x.now)
		x.now = x.now.AddDate(0, 0, 1)
		o := x.ordered(func(w *Wish) { w.Job = j.ID })
		x.agrees()
		x.now = x.now.Add(time.Hour)
		if b, err := x.s.Balance(t.Context(), time.Time{}, x.now, x.now); err != nil || len(b.Missed) != 1 || b.Missed[0] != o.Number {
			t.Errorf("an order that nobody takes on: %+v, %v", b, err)
		}
		_, err := x.FollowAds(t.Context())
		x.must(err)
		x.agrees()
	})
}

func TestAnOrderWhoseAdIsNeverShown(t *testing.T) {
	tills(t, func(t *testing.T, x *till) {
		refused, withdrawn := x.ad(), x.ad()
		a, b := x.ordered(func(w *Wish) { w.Job = refused.ID }), x.ordered(func(w *Wish) { w.Job = withdrawn.ID })
		x.must(refused.Refuse("anna@example.se", []string{"fee"}, "", x.now))
		x.must(withdrawn.Withdraw("cancelled", "", x.now))
		x.write(func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.SaveJob(ctx, refused), tx.SaveJob(ctx, withdrawn))
		})
		x.now = x.now.Add(time.Minute)
		_, err := x.FollowAds(t.Context())
		x.must(err)
		x.is(a.Number, board.OrderVoid)
		x.is(b.Number, board.OrderVoid)
		if _, err := x.Export(t.Context(), finance, []string{a.Number}); !errors.Is(err, board.ErrConflict) {
			t.Errorf("exported: %v", err)
		}
		x.agrees()
	})
}

func TestBundles(t *testing.T) {
	tills(t, func(t *testing.T, x *till) {
		fromBundle := board.Invoice{Route: board.RouteBundle}
		_, err := x.PlaceOrder(t.Context(), sales, Wish{Job: x.ad().ID, Package: "basic", Invoice: fromBundle})
		if codes(err) != "invoice.route no_bundle" {
			t.Error(codes(err))
		}
		bought, err := x.PlaceOrder(t.Context(), sales, Wish{Employer: x.buyer.ID, Package: "basic", Bundle: board.ItemBundle5, Invoice: peppol(t)})
		x.must(err)
		if bought.State != board.OrderPublished || bought.Total() != 37825 {
			t.Errorf("%+v", bought)
		}
		left := func() int {
			b, err := x.s.BundleOfOrder(t.Context(), bought.Number)
			x.must(err)
			return b.Left()
		}
		j := x.ad()
		clip := x.ordered(func(w *Wish) { w.Job, w.Invoice = j.ID, fromBundle })
		if clip.Total() != 0 || clip.Bundle == 0 || left() != 4 {
			t.Errorf("%d left, %+v", left(), clip)
		}
		if err := x.VoidOrder(t.Context(), sales, bought.Number, 0, "Ångrat köp"); !errors.Is(err, board.ErrConflict) {
			t.Errorf("a bundle in use was taken back: %v", err)
		}
		x.must(j.Refuse("anna@example.se", []string{"fee"}, "", x.now))
		x.write(func(ctx context.Context, tx *store.Tx) error { return tx.SaveJob(ctx, j) })
		x.now = x.now.Add(time.Minute)
		x.FollowAds(t.Context())
		x.is(clip.Number, board.OrderVoid)
		if left() != 5 {
			t.Errorf("%d left after a refusal", left())
		}
		shown := x.ad()
		clip = x.ordered(func(w *Wish) { w.Job, w.Invoice = shown.ID, fromBundle })
		x.live(shown, x.now)
		x.now = x.now.Add(time.Minute)
		x.FollowAds(t.Context())
		if o := x.is(clip.Number, board.OrderVoid); o.Why != "free" || left() != 4 {
			t.Errorf("%d left after a publication, %+v", left(), o)
		}
		x.now = x.now.AddDate(1, 0, 1)
		_, err = x.PlaceOrder(t.Context(), sales, Wish{Job: x.ad().ID, Package: "basic", Invoice: fromBundle})
		if codes(err) != "invoice.route no_bundle" {
			t.Errorf("after a year: %v", err)
		}
	})
}

func TestWhatHasBeenAgreedIsCharged(t *testing.T) {
	tills(t, func(t *testing.T, x *till) {
		x.must(x.SaveCustomerPrices(t.Context(), sales, x.buyer.ID, 0, map[board.Package]int64{"basic": 8000}, "Ramavtal 2027"))
		agency := peppol(t)
		agency.Route, agency.Mark = board.RouteAgency, "Ekby kommun"
		x.must(x.SaveAgency(t.Context(), sales, store.Agency{OrgNr: agency.OrgNr, Name: "Byrån", Percent: 10}, "Avtal"))
		if o := x.ordered(); o.Total() != 8000 {
			t.Errorf("an agreed price: %+v", o.Lines)
		}
		if o := x.ordered(func(w *Wish) { w.Invoice = agency }); o.Total() != 7200 {
			t.Errorf("an agency's part: %+v", o.Lines)
		}
		earlier := x.ad(func(j *board.Job) {
			j.State, j.Run = board.StatusLive, board.Run{From: x.now.AddDate(0, 0, -60), Until: x.now.AddDate(0, 0, -30)}
		})
		again := x.ad(func(j *board.Job) { j.Readvertise.Of = earlier.ID })
		if o := x.ordered(func(w *Wish) { w.Job = again.ID }); o.Total() != 4000 {
			t.Errorf("advertised again: %+v", o.Lines)
		}
		x.now = x.now.AddDate(0, 0, 70)
		if o := x.ordered(func(w *Wish) { w.Job = again.ID }); o.Total() != 8000 {
			t.Errorf("advertised again after a hundred days: %+v", o.Lines)
		}
		x.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.SaveSetting(ctx, "prices", strings.Replace(board.DefaultPrices().String(), "basic 8900", "basic 5000", 1), "a@example.se", x.now)
		})
		if o := x.ordered(); o.Total() != 5000 {
			t.Errorf("a new price list: %+v", o.Lines)
		}
	})
}

func TestTheLogTellsWhatWasAgreedWithAnAgency(t *testing.T) {
	x := newTill(t, storetest.New(t))
	nr, err := board.ParseOrgNr("811218-9876") // a sole trader's
	x.must(err)
	x.must(x.SaveAgency(t.Context(), sales, store.Agency{OrgNr: nr, Name: "Byrån", Percent: 10}, "Avtal"))
	x.must(x.SaveAgency(t.Context(), sales, store.Agency{OrgNr: nr, Name: "Byrån i Ekby", Percent: 12, Version: 1}, "Nytt avtal"))
	entries, err := x.s.Entries(t.Context(), store.AuditSearch{Subject: board.Subject{Kind: board.SubjectAgency}, Limit: 9})
	x.must(err)
	var told []string
	for _, e := range entries {
		told = append(told, "by "+e.By.Email+e.Subject.ID)
		for _, d := range e.Changes {
			told = append(told, fmt.Sprintf("%s %s>%s %t", d.Field, d.Before, d.After, d.Personal))
		}
	}
	want := "by sara@example.se, percent 10>12 false, name Byrån>Byrån i Ekby true, note >Nytt avtal true, " +
		"by sara@example.se, percent >10 false, name >Byrån true, note >Avtal true, org_nr >" + nr.Digits() + " true"
	if got := strings.Join(told, ", "); got != want {
		t.Errorf("%s\nnot %s", got, want)
	}
}

func TestWhatIsWrongWithAnOrderIsSaidAtOnce(t *testing.T) {
	x := newTill(t, storetest.New(t))
	o := x.ordered()
	lines := []board.OrderLine{{Item: "basic", Quantity: 1, Price: 100}, {Item: "manual", Quantity: 1, Price: -200}}
	invoice := peppol(t)
	invoice.BuyerReference = ""
	err := x.ReviseOrder(t.Context(), sales, o.Number, 0, lines, invoice, " ")
	if got := codes(err); got != "reason required, lines.2.reason reason, invoice.reference reference" {
		t.Error(got)
	}
	lines[1].Reason = "Ny kund"
	if got := codes(x.ReviseOrder(t.Context(), sales, o.Number, 0, lines, peppol(t), "Fel")); got != "lines below_zero" {
		t.Error(got)
	}
	lines[1].Price = -50
	x.must(x.ReviseOrder(t.Context(), sales, o.Number, o.Version, lines, peppol(t), "Ny kund"))
	var stale *board.Stale
	if err := x.ReviseOrder(t.Context(), sales, o.Number, o.Version, lines, peppol(t), "Ny kund"); !errors.As(err, &stale) || stale.Last.By.Email != sales.Email {
		t.Errorf("an order that another has changed: %v", err)
	}
	free := board.Invoice{Route: board.RouteFree, Reason: "Vänskap"}
	if got := codes(x.ReviseOrder(t.Context(), sales, o.Number, 0, lines, free, "Fri")); got != "invoice.route costs" {
		t.Error(got)
	}
}

func TestReasonsAreBounded(t *testing.T) {
	x := newTill(t, storetest.New(t))
	o, long := x.due(), strings.Repeat("å", board.MaxReason+1)
	lines := slices.Clone(o.Lines)
	lines[0].Reason = long
	w := Wish{Job: x.ad().ID, Package: "basic", Invoice: peppol(t), Discount: 1, Reason: long}
	_, placed := x.PlaceOrder(t.Context(), sales, w)
	if err := x.ReviseOrder(t.Context(), sales, o.Number, 0, lines, o.Invoice, "Fel"); faults(err) != "lines.1.reason long" {
		t.Error(err)
	}
	for _, err := range []error{
		placed, x.ReviseOrder(t.Context(), sales, o.Number, 0, o.Lines, o.Invoice, long), x.VoidOrder(t.Context(), sales, o.Number, 0, long),
		x.SaveCustomerPrices(t.Context(), sales, x.buyer.ID, 0, nil, long),
		x.Block(t.Context(), reviewer, board.Block{Kind: board.BlockEmployer, Employer: x.buyer.ID, Reason: long}),
	} {
		if got := faults(err); got != "reason long" {
			t.Errorf("%v", err)
		}
	}
}

func TestWhoMayDoWhatWithAnOrder(t *testing.T) {
	x := newTill(t, storetest.New(t))
	o := x.due()
	for _, role := range []board.DeskRole{"editor", "sales", "finance", "admin", ""} {
		by := board.Actor{Kind: board.ActorEditor, Email: "x@example.se", Role: role}
		for name, err := range map[string]error{
			"orders revise": x.ReviseOrder(t.Context(), by, o.Number, 99, o.Lines, o.Invoice, "x"),
			"orders void":   x.VoidOrder(t.Context(), by, o.Number, 99, "x"),
			"export number": x.BookOne(t.Context(), by, o.Number, 99, "x"),
		} {
			may := role.May(board.Permission(strings.Fields(name)[0]))
			if errors.Is(err, board.ErrForbidden) == may || err == nil {
				t.Errorf("%s by %q: %v", name, role, err)
			}
		}
	}
	if _, err := x.PlaceOrder(t.Context(), asElin, Wish{Job: o.Job, Package: "basic", Invoice: peppol(t)}); !errors.Is(err, board.ErrForbidden) {
		t.Errorf("somebody who is not at the desk orders for others: %v", err)
	}
}

func TestNothingIsExportedTwice(t *testing.T) {
	tills(t, func(t *testing.T, x *till) {
		var numbers []string
		for range 6 {
			numbers = append(numbers, x.due().Number)
		}
		var both sync.WaitGroup
		var made [4]store.Export
		var failed [4]error
		for i := range made {
			both.Go(func() {
				part := numbers[i%2 : 5+i%2] // five of the six, most of them the same
				made[i], failed[i] = x.Export(t.Context(), finance, part)
			})
		}
		both.Wait()
		worked := 0
		for i, err := range failed {
			switch {
			case err == nil:
				worked++
			case !errors.Is(err, board.ErrConflict):
				t.Error(err)
			case made[i].Number != "":
				t.Errorf("a refused export has the number %s", made[i].Number)
			}
		}
		if worked != 1 {
			t.Errorf("%d of 4 exports of the same orders worked", worked)
		}
		x.agrees()
		exports, err := x.s.Exports(t.Context(), 0, 10)
		x.must(err)
		if len(exports) != 1 || exports[0].Number != "E-2026-0001" || exports[0].Orders != 5 || exports[0].By != finance.Email {
			t.Errorf("%+v", exports)
		}
		left, err := x.s.Orders(t.Context(), store.OrderSearch{State: board.OrderPublished, Limit: 10})
		x.must(err)
		if len(left) != 1 {
			t.Errorf("%d are left", len(left))
		}
		_, err = x.Export(t.Context(), finance, []string{left[0].Number})
		x.must(err)
		x.agrees()
	})
}

func TestAnExportRefusesAnInvoiceThatWouldComeBack(t *testing.T) {
	x := newTill(t, storetest.New(t))
	good, bad := x.due(), x.due()
	bad.Invoice.BuyerReference = ""
	x.write(func(ctx context.Context, tx *store.Tx) error { return tx.SaveOrder(ctx, &bad) })
	_, err := x.Export(t.Context(), finance, []string{good.Number, bad.Number})
	var invalid *board.Invalid
	if !errors.As(err, &invalid) || invalid.Faults[0].Value != bad.Number {
		t.Error(err)
	}
	x.is(good.Number, board.OrderPublished)
	for _, none := range [][]string{nil, {"A-2026-9999"}} {
		if _, err := x.Export(t.Context(), finance, none); err == nil {
			t.Errorf("exported %v", none)
		}
	}
}

func TestNumbersOfTheLedgerAreAllOrNone(t *testing.T) {
	x := newTill(t, storetest.New(t))
	one, two, waiting := x.due(), x.due(), x.due()
	_, err := x.Export(t.Context(), finance, []string{one.Number, two.Number})
	x.must(err)
	if _, err := x.Book(t.Context(), finance, one.Number+";1\n"+waiting.Number+";2"); codes(err) != "numbers numbers.state" {
		t.Error(codes(err))
	}
	x.is(one.Number, board.OrderExported)
	if _, err := x.Book(t.Context(), finance, one.Number+";1\n"+two.Number+";1"); !errors.Is(err, board.ErrConflict) {
		t.Errorf("two invoices of one number: %v", err)
	}
	x.is(one.Number, board.OrderExported)
	if n, err := x.Book(t.Context(), finance, one.Number+"\t1\n"+two.Number+"\t2\n"); n != 2 || err != nil {
		t.Error(n, err)
	}
	if n, err := x.Book(t.Context(), finance, one.Number+";1\n"+two.Number+";3"); n != 1 || err != nil {
		t.Error("the same again, and one corrected:", n, err)
	}
	x.must(x.BookOne(t.Context(), finance, two.Number, 0, "F 4712"))
	if o := x.is(two.Number, board.OrderInvoiced); o.Ledger != "F 4712" {
		t.Error(o.Ledger)
	}
}
