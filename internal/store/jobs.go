package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

type jobRow struct {
	ID           string `gorm:"primaryKey"`
	State        string
	EmployerID   sql.NullInt64
	RunFrom      millis
	RunUntil     millis
	Days         int
	Featured     millis `gorm:"column:featured_until"`
	EditorsPick  bool
	Place        int
	Source       sourceColumns `gorm:"embedded;embeddedPrefix:source_"`
	Package      string
	Readvertises string
	ApplyAgain   bool
	Life         string
	Ad           string
	Text         textColumns `gorm:"embedded;embeddedPrefix:text_"`
	Revision     string
	RevisionAt   millis
	WaitsSince   millis
	AskedAt      millis
	Created      millis `gorm:"column:created_at"`
	Updated      millis `gorm:"column:updated_at"`
	Version      int
}

type sourceColumns struct{ Name, ID, URL, Digest string }

type textColumns struct{ HTML, Plain string }

func (jobRow) TableName() string { return "jobs" }

// ownerRow is a mail address that may change a job.
type ownerRow struct {
	JobID string `gorm:"primaryKey"`
	N     int    `gorm:"primaryKey;autoIncrement:false"`
	Email string
}

func (ownerRow) TableName() string { return "job_owners" }

func newJobRow(j *board.Job) (row jobRow, err error) {
	ad := storedAd(j.Ad)
	ad.Text = board.Text{}
	row = jobRow{
		ID: string(j.ID), State: string(j.State), EmployerID: nullID(j.Employer.ID),
		RunFrom: toMillis(j.Run.From), RunUntil: toMillis(j.Run.Until), Days: j.Days,
		Featured: toMillis(j.Promotion.FeaturedUntil), EditorsPick: j.Promotion.EditorsPick, Place: j.Promotion.Place,
		Source: sourceColumns(j.Source), Package: string(j.Package),
		Readvertises: string(j.Readvertise.Of), ApplyAgain: j.Readvertise.ApplyAgain,
		Text: textColumns(j.Ad.Text), Created: toMillis(j.CreatedAt), Updated: toMillis(j.UpdatedAt), Version: j.Version,
		WaitsSince: toMillis(j.WaitsSince()), AskedAt: toMillis(j.Review.Asked.At),
	}
	if j.Revision != nil {
		row.RevisionAt = toMillis(j.Revision.SubmittedAt)
		if row.Revision, err = encode(storedRevision{storedAd(j.Revision.Ad), j.Revision.By}); err != nil {
			return row, err
		}
	}
	if row.Life, err = encode(newLife(j)); err != nil {
		return row, err
	}
	row.Ad, err = encode(ad)
	return row, err
}

// job is the row's job, with all but its employer and owners.
func (r *jobRow) job() (*board.Job, error) {
	j := &board.Job{
		ID: board.ID(r.ID), State: board.Status(r.State), Run: board.Run{From: r.RunFrom.time(), Until: r.RunUntil.time()},
		Days: r.Days, Promotion: board.Promotion{FeaturedUntil: r.Featured.time(), EditorsPick: r.EditorsPick, Place: r.Place},
		Source: board.Source(r.Source), Package: board.Package(r.Package),
		Readvertise: board.Readvertise{Of: board.ID(r.Readvertises), ApplyAgain: r.ApplyAgain},
		CreatedAt:   r.Created.time(), UpdatedAt: r.Updated.time(), Version: r.Version,
	}
	var ad storedAd
	var life life
	if err := errors.Join(decode(r.Ad, &ad), decode(r.Life, &life)); err != nil {
		return nil, fmt.Errorf("job %s: %w", r.ID, err)
	}
	j.Ad = board.Ad(ad)
	j.Ad.Text = board.Text(r.Text)
	j.Review, j.Decision, j.Ending, j.Extension = life.Review, life.Decision, life.Ending, life.Extension
	if r.Revision != "" {
		var revision storedRevision
		if err := decode(r.Revision, &revision); err != nil {
			return nil, fmt.Errorf("job %s: %w", r.ID, err)
		}
		j.Revision = &board.Revision{Ad: board.Ad(revision.Ad), By: revision.By, SubmittedAt: r.RevisionAt.time()}
	}
	return j, nil
}

// nullID is the number of an employer that may not be there.
func nullID(id board.EmployerID) sql.NullInt64 {
	return sql.NullInt64{Int64: int64(id), Valid: id != 0}
}

// scope narrows a query.
type scope = func(*gorm.DB) *gorm.DB

func where(condition string, values ...any) scope {
	return func(db *gorm.DB) *gorm.DB { return db.Where(condition, values...) }
}

// jobColumns are read by hand, by jobRow.fields: GORM's reflection would double the time that a board takes to load.
// The employer comes with its job in one statement, so that a merge never falls between the two.
const jobColumns = `jobs.id, jobs.state, jobs.run_from, jobs.run_until, jobs.days, jobs.featured_until, jobs.editors_pick, jobs.place,
	jobs.source_name, jobs.source_id, jobs.source_url, jobs.source_digest, jobs.package, jobs.readvertises,
	jobs.apply_again, jobs.life, jobs.ad, jobs.text_html, jobs.text_plain, jobs.revision, jobs.revision_at,
	jobs.created_at, jobs.updated_at, jobs.version, COALESCE(e.id, 0), COALESCE(e.slug, ''), COALESCE(e.name, ''),
	COALESCE(e.legal_name, ''), COALESCE(e.org_nr, ''), COALESCE(e.sector, ''), COALESCE(e.url, ''), COALESCE(e.logo, ''),
	COALESCE(e.verified, FALSE), COALESCE(e.updated_at, 0), COALESCE(e.version, 0)`

func (r *jobRow) fields(e *employerRow) []any {
	return []any{&r.ID, &r.State, &r.RunFrom, &r.RunUntil, &r.Days, &r.Featured, &r.EditorsPick, &r.Place,
		&r.Source.Name, &r.Source.ID, &r.Source.URL, &r.Source.Digest, &r.Package, &r.Readvertises,
		&r.ApplyAgain, &r.Life, &r.Ad, &r.Text.HTML, &r.Text.Plain, &r.Revision, &r.RevisionAt,
		&r.Created, &r.Updated, &r.Version, &e.ID, &e.Slug, &e.Name,
		&e.LegalName, &e.OrgNr, &e.Sector, &e.URL, &e.Logo, &e.Verified, &e.Updated, &e.Version}
}

// jobs is every job that the scope leaves, whole, in the order of their IDs.
func (q queries) jobs(ctx context.Context, narrow scope) ([]*board.Job, error) {
	jobs, err := q.jobsOf(ctx, jobColumns, narrow)
	if err != nil {
		return nil, err
	}
	return jobs, q.fillOwners(ctx, jobs, narrow)
}

// jobsOf is every job that the scope leaves without its owners, of the columns, in the order of their IDs.
func (q queries) jobsOf(ctx context.Context, columns string, narrow scope) ([]*board.Job, error) {
	query := narrow(q.with(ctx).Table("jobs").Select(columns)).Joins("LEFT JOIN employers e ON e.id = jobs.employer_id")
	if q.lock { // SQLite's one writer needs no lock, and GORM leaves it out there
		query = query.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate, Table: clause.Table{Name: "jobs"}})
	}
	rows, err := query.Order("jobs.id").Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	jobs, err := readJobs(rows)
	if err := errors.Join(err, rows.Close()); err != nil {
		return nil, translate(err)
	}
	return jobs, nil
}

// A hiring is a job's row with its employer's.
type hiring struct {
	job   jobRow
	hires employerRow
}

// readJobs reads all rows.
func readJobs(rows *sql.Rows) ([]*board.Job, error) {
	jobs, employers := []*board.Job{}, map[int64]board.Employer{}
	var row hiring
	fields := row.job.fields(&row.hires)
	for rows.Next() {
		if err := rows.Scan(fields...); err != nil {
			return nil, err
		}
		j, err := row.decode(employers)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, j)
	}
	return jobs, rows.Err()
}

// decode is the job of a row. Jobs of one employer share its texts.
func (h *hiring) decode(employers map[int64]board.Employer) (*board.Job, error) {
	j, err := h.job.job()
	if err != nil {
		return nil, err
	}
	employer, known := employers[h.hires.ID]
	if !known {
		if employer, err = h.hires.employer(); err != nil {
			return nil, fmt.Errorf("job %s: %w", j.ID, err)
		}
		employers[h.hires.ID] = employer
	}
	j.Employer = employer
	return j, nil
}

func (q queries) fillOwners(ctx context.Context, jobs []*board.Job, narrow scope) error {
	var owners []ownerRow
	these := narrow(q.db.Session(&gorm.Session{NewDB: true}).Table("jobs").Select("jobs.id"))
	if err := q.with(ctx).Where("job_id IN (?)", these).Order("job_id, n").Find(&owners).Error; err != nil {
		return err
	}
	for _, j := range jobs { // both are in the order of the IDs
		for len(owners) > 0 && owners[0].JobID <= string(j.ID) {
			if owners[0].JobID == string(j.ID) {
				j.Owners = append(j.Owners, owners[0].Email)
			}
			owners = owners[1:]
		}
	}
	return nil
}

// Job is a job by its ID.
func (q queries) Job(ctx context.Context, id board.ID) (*board.Job, error) {
	jobs, err := q.jobs(ctx, where("jobs.id = ?", string(id)))
	if err == nil && len(jobs) == 0 {
		err = board.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("job %s: %w", id, err)
	}
	return jobs[0], nil
}

// Jobs is the jobs with the IDs; those that are not there are left out.
func (q queries) Jobs(ctx context.Context, ids []board.ID) (map[board.ID]*board.Job, error) {
	found := make(map[board.ID]*board.Job, len(ids))
	for part := range chunks(ids) {
		jobs, err := q.jobs(ctx, where("jobs.id IN ?", part))
		if err != nil {
			return nil, err
		}
		for _, j := range jobs {
			found[j.ID] = j
		}
	}
	return found, nil
}

// JobsBySource is the jobs that came from the source with its IDs, by them; those that are not there are left out.
func (q queries) JobsBySource(ctx context.Context, source string, ids []string) (map[string]*board.Job, error) {
	found := make(map[string]*board.Job, len(ids))
	for part := range chunks(ids) {
		// The last condition is that of the index, which SQLite does not use without it.
		jobs, err := q.jobs(ctx, where("jobs.source_name = ? AND jobs.source_id IN ? AND jobs.source_id <> ''", source, part))
		if err != nil {
			return nil, err
		}
		for _, j := range jobs {
			found[j.Source.ID] = j
		}
	}
	return found, nil
}

// JobsInState is the jobs in one of the states that were decided (board.Job.State), the longest unchanged first.
func (q queries) JobsInState(ctx context.Context, states ...board.Status) ([]*board.Job, error) {
	jobs, err := q.jobs(ctx, where("jobs.state IN ?", states))
	slices.SortStableFunc(jobs, func(a, b *board.Job) int { return a.UpdatedAt.Compare(b.UpdatedAt) })
	return jobs, err
}

// JobsOfOwner is the jobs that a mail address may change, ended ones too.
func (q queries) JobsOfOwner(ctx context.Context, email string) ([]*board.Job, error) {
	return q.jobs(ctx, where("jobs.id IN (SELECT job_id FROM job_owners WHERE email = ?)", email))
}

// JobsOfEmployer is the IDs of all jobs of an employer: those that readers may see differently when it has changed.
func (q queries) JobsOfEmployer(ctx context.Context, id board.EmployerID) (ids []board.ID, err error) {
	err = q.with(ctx).Table("jobs").Where("employer_id = ?", int64(id)).Order("id").Pluck("id", &ids).Error
	return ids, err
}

// Texts is the plain texts of those of the jobs with the IDs that are live. It has no condition on the state: SQLite would
// go through all that are live.
func (q queries) Texts(ctx context.Context, ids []board.ID) (map[board.ID]string, error) {
	texts := make(map[board.ID]string, len(ids))
	for part := range chunks(ids) {
		if err := q.addTexts(ctx, texts, part); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

func (q queries) addTexts(ctx context.Context, texts map[board.ID]string, ids []board.ID) error {
	rows, err := q.with(ctx).Raw("SELECT id, state, text_plain FROM jobs WHERE id IN ?", ids).Rows()
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, state, text string
		if err := rows.Scan(&id, &state, &text); err != nil {
			return err
		}
		if state == string(board.StatusLive) {
			texts[board.ID(id)] = text
		}
	}
	return rows.Err()
}

// InsertJob stores a new job. An ID or source that is there already is an ErrConflict.
func (tx *Tx) InsertJob(ctx context.Context, j *board.Job) error {
	return tx.InsertJobs(ctx, []*board.Job{j})
}

// InsertJobs stores new jobs, many at a time. One ID or source that is there already is an ErrConflict for all.
func (tx *Tx) InsertJobs(ctx context.Context, jobs []*board.Job) error {
	rows, owners := make([]jobRow, len(jobs)), []ownerRow{}
	for i, j := range jobs {
		j.Version = 1
		var err error
		if rows[i], err = newJobRow(j); err != nil {
			return fmt.Errorf("job %s: %w", j.ID, err)
		}
		owners = append(owners, ownerRows(j)...)
	}
	tx.written += len(jobs)
	if len(rows) == 0 {
		return nil
	}
	if err := tx.with(ctx).CreateInBatches(rows, chunk).Error; err != nil {
		return fmt.Errorf("job %s%s: %w", jobs[0].ID, others(len(jobs)), err)
	}
	if err := tx.list(ctx, jobs); err != nil {
		return err
	}
	return tx.insertOwners(ctx, owners)
}

func others(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(" or one of the %d inserted with it", n-1)
}

// SaveJob stores a changed job and counts its Version. One that has been saved by somebody else since it was loaded is
// an ErrConflict.
func (tx *Tx) SaveJob(ctx context.Context, j *board.Job) error {
	row, err := newJobRow(j)
	if err != nil {
		return fmt.Errorf("job %s: %w", j.ID, err)
	}
	row.Version++
	saved := tx.with(ctx).Model(&jobRow{}).Where("id = ? AND version = ?", row.ID, j.Version).
		Select("*").Omit("id", "created_at").Updates(row)
	if err := tx.saved(ctx, saved, "jobs", row.ID); err != nil {
		return fmt.Errorf("job %s: %w", j.ID, err)
	}
	j.Version++
	tx.written++
	if err := tx.list(ctx, []*board.Job{j}); err != nil {
		return err
	}
	if err := tx.with(ctx).Where("job_id = ?", row.ID).Delete(&ownerRow{}).Error; err != nil {
		return err
	}
	return tx.insertOwners(ctx, ownerRows(j))
}

// saved says why a save by version met no row: nothing is there, or it has changed meanwhile.
func (tx *Tx) saved(ctx context.Context, result *gorm.DB, table, id string) error {
	if result.Error != nil || result.RowsAffected == 1 {
		return result.Error
	}
	var there int64
	if err := tx.with(ctx).Table(table).Where("id = ?", id).Count(&there).Error; err != nil {
		return err
	}
	if there == 0 {
		return board.ErrNotFound
	}
	return board.ErrConflict
}

func (tx *Tx) insertOwners(ctx context.Context, owners []ownerRow) error {
	if len(owners) == 0 {
		return nil
	}
	return tx.with(ctx).CreateInBatches(owners, chunk).Error
}

func ownerRows(j *board.Job) []ownerRow {
	rows := make([]ownerRow, len(j.Owners))
	for i, email := range j.Owners {
		rows[i] = ownerRow{string(j.ID), i, email}
	}
	return rows
}
