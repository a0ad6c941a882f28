// Package kept keeps rendered answers until the version of the board that they were made from is over.
//
// A page or a JSON answer is a function of the board's version and of its canonical address. Readers ask for the same
// few addresses most of the time, so an answer is rendered once a version, by the first who asks, and written as it
// stands to all others. When the version changes, by a write or by the clock, everything kept is dropped: nothing has
// to be invalidated one by one, and nothing rendered can outlive its truth. Within a version the answers asked for
// longest ago leave first when the room is full.
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

// Answers keeps the answers of one generation, in at most a number of bytes. It is safe for concurrent use.
type Answers struct {
	build    string
	maxBytes int64

	mu         sync.Mutex
	generation Generation
	entries    map[string]*list.Element // of *entry, by canonical address
	written    map[string]*list.Element // the same answers by addresses as readers write them
	recent     *list.List               // the most recently asked for in front
	bytes      int64
	made       int64
}

type entry struct {
	key    string
	once   sync.Once
	answer *Answer
	err    error
	size   int64
	alias  bool // under an address as it was written
}

// New keeps answers of a build of the program in at most maxBytes.
func New(maxBytes int64, build string) *Answers {
	return &Answers{build: build, maxBytes: maxBytes, entries: map[string]*list.Element{}, written: map[string]*list.Element{},
		recent: list.New()}
}

// Make renders an answer.
type Make func() (status int, contentType string, body []byte, err error)

var errPanicked = errors.New("kept: rendering panicked")

// Answer gives the answer of the generation at the key, a canonical address with its language, made now if nobody has
// asked before. Those who ask for the same at the same time wait for one rendering. Errors are not kept.
func (a *Answers) Answer(gen Generation, key string, render Make) (*Answer, error) {
	e := a.entry(gen, key)
	if e == nil {
		return a.make(gen, key, render)
	}
	e.once.Do(func() {
		e.err = errPanicked
		defer a.settle(gen, e)
		e.answer, e.err = a.make(gen, key, render)
	})
	return e.answer, e.err
}

// longestAddress is the length in bytes up to which addresses are remembered as they were written.
const longestAddress = 200

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

// Remember notes that the answer is that of an address as it was written, so that the next who writes it the same way
// is spared its reading. Each way of writing one address takes room as an answer does, and leaves as one does when
// others are asked for; one so long that hardly anybody else writes it is not remembered.
func (a *Answers) Remember(gen Generation, address string, answer *Answer) {
	if len(address) > longestAddress {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, ok := a.written[address]; ok || gen != a.generation {
		return
	}
	e := &entry{key: address, answer: answer, alias: true, size: int64(2*len(address)) + entryOverhead + answer.room()}
	a.written[address] = a.recent.PushFront(e)
	a.bytes += e.size
	a.shrink()
}

// entry finds or makes the key's entry, nil for a generation that has been replaced.
func (a *Answers) entry(gen Generation, key string) *entry {
	a.mu.Lock()
	defer a.mu.Unlock()
	if gen != a.generation {
		if gen.olderThan(a.generation) {
			return nil
		}
		a.generation, a.bytes = gen, 0
		clear(a.entries)
		clear(a.written)
		a.recent.Init()
	}
	if el, ok := a.entries[key]; ok {
		a.recent.MoveToFront(el)
		return el.Value.(*entry)
	}
	e := &entry{key: key}
	a.entries[key] = a.recent.PushFront(e)
	return e
}

// settle counts the room of a new entry and makes it, or forgets an entry that failed.
func (a *Answers) settle(gen Generation, e *entry) {
	a.mu.Lock()
	defer a.mu.Unlock()
	el, ok := a.entries[e.key]
	if gen != a.generation || !ok || el.Value != e {
		return
	}
	if e.err != nil {
		a.drop(el)
		return
	}
	e.size = e.answer.room() + int64(2*len(e.key)) + entryOverhead
	a.bytes += e.size
	a.shrink()
}

func (a *Answers) shrink() {
	for a.bytes > a.maxBytes && a.recent.Len() > 0 {
		a.drop(a.recent.Back())
	}
}

// entryOverhead is about what an entry takes in maps, lists and headers.
const entryOverhead = 400

func (a *Answers) drop(el *list.Element) {
	e := a.recent.Remove(el).(*entry)
	if e.alias {
		delete(a.written, e.key)
	} else {
		delete(a.entries, e.key)
	}
	a.bytes -= e.size
}

func (a *Answers) make(gen Generation, key string, render Make) (*Answer, error) {
	a.mu.Lock()
	a.made++
	a.mu.Unlock()
	status, contentType, body, err := render()
	if err != nil {
		return nil, err
	}
	return NewAnswer(status, contentType, body, a.Tag(gen, key)), nil
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
