package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ledigajobb/internal/board"
)

// maxName is how many characters somebody's name has at most.
const maxName = 100

// Editors is the people at the desk, those that the program was started with first: they are admins whatever else is
// said of them, and cannot be removed.
func (d *Desk) Editors(ctx context.Context) ([]board.Editor, error) {
	stored, err := d.store.Editors(ctx)
	return d.withAdmins(stored), err
}

// withAdmins is the stored editors, and before them those whom the program was started with.
func (d *Desk) withAdmins(stored []board.Editor) []board.Editor {
	var all []board.Editor
	for _, email := range d.admins {
		e := board.Editor{Email: email, Role: board.DeskAdmin}
		if i := slices.IndexFunc(stored, func(e board.Editor) bool { return e.Email == email }); i >= 0 {
			e = stored[i]
			e.Role, stored = board.DeskAdmin, slices.Delete(stored, i, i+1)
		}
		all = append(all, e)
	}
	return append(all, stored...)
}

// Fixed says whether a mail address is an admin's whatever the database says.
func (d *Desk) Fixed(email string) bool { return slices.Contains(d.admins, email) }

// SaveEditor adds somebody to the desk, or changes who they are: one without an ID is new. Somebody whose address or role
// is taken away has no access from then on. What is wrong is a board.Invalid.
func (d *Desk) SaveEditor(ctx context.Context, by board.Actor, wanted board.Editor) error {
	return d.editors(ctx, by, func(c *change, stored []board.Editor) error {
		e, before, action, err := c.editorAs(wanted, stored)
		if err != nil {
			return err
		}
		if err := c.checkEditor(e, stored); err != nil {
			return err
		}
		if before.Email != "" && before.Email != e.Email {
			if err := c.tx.DeleteSessions(ctx, before.Email); err != nil {
				return err
			}
		}
		if err := c.tx.SaveEditor(ctx, e); err != nil {
			return err
		}
		return c.audit(ctx, subjectOfEditor(e), action, "", accountOf(before), accountOf(e))
	})
}

// editors is a change of who is at the desk, by an admin or the program itself; one waits for another.
func (d *Desk) editors(ctx context.Context, by board.Actor, do func(c *change, stored []board.Editor) error) error {
	if by.Kind != board.ActorSystem && !by.May(board.PermAdmin) {
		return fmt.Errorf("editors: %w", board.ErrForbidden)
	}
	return d.change(ctx, by, func(c *change) error {
		if err := c.tx.Alone(ctx, "editors"); err != nil {
			return err
		}
		stored, err := c.tx.Editors(ctx)
		if err != nil {
			return err
		}
		return do(c, stored)
	})
}

// editorAs is an editor as they are to be stored, and as they were; a new one gets an id.
func (c *change) editorAs(wanted board.Editor, stored []board.Editor) (e, before board.Editor, action string, err error) {
	e = wanted
	e.Name = strings.Join(strings.Fields(e.Name), " ")
	if e.ID == "" {
		e.CreatedAt = c.now
		e.ID, err = c.newID()
		return e, board.Editor{}, "editor.add", err
	}
	i := slices.IndexFunc(stored, func(s board.Editor) bool { return s.ID == e.ID })
	if i < 0 {
		return e, board.Editor{}, "", fmt.Errorf("editor %s: %w", e.ID, board.ErrNotFound)
	}
	e.CreatedAt = stored[i].CreatedAt
	return e, stored[i], "editor.change", nil
}

// checkEditor says everything that is wrong with an editor, among those that are stored.
func (c *change) checkEditor(e board.Editor, stored []board.Editor) error {
	others := slices.DeleteFunc(slices.Clone(stored), func(s board.Editor) bool { return s.ID == e.ID })
	at := func(email string) func(board.Editor) bool {
		return func(s board.Editor) bool { return s.Email == email }
	}
	var invalid board.Invalid
	switch {
	case e.Name == "":
		invalid.Add(board.Fault{Field: "name", Code: "required"})
	case utf8.RuneCountInString(e.Name) > maxName:
		invalid.Add(board.Fault{Field: "name", Code: "text.long", Allowed: fmt.Sprint(maxName)})
	}
	if _, err := board.ParseEmail(e.Email); err != nil {
		invalid.Add(board.Fault{Field: "email", Code: "email"})
	} else if slices.ContainsFunc(others, at(e.Email)) {
		invalid.Add(board.Fault{Field: "email", Code: "taken"})
	}
	if _, ok := board.Parse(board.DeskRoles(), string(e.Role)); !ok {
		invalid.Add(board.Fault{Field: "desk_role", Code: "required"})
	} else if c.adminAmong(stored) && !c.adminAmong(append(others, e)) {
		invalid.Add(board.Fault{Field: "desk_role", Code: "last_admin"})
	}
	if e.StandIn != "" && (e.StandIn == e.Email || !slices.ContainsFunc(others, at(e.StandIn)) && !c.Fixed(e.StandIn)) {
		invalid.Add(board.Fault{Field: "stand_in", Code: "stand_in"})
	}
	return invalid.Err()
}

// adminAmong says whether there is an admin: without one nobody could make another.
func (c *change) adminAmong(editors []board.Editor) bool {
	return len(c.admins) > 0 || slices.ContainsFunc(editors, func(e board.Editor) bool { return e.Role == board.DeskAdmin })
}

// RemoveEditor takes somebody away from the desk, with all their sessions. The last admin stays: that is ErrConflict.
func (d *Desk) RemoveEditor(ctx context.Context, by board.Actor, id board.ID) error {
	return d.editors(ctx, by, func(c *change, stored []board.Editor) error {
		i := slices.IndexFunc(stored, func(s board.Editor) bool { return s.ID == id })
		if i < 0 {
			return fmt.Errorf("editor %s: %w", id, board.ErrNotFound)
		}
		e := stored[i]
		if e.Role == board.DeskAdmin && !c.adminAmong(slices.Delete(stored, i, i+1)) {
			return fmt.Errorf("editor %s is the last admin: %w", id, board.ErrConflict)
		}
		if err := c.tx.DeleteEditor(ctx, e); err != nil {
			return err
		}
		return c.audit(ctx, subjectOfEditor(e), "editor.remove", "", accountOf(e), nil)
	})
}

func subjectOfEditor(e board.Editor) board.Subject {
	return board.Subject{Kind: board.SubjectEditor, ID: string(e.ID)}
}

// accountOf is what the audit log tells of an editor.
func accountOf(e board.Editor) any {
	if e.ID == "" {
		return nil
	}
	account := map[string]string{"email": e.Email, "name": e.Name, "role": string(e.Role), "stand_in": e.StandIn, "language": string(e.Language)}
	if !e.AwayUntil.IsZero() {
		account["away_until"] = e.AwayUntil.String()
	}
	return account
}
