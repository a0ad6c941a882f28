package site

import (
	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
)

// jobList is the page of a search.
type jobList struct {
	Total int
	Items []item
}

type item struct {
	Headline, URL string
}

// list answers GET /lediga-jobb.
func (s *Site) list(c echo.Context) error {
	version := s.Index.At(s.Now())
	v := s.visit(c.Request())
	q := board.Query{Limit: board.DefaultLimit}
	return s.answer(c, v, version, s.Links.List(q), func() (*page, error) { return s.jobList(version, v, q), nil })
}

func (s *Site) jobList(version *search.Version, v *visit, q board.Query) *page {
	result := version.Search(q)
	main := jobList{Total: result.Total}
	for _, h := range result.Hits {
		main.Items = append(main.Items, item{h.Job.Ad.Headline, s.Links.Job(h.Job)})
	}
	return &page{
		template: "reader/list", Title: words.Text(v.lang, "nav.jobs"), Main: main,
		path: s.Links.Path("lediga-jobb"), values: q.Values(),
	}
}
