package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// Figures is the reach of all ads together in a period, and how the desk kept up.
type Figures struct {
	Total   Reach
	Weeks   []WeekReach // every week of the period, the first maybe from its middle, the last maybe to it
	Sources []ViaReach  // every source, in the order of board.Vias
	Roles   map[board.Role]Reach
	Regions map[string]Reach
	Answers store.Answers
	Waiting store.Queue // now
}

// WeekReach is the reach of a week, which begins on a Monday, and by each source.
type WeekReach struct {
	Monday  board.Date
	Total   Reach
	Sources map[board.Via]Reach
}

// Figures is the figures of the days from one to another, both included. How many statements it asks the database does not
// hang on how much there is.
func (d *Desk) Figures(ctx context.Context, by board.Actor, from, through board.Date) (f Figures, err error) {
	if !by.May(board.PermRead) {
		return f, fmt.Errorf("figures: %w", board.ErrForbidden)
	}
	days, err := d.store.ReachByDay(ctx, from, through)
	if err != nil {
		return f, err
	}
	sums, err := d.store.ReachSums(ctx, from, through)
	if err != nil {
		return f, err
	}
	if f.Answers, err = d.store.Answers(ctx, from.Start(), through.AddDays(1).Start()); err != nil {
		return f, err
	}
	f.Waiting, err = d.store.CountWaiting(ctx)
	f.addDays(days, from, through)
	f.addSums(sums)
	return f, err
}

func (f *Figures) addDays(days []store.Reach, from, through board.Date) {
	for monday := Monday(from); !through.Before(monday); monday = monday.AddDays(7) {
		f.Weeks = append(f.Weeks, WeekReach{Monday: monday, Sources: map[board.Via]Reach{}})
	}
	sources := map[board.Via]Reach{}
	for _, r := range days {
		via, monday := source(r.Value), Monday(r.Day)
		week := &f.Weeks[slices.IndexFunc(f.Weeks, func(w WeekReach) bool { return w.Monday == monday })]
		f.Total.addReach(r)
		week.Total.addReach(r)
		week.Sources[via] = week.Sources[via].with(r)
		sources[via] = sources[via].with(r)
	}
	for _, via := range board.Vias() {
		f.Sources = append(f.Sources, ViaReach{via, sources[via]})
	}
}

func (f *Figures) addSums(sums []store.Reach) {
	f.Roles, f.Regions = map[board.Role]Reach{}, map[string]Reach{}
	for _, r := range sums {
		switch r.Part {
		case store.ByRole:
			f.Roles[board.Role(r.Value)] = f.Roles[board.Role(r.Value)].with(r)
		case store.ByRegion:
			f.Regions[r.Value] = f.Regions[r.Value].with(r)
		}
	}
}

func (r *Reach) addReach(more store.Reach) { r.add(store.Count{Kind: more.Kind, N: more.N}) }

// with is the reach with more of it.
func (r Reach) with(more store.Reach) Reach {
	r.addReach(more)
	return r
}

// Monday is the first day of a day's week (ISO 8601).
func Monday(d board.Date) board.Date {
	weekday := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
	return d.AddDays(-((int(weekday) + 6) % 7))
}
