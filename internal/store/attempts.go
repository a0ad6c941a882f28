package store

import (
	"context"
	"time"
)

// An attemptRow counts what somebody has tried within a time, by a hash of both: no row says who.
type attemptRow struct {
	KeyHash   []byte `gorm:"primaryKey"`
	N         int
	ExpiresAt millis
}

func (attemptRow) TableName() string { return "attempts" }

// Attempt counts one more attempt under a hash, and says how many there are. They are forgotten after expires.
func (tx *Tx) Attempt(ctx context.Context, keyHash []byte, expires time.Time) (n int, err error) {
	err = tx.with(ctx).Raw(`INSERT INTO attempts (n, key_hash, expires_at) VALUES (1, ?, ?)
		ON CONFLICT (key_hash) DO UPDATE SET n = attempts.n + 1 RETURNING n`, keyHash, toMillis(expires)).Scan(&n).Error
	return n, err
}
