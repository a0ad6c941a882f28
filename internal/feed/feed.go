// Package feed writes jobs down for other programs: feeds for readers and calendars, markup for search engines, maps for
// those who crawl, and cards for those who embed.
//
// It only writes. Which jobs, under which name and in which language is said by whoever calls; that a reader may see them
// at all has been decided before. Every writer gives the same bytes for the same jobs, so that answers can be kept and
// compared.
//
//	rss.go       RSS 2.0
//	json.go      JSON Feed 1.1
//	calendar.go  deadlines as iCalendar (RFC 5545)
//	posting.go   JobPosting of schema.org, as JSON-LD by Google's rules
//	sitemap.go   sitemaps (sitemaps.org)
//	embed.go     oEmbed 1.0
//	newsletter.go  the block of a newsletter, as HTML for mail clients, Markdown and a post
package feed

import (
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/richtext"
)

// A Feed is jobs under a name, the newest first.
type Feed struct {
	Links       link.Links
	Lang        board.Language // of what the feed itself says
	Title       string
	Description string
	Publisher   string // name of the service
	Page        string // address of the same as a page
	Self        string // address of the feed
	Next        string // address of the rest, empty: this is all
	Entries     []Entry
}

// An Entry is a job as a feed tells it.
type Entry struct {
	Job     *board.Job // live, with its text
	URL     string     // of its page
	Summary string     // the job in a few words that stay true however long they are kept
	Image   string     // address of its share image
}

// content is what a feed shows of a job: the few words, and its text.
func (e *Entry) content() string {
	return richtext.FromPlain(e.Summary).HTML + e.Job.Ad.Text.HTML
}

// name is a job's address that no change of its headline moves. It names the job for ever.
func name(links link.Links, j *board.Job) string {
	return links.Absolute(links.Path("lediga-jobb", string(j.ID)))
}

// tags are the roles and places of a job, by their names.
func tags(lang board.Language, j *board.Job) []string {
	var tags []string
	for _, role := range j.Ad.Profile.Roles {
		tags = append(tags, reference.Label(lang, reference.ListRole, string(role)))
	}
	for _, p := range j.Ad.Where.Places {
		if p.Municipality != "" {
			tags = append(tags, reference.Label(lang, reference.ListMunicipality, p.Municipality))
		}
	}
	return tags
}

// changed is when readers last saw one of the jobs change; the zero time when there are none.
func changed(entries []Entry) (last time.Time) {
	for _, e := range entries {
		for _, t := range []time.Time{e.Job.UpdatedAt, e.Job.Run.From} {
			if t.After(last) {
				last = t
			}
		}
	}
	return last
}

// instant writes a time as Sweden's clocks show it (RFC 3339), and no time as nothing.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(board.Stockholm()).Format(time.RFC3339)
}

// readable is text without the characters that are none: what is left of broken encodings, and the control characters
// that XML forbids (XML 1.0, 2.2) and nobody sees elsewhere.
func readable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ', r >= 0x7f && r < 0xa0, r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
