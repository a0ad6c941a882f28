package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

// A Told is an ad that a reader is told of because of an alert, or has been.
type Told struct {
	Reader string // board.ReaderOf the address
	Job    board.ID
	Alert  board.ID
	Came   time.Time // from when on it could be told of
	At     time.Time // in which letter; zero: it waits for the next
}

type toldRow struct {
	Reader  string `gorm:"primaryKey"`
	JobID   string `gorm:"primaryKey"`
	AlertID string
	CameAt  millis
	ToldAt  millis
}

func (toldRow) TableName() string { return "told" }

// InsertTold notes what readers are to be told of. An ad that a reader has been told of, or waits to be, is left alone; of
// several alerts for which one is there, the first has it.
func (tx *Tx) InsertTold(ctx context.Context, all []Told) error {
	rows := make([]toldRow, len(all))
	for i, t := range all {
		rows[i] = toldRow{t.Reader, string(t.Job), string(t.Alert), toMillis(t.Came), toMillis(t.At)}
	}
	same := func(a, b toldRow) int { return cmp.Or(cmp.Compare(a.Reader, b.Reader), cmp.Compare(a.JobID, b.JobID)) }
	slices.SortStableFunc(rows, same) // many are inserted faster in the order in which they will lie
	rows = slices.CompactFunc(rows, func(a, b toldRow) bool { return same(a, b) == 0 })
	if len(rows) == 0 {
		return nil
	}
	if err := tx.with(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(rows, chunk).Error; err != nil {
		return fmt.Errorf("news: %w", err)
	}
	return nil
}

// A WaitingNews is how many ads wait for an alert's next letter, and since when the first of them.
type WaitingNews struct {
	Alert board.ID
	N     int
	Since time.Time
}

// WaitingNews is what waits for letters, by alert.
func (q queries) WaitingNews(ctx context.Context) ([]WaitingNews, error) {
	var rows []struct {
		AlertID string
		N       int
		Since   millis
	}
	err := q.with(ctx).Model(&toldRow{}).Select("alert_id, COUNT(*) AS n, MIN(came_at) AS since").
		Where("told_at = 0").Group("alert_id").Order("alert_id").Find(&rows).Error
	waiting := make([]WaitingNews, len(rows))
	for i, r := range rows {
		waiting[i] = WaitingNews{board.ID(r.AlertID), r.N, r.Since.time()}
	}
	return waiting, err
}

// NewsOf is the ads that wait for the next letters of alerts, in the order in which they came.
func (q queries) NewsOf(ctx context.Context, alerts []board.ID) ([]Told, error) {
	return q.told(ctx, where("told_at = 0 AND alert_id IN ?", alerts))
}

// ToldTo is everything that a reader has been told of, or waits to be, in the order in which it came.
func (q queries) ToldTo(ctx context.Context, reader string) ([]Told, error) {
	return q.told(ctx, where("reader = ?", reader))
}

func (q queries) told(ctx context.Context, narrow scope) ([]Told, error) {
	var rows []toldRow
	if err := q.with(ctx).Scopes(narrow).Order("came_at, job_id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("news: %w", err)
	}
	all := make([]Told, len(rows))
	for i, r := range rows {
		all[i] = Told{r.Reader, board.ID(r.JobID), board.ID(r.AlertID), r.CameAt.time(), r.ToldAt.time()}
	}
	return all, nil
}

// LettersTo is when a reader had the last letters with ads, the latest first, up to limit.
func (q queries) LettersTo(ctx context.Context, reader string, limit int) ([]time.Time, error) {
	var at []millis
	err := q.with(ctx).Model(&toldRow{}).Distinct("told_at").Where("reader = ? AND told_at > 0", reader).
		Order("told_at DESC").Limit(limit).Pluck("told_at", &at).Error
	times := make([]time.Time, len(at))
	for i, m := range at {
		times[i] = m.time()
	}
	return times, err
}

// Tell notes that the ads that wait for alerts are in a letter that is owed at the time.
func (tx *Tx) Tell(ctx context.Context, alerts []board.ID, now time.Time) error {
	return tx.waitFor(ctx, alerts).Update("told_at", toMillis(now)).Error
}

// DropNews takes ads away that wait for alerts; of some jobs alone when they are named.
func (tx *Tx) DropNews(ctx context.Context, alerts []board.ID, jobs ...board.ID) error {
	waiting := tx.waitFor(ctx, alerts)
	if len(jobs) > 0 {
		waiting = waiting.Where("job_id IN ?", jobs)
	}
	return waiting.Delete(&toldRow{}).Error
}

func (tx *Tx) waitFor(ctx context.Context, alerts []board.ID) *gorm.DB {
	return tx.with(ctx).Model(&toldRow{}).Where("told_at = 0 AND alert_id IN ?", alerts)
}

// ForgetTold takes away what readers were told before an instant, and everything of those who have no alerts any more.
func (tx *Tx) ForgetTold(ctx context.Context, before time.Time) error {
	return tx.with(ctx).Where("told_at > 0 AND told_at < ? OR reader NOT IN (SELECT reader FROM alerts)", toMillis(before)).
		Delete(&toldRow{}).Error
}

// ForgetReader takes away everything that there is of a reader besides their alerts: what they were told, and the letters
// of the kinds to the address.
func (tx *Tx) ForgetReader(ctx context.Context, email string, kinds []board.NoticeKind) error {
	if err := tx.with(ctx).Where("reader = ?", board.ReaderOf(email)).Delete(&toldRow{}).Error; err != nil {
		return fmt.Errorf("forgetting a reader: %w", err)
	}
	if err := tx.with(ctx).Where("recipient = ? AND kind IN ?", email, kinds).Delete(&noticeRow{}).Error; err != nil {
		return fmt.Errorf("forgetting a reader's letters: %w", err)
	}
	return nil
}

// NoticesTo is the letters of the kinds in the outbox to an address, the first first.
func (q queries) NoticesTo(ctx context.Context, email string, kinds []board.NoticeKind) ([]board.Notice, error) {
	var rows []noticeRow
	if err := q.with(ctx).Where("recipient = ? AND kind IN ?", email, kinds).Order("id").Find(&rows).Error; err != nil {
		return nil, err
	}
	return notices(rows)
}

// LiveAmong is those of the jobs that readers find in lists at the time.
func (q queries) LiveAmong(ctx context.Context, ids []board.ID, now time.Time) (map[board.ID]bool, error) {
	live := map[board.ID]bool{}
	for part := range chunks(ids) {
		var found []board.ID
		err := q.with(ctx).Table("jobs").Where("id IN ? AND state = 'live' AND run_from <= ? AND run_until > ?", part, toMillis(now), toMillis(now)).
			Pluck("id", &found).Error
		if err != nil {
			return nil, fmt.Errorf("live ads: %w", err)
		}
		for _, id := range found {
			live[id] = true
		}
	}
	return live, nil
}

// FormerSlugs is the slugs that the employers had before, also through merges, with their current ones.
func (q queries) FormerSlugs(ctx context.Context, ids []board.EmployerID) (map[string]string, error) {
	former := map[string]string{}
	for part := range chunks(ids) {
		var rows []struct{ Slug, Current string }
		err := q.with(ctx).Raw(`SELECT s.slug, e.slug AS current FROM employer_slugs s JOIN employers e ON e.id = s.employer_id
			WHERE e.id IN ? AND s.slug <> e.slug`, part).Scan(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("slugs of employers: %w", err)
		}
		for _, r := range rows {
			former[r.Slug] = r.Current
		}
	}
	return former, nil
}
