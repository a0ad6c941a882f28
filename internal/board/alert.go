package board

import "time"

// An Alert is a search that a reader follows by mail, without an account.
type Alert struct {
	ID          ID
	Email       string
	Query       string // the search's canonical parameters (Query.Values)
	Frequency   Frequency
	Language    Language
	CreatedAt   time.Time
	ConfirmedAt time.Time // zero: not confirmed; such an alert vanishes after AlertConfirmDays
	PausedUntil time.Time
	AskedAt     time.Time // when its reader was last asked whether to keep it
}

// AlertConfirmDays is how many days an alert waits for its reader's confirmation.
const AlertConfirmDays = 7

// ActiveAt says whether the alert sends letters at the time.
func (a *Alert) ActiveAt(now time.Time) bool {
	return !a.ConfirmedAt.IsZero() && !now.Before(a.PausedUntil)
}
