package board

import "time"

// An ApplyLink is what was found at night where a live ad leads on to apply. The ad stays, whatever was found.
type ApplyLink struct {
	Job       ID
	Address   string // empty: the ad leads to no page
	TriedOn   Date   // the night's day; the zero Date: never
	GoneSince Date   // the first of the nights on which nothing was there; the zero Date: something was
	Told      bool   // employer and desk know; with no GoneSince: somebody at the desk knows better
}

// A LinkAnswer is what one try of a link has said.
type LinkAnswer string

// The answers. One that says nothing (silence, a fault, programs are turned away) leaves what was known as it is.
const (
	LinkThere   LinkAnswer = "there"
	LinkGone    LinkAnswer = "gone"
	LinkUnknown LinkAnswer = "unknown"
)

// Tried notes what a night's try has said. It is to be told when nothing is there on a second night, once until
// something is there again or the ad leads elsewhere.
func (l *ApplyLink) Tried(on Date, answer LinkAnswer) (tell bool) {
	l.TriedOn = on
	switch {
	case answer == LinkThere:
		l.GoneSince, l.Told = Date{}, false
	case answer != LinkGone || l.Told:
	case l.GoneSince.IsZero():
		l.GoneSince = on
	case l.GoneSince.Before(on):
		l.Told = true
		return true
	}
	return false
}

// Dismiss notes that somebody has looked and found that the link works: programs are told otherwise.
func (l *ApplyLink) Dismiss() { l.GoneSince, l.Told = Date{}, true }

// Broken says whether employer and desk have been told that nothing is there, and nobody knows better.
func (l *ApplyLink) Broken() bool { return l.Told && !l.GoneSince.IsZero() }

// Links are tried in the hours of the night in which the fewest people ask the sites where they lead.
const (
	nightBegins = 2
	nightEnds   = 5
)

// LinkNight is the day on whose night links are tried at an instant; ok is false while they are not.
func LinkNight(now time.Time) (day Date, ok bool) {
	hour := now.In(Stockholm()).Hour()
	return DateOf(now), nightBegins <= hour && hour < nightEnds
}
