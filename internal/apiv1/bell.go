package apiv1

import (
	"context"
	"net/netip"
	"sync"

	"ledigajobb/internal/board"
)

// bell wakes every stream when the list of changes may have grown. However many streams there are, one watch of the
// store stands behind them, and none while there is no stream.
type bell struct {
	watch func(context.Context) <-chan struct{}

	mu        sync.Mutex
	listeners map[chan struct{}]netip.Prefix // with where their readers are
	stop      context.CancelFunc
}

// listen gives a channel that rings, and the way to leave it. It is ErrTooMany when all places are taken, or all that one
// reader may have.
func (b *bell) listen(reader netip.Prefix) (woken <-chan struct{}, leave func(), err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.listeners) >= maxStreams || b.places(reader) >= maxReaderStreams {
		return nil, nil, board.ErrTooMany
	}
	if len(b.listeners) == 0 {
		ctx, stop := context.WithCancel(context.Background())
		b.listeners, b.stop = map[chan struct{}]netip.Prefix{}, stop
		go b.pass(b.watch(ctx))
	}
	mine := make(chan struct{}, 1)
	b.listeners[mine] = reader
	return mine, func() { b.leave(mine) }, nil
}

// places is how many places a reader has.
func (b *bell) places(reader netip.Prefix) int {
	n := 0
	for _, other := range b.listeners {
		if other == reader {
			n++
		}
	}
	return n
}

func (b *bell) leave(mine chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.listeners, mine)
	if len(b.listeners) == 0 {
		b.stop()
	}
}

// pass rings for everybody until the watch ends.
func (b *bell) pass(grown <-chan struct{}) {
	for range grown {
		b.ring()
	}
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for listener := range b.listeners {
		select {
		case listener <- struct{}{}:
		default: // it has not heard the last one yet
		}
	}
}
