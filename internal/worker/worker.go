// Package worker does what is owed: it keeps the index beside the change log, writes the log rows that the clock alone
// causes, and tidies up.
//
// A task is a Step that a test can call, in a table; one loop repeats it. Work may be done twice, or late, or by another
// replica, and stops with the context.
package worker

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// A Task is something that is done again and again.
type Task struct {
	Name  string
	Every time.Duration
	Wake  <-chan struct{} // shortens the wait; may be nil
	Step  func(context.Context) error
}

// Run repeats the tasks, each at its own pace, until the context ends and the last step has returned. A step that fails
// is logged and tried again at its next turn.
func Run(ctx context.Context, log *slog.Logger, tasks ...Task) {
	var all sync.WaitGroup
	for _, task := range tasks {
		all.Go(func() { task.repeat(ctx, log) })
	}
	all.Wait()
}

func (t Task) repeat(ctx context.Context, log *slog.Logger) {
	turn := time.NewTicker(t.Every)
	defer turn.Stop()
	failing := false
	for {
		err := t.Step(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			log.Error("task failed", "task", t.Name, "error", err)
		} else if failing {
			log.Info("task works again", "task", t.Name)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-turn.C:
		case <-t.Wake:
		}
	}
}

// Share makes n bells of one: each ring is heard by all of them, until the one is closed. Rings that nobody has heard
// become one.
func Share(bell <-chan struct{}, n int) []<-chan struct{} {
	heard, all := make([]chan struct{}, n), make([]<-chan struct{}, n)
	for i := range heard {
		heard[i] = make(chan struct{}, 1)
		all[i] = heard[i]
	}
	go func() {
		for range bell {
			for _, c := range heard {
				select {
				case c <- struct{}{}:
				default:
				}
			}
		}
	}()
	return all
}
