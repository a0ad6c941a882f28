package apiv1

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// query reads a search. The index knows the employers that have ads now. One that has none, or had another name, is
// looked up, so that a link to it finds nothing, or its ads, and is no fault.
func (a *API) query(ctx context.Context, p *parameters, v *search.Version) (board.Query, error) {
	p.limitFilters()
	known, idle, err := a.employers(ctx, v, p.values[string(board.FacetEmployer)])
	if err != nil {
		return board.Query{}, err
	}
	q, err := search.ParseQuery(with(p.values, string(board.FacetEmployer), known), v)
	if err := p.join(err); err != nil {
		return board.Query{}, err
	}
	for _, slug := range idle {
		q.Filters = maps.Clone(q.Filters)
		if q.Filters == nil {
			q.Filters = map[board.Facet][]string{}
		}
		q.Filters[board.FacetEmployer] = append(slices.Clone(q.Filters[board.FacetEmployer]), slug)
	}
	return q, nil
}

// limitFilters takes out the filters that have too many values, before anything is looked up for them.
func (p *parameters) limitFilters() {
	for _, facet := range board.Facets() {
		if name := string(facet); len(p.values[name]) > board.MaxValues {
			p.invalid.Add(board.Fault{Field: name, Code: "range", Allowed: span(1, board.MaxValues)})
			p.values = with(p.values, name, nil)
		}
	}
}

// employers parts the values of the employer filter into those that the index has to judge and the slugs of those that
// exist without ads.
func (a *API) employers(ctx context.Context, v *search.Version, given []string) (known, idle []string, err error) {
	for _, name := range given {
		if _, ok := v.Employer(name); ok {
			known = append(known, name)
			continue
		}
		e, err := a.employer(ctx, name)
		switch {
		case errors.Is(err, board.ErrNotFound):
			known = append(known, name) // the index says what is wrong with it
		case err != nil:
			return nil, nil, err
		default:
			if _, ok := v.Employer(e.Slug); ok {
				known = append(known, e.Slug)
			} else {
				idle = append(idle, e.Slug)
			}
		}
	}
	return known, idle, nil
}

// employer finds an employer by a slug that it has or had, or by its number. A personal number finds nobody.
func (a *API) employer(ctx context.Context, name string) (board.Employer, error) {
	if nr, err := board.ParseOrgNr(name); err == nil {
		if nr.Personal() {
			return board.Employer{}, board.ErrNotFound
		}
		return a.Store.EmployerByKey(ctx, board.EmployerKey(nr, "", ""))
	}
	return a.Store.EmployerBySlug(ctx, name)
}

// with is the values with others in the place of one parameter's.
func with(values url.Values, name string, those []string) url.Values {
	if !values.Has(name) {
		return values
	}
	changed := maps.Clone(values)
	delete(changed, name)
	if len(those) > 0 {
		changed[name] = those
	}
	return changed
}
