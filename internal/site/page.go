package site

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
)

// A page is what the layout shows around a page's own part, Main.
type page struct {
	Lang        board.Language
	Title       string
	Description string
	Canonical   string
	NoIndex     bool
	Languages   []anchor // the page's addresses by language
	Switch      *anchor  // to the same page in the other language
	Crumbs      []anchor
	Menu        []anchor
	Foot        []anchor
	Home        string
	Styles      string
	Icon        string
	Frame       *frame
	Person      *personLinks // who has signed in
	Notices     []notice     // what has just been done; readers' pages show theirs themselves
	Scripts     []string     // addresses of the page's scripts
	Head        head         // what programs read
	Main        any

	status   int // 0: 200
	template string
	scripts  []string   // the names of its scripts: "editor/queue"
	section  string     // which part of the menu it belongs to
	path     string     // where the page lies, empty: nowhere, as one that says what went wrong
	values   url.Values // the parameters of its canonical address
}

// An anchor is a link, or its text alone where it leads nowhere.
type anchor struct {
	Name    string
	URL     string
	Code    string // the language of what it leads to, where that is another
	Current string // what aria-current says: "page", "true"
}

// A notice is a sentence about the page, and maybe a link that helps.
type notice struct {
	Text string
	Link string
	URL  string
}

const mimeHTML = "text/html; charset=utf-8"

// answer writes a page, kept for as long as the version of the index holds. The address is the canonical one.
func (s *Site) answer(c echo.Context, v *visit, version *search.Version, address string, build func() (*page, error)) error {
	generation := kept.Generation{Position: version.Position(), Until: version.Until()}
	answer, err := s.Answers.Answer(generation, v.key(address), func() (int, string, []byte, error) {
		p, err := build()
		if err != nil {
			return 0, "", nil, err
		}
		body, err := s.compose(c, v, version, p)
		return http.StatusOK, mimeHTML, body, err
	})
	if err != nil {
		return err
	}
	s.serve(c, version, answer)
	return nil
}

func (s *Site) serve(c echo.Context, version *search.Version, answer *kept.Answer) {
	h := c.Response().Header()
	variesByLanguage(h)
	allowScripts(h)
	kept.Serve(c.Response(), c.Request(), answer, version.Until(), s.Now())
}

// fresh writes a page that hangs on more than the version of the index, and is not kept.
func (s *Site) fresh(c echo.Context, v *visit, version *search.Version, p *page) error {
	body, err := s.compose(c, v, version, p)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	s.serve(c, version, kept.NewAnswer(http.StatusOK, mimeHTML, body, hex.EncodeToString(sum[:12])))
	return nil
}

// variesByLanguage says that the answer hangs on the reader's language.
func variesByLanguage(h http.Header) { h["Vary"] = []string{"Accept-Language"} }

// compose sets a page in the journal's frame and renders it.
func (s *Site) compose(c echo.Context, v *visit, version *search.Version, p *page) ([]byte, error) {
	f, err := s.frame(c.Request().Context(), version.Position())
	if err != nil {
		return nil, err
	}
	s.enframe(p, v, f)
	s.addScripts(p, "reader/saved")
	return s.templates.render(p)
}

// addScripts names the page's own scripts, after those that it shares with others.
func (s *Site) addScripts(p *page, shared ...string) {
	for _, name := range append(shared, p.scripts...) {
		p.Scripts = append(p.Scripts, s.Links.Path("skript", s.scripts.name(name)))
	}
}

// allowScripts lets a page run scripts of this service.
func allowScripts(h http.Header) {
	h.Set("Content-Security-Policy", h.Get("Content-Security-Policy")+"; script-src 'self'")
}

// enframe fills in what the page shares with all others.
func (s *Site) enframe(p *page, v *visit, f *frame) {
	p.Lang, p.Frame = v.lang, f
	title := p.Title
	if p.Title != f.Name {
		p.Title += " – " + f.Name
	}
	p.Styles, p.Icon = s.Links.Path("stil", f.sheet.name), s.Links.Path("ikon.svg")
	if strings.HasPrefix(p.template, "employer/") {
		p.Styles = s.Links.Path("stil", f.deskSheet.name)
	}
	p.Home = v.link(s.Links.Path("lediga-jobb"), nil)
	p.Menu, p.Foot = s.menu(v, p.section), s.foot(v)
	if p.path == "" {
		return
	}
	if len(p.Crumbs) > 0 {
		p.Crumbs = slices.Insert(p.Crumbs, 0, anchor{Name: v.text("nav.career"), URL: f.Career})
	}
	s.translate(p, v)
	p.introduce(title, f)
}

// translate says where the page is in each language. The address without a language is the Swedish one.
func (s *Site) translate(p *page, v *visit) {
	at := func(path string, lang board.Language) string {
		if lang == board.Swedish {
			return withQuery(path, p.values)
		}
		return withQuery(path, with(p.values, "lang", string(lang)))
	}
	whole := s.Links.Absolute(p.path)
	p.Canonical = at(whole, v.lang)
	for _, lang := range words.Languages() {
		p.Languages = append(p.Languages, anchor{Code: string(lang), URL: at(whole, lang)})
		if lang != v.lang {
			p.Switch = &anchor{Code: string(lang), Name: words.Text(lang, "nav.language"),
				URL: withQuery(p.path, with(p.values, "lang", string(lang)))}
		}
	}
	p.Languages = append(p.Languages, anchor{Code: "x-default", URL: at(whole, board.Swedish)})
}

// menu is the service's own parts.
func (s *Site) menu(v *visit, section string) []anchor {
	menu := []anchor{
		{Name: v.text("nav.jobs"), URL: v.link(s.Links.Path("lediga-jobb"), nil), Code: "lediga-jobb"},
		{Name: v.text("nav.employers"), URL: v.link(s.Links.Path("arbetsgivare"), nil), Code: "arbetsgivare"},
		{Name: v.text("nav.post"), URL: v.link(s.Links.Path("platsannonsera"), nil), Code: "platsannonsera"},
		{Name: v.text("nav.saved"), URL: v.link(s.Links.Path("sparade"), nil), Code: "sparade"},
	}
	for i := range menu {
		if menu[i].Code == section {
			menu[i].Current = "true"
		}
	}
	return menu
}
