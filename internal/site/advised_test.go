package site

import (
	"testing"
	"time"

	"ledigajobb/internal/advice"
	"ledigajobb/internal/board"
)

func TestAdviceIsCountedAnewForEachVersionAndDay(t *testing.T) {
	var a advised
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	j := &board.Job{ID: "09dmqjp27n", Version: 1, State: board.StatusInReview, Ad: board.Ad{Headline: "UPPHANDLARE SÖKES"}}
	read := func() int { return len(advice.For(*j.Waiting(), j.Employer.Sector, now)) }
	first := read()
	if n := a.count(j, now); n != first || n == 0 {
		t.Errorf("%d of %d", n, first)
	}
	j.Ad.Headline = "Upphandlare sökes"
	if n := a.count(j, now); n != first {
		t.Errorf("%d: it is read again for nothing", n)
	}
	j.Version = 2
	if n := a.count(j, now); n != read() || n == first {
		t.Errorf("%d in the next version", n)
	}
	j.Ad.Headline, now = "UPPHANDLARE SÖKES", now.AddDate(0, 0, 1)
	if n := a.count(j, now); n != first {
		t.Errorf("%d on the next day", n)
	}
}
