package search_test

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
)

// naive answers queries by looking at each job, in the simplest way.
type naive struct {
	jobs  []document
	names map[string]string // of employers by slug
	now   time.Time
	asked func(q board.Query) []search.Asked
}

func newNaive(jobs []*board.Job) naive {
	n := naive{jobs: documents(jobs), names: map[string]string{}}
	for _, j := range jobs {
		n.names[j.Employer.Slug] = j.Employer.Name
	}
	return n
}

// at is the scan at a time. What a query's words mean is the version's matter; the scan finds it in its own way.
func (n naive) at(v *search.Version, now time.Time) naive {
	n.now, n.asked = now, v.Asked
	return n
}

// A document is a job with its values and words taken out once.
type document struct {
	*board.Job
	values map[board.Facet][]string
	texts  [][]string
	bases  map[string]bool
}

func documents(jobs []*board.Job) []document {
	var out []document
	words := search.New()
	for _, j := range jobs {
		d := document{Job: j, values: map[board.Facet][]string{}, bases: map[string]bool{}}
		for _, f := range board.Facets() {
			d.values[f] = j.Values(f)
		}
		for i, text := range searched(j) {
			d.texts = append(append(d.texts, split(text)), joined(text)...)
			maps.Copy(d.bases, words.Bases(text, i < inShort(j)))
		}
		out = append(out, d)
	}
	return out
}

// matches is the jobs that match the query, the choices of one facet set aside.
func (n naive) matches(q board.Query, except board.Facet) []document {
	var out []document
	asked := n.asked(q)
	for _, j := range n.jobs {
		if j.VisibleAt(n.now) && matchesFilters(j, q, except) && matchesBounds(j.Job, q) && j.matchesText(asked) {
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

// matchesText says whether a document has everything that is asked for.
func (d document) matchesText(all []search.Asked) bool {
	for _, asked := range all {
		if d.has(asked) == asked.Not {
			return false
		}
	}
	return true
}

func (d document) has(asked search.Asked) bool {
	if len(asked.Words) > 0 {
		return slices.ContainsFunc(d.texts, func(words []string) bool { return containsRow(words, asked.Words, asked.Begin) })
	}
	return slices.ContainsFunc(asked.Rows, d.hasRow) || slices.ContainsFunc(asked.Ways, func(bases []string) bool {
		return !slices.ContainsFunc(bases, func(base string) bool { return !d.bases[base] })
	})
}

func (d document) hasRow(row []string) bool {
	return slices.ContainsFunc(d.texts, func(words []string) bool { return containsRow(words, row, false) })
}

// inShort is how many of a job's searched texts are short: headline, title and roles.
func inShort(j *board.Job) int { return 2 + len(j.Ad.Profile.Roles) }

func searched(j *board.Job) []string {
	texts := []string{j.Ad.Headline, j.Ad.Title}
	for _, r := range j.Ad.Profile.Roles {
		texts = append(texts, reference.Label(board.Swedish, reference.ListRole, string(r)))
	}
	texts = append(texts, j.Ad.Text.Plain, j.Employer.Name, j.Employer.LegalName)
	for _, law := range j.Ad.Profile.Laws {
		texts = append(texts, reference.Label(board.Swedish, reference.ListLaw, string(law)))
	}
	for _, p := range j.Ad.Where.Places {
		texts = append(texts, p.City, reference.Label(board.Swedish, reference.ListRegion, p.Region))
	}
	return texts
}

// joined is each two words of a text with a hyphen between, as one.
func joined(text string) (rows [][]string) {
	for _, chunk := range strings.Fields(text) {
		words := strings.Split(chunk, "-")
		for i := range words[1:] {
			rows = append(rows, []string{strings.Join(split(words[i]), "") + strings.Join(split(words[i+1]), "")})
		}
	}
	return rows
}

func split(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// containsRow says whether words stand in a row; with begin the last one is the beginning of a word.
func containsRow(words, row []string, begin bool) bool {
	last := len(row) - 1
	for i := range words {
		if i+len(row) > len(words) {
			return false
		}
		end := words[i+last]
		if slices.Equal(words[i:i+last], row[:last]) && (end == row[last] || begin && strings.HasPrefix(end, row[last])) {
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
