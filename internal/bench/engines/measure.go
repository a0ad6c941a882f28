package main

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"time"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
)

// settings say how long to measure, and where files are made.
type settings struct {
	dir     string
	each    time.Duration
	samples int
	cpu     bool
}

// A measurement is what is known of an engine with a board.
type measurement struct {
	name    string
	build   time.Duration
	heap    uint64 // bytes that live in Go's heap
	classes map[mix.Class]figures
}

// figures is what a number of searches took.
type figures struct {
	p50, p99 time.Duration
	n        int
}

func newFigures(took []time.Duration) figures {
	slices.Sort(took)
	return figures{took[len(took)/2], took[len(took)*99/100], len(took)}
}

func (f figures) String() string {
	return fmt.Sprintf("%.3f %.3f", milliseconds(f.p50), milliseconds(f.p99))
}

func milliseconds(d time.Duration) float64 { return d.Seconds() * 1000 }

// different is how many searches of a class are measured.
const different = 100

func searchesOf(jobs []*board.Job, classes []mix.Class, n int) map[mix.Class][]mix.Search {
	r, all := mix.NewReader(jobs), map[mix.Class][]mix.Search{}
	for _, class := range classes {
		all[class] = r.Searches(n, class)
	}
	return all
}

// built measures, and prints, how long an engine takes to be built over the jobs and what it then holds of the heap, for
// which the jobs must be nobody else's.
func built[E engine](name string, s setting, build func(jobs []*board.Job) (E, error)) (e E, m measurement, err error) {
	before := liveHeap()
	jobs, err := s.jobs()
	if err != nil {
		return e, m, err
	}
	runtime.GC()
	begin := time.Now()
	e, err = build(jobs)
	if err != nil {
		return e, m, fmt.Errorf("%s: %w", name, err)
	}
	took := time.Since(begin)
	jobs = nil
	m = measurement{name: name, build: took, heap: max(liveHeap(), before) - before, classes: map[mix.Class]figures{}}
	fmt.Printf("%s: built in %.1f s, live heap %d MB%s\n", name, took.Seconds(), m.heap>>20, e.size())
	return e, m, nil
}

// liveHeap is what lives after what is dead is gone, and what pools held with it.
func liveHeap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// measure asks for all classes, on one core.
func (s settings) measure(e engine, m *measurement, searches map[mix.Class][]mix.Search) error {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for _, class := range slices.Sorted(maps.Keys(searches)) {
		took, err := s.times(e, searches[class])
		if err != nil {
			return fmt.Errorf("%s: %s: %w", m.name, class, err)
		}
		m.classes[class] = newFigures(took)
	}
	return nil
}

// leastSamples is how often a class is asked for, however long it takes.
const leastSamples = 5

// times asks for the searches in turn until there are enough samples, or the time is over.
func (s settings) times(e engine, searches []mix.Search) (took []time.Duration, err error) {
	if _, err := e.search(searches[0]); err != nil {
		return nil, err
	}
	runtime.GC()
	for begin := time.Now(); len(took) < s.samples && (len(took) < leastSamples || time.Since(begin) < s.each); {
		search := searches[len(took)%len(searches)]
		asked := s.clock()
		if _, err := e.search(search); err != nil {
			return nil, err
		}
		took = append(took, s.clock()-asked)
	}
	return took, nil
}

// began is when clocks stand at zero.
var began = time.Now()

// clock is what a search's time is read from.
func (s settings) clock() time.Duration {
	if s.cpu {
		return threadTime()
	}
	return time.Since(began)
}
