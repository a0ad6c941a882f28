package site

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"ledigajobb/internal/board"
)

// Readers' interest in ads is counted without knowing anybody: no cookie, no address, nothing that tells one browser from
// another is looked at. What is known is where a link stood, which the link itself says, or the page that it stood on.

// count notes a reader's interest in a live ad. Nobody waits for it, and what programs ask for is not counted.
func (s *Site) count(r *http.Request, i board.Interest, j *board.Job, via board.Via) {
	if s.Tally != nil && isReader(r) {
		s.Tally.Add(j.Counted(i, via, s.Now()), 1)
	}
}

// isReader says whether a person is likely to see the answer: a browser, which names its reader's languages, asks for a page,
// and not ahead of time.
func isReader(r *http.Request) bool {
	h := r.Header
	if r.Method != http.MethodGet || h.Get("Sec-Purpose") != "" || h.Get("Purpose") != "" || h.Get("X-Moz") != "" || h.Get("Accept-Language") == "" {
		return false
	}
	if to := h.Get("Sec-Fetch-Dest"); to != "" && to != "document" {
		return false
	}
	return !isRobot(h.Get("User-Agent"))
}

// robots are words in the names of programs that visit pages as browsers do: most say what they are, or give an address at
// which it is said.
var robots = [...]string{
	"bot", "crawl", "spider", "slurp", "http:", "https:", "www.", "headless", "lighthouse", "preview", "fetch", "scan", "monitor",
	"archive", "validator", "externalhit", "inspectiontool", "googleother", "imageproxy", "mediapartners", "barracuda", "proofpoint",
	"mimecast", "safelinks", "filter", "python", "curl", "phantom", "selenium", "puppeteer", "playwright", "pingdom", "uptime", "checker",
}

// longestAgent is how much of a browser's name is read, in bytes.
const longestAgent = 400

// isRobot says whether a User-Agent (RFC 9110, 10.1.5) is a program's: every browser's begins as Netscape's did.
func isRobot(agent string) bool {
	if !strings.HasPrefix(agent, "Mozilla/5.0 ") && !strings.HasPrefix(agent, "Opera/") {
		return true
	}
	agent = strings.ToLower(agent[:min(len(agent), longestAgent)])
	agent = strings.ReplaceAll(agent, "cubot", "") // a maker of telephones
	return slices.ContainsFunc(robots[:], func(word string) bool { return strings.Contains(agent, word) })
}

// viaOf is where the reader of an ad comes from: as its link says, else by the page that the link stood on.
func (s *Site) viaOf(v *visit, r *http.Request) board.Via {
	if via, ok := board.Parse(board.Vias(), v.values.Get("via")); ok {
		return via
	}
	page := referrer(r)
	switch {
	case s.isOwn(page) && !s.isOffice(page):
		return board.ViaList
	case searchEngine.MatchString(page.Hostname()):
		return board.ViaSearchEngine
	}
	return board.Direct
}

// viaOfStep is where somebody comes from who goes on to apply: from where they came to the ad's page, as far as its address
// still says it.
func (s *Site) viaOfStep(v *visit, r *http.Request) board.Via {
	given := v.values.Get("via")
	if page := referrer(r); given == "" && s.isOwn(page) {
		given = page.Query().Get("via")
	}
	if via, ok := board.Parse(board.Vias(), given); ok {
		return via
	}
	return board.Direct
}

// from is what a link to an ad says of where it stands.
func from(via board.Via) url.Values { return url.Values{"via": {string(via)}} }

// referrer is the page that a link stood on, as far as the browser tells.
func referrer(r *http.Request) *url.URL {
	u, err := url.Parse(r.Header.Get("Referer"))
	if err != nil {
		return &url.URL{}
	}
	return u
}

// isOwn says whether an address is one of the service's pages.
func (s *Site) isOwn(u *url.URL) bool {
	return strings.EqualFold(u.Host, s.Links.Host()) && strings.HasPrefix(u.Path, s.Links.BasePath()+"/")
}

// isOffice says whether a page of the service is one of those who work with ads, who are no readers that a list has led on.
func (s *Site) isOffice(u *url.URL) bool {
	part, _, _ := strings.Cut(strings.TrimPrefix(u.Path, s.Links.BasePath()+"/"), "/")
	return slices.Contains([]string{"redaktionen", "mina-annonser", "platsannonsera", "logga-in"}, part)
}

// searchEngine is the hosts of search engines: "www.google.se", "duckduckgo.com", "se.search.yahoo.com"; and a telephone's.
var searchEngine = regexp.MustCompile(`^((www\.|[a-z]{2}\.|search\.|html\.|m\.)*` +
	`(google|bing|duckduckgo|ecosia|qwant|startpage|yahoo|yandex|baidu|brave|kagi|eniro)\.(com?\.)?[a-z]{2,3}|` +
	`com\.google\.android\.googlequicksearchbox)$`)
