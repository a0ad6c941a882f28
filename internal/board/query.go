package board

import (
	"net/url"
	"slices"
	"strconv"
	"time"
)

// Sort is an order of a search's answer.
type Sort string

// The orders.
const (
	SortRelevance Sort = "relevance" // the best match first; with words only
	SortPublished Sort = "published" // the newest first
	SortDeadline  Sort = "deadline"  // the one that ends soonest first
)

// Sorts lists the orders.
func Sorts() []Sort { return []Sort{SortRelevance, SortPublished, SortDeadline} }

// Limits of a Query.
const (
	DefaultLimit = 20
	MaxLimit     = 100
	MaxOffset    = 10000
	MaxQuery     = 400 // characters of text
	MaxValues    = 50  // of one filter
)

// A Query is a search, parsed: every value in it exists. Page, feeds, calendar, alert, API call and sidebar are all made
// from one Query.
type Query struct {
	Text       string             // words, "a phrase", -without, prefix*
	Filters    map[Facet][]string // any of a facet's values, of each facet
	Nationwide bool               // only ads for the whole country

	PublishedAfter time.Time // exclusive; the zero time of these three is no bound
	DeadlineBefore time.Time // exclusive
	DeadlineAfter  time.Time // inclusive

	Sort   Sort // empty: relevance with Text, else published
	Limit  int
	Offset int
	Facets []Facet // the facets to count
}

// Order is the sort that holds: the one asked for, else the default.
func (q *Query) Order() Sort {
	switch {
	case q.Sort == SortRelevance && q.Text == "":
		return SortPublished
	case q.Sort != "":
		return q.Sort
	case q.Text != "":
		return SortRelevance
	}
	return SortPublished
}

// Values writes the query as the parameters of its canonical address: sorted, without defaults. Two queries that mean
// the same have the same Values. Facets are the API's matter and left out.
func (q *Query) Values() url.Values {
	v := url.Values{}
	for f, values := range q.Filters {
		sorted := slices.Clone(values)
		slices.Sort(sorted)
		for _, value := range slices.Compact(sorted) {
			v.Add(string(f), value)
		}
	}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", q.Text)
	if q.Nationwide {
		v.Set("nationwide", "true")
	}
	set("published_after", instant(q.PublishedAfter))
	set("deadline_before", instant(q.DeadlineBefore))
	set("deadline_after", instant(q.DeadlineAfter))
	if q.Sort != "" && q.Order() != (&Query{Text: q.Text}).Order() {
		v.Set("sort", string(q.Order()))
	}
	if q.Limit != DefaultLimit {
		v.Set("limit", strconv.Itoa(q.Limit))
	}
	if q.Offset != 0 {
		v.Set("offset", strconv.Itoa(q.Offset))
	}
	return v
}

// instant writes a bound: as a day where it is a midnight in Sweden.
func instant(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Equal(DateOf(t).Start()):
		return DateOf(t).String()
	}
	return t.In(Stockholm()).Format(time.RFC3339)
}
