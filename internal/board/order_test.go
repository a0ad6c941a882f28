package board

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func kronor(n int64) *int64 { return &n }

func TestWhatAPurchaseCosts(t *testing.T) {
	list := DefaultPrices()
	for _, c := range []struct {
		name  string
		buys  Purchase
		total int64
		lines string
	}{
		{"a package", Purchase{Package: "basic"}, 8900, "basic 8900"},
		{"free for students", Purchase{Package: "student"}, 0, "student 0"},
		{"extras, in the list's order", Purchase{Package: "plus", Extras: []Item{ItemLinkedIn, ItemNewsletter}}, 19700, "plus 12900, newsletter 3900, linkedin 2900"},
		{"a second language costs nothing and is named", Purchase{Package: "basic", Extras: []Item{ItemSecondLanguage}}, 8900, "basic 8900, second_language 0"},
		{"five ads beforehand", Purchase{Package: "basic", Bundle: ItemBundle5}, 37825, "5×basic 8900, bundle_5 -6675"},
		{"ten ads beforehand", Purchase{Package: "plus", Bundle: ItemBundle10}, 96750, "10×plus 12900, bundle_10 -32250"},
		{"one of them", Purchase{Package: "plus", Clip: true}, 0, "plus 12900, clip -12900"},
		{"one of them with an extra", Purchase{Package: "plus", Clip: true, Extras: []Item{ItemWrite}}, 3500, "plus 12900, clip -12900, write 3500"},
		{"advertised again: the package alone is half", Purchase{Package: "basic", Again: true, Extras: []Item{ItemTop}}, 7350, "basic 8900, readvertise -4450, top_7 2900"},
		{"an agreed price", Purchase{Package: "basic", Agreed: kronor(7000)}, 7000, "basic 8900, agreement -1900"},
		{"an agreed price above the list is not held against the customer", Purchase{Package: "basic", Agreed: kronor(9900)}, 8900, "basic 8900"},
		{"an agreed price of nothing", Purchase{Package: "basic", Agreed: kronor(0)}, 0, "basic 8900, agreement -8900"},
		{"half of an agreed price", Purchase{Package: "basic", Agreed: kronor(7001), Again: true}, 3500, "basic 8900, agreement -1899, readvertise -3501"},
		{"an agency keeps its part of all", Purchase{Package: "basic", Extras: []Item{ItemTop}, Commission: 15}, 10030, "basic 8900, top_7 2900, agency -1770"},
		{"a discount by hand comes last", Purchase{Package: "basic", Commission: 10, Discount: 10, Reason: "Ny kund"}, 8000, "basic 8900, agency -890, manual -10"},
		{"down to nothing", Purchase{Package: "basic", Discount: 8900, Reason: "Vårt fel"}, 0, "basic 8900, manual -8900"},
	} {
		lines, err := list.Lines(c.buys)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		order := Order{Lines: lines, VAT: list.VAT}
		if got := written(lines); order.Total() != c.total || got != c.lines {
			t.Errorf("%s: %d, %s; not %d, %s", c.name, order.Total(), got, c.total, c.lines)
		}
		if err := CheckLines(lines); err != nil {
			t.Errorf("%s: its own lines are refused: %v", c.name, err)
		}
		if order.Tax() != c.total*25 {
			t.Errorf("%s: VAT %d öre", c.name, order.Tax())
		}
	}
}

func TestWhatCannotBeBought(t *testing.T) {
	for name, buys := range map[string]Purchase{
		"no package":                           {},
		"an extra that there is not":           {Package: "basic", Extras: []Item{"gold"}},
		"an extra twice":                       {Package: "basic", Extras: []Item{ItemTop, ItemTop}},
		"a discount as an extra":               {Package: "basic", Extras: []Item{ItemManual}},
		"a bundle out of a bundle":             {Package: "basic", Bundle: ItemBundle5, Clip: true},
		"a bundle with extras":                 {Package: "basic", Bundle: ItemBundle5, Extras: []Item{ItemTop}},
		"a bundle that there is not":           {Package: "basic", Bundle: "bundle_7"},
		"too much commission":                  {Package: "basic", Commission: 16},
		"a discount without a reason":          {Package: "basic", Discount: 100},
		"a discount that is larger than all":   {Package: "basic", Discount: 8901, Reason: "x"},
		"a discount on what has been paid for": {Package: "basic", Clip: true, Discount: 1, Reason: "x"},
	} {
		if _, err := DefaultPrices().Lines(buys); !errors.As(err, new(*Invalid)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSumsAreNeverBelowNothingAndNeverAboveTheList(t *testing.T) {
	list := DefaultPrices()
	rapid.Check(t, func(t *rapid.T) {
		buys := Purchase{
			Package: rapid.SampledFrom(Packages()).Draw(t, "package"),
			Extras:  rapid.SliceOfNDistinct(rapid.SampledFrom(Extras()), 0, 6, rapid.ID[Item]).Draw(t, "extras"),
			Clip:    rapid.Bool().Draw(t, "clip"), Again: rapid.Bool().Draw(t, "again"),
			Commission: rapid.IntRange(0, 15).Draw(t, "commission"),
			Discount:   rapid.Int64Range(0, 40_000).Draw(t, "discount"), Reason: "x",
		}
		if rapid.Bool().Draw(t, "agreed") {
			buys.Agreed = kronor(rapid.Int64Range(0, 30_000).Draw(t, "price"))
		}
		lines, err := list.Lines(buys)
		if err != nil {
			return
		}
		whole := list.Offer(Item(buys.Package)).Price
		for _, e := range buys.Extras {
			whole += list.Offer(e).Price
		}
		var total int64
		for _, l := range lines {
			if total += l.Sum(); l.Item.Discount() != (l.Price < 0) && l.Price != 0 {
				t.Fatalf("%+v", l)
			}
		}
		order := Order{Lines: lines}
		if total < 0 || total > whole || order.Total() != total || CheckLines(lines) != nil {
			t.Fatalf("%d of %d: %+v", total, whole, lines)
		}
	})
}

func TestCreditsNeverExceedTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := invoiced(rapid.Int64Range(1, 50_000).Draw(t, "total"))
		var back int64
		for range rapid.IntRange(1, 6).Draw(t, "credits") {
			want := rapid.Int64Range(-5, 60_000).Draw(t, "kronor")
			credit, err := o.Credit(want, "wrong_price", "", time.Unix(0, 0))
			if err == nil {
				back -= credit.Total()
			}
			if (err == nil) != (want > 0 && -credit.Total() == want) || back > o.Total() || back != o.Credited {
				t.Fatalf("credited %d of %d: %v", back, o.Total(), err)
			}
			if (o.State == OrderCredited) != (back == o.Total()) {
				t.Fatalf("%s with %d of %d credited", o.State, back, o.Total())
			}
		}
	})
}

func invoiced(total int64) *Order {
	return &Order{Number: "A-2026-0001", State: OrderInvoiced, Lines: []OrderLine{{Item: "basic", Quantity: 1, Price: total}}}
}

func TestWhichMoveAnOrderMayMake(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	line := []OrderLine{{Item: "basic", Quantity: 1, Price: 10}}
	moves := []struct {
		name string
		do   func(o *Order) error
		from []OrderState
	}{
		{"revise", func(o *Order) error { return o.Revise(line, Invoice{}, now) }, []OrderState{OrderOrdered, OrderPublished}},
		{"publish", func(o *Order) error { return o.Publish(now) }, []OrderState{OrderOrdered}},
		{"void", func(o *Order) error { return o.Void("x", now) }, []OrderState{OrderOrdered, OrderPublished}},
		{"leave", func(o *Order) error { return o.Leave("E-2026-0001", now) }, []OrderState{OrderPublished}},
		{"book", func(o *Order) error { return o.Book("4711", now) }, []OrderState{OrderExported, OrderInvoiced}},
		{"credit", func(o *Order) error { _, err := o.Credit(1, "double", "", now); return err }, []OrderState{OrderInvoiced}},
	}
	for _, move := range moves {
		for _, state := range OrderStates() {
			o := Order{Number: "A-2026-0001", State: state, Lines: line}
			may := false
			for _, from := range move.from {
				may = may || from == state
			}
			err := move.do(&o)
			if (err == nil) != may || err != nil && !errors.Is(err, ErrConflict) {
				t.Errorf("%s of one that is %s: %v", move.name, state, err)
			}
			if err != nil && o.State != state {
				t.Errorf("%s of one that is %s was refused and left it %s", move.name, state, o.State)
			}
		}
	}
	credit, err := invoiced(100).Credit(40, "double", "", now)
	if err != nil || credit.Void("x", now) == nil || credit.Revise(line, Invoice{}, now) == nil {
		t.Errorf("a credit can be taken back: %v", err)
	}
	if o := invoiced(10); o.Book("", now) == nil {
		t.Error("no number was written down")
	}
	if free := (Order{State: OrderOrdered}); free.Publish(now) != nil || free.State != OrderVoid {
		t.Error("an order of nothing is to be invoiced")
	}
}

func TestAnOrderFollowsItsAd(t *testing.T) {
	begin := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	run := Run{begin, begin.AddDate(0, 0, 30)}
	after := begin.AddDate(0, 0, 2)
	for _, c := range []struct {
		name string
		job  Job
		now  time.Time
		want OrderState
	}{
		{"in review", Job{State: StatusInReview}, after, OrderOrdered},
		{"sent back", Job{State: StatusReturned}, after, OrderOrdered},
		{"scheduled", Job{State: StatusLive, Run: run}, begin.Add(-time.Hour), OrderOrdered},
		{"just begun, and maybe undone", Job{State: StatusLive, Run: run}, begin.Add(30 * time.Second), OrderOrdered},
		{"begun", Job{State: StatusLive, Run: run}, begin.Add(time.Minute), OrderPublished},
		{"over", Job{State: StatusLive, Run: run}, run.Until.Add(time.Hour), OrderPublished},
		{"refused", Job{State: StatusRefused, Decision: Decision{At: begin}}, after, OrderVoid},
		{"just refused", Job{State: StatusRefused, Decision: Decision{At: begin}}, begin, OrderOrdered},
		{"paused after its begin", Job{State: StatusPaused, Run: run, Decision: Decision{At: after}}, after, OrderPublished},
		{"paused before its begin", Job{State: StatusPaused, Run: run, Decision: Decision{At: begin.Add(-time.Hour)}}, after, OrderOrdered},
		{"filled", Job{State: StatusFilled, Run: Run{begin, after}, Ending: Ending{At: after}}, after.Add(time.Hour), OrderPublished},
		{"filled before its begin", Job{State: StatusFilled, Run: Run{after, after}, Ending: Ending{At: after}}, after.Add(time.Hour), OrderVoid},
		{"taken away in review", Job{State: StatusWithdrawn, Ending: Ending{At: begin}}, after, OrderVoid},
		{"taken away before its begin", Job{State: StatusWithdrawn, Run: run, Ending: Ending{At: begin.Add(-time.Hour)}}, after, OrderVoid},
		{"taken down after its begin", Job{State: StatusWithdrawn, Run: run, Ending: Ending{At: after}}, after.Add(time.Hour), OrderPublished},
	} {
		o := Order{State: OrderOrdered, Lines: []OrderLine{{Item: "basic", Quantity: 1, Price: 8900}}}
		moved, err := o.Follow(&c.job, c.now)
		if err != nil || o.State != c.want || moved != (o.State != OrderOrdered) {
			t.Errorf("%s: %s, %v", c.name, o.State, err)
		}
		if again, _ := o.Follow(&c.job, c.now); again {
			t.Errorf("%s: moved twice", c.name)
		}
	}
}

func TestWhatIsOrderedLaterIsInvoicedLater(t *testing.T) {
	begin := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	live, ordered := Job{State: StatusLive, Run: Run{begin, begin.AddDate(0, 0, 30)}}, begin.AddDate(0, 0, 10)
	o := Order{State: OrderOrdered, CreatedAt: ordered, Lines: []OrderLine{{Item: "basic", Quantity: 1, Price: 8900}}}
	if moved, err := o.Follow(&live, ordered.Add(time.Minute)); !moved || err != nil || !o.PublishedAt.Equal(ordered) {
		t.Errorf("to be invoiced since %s, %v", o.PublishedAt, err)
	}
}

func TestLinesThatSomebodyWrote(t *testing.T) {
	basic := OrderLine{Item: "basic", Quantity: 1, Price: 8900}
	for name, lines := range map[string][]OrderLine{
		"none":                        nil,
		"a discount alone":            {{Item: ItemManual, Quantity: 1, Price: -1, Reason: "x"}},
		"below nothing":               {basic, {Item: ItemManual, Quantity: 1, Price: -8901, Reason: "x"}},
		"a discount that is a charge": {basic, {Item: ItemManual, Quantity: 1, Price: 5, Reason: "x"}},
		"a package at less than 0":    {{Item: "basic", Quantity: 1, Price: -5}},
		"no reason":                   {basic, {Item: ItemManual, Quantity: 1, Price: -5}},
		"no quantity":                 {{Item: "basic", Price: 5}},
		"too many":                    {{Item: "basic", Quantity: 101, Price: 5}},
		"a credit":                    {basic, {Item: ItemCredit, Quantity: 1, Price: -5}},
		"too dear":                    {{Item: "basic", Quantity: 1, Price: MaxPrice + 1}},
		"what there is not":           {{Item: "gold", Quantity: 1, Price: 5}},
	} {
		if err := CheckLines(lines); !errors.As(err, new(*Invalid)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestABundleIsUsedUpAndEnds(t *testing.T) {
	bought := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	b := Bundle{Size: 2, Until: bought.AddDate(0, BundleMonths, 0)}
	for _, c := range []struct {
		at time.Time
		ok bool
	}{{bought, true}, {b.Until, false}, {b.Until.Add(-1), true}, {bought, false}} {
		if err := b.Clip(c.at); (err == nil) != c.ok || err != nil && !errors.Is(err, ErrConflict) {
			t.Errorf("at %s with %d left: %v", c.at, b.Left(), err)
		}
	}
	b.Return()
	if b.Left() != 1 {
		t.Errorf("%d left after a return", b.Left())
	}
}

func written(lines []OrderLine) string {
	parts := make([]string, len(lines))
	for i, l := range lines {
		parts[i] = fmt.Sprintf("%s %d", l.Item, l.Price)
		if l.Quantity > 1 {
			parts[i] = fmt.Sprintf("%d×%s", l.Quantity, parts[i])
		}
	}
	return strings.Join(parts, ", ")
}
