package search

import (
	"math"
	"time"

	"ledigajobb/internal/board"
)

// maxOnTop is how many featured jobs stand above the newest in a sidebar.
const maxOnTop = 3

// Sidebar is what a sidebar shows of the query's matches, at most its Limit: the newest featured ones, no more than
// three, then the newest of all others. The query's order, offset and facets do not count.
func (v *Version) Sidebar(q board.Query) []Hit {
	limit, at := q.Limit, time.UnixMilli(v.at)
	q.Sort, q.Offset, q.Facets = board.SortPublished, 0, nil
	q.Limit = math.MaxInt32 // a featured ad may be the oldest
	var top, rest []Hit
	for _, hit := range v.Search(q).Hits {
		switch {
		case hit.Job.FeaturedAt(at) && len(top) < maxOnTop:
			top = append(top, hit)
		case len(rest) < limit:
			rest = append(rest, hit)
		}
	}
	shown := append(top, rest...)
	return shown[:min(limit, len(shown))]
}
