package site_test

import (
	"crypto/sha256"
	"net/http"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// as gives headers with which a request is somebody's who has signed in. A role puts them at the desk.
func (s *service) as(email string, role board.DeskRole) []string {
	s.Helper()
	token := "token-of-" + email
	sum := sha256.Sum256([]byte(token))
	s.write(func(tx *store.Tx) error {
		if role != "" {
			id := board.NewID([board.IDLength]byte(sum[:]))
			if err := tx.SaveEditor(s.Context(), board.Editor{ID: id, Email: email, Name: "Anna Ekman", Role: role, CreatedAt: s.now}); err != nil {
				return err
			}
		}
		if err := tx.DeleteSession(s.Context(), sum[:]); err != nil {
			return err
		}
		return tx.InsertSession(s.Context(), board.Session{
			TokenHash: sum[:], Email: email, CreatedAt: s.now, SeenAt: s.now, ExpiresAt: s.now.Add(30 * 24 * time.Hour),
		})
	})
	name := "ledigajobb"
	if s.links.Secure() {
		if name = "__Host-ledigajobb"; s.base != "" {
			name = "__Secure-ledigajobb"
		}
	}
	return []string{"Cookie", name + "=" + token}
}

func TestWhoHasNotSignedInIsLedThere(t *testing.T) {
	s := newService(t)
	s.leads(303, "/redaktionen/sessioner?sagt=x", "/logga-in?till=%2Fredaktionen%2Fsessioner%3Fsagt%3Dx")
	s.leads(303, "/redaktionen/sessioner", "/logga-in?till=%2Fredaktionen%2Fsessioner", "Cookie", "__Host-ledigajobb=forged")
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	s := newService(t)
	anna := s.as("anna@example.se", board.DeskEditor)
	d := s.page(200, "/redaktionen/sessioner", anna...)
	d.says("h1", "Där du är inloggad")
	d.says(".rows__name", "Den här webbläsaren")
	if w := s.ask("GET", "/redaktionen/sessioner", anna...); w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("X-Robots-Tag") != "noindex" {
		t.Errorf("%v", w.Header())
	}
	w := s.ask("POST", "/logga-ut", anna...)
	if w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	s.leads(303, "/redaktionen/sessioner", "/logga-in?till=%2Fredaktionen%2Fsessioner", anna...)
}
