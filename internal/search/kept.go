package search

import "sync"

// A keeper keeps sets of a segment's documents that take long to find and that searches ask for again. When it is full it is
// emptied.
type keeper struct {
	mu   sync.Mutex
	sets map[string]*keptSet
}

// A keptSet is not to be changed. Its facets are counted when it is first asked for how often.
type keptSet struct {
	bitset
	once   sync.Once
	counts []byte // as those of an aggregate
}

// maxKept is how many sets are kept.
const maxKept = 256

// get is the set of a name; it is found where it is not kept.
func (k *keeper) get(name string, find func() bitset) *keptSet {
	k.mu.Lock()
	set, ok := k.sets[name]
	k.mu.Unlock()
	if ok {
		return set
	}
	set = &keptSet{bitset: find()}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.sets == nil || len(k.sets) == maxKept {
		k.sets = map[string]*keptSet{}
	}
	k.sets[name] = set
	return set
}
