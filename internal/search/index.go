// Package search answers searches from memory.
//
// An Index holds every job that is live or will be, in segments: immutable groups of documents with everything that is
// asked of them prepared (postings by word, document sets by facet value, orders). A change makes one more small segment
// and marks the documents that it replaces; small segments are merged, so that there are never more than a few. What
// readers hold is a Version: the segments with the marks and with what is visible at an instant, behind one atomic
// pointer. It knows until when it holds; whoever asks after that gets the next one, made first.
//
// How words are found, weighed and understood is told in README.md, with its sources.
//
// Nothing in an answer depends on how the documents came to lie in segments: ties are broken by ID, and every number is
// taken over the whole version. An index that followed the change log answers as one built fresh at the same position.
package search

import (
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"ledigajobb/internal/board"
)

// An Index is the searchable board. Its methods may be called at the same time; those that read never wait for those
// that write, but for the moment in which a boundary is passed.
type Index struct {
	writing sync.Mutex // held by the one who changes documents or segments
	moving  sync.Mutex // held to make the next version from the current one
	current atomic.Pointer[Version]
}

// New is an index without jobs, at no position.
func New() *Index {
	x := &Index{}
	x.current.Store(empty(newLexicon(""), newRooms()))
	return x
}

// SetSynonyms follows the change log to the position, where settings have changed: an editor's synonyms lie over the
// project's from there on, in place of those set before. They are lines as board.ParseSynonyms reads them.
func (x *Index) SetSynonyms(pos board.Position, lines string) {
	x.writing.Lock()
	defer x.writing.Unlock()
	words := x.current.Load().lexicon.withSynonyms(lines)
	x.change(func(next *Version) {
		if words != next.lexicon {
			next.edition++
			next.settled = next.edition
		}
		next.position, next.lexicon = pos, words
	})
}

func empty(words *lexicon, rooms *rooms) *Version {
	v := &Version{lexicon: words, rooms: rooms, at: beginning, until: beginning, names: newNames()}
	for _, facet := range board.Facets() {
		d := newDictionary(facet)
		v.words = append(v.words, d)
		v.totals = append(v.totals, make(tally, len(d.values)))
	}
	return v
}

// Load replaces everything by the jobs, as they stand at the position. The jobs must not be changed meanwhile.
func (x *Index) Load(pos board.Position, jobs []*board.Job) {
	jobs = slices.SortedFunc(slices.Values(findable(jobs)), newestFirst)
	parts := make([]iter.Seq2[*board.Job, error], max(1, min(runtime.GOMAXPROCS(0), len(jobs)/leastApart)))
	for i := range parts {
		parts[i] = every(jobs[min(i, len(jobs)):], len(parts))
	}
	_ = x.LoadParts(pos, parts) // which have no errors
}

// LoadParts replaces everything by the jobs of some parts, as they stand at the position, and reads and analyses the parts at
// the same time. Each job is in one part, each part has its newest jobs first: by the begin of their runs, then by ID. At an
// error of a part the index stays as it was.
func (x *Index) LoadParts(pos board.Position, parts []iter.Seq2[*board.Job, error]) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	return x.replace(pos, func(met *growing, words *lexicon) ([]*segment, error) { return buildAll(parts, met, words) })
}

// replace swaps in a version of nothing but some segments, whose vocabulary has grown with them.
func (x *Index) replace(pos board.Position, segments func(*growing, *lexicon) ([]*segment, error)) error {
	now := x.current.Load()
	next := empty(now.lexicon, now.rooms)
	next.position, next.edition = pos, now.edition+1
	next.settled = next.edition
	met := newGrowing(next.words)
	all, err := segments(met, next.lexicon)
	if err != nil {
		return err
	}
	next.adopt(met)
	for _, s := range all {
		next.take(s)
	}

	x.moving.Lock()
	defer x.moving.Unlock()
	x.current.Store(next.moved(x.current.Load().at))
	return nil
}

// Apply follows the change log to the position: the jobs that are new or different and the IDs of those that are no
// longer to be found. A job that no reader will find is as good as removed. The jobs must not be changed afterwards.
func (x *Index) Apply(pos board.Position, upserts []*board.Job, removed []board.ID) {
	x.writing.Lock()
	defer x.writing.Unlock()
	gone := map[board.ID]bool{}
	for _, id := range removed {
		gone[id] = true
	}
	jobs := slices.DeleteFunc(findable(upserts), func(j *board.Job) bool { return gone[j.ID] })
	grown := x.current.Load().fork()
	grown.edition++
	met := newGrowing(grown.words)
	fresh := newSegment(jobs, met, grown.lexicon)
	fresh.arrive(grown.edition)
	grown.adopt(met)

	x.change(func(next *Version) {
		next.position, next.words, next.known, next.names = pos, grown.words, grown.known, grown.names
		next.edition, next.settled = grown.edition, grown.settled
		next.makeRoom()
		for _, id := range removed {
			next.drop(id)
		}
		for _, j := range upserts {
			next.drop(j.ID)
		}
		next.take(fresh)
	})
	x.compact()
}

// At is the version that holds at the time.
func (x *Index) At(now time.Time) *Version {
	at := now.UnixMilli()
	if v := x.current.Load(); v.holds(at) {
		return v
	}
	x.moving.Lock()
	defer x.moving.Unlock()
	v := x.current.Load()
	if v.holds(at) {
		return v
	}
	next := v.moved(at)
	if at > v.at { // an earlier time is a straggler's or a wrong clock's, and not where the next reader will be
		x.current.Store(next)
	}
	return next
}

// change swaps in the current version, changed.
func (x *Index) change(edit func(next *Version)) {
	x.moving.Lock()
	defer x.moving.Unlock()
	next := x.current.Load().fork()
	edit(next)
	next.until = next.boundary()
	x.current.Store(next)
}

// findable is the jobs that readers can find at some time, the last of those with the same ID.
func findable(jobs []*board.Job) []*board.Job {
	last := make(map[board.ID]int, len(jobs))
	for i, j := range jobs {
		last[j.ID] = i
	}
	var out []*board.Job
	for i, j := range jobs {
		if last[j.ID] == i && searchable(j) {
			out = append(out, j)
		}
	}
	return out
}

// compact merges the newest segments while the one before them is not at least twice as large, so that there are never
// more than about log n of them and each document is rewritten about log n times; a segment that is mostly dead is
// rewritten alone. Readers and the clock go on meanwhile.
func (x *Index) compact() {
	v := x.current.Load()
	first := len(v.parts)
	for total := 0; first > 0; first-- {
		size := v.parts[first-1].size(v.at)
		if total > 0 && size >= 2*total {
			break
		}
		total += size
	}
	if len(v.parts)-first > 1 {
		x.rewrite(first, len(v.parts))
	}
	v = x.current.Load()
	for i := len(v.parts) - 1; i >= 0; i-- {
		if p := &v.parts[i]; 2*p.size(v.at) < p.len() {
			x.rewrite(i, i+1)
		}
	}
}

// rewrite puts one segment in the place of some. Only the clock can have moved the version when it is done.
func (x *Index) rewrite(first, end int) {
	v := x.current.Load()
	var segments []*segment
	for _, p := range v.parts[first:end] {
		segments = append(segments, p.segment)
	}
	merged := mergeSegments(segments, v.words, func(i int, doc uint32) bool { return v.parts[first+i].needed(doc, v.at) })

	x.change(func(next *Version) {
		old := slices.Clone(next.parts[first:end])
		for i := range old {
			for doc := range old[i].visible.all {
				next.add(&old[i], doc, -1)
			}
		}
		behind := slices.Clone(next.parts[end:])
		next.parts = next.parts[:first]
		next.take(merged)
		next.parts = append(next.parts, behind...)
	})
}
