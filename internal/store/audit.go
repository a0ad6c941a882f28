package store

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
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
				e.By.Email, e.By.Erased = r.ValueTo, r.ErasedAt > 0
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

// Held is in how many places the audit log names somebody, and in how many entries.
type Held struct{ Entries, Values int }

// AuditHolds says where the audit log names a mail address: as who did something, as a value, and inside of one, as in a
// list of owners or in what somebody wrote.
func (q queries) AuditHolds(ctx context.Context, email string) (Held, error) {
	rows, err := q.naming(ctx, email)
	return held(rows), err
}

// EraseAuditBy empties the places of the audit log that name a mail address, as AuditHolds finds them, and says how many
// they were.
func (tx *Tx) EraseAuditBy(ctx context.Context, email string, now time.Time) (Held, error) {
	rows, err := tx.naming(ctx, email)
	if err != nil {
		return Held{}, err
	}
	in := map[string][]int64{} // the entries, by field
	for _, r := range rows {
		in[r.Field] = append(in[r.Field], r.EntryID)
	}
	for field, ids := range in {
		for some := range chunks(ids) {
			places := tx.with(ctx).Model(&auditPersonalRow{}).Where("field = ? AND entry_id IN ?", field, some)
			if err := places.Updates(erased(now)).Error; err != nil {
				return Held{}, fmt.Errorf("audit: %w", err)
			}
		}
	}
	return held(rows), nil
}

// naming is the places that name a mail address. The database finds those that hold its letters, among them those where
// they are a part of a longer address.
func (q queries) naming(ctx context.Context, email string) ([]auditPersonalRow, error) {
	var rows []auditPersonalRow
	like := "%" + likeText(strings.ToLower(email)) + "%"
	err := q.with(ctx).Where(`erased_at = 0 AND (LOWER(value_to) LIKE ? ESCAPE '\' OR LOWER(value_from) LIKE ? ESCAPE '\')`, like, like).
		Order("entry_id, field").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	whole := regexp.MustCompile(`(^|[^a-z0-9._+-])` + regexp.QuoteMeta(strings.ToLower(email)) + `($|[^a-z0-9.-]|\.($|[^a-z0-9]))`)
	return slices.DeleteFunc(rows, func(r auditPersonalRow) bool {
		return !whole.MatchString(strings.ToLower(r.ValueFrom)) && !whole.MatchString(strings.ToLower(r.ValueTo))
	}), nil
}

func held(rows []auditPersonalRow) Held {
	entries := map[int64]bool{}
	for _, r := range rows {
		entries[r.EntryID] = true
	}
	return Held{Entries: len(entries), Values: len(rows)}
}

func erased(now time.Time) map[string]any {
	return map[string]any{"value_from": "", "value_to": "", "erased_at": toMillis(now)}
}
