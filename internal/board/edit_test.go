package board

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// shown is a job that is shown for ten more days of its thirty.
func shown(now time.Time) *Job {
	deadline := Deadline{Date: DateOf(now).AddDays(10)}
	return &Job{ID: "0000000001", State: StatusLive, Days: 30, Ad: Ad{Headline: "Upphandlare", Deadline: deadline},
		Run: NewRun(now.AddDate(0, 0, -20), deadline, 30), Owners: []string{"anna@ekby.example"}}
}

func TestTheDeadlineMoves(t *testing.T) {
	now := time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)
	day := func(n int) Deadline { return Deadline{Date: DateOf(now).AddDays(n)} }
	for _, s := range []struct {
		name     string
		to       Deadline
		reason   string
		days     int
		extended bool
		fails    bool
	}{
		{"later", day(11), "few_applicants", 31, true, false},
		{"far later", day(40), "holiday", 60, true, false},
		{"later, since it was a mistake", day(40), Correction, 60, false, false},
		{"earlier", day(5), "changed", 30, false, false},
		{"to what it is", day(10), "changed", 30, false, false},
		{"to yesterday", day(-1), Correction, 30, false, true},
	} {
		t.Run(s.name, func(t *testing.T) {
			j := shown(now)
			err := j.SetDeadline(s.to, s.reason, now)
			var move *MoveError
			if s.fails {
				if !errors.As(err, &move) || j.Days != 30 || j.Ad.Deadline != day(10) {
					t.Errorf("%v %+v", err, j)
				}
				return
			}
			if err != nil || j.Days != s.days || j.Run.Until != s.to.End() || (j.Extension.Reason != "") != s.extended {
				t.Errorf("%v, %d days until %v, extended %v", err, j.Days, j.Run.Until, j.Extension)
			}
		})
	}
}

func TestAPackageLiftsFromThePublication(t *testing.T) {
	now := time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)
	j := shown(now)
	j.Run.From = now
	j.Lift(7)
	if want := DateOf(now).AddDays(7).Start(); j.Promotion.FeaturedUntil != want {
		t.Errorf("%v, want %v", j.Promotion.FeaturedUntil, want)
	}
	j.Lift(3)
	j.Lift(0)
	if want := DateOf(now).AddDays(7).Start(); j.Promotion.FeaturedUntil != want {
		t.Errorf("less takes away: %v", j.Promotion.FeaturedUntil)
	}
	if j.Lift(14); j.Promotion.FeaturedUntil != j.Run.Until {
		t.Errorf("longer than the ad: %v", j.Promotion.FeaturedUntil)
	}
}

func TestPromotedJobsStandInTheirOrder(t *testing.T) {
	at := time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)
	job := func(id ID, place int, hours int) *Job {
		return &Job{ID: id, Promotion: Promotion{Place: place}, Run: Run{From: at.Add(time.Duration(hours) * time.Hour)}}
	}
	jobs := []*Job{job("e", 0, 1), job("d", 0, 2), job("b", 2, 0), job("a", 1, 0), job("f", 0, 1), job("c", 2, -1)}
	Promoted(jobs)
	var got []ID
	for _, j := range jobs {
		got = append(got, j.ID)
	}
	if !slices.Equal(got, []ID{"a", "b", "c", "d", "e", "f"}) {
		t.Error(got)
	}
}
