package reference

import (
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collators lends out collators, each of which can serve only one caller at a time.
var collators = sync.Pool{New: func() any { return collate.New(language.Swedish) }}

// Compare orders names by the Swedish alphabet, in which å, ä and ö are the last letters. It is negative when a comes
// before b, positive when after, and 0 only when they are the same.
func Compare(a, b string) int {
	c := collators.Get().(*collate.Collator)
	defer collators.Put(c)
	if order := c.CompareString(a, b); order != 0 {
		return order
	}
	return strings.Compare(a, b)
}
