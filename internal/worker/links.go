package worker

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/fetch"
)

// Links tries at night where live ads lead on to apply. One process at a time does, whichever comes first; each host is
// asked for one link after the other, with a pause between them.
type Links struct {
	Desk  *desk.Desk
	Web   fetch.Client
	Name  string        // tells this process from others on the database
	Pause time.Duration // between two questions to one host
}

// hostsAtOnce is how many hosts are asked at a time.
const hostsAtOnce = 8

// Step tries what has not been tried this night. By day it does nothing.
func (l *Links) Step(ctx context.Context) error {
	for ctx.Err() == nil {
		turn, err := l.Desk.HoldLinks(ctx, l.Name)
		switch {
		case errors.Is(err, board.ErrBusy):
			return nil
		case err != nil:
			return fmt.Errorf("trying links: %w", err)
		case turn == nil:
			return nil
		}
		answers := l.try(ctx, turn.Links)
		if ctx.Err() != nil {
			break // what was cut short says nothing
		}
		if err := l.Desk.NoteLinks(ctx, turn, answers); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// try is what each link says, by its ad.
func (l *Links) try(ctx context.Context, links []board.ApplyLink) map[board.ID]board.LinkAnswer {
	hosts := map[string][]board.ApplyLink{}
	for _, link := range links {
		if link.Address != "" {
			host := hostOf(link.Address)
			hosts[host] = append(hosts[host], link)
		}
	}
	var (
		answers = map[board.ID]board.LinkAnswer{}
		mu      sync.Mutex
		all     sync.WaitGroup
		free    = make(chan struct{}, hostsAtOnce)
	)
	for _, of := range hosts {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			for i, link := range of {
				if i > 0 {
					wait(ctx, l.Pause)
				}
				answer := l.ask(ctx, link.Address)
				mu.Lock()
				answers[link.Job] = answer
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return answers
}

func (l *Links) ask(ctx context.Context, address string) board.LinkAnswer {
	gone, err := l.Web.Gone(ctx, address)
	switch {
	case err != nil:
		return board.LinkUnknown
	case gone:
		return board.LinkGone
	}
	return board.LinkThere
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// wait waits, at most until the context ends.
func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
