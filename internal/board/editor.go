package board

import "time"

// An Editor is a person at the journal's desk.
type Editor struct {
	Email     string
	Name      string
	Role      DeskRole
	CreatedAt time.Time
}

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
	CodeHash  []byte // of the six digits for another browser
	Email     string
	Purpose   string // what it may be used for, and nothing else
	Tries     int    // wrong codes so far
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    time.Time
}
