package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestADraftIsSavedAndDeleted(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		nr := get[board.OrgNr](t)(board.ParseOrgNr("212000-0142"))
		draft := &board.Draft{
			ID: id(1), State: board.StatusDraft, Ad: wholeJob().Ad, Employer: board.NewEmployer{Name: "Ekby kommun", OrgNr: nr},
			Owner: "a@ekby.example", Package: "base", PublishAt: start.Add(time.Hour), Readvertise: board.Readvertise{Of: id(9)},
			CreatedAt: start, UpdatedAt: start,
		}
		empty := &board.Draft{ID: id(2), State: board.StatusDraft, CreatedAt: start, UpdatedAt: start}
		save := func(d *board.Draft) error {
			return s.Write(ctx, func(tx *store.Tx) error { return tx.SaveDraft(ctx, d) })
		}
		must(t, errors.Join(save(draft), save(empty)))
		want(t, "the draft", get[*board.Draft](t)(s.Draft(ctx, id(1))), draft)
		want(t, "an empty one", get[*board.Draft](t)(s.Draft(ctx, id(2))), empty)
		stale := *draft
		must(t, draft.Submit(start.Add(time.Minute)))
		must(t, save(draft))
		want(t, "the drafts of a", get[[]*board.Draft](t)(s.DraftsOfOwner(ctx, "a@ekby.example")), []*board.Draft{draft})
		wantKind(t, "a stale one", save(&stale), board.ErrConflict)
		wantKind(t, "a new one with a taken ID", save(&board.Draft{ID: id(1), State: board.StatusDraft}), board.ErrConflict)
		wantKind(t, "one that is not there", save(&board.Draft{ID: id(3), State: board.StatusDraft, Version: 1}), board.ErrNotFound)

		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteDraft(ctx, id(1)) })
		_, err := s.Draft(ctx, id(1))
		wantKind(t, "a deleted one", err, board.ErrNotFound)
		want(t, "the log", len(log(t, s)), 0)
	})
}

func TestSettingsRememberWhoChangedThem(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		for i, value := range []string{"60", "90"} {
			write(t, s, func(ctx context.Context, tx *store.Tx) error {
				return tx.SaveSetting(ctx, "days", value, "red@tidning.example", start.AddDate(0, 0, i))
			})
		}
		want(t, "settings", get[map[string]string](t)(s.Settings(t.Context())), map[string]string{"days": "90"})
		want(t, "history", get[[]store.SettingChange](t)(s.SettingHistory(t.Context(), "days")), []store.SettingChange{
			{Value: "90", By: "red@tidning.example", At: start.AddDate(0, 0, 1)}, {Value: "60", By: "red@tidning.example", At: start},
		})
		want(t, "the log", log(t, s), []board.Change{
			{Seq: 1, Kind: board.ChangeSettings, At: start}, {Seq: 2, Kind: board.ChangeSettings, At: start.AddDate(0, 0, 1)},
		})
	})
}

func TestCountersAddUp(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		day := board.DateOf(start)
		view := store.Count{Job: id(1), Day: day, Kind: "view", Source: "widget", N: 2}
		next := store.Count{Job: id(1), Day: day.AddDays(1), Kind: "view", N: 1}
		for range 3 {
			write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Count(ctx, view, next) })
		}
		view.N, next.N = 6, 3
		want(t, "counters", get[[]store.Count](t)(s.Counts(t.Context(), id(1))), []store.Count{view, next})
	})
}

func TestAlertsAreKeptAndLetGo(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		alert := board.Alert{ID: id(1), Email: "l@x.example", Query: "role=upphandlare", Name: "Upphandlare", Frequency: "daily", Language: "sv", CreatedAt: start}
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertAlert(ctx, alert) })
		want(t, "unconfirmed", len(get[[]board.Alert](t)(s.ActiveAlerts(ctx, start))), 0)
		alert.ConfirmedAt, alert.PausedUntil, alert.AskedAt = start.Add(1000*time.Second), start, start
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveAlert(ctx, alert) })
		want(t, "by its ID", get[board.Alert](t)(s.Alert(ctx, id(1))), alert)
		want(t, "active", get[[]board.Alert](t)(s.ActiveAlerts(ctx, start)), []board.Alert{alert})
		want(t, "paused", len(get[[]board.Alert](t)(s.ActiveAlerts(ctx, start.Add(-time.Second)))), 0)
		want(t, "by the hash", get[[]board.Alert](t)(s.AlertsOfReader(ctx, board.ReaderOf(alert.Email))), []board.Alert{alert})
		want(t, "by IDs", get[[]board.Alert](t)(s.Alerts(ctx, []board.ID{id(1), id(2)})), []board.Alert{alert})
		want(t, "to be asked", get[[]board.Alert](t)(s.AlertsToAsk(ctx, alert.ConfirmedAt, 9)), []board.Alert{alert})
		want(t, "to be asked, before that", len(get[[]board.Alert](t)(s.AlertsToAsk(ctx, start, 9))), 0)
		want(t, "answered", len(get[[]board.Alert](t)(s.AlertsAsked(ctx, true, start.AddDate(1, 0, 0), 9))), 0)
		want(t, "of its reader", get[[]board.Alert](t)(s.AlertsOf(ctx, "l@x.example")), []board.Alert{alert})

		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteAlert(ctx, id(1)) })
		_, err := s.Alert(ctx, id(1))
		wantKind(t, "one that was let go", err, board.ErrNotFound)
	})
}
