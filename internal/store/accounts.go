package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

type editorRow struct {
	ID        string `gorm:"primaryKey"`
	Email     string
	Name      string
	Role      string
	AwayUntil string
	StandIn   string
	Language  string
	Created   millis `gorm:"column:created_at"`
}

func (editorRow) TableName() string { return "editors" }

func (r editorRow) editor() board.Editor {
	e := board.Editor{
		ID: board.ID(r.ID), Email: r.Email, Name: r.Name, Role: board.DeskRole(r.Role), StandIn: r.StandIn, Language: board.Language(r.Language), CreatedAt: r.Created.time(),
	}
	e.AwayUntil, _ = board.ParseDate(r.AwayUntil) // empty: none
	return e
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

// EditorByID is the editor with the id.
func (q queries) EditorByID(ctx context.Context, id board.ID) (board.Editor, error) {
	var row editorRow
	if err := q.with(ctx).Where("id = ?", string(id)).Take(&row).Error; err != nil {
		return board.Editor{}, fmt.Errorf("editor %s: %w", id, err)
	}
	return row.editor(), nil
}

// SaveEditor stores an editor, new or changed. Another's mail address is ErrConflict.
func (tx *Tx) SaveEditor(ctx context.Context, e board.Editor) error {
	if e.ID == "" {
		return errors.New("an editor without an id")
	}
	row := editorRow{string(e.ID), e.Email, e.Name, string(e.Role), "", e.StandIn, string(e.Language), toMillis(e.CreatedAt)}
	if !e.AwayUntil.IsZero() {
		row.AwayUntil = e.AwayUntil.String()
	}
	again := clause.OnConflict{
		Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns([]string{"email", "name", "role", "away_until", "stand_in", "language"}),
	}
	if err := tx.with(ctx).Clauses(again).Create(&row).Error; err != nil {
		return fmt.Errorf("editor %s: %w", e.ID, err)
	}
	return nil
}

// DeleteEditor takes an editor and their sessions away.
func (tx *Tx) DeleteEditor(ctx context.Context, e board.Editor) error {
	if err := tx.DeleteSessions(ctx, e.Email); err != nil {
		return err
	}
	if err := exactlyOne(tx.with(ctx).Where("id = ?", string(e.ID)).Delete(&editorRow{})); err != nil {
		return fmt.Errorf("editor %s: %w", e.ID, err)
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
