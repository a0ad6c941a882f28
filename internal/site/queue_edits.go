package site

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// An editRow is an ad that its owner has changed, as readers see it already.
type editRow struct {
	URL, Headline, Lang string
	Employer            string
	By                  string // who changed it, and when
	Changes             []change
	Action              string // address of the form that says that it has been looked at; empty: not for them
	Last                int64  // what was seen, for the form: Unix milliseconds
}

// mostEdits is how many of them are listed.
const mostEdits = 20

// editRows is what owners have changed and nobody at the desk has looked at, the longest ago first.
func (s *Site) editRows(ctx context.Context, v *visit, now time.Time) ([]editRow, error) {
	edits, err := s.Store.OwnerEdits(ctx, mostEdits)
	if err != nil {
		return nil, err
	}
	ids := make([]board.ID, len(edits))
	for i, e := range edits {
		ids[i] = e.Job
	}
	jobs, err := s.Store.Jobs(ctx, ids)
	if err != nil {
		return nil, err
	}
	var rows []editRow
	for _, e := range edits {
		j := jobs[e.Job]
		if j == nil {
			continue
		}
		before := *j
		before.Ad = e.Before
		row := editRow{
			URL: s.reviewLink(v, j.ID), Headline: j.Ad.Headline, Lang: other(v.lang, j.Ad.Language), Employer: j.Employer.Name,
			By: v.text("queue.edited", "who", e.By, "time", words.Age(v.lang, now.Sub(e.Last))), Changes: changesBetween(s, v, &before, j), Last: e.Last.UnixMilli(),
		}
		if v.editor.Role.May(board.PermReview) {
			row.Action = v.link(s.Links.Path("redaktionen", "sett", string(j.ID)), nil)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// lookedAt answers POST /redaktionen/sett/{id}: what the owner changed has been seen. What has changed since stays in the queue.
func (s *Site) lookedAt(c echo.Context) error {
	v := s.visit(c.Request())
	id, err := board.ParseID(c.Param("id"))
	if err != nil {
		return err
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	last, _ := strconv.ParseInt(form.Get("last"), 10, 64) // what is no number has seen nothing
	err = s.Desk.LookedAt(c.Request().Context(), v.actor(), id, time.UnixMilli(last))
	said := "looked_at"
	if errors.Is(err, board.ErrConflict) {
		said, err = "looked_at_not", nil
	}
	if err != nil {
		return err
	}
	return s.seeOther(c, v, s.Links.Path("redaktionen"), said)
}
