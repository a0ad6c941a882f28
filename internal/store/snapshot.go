package store

import (
	"cmp"
	"context"
	"database/sql"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"ledigajobb/internal/board"
)

// Snapshot hands over all that readers can see now or later, the live jobs whose run has not ended, with the position of the
// change log at which they were so. They come in at most so many parts, each job in one of them, that can be read at the same
// time; each part has its newest jobs first (by the begin of their runs, then by ID). The parts end with the call.
//
// The jobs are as an index takes them: without their owners, and without the HTML of their texts, which is as long as all the
// rest.
func (s *Store) Snapshot(ctx context.Context, now time.Time, parts int,
	take func(at board.Position, parts []iter.Seq2[*board.Job, error]) error) error {
	views, at, err := s.views(ctx, parts)
	defer func() {
		for _, v := range views {
			v.db.Rollback() // nothing was written
		}
	}()
	if err != nil {
		return err
	}
	newest, err := views[0].newestLive(ctx, now)
	if err != nil {
		return err
	}
	pieces := pieces{ids: newest}
	var each []iter.Seq2[*board.Job, error]
	for _, v := range views {
		each = append(each, v.live(ctx, &pieces))
	}
	return take(at, each)
}

// mostViews is how many connections a snapshot takes at most, so that others may read meanwhile.
const mostViews = 4

// views begins transactions that all see the board at one position of the change log, at most so many. What changes for
// readers changes the position; one before which somebody has written in between is left out.
func (s *Store) views(ctx context.Context, most int) (views []queries, at board.Position, err error) {
	oneView := &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	for i := range max(1, min(most, mostViews)) {
		v := queries{db: s.with(ctx).Begin(oneView)}
		if err := v.db.Error; err != nil {
			return views, at, err
		}
		its, err := v.Position(ctx)
		if err != nil {
			v.db.Rollback()
			return views, at, err
		}
		switch {
		case i == 0:
			at = its
		case its != at:
			v.db.Rollback()
			continue
		}
		views = append(views, v)
	}
	return views, at, nil
}

// newestLive is the IDs of the live jobs whose run has not ended, the newest first. The list of all jobs has them without
// passing over their texts.
func (q queries) newestLive(ctx context.Context, now time.Time) (ids []board.ID, err error) {
	err = q.with(ctx).Table("listings").Where("state = ? AND run_until > ?", string(board.StatusLive), toMillis(now)).
		Order("run_from DESC, job_id").Pluck("job_id", &ids).Error
	return ids, err
}

// live yields the jobs of one piece after the other, for as long as there are any.
func (q queries) live(ctx context.Context, all *pieces) iter.Seq2[*board.Job, error] {
	return func(yield func(*board.Job, error) bool) {
		for ids := all.next(); len(ids) > 0; ids = all.next() {
			jobs, err := q.jobsOf(ctx, shownColumns, where("jobs.id IN ?", ids))
			if err != nil {
				yield(nil, err)
				return
			}
			slices.SortFunc(jobs, newestFirst)
			for _, j := range jobs {
				if !yield(j, nil) {
					return
				}
			}
		}
	}
}

// shownColumns are those of jobColumns without what readers are not shown: the text's HTML, which pages read by itself.
var shownColumns = strings.Replace(jobColumns, "jobs.text_html", "''", 1)

func newestFirst(a, b *board.Job) int {
	return cmp.Or(b.Run.From.Compare(a.Run.From), cmp.Compare(a.ID, b.ID))
}

// Pieces are IDs that are handed out in order, some at a time, to those who ask first: so all are done at the same time,
// and each has got theirs in order.
type pieces struct {
	ids    []board.ID
	handed atomic.Int64
}

// next is the next piece; empty when all have been handed out.
func (p *pieces) next() []board.ID {
	from := int(p.handed.Add(chunk)) - chunk
	return p.ids[min(from, len(p.ids)):min(from+chunk, len(p.ids))]
}
