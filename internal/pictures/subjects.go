package main

import (
	"context"
	"errors"

	"ledigajobb/internal/board"
	"ledigajobb/internal/showcase"
)

// A subject is a page that pictures are taken of.
type subject struct {
	Name string
	Path string
	Says string // what it shows
	Dark bool   // shown in dark colours too
}

// Colours are how the files of its pictures end: nothing for light colours, "-dark" for dark ones.
func (s subject) Colours() []string {
	if s.Dark {
		return []string{"", "-dark"}
	}
	return []string{""}
}

// subjectsOf is every page of the demonstration.
func subjectsOf(ctx context.Context, s *showcase.Site) ([]subject, error) {
	hits := s.Board.Index.At(showcase.Moment).Search(board.Query{Limit: 1}).Hits
	filled, err := s.Board.Store.JobsInState(ctx, board.StatusFilled)
	if err != nil {
		return nil, err
	}
	if len(hits) == 0 || len(filled) == 0 {
		return nil, errors.New("the demonstration has no live ad, or none that is filled")
	}
	job := hits[0].Job
	return []subject{
		{"list", "/lediga-jobb", "All vacancies", true},
		{"list-filtered", "/lediga-jobb?q=avtal&employment_type=permanent", "Vacancies, searched and filtered", false},
		{"list-nothing", "/lediga-jobb?q=xylofonist", "Nothing found", false},
		{"list-english", "/lediga-jobb?lang=en", "All vacancies, in English", false},
		{"ad", s.Links.Local(s.Links.Job(job)), "An ad", true},
		{"ad-filled", s.Links.Local(s.Links.Job(filled[0])), "An ad that has ended", false},
		{"ad-missing", "/lediga-jobb/upphandlare-0000000000", "An ad that is not there", false},
		{"employers", "/arbetsgivare", "Employers", false},
		{"employer", s.Links.Local(s.Links.Employer(job.Employer.Slug)), "An employer", false},
		{"privacy", "/personuppgifter", "Privacy", false},
		{"terms", "/annonsvillkor", "Terms", false},
		{"accessibility", "/tillganglighet", "Accessibility", false},
		{"contact", "/kontakt", "Contact", false},
		{"parts", "/delar", "The parts that pages are made of", true},
		{"sidebar", "/widget-demo", "The sidebar on a journal's page", true},
		{"api", "/api/v1/docs", "The API's manual", false},
	}, nil
}
