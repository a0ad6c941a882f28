package desk

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

// asItIs is the order of an ad, to be changed.
func (h *hirer) asItIs(job *board.Job) OrderChange {
	d := job.AsDraft()
	return OrderChange{Employer: d.Employer, Package: d.Package, PublishAt: d.PublishAt, Accepts: Acceptance{Terms: h.terms()}}
}

// reorders changes the order of an ad for the price that is shown.
func (h *hirer) reorders(job *board.Job, change func(*OrderChange)) (*board.Job, error) {
	h.Helper()
	o := h.asItIs(job)
	change(&o)
	if q, err := h.ChangeQuote(h.Context(), asElin, job.ID, o); err == nil {
		o.Accepts.Sum = q.Sum()
	}
	return h.ChangeOrder(h.Context(), asElin, seenOf(job), o)
}

// bills is what is ordered of an ad, as state and sum.
func (h *hirer) bills(id board.ID) (all []any) {
	h.Helper()
	orders, err := h.s.OrdersOfJob(h.Context(), id)
	h.must(err)
	for _, o := range orders {
		all = append(all, o.State, o.Total())
	}
	return all
}

func TestAnOrderIsChangedAsLongAsNobodyHasSeenTheAd(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.handedIn(asElin)
		h.mail()
		job, err := h.reorders(job, func(o *OrderChange) { o.PublishAt = h.now.Add(48 * time.Hour) })
		h.must(err)
		h.wants("another time: wished, orders, letters", []any{job.Review.Wished.Equal(h.now.Add(48 * time.Hour)), h.bills(job.ID), len(h.mail())},
			[]any{true, []any{board.OrderOrdered, int64(8900)}, 0})

		o := h.asItIs(job)
		o.Package = "plus"
		_, err = h.ChangeOrder(h.Context(), asElin, seenOf(job), o)
		h.wants("another package for a price that was not accepted", errors.Is(err, ErrPrice), true)
		job, err = h.reorders(job, func(o *OrderChange) { o.Package = "plus" })
		h.must(err)
		h.wants("another package", []any{job.Package, h.bills(job.ID), h.mail()},
			[]any{board.Package("plus"), []any{board.OrderVoid, int64(8900), board.OrderOrdered, int64(12900)}, []string{"ordered " + elin}})

		job, err = h.reorders(job, func(o *OrderChange) { o.Employer = board.NewEmployer{Name: "Viken AB", Sector: board.SectorPrivate} })
		h.must(err)
		h.wants("another employer", []any{job.Employer.Name, len(h.bills(job.ID))}, []any{"Viken AB", 6})
		job, err = h.reorders(job, func(o *OrderChange) { o.Employer = board.NewEmployer{Name: h.ekby.Name, OrgNr: h.ekby.OrgNr} })
		h.must(err)

		invoice := peppol(t)
		invoice.BuyerReference = "ZZ999"
		orders := len(h.bills(job.ID))
		job, err = h.reorders(job, func(o *OrderChange) { o.Invoice = &invoice })
		h.must(err)
		all, err := h.s.OrdersOfJob(h.Context(), job.ID)
		h.must(err)
		h.wants("another reference", []any{len(h.bills(job.ID)) - orders, all[len(all)-1].Invoice.BuyerReference}, []any{2, "ZZ999"})
		invoice.BuyerReference = ""
		_, err = h.reorders(job, func(o *OrderChange) { o.Invoice = &invoice })
		h.wants("no reference for a public buyer", strings.Contains(faults(err), "invoice.reference"), true)

		job = h.approved(job)
		h.wants("the state", job.Status(h.now), board.StatusScheduled)
		job, err = h.reorders(job, func(o *OrderChange) { o.PublishAt = time.Time{} })
		h.must(err)
		h.wants("at once after all", job.Status(h.now), board.StatusLive)
		_, err = h.reorders(job, func(o *OrderChange) { o.Package = "basic" })
		h.kind("of a live ad", err, board.ErrConflict)
	})
}

func TestWhatAnOrderCannotBecome(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.handedIn(asElin, func(d *board.Draft) { d.Package, d.Ad.Deadline = "premium", h.in(55) })
		scheduled := h.approved(h.handedIn(asElin, func(d *board.Draft) { d.PublishAt = h.now.Add(48 * time.Hour) }))
		for _, s := range []struct {
			name   string
			job    *board.Job
			change func(*OrderChange)
			want   string
		}{
			{"a package that ends before the deadline", job, func(o *OrderChange) { o.Package = "basic" }, "application_deadline deadline.far"},
			{"no package", job, func(o *OrderChange) { o.Package = "" }, "package required"},
			{"in two years", job, func(o *OrderChange) { o.PublishAt = h.now.AddDate(2, 0, 0) }, "publication_date too_far, application_deadline deadline.early"},
			{"another employer than the one approved", scheduled, func(o *OrderChange) { o.Employer.Name = "Viken AB" }, "employer.name approved"},
		} {
			_, err := h.reorders(s.job, s.change)
			h.wants(s.name, faults(err), s.want)
		}
		_, err := h.ChangeOrder(h.Context(), other, seenOf(job), h.asItIs(job))
		h.kind("another's", err, board.ErrNotFound)
		_, err = h.ChangeQuote(h.Context(), other, job.ID, h.asItIs(job))
		h.kind("what another's costs", err, board.ErrNotFound)
	})
}

func TestWhatACustomerWasGivenStaysWithAnotherPackage(t *testing.T) {
	hirers(t, func(h *hirer) {
		h.must(h.SaveCustomerPrices(h.Context(), sales, h.ekby.ID, 0, map[board.Package]int64{"basic": 7000, "plus": 10000}, "Avtal 2026"))
		_, token := h.proof(sales, func(d *board.Draft) { d.Order.Discount, d.Order.Reason = 500, "Första annonsen" })
		job := h.approve(token)
		sum := func() int64 {
			all := h.bills(job.ID)
			return all[len(all)-1].(int64)
		}
		h.wants("what was approved", sum(), int64(6500))
		to := func(change func(*OrderChange)) int64 {
			var err error
			job, err = h.reorders(job, change)
			h.must(err)
			return sum()
		}
		h.notices()
		h.wants("more", to(func(o *OrderChange) { o.Package = "plus" }), int64(9500))
		told := h.notices()
		orders, err := h.s.OrdersOfJob(h.Context(), job.ID)
		h.must(err)
		h.wants("which is confirmed", len(told) == 1 && told[0].Kind == board.NoticeOrdered, true)
		h.wants("in the place of", []string{told[0].Details["order"], told[0].Details["replaces"]}, []string{orders[1].Number, orders[0].Number})
		h.wants("less", to(func(o *OrderChange) { o.Package = "basic" }), int64(7000))
		h.wants("for somebody else", to(func(o *OrderChange) { o.Employer = board.NewEmployer{Name: "Viken AB", Sector: board.SectorPrivate} }), int64(8900))
		h.wants("for them after all", to(func(o *OrderChange) { o.Employer = board.NewEmployer{Name: h.ekby.Name, OrgNr: h.ekby.OrgNr} }), int64(8900))
	})
}

func TestWhatWasAgreedOnForAnotherPackageIsGivenWithIt(t *testing.T) {
	hirers(t, func(h *hirer) {
		h.must(h.SaveCustomerPrices(h.Context(), sales, h.ekby.ID, 0, map[board.Package]int64{"plus": 10000}, "Avtal 2026"))
		_, token := h.proof(sales)
		known := h.approve(token)
		_, err := h.reorders(known, func(o *OrderChange) { o.Package = "plus" })
		h.must(err)
		h.wants("a customer of the desk's", h.bills(known.ID)[len(h.bills(known.ID))-1], int64(10000))
		stranger := h.handedIn(asElin)
		_, err = h.reorders(stranger, func(o *OrderChange) { o.Package = "plus" })
		h.must(err)
		h.wants("somebody who says so", h.bills(stranger.ID)[len(h.bills(stranger.ID))-1], int64(12900))
	})
}

func TestWhoIsRefusedLearnsWhatIsNotInvoiced(t *testing.T) {
	hirers(t, func(h *hirer) {
		for what, s := range map[string]struct {
			order func(*board.Draft)
			told  bool
		}{
			"an order":          {func(*board.Draft) {}, true},
			"an ad for nothing": {func(d *board.Draft) { d.Package = "student" }, false},
		} {
			job := h.handedIn(asElin, s.order)
			h.notices()
			_, err := h.Refuse(h.Context(), boss, seenOf(job), Message{Reasons: []board.Reason{"fraud"}, Text: "Vi tror inte på annonsen."})
			h.must(err)
			orders, err := h.s.OrdersOfJob(h.Context(), job.ID)
			h.must(err)
			said := ""
			if s.told {
				said = orders[0].Number
			}
			h.wants(what, h.notices()[0].Details, map[string]string{"text": "Vi tror inte på annonsen.", "order": said})
		}
	})
}

func TestADeadlineThatTheDeskGaveOutlivesAChangedOrder(t *testing.T) {
	hirers(t, func(h *hirer) {
		h.trusted(elin)
		job := h.handedIn(asElin, func(d *board.Draft) { d.PublishAt = h.now.Add(48 * time.Hour) })
		h.must(h.SetDeadline(h.Context(), boss, seenOf(h.job(job.ID)), h.in(70), board.Correction, ""))
		job, err := h.reorders(h.job(job.ID), func(o *OrderChange) { o.PublishAt = h.now.Add(72 * time.Hour) })
		h.must(err)
		h.wants("the deadline", []any{job.Ad.Deadline, job.Run.Until.Equal(job.Ad.Deadline.End())}, []any{h.in(70), true})
		_, err = h.reorders(job, func(o *OrderChange) { o.Package = "plus" })
		h.wants("in a package that ends before", faults(err), "application_deadline deadline.far")
	})
}

func TestAnExtensionIsInvoicedAsTheAdIs(t *testing.T) {
	hirers(t, func(h *hirer) {
		job, err := h.reorders(h.handedIn(asElin), func(o *OrderChange) {
			invoice := peppol(t)
			invoice.BuyerReference, o.Invoice = "4711", &invoice
		})
		h.must(err)
		job = h.approved(job)
		e := Extension{Deadline: h.in(50), Reason: "holiday"}
		h.bought(job.ID)(&e)
		_, err = h.ExtendAd(h.Context(), asElin, seenOf(job), e)
		h.must(err)
		orders, err := h.s.OrdersOfJob(h.Context(), job.ID)
		h.must(err)
		h.wants("the first order's, the second's, the extension's reference",
			[]string{orders[0].Invoice.BuyerReference, orders[1].Invoice.BuyerReference, orders[2].Invoice.BuyerReference}, []string{peppol(t).BuyerReference, "4711", "4711"})
	})
}

func TestDaysBeyondThePackageAreSoldOnceReadersSeeTheAd(t *testing.T) {
	hirers(t, func(h *hirer) {
		h.trusted(elin)
		job := h.handedIn(asElin, func(d *board.Draft) { d.PublishAt = h.now.Add(48 * time.Hour) })
		e := Extension{Deadline: h.in(60), Reason: "holiday"}
		h.bought(job.ID)(&e)
		_, err := h.ExtendAd(h.Context(), asElin, seenOf(job), e)
		h.wants("before", []any{faults(err), len(h.bills(job.ID))}, []any{"application_deadline deadline.far", 2})
		h.now = h.now.Add(49 * time.Hour)
		_, err = h.ExtendAd(h.Context(), asElin, seenOf(job), e)
		h.must(err)
		h.wants("after", len(h.bills(job.ID)), 4)
	})
}
