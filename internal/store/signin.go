package store

import (
	"context"
	"fmt"
	"time"

	"ledigajobb/internal/board"
)

type tokenRow struct {
	TokenHash []byte `gorm:"primaryKey"`
	CodeHash  []byte
	AskedFrom []byte
	Email     string
	Purpose   string
	ReturnTo  string
	Created   millis `gorm:"column:created_at"`
	ExpiresAt millis
	UsedAt    millis
}

func (tokenRow) TableName() string { return "sign_in_tokens" }

func (r tokenRow) token() board.SignInToken {
	return board.SignInToken{
		TokenHash: r.TokenHash, CodeHash: r.CodeHash, AskedFrom: r.AskedFrom, Email: r.Email, Purpose: r.Purpose, ReturnTo: r.ReturnTo,
		CreatedAt: r.Created.time(), ExpiresAt: r.ExpiresAt.time(), UsedAt: r.UsedAt.time(),
	}
}

// InsertSignInToken stores a new way to sign in.
func (tx *Tx) InsertSignInToken(ctx context.Context, t board.SignInToken) error {
	row := tokenRow{
		t.TokenHash, orEmpty(t.CodeHash), orEmpty(t.AskedFrom), t.Email, t.Purpose, t.ReturnTo, toMillis(t.CreatedAt), toMillis(t.ExpiresAt), 0,
	}
	return tx.with(ctx).Create(&row).Error
}

// orEmpty is the bytes, not NULL.
func orEmpty(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// SignInToken is the token with the hash, also one that has been used or is over.
func (q queries) SignInToken(ctx context.Context, tokenHash []byte) (board.SignInToken, error) {
	var row tokenRow
	if err := q.with(ctx).Where("token_hash = ?", tokenHash).Take(&row).Error; err != nil {
		return board.SignInToken{}, fmt.Errorf("sign-in token: %w", err)
	}
	return row.token(), nil
}

// SignInTokens is the tokens that were made for the browser which was given what has the hash, the latest first: one for
// each time that its letter was written.
func (q queries) SignInTokens(ctx context.Context, askedFrom []byte) ([]board.SignInToken, error) {
	var rows []tokenRow
	if err := q.with(ctx).Where("asked_from = ?", askedFrom).Order("created_at DESC, token_hash").Find(&rows).Error; err != nil {
		return nil, err
	}
	tokens := make([]board.SignInToken, len(rows))
	for i, r := range rows {
		tokens[i] = r.token()
	}
	return tokens, nil
}

// UseSignInToken uses a token up, and with it the others that the same browser's letter was written with. Of two who try
// at once, one succeeds; to the other, as to one who comes too late or with another purpose, it is ErrNotFound.
func (tx *Tx) UseSignInToken(ctx context.Context, t board.SignInToken, purpose string, now time.Time) error {
	used := tx.with(ctx).Model(&tokenRow{}).
		Where("token_hash = ? AND purpose = ? AND used_at = 0 AND expires_at > ?", t.TokenHash, purpose, toMillis(now)).
		Update("used_at", toMillis(now))
	if err := exactlyOne(used); err != nil {
		return fmt.Errorf("sign-in token: %w", err)
	}
	if len(t.AskedFrom) == 0 {
		return nil
	}
	return tx.SpendSignInTokens(ctx, t.AskedFrom, now)
}

// SpendSignInTokens makes the tokens useless that were made for the browser which was given what has the hash.
func (tx *Tx) SpendSignInTokens(ctx context.Context, askedFrom []byte, now time.Time) error {
	return tx.with(ctx).Model(&tokenRow{}).Where("asked_from = ? AND used_at = 0", askedFrom).Update("used_at", toMillis(now)).Error
}

// keepTokens is for how long a token that is over is known, so that its page can offer another.
const keepTokens = 7 * 24 * time.Hour

// DeleteExpired takes away what was over before the time: sessions, ways to sign in, counted attempts.
func (tx *Tx) DeleteExpired(ctx context.Context, now time.Time) error {
	for row, end := range map[any]time.Time{&sessionRow{}: now, &attemptRow{}: now, &tokenRow{}: now.Add(-keepTokens)} {
		if err := tx.with(ctx).Where("expires_at <= ?", toMillis(end)).Delete(row).Error; err != nil {
			return err
		}
	}
	return nil
}
