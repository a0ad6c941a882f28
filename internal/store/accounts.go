package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

type editorRow struct {
	Email   string `gorm:"primaryKey"`
	Name    string
	Role    string
	Created millis `gorm:"column:created_at"`
}

func (editorRow) TableName() string { return "editors" }

func (r editorRow) editor() board.Editor {
	return board.Editor{Email: r.Email, Name: r.Name, Role: board.DeskRole(r.Role), CreatedAt: r.Created.time()}
}

type sessionRow struct {
	TokenHash []byte `gorm:"primaryKey"`
	Email     string
	Created   millis `gorm:"column:created_at"`
	SeenAt    millis
	ExpiresAt millis
}

func (sessionRow) TableName() string { return "sessions" }

func (r sessionRow) session() board.Session {
	return board.Session{
		TokenHash: r.TokenHash, Email: r.Email, CreatedAt: r.Created.time(), SeenAt: r.SeenAt.time(), ExpiresAt: r.ExpiresAt.time(),
	}
}

type tokenRow struct {
	TokenHash []byte `gorm:"primaryKey"`
	CodeHash  []byte
	Email     string
	Purpose   string
	Tries     int
	Created   millis `gorm:"column:created_at"`
	ExpiresAt millis
	UsedAt    millis
}

func (tokenRow) TableName() string { return "sign_in_tokens" }

func (r tokenRow) token() board.SignInToken {
	return board.SignInToken{
		TokenHash: r.TokenHash, CodeHash: r.CodeHash, Email: r.Email, Purpose: r.Purpose, Tries: r.Tries,
		CreatedAt: r.Created.time(), ExpiresAt: r.ExpiresAt.time(), UsedAt: r.UsedAt.time(),
	}
}

// Editors is the people at the desk, by their mail addresses.
func (q queries) Editors(ctx context.Context) ([]board.Editor, error) {
	var rows []editorRow
	if err := q.with(ctx).Order("email").Find(&rows).Error; err != nil {
		return nil, err
	}
	editors := make([]board.Editor, len(rows))
	for i, r := range rows {
		editors[i] = r.editor()
	}
	return editors, nil
}

// Editor is the editor with the mail address.
func (q queries) Editor(ctx context.Context, email string) (board.Editor, error) {
	var row editorRow
	if err := q.with(ctx).Where("email = ?", email).Take(&row).Error; err != nil {
		return board.Editor{}, fmt.Errorf("editor: %w", err)
	}
	return row.editor(), nil
}

// SaveEditor stores an editor, new or changed.
func (tx *Tx) SaveEditor(ctx context.Context, e board.Editor) error {
	row := editorRow{e.Email, e.Name, string(e.Role), toMillis(e.CreatedAt)}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "email"}}, DoUpdates: clause.AssignmentColumns([]string{"name", "role"})}
	return tx.with(ctx).Clauses(again).Create(&row).Error
}

// DeleteEditor takes an editor and their sessions away.
func (tx *Tx) DeleteEditor(ctx context.Context, email string) error {
	if err := tx.DeleteSessions(ctx, email); err != nil {
		return err
	}
	if err := exactlyOne(tx.with(ctx).Where("email = ?", email).Delete(&editorRow{})); err != nil {
		return fmt.Errorf("editor: %w", err)
	}
	return nil
}

// Session is the session whose token has the hash, unless it is over at the time.
func (q queries) Session(ctx context.Context, tokenHash []byte, now time.Time) (board.Session, error) {
	var r sessionRow
	if err := q.with(ctx).Where("token_hash = ? AND expires_at > ?", tokenHash, toMillis(now)).Take(&r).Error; err != nil {
		return board.Session{}, fmt.Errorf("session: %w", err)
	}
	return r.session(), nil
}

// Sessions is the sessions of a mail address that are not over at the time, the last used first.
func (q queries) Sessions(ctx context.Context, email string, now time.Time) ([]board.Session, error) {
	var rows []sessionRow
	err := q.with(ctx).Where("email = ? AND expires_at > ?", email, toMillis(now)).Order("seen_at DESC, token_hash").Find(&rows).Error
	if err != nil {
		return nil, err
	}
	sessions := make([]board.Session, len(rows))
	for i, r := range rows {
		sessions[i] = r.session()
	}
	return sessions, nil
}

// InsertSession stores a new session.
func (tx *Tx) InsertSession(ctx context.Context, s board.Session) error {
	row := sessionRow{s.TokenHash, s.Email, toMillis(s.CreatedAt), toMillis(s.SeenAt), toMillis(s.ExpiresAt)}
	return tx.with(ctx).Create(&row).Error
}

// SeenSession notes that a session was used, and when it ends now.
func (tx *Tx) SeenSession(ctx context.Context, tokenHash []byte, now, expires time.Time) error {
	seen := tx.with(ctx).Model(&sessionRow{}).Where("token_hash = ? AND expires_at > ?", tokenHash, toMillis(now)).
		Updates(map[string]any{"seen_at": toMillis(now), "expires_at": toMillis(expires)})
	if err := exactlyOne(seen); err != nil {
		return fmt.Errorf("session: %w", err)
	}
	return nil
}

// DeleteSession ends a session; that there is none is as good.
func (tx *Tx) DeleteSession(ctx context.Context, tokenHash []byte) error {
	return tx.with(ctx).Where("token_hash = ?", tokenHash).Delete(&sessionRow{}).Error
}

// DeleteSessions ends every session of a mail address.
func (tx *Tx) DeleteSessions(ctx context.Context, email string) error {
	return tx.with(ctx).Where("email = ?", email).Delete(&sessionRow{}).Error
}

// InsertSignInToken stores a new way to sign in.
func (tx *Tx) InsertSignInToken(ctx context.Context, t board.SignInToken) error {
	row := tokenRow{t.TokenHash, orEmpty(t.CodeHash), t.Email, t.Purpose, t.Tries, toMillis(t.CreatedAt), toMillis(t.ExpiresAt), 0}
	return tx.with(ctx).Create(&row).Error
}

// orEmpty is the bytes, not NULL.
func orEmpty(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// usable is the tokens for the purpose that have neither been used nor ended at the time.
func usable(purpose string, now time.Time) scope {
	return where("purpose = ? AND used_at = 0 AND expires_at > ?", purpose, toMillis(now))
}

// SignInToken is the token with the hash, when it can be used for the purpose at the time.
func (q queries) SignInToken(ctx context.Context, tokenHash []byte, purpose string, now time.Time) (board.SignInToken, error) {
	var row tokenRow
	err := q.with(ctx).Scopes(usable(purpose, now)).Where("token_hash = ?", tokenHash).Take(&row).Error
	if err != nil {
		return board.SignInToken{}, fmt.Errorf("sign-in token: %w", err)
	}
	return row.token(), nil
}

// SignInTokens is the tokens of a mail address that can be used for the purpose at the time, the latest first: those
// whose six digits somebody may be typing.
func (q queries) SignInTokens(ctx context.Context, email, purpose string, now time.Time) ([]board.SignInToken, error) {
	var rows []tokenRow
	err := q.with(ctx).Scopes(usable(purpose, now)).Where("email = ?", email).Order("created_at DESC").Find(&rows).Error
	if err != nil {
		return nil, err
	}
	tokens := make([]board.SignInToken, len(rows))
	for i, r := range rows {
		tokens[i] = r.token()
	}
	return tokens, nil
}

// TriedSignInToken counts a wrong code.
func (tx *Tx) TriedSignInToken(ctx context.Context, tokenHash []byte) error {
	tried := tx.with(ctx).Model(&tokenRow{}).Where("token_hash = ?", tokenHash).Update("tries", gorm.Expr("tries + 1"))
	if err := exactlyOne(tried); err != nil {
		return fmt.Errorf("sign-in token: %w", err)
	}
	return nil
}

// UseSignInToken uses a token up, and returns it. Of two who try at once, one succeeds; to the other, as to one who
// comes too late or with another purpose, it is ErrNotFound.
func (tx *Tx) UseSignInToken(ctx context.Context, tokenHash []byte, purpose string, now time.Time) (board.SignInToken, error) {
	used := tx.with(ctx).Model(&tokenRow{}).Scopes(usable(purpose, now)).Where("token_hash = ?", tokenHash).
		Update("used_at", toMillis(now))
	if err := exactlyOne(used); err != nil {
		return board.SignInToken{}, fmt.Errorf("sign-in token: %w", err)
	}
	var row tokenRow
	err := tx.with(ctx).Where("token_hash = ?", tokenHash).Take(&row).Error
	return row.token(), err
}

// DeleteExpired takes away sessions and sign-in tokens that were over before the time.
func (tx *Tx) DeleteExpired(ctx context.Context, now time.Time) error {
	if err := tx.with(ctx).Where("expires_at <= ?", toMillis(now)).Delete(&sessionRow{}).Error; err != nil {
		return err
	}
	return tx.with(ctx).Where("expires_at <= ?", toMillis(now)).Delete(&tokenRow{}).Error
}
