package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// inState puts an ad into a state.
func (r *reviewing) inState(n int, state board.Status) Seen {
	r.Helper()
	return r.handIn(n, func(j *board.Job) {
		j.Run = board.NewRun(r.now.AddDate(0, 0, -5), j.Ad.Deadline, j.Days)
		switch state {
		case board.StatusInReview, board.StatusReturned, board.StatusRefused:
			j.State, j.Run = state, board.Run{}
		case board.StatusScheduled:
			j.State, j.Run = board.StatusLive, board.NewRun(r.now.AddDate(0, 0, 2), j.Ad.Deadline, j.Days)
		case board.StatusExpired:
			j.State, j.Run.Until = board.StatusLive, r.now.Add(-time.Hour)
		default:
			j.State = state
		}
	})
}

// moves is what the desk does to ads, each so that nothing but the ad's state can keep it from being done.
func (r *reviewing) moves() map[board.Move]func(Seen) error {
	ctx := context.Background()
	day := func(n int) board.Deadline { return board.Deadline{Date: board.DateOf(r.now).AddDays(n)} }
	return map[board.Move]func(Seen) error{
		board.MovePause:      func(s Seen) error { return r.Pause(ctx, anna, s, "") },
		board.MoveResume:     func(s Seen) error { return r.Resume(ctx, anna, s) },
		board.MoveEnd:        func(s Seen) error { return r.Close(ctx, anna, s, board.EndFilled, "") },
		board.MoveReschedule: func(s Seen) error { return r.Schedule(ctx, anna, s, day(3).Date.At(360)) },
		board.MoveDeadline:   func(s Seen) error { return r.SetDeadline(ctx, anna, s, day(30), "holiday", "") },
		board.MoveGive:       func(s Seen) error { return r.SetOwners(ctx, anna, s, []string{"bo@ekby.example"}) },
		board.MoveFeature:    func(s Seen) error { return r.Feature(ctx, anna, s, day(5).Date) },
		board.MovePick:       func(s Seen) error { return r.Pick(ctx, anna, s, true) },
	}
}

func TestWhatTheDeskMayDoFollowsFromTheState(t *testing.T) {
	allowed := map[board.Move][]board.Status{
		board.MovePause: {board.StatusScheduled, board.StatusLive}, board.MoveResume: {board.StatusPaused},
		board.MoveEnd:        {board.StatusLive, board.StatusPaused, board.StatusExpired},
		board.MoveReschedule: {board.StatusScheduled},
		board.MoveDeadline:   {board.StatusInReview, board.StatusScheduled, board.StatusLive, board.StatusPaused},
		board.MoveGive: {board.StatusInReview, board.StatusReturned, board.StatusScheduled, board.StatusLive, board.StatusPaused,
			board.StatusExpired, board.StatusFilled, board.StatusCancelled},
		board.MoveFeature: {board.StatusScheduled, board.StatusLive, board.StatusPaused},
		board.MovePick:    {board.StatusScheduled, board.StatusLive, board.StatusPaused},
	}
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		r, n := newReviewing(t, s), 0
		for move, do := range r.moves() {
			for _, state := range board.Statuses()[2:] { // the first two are a draft's
				n++
				seen := r.inState(n, state)
				before := r.position()
				err := do(seen)
				var refused *board.MoveError
				switch may := slices.Contains(allowed[move], state); {
				case may && err != nil:
					t.Errorf("%s of %s: %v", move, state, err)
				case !may && (!errors.As(err, &refused) || refused.From != state):
					t.Errorf("%s of %s: %v", move, state, err)
				case may && len(r.history(seen)) != 1:
					t.Errorf("%s of %s: the log has %v", move, state, r.history(seen))
				case !may && r.job(seen).Version != 1:
					t.Errorf("%s of %s changed it all the same", move, state)
				case may && state != board.StatusInReview && state != board.StatusReturned && r.position() != before+1:
					t.Errorf("%s of %s: the change log is at %d after %d", move, state, r.position(), before)
				}
			}
		}
	})
}

func (r *reviewing) position() int64 {
	r.Helper()
	at, err := r.store.Position(context.Background())
	if err != nil {
		r.Fatal(err)
	}
	return at.Seq
}

// history is what the audit log has of an ad.
func (r *reviewing) history(s Seen) (actions []string) {
	r.Helper()
	entries, err := r.store.Entries(context.Background(), store.AuditSearch{Subject: board.Subject{Kind: board.SubjectJob, ID: string(s.Job)}, Limit: 50})
	if err != nil {
		r.Fatal(err)
	}
	for _, e := range entries {
		actions = append(actions, e.Action)
	}
	return actions
}

func TestOnlyReviewersMoveAds(t *testing.T) {
	r := newReviewing(t, storetest.New(t))
	ctx, seen := t.Context(), r.inState(1, board.StatusLive)
	owner := board.Actor{Kind: board.ActorOwner, Email: "rekrytering@ekby.example.se"}
	for _, by := range []board.Actor{sara, owner, {Kind: board.ActorEditor, Role: board.DeskFinance}, {}} {
		for name, err := range map[string]error{
			"pause": r.Pause(ctx, by, seen, ""), "feature": r.Feature(ctx, by, seen, board.DateOf(r.now).AddDays(3)), "pick": r.Pick(ctx, by, seen, true),
			"order": r.OrderSidebar(ctx, by, []board.ID{seen.Job}), "give": r.SetOwners(ctx, by, seen, []string{"a@ekby.example"}),
			"edit": r.Edit(ctx, by, seen, Replacement{Draft: r.job(seen).AsDraft()}),
		} {
			if !errors.Is(err, board.ErrForbidden) {
				t.Errorf("%s by %s: %v", name, by.Role, err)
			}
		}
	}
}

func TestWhoHasSeenAnotherVersionIsTold(t *testing.T) {
	r := newReviewing(t, storetest.New(t))
	seen := r.inState(1, board.StatusLive)
	if err := r.Pause(t.Context(), bo, seen, "Arbetsgivaren bad om det."); err != nil {
		t.Fatal(err)
	}
	for move, do := range r.moves() {
		var stale *board.Stale
		if err := do(seen); !errors.As(err, &stale) || stale.Last.Action != "job.pause" || stale.Last.By.Email != bo.Email {
			t.Errorf("%s: %v", move, err)
		}
	}
	if job := r.job(seen); job.Version != 2 || job.State != board.StatusPaused {
		t.Errorf("%+v", job)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	r := newReviewing(t, storetest.New(t))
	ctx, seen := t.Context(), r.inState(1, board.StatusLive)
	day := func(n int) board.Deadline { return board.Deadline{Date: board.DateOf(r.now).AddDays(n)} }
	for _, s := range []struct {
		name   string
		err    error
		faults string
	}{
		{"no reason to end", r.Close(ctx, anna, seen, "", ""), "end_reason required"},
		{"no new deadline and no reason", r.SetDeadline(ctx, anna, seen, board.Deadline{}, "", ""), "application_deadline deadline.format, deadline_reason required"},
		{"yesterday", r.SetDeadline(ctx, anna, seen, day(-1), board.Correction, ""), "application_deadline deadline.past"},
		{"in years", r.SetDeadline(ctx, anna, seen, day(2000), board.Correction, ""), "application_deadline too_far"},
		{"scheduled in years", r.Schedule(ctx, anna, seen, r.now.AddDate(3, 0, 0)), "publication_date too_far"},
		{"on top until yesterday", r.Feature(ctx, anna, seen, day(-1).Date), "featured_until deadline.past"},
		{"nobody's", r.SetOwners(ctx, anna, seen, nil), "owners required"},
		{"no address", r.SetOwners(ctx, anna, seen, []string{"anna"}), "owners email"},
		{"six owners", r.SetOwners(ctx, anna, seen, strings.Fields("a@x.example b@x.example c@x.example d@x.example e@x.example f@x.example")), "owners too_many"},
	} {
		t.Run(s.name, func(t *testing.T) {
			var invalid *board.Invalid
			if !errors.As(s.err, &invalid) {
				t.Fatal(s.err)
			}
			var got []string
			for _, f := range invalid.Faults {
				got = append(got, f.Field+" "+f.Code)
			}
			if strings.Join(got, ", ") != s.faults {
				t.Errorf("%v, want %s", got, s.faults)
			}
		})
	}
}

func TestAFeaturedPlaceEndsWithItsAd(t *testing.T) {
	r := newReviewing(t, storetest.New(t))
	seen := r.inState(1, board.StatusLive)
	if err := r.Feature(t.Context(), anna, seen, board.DateOf(r.now).AddDays(200)); err != nil {
		t.Fatal(err)
	}
	if job := r.job(seen); job.Promotion.FeaturedUntil != job.Run.Until {
		t.Errorf("until %v, the ad until %v", job.Promotion.FeaturedUntil, job.Run.Until)
	}
	seen.Version++
	if err := r.Feature(t.Context(), anna, seen, board.Date{}); err != nil || r.job(seen).FeaturedAt(r.now) {
		t.Errorf("no longer: %v", err)
	}
}

func TestTheSidebarIsOrdered(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		r := newReviewing(t, s)
		a, b, c := r.inState(1, board.StatusLive), r.inState(2, board.StatusLive), r.inState(3, board.StatusLive)
		order := func(seen ...Seen) {
			t.Helper()
			var ids []board.ID
			for _, s := range seen {
				ids = append(ids, s.Job)
			}
			if err := r.OrderSidebar(t.Context(), anna, ids); err != nil {
				t.Fatal(err)
			}
		}
		order(a, b, c)
		order(b, a, c)
		places := fmt.Sprint(r.job(a).Promotion.Place, r.job(b).Promotion.Place, r.job(c).Promotion.Place)
		if places != "2 1 3" || len(r.history(c)) != 1 {
			t.Errorf("%s, %v", places, r.history(c))
		}
	})
}

// wanted is a draft that can be ordered.
func (r *reviewing) wanted(id board.ID, change ...func(*board.Draft)) *board.Draft {
	body, _ := reference.BodyByName("Nyköpings kommun")
	d := &board.Draft{
		ID: id, Package: "plus", Employer: board.NewEmployer{OrgNr: body.OrgNr},
		Ad: board.Ad{
			Title: "Upphandlare", Headline: "Upphandlare till Nyköping", Text: board.Text{HTML: "<p>Du leder.</p>", Plain: "Du leder."}, Language: board.Swedish,
			Profile: board.Profile{Roles: []board.Role{"upphandlare"}, Level: board.LevelExperienced},
			Where:   board.Where{Nationwide: true}, Terms: board.Terms{Employment: board.Permanent, Hours: board.FullTime},
			Salary: board.Salary{Reason: board.PayIndividual}, Deadline: board.Deadline{Date: board.DateOf(r.now).AddDays(30)},
			Apply: board.Apply{Email: "jobb@nykoping.example"},
		},
	}
	for _, c := range change {
		c(d)
	}
	return d
}

func TestTheDeskPutsInAnAd(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		r, ctx := newReviewing(t, s), t.Context()
		p := Placement{Draft: r.wanted("000000000a"), Owners: []string{"Anna@Nykoping.example"}}
		job, err := r.Place(ctx, sara, p)
		if err != nil {
			t.Fatal(err)
		}
		if job.State != board.StatusInReview || job.Employer.Name != "Nyköpings kommun" || job.Employer.Sector != board.SectorMunicipality ||
			!slices.Equal(job.Owners, []string{"anna@nykoping.example"}) || job.Days != 60 || r.position() != 0 {
			t.Errorf("%+v", job)
		}
		again, err := r.Place(ctx, sara, p)
		if err != nil || again.ID != job.ID || len(r.history(Seen{Job: job.ID})) != 1 {
			t.Errorf("the second press: %v", err)
		}
		p.Publish = true
		p.Draft = r.wanted("000000000b")
		if _, err := r.Place(ctx, sara, p); !errors.Is(err, board.ErrForbidden) {
			t.Errorf("sales publishes: %v", err)
		}
		live, err := r.Place(ctx, anna, p)
		if err != nil || live.Status(r.now) != board.StatusLive || live.Employer.ID != job.Employer.ID || r.position() != 1 {
			t.Errorf("%v %+v", err, live)
		}
		if want := board.DateOf(r.now).AddDays(7).Start(); !live.Promotion.FeaturedUntil.Equal(want) {
			t.Errorf("its package puts it on top until %v, not %v", want, live.Promotion.FeaturedUntil)
		}
		p.Draft, p.Owners = r.wanted("000000000c", func(d *board.Draft) { d.Ad.Headline, d.Package = "", "" }), []string{"anna"}
		var invalid *board.Invalid
		if _, err := r.Place(ctx, anna, p); !errors.As(err, &invalid) || len(invalid.Faults) != 3 {
			t.Errorf("%v", err)
		}
		p.Draft, p.Owners = r.wanted("000000000d", func(d *board.Draft) { d.PublishAt = board.DateOf(r.now).AddDays(2).At(360) }), nil
		later, err := r.Place(ctx, anna, p)
		if err != nil || later.Status(r.now) != board.StatusScheduled {
			t.Errorf("%v %+v", err, later)
		}
	})
}

func TestTheDeskEditsAnAd(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		r, ctx := newReviewing(t, s), t.Context()
		live, waiting, returned := r.inState(1, board.StatusLive), r.inState(2, board.StatusInReview), r.inState(3, board.StatusReturned)
		edit := func(by board.Actor, seen Seen, change func(*board.Draft)) error {
			d := r.job(seen).AsDraft()
			change(d)
			return r.Edit(ctx, by, seen, Replacement{Draft: d, Note: "Rättat"})
		}
		headline := func(d *board.Draft) { d.Ad.Headline = "Upphandlare till Ekby" }
		if err := edit(anna, live, headline); err != nil || r.job(live).Ad.Headline != "Upphandlare till Ekby" || r.position() != 1 {
			t.Errorf("live: %v", err)
		}
		if err := edit(anna, live, headline); !errors.Is(err, board.ErrConflict) {
			t.Errorf("an older version: %v", err)
		}
		if err := edit(sara, Seen{live.Job, 2}, headline); !errors.Is(err, board.ErrForbidden) {
			t.Errorf("sales changes what is live: %v", err)
		}
		if err := edit(sara, waiting, func(d *board.Draft) { d.Package, d.PublishAt = "basic", board.DateOf(r.now).AddDays(1).Start() }); err != nil {
			t.Error(err)
		}
		if j := r.job(waiting); j.Package != "basic" || j.Days != 45 || j.Review.Wished.IsZero() || r.position() != 1 {
			t.Errorf("%+v", j)
		}
		if err := edit(sara, returned, headline); err != nil || r.job(returned).State != board.StatusInReview {
			t.Errorf("what was sent back: %v", err)
		}
		if err := edit(anna, Seen{live.Job, 2}, func(d *board.Draft) { d.Ad.Headline = strings.Repeat("x", 121) }); err == nil {
			t.Error("a headline that is too long")
		}
		body, _ := reference.BodyByName("Nyköpings kommun")
		other := func(d *board.Draft) { d.EmployerID, d.Employer = 0, board.NewEmployer{OrgNr: body.OrgNr} }
		if err := edit(anna, Seen{live.Job, 2}, other); err != nil || r.job(live).Employer.Name != "Nyköpings kommun" {
			t.Errorf("another employer: %v %+v", err, r.job(live).Employer)
		}
	})
}

func TestAnApprovedAdStandsOnTopForAsLongAsItsPackageSays(t *testing.T) {
	r := newReviewing(t, storetest.New(t))
	premium := r.handIn(1, func(j *board.Job) { j.Package = "premium" })
	basic := r.handIn(2, func(j *board.Job) { j.Package = "basic" })
	for _, seen := range []Seen{premium, basic} {
		if _, err := r.Approve(t.Context(), anna, seen, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	if want := board.DateOf(r.now).AddDays(14).Start(); !r.job(premium).Promotion.FeaturedUntil.Equal(want) {
		t.Errorf("premium: %v, want %v", r.job(premium).Promotion.FeaturedUntil, want)
	}
	if r.job(basic).FeaturedAt(r.now) {
		t.Error("basic is on top")
	}
}
