package site

import (
	"net/http"
	"net/url"

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
	Frame       *frame
	Main        any

	template string
	path     string     // where the page lies
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
	v.declare(c.Response().Header())
	kept.Serve(c.Response(), c.Request(), answer, version.Until(), s.Now())
	return nil
}

// declare says on what of the request the answer hangs.
func (v *visit) declare(h http.Header) {
	h.Set("Vary", "Accept-Language")
	h.Set("Content-Language", string(v.lang))
}

// compose sets a page in the journal's frame and renders it.
func (s *Site) compose(c echo.Context, v *visit, version *search.Version, p *page) ([]byte, error) {
	f, err := s.frame(c.Request().Context(), version.Position())
	if err != nil {
		return nil, err
	}
	s.enframe(p, v, f)
	return s.templates.render(p)
}

// enframe fills in what the page shares with all others.
func (s *Site) enframe(p *page, v *visit, f *frame) {
	p.Lang, p.Frame = v.lang, f
	p.Title += " – " + f.Name
	p.Styles = s.Links.Path("stil", f.sheet.name)
	p.Home = v.address(s.Links.Path("lediga-jobb"), nil)
	p.Menu = s.menu(v, f, p.path)
	p.Foot = s.foot(v)
	if p.path == "" {
		return
	}
	for _, lang := range words.Languages() {
		p.Languages = append(p.Languages, anchor{Code: string(lang), URL: s.canonical(p, lang)})
	}
	p.Languages = append(p.Languages, anchor{Code: "x-default", URL: s.canonical(p, board.Swedish)})
	p.Canonical = s.canonical(p, v.lang)
	other := board.English
	if v.lang == board.English {
		other = board.Swedish
	}
	p.Switch = &anchor{Code: string(other), Name: words.Text(other, "nav.language"),
		URL: withQuery(p.path, with(p.values, "lang", string(other)))}
}

// canonical is the one address of a page in a language: Swedish pages have no lang.
func (s *Site) canonical(p *page, lang board.Language) string {
	values := p.values
	if lang != board.Swedish {
		values = with(values, "lang", string(lang))
	}
	return withQuery(s.Links.Absolute(p.path), values)
}

func (s *Site) menu(v *visit, f *frame, path string) []anchor {
	menu := []anchor{{Name: words.Text(v.lang, "nav.jobs"), URL: v.address(s.Links.Path("lediga-jobb"), nil)}}
	return append(menu, f.Menu...)
}

func (s *Site) foot(v *visit) []anchor { return nil }
