package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"ledigajobb/internal/board"
)

type bundleRow struct {
	ID         int64  `gorm:"primaryKey"`
	Order      string `gorm:"column:order_number"`
	EmployerID int64
	Package    string
	Size       int
	Used       int
	Until      millis
}

func (bundleRow) TableName() string { return "bundles" }

func newBundleRow(b board.Bundle) bundleRow {
	return bundleRow{b.ID, b.Order, int64(b.Employer), string(b.Package), b.Size, b.Used, toMillis(b.Until)}
}

func (r bundleRow) bundle() board.Bundle {
	return board.Bundle{ID: r.ID, Order: r.Order, Employer: board.EmployerID(r.EmployerID), Package: board.Package(r.Package),
		Size: r.Size, Used: r.Used, Until: r.Until.time()}
}

// Bundles is the bundles of an employer, the one that ends first first.
func (q queries) Bundles(ctx context.Context, employer board.EmployerID) ([]board.Bundle, error) {
	return q.bundles(ctx, where("employer_id = ?", int64(employer)))
}

// Bundle is a bundle by its number.
func (q queries) Bundle(ctx context.Context, id int64) (board.Bundle, error) {
	return q.oneBundle(ctx, where("id = ?", id))
}

// BundleOfOrder is the bundle that was bought by an order.
func (q queries) BundleOfOrder(ctx context.Context, number string) (board.Bundle, error) {
	return q.oneBundle(ctx, where("order_number = ?", number))
}

// UsableBundle is the bundle from which an employer's next ad with the package is taken: of those with ads left at the
// time the one that ends first.
func (q queries) UsableBundle(ctx context.Context, employer board.EmployerID, p board.Package, now time.Time) (board.Bundle, error) {
	return q.oneBundle(ctx, where("employer_id = ? AND package = ? AND used < size AND until > ?", int64(employer), string(p), toMillis(now)))
}

func (q queries) oneBundle(ctx context.Context, narrow scope) (board.Bundle, error) {
	found, err := q.bundles(ctx, narrow)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("bundle: %w", board.ErrNotFound)
	}
	if err != nil {
		return board.Bundle{}, err
	}
	return found[0], nil
}

func (q queries) bundles(ctx context.Context, narrow scope) ([]board.Bundle, error) {
	var rows []bundleRow
	db := q.with(ctx).Scopes(narrow).Order("until, id")
	if q.lock {
		db = db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	if err := db.Find(&rows).Error; err != nil {
		return nil, err
	}
	bundles := make([]board.Bundle, len(rows))
	for i, r := range rows {
		bundles[i] = r.bundle()
	}
	return bundles, nil
}

// InsertBundle stores a new bundle and gives it its number.
func (tx *Tx) InsertBundle(ctx context.Context, b *board.Bundle) error {
	row := newBundleRow(*b)
	err := tx.with(ctx).Create(&row).Error
	b.ID = row.ID
	return err
}

// SaveBundle stores a changed bundle.
func (tx *Tx) SaveBundle(ctx context.Context, b board.Bundle) error {
	row := newBundleRow(b)
	return exactlyOne(tx.with(ctx).Model(&row).Select("*").Omit("id").Updates(row))
}

type customerPriceRow struct {
	EmployerID int64  `gorm:"primaryKey;autoIncrement:false"`
	Package    string `gorm:"primaryKey"`
	Price      int64
}

func (customerPriceRow) TableName() string { return "customer_prices" }

// CustomerPrices is what has been agreed with an employer: kronor for each package.
func (q queries) CustomerPrices(ctx context.Context, employer board.EmployerID) (map[board.Package]int64, error) {
	var rows []customerPriceRow
	if err := q.with(ctx).Where("employer_id = ?", int64(employer)).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("prices of employer %d: %w", employer, err)
	}
	prices := map[board.Package]int64{}
	for _, r := range rows {
		prices[board.Package(r.Package)] = r.Price
	}
	return prices, nil
}

// SaveCustomerPrices puts what has been agreed with an employer in the place of what was.
func (tx *Tx) SaveCustomerPrices(ctx context.Context, employer board.EmployerID, prices map[board.Package]int64) error {
	if err := tx.with(ctx).Where("employer_id = ?", int64(employer)).Delete(&customerPriceRow{}).Error; err != nil {
		return err
	}
	for _, p := range board.Packages() {
		if price, ok := prices[p]; ok {
			if err := tx.with(ctx).Create(&customerPriceRow{int64(employer), string(p), price}).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

// An Agency is a firm that places ads for others and keeps a part of their price.
type Agency struct {
	OrgNr   board.OrgNr
	Name    string
	Percent int
	Version int // 0: nothing has been agreed yet
}

type agencyRow struct {
	OrgNr   string `gorm:"primaryKey"`
	Name    string
	Percent int
	Version int
}

func (agencyRow) TableName() string { return "agencies" }

// Agency is what has been agreed with an agency; the zero Agency where nothing has.
func (q queries) Agency(ctx context.Context, nr board.OrgNr) (Agency, error) {
	var row agencyRow
	err := q.with(ctx).Where("org_nr = ?", nr.Digits()).Take(&row).Error
	if errors.Is(err, board.ErrNotFound) {
		return Agency{}, nil
	}
	return Agency{OrgNr: nr, Name: row.Name, Percent: row.Percent, Version: row.Version}, err
}

// Agencies is the agencies that something has been agreed with, by their names.
func (q queries) Agencies(ctx context.Context) ([]Agency, error) {
	var rows []agencyRow
	if err := q.with(ctx).Order("name, org_nr").Limit(chunk).Find(&rows).Error; err != nil {
		return nil, err
	}
	agencies := make([]Agency, len(rows))
	for i, r := range rows {
		agencies[i] = Agency{Name: r.Name, Percent: r.Percent, Version: r.Version}
		if err := agencies[i].OrgNr.UnmarshalText([]byte(r.OrgNr)); err != nil {
			return nil, err
		}
	}
	return agencies, nil
}

// SaveAgency notes what has been agreed with an agency, in the place of what was. What somebody else has changed since it
// was loaded is an ErrConflict.
func (tx *Tx) SaveAgency(ctx context.Context, a Agency) error {
	row := agencyRow{a.OrgNr.Digits(), a.Name, a.Percent, a.Version + 1}
	if a.Version == 0 {
		return tx.with(ctx).Create(&row).Error
	}
	saved := tx.with(ctx).Model(&row).Where("version = ?", a.Version).Select("*").Omit("org_nr").Updates(row)
	return unchanged(saved)
}
