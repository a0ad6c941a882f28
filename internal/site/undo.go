package site

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// An undo says what has just been decided, and takes it back.
type undo struct {
	Text      string
	Action    string  // address of the form
	Decisions []int64 // empty: it is too late
	Seconds   int     // for how long it can be taken back
}

// undoOf is the decisions that the address names, as long as this editor can take them back.
func (s *Site) undoOf(ctx context.Context, v *visit, now time.Time) (*undo, error) {
	decisions, err := s.Store.Decisions(ctx, decisionsOf(v.values))
	if err != nil {
		return nil, err
	}
	u := &undo{Action: v.link(s.Links.Path("redaktionen", "angra"), nil)}
	var last *board.Taken
	for _, d := range decisions {
		left := d.At.Add(board.TimeToUndo).Sub(now)
		if d.By != v.editor.Email || !d.UndoneAt.IsZero() {
			continue
		}
		last = d
		if left > 0 {
			u.Decisions = append(u.Decisions, d.ID)
			u.Seconds = int((left + time.Second - 1) / time.Second)
		}
	}
	if last == nil || now.Sub(last.At) > time.Minute { // an address that somebody has come back to
		return nil, nil
	}
	if u.Text = v.text("decided."+last.Action, "headline", last.Before.Waiting().Headline); len(decisions) > 1 {
		u.Text = v.text("decided.many."+last.Action, "n", len(decisions))
	}
	return u, nil
}

// decisionsOf is the decisions that a form or an address names.
func decisionsOf(values url.Values) (ids []int64) {
	for _, value := range values["beslut"] {
		if id, err := strconv.ParseInt(value, 10, 64); err == nil && id > 0 && len(ids) < rowsPerPage {
			ids = append(ids, id)
		}
	}
	return ids
}

// undo answers POST /redaktionen/angra, and leads to the ad that it was about, or to the queue.
func (s *Site) undo(c echo.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	v, said := s.visit(c.Request()), "undone"
	decisions := decisionsOf(form)
	to := s.Links.Path("redaktionen")
	for _, decision := range decisions {
		id, err := s.Desk.Undo(c.Request().Context(), v.actor(), decision)
		switch {
		case errors.Is(err, board.ErrConflict), errors.Is(err, board.ErrNotFound):
			said = "undo_late"
		case err != nil:
			return err
		}
		if len(decisions) == 1 && id != "" {
			to = s.Links.Path("redaktionen", "granska", string(id))
		}
	}
	return s.seeOther(c, v, to, said)
}

// conflict says what another has done meanwhile, and how long ago.
func conflict(v *visit, last board.Entry, names map[string]string, now time.Time) string {
	if last.At.IsZero() { // the log does not say
		return v.text("conflict.unknown")
	}
	key := "conflict." + last.Action
	if !words.Has(key) {
		key = "conflict.other"
	}
	return v.text(key, "name", doer(v, last.By, names), "time", words.Age(v.lang, now.Sub(last.At)))
}

// doer is what somebody is called to an editor whom they were faster than.
func doer(v *visit, by board.Actor, names map[string]string) string {
	switch name := names[by.Email]; {
	case name != "":
		return name
	case by.Email != "" && by.Kind != board.ActorOwner:
		return by.Email
	}
	return v.text("conflict.somebody")
}

// overtaken says who has changed a customer or an agency meanwhile, and how, under a key of the words.
func (s *Site) overtaken(c echo.Context, v *visit, key string, stale *board.Stale) string {
	last := stale.Last
	if last.At.IsZero() {
		return v.text("customer.conflict")
	}
	names, err := s.editorNames(c.Request().Context())
	if err != nil {
		names = nil // it is said without the name
	}
	return v.text(key, "name", doer(v, last.By, names), "what", actionName(v, last.Action), "time", words.Age(v.lang, s.Now().Sub(last.At)))
}

// editorNames is what the editors are called, by their addresses.
func (s *Site) editorNames(ctx context.Context) (map[string]string, error) {
	editors, err := s.Store.Editors(ctx)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, e := range editors {
		names[e.Email] = e.Name
	}
	return names, nil
}
