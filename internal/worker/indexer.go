package worker

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store"
)

// An Indexer keeps the index beside the change log. Its place in the log is the index's own, in memory: it begins with a
// snapshot, and with another when the log has been compacted past its place or begun anew after a restore.
type Indexer struct {
	Store *store.Store
	Index *search.Index
	Now   func() time.Time
	Saved *SavedIndex // what the first load begins with, if it can; nil: nothing is saved

	at            board.Position
	loaded, tried bool
}

// batch is how many changes are applied to the index at a time.
const batch = 2000

// Step takes the index to the end of the change log.
func (x *Indexer) Step(ctx context.Context) error {
	for {
		end, err := x.Store.Position(ctx)
		if err != nil {
			return fmt.Errorf("following the log: %w", err)
		}
		if !x.loaded || end.Epoch != x.at.Epoch || end.Seq < x.at.Seq {
			if err := x.begin(ctx, end); err != nil {
				return fmt.Errorf("loading the index: %w", err)
			}
			continue
		}
		if end.Seq == x.at.Seq {
			return nil
		}
		if err := x.follow(ctx); err != nil {
			return fmt.Errorf("following the log after %d: %w", x.at.Seq, err)
		}
	}
}

// begin takes the index to a place in the log, from which it can be followed to the end.
func (x *Indexer) begin(ctx context.Context, end board.Position) error {
	if x.Saved != nil && !x.tried {
		x.tried = true
		if ok, err := x.restore(ctx, end); ok || err != nil {
			return err
		}
	}
	return x.load(ctx)
}

// load begins with a snapshot, read and analysed in as many parts as there are processors.
func (x *Indexer) load(ctx context.Context) error {
	take := func(at board.Position, parts []iter.Seq2[*board.Job, error]) error {
		if err := x.setSynonyms(ctx, x.at); err != nil {
			return err
		}
		if err := x.Index.LoadParts(at, parts); err != nil {
			return err
		}
		x.at, x.loaded = at, true
		return nil
	}
	return x.Store.Snapshot(ctx, x.Now(), runtime.GOMAXPROCS(0), take)
}

func (x *Indexer) follow(ctx context.Context) error {
	oldest, err := x.Store.OldestChange(ctx)
	if err != nil {
		return err
	}
	if x.at.Seq < oldest {
		x.loaded = false
		return nil
	}
	changes, err := x.Store.Changes(ctx, x.at.Seq, batch)
	if err != nil || len(changes) == 0 {
		return err
	}
	if i := slices.IndexFunc(changes, ofSettings); i == 0 {
		return x.set(ctx, changes[0].Seq)
	} else if i > 0 {
		changes = changes[:i] // a version has all that its position says
	}
	ids, err := x.touched(ctx, changes)
	if err != nil {
		return err
	}
	return x.apply(ctx, ids, changes[len(changes)-1].Seq)
}

func ofSettings(c board.Change) bool { return c.Kind == board.ChangeSettings }

// set follows a change of settings.
func (x *Indexer) set(ctx context.Context, seq int64) error {
	at := board.Position{Epoch: x.at.Epoch, Seq: seq}
	if err := x.setSynonyms(ctx, at); err != nil {
		return err
	}
	x.at = at
	return nil
}

// setSynonyms takes the editor's synonyms over as they are now: newer than the place in the log, maybe; then the log says so.
func (x *Indexer) setSynonyms(ctx context.Context, at board.Position) error {
	settings, err := x.Store.Settings(ctx)
	if err != nil {
		return err
	}
	x.Index.SetSynonyms(at, settings[board.SettingSynonyms])
	return nil
}

// touched is the jobs that the changes are about, those of changed employers among them, each once.
func (x *Indexer) touched(ctx context.Context, changes []board.Change) (ids []board.ID, err error) {
	for _, c := range changes {
		switch c.Kind {
		case board.ChangeJob:
			ids = append(ids, c.Job)
		case board.ChangeEmployer:
			of, err := x.Store.JobsOfEmployer(ctx, c.Employer)
			if err != nil {
				return nil, err
			}
			ids = append(ids, of...)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

func (x *Indexer) apply(ctx context.Context, ids []board.ID, seq int64) error {
	jobs, err := x.Store.Jobs(ctx, ids)
	if err != nil {
		return err
	}
	now := x.Now()
	var upserts []*board.Job
	var removed []board.ID
	for _, id := range ids {
		job := jobs[id]
		if job != nil && (job.VisibleAt(now) || job.Status(now) == board.StatusScheduled) {
			upserts = append(upserts, job)
		} else {
			removed = append(removed, id)
		}
	}
	x.at.Seq = seq
	x.Index.Apply(x.at, upserts, removed)
	return nil
}
