package store_test

import (
	"context"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

var anna = board.Actor{Kind: board.ActorEditor, Email: "anna@tidning.example", Role: board.DeskEditor}

// approval is a line of the audit log with something personal in it.
func approval(job string, at time.Time) board.Entry {
	return board.Entry{At: at, By: anna, Action: "job.approve", Subject: board.Subject{Kind: board.SubjectJob, ID: job},
		Changes: []board.Difference{
			{Field: "state", Before: "in_review", After: "live"},
			{Field: "owners", After: "per@ekby.example", Personal: true},
		}}
}

func TestTheAuditLogTellsWhoDidWhat(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Audit(ctx, approval("a", start)) })
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.Audit(ctx, approval("b", start.Add(time.Hour)))
		})
		for name, situation := range map[string]struct {
			search store.AuditSearch
			want   []string
		}{
			"everything, the latest first": {store.AuditSearch{}, []string{"b", "a"}},
			"a page":                       {store.AuditSearch{Limit: 1}, []string{"b"}},
			"the next page":                {store.AuditSearch{Before: 2}, []string{"a"}},
			"of one subject":               {store.AuditSearch{Subject: board.Subject{Kind: board.SubjectJob, ID: "a"}}, []string{"a"}},
			"by one person":                {store.AuditSearch{By: anna.Email}, []string{"b", "a"}},
			"by another":                   {store.AuditSearch{By: "bo@tidning.example"}, nil},
			"a kind of action":             {store.AuditSearch{Action: "job."}, []string{"b", "a"}},
			"another kind":                 {store.AuditSearch{Action: "order."}, nil},
			"since":                        {store.AuditSearch{From: start.Add(time.Minute)}, []string{"b"}},
			"until":                        {store.AuditSearch{Until: start.Add(time.Hour)}, []string{"a"}},
		} {
			if situation.search.Limit == 0 {
				situation.search.Limit = 10
			}
			var found []string
			for _, e := range get[[]board.Entry](t)(s.Entries(t.Context(), situation.search)) {
				found = append(found, e.Subject.ID)
			}
			want(t, name, found, situation.want)
		}
		whole := approval("b", start.Add(time.Hour))
		whole.ID = 2
		want(t, "an entry", get[[]board.Entry](t)(s.Entries(t.Context(), store.AuditSearch{Limit: 1}))[0], whole)
	})
}

func TestNothingChangesTheAuditLog(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Audit(ctx, approval("a", start)) })
		for _, statement := range []string{
			"UPDATE audit SET action = 'job.refuse'", "DELETE FROM audit", "DELETE FROM audit_personal",
			"UPDATE audit_personal SET value_to = 'bo@tidning.example'", "UPDATE audit_personal SET field = 'else', value_to = '', value_from = ''",
		} {
			if s.Exec(statement) == nil {
				t.Errorf("%s was done", statement)
			}
		}
	})
}

func TestWhatTheAuditLogSaysOfPeopleIsErased(t *testing.T) {
	for name, erase := range map[string]func(ctx context.Context, tx *store.Tx) error{
		"when it is old": func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.EraseAudit(ctx, start.Add(time.Second), start.Add(time.Hour))
			return err
		},
		"of a subject": func(ctx context.Context, tx *store.Tx) error {
			return tx.EraseAuditOf(ctx, board.Subject{Kind: board.SubjectJob, ID: "a"}, start.Add(time.Hour))
		},
		"of a person": func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.EraseAuditBy(ctx, "per@ekby.example", start.Add(time.Hour))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T, s *store.Store) {
				write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Audit(ctx, approval("a", start)) })
				write(t, s, erase)
				found := get[[]board.Entry](t)(s.Entries(t.Context(), store.AuditSearch{Limit: 1}))[0]
				want(t, "what remains", found.Changes, []board.Difference{
					{Field: "state", Before: "in_review", After: "live"}, {Field: "owners", Personal: true, Erased: true},
				})
			})
		})
	}
}

// A person is named as who did it, alone, in a list and in what somebody wrote; a longer address is another's.
func TestAPersonIsFoundWhereverTheAuditLogNamesThem(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		per := board.Actor{Kind: board.ActorOwner, Email: "per@ekby.example"}
		said := func(field, before, after string) board.Difference {
			return board.Difference{Field: field, Before: before, After: after, Personal: true}
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			for _, e := range []board.Entry{
				{At: start, By: per, Action: "job.owner.edit", Changes: []board.Difference{said("note", "", "Skriv till Per@Ekby.example.")}},
				{At: start, By: anna, Action: "job.owners", Changes: []board.Difference{said("owners", `["per@ekby.example","bo@ekby.example"]`, `["bo@ekby.example"]`)}},
				{At: start, By: anna, Action: "job.owners", Changes: []board.Difference{said("owners", "", "jesper@ekby.example"), said("email", "lars-per@ekby.example", "per@ekby.example.com")}},
			} {
				if err := tx.Audit(ctx, e); err != nil {
					return err
				}
			}
			return nil
		})
		want(t, "named", get[store.Held](t)(s.AuditHolds(t.Context(), per.Email)), store.Held{Entries: 2, Values: 3})
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			erased, err := tx.EraseAuditBy(ctx, per.Email, start.Add(time.Hour))
			want(t, "erased", erased, store.Held{Entries: 2, Values: 3})
			return err
		})
		want(t, "left", get[store.Held](t)(s.AuditHolds(t.Context(), per.Email)), store.Held{})
		found := get[[]board.Entry](t)(s.Entries(t.Context(), store.AuditSearch{Limit: 3}))
		want(t, "who did it", found[2].By, board.Actor{Kind: board.ActorOwner, Erased: true})
		want(t, "another's", found[0].Changes[1].After, "jesper@ekby.example")
		want(t, "what was done", found[1].Action, "job.owners")
	})
}
