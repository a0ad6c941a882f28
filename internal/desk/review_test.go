package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

var (
	anna = board.Actor{Kind: board.ActorEditor, Email: "anna@tidningen.example.se", Role: board.DeskEditor}
	bo   = board.Actor{Kind: board.ActorEditor, Email: "bo@tidningen.example.se", Role: board.DeskAdmin}
	sara = board.Actor{Kind: board.ActorEditor, Email: "sara@tidningen.example.se", Role: board.DeskSales}
)

// A reviewing is a desk with an employer and a clock that the test moves.
type reviewing struct {
	testing.TB
	*Desk
	store    *store.Store
	now      time.Time
	employer board.Employer
}

func newReviewing(t testing.TB, s *store.Store) *reviewing {
	r := &reviewing{TB: t, store: s, now: morning}
	r.Desk = New(Config{Store: s, Random: rand.Reader, Now: func() time.Time { return r.now }})
	r.employer = board.Employer{Name: "Ekby kommun", UpdatedAt: morning}
	r.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.InsertEmployer(ctx, &r.employer, "test:ekby", "")
	})
	return r
}

func (r *reviewing) write(do func(ctx context.Context, tx *store.Tx) error) {
	r.Helper()
	ctx := context.Background()
	if err := r.store.Write(ctx, func(tx *store.Tx) error { return do(ctx, tx) }); err != nil {
		r.Fatal(err)
	}
}

// handIn puts an ad of the employer into review.
func (r *reviewing) handIn(n int, change ...func(*board.Job)) Seen {
	r.Helper()
	job := &board.Job{
		ID: board.ID(fmt.Sprintf("%010d", n)), Employer: r.employer, State: board.StatusInReview, Days: 60,
		Owners: []string{"rekrytering@ekby.example.se"}, CreatedAt: r.now, UpdatedAt: r.now,
		Ad: board.Ad{Headline: fmt.Sprintf("Upphandlare %d", n), Title: "Upphandlare", Language: board.Swedish,
			Text:     board.Text{HTML: "<p>Du leder upphandlingar.</p>", Plain: "Du leder upphandlingar."},
			Deadline: board.Deadline{Date: board.DateOf(r.now).AddDays(20)}},
	}
	for _, c := range change {
		c(job)
	}
	r.write(func(ctx context.Context, tx *store.Tx) error { return tx.InsertJob(ctx, job) })
	return Seen{job.ID, 1}
}

func (r *reviewing) job(s Seen) *board.Job {
	r.Helper()
	job, err := r.store.Job(context.Background(), s.Job)
	if err != nil {
		r.Fatal(err)
	}
	return job
}

// letters is the kinds of the letters that would leave by the time.
func (r *reviewing) letters(at time.Time) string {
	r.Helper()
	kinds := ""
	all, err := r.store.Notices(context.Background(), store.NoticeSearch{Limit: 100})
	for _, n := range all {
		if !n.NotBefore.After(at) {
			kinds += string(n.Kind) + " "
		}
	}
	if err != nil {
		r.Fatal(err)
	}
	return kinds
}

func (r *reviewing) seq() int64 {
	r.Helper()
	at, err := r.store.Position(context.Background())
	if err != nil {
		r.Fatal(err)
	}
	return at.Seq
}

func must[T any](r *reviewing) func(T, error) T {
	return func(value T, err error) T {
		r.Helper()
		if err != nil {
			r.Fatal(err)
		}
		return value
	}
}

func on(t *testing.T, test func(r *reviewing)) {
	storetest.Run(t, func(t *testing.T, s *store.Store) { test(newReviewing(t, s)) })
}

func TestAnApprovedAdIsLiveAtOnceAndItsLetterLeavesTenSecondsLater(t *testing.T) {
	on(t, func(r *reviewing) {
		seen := r.handIn(1)
		before := r.seq()
		must[int64](r)(r.Approve(r.Context(), anna, seen, time.Time{}))
		job := r.job(seen)
		if job.Status(r.now) != board.StatusLive || job.Decision.By != anna.Email || r.seq() != before+1 {
			r.Errorf("%s by %q, log from %d to %d", job.Status(r.now), job.Decision.By, before, r.seq())
		}
		if soon, later := r.letters(r.now.Add(board.TimeToUndo-1)), r.letters(r.now.Add(board.TimeToUndo)); soon != "" || later != "approved " {
			r.Errorf("letters %q, then %q", soon, later)
		}
		last := must[[]board.Entry](r)(r.store.Entries(r.Context(), store.AuditSearch{Limit: 1}))[0]
		if last.Action != "job.approve" || last.By.Email != anna.Email || last.Subject.ID != string(seen.Job) {
			r.Errorf("the audit log says %+v", last)
		}
	})
}

func TestAnAdIsPublishedWhenItsOwnerWishesOrNow(t *testing.T) {
	on(t, func(r *reviewing) {
		wished := r.now.Add(48 * time.Hour)
		wish := func(j *board.Job) { j.Review.Wished = wished }
		later, now := r.handIn(1, wish), r.handIn(2, wish)
		must[int64](r)(r.Approve(r.Context(), anna, later, time.Time{}))
		must[int64](r)(r.Approve(r.Context(), anna, now, r.now))
		if job := r.job(later); job.Status(r.now) != board.StatusScheduled || !job.Run.From.Equal(wished) {
			r.Errorf("%s from %s", job.Status(r.now), job.Run.From)
		}
		if job := r.job(now); job.Status(r.now) != board.StatusLive {
			r.Errorf("%s from %s", job.Status(r.now), job.Run.From)
		}
	})
}

// revised makes an ad a live one with a revision that waits.
func (r *reviewing) revised(j *board.Job) {
	r.Helper()
	if err := j.Approve(anna.Email, r.now, r.now); err != nil {
		r.Fatal(err)
	}
	ad := j.Ad
	ad.Headline = "Ny rubrik"
	if err := j.Revise(ad, j.Owners[0], r.now); err != nil {
		r.Fatal(err)
	}
}

// deciding is every way to decide.
func (r *reviewing) deciding() map[string]func(Seen) (int64, error) {
	ctx := context.Background()
	return map[string]func(Seen) (int64, error){
		"approve": func(s Seen) (int64, error) { return r.Approve(ctx, anna, s, time.Time{}) },
		"trust":   func(s Seen) (int64, error) { return r.ApproveAndTrust(ctx, anna, s, time.Time{}) },
		"return": func(s Seen) (int64, error) {
			return r.Return(ctx, anna, s, Message{[]board.Reason{"apply"}, "Länken leder inte hit."})
		},
		"refuse": func(s Seen) (int64, error) {
			return r.Refuse(ctx, anna, s, Message{[]board.Reason{"category"}, "Hör inte hit."})
		},
		"ask": func(s Seen) (int64, error) { return r.Ask(ctx, anna, s, "Vem anställer?") },
		"correct": func(s Seen) (int64, error) {
			return r.Correct(ctx, anna, s, Correction{Title: "Inköpare", Headline: "Inköpare", Words: "upphandlingar", By: "inköp", Note: "Rättat"})
		},
		"answered": func(s Seen) (int64, error) { return r.Answered(ctx, anna, s) },
	}
}

func TestADecisionCanBeTakenBackForTenSeconds(t *testing.T) {
	on(t, func(r *reviewing) {
		n := 0
		for name, decide := range r.deciding() {
			for _, change := range []func(*board.Job){func(*board.Job) {}, r.revised} {
				n++
				seen := r.handIn(n, change)
				before := r.job(seen)
				decision, err := decide(seen)
				if errors.Is(err, board.ErrConflict) && (name == "answered" || name == "refuse" && before.Revision != nil) {
					continue // nothing was asked, and a revision is sent back, not refused
				}
				if err != nil {
					r.Fatal(name, err)
				}
				r.now = r.now.Add(board.TimeToUndo - time.Millisecond)
				must[board.ID](r)(r.Undo(r.Context(), anna, decision))
				after := r.job(seen)
				after.Version = before.Version
				if !reflect.DeepEqual(before, after) {
					r.Errorf("%s:\n was %+v\n is  %+v", name, before, after)
				}
				if _, err := r.Undo(r.Context(), anna, decision); !errors.Is(err, board.ErrConflict) {
					r.Errorf("%s taken back twice: %v", name, err)
				}
			}
		}
		if left := r.letters(r.now.Add(time.Hour)); left != "" {
			r.Errorf("letters %q", left)
		}
		if trusted := must[[]board.Trust](r)(r.store.Trusted(r.Context(), r.employer.ID)); len(trusted) > 0 {
			r.Errorf("%v is trusted", trusted)
		}
	})
}

func TestAfterTenSecondsOrAnotherChangeADecisionStands(t *testing.T) {
	on(t, func(r *reviewing) {
		late, overtaken, others := r.handIn(1), r.handIn(2), r.handIn(3)
		decisions := map[string]int64{
			"late":      must[int64](r)(r.Approve(r.Context(), anna, late, time.Time{})),
			"overtaken": must[int64](r)(r.Approve(r.Context(), anna, overtaken, time.Time{})),
		}
		r.write(func(ctx context.Context, tx *store.Tx) error {
			job := r.job(overtaken)
			return errors.Join(job.Pause(bo.Email, r.now), tx.SaveJob(ctx, job))
		})
		if _, err := r.Undo(r.Context(), anna, decisions["overtaken"]); !errors.Is(err, board.ErrConflict) {
			r.Errorf("after another change: %v", err)
		}
		r.now = r.now.Add(board.TimeToUndo)
		if _, err := r.Undo(r.Context(), anna, decisions["late"]); !errors.Is(err, board.ErrConflict) {
			r.Errorf("too late: %v", err)
		}
		mine := must[int64](r)(r.Approve(r.Context(), anna, others, time.Time{}))
		if _, err := r.Undo(r.Context(), bo, mine); !errors.Is(err, board.ErrForbidden) {
			r.Errorf("another's decision: %v", err)
		}
		if _, err := r.Undo(r.Context(), anna, 4711); !errors.Is(err, board.ErrNotFound) {
			r.Errorf("a decision that never was: %v", err)
		}
	})
}

func TestTheSecondOfTwoEditorsIsToldWhoDidWhat(t *testing.T) {
	on(t, func(r *reviewing) {
		seen := r.handIn(1)
		must[int64](r)(r.Approve(r.Context(), anna, seen, time.Time{}))
		approved := r.job(seen)
		r.now = r.now.Add(3 * time.Minute)
		for name, decide := range r.deciding() {
			var stale *board.Stale
			if _, err := decide(seen); !errors.As(err, &stale) || stale.Last.By.Email != anna.Email || stale.Last.Action != "job.approve" {
				r.Errorf("%s: %v", name, err)
			}
		}
		if now := r.job(seen); !reflect.DeepEqual(now, approved) {
			r.Errorf("it was changed:\n%+v\n%+v", approved, now)
		}
	})
}

func TestOnlyWhoMayReviewDecides(t *testing.T) {
	on(t, func(r *reviewing) {
		seen := r.handIn(1)
		for _, by := range []board.Actor{sara, {}, board.System, {Kind: board.ActorOwner, Email: "rekrytering@ekby.example.se"}} {
			if _, err := r.Approve(r.Context(), by, seen, time.Time{}); !errors.Is(err, board.ErrForbidden) {
				r.Errorf("%s %s: %v", by.Kind, by.Role, err)
			}
		}
		if job := r.job(seen); job.State != board.StatusInReview || job.Version != 1 {
			r.Errorf("it is %s", job.State)
		}
	})
}

func TestTrustIsGivenToWhoHandedTheAdIn(t *testing.T) {
	on(t, func(r *reviewing) {
		seen, nobodys := r.handIn(1), r.handIn(2, func(j *board.Job) { j.Owners = nil })
		agencys := r.handIn(3, func(j *board.Job) { j.Ad.Agency.Name = "Lind Rekrytering" })
		must[int64](r)(r.ApproveAndTrust(r.Context(), anna, seen, time.Time{}))
		want := []board.Trust{{Email: "rekrytering@ekby.example.se", Employer: r.employer.ID, By: anna.Email, At: r.now.UTC()}}
		if got := must[[]board.Trust](r)(r.store.Trusted(r.Context(), r.employer.ID)); !reflect.DeepEqual(got, want) {
			r.Errorf("trusted: %+v", got)
		}
		if _, err := r.ApproveAndTrust(r.Context(), anna, nobodys, time.Time{}); !errors.Is(err, board.ErrConflict) {
			r.Errorf("an ad that nobody handed in: %v", err)
		}
		if _, err := r.ApproveAndTrust(r.Context(), anna, agencys, time.Time{}); !errors.Is(err, board.ErrConflict) {
			r.Errorf("an agency: %v", err)
		}
	})
}

func TestAMessageHasReasonsAndWords(t *testing.T) {
	on(t, func(r *reviewing) {
		seen := r.handIn(1)
		for field, m := range map[string]Message{
			"reasons": {Text: "Nej."}, "text": {Reasons: []board.Reason{"apply"}, Text: " \n"},
			"reasons ": {Reasons: []board.Reason{"fraud"}, Text: "Bara för avslag."},
		} {
			var invalid *board.Invalid
			if _, err := r.Return(r.Context(), anna, seen, m); !errors.As(err, &invalid) || invalid.Faults[0].Field != field[:len(invalid.Faults[0].Field)] {
				r.Errorf("%s: %v", field, err)
			}
		}
	})
}

func TestACorrectionIsWholeOrNotMade(t *testing.T) {
	on(t, func(r *reviewing) {
		seen := r.handIn(1)
		var invalid *board.Invalid
		_, err := r.Correct(r.Context(), anna, seen, Correction{ApplyURL: "jobb.ekby", ApplyEmail: "ekby", Words: "finns inte"})
		if !errors.As(err, &invalid) || len(invalid.Faults) != 5 {
			r.Errorf("%v", err)
		}
		must[int64](r)(r.Correct(r.Context(), anna, seen, Correction{Headline: "Upphandlare till Ekby", Words: "leder", By: "driver", Note: "Rubrik"}))
		job := r.job(seen)
		if job.Ad.Headline != "Upphandlare till Ekby" || job.Ad.Text.Plain != "Du driver upphandlingar." || job.State != board.StatusInReview {
			r.Errorf("%+v", job.Ad)
		}
		if got := r.letters(r.now.Add(board.TimeToUndo)); got != "corrected " {
			r.Errorf("letters %q", got)
		}
	})
}

func TestOfManyThoseThatCanBeAreDecided(t *testing.T) {
	on(t, func(r *reviewing) {
		one, late, taken := r.handIn(1), r.handIn(2, func(j *board.Job) { j.Ad.Deadline = board.Deadline{Date: board.DateOf(r.now).AddDays(-1)} }), r.handIn(3)
		must[int64](r)(r.Approve(r.Context(), bo, taken, time.Time{}))
		decided := r.ApproveAll(r.Context(), anna, []Seen{one, late, taken})
		var move *board.MoveError
		var stale *board.Stale
		if decided[0].Err != nil || !errors.As(decided[1].Err, &move) || !errors.As(decided[2].Err, &stale) {
			r.Errorf("%+v", decided)
		}
		sent := r.ReturnAll(r.Context(), anna, []Seen{late, r.handIn(4)}, Message{[]board.Reason{"deadline"}, "Vilken gäller?"})
		if sent[0].Err != nil || sent[1].Err != nil || r.job(late).State != board.StatusReturned {
			r.Errorf("%+v", sent)
		}
	})
}

// Whatever an editor decides and takes back, the ad is as if what was taken back had never been.
func TestARandomMorningIsTheOneWithoutWhatWasTakenBack(t *testing.T) {
	s := storetest.New(t)
	r := newReviewing(t, s)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n += 2
		begin := func(j *board.Job) {
			if n%4 == 0 {
				r.revised(j)
			}
			j.Ad.Deadline = board.Deadline{Date: board.DateOf(morning).AddDays(20)}
		}
		whole, without := r.handIn(n, begin), r.handIn(n+1, begin)
		names := []string{"approve", "trust", "return", "refuse", "ask", "correct", "answered"}
		for range rapid.IntRange(1, 8).Draw(t, "decisions") {
			decide := r.deciding()[rapid.SampledFrom(names).Draw(t, "decision")]
			decision, err := decide(Seen{Job: whole.Job})
			if err != nil {
				if _, also := decide(Seen{Job: without.Job}); also == nil {
					t.Fatalf("one said %v, the other did it", err)
				}
				continue
			}
			if rapid.Bool().Draw(t, "taken back") {
				if _, err := r.Undo(context.Background(), anna, decision); err != nil {
					t.Fatal(err)
				}
			} else if _, err := decide(Seen{Job: without.Job}); err != nil {
				t.Fatal(err)
			}
		}
		a, b := r.job(whole), r.job(without)
		b.ID, b.Version, b.Ad.Headline = a.ID, a.Version, a.Ad.Headline
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("with what was taken back:\n%+v\nwithout:\n%+v", a, b)
		}
	})
}
