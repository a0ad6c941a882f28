package board

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// An Alert is a search that a reader follows by mail, without an account.
type Alert struct {
	ID          ID
	Email       string
	Query       string // the search's canonical parameters (Query.Values)
	Name        string // what the search is called, in the reader's language
	Frequency   Frequency
	Language    Language
	CreatedAt   time.Time
	ConfirmedAt time.Time // when its reader last said that they want it; zero: not yet
	PausedUntil time.Time
	AskedAt     time.Time // when its reader was last asked: to confirm it, or whether to keep it
}

// What becomes of an alert that its reader does not answer for.
const (
	AlertConfirmDays = 7   // a new one waits so many days to be confirmed, and vanishes
	AlertKeepDays    = 365 // so long after it was confirmed its reader is asked whether to keep it
	AlertAnswerDays  = 30  // and after so many days without an answer it ends
)

// MostAlerts is how many alerts one mail address can have confirmed. Those that wait for that are bounded by the letters
// which an address can be sent.
const MostAlerts = 20

// MostNews is how many ads wait for an alert's next letter at most; those beyond are on the search's page.
const MostNews = 100

// ReaderOf is what a reader's data lies under instead of the mail address: a hash of it, so that no address that links
// carry names anybody.
func ReaderOf(email string) string {
	sum := sha256.Sum256([]byte(email))
	return hex.EncodeToString(sum[:16])
}

// ActiveAt says whether the alert follows its search at the time.
func (a *Alert) ActiveAt(now time.Time) bool {
	return !a.ConfirmedAt.IsZero() && !now.Before(a.PausedUntil)
}

// Confirm notes that the reader wants the alert, and how often.
func (a *Alert) Confirm(f Frequency, now time.Time) { a.ConfirmedAt, a.Frequency = now, f }

// Asked says whether the alert's reader has been asked something that is not answered yet.
func (a *Alert) Asked() bool { return a.AskedAt.After(a.ConfirmedAt) }

// OverAt says whether the alert's reader has been asked and has not answered in time.
func (a *Alert) OverAt(now time.Time) bool {
	days := AlertAnswerDays
	if a.ConfirmedAt.IsZero() {
		days = AlertConfirmDays
	}
	return a.Asked() && !now.Before(a.AskedAt.AddDate(0, 0, days))
}

// Tells says whether the alert tells of an ad: one that came after its reader wanted it.
func (a *Alert) Tells(j *Job) bool {
	came := j.CreatedAt
	if j.Run.From.After(came) {
		came = j.Run.From
	}
	return !came.Before(a.ConfirmedAt)
}

// The frequencies (terms: 15).
const (
	Instant Frequency = "instant"
	Daily   Frequency = "daily"
	Weekly  Frequency = "weekly"
)

// letterTime is when daily and weekly letters leave, in minutes after midnight.
const letterTime = 7 * 60

// LettersADay is how many letters with ads a reader gets within any 24 hours from what is told at once.
const LettersADay = 4

// What is told at once is gathered: for a moment after the first ad, and for so long after the last letter.
const (
	gatherNews  = 5 * time.Minute
	betweenNews = time.Hour
)

// leaves says whether a letter of the frequency leaves on the day.
func (f Frequency) leaves(d Date) bool {
	if f == Weekly {
		return d.Weekday() == time.Monday
	}
	return d.Workday()
}

// Due is when a letter leaves about an ad that came at an instant; sent is when the reader had the last letters, the
// latest first. Only what is told at once waits for these.
func (f Frequency) Due(came time.Time, sent []time.Time) time.Time {
	if f != Instant {
		day := DateOf(came)
		for !f.leaves(day) || day.Morning().Before(came) {
			day = day.AddDays(1)
		}
		return day.Morning()
	}
	due := came.Add(gatherNews)
	if len(sent) > 0 {
		due = later(due, sent[0].Add(betweenNews))
	}
	if len(sent) >= LettersADay {
		due = later(due, sent[LettersADay-1].Add(24*time.Hour))
	}
	return due
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Letters is how many letters ads bring: came is how many came until seven in the morning of the first day, since the
// morning before, and of each day after it.
func (f Frequency) Letters(first Date, came []int) (n int) {
	waiting := 0
	for i, ads := range came {
		if f == Instant {
			n += min(ads, LettersADay)
			continue
		}
		if waiting += ads; waiting > 0 && f.leaves(first.AddDays(i)) {
			n, waiting = n+1, 0
		}
	}
	return n
}

// Morning is the instant of a day at which daily and weekly letters leave.
func (d Date) Morning() time.Time { return d.At(letterTime) }
