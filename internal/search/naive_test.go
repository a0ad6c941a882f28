package search_test

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// naive answers queries by looking at each job, in the simplest way.
type naive struct {
	jobs  []document
	names map[string]string // of employers by slug
	now   time.Time
}

func newNaive(jobs []*board.Job) naive {
	n := naive{jobs: documents(jobs), names: map[string]string{}}
	for _, j := range jobs {
		n.names[j.Employer.Slug] = j.Employer.Name
	}
	return n
}

func (n naive) at(now time.Time) naive {
	n.now = now
	return n
}

// A document is a job with its values and words taken out once.
type document struct {
	*board.Job
	values map[board.Facet][]string
	texts  [][]string
}

func documents(jobs []*board.Job) []document {
	var out []document
	for _, j := range jobs {
		d := document{Job: j, values: map[board.Facet][]string{}}
		for _, f := range board.Facets() {
			d.values[f] = j.Values(f)
		}
		for _, text := range searched(j) {
			d.texts = append(d.texts, split(text))
		}
		out = append(out, d)
	}
	return out
}

// matches is the jobs that match the query, the choices of one facet set aside.
func (n naive) matches(q board.Query, except board.Facet) []document {
	var out []document
	for _, j := range n.jobs {
		if j.VisibleAt(n.now) && matchesFilters(j, q, except) && matchesBounds(j.Job, q) && matchesText(j.texts, q.Text) {
			out = append(out, j)
		}
	}
	return out
}

func matchesFilters(j document, q board.Query, except board.Facet) bool {
	for f, values := range q.Filters {
		has := func(v string) bool { return slices.Contains(j.values[f], v) }
		if f != except && len(values) > 0 && !slices.ContainsFunc(values, has) {
			return false
		}
	}
	return !q.Nationwide || j.Ad.Where.Nationwide
}

func matchesBounds(j *board.Job, q board.Query) bool {
	d := j.Ad.Deadline
	switch {
	case !q.PublishedAfter.IsZero() && !j.Run.From.After(q.PublishedAfter):
		return false
	case !q.DeadlineBefore.IsZero() && (d.IsZero() || !d.LastSecond().Before(q.DeadlineBefore)):
		return false
	case !q.DeadlineAfter.IsZero() && (d.IsZero() || d.LastSecond().Before(q.DeadlineAfter)):
		return false
	}
	return true
}

// matchesText understands the texts that the generator makes.
func matchesText(texts [][]string, text string) bool {
	if phrase, ok := strings.CutPrefix(text, `"`); ok {
		row := split(phrase)
		return slices.ContainsFunc(texts, func(words []string) bool { return containsRow(words, row) })
	}
	for _, want := range strings.Fields(text) {
		word := split(want)[0]
		has := func(words []string) bool { return containsWord(words, word, strings.HasSuffix(want, "*")) }
		if slices.ContainsFunc(texts, has) == strings.HasPrefix(want, "-") {
			return false
		}
	}
	return true
}

func searched(j *board.Job) []string {
	texts := []string{j.Ad.Headline, j.Ad.Title, j.Ad.Text.Plain, j.Employer.Name, j.Employer.LegalName}
	for _, r := range j.Ad.Profile.Roles {
		texts = append(texts, reference.Label(board.Swedish, reference.ListRole, string(r)))
	}
	for _, p := range j.Ad.Where.Places {
		texts = append(texts, p.City, reference.Label(board.Swedish, reference.ListRegion, p.Region))
	}
	return texts
}

func split(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func containsWord(words []string, want string, prefix bool) bool {
	return slices.ContainsFunc(words, func(w string) bool { return w == want || prefix && strings.HasPrefix(w, want) })
}

func containsRow(words, row []string) bool {
	for i := range words {
		if i+len(row) <= len(words) && slices.Equal(words[i:i+len(row)], row) {
			return true
		}
	}
	return false
}

// ordered is the matches by the sort; relevance is not the naive scan's matter.
func ordered(jobs []document, sort board.Sort) []board.ID {
	slices.SortFunc(jobs, func(a, b document) int {
		if sort == board.SortDeadline {
			return cmp.Or(a.Run.Until.Compare(b.Run.Until), cmp.Compare(a.ID, b.ID))
		}
		return cmp.Or(b.Run.From.Compare(a.Run.From), cmp.Compare(a.ID, b.ID))
	})
	ids := []board.ID{}
	for _, j := range jobs {
		ids = append(ids, j.ID)
	}
	return ids
}

// counts is how many of the jobs that match everything else each value of the facet has; chosen values are there without
// any.
func (n naive) counts(q board.Query, f board.Facet, matches []document) map[string]int {
	counts := map[string]int{}
	for _, v := range q.Filters[f] {
		counts[v] = 0
	}
	if len(q.Filters[f]) > 0 {
		matches = n.matches(q, f)
	}
	for _, j := range matches {
		for _, v := range j.values[f] {
			counts[v]++
		}
	}
	return counts
}
