package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"
)

// manyReaders is how many readers a newsletter sends, each with a mark of their own in the link.
const manyReaders = 20_000

// marked lets them all come to one search's page, and tells how often it was rendered for them.
func (b *bench) marked(context.Context) error {
	made, begin := b.board.Answers.Made(), time.Now()
	errs := make([]error, b.connections)
	var all sync.WaitGroup
	for part := range b.connections {
		all.Go(func() {
			for i := part; i < manyReaders; i += b.connections {
				w := httptest.NewRecorder()
				b.board.Handler.ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprintf("/lediga-jobb?region=01&utm_source=newsletter&utm_content=%d", i), nil))
				if w.Code != http.StatusOK {
					errs[part] = fmt.Errorf("reader %d is answered %d", i, w.Code)
				}
			}
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	cost := b.board.Answers.Made() - made
	fmt.Printf("\n%d readers with as many different utm_* cost %d rendering, in %.1f s; goal 1: %s\n",
		manyReaders, cost, time.Since(begin).Seconds(), verdict(cost == 1))
	return nil
}
