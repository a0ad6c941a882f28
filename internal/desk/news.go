package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// newsCursor is the place in the change log up to which readers' alerts have followed it.
const newsCursor = "alerts"

const (
	newsAtOnce = 2000        // rows of the log in one turn
	newsLease  = time.Minute // for how long one process may take for a turn
)

// A NewsTurn is a piece of the change log that one process holds while it finds what the ads in it mean to readers.
type NewsTurn struct {
	Jobs  []board.ID // that may be new to readers
	owner string
	to    store.Cursor
}

// HoldNews takes the next piece of the change log for a process, whose name is its own; nil when there is none. Rows that
// are younger than board.TimeToUndo are left alone, and so is an ad that has such a row: its turn comes with that one. While
// another process holds the next piece it is board.ErrBusy.
func (d *Desk) HoldNews(ctx context.Context, owner string) (*NewsTurn, error) {
	at, err := d.store.Cursor(ctx, newsCursor)
	if err != nil {
		return nil, err
	}
	if rows, err := d.settledAfter(ctx, at.Seq); err != nil || len(rows) == 0 {
		return nil, err // nothing is written as long as there is nothing to do
	}
	err = d.store.Write(ctx, func(tx *store.Tx) (err error) {
		now := d.now()
		at, err = tx.LeaseCursor(ctx, newsCursor, owner, now, now.Add(newsLease))
		return err
	})
	if err != nil {
		return nil, err
	}
	rows, err := d.settledAfter(ctx, at.Seq) // another may have been here meanwhile
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	jobs, err := d.settledJobs(ctx, rows)
	last := rows[len(rows)-1]
	return &NewsTurn{Jobs: jobs, owner: owner, to: store.Cursor{Seq: last.Seq, At: last.At}}, err
}

// settledAfter is the rows of the log after a place that nobody can take back any more.
func (d *Desk) settledAfter(ctx context.Context, seq int64) ([]board.Change, error) {
	rows, err := d.store.Changes(ctx, seq, newsAtOnce)
	return rows[:slices.IndexFunc(append(rows, board.Change{At: d.now()}), d.young)], err
}

func (d *Desk) young(c board.Change) bool { return d.now().Before(c.At.Add(board.TimeToUndo)) }

// settledJobs is the jobs that the rows are about, each once, but for those with a row that is still young.
func (d *Desk) settledJobs(ctx context.Context, rows []board.Change) ([]board.ID, error) {
	after, err := d.store.Changes(ctx, rows[len(rows)-1].Seq, newsAtOnce)
	if err != nil {
		return nil, err
	}
	seen := map[board.ID]bool{"": true}
	for _, c := range after {
		seen[c.Job] = seen[c.Job] || d.young(c)
	}
	var jobs []board.ID
	for _, c := range rows {
		if !seen[c.Job] {
			seen[c.Job] = true
			jobs = append(jobs, c.Job)
		}
	}
	return jobs, nil
}

// A Find is an ad that an alert's search has found.
type Find struct {
	Alert board.Alert
	Job   board.ID
}

// TakeNews ends a turn: what was found waits for the alerts' letters, unless its reader has been told of it, also by
// another alert; of the alerts that found an ad the first has it. A process that has taken too long gets ErrConflict, and
// another has the turn.
func (d *Desk) TakeNews(ctx context.Context, t *NewsTurn, found []Find) error {
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.Alone(ctx, newsCursor); err != nil { // what waits must not become more while a letter is put together
			return err
		}
		if err := tx.AdvanceCursor(ctx, newsCursor, t.owner, t.to); err != nil {
			return err
		}
		room, err := roomForNews(ctx, tx, found)
		if err != nil {
			return err
		}
		var all []store.Told
		for _, f := range found {
			if room[f.Alert.ID] > 0 {
				room[f.Alert.ID]--
				all = append(all, store.Told{Reader: board.ReaderOf(f.Alert.Email), Job: f.Job, Alert: f.Alert.ID, Came: t.to.At.Add(board.TimeToUndo)})
			}
		}
		return tx.InsertTold(ctx, all)
	})
	if err != nil {
		return fmt.Errorf("taking news: %w", err)
	}
	return nil
}

// roomForNews is how many more ads can wait for each alert that found some: none for one that its reader has ended
// meanwhile, who may have had all erased that is known of them.
func roomForNews(ctx context.Context, tx *store.Tx, found []Find) (map[board.ID]int, error) {
	room := map[board.ID]int{}
	if len(found) == 0 {
		return room, nil
	}
	for _, f := range found {
		room[f.Alert.ID] = 0
	}
	there, err := tx.Alerts(ctx, slices.Collect(maps.Keys(room)))
	if err != nil {
		return nil, err
	}
	for _, a := range there {
		room[a.ID] = board.MostNews
	}
	waiting, err := tx.WaitingNews(ctx)
	for _, w := range waiting {
		room[w.Alert] -= w.N
	}
	return room, err
}
