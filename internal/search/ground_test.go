package search_test

import (
	"fmt"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"

	"pgregory.net/rapid"
)

// TestAnAnswerThatStandsIsTheOneMadeAfresh takes random steps, keeps asking the same questions, and makes those answers afresh
// that are said to stand.
func TestAnAnswerThatStandsIsTheOneMadeAfresh(t *testing.T) {
	stood, fell := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		g := newGenerator(rapid.Uint64().Draw(t, "seed"), 8)
		f := follower{generator: g, now: start, jobs: map[board.ID]*board.Job{}, index: search.New()}
		f.begin(rapid.IntRange(1, 60).Draw(t, "at first"))
		queries, answers, grounds := make([]board.Query, 30), make([]string, 30), make([]*search.Ground, 30)
		for i := range queries {
			queries[i] = g.query()
		}
		for range rapid.IntRange(1, 15).Draw(t, "steps") {
			v := f.index.At(f.now)
			for i, q := range queries {
				fresh := v.Search(q)
				shown := f.shown(v, fresh)
				if on := grounds[i]; on != nil {
					now, ok := v.Stands(q, on)
					if ok && shown != answers[i] {
						t.Fatalf("%+v stood\n got %s\nwant %s", q, answers[i], shown)
					}
					if ok {
						stood++
						grounds[i] = now
						continue
					}
					fell++
				}
				answers[i], grounds[i] = shown, fresh.Ground()
			}
			for range f.IntN(3) {
				f.stepOne()
			}
		}
	})
	t.Logf("%d answers stood, %d did not", stood, fell)
}

// shown is all that a reader sees of a result: which ads are featured now, and what employers are called, too.
func (f *follower) shown(v *search.Version, r search.Result) string {
	var besides []string
	for _, hit := range r.Hits {
		besides = append(besides, fmt.Sprint(hit.Job.FeaturedAt(f.now)))
	}
	for _, c := range r.Facets[board.FacetEmployer] {
		e, _ := v.Employer(c.Value)
		besides = append(besides, e.Employer.Name)
	}
	return asJSON(r) + asJSON(besides)
}

// stepOne changes little: one job comes, changes, goes or is withdrawn, an employer's name changes, or a little time passes.
func (f *follower) stepOne() {
	switch f.IntN(8) {
	case 0:
		f.apply(f.generator.jobs(1, 6), nil)
	case 1:
		for _, id := range f.some(1) {
			f.apply([]*board.Job{f.jobWithID(id, 6)}, nil)
		}
	case 2:
		f.apply(nil, f.some(1))
	case 3:
		for _, id := range f.some(1) {
			j := *f.jobs[id]
			j.State = board.StatusWithdrawn
			f.apply([]*board.Job{&j}, nil)
		}
	case 4, 5:
		f.now = f.now.Add(time.Duration(f.IntN(300)) * time.Minute)
	case 6:
		f.rename()
	case 7:
		f.step(f.IntN(7))
	}
}

// rename gives an employer another name, in all of its jobs at once or one by one.
func (f *follower) rename() {
	e := &f.employers[f.IntN(len(f.employers))]
	e.Name += "x"
	var changed []*board.Job
	for _, id := range f.some(len(f.jobs)) {
		if j := *f.jobs[id]; j.Employer.Slug == e.Slug {
			j.Employer = *e
			changed = append(changed, &j)
		}
	}
	if f.IntN(2) == 0 {
		f.apply(changed, nil)
		return
	}
	for _, j := range changed {
		f.apply([]*board.Job{j}, nil)
	}
}
