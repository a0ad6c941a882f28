package store_test

import (
	"context"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestAReaderIsToldOfAnAdOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx, lena := t.Context(), board.ReaderOf("lena@x.example")
		news := func(job, alert int) store.Told {
			return store.Told{Reader: lena, Job: id(job), Alert: id(alert), Came: start}
		}
		watching := board.Alert{ID: id(8), Email: "lena@x.example", Query: "role=jurist", Frequency: "daily", Language: "sv", CreatedAt: start}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.InsertAlert(ctx, watching); err != nil {
				return err
			}
			return tx.InsertTold(ctx, []store.Told{news(1, 7), news(1, 8), news(2, 8)}) // the first alert has the ad
		})
		want(t, "waiting", get[[]store.WaitingNews](t)(s.WaitingNews(ctx)), []store.WaitingNews{{Alert: id(7), N: 1, Since: start}, {Alert: id(8), N: 1, Since: start}})
		want(t, "of one alert", get[[]store.Told](t)(s.NewsOf(ctx, []board.ID{id(8)})), []store.Told{news(2, 8)})

		letter := start.Add(time.Hour)
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Tell(ctx, []board.ID{id(7)}, letter) })
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertTold(ctx, []store.Told{news(1, 8), news(3, 8)})
		})
		want(t, "letters", get[[]time.Time](t)(s.LettersTo(ctx, lena, 4)), []time.Time{letter})
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.DropNews(ctx, []board.ID{id(7), id(8)}, id(3))
		})
		told := news(1, 7)
		told.At = letter
		want(t, "all", get[[]store.Told](t)(s.ToldTo(ctx, lena)), []store.Told{told, news(2, 8)})

		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.ForgetTold(ctx, letter.Add(time.Second)) })
		want(t, "after what was told is forgotten", get[[]store.Told](t)(s.ToldTo(ctx, lena)), []store.Told{news(2, 8)})
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.DeleteAlert(ctx, watching.ID); err != nil {
				return err
			}
			return tx.ForgetTold(ctx, start)
		})
		want(t, "after the last alert", len(get[[]store.Told](t)(s.ToldTo(ctx, lena))), 0)
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.InsertTold(ctx, []store.Told{news(2, 8)}); err != nil {
				return err
			}
			for _, kind := range []board.NoticeKind{board.NoticeAlert, board.NoticeSignIn} {
				if err := tx.Owe(ctx, board.Notice{Kind: kind, To: "lena@x.example", NotBefore: start}); err != nil {
					return err
				}
			}
			return tx.ForgetReader(ctx, "lena@x.example", board.AlertNotices())
		})
		want(t, "after the reader is forgotten", len(get[[]store.Told](t)(s.ToldTo(ctx, lena))), 0)
		want(t, "letters of alerts", len(get[[]board.Notice](t)(s.NoticesTo(ctx, "lena@x.example", board.AlertNotices()))), 0)
		want(t, "other letters", len(get[[]board.Notice](t)(s.NoticesTo(ctx, "lena@x.example", []board.NoticeKind{board.NoticeSignIn}))), 1)
	})
}
