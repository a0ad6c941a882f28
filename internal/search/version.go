package search

import (
	"cmp"
	"math"
	"slices"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// A Version is what readers see of the board from one boundary to the next: immutable, and safe for any number of them
// at once.
type Version struct {
	lexicon  *lexicon
	rooms    *rooms // of all versions of the index
	position board.Position
	edition  uint32 // counts the changes of documents, synonyms and employers
	settled  uint32 // the edition from which on what all documents have to do with is the same: synonyms and employers
	at       int64  // the instant it was made for, in Unix milliseconds
	latest   int64  // the latest instant that it or one before it was made for: what had ended by then may have been left out
	until    int64  // exclusive
	today    int64  // when the instant's day began in Stockholm
	parts    []part
	words    vocabulary
	known    []*board.Employer         // by their number in the vocabulary
	count    int                       // of visible jobs
	totals   []tally                   // by facet, over all visible jobs
	whole    []whole                   // by facet: the totals as they are shown
	names    map[board.Language]*names // of the vocabulary
}

// A part is a segment as it stands in a version.
type part struct {
	*segment
	alive   bitset   // neither replaced nor removed
	visible bitset   // alive, begun and not ended
	older   []uint32 // by days: the first document that is more days old, up to maxDays
}

// A tally counts documents by the number of the value.
type tally []int32

// beginning is before all time: nothing is visible yet.
const beginning int64 = math.MinInt64 / 2

// day is how long ended documents are kept for a clock that is turned back.
const day = 24 * time.Hour

// Position is the place in the change log that the version stands at.
func (v *Version) Position() board.Position { return v.position }

// Until is the exclusive instant until which the version holds unless the board changes: the next begin or end of a
// job or of its featured place, or the next midnight in Stockholm.
func (v *Version) Until() time.Time { return time.UnixMilli(v.until).UTC() }

// Job is the visible job with the ID, without its ad's text. It is not to be changed.
func (v *Version) Job(id board.ID) (*board.Job, bool) {
	for i := range v.parts {
		p := &v.parts[i]
		if doc, ok := p.find(id); ok && p.visible.has(doc) {
			return v.job(p, doc), true
		}
	}
	return nil, false
}

// job is a document as readers see it.
func (v *Version) job(p *part, doc uint32) *board.Job { return p.records.job(doc, v.known) }

func (v *Version) hit(at place) Hit {
	return Hit{Job: v.job(at.part, at.doc), Excerpt: at.excerpt(at.doc)}
}

func (v *Version) holds(at int64) bool { return v.at <= at && at < v.until }

// moved is the version for another instant, earlier or later.
func (v *Version) moved(at int64) *Version {
	next := v.fork()
	first, last := min(v.at, at), max(v.at, at)
	next.at, next.latest = at, max(v.latest, at)
	for i := range next.parts {
		p := &next.parts[i]
		for doc := p.begunBy(last); doc < p.begunBy(first); doc++ {
			next.look(p, uint32(doc))
		}
		for _, doc := range p.byUntil[p.endedBy(first):p.endedBy(last)] {
			next.look(p, doc)
		}
	}
	next.until = next.boundary()
	if at != beginning {
		next.dated(board.DateOf(time.UnixMilli(at)).Start().UnixMilli())
	}
	return next
}

// dated notes when the instant's day began, and how old documents are on that day.
func (v *Version) dated(today int64) {
	if today == v.today {
		return
	}
	v.today = today
	for i := range v.parts {
		v.parts[i].age(today)
	}
}

// age notes where documents get a day older: those that began before a day are one day old on it.
func (p *part) age(today int64) {
	p.older = make([]uint32, maxDays)
	for days := range p.older {
		p.older[days] = uint32(p.begunBy(today - int64(days)*day.Milliseconds() - 1))
	}
}

// fork is a copy that may be changed until it is shown to anybody.
func (v *Version) fork() *Version {
	next := *v
	next.parts = slices.Clone(v.parts)
	for i := range next.parts {
		p := &next.parts[i]
		p.alive, p.visible = p.alive.clone(), p.visible.clone()
	}
	next.makeRoom()
	return &next
}

// makeRoom copies the totals, with room for every value of the vocabulary.
func (v *Version) makeRoom() {
	totals := make([]tally, len(v.words))
	for f, d := range v.words {
		totals[f] = make(tally, len(d.values))
		copy(totals[f], v.totals[f])
	}
	v.totals, v.whole = totals, make([]whole, len(v.words))
}

// look shows or hides a document as the version's instant demands.
func (v *Version) look(p *part, doc uint32) {
	visible := p.alive.has(doc) && p.from[doc] <= v.at && v.at < p.until[doc]
	switch {
	case visible == p.visible.has(doc):
	case visible:
		p.visible.set(doc)
		v.add(p, doc, 1)
	default:
		p.visible.clear(doc)
		v.add(p, doc, -1)
	}
}

// add counts a document once more or once less.
func (v *Version) add(p *part, doc uint32, n int32) {
	v.count += int(n)
	var room [32]value
	for _, value := range p.values(doc, room[:0]) {
		v.totals[value.facet()][value.number()] += n
	}
}

// drop takes a job out.
func (v *Version) drop(id board.ID) {
	for i := range v.parts {
		p := &v.parts[i]
		if doc, ok := p.find(id); ok && p.alive.has(doc) {
			p.alive.clear(doc)
			v.look(p, doc)
			return
		}
	}
}

// take puts a segment in, whose values the version's vocabulary has.
func (v *Version) take(s *segment) {
	if s.len() == 0 {
		return
	}
	v.parts = append(v.parts, part{segment: s, alive: newBitset(s.len()), visible: newBitset(s.len())})
	p := &v.parts[len(v.parts)-1]
	p.age(v.today)
	for doc := range uint32(s.len()) {
		p.alive.set(doc)
		v.look(p, doc)
	}
}

// adopt takes over what a vocabulary has grown to.
func (v *Version) adopt(g *growing) {
	before := v.words
	v.words = slices.Clone(before)
	for f, d := range before {
		v.words[f] = d.with(g.met(f), func(value string) string {
			if d.facet == employerFacet {
				return g.employers[value].Name
			}
			return reference.Label(board.Swedish, reference.List(d.facet), value)
		})
		if d.facet == employerFacet {
			v.introduce(v.words[f], g.employers)
		}
	}
	if !slices.Equal(v.words, before) {
		v.names = newNames()
	}
	v.makeRoom()
}

// introduce remembers employers under their numbers.
func (v *Version) introduce(d *dictionary, employers map[string]*board.Employer) {
	v.known = slices.Grow(slices.Clone(v.known), len(d.values)-len(v.known))[:len(d.values)]
	for slug, e := range employers {
		n := d.number[slug]
		if before := v.known[n]; before != nil && *before != *e {
			v.settled = v.edition
		}
		v.known[n] = e
	}
}

// boundary is the next instant at which the clock alone changes what readers see.
func (v *Version) boundary() int64 {
	if v.at == beginning {
		return beginning
	}
	next := board.DateOf(time.UnixMilli(v.at)).AddDays(1).Start().UnixMilli()
	for i := range v.parts {
		next = min(next, v.parts[i].boundary(v.at))
	}
	return next
}

// boundary is the next begin or end of an alive document or of its featured place.
func (p *part) boundary(at int64) int64 {
	next := int64(math.MaxInt64)
	for doc := p.begunBy(at) - 1; doc >= 0; doc-- {
		if p.alive.has(uint32(doc)) {
			next = p.from[doc]
			break
		}
	}
	for _, doc := range p.byUntil[p.endedBy(at):] {
		if p.alive.has(doc) {
			next = min(next, p.until[doc])
			break
		}
	}
	unfeatured, _ := slices.BinarySearchFunc(p.featured, at+1, func(f lifted, at int64) int {
		return cmp.Compare(f.until, at)
	})
	for _, f := range p.featured[unfeatured:] {
		if p.alive.has(f.doc) {
			return min(next, f.until)
		}
	}
	return next
}

// needed says whether a document must be kept when its segment is rewritten.
func (p *part) needed(doc uint32, at int64) bool {
	return p.alive.has(doc) && p.until[doc] > at-day.Milliseconds()
}

// size is how many documents of the part are needed.
func (p *part) size(at int64) int {
	n := p.alive.count()
	for _, doc := range p.byUntil[:p.endedBy(at-day.Milliseconds())] {
		if p.alive.has(doc) {
			n--
		}
	}
	return n
}
