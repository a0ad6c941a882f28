package board

import "time"

// Interest is what readers do with an ad, as far as it is counted.
type Interest string

// The kinds of interest.
const (
	InterestView  Interest = "view"  // its page was looked at
	InterestApply Interest = "apply" // somebody went on to apply
)

// Interests lists the kinds of interest.
func Interests() []Interest { return []Interest{InterestView, InterestApply} }

// Counted is all that is kept of a reader's interest in an ad: how often there was the same is added up. Nothing in it says
// whose it was.
type Counted struct {
	Interest Interest
	Job      ID
	Day      Date
	Via      Via
	Role     Role   // the ad's main role; empty: none is stated
	Region   string // the county of the ad's first place; empty: no county, or the whole country
}

// Counted is interest in the job now, of a reader who came from somewhere.
func (j *Job) Counted(i Interest, via Via, now time.Time) Counted {
	c := Counted{Interest: i, Job: j.ID, Day: DateOf(now), Via: via}
	if roles := j.Ad.Profile.Roles; len(roles) > 0 {
		c.Role = roles[0]
	}
	if places := j.Ad.Where.Places; len(places) > 0 {
		c.Region = places[0].Region
	}
	return c
}
