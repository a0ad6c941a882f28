package board

import "time"

// An Editor is a person at the journal's desk.
type Editor struct {
	ID        ID // what the audit log names for ever
	Email     string
	Name      string
	Role      DeskRole
	AwayUntil Date     // the last day of an absence, if any
	StandIn   string   // the address of who gets their letters meanwhile
	Language  Language // of the desk's letters to them; empty: Swedish
	CreatedAt time.Time
}

// Away says whether the editor is absent on a day.
func (e Editor) Away(day Date) bool { return !e.AwayUntil.IsZero() && !e.AwayUntil.Before(day) }

// A Session is a browser that somebody has signed in with. Its token is known to the browser alone; the database has
// its hash.
type Session struct {
	TokenHash []byte // SHA-256
	Email     string
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
}

// A SignInToken is a way to sign in that was sent by mail: one use, soon over, known here by its hash.
type SignInToken struct {
	TokenHash []byte // SHA-256
	CodeHash  []byte // of the six digits for the browser that asked
	AskedFrom []byte // hash of what that browser was given; empty: none asked
	Email     string
	Purpose   string // what it may be used for, and nothing else
	ReturnTo  string // the page that it leads to, a path; empty: the usual one
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    time.Time
}

// Usable says whether the token can be used for the purpose at the time.
func (t SignInToken) Usable(purpose string, now time.Time) bool {
	return t.Purpose == purpose && t.UsedAt.IsZero() && now.Before(t.ExpiresAt)
}
