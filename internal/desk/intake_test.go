package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

var morning = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

// ad is an incoming ad that says what most of ours say.
func ad(id, digest string, change ...func(*board.Incoming)) board.Incoming {
	in := board.Incoming{
		Source:   board.Source{Name: "jobtech", ID: id, Digest: digest},
		Employer: board.NewEmployer{Name: "Ekby kommun"},
		Ad: board.Ad{Headline: "Upphandlare " + id, Text: board.Text{Plain: "Du leder upphandlingar."},
			Deadline: board.Deadline{Date: board.Date{Year: 2026, Month: 12, Day: 15}}},
	}
	for _, c := range change {
		c(&in)
	}
	return in
}

// take takes the ads in and gives the outcomes in a line.
func take(t *testing.T, s *store.Store, now time.Time, how Intake, ads ...board.Incoming) string {
	t.Helper()
	if how.Days == 0 {
		how.Days = 60
	}
	taken, err := New(Config{Store: s, Random: rand.Reader, Now: func() time.Time { return now }}).Take(t.Context(), ads, how)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := make([]string, len(taken))
	for i, one := range taken {
		outcomes[i] = string(one.Outcome)
	}
	return strings.Join(outcomes, " ")
}

func job(t *testing.T, s *store.Store, id string) *board.Job {
	t.Helper()
	jobs, err := s.JobsBySource(t.Context(), "jobtech", []string{id})
	if err != nil || jobs[id] == nil {
		t.Fatal(id, err)
	}
	return jobs[id]
}

func seq(t *testing.T, s *store.Store) int64 {
	t.Helper()
	at, err := s.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return at.Seq
}

func TestTakingAdsIn(t *testing.T) {
	past := func(in *board.Incoming) { in.Ad.Deadline.Date = board.Date{Year: 2026, Month: 11, Day: 21} }
	for _, s := range []struct {
		name     string
		how      Intake
		ads      []board.Incoming
		outcomes string
		status   board.Status // of the first
		seq      int64
	}{
		{"they wait for an editor", Intake{}, []board.Incoming{ad("1", "a"), ad("2", "b")}, "new new", board.StatusInReview, 0},
		{"they are put live", Intake{Publish: true}, []board.Incoming{ad("1", "a"), ad("2", "b")}, "new new", board.StatusLive, 2},
		{"one past its deadline is kept as expired", Intake{Publish: true}, []board.Incoming{ad("1", "a", past)}, "new", board.StatusExpired, 1},
		{"or published now", Intake{Publish: true, Redate: true}, []board.Incoming{ad("1", "a", past)}, "new", board.StatusLive, 1},
		{"one with neither dates nor employer", Intake{Publish: true}, []board.Incoming{ad("1", "a", func(in *board.Incoming) {
			in.Ad.Deadline, in.Employer = board.Deadline{}, board.NewEmployer{}
		})}, "new", board.StatusLive, 1},
		{"one that is to be published later", Intake{Publish: true}, []board.Incoming{ad("1", "a", func(in *board.Incoming) {
			in.Published = morning.Add(time.Hour)
		})}, "new", board.StatusScheduled, 1},
		{"a bad one among good ones", Intake{Publish: true}, []board.Incoming{ad("1", "a"), ad("2", "b", func(in *board.Incoming) { in.Ad.Headline = "" }), ad("3", "c")},
			"new refused new", board.StatusLive, 2},
		{"the same twice", Intake{Publish: true}, []board.Incoming{ad("1", "a"), ad("1", "a")}, "new unchanged", board.StatusLive, 1},
		{"two of one id", Intake{Publish: true}, []board.Incoming{ad("1", "a"), ad("1", "b"), ad("2", "b"), ad("1", "a")}, "new refused new unchanged", board.StatusLive, 2},
		{"a bad one before a good one of its id", Intake{Publish: true}, []board.Incoming{ad("1", "a", func(in *board.Incoming) { in.Ad.Headline = "" }), ad("1", "b")},
			"refused new", board.StatusLive, 1},
		{"none", Intake{}, nil, "", "", 0},
	} {
		t.Run(s.name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T, st *store.Store) {
				if got := take(t, st, morning, s.how, s.ads...); got != s.outcomes {
					t.Errorf("outcomes %q", got)
				}
				if at := seq(t, st); at != s.seq {
					t.Errorf("%d changes", at)
				}
				if s.status != "" {
					if got := job(t, st, "1").Status(morning); got != s.status {
						t.Errorf("it is %s", got)
					}
				}
			})
		})
	}
}

func TestTakingTheSameAdsInAgain(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		later := morning.Add(24 * time.Hour)
		publish := Intake{Publish: true, Redate: true}
		for _, step := range []struct {
			name     string
			now      time.Time
			how      Intake
			ads      []board.Incoming
			outcomes string
			seq      int64
		}{
			{"first", morning, Intake{}, []board.Incoming{ad("1", "a"), ad("2", "b")}, "new new", 0},
			{"again", later, Intake{}, []board.Incoming{ad("1", "a"), ad("2", "b")}, "unchanged unchanged", 0},
			{"published", later, publish, []board.Incoming{ad("1", "a")}, "updated", 1},
			{"again", later.Add(time.Hour), publish, []board.Incoming{ad("1", "a")}, "unchanged", 1},
			{"one changed", later.Add(time.Hour), publish, []board.Incoming{ad("1", "c"), ad("2", "b")}, "updated updated", 3},
		} {
			if got := take(t, s, step.now, step.how, step.ads...); got != step.outcomes || seq(t, s) != step.seq {
				t.Fatalf("%s: %s, %d changes", step.name, got, seq(t, s))
			}
		}
	})
}

// Which of two ads of one id holds does not depend on what was taken in before.
func TestTwoAdsOfOneIDTakenInAgain(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		both := []board.Incoming{ad("1", "a"), ad("1", "b")}
		for _, want := range []string{"new refused", "unchanged refused"} {
			if got := take(t, s, morning, Intake{Publish: true}, both...); got != want || seq(t, s) != 1 {
				t.Errorf("%s, %d changes", got, seq(t, s))
			}
		}
		taken, err := New(Config{Store: s, Random: rand.Reader, Now: func() time.Time { return morning }}).Take(t.Context(), both, Intake{Publish: true, Days: 60})
		if err != nil {
			t.Fatal(err)
		}
		var invalid *board.Invalid
		if !errors.As(taken[1].Why, &invalid) || len(invalid.Faults) != 1 || invalid.Faults[0] != (board.Fault{Field: "id", Code: "repeated", Value: "1"}) {
			t.Error(taken[1].Why)
		}
	})
}

// Two imports of the same ads at once: one is first, and the other finds everything there.
func TestTwoDesksTakeTheSameAdsInAtOnce(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		const desks, batches, ads = 4, 5, 20
		var running sync.WaitGroup
		var fresh atomic.Int64
		for range desks {
			d := New(Config{Store: storetest.Open(t, address), Random: rand.Reader, Now: func() time.Time { return morning }})
			running.Go(func() {
				for b := range batches {
					taken, err := d.Take(t.Context(), manyAds(b*ads, ads), Intake{Publish: true, Days: 60})
					if err != nil {
						t.Error(err)
					}
					for _, one := range taken {
						if one.Outcome == Added {
							fresh.Add(1)
						}
					}
				}
			})
		}
		running.Wait()
		if n := fresh.Load(); n != batches*ads {
			t.Errorf("%d ads were new", n)
		}
		if at := seq(t, storetest.Open(t, address)); at != batches*ads {
			t.Errorf("%d changes", at)
		}
	})
}

// manyAds is n ads, numbered from first, each of an employer of its own.
func manyAds(first, n int) []board.Incoming {
	ads := make([]board.Incoming, n)
	for i := range ads {
		ads[i] = ad(fmt.Sprint(first+i), "a", func(in *board.Incoming) { in.Employer.Name = fmt.Sprintf("Ekby %d", first+i) })
	}
	return ads
}

func TestWhatAnEditorDecidedOutlivesTheNextImport(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		publish := Intake{Publish: true}
		take(t, s, morning, publish, ad("1", "a"))
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			j := job(t, s, "1")
			j.Ad.Profile.Roles = []board.Role{"upphandlare"}
			if err := j.Withdraw("not_ours", "", morning); err != nil {
				return err
			}
			return tx.SaveJob(t.Context(), j)
		})
		if err != nil {
			t.Fatal(err)
		}
		take(t, s, morning.Add(time.Hour), publish, ad("1", "b"))
		if j := job(t, s, "1"); j.State != board.StatusWithdrawn || len(j.Ad.Profile.Roles) != 1 {
			t.Errorf("%s %v", j.State, j.Ad.Profile.Roles)
		}
	})
}

func TestEmployersOfImportedAds(t *testing.T) {
	nr, err := board.ParseOrgNr("212000-0142")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		named := func(id, name string, nr board.OrgNr) board.Incoming {
			return ad(id, id, func(in *board.Incoming) {
				in.Employer = board.NewEmployer{Name: name, OrgNr: nr}
				in.Ad.Where.Places = []board.Place{{Municipality: "0305", Region: "03"}}
			})
		}
		take(t, s, morning, Intake{Publish: true}, named("1", "Habo kommun", board.OrgNr{}), named("2", "HABO  kommun", board.OrgNr{}),
			named("3", "Håbo kommun", board.OrgNr{}), named("4", "Stockholms stad", nr), named("5", "Stockholms stad, Stadsledningskontoret", nr))
		var slugs []string
		for i := range 5 {
			slugs = append(slugs, job(t, s, fmt.Sprint(i+1)).Employer.Slug)
		}
		if want := []string{"habo-kommun", "habo-kommun", "habo-kommun-uppsala-lan", "stockholms-stad", "stockholms-stad"}; !slices.Equal(slugs, want) {
			t.Error(slugs)
		}
	})
}

func TestABatchThatFailsLeavesNothing(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		cut := New(Config{Store: s, Random: strings.NewReader("too little randomness"), Now: func() time.Time { return morning }})
		if _, err := cut.Take(context.Background(), []board.Incoming{ad("1", "a"), ad("2", "b"), ad("3", "c")}, Intake{Publish: true, Days: 60}); err == nil {
			t.Fatal("no error")
		}
		if jobs, err := s.JobsBySource(t.Context(), "jobtech", []string{"1", "2", "3"}); err != nil || len(jobs) != 0 || seq(t, s) != 0 {
			t.Error(jobs, err)
		}
	})
}
