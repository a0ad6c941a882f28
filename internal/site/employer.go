package site

import (
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
)

// employersPage is every employer with live ads, by the Swedish alphabet.
type employersPage struct {
	Status  string
	Letters []letter
	Pager   *pager
}

// A letter is the employers whose names begin with it.
type letter struct {
	Name      string
	Employers []employerLine
}

type employerLine struct {
	Employer anchor
	Sector   string
	Count    string
}

// employerPage is one employer with its ads.
type employerPage struct {
	Name    string
	Logo    string
	Marks   []mark
	Facts   []fact
	Status  string
	Heading string
	Cards   []card
	More    *anchor
}

// employersOnPage is how many employers a page lists.
const employersOnPage = 300

// employers answers GET /arbetsgivare.
func (s *Site) employers(c echo.Context) error {
	now := s.Now()
	version, v := s.Index.At(now), s.visit(c.Request())
	q := board.Query{Limit: employersOnPage, Offset: offset(v.values.Get("offset"))}
	return s.answer(c, v, version, withQuery(s.Links.Path("arbetsgivare"), offsetValues(q.Offset)), func() (*page, error) {
		return s.employersPage(v, version, q), nil
	})
}

func (s *Site) employersPage(v *visit, version *search.Version, q board.Query) *page {
	all := version.Employers()
	at := func(offset int) string { return v.link(s.Links.Path("arbetsgivare"), offsetValues(offset)) }
	main := employersPage{Status: v.text("employers.lead", "n", len(all)), Pager: paged(v, q.Offset, q.Limit, len(all), at)}
	if len(all) == 0 {
		main.Status = v.text("employers.none")
	}
	for _, e := range all[min(q.Offset, len(all)):min(q.Offset+q.Limit, len(all))] {
		first := initial(e.Employer.Name)
		if n := len(main.Letters); n == 0 || main.Letters[n-1].Name != first {
			main.Letters = append(main.Letters, letter{Name: first})
		}
		last := &main.Letters[len(main.Letters)-1]
		last.Employers = append(last.Employers, employerLine{
			Employer: s.employerAnchor(v, e.Employer), Sector: term(v, reference.ListSector, e.Employer.Sector),
			Count: v.text("employers.count", "n", e.Count),
		})
	}
	return &page{
		template: "reader/employers", Title: v.text("nav.employers"), Description: v.text("employers.description"), Main: main,
		path: s.Links.Path("arbetsgivare"), values: offsetValues(q.Offset), section: "arbetsgivare",
		Crumbs: []anchor{{Name: v.text("nav.employers"), Current: "page"}},
	}
}

// initial is the letter that a name is found under.
func initial(name string) string {
	r, _ := utf8.DecodeRuneInString(strings.ToUpper(name))
	if r >= '0' && r <= '9' {
		return "0–9"
	}
	return string(r)
}

// employer answers GET /arbetsgivare/{slug}. One without ads is looked up, as is one that had another name.
func (s *Site) employer(c echo.Context) error {
	now, slug := s.Now(), c.Param("slug")
	version, v := s.Index.At(now), s.visit(c.Request())
	found, ok := version.Employer(slug)
	if !ok || found.Employer.Slug != slug {
		e, err := s.Store.EmployerBySlug(c.Request().Context(), slug)
		if err != nil {
			return err
		}
		if e.Slug != slug {
			return c.Redirect(http.StatusMovedPermanently, v.link(s.Links.Path("arbetsgivare", e.Slug), nil))
		}
		found = search.EmployerCount{Employer: e}
	}
	return s.answer(c, v, version, s.Links.Employer(slug), func() (*page, error) {
		return s.employerPage(v, version, found.Employer, now), nil
	})
}

func (s *Site) employerPage(v *visit, version *search.Version, e board.Employer, now time.Time) *page {
	q := board.Query{Filters: map[board.Facet][]string{board.FacetEmployer: {e.Slug}}, Limit: board.MaxLimit}
	result := version.Search(q)
	main := employerPage{
		Name: e.Name, Logo: s.logoOf(e), Facts: employerFacts(v, e), Heading: v.text("employer.jobs", "employer", e.Name),
		Status: v.text("employers.count", "n", result.Total),
	}
	if e.Verified {
		main.Marks = []mark{{"verified", v.text("mark.verified")}}
	}
	if result.Total == 0 {
		main.Status = v.text("employer.none", "employer", e.Name)
	}
	for _, hit := range result.Hits {
		card := s.card(v, hit.Job, now)
		card.Sub = true
		main.Cards = append(main.Cards, card)
	}
	if result.Total > len(result.Hits) {
		q.Limit = board.DefaultLimit
		main.More = &anchor{Name: v.text("list.all"), URL: v.link(s.Links.Path("lediga-jobb"), q.Values())}
	}
	return &page{
		template: "reader/employer", Title: e.Name, Description: v.text("employer.description", "employer", e.Name), Main: main,
		Head: head{Alternates: s.follow(v, q, e.Name)},
		path: s.Links.Path("arbetsgivare", e.Slug), NoIndex: result.Total == 0, section: "arbetsgivare",
		Crumbs: []anchor{{Name: v.text("nav.employers"), URL: v.link(s.Links.Path("arbetsgivare"), nil)}, {Name: e.Name, Current: "page"}},
	}
}

func employerFacts(v *visit, e board.Employer) []fact {
	l := factList{visit: v}
	if e.LegalName != e.Name {
		l.add("employer.legal_name", e.LegalName)
	}
	l.add("filter.sector", term(v, reference.ListSector, e.Sector))
	if e.OrgNr.Public() != "" {
		l.add("employer.orgnr", e.OrgNr.String())
	}
	if address, ok := link.Web(e.URL); ok {
		l.link("employer.website", anchor{Name: host(address), URL: address})
	}
	return l.facts
}
