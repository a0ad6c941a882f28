package store

import (
	"context"
	"sync"
	"time"

	"ledigajobb/internal/board"
)

// watchers are those who wait for the change log to grow.
type watchers struct {
	mu    sync.Mutex
	bells []chan struct{}
}

// wake rings every bell; one that rings already rings once.
func (w *watchers) wake() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, bell := range w.bells {
		ring(bell)
	}
}

func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}

func (w *watchers) add() chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	bell := make(chan struct{}, 1)
	ring(bell)
	w.bells = append(w.bells, bell)
	return bell
}

func (w *watchers) remove(bell chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := range w.bells {
		if w.bells[i] == bell {
			w.bells = append(w.bells[:i], w.bells[i+1:]...)
			close(bell)
			return
		}
	}
}

// poll is how often Watch looks by itself for what other processes have written.
const poll = 300 * time.Millisecond

// Watch rings when the change log may have grown: at once, after each write of this Store, and soon after those of other
// processes (PostgreSQL says so; besides, it looks three times a second). Rings that nobody has heard become one. The
// channel is closed when the context ends. Each call costs a poll, and on PostgreSQL a connection: a process needs one.
func (s *Store) Watch(ctx context.Context) <-chan struct{} {
	bell := s.watchers.add()
	var running sync.WaitGroup
	running.Go(func() { s.dialect.listen(ctx, s.options.Log, func() { s.watchers.wake() }) })
	running.Go(func() { s.poll(ctx) })
	go func() {
		running.Wait()
		s.watchers.remove(bell)
	}()
	return bell
}

// poll looks at the log's end until the context ends. An error is another's to tell: the next read will meet it.
func (s *Store) poll(ctx context.Context) {
	var last board.Position
	for pause(ctx, poll) == nil {
		if now, err := s.Position(ctx); err == nil && now != last {
			last = now
			s.watchers.wake()
		}
	}
}
