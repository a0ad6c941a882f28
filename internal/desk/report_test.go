package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

var reviewer = board.Actor{Kind: board.ActorEditor, Email: "anna@example.se", Role: board.DeskEditor}

// shown is an ad that readers see.
func (x *till) shown() *board.Job {
	x.Helper()
	return x.ad(func(j *board.Job) {
		j.State, j.Run = board.StatusLive, board.Run{From: x.now.Add(-time.Hour), Until: x.now.AddDate(0, 0, 30)}
	})
}

// letters is what is owed by then, to whom.
func (x *till) letters() (kinds []string) {
	x.Helper()
	x.write(func(ctx context.Context, tx *store.Tx) error {
		notices, err := tx.LeaseNotices(ctx, x.now.Add(time.Hour), x.now.Add(2*time.Hour), 100)
		for _, n := range notices {
			kinds = append(kinds, fmt.Sprintf("%s %s %s%s", n.Kind, n.To, n.Details["reason"], n.Details["outcome"]))
		}
		return err
	})
	return kinds
}

func TestAReportIsHandledOnce(t *testing.T) {
	tills(t, func(t *testing.T, x *till) {
		j := x.shown()
		for i, reason := range []board.ReportReason{"fraud", "wrong", "expired"} {
			r := board.Report{Job: j.ID, Reason: reason, Text: " Hej\x00 ", Language: board.Swedish, Email: fmt.Sprintf("Lasare%d@example.se", i)}
			x.must(x.Report(t.Context(), r, fmt.Sprintf("192.0.2.%d", i)))
		}
		open, err := x.s.Reports(t.Context(), true, 0, 10)
		x.must(err)
		if len(open) != 3 || open[0].Reason != "fraud" || open[0].Text != "Hej" || open[0].Email != "lasare0@example.se" {
			t.Fatalf("%+v", open)
		}
		waits := func() int {
			found, err := x.s.Reported(t.Context(), []board.ID{j.ID, "zzzzzzzzzz"})
			x.must(err)
			return len(found)
		}
		if n := waits(); n != 1 {
			t.Errorf("%d ads are reported", n)
		}
		x.must(x.AskAboutReport(t.Context(), reviewer, open[1].ID, "Stämmer det?"))
		if err := x.DismissReport(t.Context(), reviewer, open[1].ID, ""); !errors.Is(err, board.ErrConflict) {
			t.Errorf("handled twice: %v", err)
		}
		down := Takedown{Reason: "fraud", Facts: "En avgift begärs."}
		if err := x.TakeDown(t.Context(), reviewer, Seen{Job: j.ID}, down); codes(err) == "" || !strings.Contains(err.Error(), "choose_reason") {
			t.Errorf("a reader's reason is not the desk's: %v", err)
		}
		down.Reason = board.TakedownTerms
		var invalid *board.Invalid
		if err := x.TakeDown(t.Context(), reviewer, Seen{Job: j.ID}, down); !errors.As(err, &invalid) || invalid.Faults[0].Code != "rule" {
			t.Errorf("a rule is not named: %v", err)
		}
		down.Rule = "Punkt 4"
		if err := x.TakeDown(t.Context(), reviewer, Seen{Job: j.ID, Version: 99}, down); !errors.Is(err, board.ErrConflict) {
			t.Errorf("another version: %v", err)
		}
		x.must(x.TakeDown(t.Context(), reviewer, Seen{Job: j.ID, Version: j.Version}, down))
		if n := waits(); n != 0 {
			t.Errorf("%d ads are reported when all has been handled", n)
		}
		gone, err := x.s.Job(t.Context(), j.ID)
		x.must(err)
		if gone.State != board.StatusWithdrawn || gone.Ending.Reason != "terms" {
			t.Errorf("%+v", gone.Ending)
		}
		want := []string{
			"report_asked anna@ekby.example Uppgifter i annonsen är fel",
			"report_done lasare1@example.se Vi har granskat annonsen och frågat arbetsgivaren.",
			"taken_down anna@ekby.example Innehållet strider mot annonsvillkoren",
			"report_done lasare0@example.se Vi har granskat annonsen och tagit bort den.",
			"report_done lasare2@example.se Vi har granskat annonsen och tagit bort den.",
		}
		if got := x.letters(); strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s", strings.Join(got, "\n"))
		}
		if open, _ = x.s.Reports(t.Context(), true, 0, 10); len(open) > 0 {
			t.Errorf("%d are open", len(open))
		}
		entries, err := x.s.Entries(t.Context(), store.AuditSearch{Subject: board.Subject{Kind: board.SubjectReport}, Limit: 10})
		x.must(err)
		var told []string
		for _, e := range entries {
			told = append(told, e.Action+" "+e.By.Email)
			for _, d := range e.Changes {
				if d.Field == "note" && (!d.Personal || d.After != "Stämmer det?") {
					t.Errorf("%+v", d)
				}
			}
		}
		if got := strings.Join(told, ", "); got != "report.take_down anna@example.se, report.take_down anna@example.se, report.ask anna@example.se" {
			t.Errorf("the audit log says %s", got)
		}

		x.now = x.now.Add(board.KeepReporter - time.Hour)
		x.must(x.ForgetReporters(t.Context()))
		handled, err := x.s.Reports(t.Context(), false, 0, 10)
		x.must(err)
		if handled[0].Email == "" {
			t.Error("an address was erased too early")
		}
		x.now = x.now.Add(2 * time.Hour)
		x.must(x.ForgetReporters(t.Context()))
		handled, err = x.s.Reports(t.Context(), false, 0, 10)
		x.must(err)
		for _, r := range handled {
			if r.Email != "" {
				t.Errorf("an address was kept: %+v", r)
			}
		}
		x.must(x.ForgetReporters(t.Context()))
		entries, err = x.s.Entries(t.Context(), store.AuditSearch{Subject: board.Subject{Kind: board.SubjectReport}, Limit: 1})
		x.must(err)
		if e := entries[0]; e.Action != "report.forget" || e.By != board.System || len(e.Changes) != 1 || e.Changes[0].After != "3" {
			t.Errorf("the audit log says %+v", e)
		}
	})
}

// However many report an ad, and whomever they say they are, nobody's mailbox is filled.
func TestReportsSendFewLetters(t *testing.T) {
	tills(t, func(t *testing.T, x *till) {
		j := x.shown()
		reader := 0 // each on a network of its own
		reported := func(job board.ID, reason board.ReportReason, n int) {
			for range n {
				reader++
				x.must(x.Report(t.Context(), board.Report{Job: job, Reason: reason, Email: "offer@example.se", Language: board.Swedish}, fmt.Sprintf("192.0.2.%d", reader)))
			}
		}
		reported(j.ID, "wrong", 4)
		reported(j.ID, "fraud", 1)
		x.must(x.AskAboutReport(t.Context(), reviewer, 2, "Stämmer lönen?"))
		open, err := x.s.Reports(t.Context(), true, 0, 10)
		x.must(err)
		if len(open) != 1 || open[0].Reason != "fraud" {
			t.Errorf("what was asked about together: %+v", open)
		}
		want := "report_asked anna@ekby.example Uppgifter i annonsen är fel\nreport_done offer@example.se Vi har granskat annonsen och frågat arbetsgivaren."
		if got := strings.Join(x.letters(), "\n"); got != want {
			t.Error(got)
		}
		for range 6 {
			other := x.shown()
			reported(other.ID, "expired", 1)
		}
		open, err = x.s.Reports(t.Context(), true, 0, 10)
		x.must(err)
		for _, r := range open {
			x.must(x.DismissReport(t.Context(), reviewer, r.ID, ""))
		}
		if got := len(x.letters()); got > answersTo[0].most {
			t.Errorf("%d answers to one address in a day", got)
		}
	})
}

func TestWordsAboutAReportAreBounded(t *testing.T) {
	x := newTill(t, storetest.New(t))
	j, long := x.shown(), strings.Repeat("x", MaxLetter+1)
	x.must(x.Report(t.Context(), board.Report{Job: j.ID, Reason: "fraud", Language: board.Swedish}, "192.0.2.1"))
	down := Takedown{Reason: board.TakedownTerms, Facts: long, Rule: "Punkt 4"}
	for field, err := range map[string]error{
		"answer":   x.DismissReport(t.Context(), reviewer, 1, long),
		"question": x.AskAboutReport(t.Context(), reviewer, 1, long),
		"facts":    x.TakeDown(t.Context(), reviewer, Seen{Job: j.ID, Version: j.Version}, down),
	} {
		if got := faults(err); got != field+" text.long" {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestTakingDownForOtherReasons(t *testing.T) {
	x := newTill(t, storetest.New(t))
	stays, double, unpaid, named := x.shown(), x.shown(), x.shown(), x.shown()
	x.must(x.TakeDown(t.Context(), reviewer, Seen{Job: double.ID}, Takedown{Reason: board.TakedownDuplicate, Facts: "Samma text.", Other: stays.ID}))
	x.must(x.TakeDown(t.Context(), reviewer, Seen{Job: unpaid.ID}, Takedown{Reason: board.TakedownUnpaid, Facts: "Två påminnelser."}))
	for name, other := range map[string]board.ID{"itself": named.ID, "none": "", "one that is not there": "zzzzzzzzzz"} {
		err := x.TakeDown(t.Context(), reviewer, Seen{Job: named.ID}, Takedown{Reason: board.TakedownDuplicate, Facts: "x", Other: other})
		if !errors.As(err, new(*board.Invalid)) {
			t.Errorf("a duplicate of %s: %v", name, err)
		}
	}
	x.must(x.TakeDown(t.Context(), reviewer, Seen{Job: named.ID}, Takedown{Reason: board.TakedownPersonalData, Facts: "Annas telefonnummer."}))
	for id, want := range map[board.ID]string{double.ID: "withdrawn duplicate " + string(stays.ID), unpaid.ID: "paused  ", named.ID: "withdrawn personal_data "} {
		j, err := x.s.Job(t.Context(), id)
		x.must(err)
		if got := fmt.Sprintf("%s %s %s", j.State, j.Ending.Reason, j.Ending.Other); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
	entries, err := x.s.Entries(t.Context(), store.AuditSearch{Subject: board.Subject{Kind: board.SubjectJob, ID: string(named.ID)}, Limit: 10})
	x.must(err)
	for _, e := range entries {
		for _, d := range e.Changes {
			if d.Personal && !d.Erased {
				t.Errorf("the audit log still says %+v", d)
			}
		}
	}
	if err := x.TakeDown(t.Context(), sales, Seen{Job: stays.ID}, Takedown{}); !errors.Is(err, board.ErrForbidden) {
		t.Errorf("by sales: %v", err)
	}
}

func TestWhatInfringesARightIsGoneEverywhere(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		x := newTill(t, s)
		j, other := x.shown(), x.shown()
		x.must(s.Write(t.Context(), func(tx *store.Tx) error {
			if err := tx.SavePicture(t.Context(), store.Picture{Key: "logo", Bytes: []byte("x"), Width: 1, Height: 1, CreatedAt: x.now}); err != nil {
				return err
			}
			e, err := tx.Employer(t.Context(), j.Employer.ID)
			e.Logo, e.UpdatedAt = "logo", x.now
			return errors.Join(err, tx.SaveEmployer(t.Context(), &e))
		}))
		down := func(j *board.Job, logo bool) {
			t.Helper()
			x.must(x.TakeDown(t.Context(), reviewer, Seen{Job: j.ID}, Takedown{Reason: board.TakedownRights, Facts: "Texten är en annans.", Logo: logo}))
			gone, err := s.Job(t.Context(), j.ID)
			x.must(err)
			if ad := gone.Ad; ad.Text != (board.Text{}) || ad.Contacts != nil || ad.Apply != (board.Apply{}) || ad.Headline == "" {
				t.Errorf("what is kept: %+v", ad)
			}
		}
		down(j, false)
		if _, err := s.Picture(t.Context(), "logo"); err != nil {
			t.Errorf("a logo that nobody minds: %v", err)
		}
		down(other, true)
		if _, err := s.Picture(t.Context(), "logo"); !errors.Is(err, board.ErrNotFound) {
			t.Errorf("the logo: %v", err)
		}
	})
}

func TestReportsAreBounded(t *testing.T) {
	x := newTill(t, storetest.New(t))
	j, hidden := x.shown(), x.ad()
	report := func(id board.ID, from string) error {
		return x.Report(t.Context(), board.Report{Job: id, Reason: "wrong", Language: board.Swedish}, from)
	}
	if err := report(hidden.ID, "192.0.2.1"); !errors.Is(err, board.ErrNotFound) {
		t.Errorf("an ad that nobody sees: %v", err)
	}
	for range 5 {
		x.must(report(j.ID, "2001:db8::1"))
	}
	if err := report(j.ID, "2001:db8::2"); !errors.Is(err, board.ErrTooMany) {
		t.Errorf("a sixth from one network: %v", err)
	}
	x.must(report(j.ID, "192.0.2.2"))
	x.now = x.now.Add(time.Hour)
	x.must(report(j.ID, "2001:db8::1"))
	long := board.Report{Job: j.ID, Reason: "wrong", Text: strings.Repeat("å", board.MaxReport+1)}
	if err := x.Report(t.Context(), long, "192.0.2.3"); codes(err) != "text long" {
		t.Error(codes(err))
	}
}

func TestMergingLeavesNothingBehind(t *testing.T) {
	tills(t, func(t *testing.T, x *till) {
		gone := board.Employer{Name: "Ekby Kommun", UpdatedAt: morning}
		x.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertEmployer(ctx, &gone, "test:ekby kommun", "")
		})
		stays := x.buyer
		x.buyer = gone
		x.must(x.SaveCustomerPrices(t.Context(), sales, gone.ID, 0, map[board.Package]int64{"basic": 1, "plus": 2}, "x"))
		x.must(x.SaveCustomerPrices(t.Context(), sales, stays.ID, 0, map[board.Package]int64{"basic": 3}, "x"))
		x.must(x.NoteCustomer(t.Context(), reviewer, board.Customer{Employer: gone.ID, Note: "Gammal", NoContact: true, Version: 1}))
		x.must(x.NoteCustomer(t.Context(), reviewer, board.Customer{Employer: stays.ID, Note: "Ny", Version: 1}))
		x.must(x.Trust(t.Context(), reviewer, gone.ID, "Anna@Ekby.example", true))
		x.must(x.Block(t.Context(), reviewer, board.Block{Kind: board.BlockAddress, Value: "spam@ekby.example", Employer: gone.ID, Reason: "x"}))
		bought, err := x.PlaceOrder(t.Context(), sales, Wish{Employer: gone.ID, Package: "basic", Bundle: board.ItemBundle5, Invoice: peppol(t)})
		x.must(err)
		x.must(x.Merge(t.Context(), reviewer, gone.ID, stays.ID))

		if o := x.order(bought.Number); o.Employer != stays.ID {
			t.Errorf("an order of %d", o.Employer)
		}
		prices, err := x.s.CustomerPrices(t.Context(), stays.ID)
		x.must(err)
		if prices["basic"] != 3 || prices["plus"] != 2 {
			t.Errorf("%v", prices)
		}
		noted, err := x.s.Customer(t.Context(), stays.ID)
		x.must(err)
		if noted.Note != "Ny\n\nGammal" || !noted.NoContact {
			t.Errorf("%+v", noted)
		}
		trusted, err := x.s.Trusted(t.Context(), stays.ID)
		x.must(err)
		bundles, err := x.s.Bundles(t.Context(), stays.ID)
		x.must(err)
		blocks, err := x.s.Blocks(t.Context(), stays.ID)
		x.must(err)
		if len(trusted) != 1 || len(bundles) != 1 || len(blocks) != 1 {
			t.Errorf("%v %v %v", trusted, bundles, blocks)
		}
		if err := x.Merge(t.Context(), reviewer, gone.ID, stays.ID); !errors.Is(err, board.ErrNotFound) {
			t.Errorf("merged twice: %v", err)
		}
		if got := codes(x.Merge(t.Context(), reviewer, stays.ID, stays.ID)); got != "duplicate nobody" {
			t.Errorf("merged with itself: %s", got)
		}
	})
}
