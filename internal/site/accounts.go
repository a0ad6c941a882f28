package site

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/words"
)

// editorRoutes is the people at the desk.
func (s *Site) editorRoutes() []route {
	return []route{
		{"GET", "/redaktionen/konton", board.PermAdmin, s.editors},
		{"POST", "/redaktionen/konton", board.PermAdmin, s.saveEditor},
		{"GET", "/redaktionen/konton/:id", board.PermAdmin, s.editor},
		{"POST", "/redaktionen/konton/:id", board.PermAdmin, s.saveEditor},
		{"POST", "/redaktionen/konton/:id/ta-bort", board.PermAdmin, s.removeEditor},
	}
}

// editorsPage is the people at the desk, and a form for one more.
type editorsPage struct {
	Editors []editorRow
	Form    editorForm
}

type editorRow struct{ Name, URL, Note string }

// editorForm is who somebody at the desk is.
type editorForm struct {
	Title   string
	Summary *summary
	Fields  []field
	Action  string
	Button  string
	Remove  string // where their removal is sent; empty: there is nobody yet
	Name    string
}

// editors answers GET /redaktionen/konton.
func (s *Site) editors(c echo.Context) error {
	return s.showEditors(c, http.StatusOK, newFilled(s.visit(c.Request()), nil, nil))
}

func (s *Site) showEditors(c echo.Context, status int, typed filled) error {
	v := s.visit(c.Request())
	all, err := s.Desk.Editors(c.Request().Context())
	if err != nil {
		return err
	}
	path := s.Links.Path("redaktionen", "konton")
	main := editorsPage{Form: s.editorForm(v, board.Editor{Role: board.DeskEditor}, all, typed)}
	main.Form.Title, main.Form.Button, main.Form.Action = v.text("accounts.add"), v.text("accounts.add.button"), v.link(path, nil)
	for _, e := range all {
		main.Editors = append(main.Editors, s.editorRow(v, e))
	}
	return s.desk(c, v, &page{template: "editor/accounts", Title: v.text("desk.accounts"), section: "konton", path: path, Main: main, status: status})
}

func (s *Site) editorRow(v *visit, e board.Editor) editorRow {
	row := editorRow{Name: e.Email}
	notes := []string{reference.Label(v.lang, reference.ListDeskRole, string(e.Role))}
	if e.Name != "" {
		row.Name, notes = e.Name, append(notes, e.Email)
	}
	if e.ID != "" {
		row.URL = v.link(s.Links.Path("redaktionen", "konton", string(e.ID)), nil)
	}
	if s.Desk.Fixed(e.Email) {
		notes = append(notes, v.text("accounts.fixed"))
	}
	if e.Away(board.DateOf(s.Now())) {
		notes = append(notes, v.text("accounts.away", "date", words.Date(v.lang, e.AwayUntil)))
	}
	row.Note = strings.Join(notes, " · ")
	return row
}

// editorForm is the fields of somebody at the desk, as they were typed, else as they are.
func (s *Site) editorForm(v *visit, e board.Editor, all []board.Editor, typed filled) editorForm {
	roles, standIns := []option{}, []option{{Name: v.text("accounts.nobody")}}
	for _, r := range board.DeskRoles() {
		roles = append(roles, option{Value: string(r), Name: reference.Label(v.lang, reference.ListDeskRole, string(r))})
	}
	for _, other := range all {
		if other.Email != e.Email {
			standIns = append(standIns, option{Value: other.Email, Name: strings.TrimSpace(other.Name + " " + other.Email)})
		}
	}
	var languages []option
	for _, l := range words.Languages() {
		languages = append(languages, option{Value: string(l), Name: reference.Label(v.lang, reference.ListLanguage, string(l))})
	}
	away := ""
	if !e.AwayUntil.IsZero() {
		away = e.AwayUntil.String()
	}
	form := editorForm{Name: e.Name}
	for _, f := range []field{
		{Name: "name", Label: v.text("accounts.name"), Value: e.Name},
		{Name: "email", Label: v.text("sign_in.email"), Value: e.Email, Kind: "email"},
		{Name: "desk_role", Label: v.text("accounts.role"), Value: string(e.Role), Kind: "select", Options: roles},
		{Name: "language", Label: v.text("accounts.language"), Value: string(cmp.Or(e.Language, board.Swedish)), Kind: "select", Options: languages},
		{Name: "away_until", Label: v.text("accounts.away_until"), Value: away, Kind: "date", Optional: true},
		{Name: "stand_in", Label: v.text("accounts.stand_in"), Help: v.text("accounts.stand_in.help"), Value: e.StandIn, Kind: "select", Options: standIns},
	} {
		form.Fields = append(form.Fields, typed.field(f))
	}
	form.Summary = typed.summary(v, form.Fields...)
	return form
}

// editor answers GET /redaktionen/konton/{id}.
func (s *Site) editor(c echo.Context) error {
	return s.showEditor(c, http.StatusOK, newFilled(s.visit(c.Request()), nil, nil))
}

func (s *Site) showEditor(c echo.Context, status int, typed filled) error {
	v, ctx := s.visit(c.Request()), c.Request().Context()
	e, err := s.Store.EditorByID(ctx, board.ID(c.Param("id")))
	if err != nil {
		return err
	}
	all, err := s.Desk.Editors(ctx)
	if err != nil {
		return err
	}
	path := s.Links.Path("redaktionen", "konton", string(e.ID))
	form := s.editorForm(v, e, all, typed)
	form.Title, form.Button, form.Action = e.Name, v.text("accounts.save"), v.link(path, nil)
	form.Remove = v.link(s.Links.Path("redaktionen", "konton", string(e.ID), "ta-bort"), nil)
	return s.desk(c, v, &page{
		template: "editor/account", Title: e.Name, section: "konton", path: path, Main: form, status: status,
		Crumbs: []anchor{{Name: v.text("desk.accounts"), URL: v.link(s.Links.Path("redaktionen", "konton"), nil)}, {Name: e.Name, Current: "page"}},
	})
}

// saveEditor answers POST of somebody new, and of somebody who is there.
func (s *Site) saveEditor(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	e, invalid := readEditor(form)
	e.ID = board.ID(c.Param("id"))
	err = invalid.Err()
	if saved := (*board.Invalid)(nil); err == nil {
		if err = s.Desk.SaveEditor(c.Request().Context(), v.actor(), e); errors.As(err, &saved) {
			invalid = *saved
		}
	}
	switch {
	case err == nil:
		return s.seeOther(c, v, s.Links.Path("redaktionen", "konton"), "account_saved")
	case invalid.Err() == nil:
		return err
	case e.ID == "":
		return s.showEditors(c, http.StatusUnprocessableEntity, newFilled(v, form, &invalid))
	}
	return s.showEditor(c, http.StatusUnprocessableEntity, newFilled(v, form, &invalid))
}

// readEditor reads what a form says of somebody at the desk.
func readEditor(form url.Values) (e board.Editor, invalid board.Invalid) {
	e = board.Editor{Name: form.Get("name"), Role: board.DeskRole(form.Get("desk_role")), StandIn: form.Get("stand_in"), Language: board.Swedish}
	if lang, ok := words.Language(form.Get("language")); ok {
		e.Language = lang
	}
	e.Email, _ = board.ParseEmail(form.Get("email")) // the desk says what is wrong with it
	if away := strings.TrimSpace(form.Get("away_until")); away != "" {
		var err error
		if e.AwayUntil, err = board.ParseDate(away); err != nil {
			invalid.Add(board.Fault{Field: "away_until", Code: "date"})
		}
	}
	return e, invalid
}

// removeEditor answers POST /redaktionen/konton/{id}/ta-bort.
func (s *Site) removeEditor(c echo.Context) error {
	v := s.visit(c.Request())
	if err := s.Desk.RemoveEditor(c.Request().Context(), v.actor(), board.ID(c.Param("id"))); err != nil {
		return err
	}
	return s.seeOther(c, v, s.Links.Path("redaktionen", "konton"), "account_removed")
}
