package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

// A Picture is a PNG that pages show. Its key names its bytes, so they never change.
type Picture struct {
	Key           string
	Bytes         []byte
	Width, Height int // in pixels
	CreatedAt     time.Time
}

type pictureRow struct {
	Key     string `gorm:"primaryKey"`
	Bytes   []byte
	Width   int
	Height  int
	Created millis `gorm:"column:created_at"`
}

func (pictureRow) TableName() string { return "pictures" }

// Picture is the picture with the key.
func (q queries) Picture(ctx context.Context, key string) (Picture, error) {
	var row pictureRow
	if err := q.with(ctx).Where("key = ?", key).Take(&row).Error; err != nil {
		return Picture{}, fmt.Errorf("picture %.20q: %w", key, err)
	}
	return Picture{row.Key, row.Bytes, row.Width, row.Height, row.Created.time()}, nil
}

// SavePicture stores a picture. One that is there already is left as it is: the same key means the same bytes.
func (tx *Tx) SavePicture(ctx context.Context, p Picture) error {
	row := pictureRow{p.Key, p.Bytes, p.Width, p.Height, toMillis(p.CreatedAt)}
	if err := tx.with(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return fmt.Errorf("picture %.20q: %w", p.Key, err)
	}
	return nil
}

// DeletePicture takes a picture away, unless an employer still shows it.
func (tx *Tx) DeletePicture(ctx context.Context, key string) error {
	err := tx.with(ctx).Where("key = ? AND NOT EXISTS (SELECT 1 FROM employers WHERE logo = ?)", key, key).Delete(&pictureRow{}).Error
	if err != nil {
		return fmt.Errorf("picture %.20q: %w", key, err)
	}
	return nil
}

// unusedPictures finds pictures that no employer and no setting shows, and that neither a draft, nor an ad that may still be
// published, nor a decision that can be taken back would show again.
const unusedPictures = `key IN (SELECT p.key FROM pictures p WHERE p.created_at < ?
	AND NOT EXISTS (SELECT 1 FROM employers e WHERE e.logo = p.key)
	AND NOT EXISTS (SELECT 1 FROM settings s WHERE s.value = p.key)
	AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.rest LIKE '%' || p.key || '%')
	AND NOT EXISTS (SELECT 1 FROM decisions m WHERE m.at >= ? AND m.before LIKE '%' || p.key || '%')
	AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.state NOT IN ? AND j.life LIKE '%' || p.key || '%')
	LIMIT ?)`

// DeleteUnusedPictures takes away pictures that came before an instant and that nothing uses any more, at most so many, and says
// how many.
func (tx *Tx) DeleteUnusedPictures(ctx context.Context, before time.Time, most int) (n int64, err error) {
	final := []board.Status{board.StatusRefused, board.StatusWithdrawn}
	done := tx.with(ctx).Where(unusedPictures, toMillis(before), toMillis(before), final, most).Delete(&pictureRow{})
	if done.Error != nil {
		return 0, fmt.Errorf("unused pictures: %w", done.Error)
	}
	return done.RowsAffected, nil
}
