package board

import "time"

// NoticeKind says which letter is owed.
type NoticeKind string

// A Notice is a letter that is owed: who is to be told what. It is written when it is sent, so that its links are
// fresh and no secret lies in the database.
type Notice struct {
	ID        int64 // also the letter's stable Message-ID
	Kind      NoticeKind
	To        string
	Language  Language
	Job       ID                // what it is about, if anything
	Details   map[string]string // what the letter needs beside the job
	NotBefore time.Time         // time to undo; gathers an hour's letters
	DedupeKey string            // a second notice with the same key is not owed
	Attempts  int
	LastError string
	SentAt    time.Time
}
