package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// What is counted of an ad.
const (
	countView  = "view"
	countApply = "apply"
)

// Reach is how often an ad was looked at, and how often somebody went on to apply.
type Reach struct{ Views, Clicks int }

func (r *Reach) add(c store.Count) {
	switch c.Kind {
	case countView:
		r.Views += int(c.N)
	case countApply:
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

// A View is that ads' pages were looked at by readers who came from somewhere, so many times.
type View struct {
	Job board.ID
	Via board.Via
	N   int
}

// CountViews adds up views. Nothing says whose they were; who calls it leaves robots and mail filters out.
func (d *Desk) CountViews(ctx context.Context, views []View) error {
	today := board.DateOf(d.now())
	counts := make([]store.Count, len(views))
	for i, v := range views {
		counts[i] = store.Count{Job: v.Job, Day: today, Kind: countView, Source: string(v.Via), N: int64(v.N)}
	}
	slices.SortFunc(counts, func(a, b store.Count) int { // in one order, or two replicas wait for each other
		return strings.Compare(string(a.Job)+a.Source, string(b.Job)+b.Source)
	})
	if err := d.store.Write(ctx, func(tx *store.Tx) error { return tx.Count(ctx, counts...) }); err != nil {
		return fmt.Errorf("counting views: %w", err)
	}
	return nil
}

// tally is views that have been counted and not written yet.
type tally struct {
	mu sync.Mutex
	n  map[View]int // N is 0
}

// CountView counts a view of an ad, to be written with others: WriteViews does that. What was not written when the program
// dies is lost.
func (d *Desk) CountView(job board.ID, via board.Via) {
	d.views.mu.Lock()
	defer d.views.mu.Unlock()
	if d.views.n == nil {
		d.views.n = map[View]int{}
	}
	d.views.n[View{Job: job, Via: via}]++
}

// WriteViews writes what CountView has counted. What could not be written is counted on.
func (d *Desk) WriteViews(ctx context.Context) error {
	d.views.mu.Lock()
	counted := d.views.n
	d.views.n = nil
	d.views.mu.Unlock()
	if len(counted) == 0 {
		return nil
	}
	var views []View
	for v, n := range counted {
		v.N = n
		views = append(views, v)
	}
	err := d.CountViews(ctx, views)
	if err != nil {
		d.views.mu.Lock()
		defer d.views.mu.Unlock()
		if d.views.n == nil {
			d.views.n = map[View]int{}
		}
		for v, n := range counted {
			d.views.n[v] += n
		}
	}
	return err
}
