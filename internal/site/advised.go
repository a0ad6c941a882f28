package site

import (
	"sync"
	"time"

	"ledigajobb/internal/advice"
	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
)

// Advised keeps how much advice there is for the ads that wait: reading one for it takes as long as all else of its row in
// the queue, and its text is the same until its version is another. It begins anew each day, since advice speaks of days.
type advised struct {
	mu     sync.Mutex
	day    board.Date
	counts map[advisedAd]int
}

// An advisedAd is what the advice for an ad hangs on.
type advisedAd struct {
	desk.Seen
	sector board.Sector
}

// mostAdvised is how many ads are kept; then it begins anew.
const mostAdvised = 10_000

// count is how much advice there is for what waits of a job.
func (a *advised) count(j *board.Job, now time.Time) int {
	of, today := advisedAd{desk.Seen{Job: j.ID, Version: j.Version}, j.Employer.Sector}, board.DateOf(now)
	a.mu.Lock()
	n, ok := a.counts[of]
	ok = ok && a.day == today
	a.mu.Unlock()
	if ok {
		return n
	}
	n = len(advice.For(*j.Waiting(), j.Employer.Sector, now))
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.day != today || len(a.counts) == mostAdvised {
		a.day, a.counts = today, map[advisedAd]int{}
	}
	a.counts[of] = n
	return n
}
