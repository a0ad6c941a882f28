package site

import (
	"html/template"
	"sync"
)

// cards keeps rendered cards by what stands on them: an ad is on many pages, and its card says the same on each until a
// change or the day makes it say something else, which is another card.
type cards struct {
	render func(card) (template.HTML, error)

	mu   sync.RWMutex
	kept map[card]template.HTML
}

// mostCards is how many are kept, at about 2 kB; past that all are forgotten, those of yesterday among them.
const mostCards = 20_000

func (k *cards) html(c card) (template.HTML, error) {
	if c.Passage != "" { // it is one search's
		return k.render(c)
	}
	k.mu.RLock()
	html, ok := k.kept[c]
	k.mu.RUnlock()
	if ok {
		return html, nil
	}
	html, err := k.render(c)
	if err != nil {
		return "", err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.kept) >= mostCards || k.kept == nil {
		k.kept = map[card]template.HTML{}
	}
	k.kept[c] = html
	return html, nil
}
