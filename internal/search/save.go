package search

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"sync"
	"time"

	"ledigajobb/internal/board"
)

// What is saved of a version is what takes long to make: of each segment its postings, records and times, and what the facets
// say of its documents. The rest follows from that.
type saved struct {
	origin    Origin
	values    [][]string // of each facet, by number
	employers []savedEmployer
	segments  []savedSegment
}

// An Origin tells whether what was saved can be used.
type Origin struct {
	Program  string // that has saved it: no other one reads it
	Position board.Position
	Change   string    // the log's change at the position, by which it is told from a log that was put back and has grown since
	Latest   time.Time // to which the clock had come: what had ended by then may be missing
}

// A savedEmployer is packed as records are, but for its number.
type savedEmployer struct{ number, rest string }

type savedSegment struct {
	*segment
	rows *rows
}

// signature is what begins all that is saved.
const signature = "Lediga jobb: a search index\n"

// Save writes the version down, so that a start of the same program need not read and analyse all jobs anew. Jobs that no
// reader will find any longer are left out, and so is what is known of employers that have no others. The change is the log's
// at the version's position.
func (v *Version) Save(w io.Writer, program, change string) error {
	to := bufio.NewWriterSize(w, 1<<20)
	c := carrierTo(to)
	c.bare([]byte(signature))
	s := v.saved()
	s.origin = Origin{program, v.position, change, time.UnixMilli(v.latest).UTC()}
	s.origin.carry(c)
	s.body(c)
	c.end()
	return cmp.Or(c.err, to.Flush())
}

func (v *Version) saved() *saved {
	s := &saved{}
	hires := map[uint32]bool{}
	for i := range v.parts {
		kept := v.lasting(&v.parts[i])
		if kept.len() == 0 {
			continue
		}
		for _, n := range kept.columns[v.employers()].present {
			hires[n] = true
		}
		var values []value
		rows := newRows(kept.len(), func(doc uint32) []value {
			values = kept.values(doc, values[:0])
			return values
		})
		s.segments = append(s.segments, savedSegment{kept, rows})
	}
	for f, d := range v.words {
		values := d.values
		if f == v.employers() {
			values, s.employers = remembered(v.known, hires)
		}
		s.values = append(s.values, values)
	}
	return s
}

// lasting is a part's segment without the documents that need not be kept.
func (v *Version) lasting(p *part) *segment {
	if p.size(v.at) == p.len() {
		return p.segment
	}
	return mergeSegments([]*segment{p.segment}, v.words, func(_ int, doc uint32) bool { return p.needed(doc, v.at) })
}

// remembered is the employers that have jobs, and their slugs; in the place of each other stands one that nobody is.
func remembered(known []*board.Employer, hires map[uint32]bool) (slugs []string, employers []savedEmployer) {
	for n, e := range known {
		its := board.Employer{Slug: "-" + strconv.Itoa(n)}
		if hires[uint32(n)] {
			its = *e
		}
		number := its.OrgNr.Digits()
		its.OrgNr = board.OrgNr{}
		slugs = append(slugs, its.Slug)
		employers = append(employers, savedEmployer{number, string(appendValue(nil, reflect.ValueOf(&its).Elem()))})
	}
	return slugs, employers
}

// employer is who it was.
func (s savedEmployer) employer() (e *board.Employer, err error) {
	e, rest := &board.Employer{}, reader(s.rest)
	rest.value(reflect.ValueOf(e).Elem())
	if s.number != "" {
		e.OrgNr, err = board.ParseOrgNr(s.number)
	}
	return e, err
}

// Why something is not restored.
var (
	ErrForeign = errors.New("this was never saved by a job board")
	ErrUnfit   = errors.New("what was saved is of another program, of another board, or of a clock that was ahead")
)

// Restore replaces everything by what was saved, in so many bytes, if its origin fits. At an error the index stays as it was.
func (x *Index) Restore(r io.Reader, size int64, fits func(Origin) bool) (at board.Position, err error) {
	var s saved
	c := carrierFrom(bufio.NewReaderSize(r, 1<<20), size)
	if !c.begins(signature) {
		return at, ErrForeign
	}
	if s.origin.carry(c); c.err != nil {
		return at, c.err
	}
	if !fits(s.origin) {
		return at, ErrUnfit
	}
	s.body(c)
	if c.end(); c.err != nil {
		return at, c.err
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	if err := x.replace(s.origin.Position, s.restore); err != nil {
		return at, err
	}
	return s.origin.Position, nil
}

// restore completes the segments, all at the same time.
func (s *saved) restore(met *growing, _ *lexicon) ([]*segment, error) {
	if len(s.values) != len(met.vocabulary) {
		return nil, errDamaged
	}
	for f, values := range s.values {
		for n, value := range values {
			if met.number(f, value) != uint32(n) {
				return nil, errDamaged
			}
		}
	}
	for _, its := range s.employers {
		e, err := its.employer()
		if err != nil {
			return nil, fmt.Errorf("an employer: %w", err)
		}
		met.employers[e.Slug] = e
	}
	segments := make([]*segment, len(s.segments))
	var all sync.WaitGroup
	for i, its := range s.segments {
		segments[i] = its.segment
		its.records = newRecords(its.text, its.ends)
		all.Go(func() { its.complete(met.vocabulary, its.rows) })
	}
	all.Wait()
	return segments, nil
}

func (o *Origin) carry(c *carrier) {
	latest := o.Latest.UnixMilli()
	c.text(&o.Program)
	c.text(&o.Position.Epoch)
	carryNumber(c, &o.Position.Seq)
	c.text(&o.Change)
	carryNumber(c, &latest)
	o.Latest = time.UnixMilli(latest).UTC()
}

// body carries what is saved behind its origin.
func (s *saved) body(c *carrier) {
	carryAll(c, &s.values, func(values *[]string) { carryAll(c, values, c.text) })
	carryAll(c, &s.employers, func(e *savedEmployer) {
		c.text(&e.number)
		c.text(&e.rest)
	})
	carryAll(c, &s.segments, func(its *savedSegment) {
		if its.segment == nil {
			its.segment, its.rows = &segment{}, &rows{}
		}
		its.segment.carry(c)
		carryWords(c, &its.rows.starts)
		carryWords(c, &its.rows.values)
	})
}

func (s *segment) carry(c *carrier) {
	c.text(&s.text)
	carryWords(c, &s.ends)
	carryLongs(c, &s.from)
	carryLongs(c, &s.until)
	carryLongs(c, &s.deadline)
	lift := func(l *lifted) { l.carry(c) }
	carryAll(c, &s.featured, lift)
	carryAll(c, &s.picks, lift)
	carryLongs(c, &s.nationwide)
	s.words.carry(c)
	s.bases.carry(c)
}

func (l *lifted) carry(c *carrier) {
	carryNumber(c, &l.doc)
	carryNumber(c, &l.rank)
	carryNumber(c, &l.until)
}

func (p *postings) carry(c *carrier) {
	carryNumber(c, &p.n)
	for _, words := range []*[]uint32{&p.ends, &p.counts, &p.docEnd, &p.plEnd, &p.abEnd, &p.twins} {
		carryWords(c, words)
	}
	for _, bytes := range []*[]byte{&p.terms, &p.docs, &p.places, &p.about} {
		c.bytes(bytes)
	}
}
