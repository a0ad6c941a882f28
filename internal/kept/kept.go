// Package kept keeps rendered answers for as long as they are true.
//
// A page or a JSON answer is a function of the board's version and of its canonical address. Readers ask for the same
// few addresses most of the time, so an answer is rendered once a version, by the first who asks, and written as it
// stands to all others. When the version changes, by a write or by the clock, everything kept is over: nothing has
// to be invalidated one by one, and nothing rendered can outlive its truth.
//
// Most changes concern few answers. One whose maker can tell whether it still holds lives on: it is kept with what it
// stands on, and the first who asks for it in another version shows it to its maker again, who says no or gives it back.
// The answers asked for longest ago leave first when the room is full.
package kept

import (
	"container/list"
	"errors"
	"fmt"
	"hash/fnv"
	"strconv"
	"sync"
	"time"

	"ledigajobb/internal/board"
)

// A Generation is what an answer's truth hangs on beside its address: the place in the change log, and until when the
// clock alone changes nothing.
type Generation struct {
	Position board.Position
	Until    time.Time
}

// olderThan says whether a reader has come with a version that has already been replaced.
func (g Generation) olderThan(other Generation) bool {
	return g.Position.Epoch == other.Position.Epoch &&
		(g.Position.Seq < other.Position.Seq || g.Position.Seq == other.Position.Seq && g.Until.Before(other.Until))
}

// Answers keeps answers in at most a number of bytes. It is safe for concurrent use.
type Answers struct {
	build    string
	maxBytes int64

	mu         sync.Mutex
	generation Generation
	entries    map[string]*list.Element // of *entry, by canonical address
	written    map[string]*list.Element // the same by addresses as readers write them
	recent     *list.List               // the most recently asked for in front
	bytes      int64
	made       int64
}

// An entry is the answer at an address: of this generation or, where it may still hold, of an older one.
type entry struct {
	key        string
	generation Generation
	before     *Answer // what an older generation answered
	once       sync.Once
	answer     *Answer
	err        error
	settled    bool     // the answer is there, and its size counted
	addresses  []string // as readers write them
	size       int64
}

// New keeps answers of a build of the program in at most maxBytes.
func New(maxBytes int64, build string) *Answers {
	return &Answers{build: build, maxBytes: maxBytes, entries: map[string]*list.Element{}, written: map[string]*list.Element{},
		recent: list.New()}
}

// Make renders an answer.
type Make func() (status int, contentType string, body []byte, err error)

// Answer gives the answer of the generation at the key, a canonical address with its language, made now if nobody has
// asked before. Those who ask for the same at the same time wait for one rendering. Errors are not kept.
func (a *Answers) Answer(gen Generation, key string, render Make) (*Answer, error) {
	return a.Remake(gen, key, func(*Answer) (*Answer, error) {
		status, contentType, body, err := render()
		return &Answer{Status: status, Type: contentType, Body: body}, err
	})
}

var errPanicked = errors.New("kept: rendering panicked")

// Remake is Answer for one that may outlive its generation, which is one with a Ground. remake makes it, and is shown what
// an older generation answered where that is still there, or nil; what it gives is a new one, whose entity tag is set here.
func (a *Answers) Remake(gen Generation, key string, remake func(before *Answer) (*Answer, error)) (*Answer, error) {
	e := a.entry(gen, key)
	if e == nil {
		return a.make(gen, key, nil, remake)
	}
	e.once.Do(func() {
		e.err = errPanicked
		defer a.settle(e)
		e.answer, e.err = a.make(gen, key, e.before, remake)
	})
	return e.answer, e.err
}

// Limits of what is remembered of how one address is written: the length in bytes, and in how many ways.
const (
	longestAddress = 200
	mostAddresses  = 4
)

// Known is the answer that was remembered at an address as it was written.
func (a *Answers) Known(gen Generation, address string) (*Answer, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if gen != a.generation {
		return nil, false
	}
	el, ok := a.written[address]
	if !ok {
		return nil, false
	}
	a.recent.MoveToFront(el)
	return el.Value.(*entry).answer, true
}

// Remember notes that the answer is also that of an address as it was written, so that the next who writes it
// the same way is spared its reading. One so long that hardly anybody else writes it is not remembered.
func (a *Answers) Remember(gen Generation, address string, answer *Answer) {
	if len(address) > longestAddress {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	el, ok := a.entries[answer.key]
	if !ok || gen != a.generation || a.written[address] != nil {
		return
	}
	if e := el.Value.(*entry); e.settled && e.answer == answer && len(e.addresses) < mostAddresses {
		e.addresses = append(e.addresses, address)
		a.written[address] = el
		a.grow(e, sizeOf(address))
	}
}

// entry finds or makes the key's entry, nil for a generation that has been replaced.
func (a *Answers) entry(gen Generation, key string) *entry {
	a.mu.Lock()
	defer a.mu.Unlock()
	if gen != a.generation {
		if gen.olderThan(a.generation) {
			return nil
		}
		a.generation = gen
		a.turn()
	}
	next := &entry{key: key, generation: gen}
	el, ok := a.entries[key]
	if !ok {
		a.entries[key] = a.recent.PushFront(next)
		return next
	}
	a.recent.MoveToFront(el)
	e := el.Value.(*entry)
	if e.generation == gen {
		return e
	}
	if e.settled {
		next.before, next.size = e.answer, e.size
	}
	el.Value = next
	return next
}

// turn drops what is over with the generation before.
func (a *Answers) turn() {
	clear(a.written)
	for el := a.recent.Front(); el != nil; {
		e, this := el.Value.(*entry), el
		el = el.Next()
		for _, address := range e.addresses {
			a.grow(e, -sizeOf(address))
		}
		if e.addresses = nil; !e.settled || e.answer.Ground == nil {
			a.drop(this)
		}
	}
}

// settle counts the room of a new answer and makes it, or forgets one that failed.
func (a *Answers) settle(e *entry) {
	a.mu.Lock()
	defer a.mu.Unlock()
	e.before = nil
	el, ok := a.entries[e.key]
	if !ok || el.Value != e {
		return
	}
	if e.err != nil {
		a.drop(el)
		return
	}
	e.settled = true
	a.grow(e, int64(len(e.answer.Body))+sizeOf(e.key)-e.size)
	e.answer.grown = func(n int) {
		a.mu.Lock()
		defer a.mu.Unlock()
		if el, ok := a.entries[e.key]; ok && el.Value == e {
			a.grow(e, int64(n))
		}
	}
}

// entryOverhead is about what an entry takes in maps, lists and headers, and what its answer stands on.
const entryOverhead = 600

// sizeOf is the room of an entry's key, and of another address of it.
func sizeOf(address string) int64 { return int64(2*len(address)) + entryOverhead }

// grow counts room that an entry takes, and makes it.
func (a *Answers) grow(e *entry, n int64) {
	e.size += n
	a.bytes += n
	for a.bytes > a.maxBytes && a.recent.Len() > 0 {
		a.drop(a.recent.Back())
	}
}

func (a *Answers) drop(el *list.Element) {
	e := a.recent.Remove(el).(*entry)
	delete(a.entries, e.key)
	for _, address := range e.addresses {
		delete(a.written, address)
	}
	a.bytes -= e.size
}

func (a *Answers) make(gen Generation, key string, before *Answer, remake func(before *Answer) (*Answer, error)) (*Answer, error) {
	a.mu.Lock()
	a.made++
	a.mu.Unlock()
	answer, err := remake(before)
	if err != nil {
		return nil, err
	}
	answer.key, answer.tag = key, a.Tag(gen, key)
	return answer, nil
}

// Tag is the entity tag of what the build renders of the generation at the key. Replicas agree on it.
func (a *Answers) Tag(gen Generation, key string) string {
	h := fnv.New128a()
	fmt.Fprintf(h, "%s\x00%s\x00%d\x00%d\x00%s", a.build, gen.Position.Epoch, gen.Position.Seq, gen.Until.UnixMilli(), key)
	return fmt.Sprintf("%x", h.Sum(nil)[:12])
}

// Bytes is how much room the kept answers take.
func (a *Answers) Bytes() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.bytes
}

// Made is how many answers have been made, or have failed to be: those that nobody had asked for before.
func (a *Answers) Made() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.made
}

// String says how much is kept.
func (a *Answers) String() string { return strconv.FormatInt(a.Bytes(), 10) + " bytes kept" }
