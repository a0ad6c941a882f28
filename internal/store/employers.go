package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

type employerRow struct {
	ID        int64 `gorm:"primaryKey"`
	Key       string
	Slug      string
	Name      string
	LegalName string
	OrgNr     string
	Sector    string
	URL       string
	Logo      string
	Verified  bool
	Updated   millis `gorm:"column:updated_at"`
	Version   int
}

func (employerRow) TableName() string { return "employers" }

func newEmployerRow(e board.Employer, key string) employerRow {
	return employerRow{
		ID: int64(e.ID), Key: key, Slug: e.Slug, Name: e.Name, LegalName: e.LegalName, OrgNr: e.OrgNr.Digits(),
		Sector: string(e.Sector), URL: e.URL, Logo: e.Logo, Verified: e.Verified, Updated: toMillis(e.UpdatedAt), Version: e.Version,
	}
}

func (r employerRow) employer() (board.Employer, error) {
	e := board.Employer{
		ID: board.EmployerID(r.ID), Slug: r.Slug, Name: r.Name, LegalName: r.LegalName, Sector: board.Sector(r.Sector),
		URL: r.URL, Logo: r.Logo, Verified: r.Verified, UpdatedAt: r.Updated.time(), Version: r.Version,
	}
	return e, e.OrgNr.UnmarshalText([]byte(r.OrgNr))
}

// aliasRow is the key of an employer that was merged into another.
type aliasRow struct {
	Key        string `gorm:"primaryKey"`
	EmployerID int64
}

func (aliasRow) TableName() string { return "employer_aliases" }

// slugRow is a slug that an employer has or had.
type slugRow struct {
	Slug       string `gorm:"primaryKey"`
	EmployerID int64
}

func (slugRow) TableName() string { return "employer_slugs" }

// employer is the one employer that the condition holds for.
func (q queries) employer(ctx context.Context, condition string, value any) (board.Employer, error) {
	var row employerRow
	if err := q.with(ctx).Where(condition, value).Take(&row).Error; err != nil {
		return board.Employer{}, err
	}
	return row.employer()
}

// Employer is an employer by its number.
func (q queries) Employer(ctx context.Context, id board.EmployerID) (board.Employer, error) {
	return q.employer(ctx, "id = ?", int64(id))
}

// EmployerBySlug is the employer that has or had the slug, also through a merge. When its Slug is another now, that is
// the address to send people to.
func (q queries) EmployerBySlug(ctx context.Context, slug string) (board.Employer, error) {
	return q.employer(ctx, "id = (SELECT employer_id FROM employer_slugs WHERE slug = ?)", slug)
}

// EmployerByKey is the employer with the key (board.EmployerKey), also through a merge.
func (q queries) EmployerByKey(ctx context.Context, key string) (board.Employer, error) {
	found, err := q.EmployersByKey(ctx, []string{key})
	if err != nil {
		return board.Employer{}, err
	}
	e, ok := found[key]
	if !ok {
		return e, fmt.Errorf("employer by key: %w", board.ErrNotFound)
	}
	return e, nil
}

// EmployersByKey is the employers with the keys, also through merges; a key that no employer has is left out.
func (q queries) EmployersByKey(ctx context.Context, keys []string) (map[string]board.Employer, error) {
	found := make(map[string]board.Employer, len(keys))
	for part := range chunks(keys) {
		var rows []struct {
			Employer employerRow `gorm:"embedded"`
			Asked    string
		}
		err := q.with(ctx).Raw(`SELECT employers.*, employers.key AS asked FROM employers WHERE employers.key IN (?)
			UNION ALL SELECT employers.*, employer_aliases.key FROM employer_aliases
			JOIN employers ON employers.id = employer_aliases.employer_id WHERE employer_aliases.key IN (?)`, part, part).
			Scan(&rows).Error
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if found[r.Asked], err = r.Employer.employer(); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// Employers is the employers with the numbers; those that are not there are left out.
func (q queries) Employers(ctx context.Context, ids []board.EmployerID) (map[board.EmployerID]board.Employer, error) {
	found := make(map[board.EmployerID]board.Employer, len(ids))
	for part := range chunks(ids) {
		var rows []employerRow
		if err := q.with(ctx).Where("id IN ?", part).Find(&rows).Error; err != nil {
			return nil, err
		}
		for _, r := range rows {
			e, err := r.employer()
			if err != nil {
				return nil, err
			}
			found[e.ID] = e
		}
	}
	return found, nil
}

// InsertEmployer gives a new employer its number and the first free slug of board.SlugCandidates; county is the slug of
// its county, or empty. A key that another employer has or had is an ErrConflict.
func (tx *Tx) InsertEmployer(ctx context.Context, e *board.Employer, key, county string) error {
	if err := tx.ShowPicture(ctx, e.Logo); err != nil {
		return err
	}
	var taken int64
	if err := tx.with(ctx).Model(&aliasRow{}).Where("key = ?", key).Count(&taken).Error; err != nil {
		return err
	}
	if taken > 0 {
		return fmt.Errorf("employer %s: %w", e.Name, errTaken)
	}
	for slug := range board.SlugCandidates(e.Name, county) {
		e.ID, e.Slug, e.Version = 0, slug, 1
		row := newEmployerRow(*e, key)
		free, err := tx.insertEmployer(ctx, &row)
		if err != nil {
			return fmt.Errorf("employer %s: %w", e.Name, err)
		}
		if free {
			e.ID = board.EmployerID(row.ID)
			return tx.with(ctx).Create(&slugRow{Slug: slug, EmployerID: row.ID}).Error
		}
	}
	return nil
}

// insertEmployer inserts the row unless its slug is or was an employer's. Two who want the same slug at once wait for
// each other.
func (tx *Tx) insertEmployer(ctx context.Context, row *employerRow) (free bool, err error) {
	var taken int64
	if err := tx.with(ctx).Model(&slugRow{}).Where("slug = ?", row.Slug).Count(&taken).Error; err != nil || taken > 0 {
		return false, err
	}
	onSlug := clause.OnConflict{Columns: []clause.Column{{Name: "slug"}}, DoNothing: true}
	created := tx.with(ctx).Clauses(onSlug).Create(row)
	return created.RowsAffected == 1, created.Error
}

// SaveEmployer stores an employer that is there, and appends to the log that it and its ads read differently since its
// UpdatedAt. A new slug leaves the old one to lead to it; one that another employer has or had is an ErrConflict, and so is
// an employer that has been saved since e was loaded.
func (tx *Tx) SaveEmployer(ctx context.Context, e *board.Employer) error {
	row := newEmployerRow(*e, "")
	row.Version++
	saved := tx.with(ctx).Model(&row).Where("version = ?", e.Version).Select("*").Omit("id", "key").Updates(row)
	if err := unchanged(saved); err != nil {
		return fmt.Errorf("employer %d: %w", e.ID, err)
	}
	e.Version++
	if err := tx.ShowPicture(ctx, e.Logo); err != nil {
		return err
	}
	slug := slugRow{Slug: e.Slug, EmployerID: int64(e.ID)}
	if err := tx.with(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&slug).Error; err != nil {
		return err
	}
	owner, err := tx.EmployerBySlug(ctx, e.Slug)
	if err == nil && owner.ID != e.ID {
		err = errTaken
	}
	if err != nil {
		return fmt.Errorf("employer %d: slug %s: %w", e.ID, e.Slug, err)
	}
	return tx.appendEmployer(ctx, e.ID, e.UpdatedAt)
}

// appendEmployer appends to the log that an employer has changed, and with it each of its ads that readers may see: those
// who follow ads do not follow employers.
func (tx *Tx) appendEmployer(ctx context.Context, id board.EmployerID, at time.Time) error {
	tx.Append(board.Change{Kind: board.ChangeEmployer, Employer: id, At: at})
	var jobs []board.ID
	err := tx.with(ctx).Table("jobs").Where("employer_id = ? AND state = ? AND run_until > ?",
		int64(id), string(board.StatusLive), toMillis(at)).Order("id").Pluck("id", &jobs).Error
	for _, job := range jobs {
		tx.Append(board.Change{Kind: board.ChangeJob, Job: job, At: at})
	}
	return err
}

// AliasEmployer lets a key lead to an employer too, unless it leads to one already.
func (tx *Tx) AliasEmployer(ctx context.Context, id board.EmployerID, key string) error {
	known, err := tx.EmployersByKey(ctx, []string{key})
	if err != nil || len(known) > 0 {
		return err
	}
	return tx.with(ctx).Create(&aliasRow{Key: key, EmployerID: int64(id)}).Error
}

// MergeEmployers makes two employers one: the jobs, keys, slugs, orders and agreements of from become those of into, from
// is no more, and the log is told that into has changed, and its ads.
func (tx *Tx) MergeEmployers(ctx context.Context, from, into board.EmployerID, now time.Time) error {
	if from == into {
		return fmt.Errorf("employer %d: merged with itself: %w", from, board.ErrConflict)
	}
	var old, stays employerRow
	if err := tx.with(ctx).Take(&stays, int64(into)).Error; err != nil {
		return fmt.Errorf("employer %d: %w", into, err)
	}
	if err := tx.with(ctx).Take(&old, int64(from)).Error; err != nil {
		return fmt.Errorf("employer %d: %w", from, err)
	}
	for _, statement := range []string{
		"UPDATE jobs SET employer_id = ?, version = version + 1 WHERE employer_id = ?",
		"UPDATE listings SET employer_id = ? WHERE employer_id = ?",
		"UPDATE drafts SET employer_id = ?, version = version + 1 WHERE employer_id = ?",
		"UPDATE employer_aliases SET employer_id = ? WHERE employer_id = ?",
		"UPDATE employer_slugs SET employer_id = ? WHERE employer_id = ?",
	} {
		if err := tx.with(ctx).Exec(statement, int64(into), int64(from)).Error; err != nil {
			return err
		}
	}
	err := tx.with(ctx).Exec(`INSERT INTO trusted_addresses (email, employer_id, trusted_by, at)
		SELECT email, ?, trusted_by, at FROM trusted_addresses WHERE employer_id = ? ON CONFLICT DO NOTHING`, int64(into), int64(from)).Error
	if err != nil {
		return err
	}
	if err := tx.mergeCustomers(ctx, from, into); err != nil {
		return fmt.Errorf("employer %d: merged into %d: %w", from, into, err)
	}
	if err := tx.with(ctx).Delete(&old).Error; err != nil {
		return err
	}
	if err := tx.with(ctx).Create(&aliasRow{Key: old.Key, EmployerID: int64(into)}).Error; err != nil {
		return err
	}
	return tx.appendEmployer(ctx, into, now)
}
