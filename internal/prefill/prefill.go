// Package prefill reads an ad where it already stands, so that its form need not be filled in by hand: paste a link, get
// a form.
//
// An address is fetched with every suspicion (fetch.go, public.go) and read in the order of how sure the answers are: what
// Platsbanken's API says of an ad, or the data that a page holds for search engines (JobPosting of schema.org as JSON-LD or
// microdata, or in a JSON Feed), then what its page shows, then what its words suggest. What is read first stands; for
// each field it is told how it was found, since somebody has to check it.
package prefill

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"time"

	"ledigajobb/internal/board"
)

// A Reader reads ads from the web. It keeps nothing between two of them and may be used by many at once.
type Reader struct {
	Agent     string // who asks, for the User-Agent: "Lediga jobb (https://jobb.example.se)"
	JobSearch string // the base address of Arbetsförmedlingen's JobSearch API; empty: Platsbanken's ads are not read

	Timeout  time.Duration             // for all that one address takes; 0: ten seconds
	Resolver *net.Resolver             // finds the hosts; nil: the system's
	Allow    func(netip.AddrPort) bool // lets through what is not public, for tests; nil: nothing
}

// Found is an ad as far as it was found.
type Found struct {
	Ad       board.Ad
	Employer board.NewEmployer
	Address  string         // where it was read, after every redirect
	How      map[string]How // how each field was found, by its name in the API; what is not in it was not found
}

// How says how a field was found.
type How string

// The ways to find something, surest first.
const (
	Platsbanken How = "platsbanken" // Arbetsförmedlingen's API states it
	JSONLD      How = "json-ld"     // the page states it for search engines, as JSON-LD,
	Microdata   How = "microdata"   // or as microdata,
	JSONFeed    How = "json-feed"   // or the site does in a JSON Feed
	Page        How = "page"        // it stands on the page, where one would look for it
	Guess       How = "guess"       // the page's words suggest it
)

// The fault codes of an address that no ad can be read from.
const (
	CodeAddress     = "url"             // it is no whole web address
	CodeUnreachable = "url.unreachable" // nobody answers there, or not in time, or not where the public may look
	CodeGone        = "prefill.gone"    // the ad is no longer there
	CodeSeveral     = "prefill.several" // there are several ads, and nothing tells which one is meant
	CodeNone        = "prefill.none"    // there is nothing that could be read as an ad
)

// Field is the name of the field that the address is typed in, in faults.
const Field = "link"

// A refusal is why an address was not read: a code for people and the reason for logs. Reasons name hosts, never whole
// addresses.
type refusal struct {
	code   string
	reason error
}

func refuse(code, reason string) error { return &refusal{code, errors.New(reason)} }

func (r *refusal) Error() string { return r.reason.Error() }

// Unwrap is the board.Invalid that people are told, and the reason.
func (r *refusal) Unwrap() []error {
	return []error{&board.Invalid{Faults: []board.Fault{{Field: Field, Code: r.code}}}, r.reason}
}

// Read reads the ad at an address: that of its page, of its item in a JSON Feed, of its page at Platsbanken, or its number
// there. A date without a year is taken for the one nearest to today.
//
// The error wraps a board.Invalid with one of the fault codes.
func (r Reader) Read(ctx context.Context, address string, today board.Date) (Found, error) {
	ctx, cancel := context.WithTimeout(ctx, r.timeout())
	defer cancel()
	if number, ok := platsbankenNumber(address); ok && r.JobSearch != "" {
		return r.readPlatsbanken(ctx, number)
	}
	at, err := parseAddress(address)
	if err != nil {
		return Found{}, err
	}
	answer, err := r.fetch(ctx, at)
	if err != nil {
		return Found{}, err
	}
	if answer.json {
		return readFeed(answer, "")
	}
	page := parsePage(answer)
	if feed := page.feed(); feed != nil && len(page.postings()) == 0 {
		if found, err := r.readFeedFor(ctx, feed, page); err == nil {
			return found, nil
		}
	}
	return page.read(today)
}
