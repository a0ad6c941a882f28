package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"ledigajobb/internal/board"
)

type auditRow struct {
	ID          int64 `gorm:"primaryKey"`
	At          millis
	Actor       string
	Role        string
	Action      string
	SubjectKind string
	SubjectID   string
	Changes     string
}

func (auditRow) TableName() string { return "audit" }

// auditPersonalRow is what an entry says of people. The field auditBy is the address of who did it.
type auditPersonalRow struct {
	EntryID   int64  `gorm:"primaryKey;autoIncrement:false"`
	Field     string `gorm:"primaryKey"`
	ValueFrom string
	ValueTo   string
	ErasedAt  millis
}

func (auditPersonalRow) TableName() string { return "audit_personal" }

const auditBy = "by"

// auditChange is how a difference lies in its column.
type auditChange struct {
	Field  string
	Before string `json:",omitempty"`
	After  string `json:",omitempty"`
}

// Audit writes an entry into the audit log, what it says of people beside it.
func (tx *Tx) Audit(ctx context.Context, e board.Entry) error {
	changes := []auditChange{}
	personal := []auditPersonalRow{}
	if e.By.Email != "" {
		personal = append(personal, auditPersonalRow{Field: auditBy, ValueTo: e.By.Email})
	}
	for _, d := range e.Changes {
		if d.Personal {
			personal = append(personal, auditPersonalRow{Field: d.Field, ValueFrom: d.Before, ValueTo: d.After})
			continue
		}
		changes = append(changes, auditChange{d.Field, d.Before, d.After})
	}
	text, err := encode(changes)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	row := auditRow{
		At: toMillis(e.At), Actor: string(e.By.Kind), Role: string(e.By.Role), Action: e.Action,
		SubjectKind: string(e.Subject.Kind), SubjectID: e.Subject.ID, Changes: text,
	}
	if err := tx.with(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	if len(personal) == 0 {
		return nil
	}
	for i := range personal {
		personal[i].EntryID = row.ID
	}
	return tx.with(ctx).Create(&personal).Error
}

// AuditSearch says which entries of the audit log are looked for; what is zero is not asked for.
type AuditSearch struct {
	By      string // who: a mail address
	Action  string // "job.approve", or "job." and all that begins so
	Subject board.Subject
	From    time.Time
	Until   time.Time // exclusive
	Before  int64     // entries with lower numbers: the next page
	Limit   int
}

func (s AuditSearch) narrow(db *gorm.DB) *gorm.DB {
	if s.By != "" {
		db = db.Where("id IN (SELECT entry_id FROM audit_personal WHERE field = 'by' AND value_to = ?)", s.By)
	}
	if s.Action != "" {
		db = db.Where("action >= ? AND action < ?", s.Action, s.Action+"\x7f")
	}
	if s.Subject.Kind != "" {
		db = db.Where("subject_kind = ?", string(s.Subject.Kind))
	}
	if s.Subject.ID != "" {
		db = db.Where("subject_id = ?", s.Subject.ID)
	}
	if !s.From.IsZero() {
		db = db.Where("at >= ?", toMillis(s.From))
	}
	if !s.Until.IsZero() {
		db = db.Where("at < ?", toMillis(s.Until))
	}
	if s.Before > 0 {
		db = db.Where("id < ?", s.Before)
	}
	return db
}

// Entries is what the audit log has of what is looked for, the latest first.
func (q queries) Entries(ctx context.Context, search AuditSearch) ([]board.Entry, error) {
	var rows []auditRow
	if err := search.narrow(q.with(ctx)).Order("id DESC").Limit(search.Limit).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	entries, at := make([]board.Entry, len(rows)), map[int64]*board.Entry{}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		var changes []auditChange
		if err := decode(r.Changes, &changes); err != nil {
			return nil, fmt.Errorf("audit %d: %w", r.ID, err)
		}
		entries[i] = board.Entry{
			ID: r.ID, At: r.At.time(), By: board.Actor{Kind: board.ActorKind(r.Actor), Role: board.DeskRole(r.Role)},
			Action: r.Action, Subject: board.Subject{Kind: board.SubjectKind(r.SubjectKind), ID: r.SubjectID},
		}
		for _, c := range changes {
			entries[i].Changes = append(entries[i].Changes, board.Difference{Field: c.Field, Before: c.Before, After: c.After})
		}
		ids[i], at[r.ID] = r.ID, &entries[i]
	}
	return entries, q.fillPersonal(ctx, ids, at)
}

// fillPersonal adds what the entries say of people, as far as it is still there.
func (q queries) fillPersonal(ctx context.Context, ids []int64, at map[int64]*board.Entry) error {
	for some := range chunks(ids) {
		var rows []auditPersonalRow
		if err := q.with(ctx).Where("entry_id IN ?", some).Order("entry_id, field").Find(&rows).Error; err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		for _, r := range rows {
			e := at[r.EntryID]
			if r.Field == auditBy {
				e.By.Email = r.ValueTo
				continue
			}
			e.Changes = append(e.Changes, board.Difference{
				Field: r.Field, Before: r.ValueFrom, After: r.ValueTo, Personal: true, Erased: r.ErasedAt > 0,
			})
		}
	}
	return nil
}

// EraseAudit empties what the audit log says of people in entries older than an instant, and says in how many places.
func (tx *Tx) EraseAudit(ctx context.Context, before, now time.Time) (n int64, err error) {
	old := tx.with(ctx).Model(&auditPersonalRow{}).
		Where("erased_at = 0 AND entry_id IN (SELECT id FROM audit WHERE at < ?)", toMillis(before)).
		Updates(erased(now))
	return old.RowsAffected, old.Error
}

// EraseAuditOf empties what the audit log says of people in the entries about a subject, all but who did it; of some fields
// alone when they are named.
func (tx *Tx) EraseAuditOf(ctx context.Context, s board.Subject, now time.Time, fields ...string) error {
	about := "erased_at = 0 AND field <> ? AND entry_id IN (SELECT id FROM audit WHERE subject_kind = ? AND subject_id = ?)"
	places := tx.with(ctx).Model(&auditPersonalRow{}).Where(about, auditBy, string(s.Kind), s.ID)
	if len(fields) > 0 {
		places = places.Where("field IN ?", fields)
	}
	return places.Updates(erased(now)).Error
}

// EraseAuditBy empties the places of the audit log that hold a person's address or name, wherever they are.
func (tx *Tx) EraseAuditBy(ctx context.Context, person string, now time.Time) error {
	return tx.with(ctx).Model(&auditPersonalRow{}).
		Where("erased_at = 0 AND (value_to = ? OR value_from = ?)", person, person).Updates(erased(now)).Error
}

func erased(now time.Time) map[string]any {
	return map[string]any{"value_from": "", "value_to": "", "erased_at": toMillis(now)}
}
