package site

import (
	"html/template"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
	"ledigajobb/web"
)

// prose is the pages of small print, by their address, and what they are called.
var prose = [...]struct{ name, title string }{
	{"personuppgifter", "foot.privacy"},
	{"annonsvillkor", "foot.terms"},
	{"tillganglighet", "foot.accessibility"},
	{"kontakt", "foot.contact"},
}

type prosePage struct {
	Title string
	Text  template.HTML
}

// small answers GET of one of the pages of small print.
func (s *Site) small(name, title string) echo.HandlerFunc {
	return func(c echo.Context) error {
		version, v := s.Index.At(s.Now()), s.visit(c.Request())
		return s.answer(c, v, version, s.Links.Absolute(s.Links.Path(name)), func() (*page, error) {
			return s.prosePage(c, v, version, name, title)
		})
	}
}

func (s *Site) prosePage(c echo.Context, v *visit, version *search.Version, name, title string) (*page, error) {
	f, err := s.frame(c.Request().Context(), version.Position())
	if err != nil {
		return nil, err
	}
	text, err := proseText(f, v.lang, name)
	if err != nil {
		return nil, err
	}
	text = fill(text, f, s.Keep)
	return &page{
		template: "reader/prose", Title: v.text(title), path: s.Links.Path(name), section: name,
		Main:   prosePage{v.text(title), template.HTML(raise.Replace(richtext.FromMarkdown(text).HTML))}, // richtext makes it safe
		Crumbs: []anchor{{Name: v.text(title), Current: "page"}},
	}, nil
}

// proseText is a page's text as the settings have it (text.kontakt.sv), else as it comes with the program.
func proseText(f *frame, lang board.Language, name string) (string, error) {
	if text := f.Texts["text."+name+"."+string(lang)]; text != "" {
		return text, nil
	}
	text, err := fs.ReadFile(web.Files, path.Join("reader/prose", name+"."+string(lang)+".md"))
	return string(text), err
}

// fill puts in what the texts leave to the settings.
func fill(text string, f *frame, keep time.Duration) string {
	return strings.NewReplacer(
		"{name}", f.Name, "{publisher}", f.Publisher, "{email}", f.Email, "{phone}", f.Phone,
		"{days}", strconv.Itoa(int(keep/(24*time.Hour))),
	).Replace(text)
}

// raise lifts headings by a level: richtext begins at the third, for texts inside a page.
var raise = strings.NewReplacer("<h3>", "<h2>", "</h3>", "</h2>", "<h4>", "<h3>", "</h4>", "</h3>")

// foot is the links below every page.
func (s *Site) foot(v *visit) []anchor {
	links := make([]anchor, len(prose))
	for i, p := range prose {
		links[i] = anchor{Name: words.Text(v.lang, p.title), URL: v.link(s.Links.Path(p.name), nil)}
	}
	return links
}
