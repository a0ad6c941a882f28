package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"time"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/store"
)

// What a desk of some years has, beside the hundred thousand ads.
const (
	manyEmployers = 10_000
	manyOrders    = 20_000
	manyEntries   = 100_000
	manyLetters   = 20_000
	manyWaiting   = 200
	manyDays      = 730 // on which ads were looked at
	manyAnswers   = 20_000
)

// admin is the one who looks at the desk's pages.
const admin = "admin@journal.example"

// deskToken is the session that the admin's browser has.
const deskToken = "a browser that is measured"

// asks is how often each of the desk's pages is asked for.
const asks = 20

// deskGoal is how long a page of the desk may take.
const deskGoal = 100 * time.Millisecond

// desk asks for each of the desk's pages, one after the other as a person does, and tells how long they took.
func (b *bench) desk(ctx context.Context) error {
	if err := b.furnish(ctx); err != nil {
		return err
	}
	paths, err := b.deskPages(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("\nThe desk, with %d ads, %d employers, %d orders\n%-46s %9s %9s\n", manyAds, manyEmployers, manyOrders, "page", "median", "slowest")
	for _, path := range paths {
		took := make([]time.Duration, asks)
		for i := range took {
			if took[i], err = b.lookAt(path); err != nil {
				return err
			}
		}
		slices.Sort(took)
		median, slowest := took[asks/2], took[asks-1]
		fmt.Printf("%-46s %6.1f ms %6.1f ms %s\n", path, median.Seconds()*1000, slowest.Seconds()*1000, verdict(median <= deskGoal))
	}
	return nil
}

func (b *bench) lookAt(path string) (time.Duration, error) {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.AddCookie(&http.Cookie{Name: "ledigajobb", Value: deskToken})
	w := httptest.NewRecorder()
	begin := time.Now()
	b.board.Handler.ServeHTTP(w, r)
	took := time.Since(begin)
	if w.Code != http.StatusOK {
		return took, fmt.Errorf("%s answered %d", path, w.Code)
	}
	return took, nil
}

// deskPages are the addresses of the desk's pages, those of single things for one of them.
func (b *bench) deskPages(ctx context.Context) ([]string, error) {
	waiting, err := b.board.Store.Waiting(ctx, false, 0, 1)
	if err != nil || len(waiting) == 0 {
		return nil, fmt.Errorf("no ad waits: %w", err)
	}
	id, slug := string(waiting[0].ID), waiting[0].Employer.Slug
	return []string{
		"/redaktionen", "/redaktionen/granska/" + id, "/redaktionen/granska/" + id + "/tillbaka",
		"/redaktionen/annonser", "/redaktionen/annonser?q=upphandlare", "/redaktionen/annonser?q=brandman", "/redaktionen/annonser?lage=live",
		"/redaktionen/annonser?lage=live&ordna=ends", "/redaktionen/annonser?lage=expired", "/redaktionen/annonser?lage=in_review",
		"/redaktionen/annonser?paket=plus", "/redaktionen/annonser?arbetsgivare=" + slug, "/redaktionen/annonser?fran=2026-01-01&till=2026-12-31",
		"/redaktionen/annonser?q=upphandlare&lage=live&fran=2026-01-01&till=2026-12-31&ordna=ends", "/redaktionen/annonser/" + id, "/redaktionen/annonser/" + id + "/andra",
		"/redaktionen/annonser/ny", "/redaktionen/annonser/sidospalten",
		"/redaktionen/kunder", "/redaktionen/kunder?q=kommun", "/redaktionen/kunder/" + slug, "/redaktionen/kunder/byraer",
		"/redaktionen/order", "/redaktionen/order?q=kommun", "/redaktionen/order/A-2026-0001", "/redaktionen/order/export",
		"/redaktionen/korrektur", "/redaktionen/nyhetsbrev", "/redaktionen/sessioner",
		"/redaktionen/utskick", "/redaktionen/utskick/1", "/redaktionen/anmalningar",
		"/redaktionen/logg", "/redaktionen/logg?by=" + admin, "/redaktionen/logg?about=" + id, "/redaktionen/logg?kind=order",
		"/redaktionen/nyckeltal", "/redaktionen/nyckeltal?from=2025-01-01&until=2026-12-31",
		"/redaktionen/installningar/brev", "/redaktionen/konton",
	}, nil
}

// furnish gives the board what its desk is measured with.
func (b *bench) furnish(ctx context.Context) error {
	now := time.Now().Truncate(time.Millisecond)
	hash := sha256.Sum256([]byte(deskToken))
	if err := b.board.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.InsertSession(ctx, board.Session{TokenHash: hash[:], Email: admin, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(time.Hour)})
	}); err != nil {
		return err
	}
	ads, err := mix.Read(b.ads)
	if err != nil {
		return err
	}
	waiting := slices.Collect(mix.Mixed(ads, manyWaiting, now))
	for i := range waiting {
		waiting[i].Source.Name = "waiting"
	}
	d := desk.New(desk.Config{Store: b.board.Store, Now: func() time.Time { return now }, Random: env().Random})
	if _, err := d.Take(ctx, waiting, desk.Intake{Days: 60}); err != nil {
		return err
	}
	jobs, err := b.board.Store.JobsInState(ctx, board.StatusLive)
	if err != nil {
		return err
	}
	f := furniture{board: b.board.Store, jobs: jobs, now: now}
	for _, piece := range []struct {
		n    int
		each func(ctx context.Context, tx *store.Tx, i int) error
	}{{manyEmployers, f.employer}, {manyOrders, f.order}, {manyEntries, f.entry}, {manyLetters, f.letter}, {manyDays, f.day}, {manyAnswers, f.answer}} {
		if err := f.fill(ctx, piece.n, piece.each); err != nil {
			return err
		}
	}
	return nil
}

// furniture makes one thing after the other.
type furniture struct {
	board *store.Store
	jobs  []*board.Job
	now   time.Time
}

// fill makes n things, a thousand in a transaction.
func (f furniture) fill(ctx context.Context, n int, each func(ctx context.Context, tx *store.Tx, i int) error) error {
	for first := 0; first < n; first += 1000 {
		err := f.board.Write(ctx, func(tx *store.Tx) error {
			for i := first; i < min(first+1000, n); i++ {
				if err := each(ctx, tx, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (f furniture) employer(ctx context.Context, tx *store.Tx, i int) error {
	e := board.Employer{Name: fmt.Sprintf("Ekby %d kommun", i), UpdatedAt: f.now}
	return tx.InsertEmployer(ctx, &e, fmt.Sprintf("bench:%d", i), "")
}

func (f furniture) order(ctx context.Context, tx *store.Tx, i int) error {
	job, states := f.jobs[i%len(f.jobs)], board.OrderStates()
	o := board.Order{
		Number: fmt.Sprintf("A-2026-%04d", i+1), Job: job.ID, Employer: job.Employer.ID, State: states[i%len(states)], VAT: 25,
		Lines: []board.OrderLine{{Item: "basic", Quantity: 1, Price: 8900}}, CreatedAt: f.now.Add(-time.Duration(i) * time.Minute), UpdatedAt: f.now,
		Invoice: board.Invoice{Route: "peppol", Recipient: job.Employer.Name, BuyerReference: fmt.Sprintf("ZZ%d", i)},
	}
	return tx.InsertOrder(ctx, &o)
}

func (f furniture) entry(ctx context.Context, tx *store.Tx, i int) error {
	job := f.jobs[i%len(f.jobs)]
	return tx.Audit(ctx, board.Entry{
		At: f.now.Add(-time.Duration(manyEntries-i) * time.Minute), By: board.Actor{Kind: board.ActorEditor, Email: admin, Role: board.DeskAdmin},
		Action: "job.correct", Subject: board.Subject{Kind: board.SubjectJob, ID: string(job.ID)},
		Changes: []board.Difference{{Field: "ad.headline", Before: "Upphandlare", After: job.Ad.Headline}},
	})
}

func (f furniture) letter(ctx context.Context, tx *store.Tx, i int) error {
	job := f.jobs[i%len(f.jobs)]
	return tx.Owe(ctx, board.Notice{Kind: board.NoticeApproved, To: "rekrytering@ekby.example", Language: "sv", Job: job.ID,
		NotBefore: f.now.AddDate(1, 0, 0)})
}

// day is what was counted of readers on a day: ads of every role and county, come to from everywhere.
func (f furniture) day(ctx context.Context, tx *store.Tx, i int) error {
	var reach []store.Reach
	add := func(part store.ReachPart, value string) {
		for _, interest := range board.Interests() {
			reach = append(reach, store.Reach{Part: part, Day: board.DateOf(f.now).AddDays(-i), Kind: string(interest), Value: value, N: 100})
		}
	}
	for _, via := range board.Vias() {
		add(store.ByVia, string(via))
	}
	for _, role := range board.Roles() {
		add(store.ByRole, string(role))
	}
	for _, region := range reference.Regions() {
		add(store.ByRegion, region.Code)
	}
	return tx.AddReach(ctx, reach...)
}

func (f furniture) answer(ctx context.Context, tx *store.Tx, i int) error {
	return tx.Answered(ctx, int64(1_000_000+i), f.now.Add(-time.Duration(i)*time.Minute), time.Duration(i%5000)*time.Minute)
}
