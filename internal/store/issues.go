package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"ledigajobb/internal/board"
)

type issueRow struct {
	Number  int `gorm:"primaryKey;autoIncrement:false"`
	UntilAt millis
	SentAt  millis
	SentBy  string
}

func (issueRow) TableName() string { return "issues" }

type issueAdRow struct {
	Issue int    `gorm:"primaryKey;autoIncrement:false"`
	JobID string `gorm:"primaryKey"`
	Place int
}

func (issueAdRow) TableName() string { return "issue_ads" }

// LastIssue is the last newsletter that was sent; the zero Issue before the first one.
func (q queries) LastIssue(ctx context.Context) (board.Issue, error) {
	return q.issue(ctx, q.with(ctx).Where("sent_at > 0").Order("number DESC"))
}

// Issues is the last newsletter that was sent, and the one that is being made: as its editor has left it, else empty under
// its number.
func (q queries) Issues(ctx context.Context) (last, making board.Issue, err error) {
	if last, err = q.LastIssue(ctx); err != nil {
		return last, making, err
	}
	making, err = q.issue(ctx, q.with(ctx).Where("sent_at = 0"))
	making.Number = last.Number + 1
	return last, making, err
}

// issue is the first newsletter that a query finds; the zero Issue where there is none.
func (q queries) issue(ctx context.Context, query *gorm.DB) (board.Issue, error) {
	var row issueRow
	err := query.Take(&row).Error
	if errors.Is(err, board.ErrNotFound) {
		return board.Issue{}, nil
	}
	var ads []issueAdRow
	if err == nil {
		err = q.with(ctx).Where("issue = ?", row.Number).Order("place, job_id").Find(&ads).Error
	}
	if err != nil {
		return board.Issue{}, fmt.Errorf("newsletter: %w", err)
	}
	issue := board.Issue{Number: row.Number, Until: row.UntilAt.time(), SentAt: row.SentAt.time(), SentBy: row.SentBy}
	for _, ad := range ads {
		if ad.Place == 0 {
			issue.Left = append(issue.Left, board.ID(ad.JobID))
		} else {
			issue.Ads = append(issue.Ads, board.ID(ad.JobID))
		}
	}
	return issue, nil
}

// SaveIssue saves a newsletter with its ads.
func (tx *Tx) SaveIssue(ctx context.Context, i board.Issue) error {
	row := issueRow{i.Number, toMillis(i.Until), toMillis(i.SentAt), i.SentBy}
	var ads []issueAdRow
	for n, id := range i.Ads {
		ads = append(ads, issueAdRow{i.Number, string(id), n + 1})
	}
	for _, id := range i.Left {
		ads = append(ads, issueAdRow{i.Number, string(id), 0})
	}
	err := errors.Join(tx.with(ctx).Save(&row).Error, tx.with(ctx).Where("issue = ?", i.Number).Delete(&issueAdRow{}).Error)
	if err == nil && len(ads) > 0 {
		err = tx.with(ctx).CreateInBatches(ads, chunk).Error
	}
	if err != nil {
		return fmt.Errorf("newsletter %d: %w", i.Number, err)
	}
	return nil
}

// DropIssue forgets a newsletter.
func (tx *Tx) DropIssue(ctx context.Context, number int) error {
	return tx.with(ctx).Where("number = ?", number).Delete(&issueRow{}).Error
}

// Arrived is the live ads that came after an instant, by being taken in or by beginning, the newest first, at most n.
func (q queries) Arrived(ctx context.Context, after, now time.Time, n int) (ids []board.ID, err error) {
	since, at := toMillis(after), toMillis(now)
	err = q.with(ctx).Model(&listingRow{}).Where("state = ? AND run_from <= ? AND run_until > ?", string(board.StatusLive), at, at).
		Where("(created_at > ? OR run_from > ?)", since, since).Order("run_from DESC, job_id").Limit(n).Pluck("job_id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("ads that arrived: %w", err)
	}
	return ids, nil
}

// Newsletters is in how many newsletters that were sent each of the ads has been; one that was in none is left out.
func (q queries) Newsletters(ctx context.Context, ids []board.ID) (map[board.ID]int, error) {
	counts := map[board.ID]int{}
	for part := range chunks(ids) {
		var rows []struct {
			JobID string
			N     int
		}
		err := q.with(ctx).Table("issue_ads").Select("job_id, COUNT(*) AS n").Where("job_id IN ? AND place > 0", part).
			Where("issue IN (SELECT number FROM issues WHERE sent_at > 0)").Group("job_id").Find(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("newsletters of ads: %w", err)
		}
		for _, r := range rows {
			counts[board.ID(r.JobID)] = r.N
		}
	}
	return counts, nil
}
