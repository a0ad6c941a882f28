package store

import (
	"context"
	"fmt"
	"time"

	"ledigajobb/internal/board"
)

// OwnsSomething says whether a mail address is an owner's: of an ad, or of a draft.
func (q queries) OwnsSomething(ctx context.Context, email string) (bool, error) {
	var n int64
	err := q.with(ctx).Raw(`SELECT (SELECT COUNT(*) FROM job_owners WHERE email = ?) + (SELECT COUNT(*) FROM drafts WHERE owner = ?)`,
		email, email).Scan(&n).Error
	return n > 0 && email != "", err
}

// published are the states of ads that somebody has approved.
var published = []board.Status{board.StatusLive, board.StatusPaused, board.StatusFilled, board.StatusCancelled}

// Advertises says whether a mail address has had an ad of an employer approved, other than as an agency.
func (q queries) Advertises(ctx context.Context, id board.EmployerID, email string) (bool, error) {
	jobs, err := q.jobsPublishedBy(ctx, id, email)
	for _, j := range jobs {
		if j.Ad.Agency.Name == "" {
			return true, nil
		}
	}
	return false, err
}

// jobsPublishedBy is the approved ads of an employer of which the address is an owner; enough to tell.
func (q queries) jobsPublishedBy(ctx context.Context, id board.EmployerID, email string) ([]*board.Job, error) {
	const enough = 20
	var ids []board.ID
	err := q.with(ctx).Table("jobs").Joins("JOIN job_owners o ON o.job_id = jobs.id AND o.email = ?", email).
		Where("jobs.employer_id = ? AND jobs.state IN ?", int64(id), published).
		Order("jobs.created_at DESC, jobs.id").Limit(enough).Pluck("jobs.id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("ads of an owner: %w", err)
	}
	return q.inOrder(ctx, ids)
}

// inOrder is the jobs with the IDs, in their order.
func (q queries) inOrder(ctx context.Context, ids []board.ID) ([]*board.Job, error) {
	found, err := q.Jobs(ctx, ids)
	jobs := make([]*board.Job, 0, len(ids))
	for _, id := range ids {
		if j := found[id]; j != nil {
			jobs = append(jobs, j)
		}
	}
	return jobs, err
}

// OwnedJobsEnding is the published jobs with an owner whose run ends after an instant and not after another, the earliest
// first.
func (q queries) OwnedJobsEnding(ctx context.Context, after, until time.Time) ([]*board.Job, error) {
	var ids []board.ID
	err := q.with(ctx).Table("jobs").Where("state IN ? AND run_until > ? AND run_until <= ?", published, toMillis(after), toMillis(until)).
		Where("id IN (SELECT job_id FROM job_owners)").Order("run_until, id").Pluck("id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("what ends: %w", err)
	}
	return q.inOrder(ctx, ids)
}

// IdleDrafts is up to n drafts that nobody has saved since an instant, the longest first; unwarned chooses those whose
// authors have not been told.
func (q queries) IdleDrafts(ctx context.Context, since time.Time, unwarned bool, n int) ([]*board.Draft, error) {
	query := q.with(ctx).Where("updated_at <= ?", toMillis(since))
	if unwarned {
		query = query.Where("warned_at = 0 AND (owner <> '' OR at_desk)")
	}
	var rows []draftRow
	if err := query.Order("updated_at, id").Limit(n).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("idle drafts: %w", err)
	}
	return draftsOf(rows)
}

func draftsOf(rows []draftRow) ([]*board.Draft, error) {
	drafts := make([]*board.Draft, len(rows))
	for i := range rows {
		var err error
		if drafts[i], err = rows[i].draft(); err != nil {
			return nil, fmt.Errorf("draft %s: %w", rows[i].ID, err)
		}
	}
	return drafts, nil
}
