package store

import (
	"context"
	"fmt"

	"ledigajobb/internal/board"
)

type alertRow struct {
	ID          string `gorm:"primaryKey"`
	Email       string
	Query       string
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
		string(a.ID), a.Email, a.Query, string(a.Frequency), string(a.Language), toMillis(a.CreatedAt),
		toMillis(a.ConfirmedAt), toMillis(a.PausedUntil), toMillis(a.AskedAt),
	}
}

func (r alertRow) alert() board.Alert {
	return board.Alert{
		ID: board.ID(r.ID), Email: r.Email, Query: r.Query, Frequency: board.Frequency(r.Frequency),
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

// AlertsEvery is the confirmed alerts of a frequency, the first first.
func (q queries) AlertsEvery(ctx context.Context, f board.Frequency) ([]board.Alert, error) {
	return q.alerts(ctx, where("frequency = ? AND confirmed_at > 0", string(f)))
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
