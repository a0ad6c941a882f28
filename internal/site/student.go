package site

import (
	"cmp"
	"slices"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// A studentPage is the jobs for those who study, and below them those for who has just begun.
type studentPage struct {
	Lead   []string
	Status string
	Lists  []cardList
	Watch  string
	Beside *anchors
}

// student answers GET /lediga-jobb/student.
func (s *Site) student(c echo.Context) error {
	version, v := s.Index.At(s.Now()), s.visit(c.Request())
	return s.answer(c, v, version, s.Links.Path("lediga-jobb", "student"), func() (*page, error) {
		return s.studentPage(v, version), nil
	})
}

// forStudents are the searches of which each finds jobs for those who study.
func forStudents() []board.Query {
	return []board.Query{
		{Limit: board.MaxLimit, Filters: map[board.Facet][]string{board.FacetLevel: {string(board.LevelStudent), string(board.LevelTrainee)}}},
		{Limit: board.MaxLimit, Filters: map[board.Facet][]string{board.FacetEmploymentType: {string(board.Internship), string(board.Thesis), string(board.Summer)}}},
	}
}

// studentJobs is what the searches find, the newest first, each once.
func studentJobs(version *search.Version) []*board.Job {
	var jobs []*board.Job
	for _, q := range forStudents() {
		for _, hit := range version.Search(q).Hits {
			if !slices.ContainsFunc(jobs, func(j *board.Job) bool { return j.ID == hit.Job.ID }) {
				jobs = append(jobs, hit.Job)
			}
		}
	}
	slices.SortFunc(jobs, func(a, b *board.Job) int { return cmp.Or(b.Run.From.Compare(a.Run.From), cmp.Compare(a.ID, b.ID)) })
	return jobs
}

func (s *Site) studentPage(v *visit, version *search.Version) *page {
	now, jobs := s.Now(), studentJobs(version)
	juniors := board.Query{Limit: board.MaxLimit, Filters: map[board.Facet][]string{board.FacetLevel: {string(board.LevelJunior)}}}
	var begun []*board.Job
	for _, hit := range version.Search(juniors).Hits {
		if !slices.ContainsFunc(jobs, func(j *board.Job) bool { return j.ID == hit.Job.ID }) {
			begun = append(begun, hit.Job)
		}
	}
	main := studentPage{Lead: []string{v.text("student.lead")}, Status: v.text("student.count", "n", len(jobs)), Beside: s.waysFromStudents(v, version)}
	if len(jobs) == 0 {
		main.Status = v.text("student.none")
	}
	q := forStudents()[0]
	q.Limit = board.DefaultLimit
	main.Watch = s.watchLink(v, q)
	for _, list := range []cardList{{v.text("student.jobs"), s.below(v, jobs, now)}, {v.text("student.juniors"), s.below(v, begun, now)}} {
		if len(list.Cards) > 0 {
			main.Lists = append(main.Lists, list)
		}
	}
	all := anchor{Name: v.text("nav.jobs"), URL: v.link(s.Links.Path("lediga-jobb"), nil)}
	return &page{
		template: "reader/student", Title: v.text("student.title"), Description: v.text("student.description", "n", len(jobs)), Main: main,
		path: s.Links.Path("lediga-jobb", "student"), NoIndex: len(jobs)+len(begun) == 0, section: "lediga-jobb",
		Crumbs: []anchor{all, {Name: v.text("nav.student"), Current: "page"}},
	}
}
