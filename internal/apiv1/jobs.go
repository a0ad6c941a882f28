package apiv1

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
)

type jobList struct {
	Data   []*job                  `json:"data"`
	Meta   jobListMeta             `json:"meta"`
	Facets map[board.Facet][]count `json:"facets,omitempty"`
	Links  pageLinks               `json:"links"`
}

type jobListMeta struct {
	pageMeta
	Also          []string `json:"also,omitempty"`
	Corrected     string   `json:"corrected,omitempty"`
	Try           []hint   `json:"try,omitempty"`
	EmployersMore int      `json:"employers_more,omitempty"`
}

type hint struct {
	Without []string `json:"without"`
	Words   []string `json:"words,omitempty"`
	Count   int      `json:"count"`
	URL     string   `json:"url"`
}

type count struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// searchJobs answers GET /jobs.
func (a *API) searchJobs(c echo.Context) error {
	return a.readOnce(c, func(v *search.Version, now time.Time) (*kept.Answer, error) {
		p := read(c.Request())
		q, err := a.query(c.Request().Context(), p, v)
		if err != nil {
			return nil, err
		}
		page := a.jobsPage(q, p)
		return a.remake(v, page.self(), p.lang, q, func() (any, *search.Ground, error) {
			result := v.Search(q)
			if err := result.Quote(a.texts(c)); err != nil {
				return nil, nil, err
			}
			return a.view(p.lang, now).jobList(v, q, result, page), result.Ground(), nil
		})
	})
}

// jobsPage is the page of a search, with the parameters that lead to it and to those beside it.
func (a *API) jobsPage(q board.Query, p *parameters) page {
	values := q.Values()
	if p.values.Has("facets") {
		values.Set("facets", facetNames(q.Facets))
	}
	return page{a.Links, []string{"jobs"}, p.withLanguage(values), q.Limit, q.Offset}
}

func facetNames(facets []board.Facet) string {
	if len(facets) == 0 {
		return "none"
	}
	names := make([]string, len(facets))
	for i, f := range facets {
		names[i] = string(f)
	}
	return strings.Join(names, ",")
}

// texts gives the texts of live ads from the database.
func (a *API) texts(c echo.Context) func(ids []board.ID) (map[board.ID]string, error) {
	return func(ids []board.ID) (map[board.ID]string, error) { return a.Store.Texts(c.Request().Context(), ids) }
}

func (v view) jobList(version *search.Version, q board.Query, result search.Result, at page) jobList {
	list := jobList{
		Data: make([]*job, len(result.Hits)),
		Meta: jobListMeta{
			pageMeta: pageMeta{result.Total, q.Limit, q.Offset, version.Position().Seq},
			Also:     result.Also, Corrected: result.Corrected, EmployersMore: result.EmployersMore,
		},
		Facets: map[board.Facet][]count{},
		Links:  at.links(result.Total),
	}
	for i, hit := range result.Hits {
		list.Data[i] = v.found(hit)
	}
	for _, h := range result.Try {
		list.Meta.Try = append(list.Meta.Try, hint{h.Without, h.Words, h.Count, at.of(h.Query)})
	}
	for facet, counts := range result.Facets {
		list.Facets[facet] = v.counts(version, facet, counts)
	}
	return list
}

func (v view) counts(version *search.Version, f board.Facet, counts []search.Count) []count {
	shown := make([]count, len(counts))
	for i, c := range counts {
		shown[i] = count{c.Value, v.facetLabel(version, f, c.Value), c.Count}
	}
	return shown
}

func (v view) facetLabel(version *search.Version, f board.Facet, value string) string {
	if f != board.FacetEmployer {
		return v.label(reference.List(f), value)
	}
	if e, ok := version.Employer(value); ok {
		return e.Employer.Name
	}
	return value
}

// pageMeta says which part of how much a page is.
type pageMeta struct {
	Total  int   `json:"total"`
	Limit  int   `json:"limit"`
	Offset int   `json:"offset"`
	Seq    int64 `json:"seq"`
}

type pageLinks struct {
	Self string `json:"self"`
	Next string `json:"next,omitempty"`
	Prev string `json:"prev,omitempty"`
}

// page is one page of a call's answers.
type page struct {
	to     link.Links
	path   []string
	values url.Values // canonical
	limit  int
	offset int
}

func (p page) self() string { return p.at(p.offset) }

// of is the address of another search, asked in the same way.
func (p page) of(q board.Query) string {
	values := q.Values()
	for _, name := range []string{"facets", "lang"} {
		if p.values.Has(name) {
			values[name] = p.values[name]
		}
	}
	return p.to.API(values, p.path...)
}

// links leads on as long as there is more, and back to the beginning.
func (p page) links(total int) pageLinks {
	links := pageLinks{Self: p.self()}
	if next := p.offset + p.limit; next < total && next <= board.MaxOffset {
		links.Next = p.at(next)
	}
	if p.offset > 0 {
		links.Prev = p.at(max(0, p.offset-p.limit))
	}
	return links
}

// at is the address of the page that begins at an offset.
func (p page) at(offset int) string {
	p.values.Del("offset")
	if offset > 0 {
		p.values.Set("offset", strconv.Itoa(offset))
	}
	return p.to.API(p.values, p.path...)
}
