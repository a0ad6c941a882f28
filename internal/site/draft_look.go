package site

import (
	"context"
	"errors"
	"html/template"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/reference"
)

// A look is an ad before it is published: as it will stand in the list, on its own page, in a sidebar, and in a search
// engine. All are made by the templates that readers' pages are made by.
type look struct {
	Card    card
	Page    template.HTML
	Sidebar sidebarJob
	Engine  engineHit
}

// An engineHit is how a search engine shows a page, more or less.
type engineHit struct{ Site, Path, Title, Description string }

// looks is how the ad of a job looks, were it live from an instant on.
func (s *Site) looks(v *visit, j *board.Job, at time.Time) (*look, error) {
	shown := *j
	shown.State, shown.Ending = board.StatusLive, board.Ending{}
	if shown.Run.From.IsZero() {
		shown.Run = board.NewRun(at, shown.Ad.Deadline, shown.Days)
	}
	if !shown.VisibleAt(at) {
		shown.Run = board.Run{From: at, Until: at.Add(time.Hour)} // its time is over: still to be read here
	}
	ad := s.adOf(v, &shown, at)
	ad.Inside, ad.Employer.URL = true, ""
	if ad.Apply != nil {
		ad.Apply.URL, _ = link.Web(shown.Ad.Apply.URL)
	}
	c := s.card(v, &shown, at)
	c.URL = "#page"
	l := &look{Card: c, Sidebar: s.sidebarJob(v.lang, &shown, at)}
	l.Engine = engineHit{
		Site: s.Links.Host(), Path: "lediga-jobb › " + board.Slugify(shown.Ad.Headline), Title: jobTitle(&shown), Description: describe(v, &shown, at),
	}
	var err error
	l.Page, err = s.templates.part(v.lang, "reader/job", "main", ad)
	return l, err
}

// look is the last step: the ad as readers will see it, what it costs, and the button that orders it.
func (f *drafting) look(main *stepPage) error {
	if f.draft == nil {
		return nil
	}
	at := f.Now()
	quote, err := f.Desk.Quote(f.c.Request().Context(), f.actor(), f.draft.ID, f.key)
	var invalid *board.Invalid
	switch {
	case err == nil:
		main.Order = f.orderBox(quote)
	case !errors.As(err, &invalid): // what cannot be bought so is said when it is ordered
		return err
	}
	if f.draft.PublishAt.After(at) {
		at = f.draft.PublishAt
	}
	main.Advice = f.advised(f.at)
	job := f.asJob()
	if err := f.wearLogo(f.c.Request().Context(), f.actor(), job, quote.Order.Employer); err != nil {
		return err
	}
	main.Look, err = f.looks(f.visit, job, at)
	return err
}

// wearLogo gives an ad that is looked at the logo that its employer has, as it will have it, where it brings none of its own.
// An agency sees none.
func (s *Site) wearLogo(ctx context.Context, by board.Actor, job *board.Job, employer board.EmployerID) (err error) {
	if job.Employer.Logo == "" && job.Ad.Agency.Name == "" {
		job.Employer.Logo, err = s.Desk.OfferedLogo(ctx, by, employer)
	}
	return err
}

// asJob is the draft as the job that it will be.
func (f *drafting) asJob() *board.Job { return draftedJob(f.draft, f.prices) }

// draftedJob is a draft as the job that it will be, to be looked at.
func draftedJob(d *board.Draft, prices board.PriceList) *board.Job {
	employer := board.Employer{Name: d.Employer.Name, OrgNr: d.Employer.OrgNr, Sector: d.Employer.Sector, URL: d.Employer.URL, Logo: d.Logo}
	if body, ok := reference.BodyByOrgNr(d.Employer.OrgNr); ok && employer.Name == "" {
		employer.Name = body.Name
	}
	return &board.Job{
		ID: d.ID, Ad: d.Ad, Employer: employer, Package: d.Package, Days: prices.Offer(board.Item(d.Package)).Days, Readvertise: d.Readvertise,
	}
}
