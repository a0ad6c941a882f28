package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

// Waiting is one thing that waits for the desk, or for an answer to the desk's question.
type Waiting struct {
	Job   board.ID
	Since time.Time
}

// waits narrows to what waits: for the desk, or where asked is true for somebody whom it has asked.
func waits(asked bool) scope {
	if asked {
		return where("jobs.waits_since > 0 AND jobs.asked_at > 0")
	}
	return where("jobs.waits_since > 0 AND jobs.asked_at = 0")
}

// Waiting is up to limit jobs that wait, or whose revision does, the longest first; asked chooses those whose owners have
// been asked something, else those that it is the desk's turn with.
func (q queries) Waiting(ctx context.Context, asked bool, offset, limit int) ([]*board.Job, error) {
	var ids []board.ID
	err := q.with(ctx).Table("jobs").Scopes(waits(asked)).Order("jobs.waits_since, jobs.id").
		Offset(offset).Limit(limit).Pluck("jobs.id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("what waits: %w", err)
	}
	found, err := q.Jobs(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("what waits: %w", err)
	}
	jobs := make([]*board.Job, 0, len(ids))
	for _, id := range ids {
		if j := found[id]; j != nil { // else it has been decided on between the two statements
			jobs = append(jobs, j)
		}
	}
	return jobs, nil
}

// A Queue is how much waits.
type Queue struct {
	Jobs, Revisions int // that it is the desk's turn with
	Asked           int // that wait for an answer to the desk
}

// Turns is how many things it is the desk's turn with.
func (n Queue) Turns() int { return n.Jobs + n.Revisions }

// CountWaiting is how much waits.
func (q queries) CountWaiting(ctx context.Context) (n Queue, err error) {
	err = q.with(ctx).Table("jobs").Where("waits_since > 0").Select(`
		COALESCE(SUM(CASE WHEN asked_at = 0 AND revision_at = 0 THEN 1 ELSE 0 END), 0) AS jobs,
		COALESCE(SUM(CASE WHEN asked_at = 0 AND revision_at > 0 THEN 1 ELSE 0 END), 0) AS revisions,
		COALESCE(SUM(CASE WHEN asked_at > 0 THEN 1 ELSE 0 END), 0) AS asked`).Scan(&n).Error
	return n, err
}

// Waits is since when each of those that it is the desk's turn with waits, the longest first, of those that came after
// an instant.
func (q queries) Waits(ctx context.Context, after time.Time) (since []time.Time, err error) {
	var at []millis
	err = q.with(ctx).Table("jobs").Scopes(waits(false)).Where("jobs.waits_since > ?", toMillis(after)).
		Order("jobs.waits_since").Pluck("jobs.waits_since", &at).Error
	for _, m := range at {
		since = append(since, m.time())
	}
	return since, err
}

// NextWaiting is what it is the desk's turn with after a job: the one that has waited the longest of those that came
// later, else the one that has waited the longest of all. It is empty when nothing else waits.
func (q queries) NextWaiting(ctx context.Context, after *board.Job) (next board.ID, err error) {
	var ids []board.ID
	at := toMillis(after.WaitsSince())
	err = q.with(ctx).Table("jobs").Scopes(waits(false)).Where("jobs.id <> ?", string(after.ID)).
		Clauses(clause.OrderBy{Expression: gorm.Expr(
			"CASE WHEN jobs.waits_since > ? OR jobs.waits_since = ? AND jobs.id > ? THEN 0 ELSE 1 END, jobs.waits_since, jobs.id",
			at, at, string(after.ID))}).
		Limit(1).Pluck("jobs.id", &ids).Error
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}

// NextScheduled is when the next approved ad will be published; ok is false when none is scheduled.
func (q queries) NextScheduled(ctx context.Context, now time.Time) (at time.Time, ok bool, err error) {
	var next []millis
	err = q.with(ctx).Table("jobs").Where("state = ? AND run_from > ?", string(board.StatusLive), toMillis(now)).
		Order("run_from").Limit(1).Pluck("run_from", &next).Error
	if err != nil || len(next) == 0 {
		return time.Time{}, false, err
	}
	return next[0].time(), true, nil
}

// EarlierJobs is the employer's latest ads, n at most, the latest first.
func (q queries) EarlierJobs(ctx context.Context, employer board.EmployerID, n int) ([]*board.Job, error) {
	return q.latest(ctx, []board.EmployerID{employer}, n, func(board.Status, time.Time) bool { return true })
}

// StandingJobs is the ads of some employers that wait for the desk or can be read, or will be: what another may be a
// repetition of. They are n at most, the latest first.
func (q queries) StandingJobs(ctx context.Context, employers []board.EmployerID, now time.Time, n int) ([]*board.Job, error) {
	return q.latest(ctx, employers, n, func(state board.Status, until time.Time) bool {
		return state == board.StatusInReview || state == board.StatusLive && until.After(now)
	})
}

// mostLooked is how many ads are looked through for the latest of some employers.
const mostLooked = 5000

// latest is the latest ads of some employers that are right by their state and the end of their run. That is asked here,
// not in SQL: SQLite would read every ad of the state.
func (q queries) latest(ctx context.Context, employers []board.EmployerID, n int, right func(board.Status, time.Time) bool) ([]*board.Job, error) {
	if len(employers) == 0 {
		return nil, nil
	}
	var rows []struct {
		ID       board.ID
		State    board.Status
		RunUntil millis
	}
	err := q.with(ctx).Table("jobs").Select("id, state, run_until").Where("employer_id IN ?", employers).
		Order("created_at DESC, id").Limit(mostLooked).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("ads of employers: %w", err)
	}
	var ids []board.ID
	for _, r := range rows {
		if len(ids) < n && right(r.State, r.RunUntil.time()) {
			ids = append(ids, r.ID)
		}
	}
	found, err := q.Jobs(ctx, ids)
	jobs := make([]*board.Job, 0, len(found))
	for _, id := range ids {
		if j := found[id]; j != nil {
			jobs = append(jobs, j)
		}
	}
	return jobs, err
}

// decisionRow is a decision that can be taken back.
type decisionRow struct {
	ID              int64 `gorm:"primaryKey"`
	JobID           string
	Action          string
	DecidedBy       string
	At              millis
	Before          string
	Version         int
	TrustedEmail    string
	TrustedEmployer int64
	UndoneAt        millis
}

func (decisionRow) TableName() string { return "decisions" }

// ForgetDecisions forgets the decisions on a job, which hold it as it was.
func (tx *Tx) ForgetDecisions(ctx context.Context, id board.ID) error {
	return tx.with(ctx).Where("job_id = ?", string(id)).Delete(&decisionRow{}).Error
}

// KeepDecision notes a decision, gives it its ID, and forgets those that were made before an instant: they hold whole ads.
func (tx *Tx) KeepDecision(ctx context.Context, d *board.Taken, forget time.Time) error {
	if err := tx.with(ctx).Where("at < ?", toMillis(forget)).Delete(&decisionRow{}).Error; err != nil {
		return err
	}
	before, err := encode(d.Before)
	if err != nil {
		return fmt.Errorf("decision on %s: %w", d.Job, err)
	}
	row := decisionRow{
		JobID: string(d.Job), Action: d.Action, DecidedBy: d.By, At: toMillis(d.At), Before: before, Version: d.Version,
		TrustedEmail: d.Trusted.Email, TrustedEmployer: int64(d.Trusted.Employer),
	}
	err = tx.with(ctx).Create(&row).Error
	d.ID = row.ID
	return err
}

// Decision is a decision that can, or could a while ago, be taken back.
func (q queries) Decision(ctx context.Context, id int64) (*board.Taken, error) {
	found, err := q.Decisions(ctx, []int64{id})
	if err == nil && len(found) == 0 {
		err = board.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("decision %d: %w", id, err)
	}
	return found[0], nil
}

// Decisions is those of the decisions that are still known, in their order.
func (q queries) Decisions(ctx context.Context, ids []int64) ([]*board.Taken, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []decisionRow
	if err := q.with(ctx).Where("id IN ?", ids).Order("id").Find(&rows).Error; err != nil {
		return nil, err
	}
	taken := make([]*board.Taken, len(rows))
	for i, r := range rows {
		taken[i] = &board.Taken{
			ID: r.ID, Job: board.ID(r.JobID), Action: r.Action, By: r.DecidedBy, At: r.At.time(), Version: r.Version,
			Trusted: board.Trust{Email: r.TrustedEmail, Employer: board.EmployerID(r.TrustedEmployer)}, UndoneAt: r.UndoneAt.time(),
		}
		if err := json.Unmarshal([]byte(r.Before), &taken[i].Before); err != nil {
			return nil, fmt.Errorf("decision %d: %w", r.ID, err)
		}
	}
	return taken, nil
}

// UndoneDecision notes that a decision has been taken back. Of two who try at once, the second gets ErrConflict.
func (tx *Tx) UndoneDecision(ctx context.Context, id int64, now time.Time) error {
	err := exactlyOne(tx.with(ctx).Model(&decisionRow{}).Where("id = ? AND undone_at = 0", id).Update("undone_at", toMillis(now)))
	if errors.Is(err, board.ErrNotFound) {
		err = board.ErrConflict
	}
	return err
}

// trustRow is a mail address that is trusted with an employer's ads.
type trustRow struct {
	EmployerID int64  `gorm:"primaryKey;autoIncrement:false"`
	Email      string `gorm:"primaryKey"`
	By         string `gorm:"column:trusted_by"`
	At         millis
}

func (trustRow) TableName() string { return "trusted_addresses" }

// Trust trusts an address with an employer's ads; added is false where it was trusted before.
func (tx *Tx) Trust(ctx context.Context, t board.Trust) (added bool, err error) {
	row := trustRow{EmployerID: int64(t.Employer), Email: t.Email, By: t.By, At: toMillis(t.At)}
	created := tx.with(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	if created.Error != nil {
		return false, fmt.Errorf("trusting an address of employer %d: %w", t.Employer, created.Error)
	}
	return created.RowsAffected == 1, nil
}

// Distrust ends the trust in an address; one that was not trusted is ErrNotFound.
func (tx *Tx) Distrust(ctx context.Context, employer board.EmployerID, email string) error {
	gone := tx.with(ctx).Where("employer_id = ? AND email = ?", int64(employer), email).Delete(&trustRow{})
	if err := exactlyOne(gone); err != nil {
		return fmt.Errorf("an address of employer %d: %w", employer, err)
	}
	return nil
}

// Trusted is the addresses that are trusted with the employer's ads, by their names.
func (q queries) Trusted(ctx context.Context, employer board.EmployerID) ([]board.Trust, error) {
	var rows []trustRow
	if err := q.with(ctx).Where("employer_id = ?", int64(employer)).Order("email").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("trusted addresses of employer %d: %w", employer, err)
	}
	trusted := make([]board.Trust, len(rows))
	for i, r := range rows {
		trusted[i] = board.Trust{Email: r.Email, Employer: board.EmployerID(r.EmployerID), By: r.By, At: r.At.time()}
	}
	return trusted, nil
}
