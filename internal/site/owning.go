package site

import (
	"fmt"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

// An owning is an owner and one of their ads.
type owning struct {
	*Site
	*visit
	c   echo.Context
	job *board.Job
	now time.Time
}

// owned finds the ad that the address names; another's is not found.
func (s *Site) owned(c echo.Context) (*owning, error) {
	id, err := board.ParseID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	o := &owning{Site: s, visit: s.visit(c.Request()), c: c, now: s.Now()}
	if o.job, err = s.Store.Job(c.Request().Context(), id); err != nil {
		return nil, err
	}
	if !slices.Contains(o.job.Owners, o.session.Email) {
		return nil, fmt.Errorf("job %s: not theirs: %w", id, board.ErrNotFound)
	}
	return o, nil
}

// address is where the ad lies among its owner's, or a page of it.
func (o *owning) address(page ...string) string {
	return o.link(o.Links.Path(append([]string{"mina-annonser", string(o.job.ID)}, page...)...), nil)
}
