// Package tally adds up in memory what readers do with ads, so that no reader waits for the database. What has been added
// up is taken out every few seconds and written down as a whole.
package tally

import (
	"sync"

	"ledigajobb/internal/board"
)

// shards is how many parts a tally has: readers of different ads hardly ever wait for each other. It divides 256.
const shards = 16

// mostKinds is how many different things a part of a tally adds up, at about 150 bytes. What is new beyond that is let go:
// so much comes in no seconds in which the database can be written to.
const mostKinds = 4096

// A Tally adds up. The zero Tally is empty. It is safe for concurrent use.
type Tally struct{ shards [shards]shard }

type shard struct {
	mu sync.Mutex
	n  map[board.Counted]int64
}

// Add counts n more of something.
func (t *Tally) Add(c board.Counted, n int64) {
	s := t.shardOf(c.Job)
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.n[c]; !known && len(s.n) >= mostKinds {
		return
	}
	if s.n == nil {
		s.n = map[board.Counted]int64{}
	}
	s.n[c] += n
}

// shardOf goes by the last character of an ad's ID, which is as good as random.
func (t *Tally) shardOf(id board.ID) *shard {
	if id == "" {
		return &t.shards[0]
	}
	return &t.shards[id[len(id)-1]%shards]
}

// Take is what has been added up since it was last taken. The tally is empty afterwards.
func (t *Tally) Take() map[board.Counted]int64 {
	all := map[board.Counted]int64{}
	for i := range t.shards {
		s := &t.shards[i]
		s.mu.Lock()
		taken := s.n
		s.n = nil
		s.mu.Unlock()
		for c, n := range taken {
			all[c] = n
		}
	}
	return all
}
