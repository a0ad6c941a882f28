package search

import (
	"errors"
	"iter"
	"slices"
	"sync"

	"ledigajobb/internal/board"
)

// A builder makes a segment of jobs that it is given one by one, the newest first, each another. It holds on to none of them:
// while a whole board is read, there is never more of it in memory than what is being made of it.
type builder struct {
	*segment
	met      *growing
	text     *inverter
	recorder recorder
	rows     rows
}

func newBuilder(met *growing, x *lexicon) *builder {
	return &builder{segment: &segment{}, met: met, text: newInverter(x), rows: rows{starts: []uint32{0}}}
}

// add takes in the next job.
func (b *builder) add(j *board.Job) {
	var employer uint32
	b.rows.values, employer = b.met.add(j, b.rows.values)
	b.rows.starts = append(b.rows.starts, uint32(len(b.rows.values)))
	b.recorder.add(j, excerpt(j), employer)
	b.text.add(j)
	b.note(j)
}

// note fills in when the job is shown and whether everywhere.
func (b *builder) note(j *board.Job) {
	doc, until := uint32(b.len()), j.Run.Until.UnixMilli()
	b.from, b.until = append(b.from, j.Run.From.UnixMilli()), append(b.until, until)
	b.deadline = append(b.deadline, deadlineOf(&j.Ad))
	if f := j.Promotion.FeaturedUntil; !f.IsZero() {
		b.featured = append(b.featured, lifted{doc, rankOf(j), min(f.UnixMilli(), until)})
	}
	if j.Promotion.EditorsPick {
		b.picks = append(b.picks, lifted{doc, rankOf(j), until})
	}
	if doc%64 == 0 {
		b.nationwide = append(b.nationwide, 0)
	}
	if j.Ad.Where.Nationwide {
		b.nationwide.set(doc)
	}
}

// finish is the segment of all jobs.
func (b *builder) finish() *segment {
	s := b.segment
	s.records = b.recorder.records()
	s.words, s.bases = b.text.postings()
	s.complete(b.met.vocabulary, &b.rows)
	return s
}

// newSegment analyses jobs, each another.
func newSegment(jobs []*board.Job, met *growing, x *lexicon) *segment {
	b := newBuilder(met, x)
	for _, j := range slices.SortedFunc(slices.Values(jobs), newestFirst) {
		b.add(j)
	}
	return b.finish()
}

// leastApart is from how many jobs on a segment is worth a core of its own.
const leastApart = 1000

// buildAll makes a segment of each part, all at the same time.
func buildAll(parts []iter.Seq2[*board.Job, error], met *growing, x *lexicon) ([]*segment, error) {
	segments, errs := make([]*segment, len(parts)), make([]error, len(parts))
	var all sync.WaitGroup
	for i, part := range parts {
		all.Go(func() { segments[i], errs[i] = build(part, met, x) })
	}
	all.Wait()
	return segments, errors.Join(errs...)
}

// build makes a segment of those of a part that readers can find.
func build(part iter.Seq2[*board.Job, error], met *growing, x *lexicon) (*segment, error) {
	b := newBuilder(met, x)
	for j, err := range part {
		if err != nil {
			return nil, err
		}
		if searchable(j) {
			b.add(j)
		}
	}
	return b.finish(), nil
}

// every yields every n-th of the jobs, from the first on.
func every(jobs []*board.Job, n int) iter.Seq2[*board.Job, error] {
	return func(yield func(*board.Job, error) bool) {
		for i := 0; i < len(jobs); i += n {
			if !yield(jobs[i], nil) {
				return
			}
		}
	}
}
