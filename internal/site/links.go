package site

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// A linkRow is an ad that leads to where nothing is any more, as the queue shows it.
type linkRow struct {
	queueRow
	Address string
	Works   string // address of the form that says otherwise; empty: this person may not
}

// mostLinks is how many such ads are listed.
const mostLinks = 20

// linkRows is the live ads whose links to apply lead nowhere, the first told first. One that was mended by now is none.
func (s *Site) linkRows(ctx context.Context, v *visit, now time.Time) ([]linkRow, error) {
	links, err := s.Store.ToldLinks(ctx, now, mostLinks)
	if err != nil || len(links) == 0 {
		return nil, err
	}
	ids := make([]board.ID, len(links))
	for i, l := range links {
		ids[i] = l.Job
	}
	jobs, err := s.Store.Jobs(ctx, ids)
	if err != nil {
		return nil, err
	}
	var rows []linkRow
	for _, l := range links {
		j := jobs[l.Job]
		if j == nil || j.Ad.Apply.URL != l.Address {
			continue
		}
		row := linkRow{Address: l.Address, queueRow: queueRow{
			URL: v.link(s.adPath(j.ID), nil), Headline: j.Ad.Headline, Lang: other(v.lang, j.Ad.Language), Kind: v.text("queue.link"), Changed: true,
			Employer: j.Employer.Name, Deadline: words.DeadlineOnCard(v.lang, j.Ad.Deadline, now),
			Waited: v.text("queue.link_since", "date", words.Date(v.lang, l.GoneSince)),
		}}
		if v.editor.Role.May(board.PermReview) {
			row.Works = v.link(s.Links.Path("redaktionen", "lankar", string(j.ID)), nil)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// goneLink is the link to apply of a live ad where it leads nowhere, as far as is known; nil: it leads somewhere.
func (s *Site) goneLink(ctx context.Context, j *board.Job, now time.Time) (*board.ApplyLink, error) {
	if j.Status(now) != board.StatusLive {
		return nil, nil
	}
	links, err := s.Store.ApplyLinks(ctx, []board.ID{j.ID})
	l := links[j.ID]
	if err != nil || !l.Broken() || l.Address != j.Ad.Apply.URL {
		return nil, err
	}
	return &l, nil
}

// A goneLink is what the desk's page of an ad says of its link to apply.
type goneLink struct {
	Since   string
	Address string
	Works   string // address of the form that says otherwise; empty: this person may not
}

// goneLink tells of the ad's link to apply where it leads nowhere; nil: it leads somewhere.
func (d *deskAd) goneLink() (*goneLink, error) {
	l, err := d.Site.goneLink(d.ctx, d.job, d.now)
	if err != nil || l == nil {
		return nil, err
	}
	gone := &goneLink{Since: d.text("queue.link_since", "date", words.Date(d.lang, l.GoneSince)), Address: l.Address}
	if d.person.editor.Role.May(board.PermReview) {
		gone.Works = d.link(d.Links.Path("redaktionen", "lankar", string(d.job.ID)), nil)
	}
	return gone, nil
}

// linkWorks answers POST /redaktionen/lankar/{id}: somebody has looked, and the link works. It leads back to where that was said.
func (s *Site) linkWorks(c echo.Context) error {
	v := s.visit(c.Request())
	id, err := board.ParseID(c.Param("id"))
	if err != nil {
		return err
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	if err := s.Desk.DismissLink(c.Request().Context(), v.actor(), id); err != nil {
		return err
	}
	if form.Has("annons") {
		return s.seeOther(c, v, s.adPath(id), "link_works")
	}
	return s.seeOther(c, v, s.Links.Path("redaktionen"), "link_works")
}
