package desk

import (
	"context"
	"errors"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
	"ledigajobb/internal/words"
)

func TestAnAdminChangesSettings(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		r, ctx := newReviewing(t, s), context.Background()
		before, err := s.Position(ctx)
		if err != nil {
			t.Fatal(err)
		}
		name := SettingChange{Key: board.SettingName, Value: " Upphandling i dag\r\n"}
		if err := r.SaveSettings(ctx, bo, []SettingChange{name, {Key: board.SettingPhone}}); err != nil {
			t.Fatal(err)
		}
		settings, err := s.Settings(ctx)
		if err != nil || settings[board.SettingName] != "Upphandling i dag" || len(settings) != 1 {
			t.Errorf("%v %v", settings, err)
		}
		after, err := s.Position(ctx)
		if err != nil || after.Seq != before.Seq+1 {
			t.Errorf("the change log went from %d to %d: %v", before.Seq, after.Seq, err)
		}
		told, err := s.Entries(ctx, store.AuditSearch{Subject: board.Subject{Kind: board.SubjectSetting, ID: board.SettingName}, Limit: 9})
		if err != nil || len(told) != 1 || told[0].By != bo || told[0].Changes[0].After != "Upphandling i dag" {
			t.Errorf("%+v %v", told, err)
		}
	})
}

func TestSettingsOfTwoAdmins(t *testing.T) {
	r, ctx := newReviewing(t, storetest.New(t)), context.Background()
	change := func(was, value string) error {
		return r.SaveSettings(ctx, bo, []SettingChange{{board.SettingName, was, value}, {board.SettingPhone, "", "08-123 45 67"}})
	}
	if err := change("", "Ett"); err != nil {
		t.Fatal(err)
	}
	stale := (*board.Stale)(nil)
	if err := change("", "Två"); !errors.As(err, &stale) || stale.Last.By != bo {
		t.Errorf("the second overwrote the first: %v", err)
	}
	if err := change("", "Ett"); err != nil {
		t.Errorf("two who mean the same: %v", err)
	}
}

func TestSettingsThatAreWrong(t *testing.T) {
	r, ctx := newReviewing(t, storetest.New(t)), context.Background()
	for _, s := range []struct{ name, key, value, code string }{
		{"an address that is none", board.SettingHome, "upphandling24.se", "url"},
		{"a script for an address", board.SettingHome, "javascript:alert(1)", "url"},
		{"a mail address that is none", board.SettingEmail, "redaktionen", "email"},
		{"a colour in words", board.SettingAccent, "blue", "setting.colour"},
		{"a name of two lines", board.SettingName, "Upphandling\ni dag", "setting.one_line"},
		{"a menu without addresses", board.SettingMenu, "Nyheter | https://tidning.example\nKarriär", "setting.menu"},
		{"a price in letters", board.SettingPrices, "basic dyrt", "setting.prices"},
		{"a synonym alone", board.SettingSynonyms, "avropare", "alone.synonyms"},
		{"hours that are none", board.SettingHours, "2027-05-07 sent", "setting.hours"},
		{"a place that is not filled in", words.OverlayKey("letter.approved.subject", board.Swedish), "Hej {namn}", "setting.place"},
	} {
		err := r.SaveSettings(ctx, bo, []SettingChange{{Key: s.key, Value: s.value}, {Key: board.SettingPhone, Value: "08"}})
		invalid := (*board.Invalid)(nil)
		if !errors.As(err, &invalid) || invalid.Faults[0].Field != s.key || invalid.Faults[0].Code != s.code {
			t.Errorf("%s: %v", s.name, err)
		}
	}
	if err := r.SaveSettings(ctx, anna, []SettingChange{{Key: board.SettingName, Value: "x"}}); !errors.Is(err, board.ErrForbidden) {
		t.Errorf("an editor changed a setting: %v", err)
	}
	if err := r.SaveSettings(ctx, bo, []SettingChange{{Key: "secret", Value: "x"}}); !errors.Is(err, board.ErrNotFound) {
		t.Errorf("a setting that there is not: %v", err)
	}
	if settings, err := r.store.Settings(ctx); err != nil || len(settings) > 0 {
		t.Errorf("something was saved: %v %v", settings, err)
	}
}

func TestWhatTheProgramComesWithIsNoSetting(t *testing.T) {
	r, ctx := newReviewing(t, storetest.New(t)), context.Background()
	for _, s := range Settings() {
		if s.Default == "" {
			continue
		}
		if err := r.SaveSettings(ctx, bo, []SettingChange{{Key: s.Key, Value: s.Default}}); err != nil {
			t.Errorf("%s: %v", s.Key, err)
		}
	}
	if settings, err := r.store.Settings(ctx); err != nil || len(settings) > 0 {
		t.Errorf("%v %v", settings, err)
	}
}
