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
	jobs []*board.Job
	now  time.Time
}

// matches is the jobs that match the query, the choices of one facet set aside.
func (n naive) matches(q board.Query, except board.Facet) []*board.Job {
	var out []*board.Job
	for _, j := range n.jobs {
		if j.VisibleAt(n.now) && matchesFilters(j, q, except) && matchesBounds(j, q) && matchesText(j, q.Text) {
			out = append(out, j)
		}
	}
	return out
}

func matchesFilters(j *board.Job, q board.Query, except board.Facet) bool {
	for f, values := range q.Filters {
		has := func(v string) bool { return slices.Contains(j.Values(f), v) }
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
func matchesText(j *board.Job, text string) bool {
	if phrase, ok := strings.CutPrefix(text, `"`); ok {
		return slices.ContainsFunc(searched(j), func(s string) bool { return containsRow(split(s), split(phrase)) })
	}
	for _, want := range strings.Fields(text) {
		without := strings.HasPrefix(want, "-")
		found := slices.ContainsFunc(searched(j), func(s string) bool { return containsWord(split(s), split(want)[0], strings.HasSuffix(want, "*")) })
		if found == without {
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
func ordered(jobs []*board.Job, sort board.Sort) []board.ID {
	slices.SortFunc(jobs, func(a, b *board.Job) int {
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

// counts is how many jobs each value of the facet has; chosen values are there without any.
func (n naive) counts(q board.Query, f board.Facet) map[string]int {
	counts := map[string]int{}
	for _, v := range q.Filters[f] {
		counts[v] = 0
	}
	for _, j := range n.matches(q, f) {
		for _, v := range j.Values(f) {
			counts[v]++
		}
	}
	return counts
}
