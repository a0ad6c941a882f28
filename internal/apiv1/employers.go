package apiv1

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

type employerList struct {
	Data  []json.RawMessage `json:"data"`
	Meta  pageMeta          `json:"meta"`
	Links pageLinks         `json:"links"`
}

// listEmployers answers GET /employers.
func (a *API) listEmployers(c echo.Context) error {
	p := readOnly(c.Request(), "limit", "offset")
	at := page{to: a.Links, path: []string{"employers"}, values: p.withLanguage(nil)}
	at.limit = int(p.number("limit", board.DefaultLimit, 1, board.MaxLimit))
	at.offset = int(p.number("offset", 0, 0, board.MaxOffset))
	if err := p.invalid.Err(); err != nil {
		return err
	}
	if at.limit != board.DefaultLimit {
		at.values.Set("limit", strconv.Itoa(at.limit))
	}
	now := a.Now()
	v := a.Index.At(now)
	return a.answer(c, v, at.self(), p.lang, func() (any, error) {
		return a.view(p.lang, now).employerList(v, at), nil
	})
}

func (v view) employerList(version *search.Version, at page) employerList {
	all := version.Employers()
	list := employerList{
		Data:  []json.RawMessage{},
		Meta:  pageMeta{len(all), at.limit, at.offset, version.Position().Seq},
		Links: at.links(len(all)),
	}
	for _, e := range all[min(at.offset, len(all)):min(at.offset+at.limit, len(all))] {
		list.Data = append(list.Data, v.employerWithCount(e))
	}
	return list
}

func (v view) employerWithCount(e search.EmployerCount) json.RawMessage {
	return written(func(w *writer) {
		w.item()
		v.employer(w, &e.Employer, "")
		w.number("count", int64(e.Count))
		w.end('}')
	})
}

// getEmployer answers GET /employers/{slug}.
func (a *API) getEmployer(c echo.Context) error {
	p := readOnly(c.Request())
	if err := p.invalid.Err(); err != nil {
		return err
	}
	now, slug := a.Now(), c.Param("slug")
	v := a.Index.At(now)
	found, ok := v.Employer(slug)
	if !ok || found.Employer.Slug != slug {
		e, err := a.Store.EmployerBySlug(c.Request().Context(), slug)
		if err != nil {
			return err
		}
		if e.Slug != slug {
			return c.Redirect(http.StatusMovedPermanently, a.Links.API(p.withLanguage(nil), "employers", e.Slug))
		}
		found.Employer, found.Count = e, 0
	}
	return a.answer(c, v, "employers/"+slug, p.lang, func() (any, error) {
		return one[json.RawMessage]{a.view(p.lang, now).employerWithCount(found)}, nil
	})
}
