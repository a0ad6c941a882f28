package site

import (
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

// The keys of drafts lie in a cookie of the browser that began them, the latest first: not in addresses, which are passed
// on.

// mostKeys is of how many drafts a browser keeps the keys; keySeconds for how long.
const (
	mostKeys   = 8
	keySeconds = board.DraftDays * 24 * 60 * 60
)

// draftKeys is the keys that a request brings, by draft.
func (s *Site) draftKeys(c echo.Context) map[board.ID]string {
	keys := map[board.ID]string{}
	cookie, err := c.Cookie(s.drafts.name)
	if err != nil {
		return keys
	}
	for pair := range strings.SplitSeq(cookie.Value, "~") {
		name, key, _ := strings.Cut(pair, ".")
		if id, err := board.ParseID(name); err == nil {
			keys[id] = key
		}
	}
	return keys
}

// keepDraftKey gives the browser the key of a draft.
func (s *Site) keepDraftKey(c echo.Context, id board.ID, key string) {
	pairs := []string{string(id) + "." + key}
	if cookie, err := c.Cookie(s.drafts.name); err == nil {
		for pair := range strings.SplitSeq(cookie.Value, "~") {
			if len(pairs) < mostKeys && !strings.HasPrefix(pair, string(id)) {
				pairs = append(pairs, pair)
			}
		}
	}
	c.SetCookie(s.drafts.with(strings.Join(pairs, "~"), keySeconds))
}
