package main

import (
	"context"
	"errors"

	"ledigajobb/internal/board"
	"ledigajobb/internal/demo"
	"ledigajobb/internal/link"
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

// A part is pages that are shown to the same people.
type part struct {
	Name     string
	Email    string // of the one who has signed in; empty: nobody has
	Subjects []subject
}

// cookie is what lets them in.
func (p part) cookie(ctx context.Context, site *showcase.Site) (string, error) {
	if p.Email == "" {
		return "", nil
	}
	return site.Cookie(ctx, p.Email)
}

// partsOf is every page of the demonstration.
func partsOf(ctx context.Context, s *showcase.Site) ([]part, error) {
	hits := s.Board.Index.At(showcase.Moment).Search(board.Query{Limit: 1}).Hits
	filled, err := s.Board.Store.JobsInState(ctx, board.StatusFilled)
	if err != nil {
		return nil, err
	}
	waiting, err := s.Board.Store.JobsInState(ctx, board.StatusInReview)
	if err != nil {
		return nil, err
	}
	if len(hits) == 0 || len(filled) == 0 || len(waiting) == 0 {
		return nil, errors.New("the demonstration has no live ad, none that is filled, or none that waits")
	}
	return []part{
		{"Readers", "", readers(s.Links, hits[0].Job, filled[0])},
		{"Employers", demo.Employer, employers()},
		{"The desk", showcase.Editor.Email, editors(hits[0].Job, waiting[0])},
	}, nil
}

func readers(links link.Links, live, filled *board.Job) []subject {
	return []subject{
		{"list", "/lediga-jobb", "All vacancies", true},
		{"list-filtered", "/lediga-jobb?q=avtal&employment_type=permanent", "Vacancies, searched and filtered", false},
		{"list-nothing", "/lediga-jobb?q=xylofonist", "Nothing found", false},
		{"list-english", "/lediga-jobb?lang=en", "All vacancies, in English", false},
		{"ad", links.Local(links.Job(live)), "An ad", true},
		{"ad-filled", links.Local(links.Job(filled)), "An ad that has ended", false},
		{"ad-missing", "/lediga-jobb/upphandlare-0000000000", "An ad that is not there", false},
		{"employers", "/arbetsgivare", "Employers", false},
		{"employer", links.Local(links.Employer(live.Employer.Slug)), "An employer", false},
		{"alert", "/bevakningar", "Watch a search", false},
		{"privacy", "/personuppgifter", "Privacy", false},
		{"terms", "/annonsvillkor", "Terms", false},
		{"accessibility", "/tillganglighet", "Accessibility", false},
		{"contact", "/kontakt", "Contact", false},
		{"parts", "/delar", "The parts that pages are made of", true},
		{"sidebar", "/widget-demo", "The sidebar on a journal's page", true},
		{"api", "/api/v1/docs", "The API's manual", false},
	}
}

func employers() []subject {
	return []subject{
		{"advertise", "/platsannonsera", "What an ad costs, and what happens", false},
		{"advertise-new", "/platsannonsera/ny", "Begin an ad, from a link or a text", false},
		{"own-ads", "/mina-annonser", "An employer's own ads", true},
	}
}

func editors(live, waiting *board.Job) []subject {
	return []subject{
		{"desk", "/redaktionen", "What waits for the desk", true},
		{"desk-review", "/redaktionen/granska/" + string(waiting.ID), "An ad to decide on", false},
		{"desk-ads", "/redaktionen/annonser", "All ads", false},
		{"desk-ad", "/redaktionen/annonser/" + string(live.ID), "What can be done with an ad", false},
		{"desk-sidebar", "/redaktionen/annonser/sidospalten", "The order of the sidebar", false},
		{"desk-customers", "/redaktionen/kunder", "Customers", false},
		{"desk-customer", "/redaktionen/kunder/" + live.Employer.Slug, "A customer", false},
		{"desk-orders", "/redaktionen/order", "Orders", false},
		{"desk-figures", "/redaktionen/nyckeltal", "How the board does", false},
		{"desk-letters", "/redaktionen/utskick", "Letters", false},
		{"desk-people", "/redaktionen/konton", "Who is at the desk", false},
		{"desk-settings", "/redaktionen/installningar", "Settings", false},
		{"desk-log", "/redaktionen/logg", "Who did what", false},
	}
}
