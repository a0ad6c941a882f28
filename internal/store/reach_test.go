package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestReachAddsUpByDayAndByPart(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		day := func(n int) board.Date { return board.DateOf(start).AddDays(n) }
		views := func(part store.ReachPart, n int, value string) store.Reach {
			return store.Reach{Part: part, Day: day(n), Kind: "view", Value: value, N: 1}
		}
		for range 2 {
			write(t, s, func(ctx context.Context, tx *store.Tx) error {
				return tx.AddReach(ctx, views(store.ByVia, 0, "list"), views(store.ByVia, 1, "list"), views(store.ByVia, 2, "widget"),
					views(store.ByRole, 0, "upphandlare"), views(store.ByRole, 1, "upphandlare"), views(store.ByRole, 2, ""), views(store.ByRegion, 1, "01"))
			})
		}
		want(t, "by day", get[[]store.Reach](t)(s.ReachByDay(t.Context(), day(1), day(2))), []store.Reach{
			{store.ByVia, day(1), "view", "list", 2}, {store.ByVia, day(2), "view", "widget", 2}})
		want(t, "sums", get[[]store.Reach](t)(s.ReachSums(t.Context(), day(0), day(1))), []store.Reach{
			{Part: store.ByRegion, Kind: "view", Value: "01", N: 2}, {Part: store.ByRole, Kind: "view", Value: "upphandlare", N: 4}})
		want(t, "later", len(get[[]store.Reach](t)(s.ReachSums(t.Context(), day(3), day(9)))), 0)
	})
}

func TestHowLongPeopleWaitForAnAnswer(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		for name, c := range map[string]struct {
			hours []int
			want  store.Answers
		}{
			"none":  {nil, store.Answers{}},
			"one":   {[]int{3}, store.Answers{N: 1, Median: 3 * time.Hour, Most: 3 * time.Hour}},
			"ten":   {[]int{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, store.Answers{N: 10, Median: 5 * time.Hour, Most: 9 * time.Hour}},
			"three": {[]int{1, 50, 2}, store.Answers{N: 3, Median: 2 * time.Hour, Most: 50 * time.Hour}},
		} {
			write(t, s, func(ctx context.Context, tx *store.Tx) error {
				for i, h := range c.hours {
					if err := tx.Answered(ctx, int64(i+1), start, time.Duration(h)*time.Hour); err != nil {
						return err
					}
				}
				return tx.Answered(ctx, 99, start.Add(time.Hour), time.Minute) // outside
			})
			want(t, name, get[store.Answers](t)(s.Answers(t.Context(), start, start.Add(time.Hour))), c.want)
			write(t, s, func(ctx context.Context, tx *store.Tx) error {
				for i := range c.hours {
					if err := tx.Unanswered(ctx, int64(i+1)); err != nil {
						return err
					}
				}
				return tx.Unanswered(ctx, 99)
			})
		}
	})
}

// What is counted has no room for anything personal: a new column has to be looked at here first.
func TestWhatIsCountedHasNoRoomForPeople(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		for table, columns := range map[string]string{
			"counters":    "job_id day kind source n",
			"reach":       "part day kind value n",
			"answers":     "decision at waited",
			"apply_links": "job_id address tried_on gone_since told",
		} {
			got := get[[]string](t)(s.Columns(table))
			slices.Sort(got)
			expected := strings.Fields(columns)
			slices.Sort(expected)
			want(t, table, fmt.Sprint(got), fmt.Sprint(expected))
		}
	})
}
