package site

import (
	"net/url"
	"strconv"
	"strings"

	"ledigajobb/internal/board"
)

// A pager leads to the pages beside this one.
type pager struct {
	Text           string
	Previous, Next string // addresses, empty: there is none
}

// paged is the pager of a page of a list, nil where everything is on it. at gives the address of the page that begins at
// an offset.
func paged(v *visit, offset, limit, total int, at func(int) string) *pager {
	if offset == 0 && total <= limit {
		return nil
	}
	pages := max(1, (total+limit-1)/limit)
	p := &pager{Text: v.text("list.page", "n", min(offset/limit+1, pages), "m", pages)}
	if offset > 0 {
		p.Previous = at(max(0, min(offset-limit, (pages-1)*limit)))
	}
	if next := offset + limit; next < total && next <= board.MaxOffset {
		p.Next = at(next)
	}
	return p
}

// offset reads where a page begins: at the beginning, where what is given is no such number.
func offset(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > board.MaxOffset {
		return 0
	}
	return n
}

func offsetValues(offset int) url.Values {
	if offset == 0 {
		return nil
	}
	return url.Values{"offset": {strconv.Itoa(offset)}}
}

// host is a web address as people say it: without scheme, www and closing slash.
func host(address string) string {
	_, name, _ := strings.Cut(address, "://")
	return strings.TrimSuffix(strings.TrimPrefix(name, "www."), "/")
}
