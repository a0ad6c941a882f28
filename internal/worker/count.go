package worker

import (
	"context"
	"time"

	"ledigajobb/internal/desk"
	"ledigajobb/internal/tally"
)

// Count is the task that writes down what has been counted of readers. What can't be written now is counted on. Its step is
// to be done once more when nobody is answered any longer.
func Count(d *desk.Desk, t *tally.Tally) Task {
	return Task{Name: "count", Every: 5 * time.Second, Step: func(ctx context.Context) error {
		counted := t.Take()
		err := d.Count(ctx, counted)
		if err != nil {
			for c, n := range counted {
				t.Add(c, n)
			}
		}
		return err
	}}
}
