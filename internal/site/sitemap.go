package site

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/feed"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/search"
)

const mimeXML = feed.TypeXML + "; charset=utf-8"

// sitemap answers GET /sitemap.xml: every address that is worth finding, or where the parts of that list are.
func (s *Site) sitemap(c echo.Context) error {
	version := s.Index.At(s.Now())
	return s.answerProgram(c, version, "/sitemap.xml", mimeXML, func() ([]byte, error) {
		all := s.worthFinding(version)
		if len(all) <= feed.MaxAddresses {
			return feed.Sitemap(all), nil
		}
		var parts []feed.Address
		for n := range (len(all) + feed.MaxAddresses - 1) / feed.MaxAddresses {
			parts = append(parts, feed.Address{URL: s.Links.Absolute(s.Links.Path("sitemap", strconv.Itoa(n+1)+".xml"))})
		}
		return feed.SitemapIndex(parts), nil
	})
}

// sitemapPart answers GET /sitemap/{n}.xml.
func (s *Site) sitemapPart(c echo.Context) error {
	version := s.Index.At(s.Now())
	name, _ := strings.CutSuffix(c.Param("name"), ".xml")
	n, err := strconv.Atoi(name)
	if err != nil || n < 1 || c.Param("name") != strconv.Itoa(n)+".xml" {
		return board.ErrNotFound
	}
	return s.answerProgram(c, version, c.Request().URL.Path, mimeXML, func() ([]byte, error) {
		all := s.worthFinding(version)
		if n-1 > (len(all)-1)/feed.MaxAddresses { // divided: an address can name a number that is too large to multiply
			return nil, board.ErrNotFound
		}
		first := (n - 1) * feed.MaxAddresses
		return feed.Sitemap(all[first:min(first+feed.MaxAddresses, len(all))]), nil
	})
}

// worthFinding is every address that search engines are to know: the lists, the landing pages, the employers with ads, the live
// ads.
func (s *Site) worthFinding(version *search.Version) []feed.Address {
	all := []feed.Address{{URL: s.Links.Absolute(s.Links.Path("lediga-jobb"))}, {URL: s.Links.Absolute(s.Links.Path("arbetsgivare"))}}
	for _, p := range prose {
		all = append(all, feed.Address{URL: s.Links.Absolute(s.Links.Path(p.name))})
	}
	if len(studentJobs(version)) > 0 {
		all = append(all, feed.Address{URL: s.Links.Absolute(s.Links.Path("lediga-jobb", "student"))})
	}
	for _, l := range s.landings(version) {
		all = append(all, feed.Address{URL: s.Links.Absolute(s.landingPath(l))})
	}
	employers := version.Employers()
	for _, e := range employers {
		all = append(all, feed.Address{URL: s.Links.Employer(e.Employer.Slug)})
	}
	count := version.Search(board.Query{}).Total
	for _, hit := range version.Search(board.Query{Limit: count}).Hits {
		changed := hit.Job.UpdatedAt
		if hit.Job.Run.From.After(changed) {
			changed = hit.Job.Run.From
		}
		all = append(all, feed.Address{URL: s.Links.Job(hit.Job), Changed: changed})
	}
	return all
}

// uncrawled is what no search engine is to read: what belongs to somebody, forms, steps that count, and searches, of which
// there are more than there are ads.
var uncrawled = []string{"/redaktionen", "/mina-annonser", "/logga-in", "/platsannonsera/ny", "/bevakningar", "/sparade", "/lediga-jobb/*/ansok",
	"/lediga-jobb/*/anmal", "/lediga-jobb?", "/arbetsgivare?", "/feed.xml?", "/feed.json?", "/jobb.ics?", "/oembed", "/widget-demo"}

// robots answers GET /robots.txt (RFC 9309). Crawlers ask for it at the root of the host: where the service lies under a
// path, the host's own file has to say the same.
func (s *Site) robots(c echo.Context) error {
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	for _, path := range uncrawled {
		b.WriteString("Disallow: " + s.Links.BasePath() + path + "\n")
	}
	for _, path := range []string{"/lediga-jobb?lang=en$", "/arbetsgivare?lang=en$"} {
		b.WriteString("Allow: " + s.Links.BasePath() + path + "\n")
	}
	b.WriteString("\nSitemap: " + s.Links.Absolute(s.Links.Path("sitemap.xml")) + "\n")
	sum := sha256.Sum256([]byte(b.String()))
	answer := kept.NewAnswer(http.StatusOK, "text/plain; charset=utf-8", []byte(b.String()), hex.EncodeToString(sum[:12]))
	kept.ServeAs(c.Response(), c.Request(), answer, "public, max-age=3600")
	return nil
}
