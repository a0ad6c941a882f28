package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

type settingRow struct {
	Key   string `gorm:"primaryKey"`
	Value string
}

func (settingRow) TableName() string { return "settings" }

type settingHistoryRow struct {
	ID        int64 `gorm:"primaryKey"`
	Key       string
	Value     string
	ChangedBy string
	At        millis
}

func (settingHistoryRow) TableName() string { return "settings_history" }

// A SettingChange is a value that a setting got, and from whom.
type SettingChange struct {
	Value string
	By    string // the editor's mail address
	At    time.Time
}

// Settings is every setting that has been made.
func (q queries) Settings(ctx context.Context) (map[string]string, error) {
	var rows []settingRow
	if err := q.with(ctx).Find(&rows).Error; err != nil {
		return nil, err
	}
	settings := make(map[string]string, len(rows))
	for _, r := range rows {
		settings[r.Key] = r.Value
	}
	return settings, nil
}

// SettingHistory is the values that a setting has had, the latest first.
func (q queries) SettingHistory(ctx context.Context, key string) ([]SettingChange, error) {
	var rows []settingHistoryRow
	if err := q.with(ctx).Where("key = ?", key).Order("id DESC").Find(&rows).Error; err != nil {
		return nil, err
	}
	history := make([]SettingChange, len(rows))
	for i, r := range rows {
		history[i] = SettingChange{r.Value, r.ChangedBy, r.At.time()}
	}
	return history, nil
}

// SaveSetting gives a setting a value, remembers who did, and tells the change log.
func (tx *Tx) SaveSetting(ctx context.Context, key, value, by string, at time.Time) error {
	set := clause.OnConflict{Columns: []clause.Column{{Name: "key"}}, DoUpdates: clause.AssignmentColumns([]string{"value"})}
	if err := tx.with(ctx).Clauses(set).Create(&settingRow{key, value}).Error; err != nil {
		return err
	}
	tx.Append(board.Change{Kind: board.ChangeSettings, At: at})
	return tx.with(ctx).Create(&settingHistoryRow{Key: key, Value: value, ChangedBy: by, At: toMillis(at)}).Error
}
