package site

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

// Views are counted where they are asked for, without a cookie and without knowing anybody again: how often, on which day,
// and from where.

// countView counts that somebody looks at a live ad.
func (s *Site) countView(c echo.Context, id board.ID) {
	if r := c.Request(); byReader(r) {
		s.Desk.CountView(id, s.cameFrom(r))
	}
}

// robot is what programs call themselves that follow links: search engines' robots, those that make previews of links,
// filters that look through mail, monitors.
var robot = regexp.MustCompile(`(?i)bot\b|crawl|spider|slurp|preview|scan|filter|proofpoint|mimecast|barracuda|safelinks|monitor|uptime|` +
	`facebookexternalhit|embedly|whatsapp|validator|lighthouse`)

// tool is what tools and libraries call themselves.
var tool = regexp.MustCompile(`(?i)curl|wget|python|java/|go-http|okhttp|libwww|axios|node-fetch`)

// byReader says whether it is likely that a reader asks for a page. Every browser names itself and the languages of its
// reader; what it fetches ahead nobody has looked at yet.
func byReader(r *http.Request) bool {
	agent, ahead := r.UserAgent(), strings.Contains(r.Header.Get("Sec-Purpose")+r.Header.Get("Purpose"), "prefetch")
	return r.Method == http.MethodGet && !ahead && r.Header.Get("Accept-Language") != "" && agent != "" &&
		!robot.MatchString(agent) && !tool.MatchString(agent)
}

// searchEngine is the hosts of search engines.
var searchEngine = regexp.MustCompile(`(^|\.)(google|bing|duckduckgo|yahoo|ecosia|startpage|qwant|brave|yandex|eniro)\.[a-z]{2,3}(\.[a-z]{2})?$`)

// cameFrom is where a reader comes from: as the link says that was followed, else by the page that it was on.
func (s *Site) cameFrom(r *http.Request) board.Via {
	if via, ok := board.Parse(board.Vias(), r.URL.Query().Get("via")); ok {
		return via
	}
	from, err := url.Parse(r.Referer())
	switch {
	case err != nil || from.Host == "":
		return board.Direct
	case searchEngine.MatchString(from.Hostname()):
		return "search_engine"
	case from.Host == r.Host && strings.HasPrefix(from.Path, s.Links.Path("lediga-jobb")):
		return "list"
	}
	return board.Direct
}
