package site

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
)

// A landing is a role in a county with enough live ads for a page of its own: the search for it, with a heading and what is
// to be known of its jobs.
type landing struct {
	role   board.Role
	county reference.Region
	count  int
}

// fewest is how many live ads make a landing page worth having.
const fewest = 3

// landings keeps what landing pages there are for the last version that was asked about.
type landings struct {
	mu         sync.Mutex
	generation kept.Generation
	all        []landing
}

// landings is every landing page worth having, the one with the most ads first.
func (s *Site) landings(version *search.Version) []landing {
	k := &s.landed
	k.mu.Lock()
	defer k.mu.Unlock()
	if generation := (kept.Generation{Position: version.Position(), Until: version.Until()}); k.generation != generation {
		k.generation, k.all = generation, findLandings(version)
	}
	return k.all
}

func findLandings(version *search.Version) []landing {
	var all []landing
	for _, role := range board.Roles() {
		if role == board.RoleOther {
			continue
		}
		q := board.Query{Filters: map[board.Facet][]string{board.FacetRole: {string(role)}}, Facets: []board.Facet{board.FacetRegion}}
		for _, c := range version.Search(q).Facets[board.FacetRegion] {
			if county, ok := reference.RegionByCode(c.Value); ok && c.Count >= fewest {
				all = append(all, landing{role, county, c.Count})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b landing) int { return cmp.Compare(b.count, a.count) })
	return all
}

// of says whether the landing page is one of the role's in one of the counties.
func (l landing) of(roles []board.Role, counties []string) bool {
	return slices.Contains(roles, l.role) && slices.Contains(counties, l.county.Code)
}

func (l landing) name(v *visit) string {
	return v.text("landing.title", "role", reference.Label(v.lang, reference.List(board.FacetRole), string(l.role)),
		"county", reference.Label(v.lang, reference.List(board.FacetRegion), l.county.Code))
}

func (l landing) query() board.Query {
	return board.Query{Limit: board.DefaultLimit, Facets: board.Facets(),
		Filters: map[board.Facet][]string{board.FacetRole: {string(l.role)}, board.FacetRegion: {l.county.Code}}}
}

func (s *Site) landingPath(l landing) string {
	return s.Links.Path("lediga-jobb", string(l.role), board.Slugify(l.county.Name))
}

// landingLinks leads to the landing pages that are chosen, at most so many.
func (s *Site) landingLinks(v *visit, version *search.Version, most int, choose func(landing) bool) []noted {
	var links []noted
	for _, l := range s.landings(version) {
		if len(links) < most && choose(l) {
			at := anchor{Name: l.name(v), URL: v.link(s.landingPath(l), nil)}
			links = append(links, noted{at, v.text("landing.count", "n", l.count)})
		}
	}
	return links
}

// landing answers GET /lediga-jobb/{role}/{county}. With too few ads it is the search, which is then its canonical address.
func (s *Site) landing(c echo.Context) error {
	l, err := parseLanding(c.Param("name"), c.Param("county"))
	if err != nil {
		return err
	}
	now := s.Now()
	version, v := s.Index.At(now), s.visit(c.Request())
	if path := s.landingPath(l); path != c.Request().URL.Path {
		return c.Redirect(http.StatusMovedPermanently, v.link(path, nil))
	}
	return s.answer(c, v, version, s.landingPath(l), func() (*page, error) {
		q := l.query()
		result := version.Search(q)
		p := s.listPage(listing{s, v, version, q, result, now})
		if result.Total < fewest {
			p.NoIndex = true
			return p, nil
		}
		s.introduceLanding(p, v, version, l, result)
		return p, nil
	})
}

// parseLanding reads the two parts of a landing page's address; a county may also be written as its code, or short.
func parseLanding(role, county string) (landing, error) {
	known, ok := board.Parse(board.Roles(), board.Slugify(role))
	if !ok || known == board.RoleOther {
		return landing{}, fmt.Errorf("no role %.40q: %w", role, board.ErrNotFound)
	}
	written := board.Slugify(county)
	for _, region := range reference.Regions() {
		slug := board.Slugify(region.Name)
		short := strings.TrimSuffix(slug, "-lan")
		if written == slug || written == region.Code || written == short || written == strings.TrimSuffix(short, "s") {
			return landing{role: known, county: region}, nil
		}
	}
	return landing{}, fmt.Errorf("no county %.40q: %w", county, board.ErrNotFound)
}

// mostNear is how many other landing pages one leads to.
const mostNear = 9

// introduceLanding makes the page of a search one with an address, a name and words of its own.
func (s *Site) introduceLanding(p *page, v *visit, version *search.Version, l landing, result search.Result) {
	main := p.Main.(jobList)
	main.Heading = l.name(v)
	main.Lead = []string{s.summary(v, version, l.query(), result)}
	near := s.landingLinks(v, version, mostNear, func(other landing) bool {
		return other != l && (other.role == l.role || other.county == l.county)
	})
	main.Beside = besides("near", v.text("landing.near"), near)
	p.Main, p.Description = main, main.Lead[0]
	p.Title, p.path, p.values = v.text("landing.page", "title", main.Heading), s.landingPath(l), nil
	p.NoIndex = false
	all := anchor{Name: v.text("nav.jobs"), URL: v.link(s.Links.Path("lediga-jobb"), nil)}
	p.Crumbs = []anchor{all, {Name: main.Heading, Current: "page"}}
}

// ways is the front list's ways to narrower ones: the largest landing pages, and the one for students.
func (s *Site) ways(v *visit, version *search.Version) *anchors {
	links, title := s.largest(v, version), "landing.ways"
	if len(links) == 0 {
		title = "landing.wider"
	}
	student := anchor{Name: v.text("nav.student"), URL: v.link(s.Links.Path("lediga-jobb", "student"), nil)}
	return besides("ways", v.text(title), append(links, noted{anchor: student}))
}

// waysFromStudents is the same for the page for students itself.
func (s *Site) waysFromStudents(v *visit, version *search.Version) *anchors {
	return besides("ways", v.text("landing.ways"), s.largest(v, version))
}

func (s *Site) largest(v *visit, version *search.Version) []noted {
	return s.landingLinks(v, version, 11, func(landing) bool { return true })
}

// widened is the landing pages that an ad's jobs belong to, for those who want to see more of them.
func (s *Site) widened(v *visit, version *search.Version, j *board.Job) *anchors {
	links := s.landingLinks(v, version, 3, func(l landing) bool {
		return l.of(j.Ad.Profile.Roles, j.Values(board.FacetRegion))
	})
	return besides("wider", v.text("landing.wider"), links)
}
