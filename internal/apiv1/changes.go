package apiv1

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/richtext"
)

type changeList struct {
	Data []change       `json:"data"`
	Meta changeListMeta `json:"meta"`
}

type changeListMeta struct {
	Epoch string `json:"epoch"`
	Next  int64  `json:"next"`
	More  bool   `json:"more"`
}

// change is a row of the list: what is true now of an ad that changed.
type change struct {
	Seq  int64           `json:"seq"`
	Type changeType      `json:"type"`
	ID   board.ID        `json:"id"`
	At   string          `json:"at"`
	Job  json.RawMessage `json:"job,omitempty"`
}

type changeType string

const (
	upsert  changeType = "upsert"
	removed changeType = "removed"
)

// Limits of a page of changes.
const (
	changesLimit    = 100
	maxChangesLimit = 1000
)

// listChanges answers GET /changes.
func (a *API) listChanges(c echo.Context) error {
	p := readOnly(c.Request(), "after", "limit", "epoch")
	after := p.number("after", 0, 0, maxSeq)
	limit := int(p.number("limit", changesLimit, 1, maxChangesLimit))
	epoch := p.text("epoch")
	if err := p.invalid.Err(); err != nil {
		return err
	}
	ctx := c.Request().Context()
	at, err := a.follow(ctx, after, epoch)
	if err != nil {
		return err
	}
	rows, next, more, err := a.changes(ctx, p.lang, after, limit)
	if err != nil {
		return err
	}
	return fresh(c, changeList{rows, changeListMeta{at.Epoch, next, more}})
}

// follow says whether a follower can go on from a place in the list: that it is in the list of this epoch, and nothing
// after it has been cleared away. The place 0 is always good, and so is that of a row that is still there: whoever reads
// a cleared list from the beginning stands at such rows.
func (a *API) follow(ctx context.Context, after int64, epoch string) (board.Position, error) {
	at, err := a.Store.Position(ctx)
	switch {
	case err != nil:
		return at, err
	case epoch != "" && epoch != at.Epoch, after > at.Seq:
		return at, errRestart
	case after == 0:
		return at, nil
	}
	oldest, err := a.Store.OldestChange(ctx)
	if err != nil || after >= oldest {
		return at, err
	}
	rows, err := a.Store.Changes(ctx, after-1, 1)
	if err == nil && (len(rows) == 0 || rows[0].Seq != after) {
		err = errRestart
	}
	return at, err
}

// changes reads the list: the rows that readers are told of, the place of the last row that was read, and whether there
// are more.
func (a *API) changes(ctx context.Context, lang board.Language, after int64, limit int) (rows []change, next int64, more bool, err error) {
	log, err := a.Store.Changes(ctx, after, limit+1)
	if err != nil {
		return nil, 0, false, err
	}
	if more = len(log) > limit; more {
		log = log[:limit]
	}
	var ids []board.ID
	for _, row := range log {
		if row.Kind == board.ChangeJob {
			ids = append(ids, row.Job)
		}
	}
	jobs, err := a.Store.Jobs(ctx, ids)
	if err != nil {
		return nil, 0, false, err
	}
	v := a.view(lang, a.Now())
	rows, next = []change{}, after
	for _, row := range log {
		next = row.Seq
		if row.Kind == board.ChangeJob && hasBeenSeen(jobs[row.Job], v.now) {
			rows = append(rows, v.change(row, jobs[row.Job]))
		}
	}
	return rows, next, more, nil
}

// hasBeenSeen is false for a job that no reader can have seen yet: it waits for review or for its publication. One that
// is not in the database any more has been.
func hasBeenSeen(j *board.Job, now time.Time) bool {
	return j == nil || !j.Run.From.IsZero() && !now.Before(j.Run.From)
}

func (v view) change(row board.Change, j *board.Job) change {
	shown := change{Seq: row.Seq, Type: removed, ID: row.Job, At: instant(row.At)}
	if j != nil && j.VisibleAt(v.now) {
		shown.Type, shown.Job = upsert, v.listed(j, richtext.Excerpt(j.Ad.Text.Plain, excerptLength))
	}
	return shown
}

// excerptLength is that of the search's excerpts, in characters.
const excerptLength = 240

// fresh writes an answer that must never be stale: whoever has kept it asks each time whether it still
// holds.
func fresh(c echo.Context, content any) error {
	body, err := encode(content)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	answer := kept.NewAnswer(http.StatusOK, echo.MIMEApplicationJSON, body, hex.EncodeToString(sum[:12]))
	kept.ServeAs(c.Response(), c.Request(), answer, "no-cache")
	return nil
}
