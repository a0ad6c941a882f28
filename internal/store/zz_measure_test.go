package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestMeasure(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		n := 0
		for range 100 {
			write(t, s, func(ctx context.Context, tx *store.Tx) error {
				var jobs []*board.Job
				for range 1000 {
					n++
					jobs = append(jobs, &board.Job{ID: board.ID(fmt.Sprintf("x%09d", n)), State: board.StatusLive, Version: 1, CreatedAt: start, UpdatedAt: start, Run: board.Run{From: start, Until: start.Add(time.Hour)},
						Review: board.Review{Since: start, Logo: fmt.Sprintf("%020d", n)}, Ad: board.Ad{Headline: "Upphandlare", Text: board.Text{HTML: "<p>x</p>", Plain: fmt.Sprintf("%03000d", n)}}})
				}
				return tx.InsertJobs(ctx, jobs)
			})
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for i := range 1000 {
				if err := tx.SavePicture(ctx, store.Picture{Key: fmt.Sprintf("%020d", i*50), Bytes: []byte("x"), Width: 1, Height: 1, CreatedAt: start}); err != nil {
					return err
				}
			}
			return nil
		})
		at := time.Now()
		keys, err := s.UnusedPictures(t.Context(), start.Add(time.Hour))
		fmt.Println(len(keys), err, time.Since(at))
	})
}
