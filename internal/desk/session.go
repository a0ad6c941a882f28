package desk

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// A session ends when it has not been used for SessionLife. That it was used is written down when SeenEvery has passed,
// not each time.
const (
	SessionLife = 30 * 24 * time.Hour
	SeenEvery   = 10 * time.Minute
)

// Session is the session that a browser's token belongs to, and who its person is at the desk: nobody for most. What
// somebody may is looked up each time, so that a role that is taken away is gone with the next request. An unknown token,
// and one whose session is over, is ErrNotFound.
func (d *Desk) Session(ctx context.Context, token string) (board.Session, board.Editor, error) {
	now := d.now()
	session, err := d.store.Session(ctx, hashOf(token), now)
	if err != nil {
		return board.Session{}, board.Editor{}, err
	}
	if now.Sub(session.SeenAt) >= SeenEvery {
		err = d.store.Write(ctx, func(tx *store.Tx) error {
			return tx.SeenSession(ctx, session.TokenHash, now, now.Add(SessionLife))
		})
		if err != nil && !errors.Is(err, board.ErrReadOnly) && !errors.Is(err, board.ErrBusy) {
			return board.Session{}, board.Editor{}, err
		}
	}
	editor, err := d.editor(ctx, session.Email)
	return session, editor, err
}

// editor is who somebody is at the desk; the zero Editor is nobody.
func (d *Desk) editor(ctx context.Context, email string) (board.Editor, error) {
	e, err := d.store.Editor(ctx, email)
	if err != nil && !errors.Is(err, board.ErrNotFound) {
		return board.Editor{}, err
	}
	if slices.Contains(d.admins, email) {
		e.Email, e.Role = email, board.DeskAdmin
	}
	return e, nil
}

// Sessions is the sessions of a mail address that are not over, the last used first.
func (d *Desk) Sessions(ctx context.Context, email string) ([]board.Session, error) {
	return d.store.Sessions(ctx, email, d.now())
}

// SignOut ends the session of a browser.
func (d *Desk) SignOut(ctx context.Context, by board.Actor, s board.Session) error {
	return d.change(ctx, by, func(c *change) error { return c.end(ctx, s) })
}

// SessionName is a session's name on the page of its owner and in the audit log: it lets nobody in.
func SessionName(s board.Session) string { return hex.EncodeToString(s.TokenHash[:8]) }

// Revoke ends one of somebody's own sessions, by its name; an unknown one is ErrNotFound.
func (d *Desk) Revoke(ctx context.Context, by board.Actor, name string) error {
	return d.change(ctx, by, func(c *change) error {
		sessions, err := c.tx.Sessions(ctx, by.Email, c.now)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(sessions, func(s board.Session) bool { return SessionName(s) == name })
		if i < 0 {
			return fmt.Errorf("session: %w", board.ErrNotFound)
		}
		return c.end(ctx, sessions[i])
	})
}

// RevokeAll ends all of somebody's own sessions.
func (d *Desk) RevokeAll(ctx context.Context, by board.Actor) error {
	return d.change(ctx, by, func(c *change) error {
		sessions, err := c.tx.Sessions(ctx, by.Email, c.now)
		if err != nil {
			return err
		}
		for _, s := range sessions {
			if err := c.end(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *change) end(ctx context.Context, s board.Session) error {
	if err := c.tx.DeleteSession(ctx, s.TokenHash); err != nil {
		return err
	}
	return c.audit(ctx, subjectOf(s), "session.end", "", nil, nil)
}

// newToken makes a secret that nobody guesses: 256 bits, in letters that addresses and cookies take.
func (d *Desk) newToken() (string, error) {
	var b [32]byte
	if _, err := io.ReadFull(d.random, b[:]); err != nil {
		return "", fmt.Errorf("making a token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}

// hashOf is what the database keeps of a token.
func hashOf(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
