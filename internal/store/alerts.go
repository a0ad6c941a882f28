package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"ledigajobb/internal/board"
)

type alertRow struct {
	ID          string `gorm:"primaryKey"`
	Email       string
	Reader      string
	Query       string
	Name        string
	Frequency   string
	Language    string
	Created     millis `gorm:"column:created_at"`
	ConfirmedAt millis
	PausedUntil millis
	AskedAt     millis
}

func (alertRow) TableName() string { return "alerts" }

func newAlertRow(a board.Alert) alertRow {
	return alertRow{
		string(a.ID), a.Email, board.ReaderOf(a.Email), a.Query, a.Name, string(a.Frequency), string(a.Language), toMillis(a.CreatedAt),
		toMillis(a.ConfirmedAt), toMillis(a.PausedUntil), toMillis(a.AskedAt),
	}
}

func (r alertRow) alert() board.Alert {
	return board.Alert{
		ID: board.ID(r.ID), Email: r.Email, Query: r.Query, Name: r.Name, Frequency: board.Frequency(r.Frequency),
		Language: board.Language(r.Language), CreatedAt: r.Created.time(), ConfirmedAt: r.ConfirmedAt.time(),
		PausedUntil: r.PausedUntil.time(), AskedAt: r.AskedAt.time(),
	}
}

// Alert is an alert by its ID.
func (q queries) Alert(ctx context.Context, id board.ID) (board.Alert, error) {
	var row alertRow
	if err := q.with(ctx).Where("id = ?", string(id)).Take(&row).Error; err != nil {
		return board.Alert{}, fmt.Errorf("alert %s: %w", id, err)
	}
	return row.alert(), nil
}

// AlertsOf is the alerts of a mail address, confirmed or not, the first first.
func (q queries) AlertsOf(ctx context.Context, email string) ([]board.Alert, error) {
	return q.alerts(ctx, where("email = ?", email))
}

// AlertsOfReader is the alerts of whoever has an address of the hash (board.ReaderOf), confirmed or not, the first first.
func (q queries) AlertsOfReader(ctx context.Context, reader string) ([]board.Alert, error) {
	return q.alerts(ctx, where("reader = ?", reader))
}

// Alerts is the alerts with the IDs, the first first; those that are not there are left out.
func (q queries) Alerts(ctx context.Context, ids []board.ID) (found []board.Alert, err error) {
	for part := range chunks(ids) {
		alerts, err := q.alerts(ctx, where("id IN ?", part))
		if err != nil {
			return nil, err
		}
		found = append(found, alerts...)
	}
	return found, nil
}

// ActiveAlerts is the alerts that follow their searches at the time, the first first.
func (q queries) ActiveAlerts(ctx context.Context, now time.Time) ([]board.Alert, error) {
	return q.alerts(ctx, where("confirmed_at > 0 AND paused_until <= ?", toMillis(now)))
}

// AlertsToAsk is alerts that were confirmed before an instant and whose readers have not been asked since, up to limit.
func (q queries) AlertsToAsk(ctx context.Context, confirmed time.Time, limit int) ([]board.Alert, error) {
	return q.alerts(ctx, func(db *gorm.DB) *gorm.DB {
		return db.Where("confirmed_at > 0 AND confirmed_at <= ? AND asked_at <= confirmed_at", toMillis(confirmed)).Limit(limit)
	})
}

// AlertsAsked is alerts whose readers were asked something before an instant and have not answered, up to limit: new ones,
// or those that had been confirmed.
func (q queries) AlertsAsked(ctx context.Context, confirmed bool, before time.Time, limit int) ([]board.Alert, error) {
	return q.alerts(ctx, func(db *gorm.DB) *gorm.DB {
		return db.Where("asked_at > confirmed_at AND asked_at <= ? AND (confirmed_at > 0) = ?", toMillis(before), confirmed).Limit(limit)
	})
}

func (q queries) alerts(ctx context.Context, narrow scope) ([]board.Alert, error) {
	var rows []alertRow
	if err := q.with(ctx).Scopes(narrow).Order("created_at, id").Find(&rows).Error; err != nil {
		return nil, err
	}
	alerts := make([]board.Alert, len(rows))
	for i, r := range rows {
		alerts[i] = r.alert()
	}
	return alerts, nil
}

// InsertAlert stores a new alert.
func (tx *Tx) InsertAlert(ctx context.Context, a board.Alert) error {
	row := newAlertRow(a)
	if err := tx.with(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("alert %s: %w", a.ID, err)
	}
	return nil
}

// SaveAlert stores a changed alert.
func (tx *Tx) SaveAlert(ctx context.Context, a board.Alert) error {
	row := newAlertRow(a)
	if err := exactlyOne(tx.with(ctx).Model(&row).Select("*").Omit("id", "created_at").Updates(row)); err != nil {
		return fmt.Errorf("alert %s: %w", a.ID, err)
	}
	return nil
}

// DeleteAlert takes an alert away.
func (tx *Tx) DeleteAlert(ctx context.Context, id board.ID) error {
	if err := exactlyOne(tx.with(ctx).Where("id = ?", string(id)).Delete(&alertRow{})); err != nil {
		return fmt.Errorf("alert %s: %w", id, err)
	}
	return nil
}
