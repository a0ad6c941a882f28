package site

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
)

// parameters are those of a search besides the facets. Pages ignore all others.
var parameters = [...]string{"q", "nationwide", "published_after", "deadline_before", "deadline_after", "sort", "limit", "offset"}

// query reads a search as a page does: what it does not understand it leaves out and tells of, with what was probably
// meant.
func (s *Site) query(ctx context.Context, v *visit, version *search.Version) (board.Query, error) {
	values := known(v.values)
	v.limitFilters(values)
	idle, err := s.settleEmployers(ctx, version, values)
	if err != nil {
		return board.Query{}, err
	}
	q, err := search.ParseQuery(values, version)
	var invalid *board.Invalid
	if errors.As(err, &invalid) {
		for _, f := range invalid.Faults {
			v.notices = append(v.notices, s.faultNotice(v, version, values, f))
		}
		q, err = search.ParseQuery(without(values, invalid), version)
	}
	if err != nil {
		return board.Query{Limit: board.DefaultLimit}, nil // nothing of it can be understood, which the notices say
	}
	if len(idle) > 0 {
		q.Filters[board.FacetEmployer] = append(q.Filters[board.FacetEmployer], idle...)
	}
	q.Facets = board.Facets()
	return q, nil
}

// known is those of the values that a search takes.
func known(values url.Values) url.Values {
	taken := url.Values{}
	for name, given := range values {
		if _, facet := board.Parse(board.Facets(), name); facet || slices.Contains(parameters[:], name) {
			taken[name] = slices.DeleteFunc(slices.Clone(given), func(s string) bool { return s == "" })
		}
		if len(taken[name]) == 0 {
			delete(taken, name) // a field of the form that was left empty
		}
	}
	return taken
}

// limitFilters leaves out the filters that have too many values, before anything is looked up for them.
func (v *visit) limitFilters(values url.Values) {
	for _, facet := range board.Facets() {
		if name := string(facet); len(values[name]) > board.MaxValues {
			text := v.text("fault.range.filter", "field", v.text("filter."+name), "allowed", "1–"+strconv.Itoa(board.MaxValues))
			v.notices = append(v.notices, notice{Text: text})
			delete(values, name)
		}
	}
}

// settleEmployers looks up employers that have no ads now or had another name. Their current slugs stand in for what was
// given, except those of employers without ads, which the index does not know: they are idle.
func (s *Site) settleEmployers(ctx context.Context, version *search.Version, values url.Values) (idle []string, err error) {
	const name = string(board.FacetEmployer)
	var settled []string
	for _, given := range values[name] {
		if _, ok := version.Employer(given); ok {
			settled = append(settled, given)
			continue
		}
		e, err := s.Store.EmployerBySlug(ctx, given)
		switch {
		case errors.Is(err, board.ErrNotFound):
			settled = append(settled, given) // the index says what is wrong with it
		case err != nil:
			return nil, err
		default:
			if _, ok := version.Employer(e.Slug); ok {
				settled = append(settled, e.Slug)
			} else {
				idle = append(idle, e.Slug)
			}
		}
	}
	if delete(values, name); len(settled) > 0 {
		values[name] = settled
	}
	return idle, nil
}

// without is the values less those that are at fault.
func without(values url.Values, invalid *board.Invalid) url.Values {
	left := url.Values{}
	for name, given := range values {
		left[name] = slices.Clone(given)
	}
	for _, f := range invalid.Faults {
		switch {
		case f.Code == "repeated":
			left[f.Field] = left[f.Field][:1]
		case f.Code == "value" && slices.Contains(left[f.Field], f.Value):
			left[f.Field] = slices.DeleteFunc(left[f.Field], func(s string) bool { return s == f.Value })
		default:
			delete(left, f.Field)
		}
	}
	return left
}

// faultNotice says what is wrong with a parameter, by the name of its filter, and leads to what was probably meant.
func (s *Site) faultNotice(v *visit, version *search.Version, values url.Values, f board.Fault) notice {
	meant := f.Meant
	n := notice{}
	if meant != "" {
		fixed := without(values, &board.Invalid{Faults: []board.Fault{f}})
		fixed[f.Field] = append(fixed[f.Field], meant)
		n.URL = v.link(s.Links.Path("lediga-jobb"), fixed)
		n.Link = v.text("notice.meant", "meant", label(v.lang, version, board.Facet(f.Field), meant))
	}
	f.Meant = ""
	if f.Code == "value" {
		f.Allowed = "" // the filters show the values, by their names
	}
	if f.Code != "repeated" && !words.Has("fault."+f.Code+"."+f.Field) {
		f.Field = v.text("filter." + f.Field)
	}
	n.Text = words.Fault(v.lang, f)
	return n
}

// label is what a facet's value is called.
func label(lang board.Language, version *search.Version, f board.Facet, value string) string {
	switch f {
	case board.FacetEmployer:
		if e, ok := version.Employer(value); ok {
			return e.Employer.Name
		}
		return value
	case "sort":
		return words.Text(lang, "sort."+value)
	}
	return reference.Label(lang, reference.List(f), value)
}
