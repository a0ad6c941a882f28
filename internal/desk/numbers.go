package desk

import (
	"context"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// Reach is how often an ad was looked at, and how often somebody went on to apply.
type Reach struct{ Views, Clicks int }

func (r *Reach) add(c store.Count) {
	switch board.Interest(c.Kind) {
	case board.InterestView:
		r.Views += int(c.N)
	case board.InterestApply:
		r.Clicks += int(c.N)
	}
}

// Numbers is an ad's reach, all together, by day and by source.
type Numbers struct {
	Total   Reach
	Days    []DayReach // every day from the first on which something happened to the last
	Sources []ViaReach // every source, in the order of board.Vias
}

// DayReach is the reach of a day.
type DayReach struct {
	Day board.Date
	Reach
}

// ViaReach is the reach by a source.
type ViaReach struct {
	Via board.Via
	Reach
}

// Numbers is the numbers of an ad, for its owners and the desk.
func (d *Desk) Numbers(ctx context.Context, by board.Actor, id board.ID) (Numbers, error) {
	if !by.May(board.PermRead) {
		if _, _, err := d.MyAd(ctx, by, id); err != nil {
			return Numbers{}, err
		}
	}
	counts, err := d.store.Counts(ctx, id)
	return numbersOf(counts), err
}

func numbersOf(counts []store.Count) Numbers {
	var n Numbers
	days, sources := map[board.Date]Reach{}, map[board.Via]Reach{}
	for _, c := range counts {
		n.Total.add(c)
		day, via := days[c.Day], source(c.Source)
		from := sources[via]
		day.add(c)
		from.add(c)
		days[c.Day], sources[via] = day, from
	}
	for _, via := range board.Vias() {
		n.Sources = append(n.Sources, ViaReach{via, sources[via]})
	}
	if len(counts) > 0 { // they are in the order of their days
		for day, last := counts[0].Day, counts[len(counts)-1].Day; !last.Before(day); day = day.AddDays(1) {
			n.Days = append(n.Days, DayReach{day, days[day]})
		}
	}
	return n
}

// source is a source that is known, else the direct one.
func source(s string) board.Via {
	if via, ok := board.Parse(board.Vias(), s); ok {
		return via
	}
	return board.Direct
}
