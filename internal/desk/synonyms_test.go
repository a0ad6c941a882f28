package desk

import (
	"errors"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestSynonymsAreAnAdminsAndAreRemembered(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		x := newTill(t, s)
		admin := board.Actor{Kind: board.ActorEditor, Email: "eva@example.se", Role: board.DeskAdmin}
		if err := x.SetSynonyms(t.Context(), sales, "a = b"); !errors.Is(err, board.ErrForbidden) {
			t.Errorf("sales: %v", err)
		}
		var invalid *board.Invalid
		if err := x.SetSynonyms(t.Context(), admin, "a = b\nc"); !errors.As(err, &invalid) || invalid.Faults[0].Value != "2: c" {
			t.Errorf("a faulty line: %v", err)
		}
		before, err := s.Position(t.Context())
		x.must(err)
		for range 2 { // the second time there is nothing to change
			x.must(x.SetSynonyms(t.Context(), admin, "a = b"))
		}
		after, err := s.Position(t.Context())
		x.must(err)
		settings, err := s.Settings(t.Context())
		x.must(err)
		history, err := s.SettingHistory(t.Context(), board.SettingSynonyms)
		x.must(err)
		entries, err := s.Entries(t.Context(), store.AuditSearch{Limit: 10})
		x.must(err)
		if settings[board.SettingSynonyms] != "a = b" || after.Seq != before.Seq+1 || len(history) != 1 || history[0].By != admin.Email {
			t.Errorf("%v at %d, %+v", settings, after.Seq, history)
		}
		if len(entries) != 1 || entries[0].Action != "setting.change" || entries[0].Changes[0].After != "a = b" {
			t.Errorf("%+v", entries)
		}
	})
}
