package store_test

import (
	"context"
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
		save(again)
		want(t, "picture", get[store.Picture](t)(s.Picture(t.Context(), logo.Key)), logo)
		_, err := s.Picture(t.Context(), "ffffffffffffffffffff")
		wantKind(t, "a picture that is not there", err, board.ErrNotFound)
	})
}
