package search

import (
	"strings"
	"sync"
	"sync/atomic"
)

// A memory keeps the keys of words. When it is full it is emptied: the usual words are soon back.
type memory struct {
	words atomic.Pointer[sync.Map]
	count atomic.Int32
}

// maxRemembered is how many words are kept.
const maxRemembered = 1 << 18

func newMemory() *memory {
	m := &memory{}
	m.words.Store(&sync.Map{})
	return m
}

func (m *memory) get(word string) ([]key, bool) {
	keys, ok := m.words.Load().Load(word)
	if !ok {
		return nil, false
	}
	return keys.([]key), true
}

func (m *memory) put(word string, keys []key) {
	if m.count.Add(1) > maxRemembered {
		m.words.Store(&sync.Map{})
		m.count.Store(0)
	}
	m.words.Load().Store(strings.Clone(word), keys)
}
