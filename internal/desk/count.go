package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// Count writes down what has been counted of readers' interest, for each ad and for all of them together. What several
// replicas count adds up.
func (d *Desk) Count(ctx context.Context, counted map[board.Counted]int64) error {
	if len(counted) == 0 {
		return nil
	}
	single, together := map[store.Count]int64{}, map[store.Reach]int64{}
	for c, n := range counted {
		kind := string(c.Interest)
		single[store.Count{Job: c.Job, Day: c.Day, Kind: kind, Source: string(c.Via)}] += n
		together[store.Reach{Part: store.ByVia, Day: c.Day, Kind: kind, Value: string(c.Via)}] += n
		together[store.Reach{Part: store.ByRole, Day: c.Day, Kind: kind, Value: string(c.Role)}] += n
		together[store.Reach{Part: store.ByRegion, Day: c.Day, Kind: kind, Value: c.Region}] += n
	}
	counts, reach := countsOf(single), reachOf(together)
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.Count(ctx, counts...); err != nil {
			return err
		}
		return tx.AddReach(ctx, reach...)
	})
	if err != nil {
		return fmt.Errorf("counting readers' interest: %w", err)
	}
	return nil
}

// countsOf and reachOf are the sums as rows. They have one order, or two replicas would wait for each other.
func countsOf(sums map[store.Count]int64) []store.Count {
	rows := make([]store.Count, 0, len(sums))
	for c, n := range sums {
		c.N = n
		rows = append(rows, c)
	}
	slices.SortFunc(rows, func(a, b store.Count) int {
		return cmp.Or(cmp.Compare(a.Job, b.Job), cmp.Compare(a.Day.String(), b.Day.String()), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Source, b.Source))
	})
	return rows
}

func reachOf(sums map[store.Reach]int64) []store.Reach {
	rows := make([]store.Reach, 0, len(sums))
	for r, n := range sums {
		r.N = n
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b store.Reach) int {
		return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.Day.String(), b.Day.String()), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value))
	})
	return rows
}
