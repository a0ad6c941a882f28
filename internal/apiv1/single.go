package apiv1

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

type one[T any] struct {
	Data T `json:"data"`
}

// getJob answers GET /jobs/{id}. Whether there is such an ad is read from the database each time, so that one that was
// withdrawn is gone at once; only what it looks like is kept.
func (a *API) getJob(c echo.Context) error {
	p := readOnly(c.Request())
	if err := p.invalid.Err(); err != nil {
		return err
	}
	now := a.Now()
	j, err := a.readable(c.Request().Context(), c.Param("id"))
	switch {
	case j != nil && j.Ending.Other != "":
		return c.Redirect(http.StatusMovedPermanently, a.Links.API(p.withLanguage(nil), "jobs", string(j.Ending.Other)))
	case err != nil:
		return err
	}
	key := "jobs/" + string(j.ID) + "@" + strconv.Itoa(j.Version) + string(j.Status(now))
	return a.answer(c, a.Index.At(now), key, p.lang, func() (any, error) {
		return one[json.RawMessage]{a.view(p.lang, now).whole(j)}, nil
	})
}

// readable is the ad with the ID, if readers may read it: live, or ended and still kept. One that is gone comes with
// ErrGone, since it may have been the duplicate of another.
func (a *API) readable(ctx context.Context, name string) (*board.Job, error) {
	id, err := board.ParseID(name)
	if err != nil {
		return nil, err
	}
	j, err := a.Store.Job(ctx, id)
	switch {
	case err != nil:
		return nil, err
	case j.GoneAt(a.Now(), a.Keep):
		return j, fmt.Errorf("job %s: %w", id, board.ErrGone)
	case !j.Status(a.Now()).Public():
		return nil, fmt.Errorf("job %s: %w", id, board.ErrNotFound)
	}
	return j, nil
}
