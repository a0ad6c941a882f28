// Package prefill reads an ad where it already stands, so that its form need not be filled in by hand: paste a link, get
// a form.
//
// An address is fetched with every suspicion (package fetch) and read in the order of how sure the answers are: what
// Platsbanken's API says of an ad, or the data that a page holds for search engines (JobPosting of schema.org as JSON-LD or
// microdata, or in a JSON Feed), then what its page shows, then what its words suggest. What is read first stands; for
// each field it is told how it was found, since somebody has to check it.
package prefill

import (
	"context"
	"errors"
	"fmt"

	"ledigajobb/internal/board"
	"ledigajobb/internal/fetch"
)

// A Reader reads ads from the web. It keeps nothing between two of them and may be used by many at once.
type Reader struct {
	fetch.Client
	JobSearch string // the base address of Arbetsförmedlingen's JobSearch API; empty: Platsbanken's ads are not read
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
	CodePlatsbanken = "prefill.af"      // Platsbanken's API doesn't answer; its ads cannot be read just now
)

// Field is the name of the field that the address is typed in, in faults.
const Field = "link"

// refuse is why an address was not read: a code for people, as a board.Invalid, and the reason for logs. Reasons name hosts,
// never whole addresses.
func refuse(code, reason string) error { return because(code, errors.New(reason)) }

func because(code string, reason error) error {
	return fmt.Errorf("%w: %w", &board.Invalid{Faults: []board.Fault{{Field: Field, Code: code}}}, reason)
}

// refusal is what could not be fetched, with its code.
func refusal(err error) error {
	for _, is := range []struct {
		kind error
		code string
	}{{fetch.ErrAddress, CodeAddress}, {fetch.ErrGone, CodeGone}, {fetch.ErrUnreadable, CodeNone}, {fetch.ErrUnreachable, CodeUnreachable}} {
		if errors.Is(err, is.kind) {
			return because(is.code, err)
		}
	}
	return err
}

// Read reads the ad at an address: that of its page, of its item in a JSON Feed, of its page at Platsbanken, or its number
// there. A date without a year is taken for the one nearest to today.
//
// The error wraps a board.Invalid with one of the fault codes.
func (r Reader) Read(ctx context.Context, address string, today board.Date) (Found, error) {
	ctx, cancel := r.Limit(ctx)
	defer cancel()
	found, err := r.read(ctx, address, today)
	if err != nil {
		return Found{}, err
	}
	found.facts(linesOf(parseTree([]byte(found.Ad.Text.HTML))), today) // what data leaves out is often said in its text
	return found, nil
}

func (r Reader) read(ctx context.Context, address string, today board.Date) (Found, error) {
	if number, ok := platsbankenNumber(address); ok && r.JobSearch != "" {
		return r.readPlatsbanken(ctx, number)
	}
	at, err := fetch.Parse(address)
	if err != nil {
		return Found{}, refusal(err)
	}
	answer, err := r.Get(ctx, at)
	if err != nil {
		return Found{}, refusal(err)
	}
	if answer.JSON {
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
