package search

import "sync"

// A keeper keeps sets of a segment's documents that take long to find and that searches ask for again. When it is full it is
// emptied.
type keeper struct {
	mu   sync.Mutex
	sets map[string]bitset
}

// maxKept is how many sets are kept.
const maxKept = 256

// get is the set of a name, not to be changed; it is found where it is not kept.
func (k *keeper) get(name string, find func() bitset) bitset {
	k.mu.Lock()
	set, ok := k.sets[name]
	k.mu.Unlock()
	if ok {
		return set
	}
	set = find()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.sets == nil || len(k.sets) == maxKept {
		k.sets = map[string]bitset{}
	}
	k.sets[name] = set
	return set
}
