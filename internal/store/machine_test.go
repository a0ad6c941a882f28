package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// twins are a SQLite and a PostgreSQL store to which the same is done. What they answer must be the same.
type twins struct {
	stores [2]*store.Store
	now    time.Time
}

// kinds are the failures that callers tell apart.
var kinds = []error{board.ErrNotFound, board.ErrConflict, board.ErrBusy, board.ErrReadOnly}

// outcome is an error as callers see it.
func outcome(err error) string {
	for _, kind := range kinds {
		if errors.Is(err, kind) {
			return kind.Error()
		}
	}
	if err != nil {
		return "another failure"
	}
	return "done"
}

// both writes to both, and compares what comes of it.
func (w *twins) both(t *rapid.T, f func(ctx context.Context, tx *store.Tx) (any, error)) {
	var answers [2]string
	for i, s := range w.stores {
		var answer any
		err := s.Write(context.Background(), func(tx *store.Tx) (err error) {
			answer, err = f(context.Background(), tx)
			return err
		})
		answers[i] = fmt.Sprintf("%s %+v", outcome(err), answer)
	}
	if answers[0] != answers[1] {
		t.Fatalf("SQLite:     %s\nPostgreSQL: %s", answers[0], answers[1])
	}
}

// anyID, anyText and anyTime draw from few values, so that they meet.
func anyID(t *rapid.T) board.ID { return id(rapid.IntRange(1, 6).Draw(t, "id")) }

func anyText(t *rapid.T, what string) string {
	return rapid.SampledFrom([]string{"", "å", "Ä", "z", "Z", "é", "%_", "'", "\u2028", "日本", "👩🏽‍💻"}).Draw(t, what)
}

func (w *twins) anyTime(t *rapid.T, what string) time.Time {
	return w.now.Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, what)) * time.Minute)
}

func (w *twins) anyJob(t *rapid.T) *board.Job {
	j := wholeJob()
	j.ID = anyID(t)
	j.State = rapid.SampledFrom([]board.Status{board.StatusInReview, board.StatusLive, board.StatusLive, board.StatusPaused}).Draw(t, "state")
	j.Run = board.Run{From: w.anyTime(t, "from"), Until: w.anyTime(t, "until")}
	j.Ad.Headline, j.Ad.Text.Plain = anyText(t, "headline"), anyText(t, "text")
	j.Source = board.Source{Name: "jobtech", ID: anyText(t, "source")}
	j.Employer.Slug = anySlug(t, "employer")
	j.Owners = rapid.SliceOfN(rapid.SampledFrom([]string{"a@x", "B@x", "ä@x", "z@x"}), 0, 3).Draw(t, "owners")
	j.UpdatedAt = w.now
	return j
}

func anySlug(t *rapid.T, what string) string {
	return rapid.SampledFrom([]string{"arbetsgivare", "a", "z", "e", "arbetsgivare-2", "z-2"}).Draw(t, what)
}

// hiredBy gives the job the employer of its slug, if there is one. Employers' numbers are each database's own: one that
// is taken back leaves a gap on PostgreSQL and none on SQLite.
func hiredBy(ctx context.Context, tx *store.Tx, job *board.Job) error {
	e, err := tx.EmployerBySlug(ctx, job.Employer.Slug)
	job.Employer.ID = e.ID
	if errors.Is(err, board.ErrNotFound) {
		return nil
	}
	return err
}

func (w *twins) insertJob(t *rapid.T) {
	job := w.anyJob(t)
	w.both(t, func(ctx context.Context, tx *store.Tx) (any, error) {
		tx.Append(board.Change{Kind: board.ChangeJob, Job: job.ID, At: w.now})
		return nil, errors.Join(hiredBy(ctx, tx, job), tx.InsertJob(ctx, job))
	})
}

func (w *twins) saveJob(t *rapid.T) {
	job := w.anyJob(t)
	version := rapid.IntRange(1, 3).Draw(t, "version")
	w.both(t, func(ctx context.Context, tx *store.Tx) (any, error) {
		job.Version = version
		err := errors.Join(hiredBy(ctx, tx, job), tx.SaveJob(ctx, job))
		return job.Version, err
	})
}

func (w *twins) saveDraft(t *rapid.T) {
	draft := &board.Draft{ID: anyID(t), State: board.StatusDraft, Owner: anyText(t, "owner"), UpdatedAt: w.anyTime(t, "updated")}
	version := rapid.IntRange(0, 2).Draw(t, "version")
	w.both(t, func(ctx context.Context, tx *store.Tx) (any, error) {
		draft.Version = version
		return nil, tx.SaveDraft(ctx, draft)
	})
}

func (w *twins) insertEmployer(t *rapid.T) {
	name, county := anyText(t, "name"), anyText(t, "county")
	w.both(t, func(ctx context.Context, tx *store.Tx) (any, error) {
		e := board.Employer{Name: name}
		err := tx.InsertEmployer(ctx, &e, board.EmployerKey(board.OrgNr{}, "test", name+county), county)
		return e.Slug, err
	})
}

func (w *twins) mergeEmployers(t *rapid.T) {
	from, into := anySlug(t, "from"), anySlug(t, "into")
	w.both(t, func(ctx context.Context, tx *store.Tx) (any, error) {
		a, errA := tx.EmployerBySlug(ctx, from)
		b, errB := tx.EmployerBySlug(ctx, into)
		if err := errors.Join(errA, errB); err != nil {
			return nil, err
		}
		return nil, tx.MergeEmployers(ctx, a.ID, b.ID, w.now)
	})
}

func (w *twins) letters(t *rapid.T) {
	notice := board.Notice{Kind: "k", To: "a@x", DedupeKey: anyText(t, "key"), NotBefore: w.anyTime(t, "due")}
	w.both(t, func(ctx context.Context, tx *store.Tx) (any, error) {
		if err := tx.Owe(ctx, notice); err != nil {
			return nil, err
		}
		leased, err := tx.LeaseNotices(ctx, w.now, w.now.Add(time.Minute), 2)
		var keys []string
		for _, n := range leased {
			keys = append(keys, fmt.Sprint(n.DedupeKey, n.Attempts))
			err = errors.Join(err, tx.EndNotice(ctx, n.ID, board.NoticeSent, "", w.now))
		}
		return keys, err
	})
}

func (w *twins) clock(t *rapid.T) {
	w.now = w.now.Add(time.Duration(rapid.IntRange(0, 120).Draw(t, "seconds")) * time.Second)
	w.both(t, func(ctx context.Context, tx *store.Tx) (any, error) { return tx.LogBoundaries(ctx, w.now, 3) })
}

func (w *twins) janitor(t *rapid.T) {
	before := w.anyTime(t, "before")
	w.both(t, func(ctx context.Context, tx *store.Tx) (any, error) { return tx.CompactChanges(ctx, before) })
}

// check compares all that can be read.
func (w *twins) check(t *rapid.T) {
	read := func(ctx context.Context, tx *store.Tx) (any, error) {
		var all []string
		note := func(value any, err error) { all = append(all, fmt.Sprintf("%+v %s", value, outcome(err))) }
		jobs, err := tx.JobsInState(ctx, board.StatusInReview, board.StatusLive, board.StatusPaused)
		for _, j := range jobs {
			j.Employer.ID = 0
			note(*j.Revision, err)
			j.Revision = nil
			note(*j, err)
		}
		for _, owner := range []string{"", "å", "Ä", "z", "Z"} {
			drafts, err := tx.DraftsOfOwner(ctx, owner)
			for _, d := range drafts {
				note(*d, err)
			}
		}
		for _, slug := range []string{"arbetsgivare", "a", "z", "z-2"} {
			e, err := tx.EmployerBySlug(ctx, slug)
			note(e.Slug, err)
		}
		changes, err := tx.Changes(ctx, 0, 1000)
		for _, c := range changes {
			c.Employer = 0
			note(c, err)
		}
		oldest, err := tx.OldestChange(ctx)
		note(oldest, err)
		end, err := tx.Position(ctx)
		note(end.Seq, err)
		return all, nil
	}
	w.both(t, read)
}

func TestBothDatabasesAnswerAlike(t *testing.T) {
	address := storetest.Postgres(t)
	rapid.Check(t, func(rt *rapid.T) {
		w := &twins{now: start, stores: [2]*store.Store{storetest.New(t), storetest.Open(t, address)}}
		must(t, w.stores[1].Exec(`TRUNCATE jobs, job_owners, drafts, employers, employer_aliases, employer_slugs, changes, notices RESTART IDENTITY CASCADE`))
		must(t, w.stores[1].Exec(`UPDATE log_counter SET seq = 0, whole_after = 0`))
		must(t, w.stores[1].Exec(`UPDATE cursors SET at = 0`))
		defer w.stores[0].Close()
		defer w.stores[1].Close()
		rt.Repeat(map[string]func(*rapid.T){
			"read":           w.check,
			"insertJob":      w.insertJob,
			"saveJob":        w.saveJob,
			"saveDraft":      w.saveDraft,
			"insertEmployer": w.insertEmployer,
			"mergeEmployers": w.mergeEmployers,
			"letters":        w.letters,
			"clock":          w.clock,
			"janitor":        w.janitor,
		})
		w.check(rt)
	})
}
