package store

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

// A Picture is a PNG that pages show. Its key names its bytes, so they never change.
type Picture struct {
	Key           string
	Bytes         []byte
	Width, Height int       // in pixels
	CreatedAt     time.Time // when it was last sent in
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

// SavePicture stores a picture. Of one that is there already only the time changes: the same key means the same bytes.
func (tx *Tx) SavePicture(ctx context.Context, p Picture) error {
	row := pictureRow{p.Key, p.Bytes, p.Width, p.Height, toMillis(p.CreatedAt)}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "key"}}, DoUpdates: clause.AssignmentColumns([]string{"created_at"})}
	if err := tx.with(ctx).Clauses(again).Create(&row).Error; err != nil {
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

// ShowPicture notes that readers are shown a picture from now on. It stays, even when nothing uses it any more: newsletters
// that were sent show it.
func (tx *Tx) ShowPicture(ctx context.Context, key string) error {
	if key == "" {
		return nil
	}
	err := tx.with(ctx).Exec("UPDATE pictures SET shown = TRUE WHERE key = ? AND NOT shown", key).Error
	if err != nil {
		return fmt.Errorf("picture %.20q: %w", key, err)
	}
	return nil
}

// UnusedPictures is the keys of pictures that came before an instant, that readers have never been shown, and that neither a
// draft, nor an ad that may still be published, nor a decision since then that can be taken back would show.
func (s *Store) UnusedPictures(ctx context.Context, before time.Time) ([]string, error) {
	var keys []string
	err := s.with(ctx).Table("pictures").Where("NOT shown AND created_at < ?", toMillis(before)).Pluck("key", &keys).Error
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	used, err := s.usedPictures(ctx, before)
	if err != nil {
		return nil, fmt.Errorf("unused pictures: %w", err)
	}
	return slices.DeleteFunc(keys, func(key string) bool { return used[key] }), nil
}

// usedPictures is the keys of the pictures that drafts, ads and decisions since an instant would show. A draft becomes an ad,
// and an ad is put back by a decision: read in this order, none slips through between two questions.
func (s *Store) usedPictures(ctx context.Context, since time.Time) (map[string]bool, error) {
	final := []board.Status{board.StatusRefused, board.StatusWithdrawn}
	used := map[string]bool{}
	for _, from := range []*gorm.DB{
		s.with(ctx).Table("drafts").Select("rest"),
		s.with(ctx).Table("jobs").Select("life").Where("state NOT IN ?", final),
		s.with(ctx).Table("decisions").Select("before").Where("at >= ?", toMillis(since)),
	} {
		if err := eachText(from, func(text string) {
			for _, m := range logoIn.FindAllStringSubmatch(text, -1) {
				used[m[1]] = true
			}
		}); err != nil {
			return nil, err
		}
	}
	return used, nil
}

// logoIn finds the keys of logos in what is kept as JSON.
var logoIn = regexp.MustCompile(`"Logo":"([^"]+)"`)

// eachText reads the texts of a query's one column.
func eachText(query *gorm.DB, each func(text string)) error {
	rows, err := query.Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		each(text)
	}
	return rows.Err()
}

// DeleteUnusedPictures takes away pictures that were found unused, unless they have been shown, or sent in again, since the same
// instant.
func (tx *Tx) DeleteUnusedPictures(ctx context.Context, keys []string, before time.Time) error {
	err := tx.with(ctx).Where("key IN ? AND NOT shown AND created_at < ?", keys, toMillis(before)).Delete(&pictureRow{}).Error
	if err != nil {
		return fmt.Errorf("unused pictures: %w", err)
	}
	return nil
}
