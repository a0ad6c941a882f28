package desk

import (
	"reflect"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

func TestDifferences(t *testing.T) {
	job := board.Job{ID: "a", State: board.StatusInReview, Version: 1}
	approved := job
	approved.State, approved.Version, approved.UpdatedAt = board.StatusLive, 2, time.Unix(1, 0)
	extended := job
	extended.Ad.Deadline = board.Deadline{Date: board.Date{Year: 2026, Month: time.November, Day: 30}}
	called := job
	called.Ad.Contacts = []board.Contact{{Name: "Åsa Ek"}}
	for name, s := range map[string]struct {
		before, after any
		want          []board.Difference
	}{
		"nothing":            {job, job, []board.Difference{}},
		"a state":            {job, approved, []board.Difference{{Field: "state", Before: "in_review", After: "live"}}},
		"something new":      {nil, map[string]string{"Role": "sales"}, []board.Difference{{Field: "role", After: "sales"}}},
		"something gone":     {map[string]string{"Role": "sales"}, nil, []board.Difference{{Field: "role", Before: "sales"}}},
		"a word of two":      {nil, map[string]bool{"EditorsPick": true}, []board.Difference{{Field: "editors_pick", After: "true"}}},
		"somebody's address": {nil, map[string]string{"Email": "a@ekby.example"}, []board.Difference{{Field: "email", After: "a@ekby.example", Personal: true}}},
	} {
		got, err := differences(s.before, s.after)
		if err != nil || !reflect.DeepEqual(got, s.want) {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	got, err := differences(job, called)
	if err != nil || len(got) != 1 || got[0].Field != "ad.contacts" || !got[0].Personal {
		t.Errorf("a contact: %+v %v", got, err)
	}
	home := board.Order{Invoice: board.Invoice{Address: board.InvoiceAddress{Street: "Gatan 1"}}} // a sole trader's
	if got, err = differences(nil, home); err != nil || len(got) != 1 || !got[0].Personal {
		t.Errorf("a street: %+v %v", got, err)
	}
	if got, err = differences(job, extended); err != nil || len(got) == 0 || got[0].Personal {
		t.Errorf("a deadline: %+v %v", got, err)
	}
}
