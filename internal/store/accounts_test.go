package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestASessionEnds(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx, later := t.Context(), start.Add(time.Hour)
		session := board.Session{TokenHash: []byte{1, 0, 255}, Email: "a@x.example", CreatedAt: start, SeenAt: start, ExpiresAt: later}
		other := board.Session{TokenHash: []byte{2}, Email: "a@x.example", CreatedAt: start, SeenAt: start, ExpiresAt: later.Add(time.Hour)}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.InsertSession(ctx, session), tx.InsertSession(ctx, other))
		})
		want(t, "the session", get[board.Session](t)(s.Session(ctx, session.TokenHash, start)), session)
		_, err := s.Session(ctx, session.TokenHash, later)
		wantKind(t, "at its end", err, board.ErrNotFound)

		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.SeenSession(ctx, session.TokenHash, start.Add(time.Minute), later.Add(time.Minute))
		})
		session.SeenAt, session.ExpiresAt = start.Add(time.Minute), later.Add(time.Minute)
		want(t, "used", get[board.Session](t)(s.Session(ctx, session.TokenHash, later)), session)

		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteExpired(ctx, later.Add(time.Minute)) })
		_, err = s.Session(ctx, session.TokenHash, start)
		wantKind(t, "after the janitor", err, board.ErrNotFound)
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteSession(ctx, other.TokenHash) })
		_, err = s.Session(ctx, other.TokenHash, start)
		wantKind(t, "after signing out", err, board.ErrNotFound)
	})
}

func TestASignInTokenWorksOnceForItsPurposeInItsTime(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx, end := t.Context(), start.Add(15*time.Minute)
		token := board.SignInToken{
			TokenHash: []byte{1}, CodeHash: []byte{9}, AskedFrom: []byte{7}, Email: "a@x.example", Purpose: "sign_in", ReturnTo: "/x", CreatedAt: start, ExpiresAt: end,
		}
		twin := token
		twin.TokenHash, twin.CreatedAt = []byte{2}, start.Add(time.Minute)
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.InsertSignInToken(ctx, token), tx.InsertSignInToken(ctx, twin))
		})
		want(t, "looked at", get[board.SignInToken](t)(s.SignInToken(ctx, token.TokenHash)), token)
		want(t, "of its letter", get[[]board.SignInToken](t)(s.SignInTokens(ctx, []byte{7})), []board.SignInToken{twin, token})
		use := func(hash byte, purpose string, now time.Time) error {
			used := token
			used.TokenHash = []byte{hash}
			return s.Write(ctx, func(tx *store.Tx) error { return tx.UseSignInToken(ctx, used, purpose, now) })
		}
		wantKind(t, "another token", use(3, "sign_in", start), board.ErrNotFound)
		wantKind(t, "another purpose", use(1, "alert", start), board.ErrNotFound)
		wantKind(t, "too late", use(1, "sign_in", end), board.ErrNotFound)

		var running sync.WaitGroup
		used := make(chan error, 8)
		for range cap(used) {
			running.Go(func() { used <- use(1, "sign_in", end.Add(-time.Millisecond)) })
		}
		running.Wait()
		close(used)
		succeeded := 0
		for err := range used {
			if err == nil {
				succeeded++
			} else {
				wantKind(t, "the others", err, board.ErrNotFound)
			}
		}
		want(t, "uses", succeeded, 1)
		wantKind(t, "the same letter, written twice", use(2, "sign_in", start), board.ErrNotFound)
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteExpired(ctx, end.Add(6*24*time.Hour)) })
		want(t, "still known", get[board.SignInToken](t)(s.SignInToken(ctx, token.TokenHash)).Email, "a@x.example")
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteExpired(ctx, end.Add(7*24*time.Hour)) })
		_, err := s.SignInToken(ctx, token.TokenHash)
		wantKind(t, "after a week", err, board.ErrNotFound)
	})
}

func TestAttemptsAreCountedUntilTheyAreForgotten(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		key, end := []byte{1, 2}, start.Add(time.Hour)
		var running sync.WaitGroup
		for range 8 {
			running.Go(func() {
				write(t, s, func(ctx context.Context, tx *store.Tx) error {
					_, err := tx.Attempt(ctx, key, end)
					return err
				})
			})
		}
		running.Wait()
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			n, err := tx.Attempt(ctx, key, end)
			want(t, "attempts", n, 9)
			return errors.Join(err, tx.DeleteExpired(ctx, end))
		})
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			n, err := tx.Attempt(ctx, key, end)
			want(t, "later", n, 1)
			return err
		})
	})
}

func TestEditorsComeAndGo(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		editor := board.Editor{ID: "0000000001", Email: "red@tidning.example", Name: "Rut", Role: "editor", AwayUntil: board.Date{Year: 2026, Month: 12, Day: 24}, StandIn: "adm@tidning.example", CreatedAt: start}
		admin := board.Editor{ID: "0000000002", Email: "adm@tidning.example", Name: "Ada", Role: "admin", CreatedAt: start}
		session := board.Session{TokenHash: []byte{1}, Email: editor.Email, ExpiresAt: start.Add(time.Hour)}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.SaveEditor(ctx, editor), tx.SaveEditor(ctx, admin), tx.InsertSession(ctx, session))
		})
		editor.Role = "admin"
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveEditor(ctx, editor) })
		want(t, "the editor", get[board.Editor](t)(s.Editor(t.Context(), editor.Email)), editor)
		want(t, "the desk", get[[]board.Editor](t)(s.Editors(t.Context())), []board.Editor{admin, editor})

		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteEditor(ctx, editor) })
		_, err := s.Editor(t.Context(), editor.Email)
		wantKind(t, "one who has left", err, board.ErrNotFound)
		_, err = s.Session(t.Context(), session.TokenHash, start)
		wantKind(t, "their session", err, board.ErrNotFound)
	})
}
