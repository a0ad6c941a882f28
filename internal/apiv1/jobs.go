package apiv1

import (
	"errors"
	"maps"
	"net/url"
	"slices"
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

// searchJobs answers GET /jobs.
func (a *API) searchJobs(c echo.Context) error {
	return a.readOnce(c, func(v *search.Version, now time.Time) (*kept.Answer, error) {
		p := read(c.Request())
		q, err := a.query(c.Request().Context(), p, v)
		if err != nil {
			return nil, err
		}
		page := a.jobsPage(q, p)
		return a.remake(v, page.self(), p.lang, q, func(w *writer) (*search.Ground, error) {
			result := v.Search(q)
			if err := result.Quote(a.texts(c)); err != nil {
				return nil, err
			}
			return result.Ground(), a.view(p.lang, now).jobList(w, v, q, &result, page)
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

// jobList writes what a search has found.
func (v view) jobList(w *writer, version *search.Version, q board.Query, result *search.Result, at page) error {
	w.item()
	w.array("data")
	for _, hit := range result.Hits {
		v.job(w, hit.Job, look{excerpt: hit.Excerpt, highlights: hit.Highlights})
	}
	w.end(']')
	meta := jobListMeta{
		pageMeta: pageMeta{result.Total, q.Limit, q.Offset, version.Position().Seq},
		Also:     result.Also, Corrected: result.Corrected, EmployersMore: result.EmployersMore,
	}
	for _, h := range result.Try {
		meta.Try = append(meta.Try, hint{h.Without, h.Words, h.Count, at.of(h.Query)})
	}
	err := w.encoded("meta", meta)
	if len(result.Facets) > 0 {
		w.object("facets")
		for _, facet := range slices.Sorted(maps.Keys(result.Facets)) {
			v.counts(w, version, facet, result.Facets[facet])
		}
		w.end('}')
	}
	err = errors.Join(err, w.encoded("links", at.links(result.Total)))
	w.end('}')
	return err
}

func (v view) counts(w *writer, version *search.Version, f board.Facet, counts []search.Count) {
	w.array(string(f))
	for _, c := range counts {
		w.item()
		w.text("value", c.Value)
		w.text("label", v.facetLabel(version, f, c.Value))
		w.number("count", int64(c.Count))
		w.end('}')
	}
	w.end(']')
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
