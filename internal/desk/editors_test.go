package desk

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// atDesk runs a test on a desk of each database, at noon.
func atDesk(t *testing.T, admins []string, test func(t *testing.T, d *Desk)) {
	t.Helper()
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
		test(t, New(Config{Store: s, Random: rand.Reader, Now: func() time.Time { return noon }, Admins: admins}))
	})
}

// faults is what is wrong with an editor: field and code of each fault.
func faults(err error) string {
	var invalid *board.Invalid
	if !errors.As(err, &invalid) {
		return ""
	}
	var all []string
	for _, f := range invalid.Faults {
		all = append(all, f.Field+" "+f.Code)
	}
	return strings.Join(all, ", ")
}

func TestWhoMayBeAtTheDesk(t *testing.T) {
	atDesk(t, nil, func(t *testing.T, d *Desk) {
		ada := board.Editor{Email: "ada@journal.example", Name: "  Ada   Berg ", Role: board.DeskAdmin}
		save := func(e board.Editor) error { return d.SaveEditor(t.Context(), board.System, e) }
		if err := save(ada); err != nil {
			t.Fatal(err)
		}
		stored, err := d.store.Editor(t.Context(), ada.Email)
		if err != nil || stored.Name != "Ada Berg" || len(stored.ID) != board.IDLength {
			t.Fatal(stored, err)
		}
		sales := stored
		sales.Role = board.DeskSales
		for name, s := range map[string]struct {
			e    board.Editor
			want string
		}{
			"nobody":               {board.Editor{}, "name required, email email, desk_role required"},
			"an address twice":     {board.Editor{Email: ada.Email, Name: "Eva", Role: board.DeskEditor}, "email taken"},
			"a role that is none":  {board.Editor{Email: "eva@x.example", Name: "Eva", Role: "owner"}, "desk_role required"},
			"a stand-in elsewhere": {board.Editor{Email: "eva@x.example", Name: "Eva", Role: board.DeskEditor, StandIn: "nils@x.example"}, "stand_in stand_in"},
			"themselves":           {board.Editor{Email: "eva@x.example", Name: "Eva", Role: board.DeskEditor, StandIn: "eva@x.example"}, "stand_in stand_in"},
			"the last admin":       {sales, "desk_role last_admin"},
			"a long name":          {board.Editor{Email: "eva@x.example", Name: strings.Repeat("å", 101), Role: board.DeskEditor}, "name text.long"},
		} {
			if got := faults(save(s.e)); got != s.want {
				t.Errorf("%s: %q, not %q", name, got, s.want)
			}
		}
		if err := save(board.Editor{ID: "0000000000", Email: "x@x.example", Name: "X", Role: board.DeskEditor}); !errors.Is(err, board.ErrNotFound) {
			t.Errorf("somebody unknown is changed: %v", err)
		}
		if err := d.RemoveEditor(t.Context(), board.System, stored.ID); !errors.Is(err, board.ErrConflict) {
			t.Errorf("the last admin is removed: %v", err)
		}
	})
}

func TestOnlyAnAdminSaysWhoIsAtTheDesk(t *testing.T) {
	atDesk(t, []string{"root@journal.example"}, func(t *testing.T, d *Desk) {
		eva := board.Editor{Email: "eva@x.example", Name: "Eva", Role: board.DeskAdmin}
		if err := d.SaveEditor(t.Context(), board.System, eva); err != nil {
			t.Fatal(err)
		}
		stored, err := d.store.Editor(t.Context(), eva.Email)
		if err != nil {
			t.Fatal(err)
		}
		for _, by := range []board.Actor{{Kind: board.ActorReader}, {Kind: board.ActorOwner, Email: eva.Email}, reviewer, sales, finance} {
			if err := d.SaveEditor(t.Context(), by, eva); !errors.Is(err, board.ErrForbidden) {
				t.Errorf("%s %s adds somebody: %v", by.Kind, by.Role, err)
			}
			if err := d.RemoveEditor(t.Context(), by, stored.ID); !errors.Is(err, board.ErrForbidden) {
				t.Errorf("%s %s removes somebody: %v", by.Kind, by.Role, err)
			}
		}
	})
}

func TestTheLogNamesPeopleByTheirID(t *testing.T) {
	atDesk(t, []string{"root@journal.example"}, func(t *testing.T, d *Desk) {
		by := board.Actor{Kind: board.ActorEditor, Email: "root@journal.example", Role: board.DeskAdmin}
		if err := d.SaveEditor(t.Context(), by, board.Editor{Email: "eva@x.example", Name: "Eva", Role: board.DeskEditor}); err != nil {
			t.Fatal(err)
		}
		e, err := d.store.Editor(t.Context(), "eva@x.example")
		if err != nil {
			t.Fatal(err)
		}
		if err := d.RemoveEditor(t.Context(), by, e.ID); err != nil {
			t.Fatal(err)
		}
		entries, err := d.store.Entries(t.Context(), store.AuditSearch{Subject: subjectOfEditor(e), Limit: 9})
		if err != nil || len(entries) != 2 || entries[0].Action != "editor.remove" || entries[1].Action != "editor.add" {
			t.Fatal(entries, err)
		}
		for _, entry := range entries {
			if entry.By != by {
				t.Errorf("%s by %v", entry.Action, entry.By)
			}
			for _, c := range entry.Changes {
				if strings.Contains(c.Before+c.After, "va") && !c.Personal {
					t.Errorf("%s of %s cannot be erased", c.Field, entry.Action)
				}
			}
		}
	})
}

func TestThoseTheProgramWasStartedWithAreAlwaysAdmins(t *testing.T) {
	atDesk(t, []string{"root@journal.example"}, func(t *testing.T, d *Desk) {
		if err := d.SaveEditor(t.Context(), board.System, board.Editor{Email: "root@journal.example", Name: "Rut", Role: board.DeskFinance}); err != nil {
			t.Fatal(err)
		}
		e, err := d.editor(t.Context(), "root@journal.example")
		if err != nil || e.Role != board.DeskAdmin || e.Name != "Rut" {
			t.Errorf("%v, %v", e, err)
		}
		all, err := d.Editors(t.Context())
		if err != nil || len(all) != 1 || all[0].Role != board.DeskAdmin || all[0].Name != "Rut" {
			t.Errorf("%v, %v", all, err)
		}
		if err := d.RemoveEditor(t.Context(), board.System, e.ID); err != nil {
			t.Fatal(err)
		}
		if e, err = d.editor(t.Context(), "root@journal.example"); err != nil || e.Role != board.DeskAdmin {
			t.Errorf("%v, %v", e, err)
		}
	})
}
