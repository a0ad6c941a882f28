package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

type applyLinkRow struct {
	JobID     string `gorm:"primaryKey"`
	Address   string
	TriedOn   string
	GoneSince string
	Told      bool
}

func (applyLinkRow) TableName() string { return "apply_links" }

func (r applyLinkRow) link() (l board.ApplyLink, err error) {
	l = board.ApplyLink{Job: board.ID(r.JobID), Address: r.Address, Told: r.Told}
	if err = l.TriedOn.UnmarshalText([]byte(r.TriedOn)); err == nil {
		err = l.GoneSince.UnmarshalText([]byte(r.GoneSince))
	}
	return l, err
}

// liveAt narrows to the listings of jobs that are live.
func liveAt(db *gorm.DB, now time.Time) *gorm.DB {
	at := toMillis(now)
	return db.Where("listings.state = ? AND listings.run_from <= ? AND listings.run_until > ?", string(board.StatusLive), at, at)
}

// LinksToTry is up to n live ads whose way to apply has not been tried on a day, those that have waited the longest first.
func (q queries) LinksToTry(ctx context.Context, on board.Date, now time.Time, n int) (ids []board.ID, err error) {
	db := q.with(ctx).Table("listings").Joins("LEFT JOIN apply_links ON apply_links.job_id = listings.job_id").
		Where("apply_links.tried_on IS NULL OR apply_links.tried_on < ?", on.String())
	err = liveAt(db, now).Order("COALESCE(apply_links.tried_on, ''), listings.job_id").Limit(n).Pluck("listings.job_id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("links to try: %w", err)
	}
	return ids, nil
}

// ApplyLinks is what is known of the links of ads; those that were never tried are left out.
func (q queries) ApplyLinks(ctx context.Context, ids []board.ID) (map[board.ID]board.ApplyLink, error) {
	links := map[board.ID]board.ApplyLink{}
	for part := range chunks(ids) {
		found, err := applyLinks(q.with(ctx).Where("job_id IN ?", part))
		if err != nil {
			return nil, err
		}
		for _, l := range found {
			links[l.Job] = l
		}
	}
	return links, nil
}

// ToldLinks is up to n links of live ads that employer and desk have been told of, the first told first.
func (q queries) ToldLinks(ctx context.Context, now time.Time, n int) ([]board.ApplyLink, error) {
	// A cross join makes SQLite begin with the few links, not with all that is live.
	db := q.with(ctx).Select("apply_links.*").Joins("CROSS JOIN listings").
		Where("listings.job_id = apply_links.job_id AND apply_links.told AND apply_links.gone_since <> ''")
	return applyLinks(liveAt(db, now).Order("apply_links.gone_since, apply_links.job_id").Limit(n))
}

func applyLinks(db *gorm.DB) ([]board.ApplyLink, error) {
	var rows []applyLinkRow
	if err := db.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("links: %w", err)
	}
	all := make([]board.ApplyLink, len(rows))
	for i, r := range rows {
		var err error
		if all[i], err = r.link(); err != nil {
			return nil, fmt.Errorf("link of %s: %w", r.JobID, err)
		}
	}
	return all, nil
}

// SaveApplyLinks saves what is known of links.
func (tx *Tx) SaveApplyLinks(ctx context.Context, links ...board.ApplyLink) error {
	if len(links) == 0 {
		return nil
	}
	rows := make([]applyLinkRow, len(links))
	for i, l := range links {
		rows[i] = applyLinkRow{string(l.Job), l.Address, l.TriedOn.String(), l.GoneSince.String(), l.Told}
	}
	known := clause.OnConflict{Columns: []clause.Column{{Name: "job_id"}}, UpdateAll: true}
	if err := tx.with(ctx).Clauses(known).CreateInBatches(rows, chunk).Error; err != nil {
		return fmt.Errorf("saving links: %w", err)
	}
	return nil
}
