package site

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// deskSections is the menu of the desk: each part's address below /redaktionen, its name, and who sees it.
var deskSections = [...]struct {
	path, name string
	may        board.Permission
}{
	{"", "desk.review", board.PermRead},
	{"annonser", "desk.ads", board.PermRead},
	{"kunder", "desk.customers", board.PermRead},
	{"order", "desk.orders", board.PermRead},
	{"nyhetsbrev", "desk.newsletter", board.PermRead},
	{"utskick", "desk.letters", board.PermRead},
	{"logg", "desk.log", board.PermRead},
	{"nyckeltal", "desk.figures", board.PermRead},
	{"installningar", "desk.settings", board.PermAdmin},
	{"konton", "desk.accounts", board.PermAdmin},
}

// personLinks is what a page shows of who has signed in.
type personLinks struct {
	Name     string
	Sessions string
	SignOut  string
}

// desk writes a page of the desk, or of signing in, with the desk's menu where the person has one. The page's section is its
// part of the menu ("annonser"), its path where it lies.
func (s *Site) desk(c echo.Context, v *visit, p *page) error {
	f, err := s.frame(c.Request().Context(), s.Index.At(s.Now()).Position())
	if err != nil {
		return err
	}
	s.deskFrame(p, v, f)
	return s.private(c, p)
}

func (s *Site) deskFrame(p *page, v *visit, f *frame) {
	crumbs := p.Crumbs
	p.Crumbs = nil // they begin at the desk, not at the journal's pages on careers
	s.personal(p, v, f)
	p.Crumbs = crumbs
	if v.editor.Role != "" {
		p.Menu = s.deskMenu(v, p.section)
	}
}

// personal sets a page in the journal's frame that is one person's: what has been done is said, and who they are.
func (s *Site) personal(p *page, v *visit, f *frame) {
	s.enframe(p, v, f)
	p.Canonical, p.Languages, p.NoIndex = "", nil, true
	p.Styles = s.Links.Path("stil", f.deskSheet.name)
	p.Notices = append(v.done(), p.Notices...)
	s.addScripts(p)
	if v.session.Email != "" {
		p.Person = &personLinks{
			Name:     cmp.Or(v.editor.Name, v.session.Email),
			Sessions: v.link(s.Links.Path("redaktionen", "sessioner"), nil),
			SignOut:  v.link(s.Links.Path("logga-ut"), nil),
		}
	}
}

// private writes a page that is for one person alone: kept by nobody, not for search engines.
func (s *Site) private(c echo.Context, p *page) error {
	body, err := s.templates.render(p)
	if err != nil {
		return err
	}
	return alone(c, p, body)
}

// alone writes a page, rendered, that nobody keeps.
func alone(c echo.Context, p *page, body []byte) error {
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Robots-Tag", "noindex")
	variesByLanguage(h)
	if len(p.Scripts) > 0 {
		allowScripts(h)
	}
	return c.HTMLBlob(cmp.Or(p.status, http.StatusOK), body)
}

// deskMenu is the parts of the desk that there are and that the person may see.
func (s *Site) deskMenu(v *visit, section string) []anchor {
	var menu []anchor
	for _, part := range deskSections {
		path := strings.TrimSuffix("/redaktionen/"+part.path, "/")
		if !s.paths[path] || !v.editor.Role.May(part.may) {
			continue
		}
		a := anchor{Name: v.text(part.name), URL: v.link(s.Links.Path(strings.Split(path[1:], "/")...), nil)}
		if part.path == section {
			a.Current = "true"
		}
		menu = append(menu, a)
	}
	return menu
}

// done is what has just been done, as the address that seeOther led to says it: a text of the catalogue, done.KEY.
func (v *visit) done() []notice {
	if key := "done." + v.values.Get("sagt"); words.Has(key) && v.session.Email != "" {
		return []notice{{Text: v.text(key)}}
	}
	return nil
}

// seeOther leads from a form that has been taken in to a page, which says what was done: the text done.KEY, or nothing.
func (s *Site) seeOther(c echo.Context, v *visit, path, key string) error {
	path = v.link(path, nil)
	if key != "" {
		mark := "?"
		if strings.Contains(path, "?") {
			mark = "&"
		}
		path += mark + "sagt=" + key
	}
	return c.Redirect(http.StatusSeeOther, path)
}
