package worker

import (
	"context"
	"time"

	"ledigajobb/internal/desk"
	"ledigajobb/internal/tally"
)

// lastWords is how long the database may take over what is written down when the service stops.
const lastWords = 10 * time.Second

// Count is the task that writes down what has been counted of readers. What can't be written now is counted on. Its step is
// to be done once more when nobody is answered any longer. The end of its context does not cut it off, only the time that it
// may take: of a commit that is cut off nobody knows whether it came through, and what is counted on may be counted twice.
func Count(d *desk.Desk, t *tally.Tally) Task {
	return Task{Name: "count", Every: 5 * time.Second, Step: func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
		defer cancel()
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
