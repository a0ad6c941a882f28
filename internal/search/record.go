package search

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"sync/atomic"
	"time"

	"ledigajobb/internal/board"
)

// Records are what is shown of the jobs of a segment, packed one behind the other in one string. Nearly all that an ad
// could state it does not; a job that is unpacked shares its texts with the records.
//
// A record is the job's ID, headline and excerpt, the number of its employer plus one, and then the fields of the job that
// are not zero, each as its number plus one and its value; 0 ends them.
type records struct {
	text     string
	ends     []uint32
	unpacked []atomic.Pointer[unpacked] // by number, modulo their own
}

// An unpacked job is kept for those who find it next: most readers see the same few. It holds while its employer does.
type unpacked struct {
	doc      uint32
	employer *board.Employer
	job      *board.Job
}

// maxUnpacked is how many jobs of a segment are kept unpacked, of about two kilobytes each.
const maxUnpacked = 1 << 12

func newRecords(text string, ends []uint32) records {
	return records{text, ends, make([]atomic.Pointer[unpacked], min(len(ends), maxUnpacked))}
}

// A recorder packs jobs.
type recorder struct {
	text []byte
	ends []uint32
}

func (r *recorder) records() records {
	return newRecords(string(r.text), slices.Clone(r.ends))
}

// add packs a job, without its ad's text and without what is no reader's, the beginning of that text, and the number of its
// employer plus one.
func (r *recorder) add(j *board.Job, excerpt string, employer uint32) {
	kept := *j
	kept.Ad.Text, kept.Revision, kept.Owners, kept.Decision, kept.Source.Digest = board.Text{}, nil, nil, board.Decision{}, ""
	kept.ID, kept.Ad.Headline, kept.Employer = "", "", board.Employer{}
	for _, text := range [...]string{string(j.ID), j.Ad.Headline, excerpt} {
		r.text = appendText(r.text, text)
	}
	r.text = binary.AppendUvarint(r.text, uint64(employer))
	r.text = appendValue(r.text, reflect.ValueOf(&kept).Elem())
	r.ends = append(r.ends, uint32(len(r.text)))
}

// copy takes a record over from others.
func (r *recorder) copy(from *records, doc uint32) {
	r.text = append(r.text, from.record(doc)...)
	r.ends = append(r.ends, uint32(len(r.text)))
}

func (r *records) record(doc uint32) string { return r.text[begin(r.ends, int(doc)):r.ends[doc]] }

func (r *records) id(doc uint32) board.ID {
	rest := reader(r.record(doc))
	return board.ID(rest.text())
}

func (r *records) headline(doc uint32) string {
	rest := reader(r.record(doc))
	rest.text()
	return rest.text()
}

func (r *records) excerpt(doc uint32) string {
	rest := reader(r.record(doc))
	rest.text()
	rest.text()
	return rest.text()
}

// job is a job, not to be changed, whose employer is one of the known.
func (r *records) job(doc uint32, known []*board.Employer) *board.Job {
	rest := reader(r.record(doc))
	id, headline := rest.text(), rest.text()
	rest.text()
	var employer *board.Employer
	if n := rest.number(); n > 0 {
		employer = known[n-1]
	}
	slot := &r.unpacked[doc%uint32(len(r.unpacked))]
	if u := slot.Load(); u != nil && u.doc == doc && u.employer == employer {
		return u.job
	}
	j := &board.Job{}
	rest.value(reflect.ValueOf(j).Elem())
	if j.ID, j.Ad.Headline = board.ID(id), headline; employer != nil {
		j.Employer = *employer
	}
	slot.Store(&unpacked{doc, employer, j})
	return j
}

func appendText(to []byte, text string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(text))), text...)
}

var instant = reflect.TypeFor[time.Time]()

// appendValue packs a value: an instant in milliseconds, as all instants of the board are.
func appendValue(to []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		return appendText(to, v.String())
	case reflect.Int, reflect.Int64:
		return binary.AppendVarint(to, v.Int())
	case reflect.Bool: // true, or it would not be there
		return to
	case reflect.Slice:
		to = binary.AppendUvarint(to, uint64(v.Len()))
		for i := range v.Len() {
			to = appendValue(to, v.Index(i))
		}
		return to
	case reflect.Struct:
		if v.Type() == instant {
			return binary.AppendVarint(to, v.Addr().Interface().(*time.Time).UnixMilli())
		}
		for i := range v.NumField() {
			if field := v.Field(i); !field.IsZero() {
				to = appendValue(binary.AppendUvarint(to, uint64(i+1)), field)
			}
		}
		return append(to, 0)
	}
	panic(fmt.Sprintf("a %s cannot be packed", v.Type())) // the tests pack every field of a job
}

// A reader takes packed values off its front.
type reader string

func (r *reader) number() uint64 {
	if first := (*r)[0]; first < 0x80 {
		*r = (*r)[1:]
		return uint64(first)
	}
	var number uint64
	for shift := 0; ; shift += 7 {
		b := (*r)[0]
		*r = (*r)[1:]
		number |= uint64(b&0x7F) << shift
		if b < 0x80 {
			return number
		}
	}
}

// signed is a number that was packed by AppendVarint.
func (r *reader) signed() int64 {
	n := r.number()
	return int64(n>>1) ^ -int64(n&1)
}

func (r *reader) text() string {
	n := r.number()
	text := (*r)[:n]
	*r = (*r)[n:]
	return string(text)
}

// value unpacks into a value that is zero.
func (r *reader) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(r.text())
	case reflect.Int, reflect.Int64:
		v.SetInt(r.signed())
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		n := int(r.number())
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			r.value(v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == instant {
			*v.Addr().Interface().(*time.Time) = time.UnixMilli(r.signed()).UTC()
			return
		}
		for i := r.number(); i > 0; i = r.number() {
			r.value(v.Field(int(i - 1)))
		}
	}
}
