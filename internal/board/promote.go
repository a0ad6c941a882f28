package board

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Pick makes a job the editors' pick (Redaktionens val), or no longer. Nobody pays for that.
func (j *Job) Pick(pick bool, now time.Time) error {
	if err := j.allow(MovePick, now, StatusScheduled, StatusLive, StatusPaused); err != nil {
		return err
	}
	j.Promotion.EditorsPick = pick
	j.changed(now)
	return nil
}

// Stand gives a job its place in the sidebar, among its featured ads or its picks; 0 is none.
func (j *Job) Stand(place int, now time.Time) error {
	if err := j.allow(MoveFeature, now, StatusScheduled, StatusLive, StatusPaused); err != nil {
		return err
	}
	j.Promotion.Place = place
	j.changed(now)
	return nil
}

// Lift gives a job the days on top that its package has, from its publication on. They end with the job.
func (j *Job) Lift(days int) {
	if until := DateOf(j.Run.From).AddDays(days).Start(); days > 0 && until.After(j.Promotion.FeaturedUntil) {
		j.Promotion.FeaturedUntil = minTime(until, j.Run.Until)
	}
}

// Promoted sorts jobs as a sidebar shows those that are lifted: those with a place in their order, then the last published
// first.
func Promoted(jobs []*Job) {
	slices.SortFunc(jobs, func(a, b *Job) int {
		return cmp.Or(cmp.Compare(a.Promotion.rank(), b.Promotion.rank()), b.Run.From.Compare(a.Run.From), cmp.Compare(a.ID, b.ID))
	})
}

// rank is the place, that of none behind all others.
func (p Promotion) rank() int {
	if p.Place == 0 {
		return math.MaxInt
	}
	return p.Place
}
