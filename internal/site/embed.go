package site

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/feed"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/picture"
	"ledigajobb/internal/words"
)

// embedTypes is the media types of an oEmbed answer's formats, as a page's head names them.
var embedTypes = map[string]string{"json": "application/json+oembed", "xml": "text/xml+oembed"}

// embedAddress is where another site learns how to show an ad.
func (s *Site) embedAddress(v *visit, j *board.Job, format string) string {
	return withQuery(s.Links.Absolute(s.Links.Path("oembed")), url.Values{"url": {v.link(s.Links.Job(j), nil)}, "format": {format}})
}

// embed answers GET /oembed (oEmbed 1.0) for the address of an ad, and for no other: nothing is fetched for it.
func (s *Site) embed(c echo.Context) error {
	v := program(c.Request())
	format := v.values.Get("format")
	if format == "" {
		format = "json"
	}
	if embedTypes[format] == "" {
		return c.String(http.StatusNotImplemented, "json, xml\n")
	}
	name, ok := s.adNamed(v, v.values.Get("url"))
	if !ok {
		return board.ErrNotFound
	}
	version, j, err := s.open(c, name)
	if err != nil {
		return err
	}
	pictured := roomFor(v.values.Get("maxwidth"), picture.ShareWidth) && roomFor(v.values.Get("maxheight"), picture.ShareHeight)
	address := strings.Join([]string{"/oembed", format, string(j.ID), strconv.FormatBool(pictured)}, " ")
	mediaType := map[string]string{"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}[format]
	return s.answerProgram(c, version, v.key(address), mediaType, func() ([]byte, error) {
		f, err := s.frame(c.Request().Context(), version.Position())
		if err != nil {
			return nil, err
		}
		shown := feed.Embed{Title: jobTitle(j), ProviderName: f.Name, ProviderURL: s.Links.Absolute(s.Links.Path("lediga-jobb")), CacheAge: kept.Fresh}
		if j.Employer.Name != "" {
			shown.AuthorName, shown.AuthorURL = j.Employer.Name, s.Links.Employer(j.Employer.Slug)
		}
		if pictured {
			shown.Thumbnail, shown.Width, shown.Height = s.shareImage(v, j), picture.ShareWidth, picture.ShareHeight
		}
		if format == "xml" {
			return shown.XML()
		}
		return shown.JSON()
	})
}

// adNamed is what an address says of which ad it is; ok is false for one that is no ad's of this service. The language
// that it names is the visit's.
func (s *Site) adNamed(v *visit, address string) (name string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.EqualFold(u.Host, s.Links.Host()) {
		return "", false
	}
	if lang, known := words.Language(u.Query().Get("lang")); known {
		v.lang, v.asked = lang, true
	}
	name, ok = strings.CutPrefix(u.EscapedPath(), s.Links.Path("lediga-jobb")+"/")
	return name, ok
}

// roomFor says whether a size fits into what was asked for, if anything was.
func roomFor(asked string, size int) bool {
	n, err := strconv.Atoi(asked)
	return err != nil || n >= size
}
