// Package feedtest reads what package feed writes with readers that other people have written.
//
// They are programs for Node, whose directory LEDIGAJOBB_TEST_READERS holds (.ci/with-readers); package.json beside this file
// names them. Without them the tests that need them are skipped, and say so.
package feedtest

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"os"
	"os/exec"
	"testing"
	"time"
)

// readers is the environment variable that leads to the readers.
const readers = "LEDIGAJOBB_TEST_READERS"

//go:embed read.mjs
var script string

// A Feed is what a reader of RSS or JSON Feed has found.
type Feed struct {
	Title string
	URL   string
	Self  string
	Items []Item
}

// An Item is one of a feed.
type Item struct {
	ID, Title, URL, Content, Summary, Author string
	Published                                time.Time
}

// An Event is what a calendar shows.
type Event struct {
	ID, Title, Description, URL string
	Sequence                    int
	Changed                     time.Time
	Day                         string // 2026-11-30: it is on the whole day
	At                          string // 2026-11-30T11:00:00Z: it is at that instant
	Zone                        string
	End                         string
}

// A Markup is the JobPosting that a crawler finds on a page, and what is wrong with the page's structured data.
type Markup struct {
	Posting map[string]any
	Faults  []string
}

// A Crawl is a site's robots.txt and addresses to be asked of it.
type Crawl struct {
	Site      string   `json:"site"`
	Text      string   `json:"text"`
	Addresses []string `json:"addresses"`
}

// Allowed is which addresses a crawler may read, and where it is told that the sitemaps are.
type Allowed struct {
	Sitemaps []string
	Allowed  []string
}

// RSS reads RSS feeds.
func RSS(t testing.TB, documents ...string) []Feed { return read[[]Feed](t, "rss", documents) }

// JSON reads JSON feeds.
func JSON(t testing.TB, documents ...string) []Feed { return read[[]Feed](t, "json", documents) }

// Calendar reads calendars.
func Calendar(t testing.TB, documents ...string) [][]Event {
	return read[[][]Event](t, "calendar", documents)
}

// Pages reads the structured data of HTML pages.
func Pages(t testing.TB, pages ...string) []Markup { return read[[]Markup](t, "markup", pages) }

// Robots asks a robots.txt.
func Robots(t testing.TB, c Crawl) Allowed { return read[[]Allowed](t, "robots", []Crawl{c})[0] }

func read[T, D any](t testing.TB, kind string, documents []D) (result T) {
	t.Helper()
	dir := os.Getenv(readers)
	if dir == "" {
		t.Skip("other people's readers are not there: " + readers + " is not set")
	}
	input, err := json.Marshal(map[string]any{"kind": kind, "documents": documents})
	if err != nil {
		t.Fatal(err)
	}
	node := exec.CommandContext(t.Context(), "node", "--input-type=module", "--eval", script)
	var said bytes.Buffer
	node.Dir, node.Stdin, node.Stderr = dir, bytes.NewReader(input), &said
	output, err := node.Output()
	if err != nil {
		t.Fatalf("reading %s: %v\n%s", kind, err, said.String())
	}
	if err := json.Unmarshal(output, &result); err != nil {
		t.Fatal(err)
	}
	return result
}
