package board

import "time"

// NoticeKind says which letter is owed. Each kind has its templates in web/mail.
type NoticeKind string

const (
	NoticeSignIn NoticeKind = "sign_in" // lets somebody in: a link, and a code for another browser
	NoticeTest   NoticeKind = "test"    // tries whether letters arrive
)

// NoticeState is where a notice is on its way.
type NoticeState string

// The states of a notice. All but the first are its end.
const (
	NoticeWaiting NoticeState = "waiting" // for its time, or for the next try
	NoticeSent    NoticeState = "sent"    // the mail server has taken it on
	NoticeKept    NoticeState = "kept"    // there is no mail server: it can be read at the desk
	NoticeFailed  NoticeState = "failed"  // refused, or tried for days
	NoticeDropped NoticeState = "dropped" // what it would have told was no longer so
)

// NoticeStates lists the states in the order in which the desk counts them.
func NoticeStates() []NoticeState {
	return []NoticeState{NoticeWaiting, NoticeFailed, NoticeSent, NoticeKept, NoticeDropped}
}

// A Notice is a letter that is owed: who is to be told what. It is written when it is sent, so that its links are
// fresh and no secret lies in the database.
type Notice struct {
	ID        int64 // also the letter's stable Message-ID
	Kind      NoticeKind
	To        string
	Language  Language
	Job       ID                // what it is about, if anything
	Details   map[string]string // what the letter needs beside the job
	NotBefore time.Time         // time to undo; gathers an hour's letters; the next try
	DedupeKey string            // a second notice with the same key is not owed
	State     NoticeState       // empty in one that is to be owed
	Attempts  int
	LastError string    // why the last try failed, or why it was dropped; without addresses
	TriedAt   time.Time // the first try
	SettledAt time.Time // when it reached its end
}

// CanResend says whether the desk may have the letter sent again, or at once: any but one that waits for its first try,
// for that is the time to undo what it tells of.
func (n Notice) CanResend() bool { return n.State != NoticeWaiting || !n.TriedAt.IsZero() }
