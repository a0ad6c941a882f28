package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
)

// change changes one ad a second until done is called.
func (b *bench) change() (done func()) {
	ctx, stop := context.WithCancel(context.Background())
	d := desk.New(desk.Config{Store: b.board.Store, Random: rand.Reader, Now: func() time.Time { return time.Now().Truncate(time.Millisecond) }})
	var running sync.WaitGroup
	running.Go(func() {
		for tick := time.NewTicker(time.Second); ; {
			select {
			case <-ctx.Done():
				tick.Stop()
				return
			case <-tick.C:
				b.changes++
				in := board.Incoming{Source: board.Source{Name: "bench", ID: "changing", Digest: fmt.Sprint(b.changes)},
					Ad: board.Ad{Headline: fmt.Sprintf("Upphandlare, version %d", b.changes)}, Employer: board.NewEmployer{Name: "Ekby kommun"}}
				if _, err := d.Take(ctx, []board.Incoming{in}, desk.Intake{Publish: true, Days: 60}); err != nil && ctx.Err() == nil {
					fmt.Println("a change failed:", err)
				}
			}
		}
	})
	return func() { stop(); running.Wait() }
}

// checkAnswers asks for ten thousand addresses while ads change, and compares every hundredth kept answer with one made
// afresh. Only answers of one version of the board can be compared: their entity tags say so.
func (b *bench) checkAnswers(w workload) error {
	done := b.change()
	defer done()
	next, compared := draw(w.zipf, len(w.paths), 1), 0
	for i := range 10_000 {
		path := w.paths[next()]
		kept := ask(b.board.Handler, path)
		if i%100 != 0 {
			continue
		}
		fresh := ask(b.afresh.Handler, path)
		if kept.Header().Get("ETag") != fresh.Header().Get("ETag") {
			continue
		}
		if compared++; kept.Body.String() != fresh.Body.String() {
			return fmt.Errorf("%s: the kept answer is not the one made afresh", path)
		}
	}
	fmt.Printf("    %d of them compared with answers made afresh: the same\n", compared)
	return nil
}

func ask(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w
}
