package site

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
)

// A savedPage is the jobs that a reader has saved. Which those are only the browser knows: the page comes without any, and
// its script asks for it again with their IDs.
type savedPage struct {
	Asked  bool // for jobs by their IDs
	Status string
	Live   []card // by deadline
	Ended  []card
	Gone   string // what is said of those that nobody can read any more
	Forget string // their IDs
	All    anchor
}

// saved answers GET /sparade. No cache keeps the answer, and no log has the IDs.
func (s *Site) saved(c echo.Context) error {
	version, v := s.Index.At(s.Now()), s.visit(c.Request())
	ids := savedIDs(v.values)
	main, err := s.savedPage(c.Request().Context(), v, version, ids)
	if err != nil {
		return err
	}
	p := &page{
		template: "reader/saved", Title: v.text("nav.saved"), Main: main, NoIndex: true,
		path: s.Links.Path("sparade"), section: "sparade", Crumbs: []anchor{{Name: v.text("nav.saved"), Current: "page"}},
	}
	body, err := s.compose(c, v, version, p)
	if err != nil {
		return err
	}
	return alone(c, p, body)
}

// savedIDs is the IDs that were asked for, each once.
func savedIDs(values url.Values) []board.ID {
	var ids []board.ID
	for _, given := range values["id"] {
		if id, err := board.ParseID(given); err == nil && !slices.Contains(ids, id) && len(ids) < board.MaxLimit {
			ids = append(ids, id)
		}
	}
	return ids
}

func (s *Site) savedPage(ctx context.Context, v *visit, version *search.Version, ids []board.ID) (savedPage, error) {
	now := s.Now()
	main := savedPage{Asked: len(ids) > 0, All: anchor{Name: v.text("list.all"), URL: v.link(s.Links.Path("lediga-jobb"), nil)}}
	live, rest := listed(version, ids)
	found, err := s.Store.Jobs(ctx, rest)
	if err != nil {
		return main, err
	}
	for _, j := range live {
		main.Live = append(main.Live, s.card(v, j, now))
	}
	var gone []string
	for _, id := range rest {
		if j := found[id]; j == nil || s.checkReadable(j, now) != nil {
			gone = append(gone, string(id))
		} else {
			main.Ended = append(main.Ended, s.endedCard(v, j.Public(now), now))
		}
	}
	main.Status = v.text("saved.count", "n", len(live))
	if len(live) == 0 {
		main.Status = v.text("saved.none_live")
	}
	if main.Forget = strings.Join(gone, " "); len(gone) > 0 {
		main.Gone = v.text("saved.gone", "n", len(gone))
	}
	return main, nil
}

// listed is the jobs among the IDs that are live, the one that ends soonest first, and the IDs of the others.
func listed(version *search.Version, ids []board.ID) (live []*board.Job, rest []board.ID) {
	for _, id := range ids {
		if j, ok := version.Job(id); ok {
			live = append(live, j)
		} else {
			rest = append(rest, id)
		}
	}
	slices.SortStableFunc(live, func(a, b *board.Job) int {
		if undated := a.Ad.Deadline.IsZero(); undated != b.Ad.Deadline.IsZero() {
			if undated {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Ad.Deadline.End().Compare(b.Ad.Deadline.End()), b.Run.From.Compare(a.Run.From))
	})
	return live, rest
}

// endedCard says that a job is over in the place of its deadline.
func (s *Site) endedCard(v *visit, j *board.Job, now time.Time) card {
	c := s.card(v, j, now)
	c.Sub, c.Urgent, c.Day, c.marks = true, false, "", [5]mark{}
	c.Deadline = v.text("job." + string(j.State))
	if j.State == board.StatusExpired {
		last := board.DateOf(j.EndedAt().Add(-time.Millisecond)) // the end is exclusive: midnight is the day before
		c.Deadline = v.text("job.expired", "date", words.ShortDate(v.lang, last, board.DateOf(now)))
	}
	return c
}
