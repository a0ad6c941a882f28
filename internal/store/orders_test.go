package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func anOrder(number string, state board.OrderState, total int64) board.Order {
	return board.Order{
		Number: number, Job: id(1), Employer: 3, State: state, Terms: "2026-11", VAT: 25, CreatedAt: start, UpdatedAt: start,
		Lines:   []board.OrderLine{{Item: "basic", Quantity: 1, Price: total + 900}, {Item: "manual", Quantity: 1, Price: -900, Reason: "Ny kund"}},
		Invoice: board.Invoice{Route: "peppol", Recipient: "Ekby kommun", BuyerReference: "FM_1234", NotBefore: board.Date{Year: 2026, Month: 12, Day: 1}},
	}
}

func TestOrdersAreKept(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for i, state := range board.OrderStates() {
			order := anOrder(fmt.Sprintf("A-2026-%04d", i+1), state, 8000)
			write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertOrder(ctx, &order) })
			want(t, "the order", get[board.Order](t)(s.Order(ctx, order.Number)), order)
			again := order
			err := s.Write(ctx, func(tx *store.Tx) error { return tx.InsertOrder(ctx, &again) })
			wantKind(t, "its number again", err, board.ErrConflict)

			stale := order
			order.State, order.Lines, order.Why, order.Ledger = board.OrderVoid, nil, "refused", order.Number
			order.PublishedAt, order.Export, order.Credited, order.Bundle = start, "E-2026-0001", 5, 9
			write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveOrder(ctx, &order) })
			want(t, "changed", get[board.Order](t)(s.Order(ctx, order.Number)), order)
			err = s.Write(ctx, func(tx *store.Tx) error { return tx.SaveOrder(ctx, &stale) })
			wantKind(t, "what somebody else has changed", err, board.ErrConflict)
		}
		want(t, "of the job", len(get[[]board.Order](t)(s.OrdersOfJob(ctx, id(1)))), len(board.OrderStates()))
		want(t, "voided", len(get[[]board.Order](t)(s.Orders(ctx, store.OrderSearch{State: board.OrderVoid, Limit: 100}))), len(board.OrderStates()))
		_, err := s.Order(ctx, "A-1999-0001")
		wantKind(t, "one that is not there", err, board.ErrNotFound)
		gone := anOrder("A-1999-0001", board.OrderVoid, 1)
		err = s.Write(ctx, func(tx *store.Tx) error { return tx.SaveOrder(ctx, &gone) })
		wantKind(t, "saving one that is not there", err, board.ErrNotFound)
		second := get[board.Order](t)(s.Order(ctx, "A-2026-0002"))
		second.Ledger = "A-2026-0001"
		err = s.Write(ctx, func(tx *store.Tx) error { return tx.SaveOrder(ctx, &second) })
		wantKind(t, "another's number in the ledger", err, board.ErrConflict)
	})
}

func TestOrdersAreFoundAndAddedUp(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for i := range 7 {
				state := board.OrderPublished
				if i%2 == 0 {
					state = board.OrderInvoiced
				}
				o := anOrder(fmt.Sprintf("A-2026-%04d", i+1), state, int64(1000*i))
				o.Employer = board.EmployerID(i % 3)
				o.CreatedAt = start.Add(time.Duration(i) * time.Hour)
				if i == 4 {
					o.Ledger, o.Invoice.Recipient = "F4711", "ÖREBRO LÄN"
				}
				if err := tx.InsertOrder(ctx, &o); err != nil {
					return err
				}
			}
			return nil
		})
		for _, c := range []struct {
			name   string
			search store.OrderSearch
			want   string
		}{
			{"all, the latest first", store.OrderSearch{}, "7 6 5 4 3 2 1"},
			{"a page", store.OrderSearch{Offset: 5, Limit: 1}, "2"},
			{"a state", store.OrderSearch{State: board.OrderPublished}, "6 4 2"},
			{"a customer", store.OrderSearch{Employer: 1}, "5 2"},
			{"a number", store.OrderSearch{Text: "2026-0003"}, "3"},
			{"a recipient, whatever its letters", store.OrderSearch{Text: "Örebro"}, "5"},
			{"an invoice", store.OrderSearch{Text: "f4711"}, "5"},
			{"a reference with a mark that means anything elsewhere", store.OrderSearch{Text: "M_1"}, "7 6 5 4 3 2 1"},
			{"that mark alone", store.OrderSearch{Text: "x_x"}, ""},
			{"a time", store.OrderSearch{From: start.Add(time.Hour), Until: start.Add(3 * time.Hour)}, "3 2"},
		} {
			if c.search.Limit == 0 {
				c.search.Limit = 10
			}
			got := ""
			for _, o := range get[[]board.Order](t)(s.Orders(ctx, c.search)) {
				got += " " + o.Number[len(o.Number)-1:]
			}
			if got != "" {
				got = got[1:]
			}
			want(t, c.name, got, c.want)
		}
		sums := get[map[board.OrderState]store.OrderSum](t)(s.OrderSums(ctx, store.OrderSearch{State: board.OrderVoid}))
		want(t, "to be invoiced", sums[board.OrderPublished], store.OrderSum{State: board.OrderPublished, Orders: 3, Total: 9000})
		want(t, "invoiced", sums[board.OrderInvoiced], store.OrderSum{State: board.OrderInvoiced, Orders: 4, Total: 12000})
	})
}

func TestNumbersHaveNoGaps(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		const many = 20
		var given [many]int64
		var all sync.WaitGroup
		for i := range many {
			all.Go(func() {
				err := s.Write(t.Context(), func(tx *store.Tx) (err error) {
					given[i], err = tx.Series(t.Context(), "A-2026")
					if err == nil && i%4 == 3 {
						given[i], err = 0, errors.New("thought better of it")
					}
					return err
				})
				if err != nil && i%4 != 3 {
					t.Error(err)
				}
			})
		}
		all.Wait()
		seen := map[int64]bool{}
		for _, n := range given {
			seen[n] = true
		}
		for n := int64(1); n <= many*3/4; n++ {
			if !seen[n] {
				t.Errorf("nobody got %d: %v", n, given)
			}
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			n, err := tx.Series(ctx, "A-2027")
			want(t, "another year", n, 1)
			return err
		})
	})
}

func TestAgreementsAreKept(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		nr := get[board.OrgNr](t)(board.ParseOrgNr("5560360793"))
		var employer board.EmployerID
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			e := board.Employer{Name: "Ekby kommun", UpdatedAt: start}
			if err := tx.InsertEmployer(ctx, &e, "test:ekby", ""); err != nil {
				return err
			}
			employer = e.ID
			if err := tx.SaveAgency(ctx, store.Agency{OrgNr: nr, Name: "Byrån", Percent: 10}); err != nil {
				return err
			}
			if err := tx.SaveAgency(ctx, store.Agency{OrgNr: nr, Name: "Byrån AB", Percent: 15, Version: 1}); err != nil {
				return err
			}
			if err := tx.SaveCustomerPrices(ctx, e.ID, map[board.Package]int64{"basic": 1, "plus": 2}); err != nil {
				return err
			}
			if err := tx.SaveCustomerPrices(ctx, e.ID, map[board.Package]int64{"basic": 7000, "student": 0}); err != nil {
				return err
			}
			for i, until := range []time.Duration{30, 20, -1, 10} {
				o := anOrder(fmt.Sprintf("A-2026-%04d", i+1), board.OrderPublished, 5)
				if err := tx.InsertOrder(ctx, &o); err != nil {
					return err
				}
				b := board.Bundle{Order: o.Number, Employer: e.ID, Package: "basic", Size: 5, Used: i * 2 / 6 * 5, Until: start.Add(until * time.Hour)}
				if err := tx.InsertBundle(ctx, &b); err != nil {
					return err
				}
			}
			return nil
		})
		want(t, "commission", get[store.Agency](t)(s.Agency(ctx, nr)).Percent, 15)
		want(t, "agencies", get[[]store.Agency](t)(s.Agencies(ctx)), []store.Agency{{OrgNr: nr, Name: "Byrån AB", Percent: 15, Version: 2}})
		want(t, "prices", get[map[board.Package]int64](t)(s.CustomerPrices(ctx, employer)), map[board.Package]int64{"basic": 7000, "student": 0})
		want(t, "commission of a stranger", get[store.Agency](t)(s.Agency(ctx, get[board.OrgNr](t)(board.ParseOrgNr("2120000142")))).Percent, 0)

		usable := get[board.Bundle](t)(s.UsableBundle(ctx, employer, "basic", start))
		want(t, "of those with ads left the one that ends first", usable.Order, "A-2026-0002")
		_, err := s.UsableBundle(ctx, employer, "plus", start)
		wantKind(t, "of another package", err, board.ErrNotFound)
		usable.Used = 5
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveBundle(ctx, usable) })
		want(t, "then the next", get[board.Bundle](t)(s.UsableBundle(ctx, employer, "basic", start)).Order, "A-2026-0001")
		want(t, "the one used up", get[board.Bundle](t)(s.BundleOfOrder(ctx, "A-2026-0002")), usable)
		want(t, "all", len(get[[]board.Bundle](t)(s.Bundles(ctx, employer))), 4)
	})
}
