package worker

import (
	"context"
	"crypto/rand"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
	"ledigajobb/internal/tally"
)

// A commit that the stop cut off would have come through or not, and nobody could tell which.
func TestWhatIsCountedIsWrittenDownOnceWheneverTheServiceStops(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		d := desk.New(desk.Config{Store: s, Random: rand.Reader, Now: func() time.Time { return morning }})
		var counted tally.Tally
		count := Count(d, &counted).Step
		viewed := board.Counted{Interest: board.InterestView, Job: "0000000001", Day: board.DateOf(morning), Via: board.ViaList}
		const stops = 200
		for i := range stops {
			if err := s.Write(t.Context(), func(*store.Tx) error { return nil }); err != nil { // a connection is there
				t.Fatal(err)
			}
			ctx, stop := context.WithCancel(t.Context())
			counted.Add(viewed, 1)
			timer := time.AfterFunc(time.Duration(i)*20*time.Microsecond, stop)
			if err := count(ctx); err != nil {
				t.Error("stopped:", err)
			}
			timer.Stop()
			stop()
		}
		if err := count(t.Context()); err != nil {
			t.Fatal(err)
		}
		counts, err := s.Counts(t.Context(), viewed.Job)
		if err != nil || len(counts) != 1 || counts[0].N != stops {
			t.Error(counts, err)
		}
	})
}
