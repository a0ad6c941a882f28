package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

// CustomerSearch says which employers are looked for; what is zero is not asked for.
type CustomerSearch struct {
	Text     string // in its name, also one that it had; an organisation number, or an owner's mail address
	Verified string // "yes", "no"
	Blocked  bool
	Offset   int
	Limit    int
}

func (s CustomerSearch) narrow(db *gorm.DB) *gorm.DB {
	text := strings.TrimSpace(s.Text)
	nr, err := board.ParseOrgNr(text)
	switch {
	case err == nil:
		db = db.Where("org_nr = ?", nr.Digits())
	case strings.Contains(text, "@"):
		db = db.Where("id IN (SELECT jobs.employer_id FROM job_owners JOIN jobs ON jobs.id = job_owners.job_id WHERE job_owners.email = ?)", strings.ToLower(text))
	case text != "":
		db = db.Where(`id IN (SELECT employer_id FROM employer_slugs WHERE slug LIKE ? ESCAPE '\')`, "%"+likeText(board.Slugify(text))+"%")
	}
	switch s.Verified {
	case "yes":
		db = db.Where("verified")
	case "no":
		db = db.Where("NOT verified")
	}
	if s.Blocked {
		db = db.Where("id IN (SELECT employer_id FROM blocks WHERE kind = 'employer')")
	}
	return db
}

// CustomerLine is an employer in a list: how many ads it has had, and when the last came.
type CustomerLine struct {
	Employer board.Employer
	Jobs     int
	Last     time.Time
}

// Customers is a page of the employers that are looked for, by their slugs, and how many there are.
func (q queries) Customers(ctx context.Context, s CustomerSearch) ([]CustomerLine, int, error) {
	var total int64
	if err := s.narrow(q.with(ctx).Model(&employerRow{})).Count(&total).Error; err != nil {
		return nil, 0, fmt.Errorf("customers: %w", err)
	}
	var rows []employerRow
	if err := s.narrow(q.with(ctx)).Order("slug").Offset(s.Offset).Limit(s.Limit).Find(&rows).Error; err != nil {
		return nil, 0, fmt.Errorf("customers: %w", err)
	}
	lines, ids, at := make([]CustomerLine, len(rows)), make([]int64, len(rows)), map[int64]*CustomerLine{}
	for i, r := range rows {
		var err error
		if lines[i].Employer, err = r.employer(); err != nil {
			return nil, 0, err
		}
		ids[i], at[r.ID] = r.ID, &lines[i]
	}
	var counts []struct {
		EmployerID int64
		Jobs       int
		Last       millis
	}
	err := q.with(ctx).Table("jobs").Select("employer_id, COUNT(*) AS jobs, MAX(created_at) AS last").
		Where("employer_id IN ?", ids).Group("employer_id").Scan(&counts).Error
	for _, c := range counts {
		at[c.EmployerID].Jobs, at[c.EmployerID].Last = c.Jobs, c.Last.time()
	}
	return lines, int(total), err
}

// JobsOfCustomer is an employer's latest ads, the latest first, and how many it has had.
func (q queries) JobsOfCustomer(ctx context.Context, id board.EmployerID, limit int) ([]*board.Job, int, error) {
	var total int64
	if err := q.with(ctx).Table("jobs").Where("employer_id = ?", int64(id)).Count(&total).Error; err != nil {
		return nil, 0, err
	}
	var latest []board.ID
	err := q.with(ctx).Table("jobs").Where("employer_id = ?", int64(id)).Order("created_at DESC, id").Limit(limit).Pluck("id", &latest).Error
	if err != nil {
		return nil, 0, err
	}
	found, err := q.Jobs(ctx, latest)
	jobs := make([]*board.Job, 0, len(latest))
	for _, id := range latest {
		if j := found[id]; j != nil {
			jobs = append(jobs, j)
		}
	}
	return jobs, int(total), err
}

// A Person is a mail address that an employer's ads belong to.
type Person struct {
	Email string
	Jobs  int
	Last  time.Time
}

// People is who an employer's ads belong to, the latest first; at most limit.
func (q queries) People(ctx context.Context, id board.EmployerID, limit int) ([]Person, error) {
	var rows []struct {
		Email string
		Jobs  int
		Last  millis
	}
	err := q.with(ctx).Table("job_owners").Joins("JOIN jobs ON jobs.id = job_owners.job_id").Where("jobs.employer_id = ?", int64(id)).
		Select("job_owners.email AS email, COUNT(*) AS jobs, MAX(jobs.created_at) AS last").Group("job_owners.email").
		Order("last DESC, email").Limit(limit).Scan(&rows).Error
	people := make([]Person, len(rows))
	for i, r := range rows {
		people[i] = Person{r.Email, r.Jobs, r.Last.time()}
	}
	return people, err
}

type customerRow struct {
	EmployerID int64 `gorm:"primaryKey;autoIncrement:false"`
	Note       string
	NoContact  bool
	Version    int
}

func (customerRow) TableName() string { return "customers" }

// Customer is what the desk knows of an employer; nothing has been noted of most.
func (q queries) Customer(ctx context.Context, id board.EmployerID) (board.Customer, error) {
	var row customerRow
	err := q.with(ctx).Where("employer_id = ?", int64(id)).Take(&row).Error
	if errors.Is(err, board.ErrNotFound) {
		return board.Customer{Employer: id}, nil
	}
	return board.Customer{Employer: id, Note: row.Note, NoContact: row.NoContact, Version: row.Version}, err
}

// SaveCustomer stores what the desk knows of an employer. What somebody else has changed since it was loaded is an
// ErrConflict.
func (tx *Tx) SaveCustomer(ctx context.Context, c board.Customer) error {
	row := customerRow{int64(c.Employer), c.Note, c.NoContact, c.Version + 1}
	if c.Version == 0 {
		return tx.with(ctx).Create(&row).Error
	}
	saved := tx.with(ctx).Model(&customerRow{}).Where("employer_id = ? AND version = ?", row.EmployerID, c.Version).Select("*").Omit("employer_id").Updates(row)
	if err := unchanged(saved); err != nil {
		return fmt.Errorf("customer %d: %w", c.Employer, err)
	}
	return nil
}

type blockRow struct {
	Kind       string `gorm:"primaryKey"`
	Value      string `gorm:"primaryKey"`
	EmployerID int64
	Reason     string
	By         string `gorm:"column:blocked_by"`
	At         millis
}

func (blockRow) TableName() string { return "blocks" }

// blockValue is what a block is found by.
func blockValue(b board.Block) string {
	if b.Kind == board.BlockEmployer {
		return strconv.FormatInt(int64(b.Employer), 10)
	}
	return b.Value
}

func (r blockRow) block() board.Block {
	b := board.Block{Kind: board.BlockKind(r.Kind), Value: r.Value, Employer: board.EmployerID(r.EmployerID), Reason: r.Reason, By: r.By, At: r.At.time()}
	if b.Kind == board.BlockEmployer {
		b.Value = ""
	}
	return b
}

// Blocks is what has been blocked on an employer's page, the latest first.
func (q queries) Blocks(ctx context.Context, id board.EmployerID) ([]board.Block, error) {
	return q.blocks(ctx, where("employer_id = ?", int64(id)))
}

// BlocksFor is every block that keeps an employer, or an owner's mail address, away. Either may be zero.
func (q queries) BlocksFor(ctx context.Context, id board.EmployerID, email string) ([]board.Block, error) {
	_, host, _ := strings.Cut(strings.ToLower(email), "@")
	domains := []string{}
	for host != "" {
		domains = append(domains, host)
		_, host, _ = strings.Cut(host, ".")
	}
	return q.blocks(ctx, where("kind = 'employer' AND value = ? OR kind = 'address' AND value = ? OR kind = 'domain' AND value IN ?",
		strconv.FormatInt(int64(id), 10), strings.ToLower(email), append(domains, "")))
}

func (q queries) blocks(ctx context.Context, narrow scope) ([]board.Block, error) {
	var rows []blockRow
	if err := q.with(ctx).Scopes(narrow).Order("at DESC, kind, value").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("blocks: %w", err)
	}
	blocks := make([]board.Block, len(rows))
	for i, r := range rows {
		blocks[i] = r.block()
	}
	return blocks, nil
}

// Block keeps somebody away; added is false where that was so already.
func (tx *Tx) Block(ctx context.Context, b board.Block) (added bool, err error) {
	row := blockRow{string(b.Kind), blockValue(b), int64(b.Employer), b.Reason, b.By, toMillis(b.At)}
	created := tx.with(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	return created.RowsAffected == 1, created.Error
}

// Unblock ends a block; one that is not there is ErrNotFound.
func (tx *Tx) Unblock(ctx context.Context, b board.Block) error {
	return exactlyOne(tx.with(ctx).Where("kind = ? AND value = ?", string(b.Kind), blockValue(b)).Delete(&blockRow{}))
}

// mergeCustomers moves to an employer what the desk knows of another: orders, bundles, agreements, notes, blocks.
func (tx *Tx) mergeCustomers(ctx context.Context, from, into board.EmployerID) error {
	prices, err := tx.CustomerPrices(ctx, into)
	if err != nil {
		return err
	}
	old, err := tx.CustomerPrices(ctx, from)
	if err != nil {
		return err
	}
	for p, kronor := range old {
		if _, agreed := prices[p]; !agreed {
			prices[p] = kronor
		}
	}
	if err := errors.Join(tx.SaveCustomerPrices(ctx, from, nil), tx.SaveCustomerPrices(ctx, into, prices)); err != nil {
		return err
	}
	if err := tx.mergeNotes(ctx, from, into); err != nil {
		return err
	}
	for _, statement := range []string{
		"UPDATE orders SET employer_id = ?, version = version + 1 WHERE employer_id = ?",
		"UPDATE bundles SET employer_id = ? WHERE employer_id = ?",
		"UPDATE blocks SET employer_id = ? WHERE employer_id = ? AND kind <> 'employer'",
	} {
		if err := tx.with(ctx).Exec(statement, int64(into), int64(from)).Error; err != nil {
			return err
		}
	}
	blocked, err := tx.blocks(ctx, where("kind = 'employer' AND employer_id = ?", int64(from)))
	for _, b := range blocked {
		err = tx.Unblock(ctx, b)
		if b.Employer = into; err == nil {
			_, err = tx.Block(ctx, b)
		}
	}
	return err
}

// mergeNotes moves what is noted. The employer is another version for whoever has its page open, also without notes.
func (tx *Tx) mergeNotes(ctx context.Context, from, into board.EmployerID) error {
	old, err := tx.Customer(ctx, from)
	if err != nil {
		return err
	}
	stays, err := tx.Customer(ctx, into)
	if err != nil {
		return err
	}
	stays.Note = strings.TrimSpace(stays.Note + "\n\n" + old.Note)
	stays.NoContact = stays.NoContact || old.NoContact
	return tx.SaveCustomer(ctx, stays)
}
