package site

import (
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
)

// mostNamed is how many employers or places a summary names.
const mostNamed = 3

// summary is what is to be known of the jobs that a query has found, in sentences: how many and whose, where, until when, and
// how many say what readers ask for. It names days, not how many are left.
func (s *Site) summary(v *visit, version *search.Version, q board.Query, result search.Result) string {
	sentences := []string{v.text("summary.count", "n", result.Total, "employers", v.employersNamed(version, result))}
	if places := result.Facets[board.FacetMunicipality]; len(places) > 1 {
		sentences = append(sentences, v.text("summary.places", "places", v.named(version, board.FacetMunicipality, places, 0)))
	}
	if first := soonest(version, q); first != nil {
		day := words.Date(v.lang, first.Ad.Deadline.Date)
		sentences = append(sentences, v.text("summary.deadline", "date", day, "headline", first.Ad.Headline))
	}
	if n := countOf(result, board.FacetWorkplace, string(board.Hybrid)) + countOf(result, board.FacetWorkplace, string(board.Remote)); n > 0 {
		sentences = append(sentences, v.text("summary.remote", "n", n))
	}
	if n := countOf(result, board.FacetPay, board.PayStated); n > 0 {
		sentences = append(sentences, v.text("summary.pay", "n", n))
	}
	return strings.Join(sentences, " ")
}

// employersNamed is the employers with most of the jobs.
func (v *visit) employersNamed(version *search.Version, result search.Result) string {
	return v.named(version, board.FacetEmployer, result.Facets[board.FacetEmployer], result.EmployersMore)
}

// named is the first of some values by their names, and how many more there are.
func (v *visit) named(version *search.Version, f board.Facet, counts []search.Count, more int) string {
	more += max(0, len(counts)-mostNamed)
	var names []string
	for _, c := range counts[:min(mostNamed, len(counts))] {
		names = append(names, label(v.lang, version, f, c.Value))
	}
	if more > 0 {
		return v.text("summary.more", "names", strings.Join(names, ", "), "n", more)
	}
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return v.text("summary.and", "names", strings.Join(names[:last], ", "), "last", names[last])
}

// soonest is the job whose deadline comes first, nil where none has one.
func soonest(version *search.Version, q board.Query) *board.Job {
	q.Sort, q.Limit, q.Offset, q.Facets = board.SortDeadline, 1, 0, nil
	hits := version.Search(q).Hits
	if len(hits) == 0 || hits[0].Job.Ad.Deadline.IsZero() {
		return nil
	}
	return hits[0].Job
}

func countOf(result search.Result, f board.Facet, value string) int {
	for _, c := range result.Facets[f] {
		if c.Value == value {
			return c.Count
		}
	}
	return 0
}
