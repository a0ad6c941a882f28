package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestPicturesAreKeptOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		logo := store.Picture{Key: "00112233445566778899", Bytes: []byte("\x89PNG\x00\xff"), Width: 400, Height: 160, CreatedAt: start}
		save := func(p store.Picture) {
			write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SavePicture(ctx, p) })
		}
		save(logo)
		again := logo
		again.CreatedAt = start.Add(time.Hour)
		again.Bytes = []byte("others")
		save(again)
		logo.CreatedAt = again.CreatedAt
		want(t, "picture, sent in again", get[store.Picture](t)(s.Picture(t.Context(), logo.Key)), logo)
		_, err := s.Picture(t.Context(), "ffffffffffffffffffff")
		wantKind(t, "a picture that is not there", err, board.ErrNotFound)
	})
}

func TestPicturesThatNobodyWasShownGoWhenNothingUsesThem(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		before := start.Add(24 * time.Hour)
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for key, at := range map[string]time.Time{"aa": start, "bb": start, "cc": start, "new": before} {
				if err := tx.SavePicture(ctx, store.Picture{Key: key, Bytes: []byte("x"), Width: 1, Height: 1, CreatedAt: at}); err != nil {
					return err
				}
			}
			return tx.ShowPicture(ctx, "cc")
		})
		keys := get[[]string](t)(s.UnusedPictures(t.Context(), before))
		slices.Sort(keys)
		want(t, "unused", keys, []string{"aa", "bb"})
		write(t, s, func(ctx context.Context, tx *store.Tx) error { // meanwhile one is sent in again
			again := store.Picture{Key: "bb", Bytes: []byte("x"), Width: 1, Height: 1, CreatedAt: before}
			return errors.Join(tx.SavePicture(ctx, again), tx.DeleteUnusedPictures(ctx, keys, before))
		})
		for key, stays := range map[string]bool{"aa": false, "bb": true, "cc": true, "new": true} {
			_, err := s.Picture(t.Context(), key)
			want(t, key+" stays", err == nil, stays)
		}
	})
}
