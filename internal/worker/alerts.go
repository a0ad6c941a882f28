package worker

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store"
)

// Alerts follows the change log for readers who follow searches: what is new is put into an index of its own, each search
// that somebody follows is asked of it once, and what it finds waits for their letters. Several may run on one database.
type Alerts struct {
	Desk  *desk.Desk
	Store *store.Store
	Now   func() time.Time
	Name  string // tells this process from others on the database

	fresh *search.Index
}

// Step takes the alerts to where the change log is settled, and owes the letters that are due. While another process is on
// the way there, that one will owe them: a letter that leaves at seven has everything that came before.
func (a *Alerts) Step(ctx context.Context) error {
	for {
		turn, err := a.Desk.HoldNews(ctx, a.Name)
		switch {
		case errors.Is(err, board.ErrBusy):
			return nil
		case err != nil:
			return fmt.Errorf("following the log for alerts: %w", err)
		case turn == nil:
			return a.Desk.TellReaders(ctx)
		}
		found, err := a.find(ctx, turn.Jobs)
		if err != nil {
			return fmt.Errorf("matching alerts: %w", err)
		}
		if err := a.Desk.TakeNews(ctx, turn, found); err != nil {
			return err
		}
	}
}

// find is what readers are to be told of the jobs, for each alert in the order in which they have the right to tell: first
// those that tell soonest.
func (a *Alerts) find(ctx context.Context, ids []board.ID) ([]desk.Find, error) {
	now := a.Now()
	alerts, err := a.Store.ActiveAlerts(ctx, now)
	if err != nil || len(alerts) == 0 || len(ids) == 0 {
		return nil, err
	}
	jobs, err := a.visible(ctx, ids, now)
	if err != nil || len(jobs) == 0 {
		return nil, err
	}
	searches, err := a.searches(ctx, jobs, now)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(alerts, func(x, y board.Alert) int { return order(x.Frequency) - order(y.Frequency) })
	var found []desk.Find
	for _, alert := range alerts {
		for _, id := range searches.ask(alert.Query) {
			if alert.Tells(jobs[id]) {
				found = append(found, desk.Find{Alert: alert, Job: id})
			}
		}
	}
	return found, nil
}

// order is the place of a frequency among them, the soonest first.
func order(f board.Frequency) int { return slices.Index(board.Frequencies(), f) }

func (a *Alerts) visible(ctx context.Context, ids []board.ID, now time.Time) (map[board.ID]*board.Job, error) {
	jobs, err := a.Store.Jobs(ctx, ids)
	for id, j := range jobs {
		if !j.VisibleAt(now) {
			delete(jobs, id)
		}
	}
	return jobs, err
}

// searches asks each search once, and remembers what it found.
type searches struct {
	version *search.Version
	former  map[string]string // slugs that employers of the jobs had, and have now
	found   map[string][]board.ID
}

// searches makes an index of the jobs alone.
func (a *Alerts) searches(ctx context.Context, jobs map[board.ID]*board.Job, now time.Time) (*searches, error) {
	settings, err := a.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	var all []*board.Job
	var employers []board.EmployerID
	for _, j := range jobs {
		all, employers = append(all, j), append(employers, j.Employer.ID)
	}
	slices.Sort(employers)
	former, err := a.Store.FormerSlugs(ctx, slices.Compact(employers))
	if err != nil {
		return nil, err
	}
	if a.fresh == nil {
		a.fresh = search.New()
	}
	a.fresh.SetSynonyms(board.Position{}, settings[board.SettingSynonyms])
	a.fresh.Load(board.Position{}, all)
	return &searches{a.fresh.At(now), former, map[string][]board.ID{}}, nil
}

// ask is the jobs that a search finds, given as the parameters of its address. One that can't be understood any more finds
// none.
func (s *searches) ask(query string) []board.ID {
	found, asked := s.found[query]
	if asked {
		return found
	}
	if q, ok := s.parse(query); ok {
		found = s.version.Matches(q)
	}
	s.found[query] = found
	return found
}

// parse reads a search. Most employers that searches name have no job among these, which is no mistake.
func (s *searches) parse(query string) (board.Query, bool) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return board.Query{}, false
	}
	employers := values[string(board.FacetEmployer)]
	delete(values, string(board.FacetEmployer))
	q, err := search.ParseQuery(values, s.version)
	if err != nil {
		return board.Query{}, false
	}
	for _, slug := range employers {
		if now, moved := s.former[slug]; moved {
			slug = now
		}
		q.Filters[board.FacetEmployer] = append(q.Filters[board.FacetEmployer], slug)
	}
	return q, true
}
