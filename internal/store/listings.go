package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

// listingRow is what the list of all jobs is searched, narrowed and sorted by.
type listingRow struct {
	JobID      string `gorm:"primaryKey"`
	Created    millis `gorm:"column:created_at"`
	Updated    millis `gorm:"column:updated_at"`
	RunFrom    millis
	RunUntil   millis
	State      string
	EmployerID int64
	Package    string
	FoundBy    string
}

func (listingRow) TableName() string { return "listings" }

// list brings the list of all jobs up to date.
func (tx *Tx) list(ctx context.Context, jobs []*board.Job) error {
	rows := make([]listingRow, len(jobs))
	for i, j := range jobs {
		by := []string{string(j.ID), j.Source.ID, j.Ad.Apply.Reference, j.Ad.RegistryNumber, j.Ad.Headline, j.Ad.Title}
		rows[i] = listingRow{
			JobID: string(j.ID), Created: toMillis(j.CreatedAt), Updated: toMillis(j.UpdatedAt), RunFrom: toMillis(j.Run.From),
			RunUntil: toMillis(j.Run.Until), State: string(j.State), EmployerID: int64(j.Employer.ID), Package: string(j.Package),
			FoundBy: strings.ToLower(strings.Join(by, " ")),
		}
	}
	changed := clause.OnConflict{Columns: []clause.Column{{Name: "job_id"}}, UpdateAll: true}
	if err := tx.with(ctx).Clauses(changed).CreateInBatches(rows, chunk).Error; err != nil {
		return fmt.Errorf("listing %d jobs: %w", len(jobs), err)
	}
	return nil
}

// JobSort is an order of the list of all jobs.
type JobSort string

// The orders.
const (
	ByCreation    JobSort = "created"   // the newest first
	ByPublication JobSort = "published" // the last published first
	ByChange      JobSort = "changed"   // the last changed first
	ByEnd         JobSort = "ends"      // the one that ends soonest first
)

// JobSorts lists the orders; the first is the one that holds when none is asked for.
func JobSorts() []JobSort { return []JobSort{ByCreation, ByPublication, ByChange, ByEnd} }

// column is what an order goes by, and whether the largest comes first.
func (s JobSort) column() (name string, descending bool) {
	switch s {
	case ByPublication:
		return "run_from", true
	case ByChange:
		return "updated_at", true
	case ByEnd:
		return "run_until", false
	}
	return "created_at", true
}

// JobSearch says which jobs are looked for at a time; what is zero is not asked for.
type JobSearch struct {
	Text     string       // words of headline, title, employer's name, references and IDs; an owner's address; an order's number
	Status   board.Status // at the time: scheduled, live and expired follow from it
	Employer board.EmployerID
	Package  board.Package
	From     time.Time // published at the earliest
	Until    time.Time // published before
	Sort     JobSort
	After    JobPlace // where the page before ended
	Limit    int
	At       time.Time
}

// A JobPlace is a place in the list of all jobs: a job, and what the list is sorted by of it.
type JobPlace struct {
	Key int64
	ID  board.ID
}

// FoundJobs is a page of the jobs that were looked for.
type FoundJobs struct {
	IDs  []board.ID
	Next JobPlace // where the next page goes on; zero: there is none
}

// FindJobs is a page of the jobs that are looked for. It goes on from a place, not from a number: what comes in meanwhile
// moves nothing.
func (q queries) FindJobs(ctx context.Context, s JobSearch) (found FoundJobs, err error) {
	column, descending := s.Sort.column()
	if s.Text != "" || s.Package != "" {
		column += " + 0" // passes over the whole list in its own order; over an index each job would be looked up for itself
	}
	order, beyond := column+", job_id", "("+column+" > ? OR "+column+" = ? AND job_id > ?)"
	if descending {
		order, beyond = column+" DESC, job_id DESC", "("+column+" < ? OR "+column+" = ? AND job_id < ?)"
	}
	query := s.state(s.narrow(q.with(ctx).Model(&listingRow{})))
	if s.After.ID != "" {
		query = query.Where(beyond, s.After.Key, s.After.Key, string(s.After.ID))
	}
	var rows []struct {
		JobID string
		Key   int64
	}
	err = query.Select("job_id, " + column + " AS key").Order(order).Limit(s.Limit + 1).Scan(&rows).Error
	if err != nil {
		return found, fmt.Errorf("finding jobs: %w", err)
	}
	if len(rows) > s.Limit {
		rows = rows[:s.Limit]
		last := rows[s.Limit-1]
		found.Next = JobPlace{last.Key, board.ID(last.JobID)}
	}
	for _, r := range rows {
		found.IDs = append(found.IDs, board.ID(r.JobID))
	}
	return found, nil
}

// CountJobs is how many jobs there are in each state at the time.
func (q queries) CountJobs(ctx context.Context, now time.Time) (map[board.Status]int, error) {
	at := toMillis(now)
	var rows []struct {
		State            string
		N, Before, Ended int
	}
	err := q.with(ctx).Model(&listingRow{}).Select(`state, COUNT(*) AS n, SUM(CASE WHEN run_from > ? THEN 1 ELSE 0 END) AS before,
		SUM(CASE WHEN run_until <= ? THEN 1 ELSE 0 END) AS ended`, at, at).Group("state").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("counting jobs: %w", err)
	}
	counts := map[board.Status]int{}
	for _, r := range rows {
		if r.State == string(board.StatusLive) {
			counts[board.StatusScheduled], counts[board.StatusExpired] = r.Before, r.Ended
			r.N -= r.Before + r.Ended
		}
		counts[board.Status(r.State)] = r.N
	}
	return counts, nil
}

// mostWords is how many words of a search are looked for.
const mostWords = 6

// narrow leaves the jobs that are looked for, in whatever state they are.
func (s JobSearch) narrow(db *gorm.DB) *gorm.DB {
	words := strings.Fields(strings.ToLower(s.Text))
	for _, word := range words[:min(len(words), mostWords)] {
		db = findWord(db, word)
	}
	if s.Employer != 0 {
		db = db.Where("employer_id = ?", int64(s.Employer))
	}
	if s.Package != "" {
		db = db.Where("package = ?", string(s.Package))
	}
	if !s.From.IsZero() {
		db = db.Where("run_from >= ?", toMillis(s.From))
	}
	if !s.Until.IsZero() {
		db = db.Where("run_from > 0 AND run_from < ?", toMillis(s.Until))
	}
	return db
}

// findWord leaves the jobs that a word finds. An employer is found by its slugs, which keep every name that it had.
func findWord(db *gorm.DB, word string) *gorm.DB {
	part := "%" + likeText(word) + "%"
	if strings.Contains(word, "@") {
		return db.Where(`job_id IN (SELECT job_id FROM job_owners WHERE email LIKE ? ESCAPE '\')`, part)
	}
	slug := board.Slugify(word)
	if slug == "" {
		return db.Where(`found_by LIKE ? ESCAPE '\'`, part)
	}
	return db.Where(`(found_by LIKE ? ESCAPE '\' OR employer_id IN (SELECT employer_id FROM employer_slugs WHERE slug LIKE ? ESCAPE '\')
		OR job_id IN (SELECT job_id FROM orders WHERE number = ?))`, part, "%"+likeText(slug)+"%", strings.ToUpper(word))
}

// state leaves the jobs that are in the state at the time.
func (s JobSearch) state(db *gorm.DB) *gorm.DB {
	at, is := toMillis(s.At), "state = ?"
	if s.Text != "" {
		is = "state || '' = ?" // passes over the whole list, as above
	}
	switch s.Status {
	case "":
		return db
	case board.StatusScheduled:
		return db.Where(is+" AND run_from > ?", board.StatusLive, at)
	case board.StatusLive:
		return db.Where(is+" AND run_from <= ? AND run_until > ?", board.StatusLive, at, at)
	case board.StatusExpired:
		return db.Where(is+" AND run_until <= ?", board.StatusLive, at)
	}
	return db.Where(is, s.Status)
}

// Promoted is the jobs that are lifted above others: featured ones whose place has not ended, and the editors' picks,
// as far as their run has not ended at the time.
func (q queries) Promoted(ctx context.Context, now time.Time) ([]*board.Job, error) {
	at := toMillis(now)
	return q.jobs(ctx, where(`jobs.state = ? AND jobs.run_until > ? AND (jobs.featured_until > ? OR jobs.editors_pick)
		AND (featured_until > 0 OR editors_pick)`, string(board.StatusLive), at, at)) // the last condition is that of the index
}
